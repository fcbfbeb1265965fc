"""The seal of a snapshot: a SHA-256 of every file, and how a folder that may be anybody's is read.

Files enter as `{name: bytes}` and their checksums leave; or a folder enters, and its files leave once every
byte is the one that was sealed. Nothing is opened before it is known to be a regular file of bounded size.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from typing import TYPE_CHECKING

from tedd.problems import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SUMS = "SHA256SUMS"
"""File with one line for each other file, as `sha256sum -c SHA256SUMS` reads it."""
LARGEST = 64 * 2**20
"""Bytes of one file at most: a hundred times the largest of a board with a thousand methods."""
WHOLE = 256 * 2**20
"""Bytes of all files together at most."""
MOST = 500
"""Files and folders at most."""
PLAIN = r"[A-Za-z0-9][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*"
"""Names of files, with folders: plain ones that lead nowhere else."""
_LINE = re.compile(rf"([0-9a-f]{{64}})  ({PLAIN})\n")


class SnapshotError(Exception):
    """A snapshot cannot be made or trusted; `problems` say what is wrong, each with its file."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return the contents of `SHA256SUMS` for some files."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def sealed(folder: Path) -> dict[str, bytes]:
    """Return the files of a snapshot without its checksums; raise `SnapshotError` with all that is wrong."""
    found = dict(_listed(folder))
    refuse_whole(sum(found.values()))
    return vouched({name: _read(folder, name) for name in found})


def vouched(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files without their checksums; raise `SnapshotError` with all that these do not vouch for."""
    if SUMS not in found:
        raise SnapshotError(f"{SUMS}: missing, so nothing says what the files should be")
    wanted = _parsed(found[SUMS])
    problems = [f"{name}: missing" for name in sorted(wanted.keys() - found.keys())]
    problems += [f"{name}: not in {SUMS}" for name in sorted(found.keys() - wanted.keys() - {SUMS})]
    files = {name: found[name] for name in sorted(wanted.keys() & found.keys())}
    problems += [
        f"{name}: not the bytes whose checksum is in {SUMS}"
        for name, content in files.items()
        if hashlib.sha256(content).hexdigest() != wanted[name]
    ]
    if problems:
        raise SnapshotError(*problems)
    return files


def refuse_whole(size: int) -> None:
    """Raise `SnapshotError` when files are huge together."""
    if size > WHOLE:
        raise SnapshotError(f"{size:,} bytes in all, and {WHOLE:,} are the most that is read")


def refuse_large(name: str, size: int, seen: int) -> None:
    """Raise `SnapshotError` for a file that is huge, or the last straw."""
    if seen > MOST:
        raise SnapshotError(f"{name}: more than {MOST} files; a snapshot holds far fewer")
    if size > LARGEST:
        raise SnapshotError(f"{name}: {size:,} bytes, and {LARGEST:,} are the most that is read")


def _listed(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield names and sizes of all files below a folder; links and other oddities are refused."""
    if folder.is_symlink() or not folder.is_dir():
        raise SnapshotError(f"{printable(folder.name)}: not a folder")
    waiting, seen = [folder], 0
    while waiting:
        for entry in sorted(os.scandir(waiting.pop()), key=lambda entry: entry.name):
            seen += 1
            name = entry.path.removeprefix(str(folder)).strip(os.sep).replace(os.sep, "/")
            status = entry.stat(follow_symlinks=False)
            _refuse(printable(name), status, seen)
            if stat.S_ISDIR(status.st_mode):
                waiting.append(folder / name)
            else:
                yield name, status.st_size


def _refuse(name: str, status: os.stat_result, seen: int) -> None:
    """Raise `SnapshotError` for what no snapshot holds."""
    plain = stat.S_ISREG(status.st_mode)
    refuse_large(name, status.st_size if plain else 0, seen)
    if stat.S_ISLNK(status.st_mode):
        raise SnapshotError(f"{name}: a symbolic link; a snapshot holds plain files only")
    if not plain and not stat.S_ISDIR(status.st_mode):
        raise SnapshotError(f"{name}: not a plain file")


def _parsed(raw: bytes) -> dict[str, str]:
    """Return checksums by name; whatever `sums` would not write is refused."""
    lines = raw.decode("latin-1").splitlines(keepends=True)
    wanted: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if found is None or found[2] == SUMS:
            raise SnapshotError(f"{SUMS}: line {number} is no checksum of a file in this folder")
        wanted[found[2]] = found[1]
    if not wanted or list(wanted) != sorted(wanted) or len(wanted) != len(lines):
        raise SnapshotError(f"{SUMS}: empty, out of order, or with a name twice")
    return wanted


def _read(folder: Path, name: str) -> bytes:
    with (folder / name).open("rb") as file:
        return file.read(LARGEST + 1)
