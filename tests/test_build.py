"""Files are written aside and renamed into place, and nothing that somebody else wrote is ever lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tedd import social
from tedd.aside import MARKER
from tedd.build import one_by_one, outputs, write
from tests.boards import ANCHORS, bench, card, library, wins

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {"index.html": b"new", "data/board.json": b"{}", "methods/ü.md": b"x"}
OLD = {"index.html": b"old", "gone.html": b"old"}


class Interrupted(Mapping[str, bytes]):
    """Files of which the second cannot be had: the user stops the build there."""

    def __iter__(self) -> Iterator[str]:
        return iter(("index.html", "second.html"))

    def __len__(self) -> int:
        return 2

    def __getitem__(self, name: str) -> bytes:
        if name == "second.html":
            raise KeyboardInterrupt
        return b"new"


def held(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, without the marker."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_files_are_written(tmp_path: Path) -> None:
    """A new folder holds exactly the files, and nothing is left beside it."""
    write(FILES, tmp_path / "a" / "site")

    assert held(tmp_path / "a" / "site") == FILES
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["site"]


def test_an_earlier_build_is_replaced(tmp_path: Path) -> None:
    """A folder of an earlier build holds the new files alone; what is gone is gone."""
    write(OLD, tmp_path / "site")

    write(FILES, tmp_path / "site")

    assert held(tmp_path / "site") == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    """An empty folder belongs to nobody yet."""
    (tmp_path / "site").mkdir()

    write(FILES, tmp_path / "site")

    assert held(tmp_path / "site") == FILES


@pytest.mark.parametrize("name", ["mine.txt", "deep/mine.txt", ".git"])
def test_a_foreign_folder_is_refused(tmp_path: Path, name: str) -> None:
    """A folder that holds a file of the user's is left as it is."""
    mine = tmp_path / "site" / name
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")

    with pytest.raises(FileExistsError):
        write(FILES, tmp_path / "site")

    assert held(tmp_path / "site") == {name: b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_added_to_a_build_is_not_lost(tmp_path: Path) -> None:
    """A file that the user put into a built folder later keeps the folder from being replaced."""
    write(OLD, tmp_path / "site")
    (tmp_path / "site" / "CNAME").write_bytes(b"mine")

    with pytest.raises(FileExistsError):
        write(FILES, tmp_path / "site")

    assert held(tmp_path / "site") == OLD | {"CNAME": b"mine"}


@pytest.mark.parametrize("before", [OLD, None], ids=["old folder", "no folder"])
def test_an_interrupted_build_changes_nothing(tmp_path: Path, before: Mapping[str, bytes] | None) -> None:
    """A build that stops midway leaves the old folder, or none, and no scraps."""
    if before is not None:
        write(before, tmp_path / "site")

    with pytest.raises(KeyboardInterrupt):
        write(Interrupted(), tmp_path / "site")

    assert [path.name for path in tmp_path.iterdir()] == ([] if before is None else ["site"])
    assert held(tmp_path / "site") == (before or {})


def test_the_old_folder_comes_back_when_the_swap_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the new folder cannot take its place, the old one is put back."""
    write(OLD, tmp_path / "site")
    rename = Path.rename

    def second_fails(path: Path, target: Path) -> Path:
        if target == tmp_path / "site" and not path.name.endswith(".old"):
            raise PermissionError
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", second_fails)

    with pytest.raises(PermissionError):
        write(FILES, tmp_path / "site")

    assert held(tmp_path / "site") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    """Through a symbolic link its target is written, and the link stays."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")

    write(OLD, tmp_path / "link")
    write(FILES, tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert held(tmp_path / "real") == FILES


def test_outputs_are_pages_pictures_and_data() -> None:
    """Everything is bytes under a relative path, with a page for each method and the data."""
    cards = library(*ANCHORS, card("one", evidence=wins(2)), card("two", evidence=[bench(1.0)]), card("none"))

    files = outputs(cards, ())

    assert all(isinstance(content, bytes) for content in files.values())
    assert not [name for name in files if name.startswith("/") or ".." in name.split("/")]
    assert {"data/leaderboard.json", "data/leaderboard.csv"} <= files.keys()
    for method in cards.methods:
        assert any(name.startswith(f"methods/{method.slug}") for name in files)


def test_pages_are_handed_on_and_not_held() -> None:
    """Once the next file is asked for, nobody but the one who got it has a page or a card of one."""
    made = one_by_one(library(*ANCHORS), (), {}, (), "")
    held, before = [], ("", b"")
    for path, content in made:
        if before[0].endswith(".md") or before[0].startswith(social.FOLDER):
            held += [before[0]] * (sys.getrefcount(before[1]) > 2)  # of the pair, and of the question itself
        before = path, content

    assert held == []


def test_the_sites_address_may_end_with_a_slash_or_not() -> None:
    """Whoever names the site's address without its last slash gets the same files."""
    cards = library(*ANCHORS)

    assert outputs(cards, (), site="https://example.org/tedd") == outputs(
        cards, (), site="https://example.org/tedd/"
    )


def test_cards_without_results() -> None:
    """A board of one method that nobody has measured has all its pages, and ranks nobody."""
    files = outputs(library(card("one", status="listed", reason="No result.")), ())

    (method,) = json.loads(files["data/leaderboard.json"])["methods"]
    assert (method["ranked"], method["efficiency"]["rank"]) == (False, None)
    assert {"index.md", "leaderboard/index.md", "methods/one.md"} <= files.keys()
