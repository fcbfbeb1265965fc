"""A folder is replaced whole or not at all, whatever happens to its writer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tedd.aside import alone, refuse, replaced
from tests.commands import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from pathlib import Path
from tedd.aside import replaced, write_all
for _ in range(20):
    with replaced(Path(sys.argv[1])) as aside:
        write_all({name: sys.argv[2].encode() for name in "abcdef"}, aside)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed before any step on files, the folder is old or new; the next build mends the rest."""
    command = [sys.executable, "-m", "tests.killed_builds", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.keys() == {"old", "away", "new", "not mended", "scraps", "last"}
    assert (found["not mended"], found["scraps"], found["last"]) == (0, 0, 1)
    assert found["old"] > 5
    assert found["away"] == 1  # one step alone lies between the two renames


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_two_writers_at_once(tmp_path: Path) -> None:
    """Two that replace one folder again and again never fail, and it is all of one of them."""
    commands = [[sys.executable, "-c", WRITER, str(tmp_path / "out"), text] for text in ("one", "two")]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for command in commands]

    assert [process.communicate()[1] for process in both] == [b"", b""]
    assert len({path.read_bytes() for path in (tmp_path / "out").glob("[a-f]")}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_who_does_not_wait_is_told(tmp_path: Path) -> None:
    """A folder that is held can't be held again by one who does not want to wait."""
    with alone(tmp_path, wait=False), pytest.raises(BlockingIOError), alone(tmp_path, wait=False):
        pass


def test_what_is_ours_is_replaced(tmp_path: Path) -> None:
    """A folder that is known to be made here goes, whatever it holds, and gets no marker."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "left-by-another-builder.html").touch()

    with replaced(tmp_path / "site", ours=True) as aside:
        (aside / "index.html").touch()

    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]


def test_what_a_killed_writer_moved_away_comes_back(tmp_path: Path) -> None:
    """A folder that a writer was killed after moving away is back before the next one tries, and fails."""
    moved = tmp_path / ".out.tedd.old"
    moved.mkdir()
    (moved / "index.html").touch()

    with pytest.raises(RuntimeError), replaced(tmp_path / "out", ours=True):
        raise RuntimeError
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "index.html"]


def test_refused_before_any_work(tmp_path: Path) -> None:
    """A folder with files of the user's is refused before anything is made of it."""
    (tmp_path / "mine").touch()

    with pytest.raises(FileExistsError):
        refuse(tmp_path)
    refuse(tmp_path / "not" / "there" / "yet")

    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
