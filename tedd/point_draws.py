"""Draws of an operating point's ratio: verdicts, spread between test sets, printing and borrowed tie rates.

An `OperatingPoint` enters, a `PointModel` leaves: all that its draws need, worked out once. Rows are handled
as log ratios, where wins over losses is nearly normal and nearly unbiased once half a win and half a loss are
added (Gart and Zweifel 1967). Formula 1 averages wins/losses, which comes out too large: by about 1/losses of
itself, 2-5% on 20 to 80 losses. The draws leave that bias out, so their middle lies a little below the
published point.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tedd.kept import kept
from tedd.rows import Counts, Scores, WinningScore
from tedd.spread import PRIOR, Spread, spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tedd.draws import Array, Chance, Source
    from tedd.evidence import OperatingPoint, RowRatio
    from tedd.vocabulary import Benchmark, Vocabulary

UNKNOWN_PROMPTS = 80
"""Prompts of a judged test set whose number is not known: as many as Vicuna, the smallest in use. Errs
wide."""
TIES_LEFT = 0.02
"""A drawn tie rate leaves at least this share of the prompts as losses of the worse model."""
OWN: frozenset[Source] = frozenset({"verdicts", "test-sets", "printing"})
"""Sources that are drawn for each point by itself."""
MOVING: frozenset[Source] = OWN | {"ties"}
"""All sources that a point's draws hang on."""
ASSUMED_TIES = 0.3
"""Tie rate behind a bare wins/losses ratio; between 0.2 and 0.4 it moves an interval's width by 7%."""


@dataclass(frozen=True)
class LogRow:
    """One row on the log scale."""

    name: str
    """Its place in the card; names its draws."""
    test_sets: tuple[str, ...]
    """Test sets behind it: its own, or the parts it stands for."""
    value: float
    """Log ratio."""
    variance: float
    """Sampling variance: what a finite number of prompts leaves open."""
    widths: tuple[float, ...] = ()
    """Half a unit of the last printed place of each of its numbers, as a change of the log ratio."""
    lead: float | None = None
    """For a winning score with a borrowed tie rate: (wins - losses)/prompts, from which the draws start
    anew."""
    judge: str | None = None
    """Judge whose tie rate is borrowed."""


@dataclass(frozen=True)
class PointModel:
    """An operating point, ready to be drawn."""

    name: tuple[str, ...]
    """Names its draws: method, condition and fraction."""
    rows: tuple[LogRow, ...]
    spread: Spread
    """Distribution of the spread between its test sets."""
    share: float
    """Variance of its mean per unit of tau squared: 1/k for k test sets of one row each."""

    @property
    def centre(self) -> float:
        """Mean log ratio."""
        return math.fsum(row.value for row in self.rows) / len(self.rows)

    @property
    def sampling(self) -> float:
        """Sampling variance of the mean log ratio."""
        return math.fsum(row.variance for row in self.rows) / len(self.rows) ** 2

    @property
    def variance(self) -> float:
        """Variance of the mean log ratio: sampling and, net of it, spread between test sets."""
        return self.sampling + self.share * self.spread.mean_square


@kept
def model(slug: str, point: OperatingPoint, vocabulary: Vocabulary, halves: Sequence[float]) -> PointModel:
    """Return the model of a method's operating point; `halves` are the half units of all rows of its card."""
    rows = tuple(log_row(item, halves[item.index], vocabulary) for item in point.rows)
    condition = "|".join(part or "" for part in point.condition)
    return of_rows((slug, condition, repr(point.sdf)), rows, PRIOR[point.condition.setting])


def of_rows(name: tuple[str, ...], rows: tuple[LogRow, ...], scale: float) -> PointModel:
    """Return the model of rows that are averaged; `scale` is the prior's, see `spread.PRIOR`."""
    found = spread(
        np.array([row.value for row in rows]),
        np.array([row.variance for row in rows]),
        np.array([float(len(row.test_sets)) for row in rows]),
        scale,
    )
    return PointModel(name, rows, found, _share(rows))


def _share(rows: tuple[LogRow, ...]) -> float:
    """Return the sum of squared weights of the test sets: rows on one test set share its deviation."""
    weights: dict[str, float] = defaultdict(float)
    for row in rows:
        for name in row.test_sets:
            weights[name] += 1 / len(row.test_sets) / len(rows)
    return sum(weight**2 for weight in weights.values())


def log_row(item: RowRatio, half: float, vocabulary: Vocabulary) -> LogRow:
    """Return a row on the log scale; `half` is half a unit of the last place of its numbers."""
    row, ratio = item.row, item.value or 1.0
    benchmark = vocabulary.benchmarks[row.test_set]
    names = (benchmark.parts if row.aggregate else ()) or (row.test_set,)
    prompts = sum(vocabulary.benchmarks[name].prompts or 0 for name in names)
    measure, place = row.measure, str(item.index)
    if isinstance(measure, Counts):
        return counted(place, names, measure.wins, measure.losses)
    if isinstance(measure, Scores):
        known = prompts if all(vocabulary.benchmarks[name].prompts for name in names) else 0
        return _scored(place, names, measure, (half, known, benchmark))
    if isinstance(measure, WinningScore):
        return _led(item, names, half, prompts or UNKNOWN_PROMPTS)
    decided = (1 - ASSUMED_TIES) * (prompts or UNKNOWN_PROMPTS)
    variance = _odds_variance(decided * ratio / (1 + ratio), decided / (1 + ratio))
    return LogRow(place, names, math.log(ratio), variance, (half / ratio,))


def counted(place: str, names: tuple[str, ...], wins: float, losses: float) -> LogRow:
    """Return the row of wins and losses; given how many were decided, ties carry no further information."""
    return LogRow(place, names, math.log((wins + 0.5) / (losses + 0.5)), _odds_variance(wins, losses))


def _odds_variance(wins: float, losses: float) -> float:
    return 1 / (wins + 0.5) + 1 / (losses + 0.5)


def _led(item: RowRatio, names: tuple[str, ...], half: float, prompts: int) -> LogRow:
    """Return the row of a winning score: wins and losses follow from lead, prompts and tie rate."""
    ratio, measure = item.value or 1.0, item.row.measure
    lead = measure.winning_score - 1 if isinstance(measure, WinningScore) else 0.0
    decided = lead * (ratio + 1) / (ratio - 1) if abs(ratio - 1) > 1e-9 else 1 - ASSUMED_TIES  # noqa: PLR2004 # parity
    wins, losses = (decided + lead) / 2, (decided - lead) / 2
    width = half * (1 / (2 * wins) + 1 / (2 * losses))
    variance = _odds_variance(prompts * wins, prompts * losses)
    borrowed = lead if item.borrowed else None
    return LogRow(str(item.index), names, math.log(ratio), variance, (width,), borrowed, item.row.judge)


def _scored(place: str, names: tuple[str, ...], measure: Scores, how: tuple[float, int, Benchmark]) -> LogRow:
    """Return the row of two scores; both are taken as independent, which on shared prompts errs wide."""
    half, prompts, benchmark = how
    other = measure.counterpart_score or 1.0
    value = math.log(measure.score / other) * (-1 if measure.lower_is_better else 1)
    variance = sum(_share_variance(score, prompts, benchmark) for score in (measure.score, other))
    return LogRow(place, names, value, variance, (half / measure.score, half / other))


def _share_variance(score: float, prompts: int, benchmark: Benchmark) -> float:
    """Return the sampling variance of the log of a percentage of prompts; 0 for other scales.

    Nothing is known of the sampling of a grade from 1 to 10: its rows have the spread between test sets
    alone.
    """
    if not prompts or (benchmark.low, benchmark.high) != (0, 100) or not 0 < score < 100:  # noqa: PLR2004 # percent
        return 0.0
    return (100 - score) / (score * prompts)


def draw(point: PointModel, chance: Chance, tie_rates: Mapping[str | None, Array]) -> Array:
    """Return draws of a point's ratio, as its rows would give it with endless prompts and test sets.

    Mean over test sets of the ratio, hence exp(mu + tau^2/2) for log ratios spread by tau around mu.
    """
    judges = {row.judge for row in point.rows if row.lead is not None}
    off = chance.off & OWN
    return _drawn(point, replace(chance, off=off), {judge: tie_rates[judge] for judge in judges})


@kept
def _drawn(point: PointModel, chance: Chance, tie_rates: Mapping[str | None, Array]) -> Array:
    tau = point.spread.at(chance.even) * chance.has("test-sets")
    deviation = np.sqrt(point.sampling * chance.has("verdicts") + point.share * tau**2)
    # Worked out in order of tau and shuffled once: a shuffle for each source takes three times as long.
    total = chance.shuffled(point.centre + tau**2 / 2 + deviation * chance.beside, *point.name)
    for row in point.rows:
        total = total + _unprinted(row, point, chance) / len(point.rows)
        if row.lead is not None:
            total = total + (_at_rate(row.lead, tie_rates[row.judge]) - row.value) / len(point.rows)
    drawn: Array = np.exp(total)
    drawn.setflags(write=False)  # it may be kept
    return drawn


def _unprinted(row: LogRow, point: PointModel, chance: Chance) -> Array | float:
    """Return what rounding in print hides of a row's log ratio."""
    changes = (
        width * chance.uniform("printing", *point.name, row.name, str(number))
        for number, width in enumerate(row.widths)
    )
    return sum(changes, 0.0)


def _at_rate(lead: float, rate: Array) -> Array:
    """Return the log ratio of a winning score at drawn tie rates; see `evidence.converted`."""
    decided = np.maximum(1 - rate, abs(lead) + TIES_LEFT)
    log_ratio: Array = np.log((decided + lead) / (decided - lead))
    return log_ratio
