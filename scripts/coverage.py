"""Prints how often TEDD's 90% intervals contain the truth, on data that do not follow TEDD's own model.

    python scripts/coverage.py [--repetitions 2000] [--draws 1000] [--seed 1] [--json FILE]

The site prints tedd/templates/coverage.json; after a change of the engine's intervals make it anew:

    python scripts/coverage.py --repetitions 10000 --json tedd/templates/coverage.json

Direct PIRs: verdicts drawn prompt by prompt from worlds with overdispersed counts, test sets that share
prompts or topics, wildly varying ties, and no spread at all. The truth is the mean over endlessly many test
sets of wins over losses. Values on the survey's word and values through a bridge rest on things that nobody
published, so their coverage depends on what one supposes of these; it is printed for what is supposed here.
Worlds with bridges, one from data among them, stand in scripts/coverage_bridges.py.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console
from rich.table import Table

from scripts.coverage_bridges import RELATIONS, through_bridge, through_data
from scripts.stored_coverage import store
from tedd.draws import Array, Chance
from tedd.evidence import converted
from tedd.living_bridges import ENOUGH, PRIOR_SLOPE, PRIOR_WIDTH
from tedd.point_draws import LogRow, counted, draw, of_rows
from tedd.separation import span
from tedd.spread import PRIOR
from tedd.tie_draws import SPREAD, around

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (80, 180, 218, 252, 300)
"""Prompts of Vicuna, Koala, WizardLM, Self-Instruct and LIMA."""
WORLD = tuple[Array, float]
"""Wins, ties and losses of each test set, and the true PIR."""
BORROWED_TIES = 0.27
"""GPT-4's pooled tie rate, which the engine borrows."""


@dataclass(frozen=True)
class Found:
    """Coverage of one world."""

    basis: str
    world: str
    coverage: float
    """Share of the repetitions whose 90% interval contains the truth."""
    width: float
    """Median width of the interval, as a share of the truth."""
    repetitions: int


def shares(log_odds: Array | float, ties: Array | float) -> Array:
    """Return the probabilities of win, tie and loss."""
    odds = np.exp(log_odds)
    return np.stack(
        np.broadcast_arrays((1 - ties) * odds / (1 + odds), ties, (1 - ties) / (1 + odds)), axis=-1
    )


def some_sizes(chance: np.random.Generator, most: int = 5) -> list[int]:
    """Return the numbers of prompts of two to five test sets."""
    return list(chance.permutation(SIZES)[: chance.integers(2, most + 1)])


def overdispersed(chance: np.random.Generator, strength: float = 260.0) -> WORLD:
    """Each test set has its own probabilities, Dirichlet distributed: not normal on the log scale."""
    mean = shares(chance.normal(0.3, 0.2), 0.27)
    alpha = strength * mean
    counts = [chance.multinomial(size, chance.dirichlet(alpha)) for size in some_sizes(chance)]
    return np.array(counts), float(alpha[0] / (alpha[2] - 1))


def shared_prompts(chance: np.random.Generator) -> WORLD:
    """Take a sixth of every test set's prompts from one pool, with the same verdicts everywhere."""
    mean, sizes = chance.normal(0.3, 0.2), some_sizes(chance)
    effects = chance.normal(0, 0.15, len(sizes))
    pool = chance.multinomial(50, shares(mean, 0.27))
    counts = []
    for size, effect in zip(sizes, effects, strict=True):
        common = chance.multivariate_hypergeometric(pool, min(50, size // 6))
        counts.append(common + chance.multinomial(size - common.sum(), shares(mean + effect, 0.27)))
    return np.array(counts), math.exp(mean + 0.15**2 / 2)


def topics(chance: np.random.Generator) -> WORLD:
    """Eight topics with effects of their own; each test set mixes them, and its prompts cluster by topic."""
    tables, mix = shares(chance.normal(0.3, 0.45, 8), 0.27), np.ones(8)
    counts = [chance.multinomial(size, chance.dirichlet(mix) @ tables) for size in some_sizes(chance)]
    endless = chance.dirichlet(mix, 4000) @ tables
    return np.array(counts), float(np.mean(endless[:, 0] / endless[:, 2]))


def uneven_ties(chance: np.random.Generator) -> WORLD:
    """Let the tie rate differ between test sets from 5% to 65%, far from any pooled rate."""
    mean, sizes = chance.normal(0.3, 0.2), some_sizes(chance)
    log_odds = mean + 0.15 * chance.standard_t(5, len(sizes)) * math.sqrt(3 / 5)
    counts = [
        chance.multinomial(size, shares(odds, ties))
        for size, odds, ties in zip(sizes, log_odds, chance.uniform(0.05, 0.65, len(sizes)), strict=True)
    ]
    return np.array(counts), math.exp(mean + 0.15**2 / 2)


def wild(chance: np.random.Generator) -> WORLD:
    """Test sets differ twice as much as they do in the cards."""
    return overdispersed(chance, 65.0)


def homogeneous(chance: np.random.Generator) -> WORLD:
    """No spread between test sets at all."""
    mean = chance.normal(0.3, 0.2)
    return np.array([chance.multinomial(n, shares(mean, 0.27)) for n in some_sizes(chance)]), math.exp(mean)


WORLDS: dict[str, Callable[[np.random.Generator], WORLD]] = {
    "overdispersed counts": overdispersed,
    "test sets share prompts": shared_prompts,
    "prompts cluster by topic": topics,
    "uneven ties, heavy tails": uneven_ties,
}
"""Spread between test sets as in the cards: 0.15 on the scale of log odds, in every world made otherwise."""
STRESS: dict[str, Callable[[np.random.Generator], WORLD]] = {
    "no spread between test sets": homogeneous,
    "twice the spread of the cards": wild,
}
"""Worlds at the ends, where two to five test sets cannot tell the engine how far they differ."""


def direct_model_rows(counts: Array) -> tuple[LogRow, ...]:
    """Return the engine's rows for counts of wins, ties and losses."""
    return tuple(counted(str(n), (str(n),), row[0], row[2]) for n, row in enumerate(counts))


def formula_1(counts: Array) -> float:
    """Return the published point value: the mean of wins over losses."""
    return float(np.mean(counts[:, 0] / np.maximum(counts[:, 2], 0.5)))


def direct(chance: np.random.Generator, world: WORLD, draws: int) -> tuple[float, float]:
    """Return the engine's interval of a direct PIR."""
    counts, _ = world
    point = of_rows(("simulated",), direct_model_rows(counts), PRIOR["same-model-win-rate"])
    found = draw(point, Chance(draws, int(chance.integers(2**31))), {})
    return span(found, formula_1(counts))


def unknown_making(chance: np.random.Generator, world: WORLD, draws: int) -> tuple[float, float]:
    """Return the interval of a survey value: counts unseen, deviation pooled from two other direct points."""
    others = [overdispersed(chance)[0] for _ in range(2)]
    points = [of_rows(("o",), direct_model_rows(counts), PRIOR["same-model-win-rate"]) for counts in others]
    deviation = math.sqrt(np.mean([point.variance for point in points]))
    value = math.floor(formula_1(world[0]) * 1000) / 1000
    noise = Chance(draws, int(chance.integers(2**31))).normal("making", "simulated")
    return span(value * np.exp(deviation * noise), value)


def wrong_ties(chance: np.random.Generator, draws: int, error: float) -> tuple[tuple[float, float], float]:
    """Return interval and truth of a winning score on one test set whose tie rate is not the borrowed one."""
    truth, effect = chance.normal(0.3, 0.2), chance.normal(0, 0.15)
    log_odds = math.log(BORROWED_TIES / (1 - BORROWED_TIES)) + error * chance.normal()
    counts = chance.multinomial(218, shares(truth + effect, 1 / (1 + math.exp(-log_odds))))
    lead = round(float(counts[0] - counts[2]) / 218, 3)
    value = converted(1 + lead, BORROWED_TIES) or 1.0
    decided = 1 - BORROWED_TIES
    wins, losses = 109 * (decided + lead), 109 * (decided - lead)
    variance = counted("0", ("t",), wins, losses).variance
    row = LogRow("0", ("t",), math.log(value), variance, (), lead, "gpt-4")
    source = Chance(draws, int(chance.integers(2**31)))
    rate = around(BORROWED_TIES, SPREAD, source.normal("ties", "gpt-4"))
    drawn = draw(of_rows(("simulated",), (row,), PRIOR["same-model-win-rate"]), source, {"gpt-4": rate})
    return span(drawn, value), math.exp(truth + 0.15**2 / 2)


def covered(basis: str, world: str, trials: list[tuple[tuple[float, float], float]]) -> Found:
    """Return the coverage of intervals with their truths."""
    inside = [low <= truth <= high for (low, high), truth in trials]
    widths = [(high - low) / abs(truth) for (low, high), truth in trials]
    return Found(basis, world, float(np.mean(inside)), float(np.median(widths)), len(trials))


def table(repetitions: int, draws: int, seed: int = 1) -> list[Found]:
    """Return the coverage in all worlds."""
    found = []
    for name, world in (WORLDS | STRESS).items():
        chance = np.random.default_rng(seed)
        cases = [world(chance) for _ in range(repetitions)]
        basis = "direct" if name in WORLDS else "direct, at the ends"
        found.append(covered(basis, name, [(direct(chance, case, draws), case[1]) for case in cases]))
        if name in STRESS:
            continue
        survey = [(unknown_making(chance, case, draws), case[1]) for case in cases]
        found.append(covered("survey, making unknown", name, survey))
    for error in (0.15, 0.3, 0.6):
        chance = np.random.default_rng(seed)
        trials = [wrong_ties(chance, draws, error) for _ in range(repetitions)]
        found.append(covered("winning score", f"tie rate off by {error} in log odds", trials))
    for scatter in (0.0, 0.1, 0.2):
        chance = np.random.default_rng(seed)
        trials = [through_bridge(chance, draws, scatter) for _ in range(repetitions)]
        found.append(covered("bridged", f"methods scatter by {scatter} around the line", trials))
    for name, relation in RELATIONS.items():
        chance = np.random.default_rng(seed)
        trials = [through_data(chance, draws, relation) for _ in range(repetitions)]
        found.append(covered("bridged by data", name, trials))
    return sorted(found, key=lambda row: [*dict.fromkeys(one.basis for one in found)].index(row.basis))


def constants() -> dict[str, Any]:
    """Return what of the engine a run depends on besides its code: a changed one asks for a new run."""
    slope = {"slope_prior": PRIOR_SLOPE, "slope_width": PRIOR_WIDTH, "enough_anchors": ENOUGH}
    return {"spread_prior": PRIOR["same-model-win-rate"], "spread_of_ties": SPREAD} | slope


def main() -> None:
    """Simulate, print a table, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--repetitions", type=int, default=2000, help="simulated methods in each world")
    parser.add_argument("--draws", type=int, default=1000, help="draws behind each interval")
    parser.add_argument("--seed", type=int, default=1, help="where all chance comes from")
    parser.add_argument("--json", type=Path, help="where the figures go")
    arguments = parser.parse_args()
    console = Console(highlight=False)
    console.print(f"Simulating {arguments.repetitions} methods in each world ...")
    found = table(arguments.repetitions, arguments.draws, arguments.seed)
    shown = Table(title="Coverage of 90% intervals", title_justify="left")
    for column in ("basis", "world", "coverage", "width / truth"):
        shown.add_column(column)
    for row in found:
        shown.add_row(row.basis, row.world, f"{row.coverage:.1%}", f"{row.width:.2f}")
    console.print(shown)
    if arguments.json:
        parameters = {name: getattr(arguments, name) for name in ("repetitions", "draws", "seed")}
        rows = [asdict(row) for row in found]
        store(arguments.json, "scripts/coverage.py", parameters | {"constants": constants()}, rows)


if __name__ == "__main__":
    main()
