"""Makes a snapshot again and again, killed at another step on files each time; see test_snapshot_store.

    python -m tests.killed CARDS SNAPSHOTS POINTS

Each try is a process of its own that the system kills outright, so that nothing can be put in order
afterwards. It dies at the n-th thing it does with files, for n from 0 until a try is not killed any more;
some more die while the board is still being computed. Prints what was found as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from tedd.snapshots.outputs import contents
from tedd.snapshots.seal import SnapshotError, sealed
from tedd.snapshots.store import place
from tests.frozen import DAY, inputs

NAME = "2024.03"
EVENTS = ("open", "os.", "tempfile.", "shutil.", "fcntl.")
EARLY = 4


class Deadly:
    """Kills this process at the n-th thing that it does with files."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, event: str, _arguments: object) -> None:
        """Count one event; an audit hook sees each before it happens."""
        if event.startswith(EVENTS):
            self.left -= 1
            if self.left == -1:  # killing is an event, too
                os.kill(os.getpid(), signal.SIGKILL)


def tried(folder: Path, files: dict[str, bytes], number: int) -> bool:
    """Return whether a try was killed at its n-th step before it came to its end."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(Deadly(number))
        place(files, folder, NAME)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def interrupted(cards: Path, folder: Path, seconds: float) -> None:
    """Kill a try, board and all, after some time."""
    child = os.fork()
    if child == 0:
        place(contents(inputs(cards), "living", NAME, DAY, None), folder, NAME)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main() -> None:
    """Try and kill, and look after each time."""
    cards, folder, points = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    files = contents(inputs(cards), "living", NAME, DAY, None)
    chance = random.Random(11)  # noqa: S311 # a sample, no secret
    found: dict[str, object] = {"broken": []}
    killed = nothing = number = 0
    while killed < EARLY:
        interrupted(cards, folder / str(killed), chance.uniform(0, 0.5))
        killed, nothing = killed + 1, nothing + looked(folder / str(killed), files, found)
    while tried(folder / "steps", files, number):
        killed, nothing = killed + 1, nothing + looked(folder / "steps", files, found)
        number += 1 + (number > points // 2) * chance.randrange(6)
    found["last"] = "nothing" if looked(folder / "steps", files, found) else "whole"
    print(json.dumps(found | {"killed": killed, "nothing": nothing}))  # noqa: T201 # the answer


def looked(folder: Path, files: dict[str, bytes], found: dict[str, object]) -> bool:
    """Return whether nothing was left; note what is neither whole nor nothing, and clear the place."""
    place_ = folder / NAME
    try:
        whole = not place_.exists() or sealed(place_) == files
    except SnapshotError:
        whole = False
    if not whole:
        found["broken"] = [*found["broken"], str(place_)]  # type: ignore[misc] # a list
    empty = not place_.exists()
    if not empty:
        place_.rename(folder / f"done-{time.monotonic_ns()}")
    return empty


if __name__ == "__main__":
    main()
