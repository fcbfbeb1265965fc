"""Efficiency curves: what a ratio does as more data is kept, and whether the survey's two properties hold.

Operating points enter, one `Curve` for each method and condition with results at three fractions leaves.
The survey assumes (appendix A.2) that a curve (1) rises like a logarithm, quickly and then ever less, and
(2) that the curve of a better method is steeper everywhere, so that two curves never meet.

At a fraction of 1 the ratio is 1 by definition: the subset is all data. A method that beats all data at any
smaller fraction must therefore fall on the way, whatever the rows in between show.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tedd import point_draws
from tedd.memory import room_for_scipy
from tedd.printed import half_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tedd.board import Board
    from tedd.draws import Array
    from tedd.evidence import Condition, OperatingPoint
    from tedd.vocabulary import Vocabulary

FEWEST = 3
"""Fractions from which a curve is judged."""
FEWEST_TO_FIT = 5
"""Fractions from which a logarithm is fitted: it has three parameters."""
LEVEL = 1e-9
"""Ratios closer than this are level."""


class At(NamedTuple):
    """A point of a curve."""

    sdf: float
    ratio: float
    variance: float = 0.0
    """Variance of its log ratio: verdicts and spread between test sets."""


@dataclass(frozen=True)
class Logarithm:
    """Least-squares fit of ratio = start + gain * ln(1 + bend * SDF), gain and bend at least 0."""

    start: float
    gain: float
    bend: float
    r2: float
    """Share of the ratios' variance that it explains; 0 where nothing beats their mean."""

    def ratio(self, sdf: float) -> float:
        """Return the fitted ratio at a fraction."""
        return self.start + self.gain * math.log1p(self.bend * sdf)


@dataclass(frozen=True)
class Curve:
    """A method's ratios under one condition, by fraction."""

    slug: str
    condition: Condition
    points: tuple[At, ...]
    monotone: bool
    """It never falls."""
    concave: bool
    """Its slope never grows."""
    fall: tuple[At, At] | None
    """Its deepest fall: from its highest point to the lowest one after it; None when it never falls."""
    fit: Logarithm | None
    """Property 1 fitted; None below `FEWEST_TO_FIT` points."""

    @property
    def fall_probability(self) -> float | None:
        """Probability that the lower end of the fall is truly lower; None when the curve never falls.

        Both ends are taken as independent, although they share their test sets: errs on the doubtful side.
        """
        if self.fall is None:
            return None
        high, low = self.fall
        deviation = math.sqrt(high.variance + low.variance)
        if not (deviation and low.ratio):  # a model that won nothing lies infinitely far below on this scale
            return 1.0
        return NormalDist().cdf(math.log(high.ratio / low.ratio) / deviation)

    @property
    def verdict(self) -> str:
        """Whether property 1 holds, in words and numbers."""
        if self.monotone:
            return (
                "rises throughout, ever more slowly"
                if self.concave
                else "rises throughout, but not ever more slowly"
            )
        if self.fall is None:
            return "does not rise throughout"
        high, low = self.fall
        return f"falls from {high.ratio:.3f} at SDF {high.sdf:.3g} to {low.ratio:.3f} at {low.sdf:.3g}"


@dataclass(frozen=True)
class Meeting:
    """Two curves under one condition, where both have been measured."""

    one: str
    other: str
    variants: tuple[str | None, str | None]
    condition: Condition
    """What they share; its variant is None."""
    crossings: tuple[float, ...]
    """Fractions at which they change places, between measured points on straight lines; property 2 allows
    none."""
    steeper: float
    """Share of the common intervals in which the curve that is higher on average is the steeper one."""

    @property
    def holds(self) -> bool:
        """Whether property 2 holds: no crossing, and the higher curve is steeper throughout."""
        return not self.crossings and self.steeper == 1


def curves(board: Board) -> tuple[Curve, ...]:
    """Return all curves of a board, by slug and condition."""
    found = []
    for entry in sorted(board.entries, key=lambda entry: entry.slug):
        groups: dict[tuple[Condition, str], list[OperatingPoint]] = defaultdict(list)
        for point in entry.points:
            # Counts and winning scores of one experiment must not follow each other: they differ by 10%.
            groups[point.condition, point.rows[0].scale].append(point)
        enough = {key: points for key, points in groups.items() if len(points) >= FEWEST}
        halves = half_units(entry.method.card.evidence) if enough else ()
        for (condition, _), points in enough.items():
            ats = [_at(entry.slug, point, halves, board.library.vocabulary) for point in points]
            found.append(curve(entry.slug, condition, ats))
    return tuple(found)


def _at(slug: str, point: OperatingPoint, halves: Sequence[float], vocabulary: Vocabulary) -> At:
    return At(point.sdf, point.ratio, point_draws.model(slug, point, vocabulary, halves).variance)


def curve(slug: str, condition: Condition, points: Iterable[At]) -> Curve:
    """Return the curve through points of different fractions."""
    ordered = tuple(sorted(points))
    slopes = [_slope(left, right) for left, right in itertools.pairwise(ordered)]
    monotone = all(slope >= -LEVEL for slope in slopes)
    concave = all(second <= first + LEVEL for first, second in itertools.pairwise(slopes))
    fitted = fit(ordered) if len(ordered) >= FEWEST_TO_FIT else None
    return Curve(slug, condition, ordered, monotone, concave, None if monotone else _fall(ordered), fitted)


def _slope(left: At, right: At) -> float:
    return (right.ratio - left.ratio) / (right.sdf - left.sdf)


def _fall(points: Sequence[At]) -> tuple[At, At]:
    pairs = itertools.combinations(points, 2)
    return max(pairs, key=lambda pair: pair[0].ratio - pair[1].ratio)


def fit(points: Sequence[At]) -> Logarithm:
    """Return the best logarithm of the survey's shape; a level line where the ratios fall all the way."""
    room_for_scipy()
    from scipy.optimize import least_squares  # noqa: PLC0415 # takes 0.2 s that no other command needs

    sdf, ratio = (np.array(column) for column in zip(*(at[:2] for at in points), strict=True))

    def residuals(parameters: Array) -> Array:
        start, gain, log_bend = parameters
        left: Array = start + gain * np.log1p(np.exp(log_bend) * sdf) - ratio
        return left

    # The bend is sought on a log scale from several starts: its valley is long and flat.
    limits = ([-10, 0, -3], [10, 10, 12])
    starts = ([float(ratio.min()), 0.1, log_bend] for log_bend in (0.0, 3.0, 6.0))
    best = min(
        (least_squares(residuals, start, bounds=limits) for start in starts), key=lambda found: found.cost
    )
    start, gain, log_bend = map(float, best.x)
    total = float(((ratio - ratio.mean()) ** 2).sum())
    r2 = max(0.0, 1 - 2 * float(best.cost) / total) if total > LEVEL**2 else 0.0
    return Logarithm(start, gain, math.exp(log_bend), r2)


def meetings(found: Iterable[Curve]) -> tuple[Meeting, ...]:
    """Return all pairs of methods' curves that were measured under one condition over common fractions."""
    groups: dict[Condition, list[Curve]] = defaultdict(list)
    for one in found:
        groups[one.condition._replace(variant=None)].append(one)
    pairs = [
        _meeting(condition, one, other)
        for condition, group in groups.items()
        for one, other in itertools.combinations(group, 2)
        if one.slug != other.slug
    ]
    return tuple(pair for pair in pairs if pair is not None)


def _meeting(condition: Condition, one: Curve, other: Curve) -> Meeting | None:
    """Return how two curves meet; None when fewer than two fractions lie within both."""
    low = max(one.points[0].sdf, other.points[0].sdf)
    high = min(one.points[-1].sdf, other.points[-1].sdf)
    measured = sorted({at.sdf for at in one.points + other.points if low <= at.sdf <= high})
    if len(measured) < 2:  # noqa: PLR2004 # a slope needs two
        return None
    sdf = np.array(measured)
    lead = _along(one, sdf) - _along(other, sdf)
    ahead = np.sign(lead.mean())
    steeper = float(np.mean(np.diff(lead) * ahead > -LEVEL))
    variants = (one.condition.variant, other.condition.variant)
    return Meeting(one.slug, other.slug, variants, condition, _crossings(sdf, lead), steeper)


def _along(one: Curve, sdf: Array) -> Array:
    return np.asarray(np.interp(sdf, [at.sdf for at in one.points], [at.ratio for at in one.points]))


def _crossings(sdf: Array, lead: Array) -> tuple[float, ...]:
    """Return where a lead changes its sign, on straight lines between points."""
    places = np.flatnonzero(lead[:-1] * lead[1:] < 0)
    return tuple(
        float(sdf[n] + (sdf[n + 1] - sdf[n]) * lead[n] / (lead[n] - lead[n + 1])) for n in places.tolist()
    )
