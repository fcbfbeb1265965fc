"""A folder is replaced whole or not at all, whatever happens to its writer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tedd import aside
from tedd.aside import refuse, replaced
from tests.commands import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from pathlib import Path
from tedd import aside
aside.alone = getattr(aside, sys.argv[3])
for _ in range(20):
    with aside.replaced(Path(sys.argv[1])) as new:
        aside.write_all({name: sys.argv[2].encode() for name in "abcdef"}, new)
"""
HOLDER = """
import sys
from pathlib import Path
from tedd import aside
with getattr(aside, sys.argv[2])(Path(sys.argv[1]), wait=True):
    print("held", flush=True)
    sys.stdin.read()
"""
LOCKS = ["by_database", *(["by_folder"] if sys.platform != "win32" else [])]
"""The way that works on every system, Windows too, and that of all others."""


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


@pytest.mark.parametrize("lock", LOCKS)
def test_two_writers_at_once(lock: str, tmp_path: Path) -> None:
    """Two that replace one folder again and again never fail, and it is all of one of them."""
    commands = [[sys.executable, "-c", WRITER, str(tmp_path / "out"), text, lock] for text in ("one", "two")]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for command in commands]

    assert [process.communicate()[1] for process in both] == [b"", b""]
    assert len({path.read_bytes() for path in (tmp_path / "out").glob("[a-f]")}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("lock", LOCKS)
def test_who_does_not_wait_is_told(lock: str, tmp_path: Path) -> None:
    """Who does not want to wait can't hold a folder that is held, until its holder is killed."""
    hold = getattr(aside, lock)
    command = [sys.executable, "-c", HOLDER, str(tmp_path), lock]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BlockingIOError), hold(tmp_path, wait=False):
            pass
        with hold(tmp_path.parent, wait=False):  # another folder is another matter
            holder.kill()

    with hold(tmp_path, wait=False), pytest.raises(BlockingIOError), hold(tmp_path, wait=False):
        pass


@pytest.mark.parametrize("lock", LOCKS)
def test_who_waits_gets_it_later(lock: str, tmp_path: Path) -> None:
    """Who waits asks again and again, and holds the folder only once the one before has let go."""
    hold, held, order = getattr(aside, lock), threading.Event(), []

    def before() -> None:
        with hold(tmp_path, wait=True):
            held.set()
            time.sleep(3 * aside.PAUSE)  # longer than one question takes, or nobody would ask again
            order.append("before")

    with ThreadPoolExecutor() as pool:
        holder = pool.submit(before)
        assert held.wait(60)
        with hold(tmp_path, wait=True):
            order.append("after")
        holder.result()

    assert order == ["before", "after"]


def test_no_place_for_a_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that cannot be made, or is none, is told as such, and not waited for."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with aside.by_database(tmp_path, wait=True):
        (lock,) = tmp_path.glob("*.lock")
    lock.write_text("something else, of somebody else " * 9)
    with pytest.raises(OSError, match=r"not a database: .*\.lock"), aside.by_database(tmp_path, wait=True):
        pass

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))

    with (
        pytest.raises(FileNotFoundError, match=r"missing.tedd-\w+\.lock"),
        aside.by_database(tmp_path, wait=True),
    ):
        pass


def test_what_is_ours_is_replaced(tmp_path: Path) -> None:
    """A folder that is known to be made here goes, whatever it holds, and gets no marker."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "left-by-another-builder.html").touch()

    with replaced(tmp_path / "site", ours=True) as made:
        (made / "index.html").touch()

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
