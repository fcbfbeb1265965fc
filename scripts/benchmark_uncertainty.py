"""Times the draws and says how that grows with methods and with draws.

    python scripts/benchmark_uncertainty.py [--methods 250 500 1000] [--draws 2500 5000 10000]

Made-up cards (scripts/synthetic.py) with direct results at two fractions each; reading the cards and building
the board are not counted. Every figure is a process of its own, so that its peak memory is its own. Growth is
the power of a size that seconds go with: 1 is linear. scripts/benchmark.py prints the same table.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from scripts.synthetic import write_cards
from tedd.board import build_board
from tedd.cards import load
from tedd.uncertainty import quantify

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT_SECONDS, LIMIT_MIB = 5.0, 1536.0
"""What 1000 methods with 10,000 draws may cost on two cores."""
METHODS, DRAWS = (250, 500, 1000), (2500, 5000, 10000)


@dataclass(frozen=True)
class Cost:
    """What the draws of one board took."""

    methods: int
    draws: int
    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processor time."""
    peak: float
    """Largest resident memory, in MiB."""
    before: float
    """The same before the draws."""


def cost(task: tuple[int, int]) -> Cost:
    """Return what so many methods with so many draws take."""
    methods, draws = task
    with tempfile.TemporaryDirectory() as name:
        write_cards(Path(name) / "methods", methods)
        board = build_board(load(Path(name) / "methods"))
    before = _peak()
    start, busy = time.perf_counter(), time.process_time()
    quantify(board, draws=draws)
    return Cost(methods, draws, time.perf_counter() - start, time.process_time() - busy, _peak(), before)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def costs(methods: Sequence[int] = METHODS, draws: Sequence[int] = DRAWS) -> list[Cost]:
    """Return the cost of every combination, each measured in a process of its own."""
    tasks = [(number, each) for number in methods for each in draws]
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return list(pool.imap(cost, tasks))


def growth(small: Cost, large: Cost) -> float:
    """Return the power of the size that processor seconds grow with: 1 is linear."""
    size = large.methods * large.draws / (small.methods * small.draws)
    return math.log(large.cpu / small.cpu) / math.log(size)


def table(found: Sequence[Cost]) -> Table:
    """Return the costs, one row each."""
    shown = Table(title="Intervals, rank ranges and probabilities", title_justify="left")
    for column in ("methods", "draws", "seconds", "CPU seconds", "peak MiB", "of it the board"):
        shown.add_column(column, justify="right")
    for one in found:
        seconds, memory = (f"{one.wall:.2f}", f"{one.cpu:.2f}"), (f"{one.peak:.0f}", f"{one.before:.0f}")
        shown.add_row(str(one.methods), str(one.draws), *seconds, *memory)
    return shown


def verdict(found: Sequence[Cost]) -> str:
    """Return whether the largest case keeps the limits, and how seconds grow with methods and with draws."""
    large = found[-1]
    kept = "kept" if large.wall < LIMIT_SECONDS and large.peak < LIMIT_MIB else "MISSED"
    text = f"limits at 1000 x 10000: {LIMIT_SECONDS:g} s, {LIMIT_MIB:g} MiB; at the largest size {kept}"
    fewer = [one for one in found if one.draws == large.draws and one.methods < large.methods]
    shorter = [one for one in found if one.methods == large.methods and one.draws < large.draws]
    for word, smaller in (("methods", fewer), ("draws", shorter)):
        text += f"; growth with {word}: power {growth(smaller[0], large):.2f}" if smaller else ""
    return text


def main() -> None:
    """Measure, print a table, say whether the largest case keeps the limits."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--methods", type=int, nargs="+", default=METHODS, help="numbers of methods")
    parser.add_argument("--draws", type=int, nargs="+", default=DRAWS, help="numbers of draws")
    arguments = parser.parse_args()
    found = costs(sorted(arguments.methods), sorted(arguments.draws))
    Console(highlight=False).print(table(found), verdict(found))


if __name__ == "__main__":
    main()
