"""A snapshot as one file to hand on: a ZIP archive whose bytes follow from the snapshot alone.

A `Snapshot` enters and an archive leaves, or the other way round. Nothing in it is compressed, so that no
version of a compressor has a say: whoever has the folder can make the archive again, byte for byte. One that
is read may be anybody's: it is never unpacked to the disk, and nothing is read before its size is known.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from lzma import LZMAError
from struct import unpack_from
from typing import TYPE_CHECKING

from tedd.problems import printable
from tedd.snapshots.seal import (
    LARGEST,
    MOST,
    PLAIN,
    SUMS,
    SnapshotError,
    refuse_large,
    refuse_whole,
    sums,
    vouched,
)
from tedd.snapshots.store import understood
from tedd.surface.manifest import ID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tedd.snapshots.store import Snapshot

ENDING = ".zip"
UNSOUND = (zipfile.BadZipFile, zlib.error, LZMAError, OSError, EOFError, ValueError, RuntimeError)
"""What reading an archive raises that is damaged or made up: each way of packing has an error of its own."""
_NAME = re.compile(rf"TEDD-({ID.strip('^$')})/({PLAIN})")
_END, _END_BYTES, _MOST_BYTES = b"PK\x05\x06", 22, 200 * MOST
"""How an archive's last record begins, its size, and that of the list of contents at most."""
_END_64, _END_64_BYTES = b"PK\x06\x07", 20


def archive_name(snapshot: Snapshot) -> str:
    """Return the name of a snapshot's archive, such as `TEDD-2025.02.zip`."""
    return f"TEDD-{snapshot.id}{ENDING}"


def packed(snapshot: Snapshot) -> bytes:
    """Return a snapshot as an archive, all files and their checksums in a folder of its name."""
    made, day = io.BytesIO(), snapshot.manifest.date
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in sorted({**snapshot.files, SUMS: sums(snapshot.files)}.items()):
            info = zipfile.ZipInfo(f"TEDD-{snapshot.id}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            info.create_system = 3  # Unix, wherever it is made
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content)
    return made.getvalue()


def unpacked(path: Path) -> Snapshot:
    """Return the snapshot that an archive holds; raise `SnapshotError` with all that is wrong with it."""
    where = printable(path.name)
    if path.is_symlink() or not path.is_file():
        raise SnapshotError(f"{where}: not a plain file")
    size = path.stat().st_size
    refuse_whole(size - _MOST_BYTES)
    raw = path.read_bytes()
    _refuse_odd_end(where, raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = {_place(info) for info in archive.infolist()}
            found = dict(_contents(archive))
    except UNSOUND as error:
        raise SnapshotError(f"{where}: not a sound archive ({printable(str(error))})") from error
    if len(names) != 1:
        raise SnapshotError(f"{where}: holds {len(names)} snapshots, and should hold one")
    return understood(vouched(found), names.pop())


def _refuse_odd_end(where: str, raw: bytes) -> None:
    """Raise `SnapshotError` unless the list of contents is short: reading it takes memory for each entry."""
    end = raw[-_END_BYTES:]
    sound = len(end) == _END_BYTES and end.startswith(_END)
    large = raw[-_END_BYTES - _END_64_BYTES : -_END_BYTES].startswith(_END_64)
    if not sound or large or unpack_from("<L", end, 12)[0] > _MOST_BYTES:
        raise SnapshotError(f"{where}: not an archive as `tedd snapshot pack` writes them")


def _place(info: zipfile.ZipInfo) -> str:
    """Return the id of the snapshot to which an entry belongs; refuse what is no plain file of one."""
    found = _NAME.fullmatch(info.filename)
    if found is None:
        raise SnapshotError(f"{printable(info.filename)}: no name of a file in a snapshot's archive")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise SnapshotError(f"{info.filename}: not a plain file")
    return found[1]


def _contents(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield names inside the snapshot and contents, after a look at what sizes the archive claims."""
    entries = archive.infolist()
    for seen, info in enumerate(entries, 1):
        refuse_large(info.filename, info.file_size, seen)
    refuse_whole(sum(info.file_size for info in entries))
    if len({info.filename for info in entries}) != len(entries):
        raise SnapshotError("the archive holds a name twice")
    for info in entries:
        with archive.open(info) as file:  # gives no more bytes than were claimed
            yield info.filename.split("/", 1)[1], file.read(LARGEST + 1)
