"""The seal: every byte of a snapshot is the one that was sealed, or the file that is not is named."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tedd.snapshots.seal import LARGEST, MOST, SUMS, SnapshotError, sealed
from tests.frozen import FIXTURES, seal, stored, tiny

if TYPE_CHECKING:
    from pathlib import Path

FLIPS = 400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small snapshot."""
    return stored(tmp_path)


def problems(folder: Path) -> str:
    """Return what is wrong with a snapshot; there must be something."""
    with pytest.raises(SnapshotError) as caught:
        sealed(folder)
    return str(caught.value)


def test_a_sound_snapshot_is_read(folder: Path) -> None:
    """What was sealed comes back, byte for byte."""
    assert sealed(folder) == tiny()


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_sha256sum_agrees(folder: Path) -> None:
    """Anybody can check a snapshot with a common tool, without TEDD."""
    done = subprocess.run(["sha256sum", "-c", "--strict", SUMS], cwd=folder, capture_output=True, check=False)  # noqa: S607 # from the search path

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(tiny())


def test_every_flipped_bit_is_found(folder: Path) -> None:
    """One bit that is not as it was, in any file, is told with the file's name."""
    chance = random.Random(7)  # noqa: S311 # a sample, no secret
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    missed = []
    for number in range(FLIPS):
        path = paths[number % len(paths)]
        raw = path.read_bytes()
        place, bit = chance.randrange(len(raw)), chance.randrange(8)
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :])
        name = path.relative_to(folder).as_posix()
        if name not in problems(folder):
            missed.append((name, place, bit))
        path.write_bytes(raw)

    assert missed == []
    assert sealed(folder) == tiny()


def test_every_bit_of_the_checksums_counts(folder: Path) -> None:
    """No bit of the checksums themselves can be flipped unseen."""
    raw = (folder / SUMS).read_bytes()
    for place in range(0, len(raw), 3):
        flipped = raw[:place] + bytes([raw[place] ^ 1 << place % 8]) + raw[place + 1 :]
        (folder / SUMS).write_bytes(flipped)

        assert SUMS in problems(folder)


def test_missing_and_added_files_are_named(folder: Path) -> None:
    """A file that is gone and one that came are both told, at once."""
    (folder / "evidence.csv").unlink()
    (folder / "figures" / "more.svg").write_bytes(b"")

    assert problems(folder).splitlines() == ["evidence.csv: missing", f"figures/more.svg: not in {SUMS}"]


def test_without_checksums_nothing_is_believed(folder: Path) -> None:
    """A folder without checksums is no snapshot."""
    (folder / SUMS).unlink()

    assert problems(folder).startswith(f"{SUMS}: missing")


@pytest.mark.parametrize("name", ["leaderboard.json", SUMS, "inputs"])
def test_links_are_refused(folder: Path, tmp_path: Path, name: str) -> None:
    """A symbolic link is refused, wherever it leads, even to the right bytes."""
    moved = tmp_path / "elsewhere"
    (folder / name).rename(moved)
    (folder / name).symlink_to(moved)

    assert problems(folder) == f"{name}: a symbolic link; a snapshot holds plain files only"


def test_a_link_in_its_place_is_refused(folder: Path) -> None:
    """A snapshot's folder itself is no link."""
    link = folder.with_name("2024.04")
    link.symlink_to(folder)

    assert problems(link) == "2024.04: not a folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused(folder: Path) -> None:
    """What would make a reader wait for ever is not opened."""
    os.mkfifo(folder / "pipe")

    assert problems(folder) == "pipe: not a plain file"


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../../x", "./x", "a//x", "..", "a\\..\\x", ".hidden", SUMS, "ü", "a b"]
)
def test_names_that_lead_elsewhere_are_refused(folder: Path, name: str) -> None:
    """Checksums name files of this folder only, in plain names."""
    raw = (folder / SUMS).read_bytes()
    (folder / SUMS).write_bytes(f"{'0' * 64}  {name}\n".encode() + raw)

    assert problems(folder) == f"{SUMS}: line 1 is no checksum of a file in this folder"


@pytest.mark.parametrize("line", [0, 1])
def test_a_name_is_given_once(folder: Path, line: int) -> None:
    """Neither twice nor out of order, so that there is one text for one set of files."""
    lines = (folder / SUMS).read_text("utf-8").splitlines(keepends=True)
    (folder / SUMS).write_text("".join([lines[line], *lines]), "utf-8")

    assert problems(folder).startswith(SUMS)


def test_names_stand_in_their_order(folder: Path) -> None:
    """One set of files has one text of checksums, so that the text's own checksum names the set."""
    lines = (folder / SUMS).read_text("utf-8").splitlines(keepends=True)
    (folder / SUMS).write_text("".join(lines[::-1]), "utf-8")

    assert problems(folder) == f"{SUMS}: empty, out of order, or with a name twice"


def test_huge_files_are_not_read(folder: Path) -> None:
    """A file beyond all measure is refused by its size alone; this one would take long to read."""
    with (folder / "leaderboard.json").open("ab") as file:
        file.truncate(LARGEST * 2**10)

    assert problems(folder).startswith("leaderboard.json: 68,719,476,736 bytes")


def test_huge_folders_are_not_read(folder: Path) -> None:
    """Nor is a folder whose files are huge together only."""
    for number in range(5):
        with (folder / f"x{number}").open("wb") as file:
            file.truncate(LARGEST)

    assert "bytes in all" in problems(folder)


def test_too_many_files_are_not_read(folder: Path) -> None:
    """A folder that holds far more than a snapshot is not walked to its end."""
    for number in range(MOST):
        (folder / f"x{number}").touch()

    assert f"more than {MOST} files" in problems(folder)


def test_the_frozen_ones_are_sound() -> None:
    """The snapshots of schema 1 that the tests keep are as they were made."""
    names = [path.name for path in sorted(FIXTURES.iterdir())]

    assert names == ["2024.01", "2024.02"]
    assert all(sealed(FIXTURES / name) for name in names)


def test_seals_can_be_made_anew(folder: Path) -> None:
    """The tests' way of deceiving works: the seal alone vouches for bytes, not for sense."""
    (folder / "leaderboard.csv").write_bytes(b"other")
    seal(folder)

    assert sealed(folder)["leaderboard.csv"] == b"other"
