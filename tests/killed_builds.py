"""Replaces a folder again and again, killed at another step on files each time; see test_aside.

    python -m tests.killed_builds FOLDER

Prints as JSON how often the folder was found old, new, or away between its two renames, and what was neither.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tedd.aside import MARKER, replaced, write_all
from tests.killed import Deadly

OLD = {"index.html": b"old", "gone.html": b"old"}
NEW = {"index.html": b"new", "deep/page.html": b"new"}


def write(files: dict[str, bytes], folder: Path) -> None:
    """Put files in the place of a folder."""
    with replaced(folder) as aside:
        write_all(files, aside)


def killed(folder: Path, number: int) -> bool:
    """Return whether a try was killed at its n-th step before it came to its end."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(Deadly(number))
        write(NEW, folder)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def held(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, without the marker."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def state(folder: Path) -> str:
    """Return what stands in the place after a kill."""
    if not folder.exists():
        return "away" if held(folder.with_name(f".{folder.name}.tedd.old")) == OLD else "lost"
    found = held(folder)
    return "old" if found == OLD else "new" if found == NEW else "half"


def stopped(folder: Path) -> None:
    """Begin a build and stop it: what a killed one left is put in order, nothing else changes."""
    with suppress(ZeroDivisionError), replaced(folder):
        _ = 1 / 0


def main() -> None:
    """Kill at every step, and look after each time."""
    found: Counter[str] = Counter()
    folder, number = Path(sys.argv[1]) / "out", 0
    write(OLD, folder)
    while killed(folder, number):
        before = state(folder)
        stopped(folder)
        after = state(folder)
        found[before] += 1
        found["not mended"] += after != ("old" if before in ("old", "away") else "new")
        found["scraps"] += len(list(folder.parent.iterdir())) - 1
        write(OLD, folder)
        number += 1
    found["last"] += state(folder) == "new"
    print(json.dumps(found))  # noqa: T201 # the answer


if __name__ == "__main__":
    main()
