"""Snapshots that are on the main branch stay as they came, byte for byte."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts.append_only import FOLDER, UnknownError, faults

ROOT = Path(__file__).parent.parent
SURE = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> None:
    """Run git."""
    command = ["git", "-C", str(folder), *SURE, *arguments]
    subprocess.run(command, check=True, capture_output=True)


def commit(root: Path) -> None:
    """Commit all that lies there."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "more")


def add(root: Path, name: str) -> Path:
    """Add a snapshot; return its folder."""
    folder = root / FOLDER / name
    (folder / "deep").mkdir(parents=True)
    (folder / "board.json").write_bytes(b"{}\r\n")
    (folder / "deep" / "ü.csv").write_bytes(b"1\n")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with a snapshot on main, and a branch that is checked out."""
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    (root / ".gitattributes").write_text(f"* text=auto eol=lf\n/{FOLDER}/** -text\n", "utf-8")
    commit(root)
    add(root, "2025.02")
    commit(root)
    git(root, "switch", "-q", "-c", "change")
    return root


def test_a_new_snapshot_is_welcome(root: Path) -> None:
    """Whatever is added beside the published ones is no fault, even when it is mended on its branch."""
    folder = add(root, "2025.03")
    commit(root)
    (folder / "board.json").write_bytes(b"[]")
    (root / FOLDER / "README.md").touch()
    commit(root)

    assert faults(root) == []


@pytest.mark.parametrize("committed", [True, False])
def test_whatever_happens_to_a_published_one_is_told(root: Path, *, committed: bool) -> None:
    """A byte that changed, a file that is gone, moved or new, and a link, each by its name."""
    folder = root / FOLDER / "2025.02"
    (folder / "board.json").write_bytes(b"{}\n")
    (folder / "deep" / "ü.csv").rename(folder / "moved.csv")
    (folder / "new.json").symlink_to("board.json")
    if committed:
        commit(root)

    assert faults(root) == [
        f"{FOLDER}/2025.02/board.json: changed",
        f"{FOLDER}/2025.02/deep/ü.csv: gone",
        f"{FOLDER}/2025.02/moved.csv: added to a snapshot that is published",
        f"{FOLDER}/2025.02/new.json: added to a snapshot that is published",
    ]


def test_a_link_to_the_same_bytes_is_another_thing(root: Path) -> None:
    """A file stays a plain file."""
    path = root / FOLDER / "2025.02" / "board.json"
    path.rename(root / "board.json")
    path.symlink_to(root / "board.json")

    assert faults(root) == [f"{FOLDER}/2025.02/board.json: no plain file any more"]


def test_main_itself_is_held_to_it(root: Path) -> None:
    """A change that has got onto main is still told afterwards: what counts is how a snapshot arrived."""
    git(root, "switch", "-q", "main")
    (root / FOLDER / "2025.02" / "board.json").write_bytes(b"[]")
    commit(root)
    (root / "more").touch()
    commit(root)

    assert faults(root) == [f"{FOLDER}/2025.02/board.json: changed"]


def test_a_merged_snapshot_arrives_with_its_merge(root: Path) -> None:
    """What was mended on a branch before it was merged arrived mended."""
    folder = add(root, "2025.03")
    commit(root)
    (folder / "board.json").write_bytes(b"[]")
    commit(root)
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "change")
    assert faults(root) == []
    (folder / "board.json").write_bytes(b"{}\r\n")

    assert faults(root) == [f"{FOLDER}/2025.03/board.json: changed"]


def test_a_branch_behind_main_has_lost_nothing(root: Path) -> None:
    """A snapshot that came to main after the branch parted from it is not missing there."""
    git(root, "switch", "-q", "main")
    add(root, "2025.03")
    commit(root)
    git(root, "switch", "-q", "change")

    assert faults(root) == []


def test_other_line_ends_are_noticed(root: Path) -> None:
    """Attributes that make git write other bytes than were published change a snapshot, too."""
    (root / ".gitattributes").write_text("* text=auto eol=lf\n", "utf-8")
    git(root, "add", "--renormalize", ".")
    commit(root)
    git(root, "rm", "-q", "-r", "--cached", FOLDER)
    git(root, "reset", "-q", "--hard")

    assert faults(root) == [f"{FOLDER}/2025.02/board.json: changed"]


def test_a_shallow_clone_says_what_to_do(root: Path, tmp_path: Path) -> None:
    """Where the history is cut off, nothing is claimed, and the remedy is named."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")

    with pytest.raises(UnknownError, match=r"this clone is shallow.*git fetch --unshallow"):
        faults(tmp_path / "shallow")


def test_without_main_or_git_nothing_is_claimed(root: Path, tmp_path: Path) -> None:
    """No main branch, or no repository, is told as such."""
    git(root, "branch", "-q", "-D", "main")

    with pytest.raises(UnknownError, match=r"no branch origin/main or main here; run git fetch"):
        faults(root)
    with pytest.raises(UnknownError, match="not a git repository"):
        faults(tmp_path)


def test_the_published_snapshots_are_as_they_were() -> None:
    """Every snapshot of this repository is, on this disk, what it was when it came to main."""
    try:
        found = faults(ROOT)
    except UnknownError as error:
        pytest.skip(f"cannot tell: {error}")

    assert found == []
