"""How well the head-to-head network finds effects that are known, because they were drawn here.

    python scripts/coverage_network.py [REPETITIONS] [--seed 1] [--json FILE]

The site prints tedd/templates/coverage-network.json; after a change of the network's intervals make it anew:

    python scripts/coverage_network.py 1000 --json tedd/templates/coverage-network.json

Worlds are drawn from models other than the engine's own: method effects that differ from study to study with
heavy tails, arms of one study that share their errors, studies of very different size. Printed for each: bias
and error of methods against random in percent, over methods in three studies or more, and how often the 90%
interval holds the truth, by number of studies.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from scripts.stored_coverage import store
from tedd.consensus import JACKKNIFE_FROM, consensuses
from tedd.contrasts import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator

MANY = 5
"""Methods in this many studies or more share a column."""
COUNTS = range(1, MANY + 1)


@dataclass(frozen=True)
class World:
    """What a simulated literature looks like."""

    studies: int = 9
    methods: int = 8
    share: float = 0.6
    """How likely a study runs a method."""
    between: float = 0.03
    """Standard deviation of a method's effect from study to study, as a logarithm."""
    heavy: bool = False
    """Draw it from Student's t with 3 degrees of freedom, scaled to the same variance."""
    shared: float = 0.02
    """Standard deviation of what all cells of a setting share."""
    noise: float = 0.06
    """Standard deviation of a single score, as a logarithm."""
    wild: float = 0.0
    """How far off every other method is in the first study, as a logarithm."""


@dataclass
class Score:
    """What one kind of world came to."""

    errors: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Estimate minus truth in logarithms, by the method's number of studies, at most MANY."""
    held: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))

    @property
    def bias(self) -> float:
        """Mean error over all methods with intervals of their own, in percent."""
        return 100 * fmean(self._judged)

    @property
    def error(self) -> float:
        """Root mean squared error of the same methods, in percent."""
        return 100 * math.sqrt(fmean(error**2 for error in self._judged))

    @property
    def _judged(self) -> list[float]:
        """Errors of methods in enough studies for an interval of their own."""
        found = (errors for count, errors in self.errors.items() if count >= JACKKNIFE_FROM)
        return [error for errors in found for error in errors]

    def coverage(self, least: int = 1) -> float:
        """Return the share of intervals that hold the truth, over methods in at least so many studies."""
        return fmean(held for count, found in self.held.items() if count >= least for held in found)


WORLDS = {
    "as the model": World(shared=0.0),
    "settings share errors": World(),
    "heavy tails": World(heavy=True),
    "one study wildly off": World(wild=0.7),
    "few studies": World(studies=6),
    "few studies, one wildly off": World(studies=6, wild=0.7),
}


def truth(world: World) -> dict[str, float]:
    """Return the true effects, from 8% below random to 8% above."""
    effects = np.linspace(-0.08, 0.08, world.methods)
    return {"random": 0.0, **{f"m{n}": float(effect) for n, effect in enumerate(effects)}}


def draw(world: World, random: Generator) -> list[Cell]:
    """Return the cells of one simulated literature; every study runs random and two methods or more."""
    cells: list[Cell] = []
    names, effects = zip(*truth(world).items(), strict=True)
    for study in range(world.studies):
        chosen = random.random(world.methods) < world.share
        chosen[random.choice(world.methods, 2, replace=False)] = True
        here = np.flatnonzero(np.concatenate(([True], chosen)))
        off = (
            random.standard_t(3, len(here)) / math.sqrt(3)
            if world.heavy
            else random.standard_normal(len(here))
        )
        level = np.array(effects)[here] + world.between * off
        if study == 0:
            level += world.wild * (np.arange(len(here)) % 2)
        cells += _study(world, study, [names[n] for n in here], level, random)
    return cells


def _study(
    world: World, study: int, names: list[str], level: np.ndarray, random: Generator
) -> Iterator[Cell]:
    for setting in range(int(random.integers(1, 4))):
        shared = level + world.shared * random.standard_normal(len(names))
        for benchmark in range(int(random.integers(2, 8))):
            scores = shared + random.normal() + world.noise * random.standard_normal(len(names))
            yield Cell(
                study=f"s{study}",
                arm=f"s{study}-{setting}",
                setting=f"pool {setting}",
                benchmark=f"b{benchmark}",
                epochs=None,
                scope="general",
                family="known",
                own=frozenset(),
                scores=dict(zip(names, map(float, scores), strict=True)),
                floor=-math.inf,
            )


def run(world: World, repetitions: int, seed: int = 1) -> Score:
    """Return errors and coverage over many literatures of one world."""
    random, true, score = np.random.default_rng(seed), truth(world), Score()
    for _ in range(repetitions):
        for estimate in consensuses(draw(world, random))[0].estimates:
            if estimate.low is None or estimate.high is None:
                continue
            count = min(estimate.studies, MANY)
            score.errors[count].append(math.log(estimate.ratio) - true[estimate.method])
            score.held[count].append(
                math.log(estimate.low) <= true[estimate.method] <= math.log(estimate.high)
            )
    return score


@dataclass(frozen=True)
class Found:
    """What one kind of world came to, as figures."""

    world: str
    bias: float
    """Mean error over methods in three studies or more, in percent."""
    error: float
    """Root of their mean squared error, in percent."""
    coverage: dict[str, float | None]
    """Share of 90% intervals that hold the truth, by number of studies; None where there was no method."""
    intervals: dict[str, int]
    """How many intervals each share is of."""


def table(repetitions: int, seed: int = 1) -> list[Found]:
    """Return the figures of all worlds."""
    found = []
    for name, world in WORLDS.items():
        score = run(world, repetitions, seed)
        held = {str(count): fmean(score.held[count]) if score.held[count] else None for count in COUNTS}
        intervals = {str(count): len(score.held[count]) for count in COUNTS}
        found.append(Found(name, score.bias, score.error, held, intervals))
    return found


def main() -> None:
    """Simulate, print the table, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("repetitions", type=int, nargs="?", default=300)
    parser.add_argument("--seed", type=int, default=1, help="where all chance comes from")
    parser.add_argument("--json", type=Path, help="where the figures go")
    arguments = parser.parse_args()
    found = table(arguments.repetitions, arguments.seed)
    columns = [*(f"{n} studies" for n in COUNTS[:-1]), f"{MANY} or more"]
    print(
        f"{arguments.repetitions} literatures each; bias and rms error in percent; coverage of 90% intervals"
    )
    print(f"{'world':30}{'bias':>7}{'rms':>6}", *(f"{column:>10}" for column in columns))
    for row in found:
        shares = (f"{'-':>10}" if held is None else f"{held:10.1%}" for held in row.coverage.values())
        print(f"{row.world:30}{row.bias:+7.2f}{row.error:6.2f}", *shares)
    if arguments.json:
        parameters = {"repetitions": arguments.repetitions, "seed": arguments.seed, "many": MANY}
        store(arguments.json, "scripts/coverage_network.py", parameters, [asdict(row) for row in found])


if __name__ == "__main__":
    main()
