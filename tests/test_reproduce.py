"""One revision gives the same bytes everywhere, and where it does not, the reason is found."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from scripts import reproduce

if TYPE_CHECKING:
    from pathlib import Path

PLANTED = {
    "folder": "import os; print(os.getcwd())",
    "user": "import getpass; print(getpass.getuser())",
    "home": "import os; print(os.path.expanduser('~'))",
    "locale": "import locale; print(locale.getpreferredencoding())",
    "time zone": "import time; print(time.strftime('%H:%M', time.localtime(0)))",
    "hash seed": "print(*set('abcdefgh'))",
    "day": "import datetime; print(datetime.date.today().year)",
    "threads": "import os; print(os.environ['OPENBLAS_NUM_THREADS'])",
    "nothing at all": "import uuid; print(uuid.uuid4())",
}
"""Programs whose output hangs on one circumstance."""


@pytest.fixture
def _no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let builds copy nothing but the stand-in for another day."""
    kept = "scripts/another_day/sitecustomize.py"
    monkeypatch.setattr(reproduce, "sources", lambda: [kept])


def test_the_engine_gives_the_same_bytes() -> None:
    """What `tedd build` makes of the real cards is equal everywhere; CI compares the site, too."""
    first, found, why = reproduce.reproduce(reproduce.BUILD)

    assert reproduce.told(found, why) == "files that differ: 0"
    assert {"build/index.md", "build/data/leaderboard.json"} <= first.keys()


@pytest.mark.usefixtures("_no_sources")
def test_causes_are_found() -> None:
    """A file that hangs on one circumstance is told with that circumstance, and with no other."""
    commands = {f"{name}.txt": ["-c", program] for name, program in PLANTED.items()}
    commands["steady.txt"] = ["-c", "print(1)"]

    _, found, why = reproduce.reproduce(commands)

    assert found.keys() == {f"{name}.txt" for name in PLANTED}
    assert why["nothing at all.txt"] == ["nothing at all", *reproduce.CIRCUMSTANCES]
    assert {name: why[f"{name}.txt"] for name in reproduce.CIRCUMSTANCES} == {
        name: [name] for name in reproduce.CIRCUMSTANCES
    }


@pytest.mark.usefixtures("_no_sources")
def test_a_build_that_fails_says_why(tmp_path: Path) -> None:
    """A command that fails stops the comparison, with what it said."""
    with pytest.raises(RuntimeError, match="no such thing"):
        reproduce.built({"x": ["-c", "raise SystemExit('no such thing')"]}, reproduce.setting(), tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (b"a\nb\nc", b"a\nx\nc", "line 2\n    - b\n    + x"),
        (b"a\nb", b"b\na", "line 1, the same lines in another order\n    - a\n    + b"),
        (b"a", b"a\nb", "line 2\n    - \n    + b"),
        (b"\xff\x00", b"\xff\x01\x02", "byte 1 of 2 and 3"),
        (None, b"a", "only in the second build"),
        (b"a", None, "only in the first build"),
        (
            gzip.compress(b"a", mtime=1),
            gzip.compress(b"a", mtime=2),
            "the same inside, compressed otherwise: its header holds a time",
        ),
    ],
)
def test_where_files_differ(one: bytes | None, other: bytes | None, words: str) -> None:
    """The first difference is named by line, or by byte where there are no lines."""
    assert reproduce.where(one, other) == words


def test_long_lines_are_shown_where_they_differ() -> None:
    """Of a long line the part around the first difference is shown."""
    words = reproduce.where(b"x" * 5000 + b"left", b"x" * 5000 + b"right")

    assert "left" in words
    assert len(words) < 300


def test_differences_are_told_with_their_causes() -> None:
    """Each file is told with what alone makes it differ, as far as found; of many the rest is counted."""
    found = {f"file-{number:02}": "line 1\n    - a\n    + b" for number in range(reproduce.SHOWN + 2)}
    why = {"file-00": ["folder", "day"], "file-01": []}

    lines = reproduce.told(found, why).split("\n")
    assert lines[:4] == [
        "file-00: line 1; differs with: folder, day",
        "    - a",
        "    + b",
        "file-01: line 1; by no circumstance alone",
    ]
    assert lines[-2:] == ["more files: 2", f"files that differ: {len(found)}"]
    assert reproduce.told({"a": "line 1"}, {}) == "a: line 1\nfiles that differ: 1"
