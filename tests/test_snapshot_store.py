"""Snapshots are made whole or not at all, and what is read back makes sense or is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tedd.snapshots import store
from tedd.snapshots.outputs import MANIFEST
from tedd.snapshots.seal import SnapshotError, sealed
from tedd.snapshots.store import ASIDE, checked_id, ids, load_snapshots, place, read
from tests.commands import ROOT
from tests.frozen import cards, edited, stored, tiny

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"a.json": b"{}", "deep/b.csv": b"x\n"}
POINTS = 40


def names(folder: Path) -> list[str]:
    """Return what stands in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["2025.02", "2025.12.1", "2099.01.99"])
def test_names_of_snapshots(name: str) -> None:
    """A month, or a month and a number."""
    assert checked_id(name) == name


@pytest.mark.parametrize(
    "name", ["", "2025", "2025.13", "2025.2", "2025.02.0", "2025.02/..", "../2025.02", "2025.02\n", "x", ".."]
)
def test_no_other_names(name: str, tmp_path: Path) -> None:
    """Whatever else is asked for is refused before anything is touched."""
    with pytest.raises(SnapshotError, match="no name of a snapshot"):
        place(FILES, tmp_path, name)

    assert names(tmp_path) == []


def test_whole_or_nothing(tmp_path: Path) -> None:
    """A new snapshot holds its files and their checksums, and nothing is left beside it."""
    made = place(FILES, tmp_path / "new", "2025.02")

    assert sealed(made) == FILES
    assert names(tmp_path / "new") == ["2025.02"]


def test_an_existing_one_is_never_touched(tmp_path: Path) -> None:
    """A name that is taken is refused, and what stands there stays."""
    place(FILES, tmp_path, "2025.02")

    with pytest.raises(SnapshotError, match="exists, and none ever changes"):
        place({"a.json": b"other"}, tmp_path, "2025.02")

    assert sealed(tmp_path / "2025.02") == FILES
    assert names(tmp_path) == ["2025.02"]


def test_leftovers_are_removed(tmp_path: Path) -> None:
    """What a killed try left goes with the next one; what somebody else put there stays."""
    (tmp_path / f"{ASIDE}abc" / "deep").mkdir(parents=True)
    (tmp_path / f"{ASIDE}link").symlink_to(tmp_path)
    (tmp_path / ".keep").touch()

    place(FILES, tmp_path, "2025.02")

    assert names(tmp_path) == [".keep", "2025.02"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_one_at_a_time(tmp_path: Path) -> None:
    """While one is being made, another is refused, and does not take the first one's files for leftovers."""
    import fcntl  # noqa: PLC0415 # not everywhere

    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)

    with pytest.raises(SnapshotError, match="another snapshot is being made"):
        place(FILES, tmp_path, "2025.02")
    os.close(handle)

    assert names(place(FILES, tmp_path, "2025.02").parent) == ["2025.02"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed before any of its steps on files, `create` leaves all or nothing, and the next try works."""
    given = cards(tmp_path / "methods")
    command = [sys.executable, "-m", "tests.killed", str(given), str(tmp_path / "snapshots"), str(POINTS)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["broken"], found["last"]) == ([], "whole")
    assert found["killed"] >= POINTS
    assert 0 < found["nothing"] < found["killed"]  # some before the snapshot stood in its place, some after


def test_read_back(tmp_path: Path) -> None:
    """All snapshots of a folder are read, oldest first; other files beside them are passed by."""
    stored(tmp_path)
    place({**tiny(), MANIFEST: tiny()[MANIFEST].replace(b"2024.03", b"2024.10")}, tmp_path, "2024.10")
    place({**tiny(), MANIFEST: tiny()[MANIFEST].replace(b"2024.03", b"2024.3")}, tmp_path, "2024.09")
    (tmp_path / "README.md").touch()

    assert ids(tmp_path) == ["2024.03", "2024.09", "2024.10"]
    with pytest.raises(SnapshotError, match=r"^2024\.09/manifest.json: not a manifest of schema 1 \(id\)"):
        load_snapshots(tmp_path)
    assert read(tmp_path, "2024.10").inputs().library.by_slug["direct"].card.name == "DIRECT"
    assert ids(tmp_path / "none") == []


def test_an_unknown_one(tmp_path: Path) -> None:
    """Who asks for a snapshot that is not there is told which ones are."""
    stored(tmp_path)

    with pytest.raises(SnapshotError, match=r"there is no snapshot 2030\.01; there are: 2024\.03"):
        read(tmp_path, "2030.01")


def test_another_ones_manifest(tmp_path: Path) -> None:
    """A snapshot that was renamed is not the one that it says."""
    stored(tmp_path).rename(tmp_path / "2024.04")

    with pytest.raises(SnapshotError, match=r"names 2024\.03, and the folder is 2024\.04"):
        read(tmp_path, "2024.04")


@pytest.mark.parametrize(
    ("name", "key", "value", "words"),
    [
        (MANIFEST, "schema", 2, "schema 2 is newer than this program's 1; use a newer TEDD"),
        (MANIFEST, "schema", "1", "not a manifest"),
        (MANIFEST, "edition", "other", r"not a manifest of schema 1 \(edition\)"),
        (MANIFEST, "surprise", 1, r"\(surprise\)"),
        ("leaderboard.json", "methods", {}, "not a board"),
        ("leaderboard.json", "methods", [{"slug": 7}], "not a board"),
    ],
)
def test_what_makes_no_sense_is_refused(
    tmp_path: Path, name: str, key: str, value: object, words: str
) -> None:
    """Right checksums over the wrong things are refused all the same."""
    folder = stored(tmp_path)

    with pytest.raises(SnapshotError, match=words):
        edited(folder, name, lambda data: data.update({key: value}))


@pytest.mark.parametrize("text", [b"[" * 10**6, b"NaN", b"\xff", b"{", b"1" * 10**5])
def test_hostile_json_is_refused(tmp_path: Path, text: bytes) -> None:
    """JSON that would break a reader is told as what it is."""
    with pytest.raises(SnapshotError, match=r"manifest\.json: not sound JSON"):
        read(place({**tiny(), MANIFEST: text}, tmp_path, "2024.03").parent, "2024.03")


def test_what_was_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that gives back other bytes than it was given leaves no snapshot."""
    monkeypatch.setattr(store, "sealed", lambda _folder: {})

    with pytest.raises(SnapshotError, match="is the disk sound"):
        place(FILES, tmp_path, "2025.02")

    assert names(tmp_path) == []


def test_where_folders_cannot_be_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows opens no folder: there a snapshot is written without lock and flush."""
    monkeypatch.setattr(store, "sys", SimpleNamespace(platform="win32"))

    assert sealed(place(FILES, tmp_path, "2025.02")) == FILES
