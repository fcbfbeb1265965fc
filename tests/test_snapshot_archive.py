"""Archives: the same bytes wherever they are made, and nothing of somebody else's is believed or unpacked."""

from __future__ import annotations

import io
import random
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

from tedd.snapshots.archive import archive_name, packed, unpacked
from tedd.snapshots.seal import LARGEST, MOST, SUMS, SnapshotError, sums
from tedd.snapshots.store import read
from tests.frozen import FIXTURES, tiny

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROOT = "TEDD-2024.03"
FLIPS = 200


def made(files: dict[str, bytes], change: Callable[[zipfile.ZipInfo], object] | None = None) -> bytes:
    """Return an archive of some files, its entries changed one by one."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            if change:
                change(info)
            archive.writestr(info, content)
    return raw.getvalue()


def whole(**more: bytes) -> dict[str, bytes]:
    """Return the files of a sound archive, and more."""
    return {f"{ROOT}/{name}": content for name, content in {**tiny(), SUMS: sums(tiny())}.items()} | more


def problems(folder: Path, raw: bytes) -> str:
    """Return what is wrong with an archive; there must be something."""
    path = folder / "x.zip"
    path.write_bytes(raw)
    with pytest.raises(SnapshotError) as caught:
        unpacked(path)
    return str(caught.value)


@pytest.mark.parametrize("name", ["2024.01", "2024.02"])
def test_there_and_back(tmp_path: Path, name: str) -> None:
    """What was packed comes back, from bytes that are the same every time."""
    given = read(FIXTURES, name)
    path = tmp_path / archive_name(given)
    path.write_bytes(packed(given))

    assert unpacked(path) == given
    assert packed(unpacked(path)) == path.read_bytes()


def test_any_tool_reads_it(tmp_path: Path) -> None:
    """The archive is an ordinary one, uncompressed, with plain files of the snapshot's day in one folder."""
    with zipfile.ZipFile(io.BytesIO(packed(read(FIXTURES, "2024.02")))) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
        archive.extractall(tmp_path)

    assert {one.compress_type for one in entries} == {zipfile.ZIP_STORED}
    assert {one.date_time for one in entries} == {(2024, 2, 29, 0, 0, 0)}
    assert read(tmp_path.joinpath("TEDD-2024.02").rename(tmp_path / "2024.02").parent, "2024.02")


def test_a_compressed_one_is_read_too(tmp_path: Path) -> None:
    """Who packs the same files anew, compressed, has the same snapshot."""
    path = tmp_path / "x.zip"
    path.write_bytes(made(whole(), lambda info: setattr(info, "compress_type", zipfile.ZIP_DEFLATED)))

    assert unpacked(path).files == tiny()


def test_no_flipped_bit_changes_what_is_read(tmp_path: Path) -> None:
    """One bit that is not as it was is told, or stands where no file has it, such as in a date."""
    path = tmp_path / "x.zip"
    raw = packed(read(FIXTURES, "2024.01"))
    chance = random.Random(5)  # noqa: S311 # a sample, no secret
    told = 0
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(raw)), chance.randrange(8)
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :])
        try:
            assert unpacked(path) == read(FIXTURES, "2024.01")
        except SnapshotError:
            told += 1

    assert told > FLIPS * 0.9


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/passwd",
        f"{ROOT}/../evil",
        f"{ROOT}/./x",
        f"{ROOT}/figures/",
        f"{ROOT}\\evil",
        "C:/evil",
        f"{ROOT}/.hidden",
        "TEDD-2024.3/x",
        "x",
        f"{ROOT}/\x1b[2J",
    ],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    """Every entry has a plain name in the snapshot's one folder, and what is told of others is harmless."""
    said = problems(tmp_path, made(whole(**{name: b"x"})))

    assert "no name of a file in a snapshot's archive" in said
    assert said.isprintable()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR, stat.S_IFCHR])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    """An entry is a plain file."""

    def odd(info: zipfile.ZipInfo) -> None:
        if info.filename.endswith("evidence.csv"):
            info.external_attr = (kind | 0o777) << 16

    assert problems(tmp_path, made(whole(), odd)) == f"{ROOT}/evidence.csv: not a plain file"


def test_a_bomb_is_not_set_off(tmp_path: Path) -> None:
    """What would become huge is refused by the size that it claims, and gives no more than that."""
    huge = made(
        {f"{ROOT}/x.json": b"\0" * (LARGEST + 1)},
        lambda info: setattr(info, "compress_type", zipfile.ZIP_DEFLATED),
    )
    lying = huge.replace((LARGEST + 1).to_bytes(4, "little"), (100).to_bytes(4, "little"))

    assert len(huge) < LARGEST // 100
    assert f"{LARGEST:,} are the most" in problems(tmp_path, huge)
    assert "not a sound archive" in problems(tmp_path, lying)


def test_too_many_entries_are_not_listed(tmp_path: Path) -> None:
    """An endless list of contents is refused before it is read."""
    names = {f"{ROOT}/{number:0300}": b"" for number in range(MOST)}

    assert "not an archive as" in problems(tmp_path, made(names))
    assert "more than" in problems(tmp_path, made({f"{ROOT}/{n}": b"" for n in range(MOST + 1)}))


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_to_what_is_packed_is_told(tmp_path: Path, way: int) -> None:
    """Whichever way a file was packed, bytes that cannot be unpacked are no sound archive."""
    raw = bytearray(
        made({f"{ROOT}/x.json": bytes(range(256)) * 9}, lambda info: setattr(info, "compress_type", way))
    )
    start = raw.index(b"x.json") + len("x.json")
    raw[start + 9 : start + 40] = b"\xff" * 31

    assert "not a sound archive" in problems(tmp_path, bytes(raw))


@pytest.mark.parametrize("raw", [b"", b"PK", b"\0" * 100, b"PK\x05\x06" + b"\0" * 18, b"PK\x05\x06" * 30])
def test_what_is_no_archive_is_told(tmp_path: Path, raw: bytes) -> None:
    """Neither nothing nor noise is a snapshot."""
    assert problems(tmp_path, raw)


def test_more_than_one_or_twice_the_same(tmp_path: Path) -> None:
    """One snapshot an archive, each name once, and its checksums vouch for every file."""
    other = {name.replace("2024.03", "2024.04"): content for name, content in whole().items()}
    raw = io.BytesIO(made(whole()))
    with zipfile.ZipFile(raw, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(f"{ROOT}/{SUMS}", b"")

    assert "holds 2 snapshots" in problems(tmp_path, made(whole() | other))
    assert "a name twice" in problems(tmp_path, raw.getvalue())
    assert problems(tmp_path, made(whole(**{f"{ROOT}/more": b""}))) == f"more: not in {SUMS}"
    assert problems(tmp_path, made(other)) == "manifest.json: names 2024.03, and the folder is 2024.04"


def test_links_to_archives_are_refused(tmp_path: Path) -> None:
    """The archive itself is a plain file."""
    (tmp_path / "link.zip").symlink_to("/dev/zero")

    with pytest.raises(SnapshotError, match="not a plain file"):
        unpacked(tmp_path / "link.zip")
    with pytest.raises(SnapshotError, match="not a plain file"):
        unpacked(tmp_path / "none.zip")
