"""What authors' results of their own methods do to the consensus.

A consensus with all results and one without them enter; ranks and gains side by side leave, and by how much a
paper's word on its own method lies above what all others say of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from tedd.consensus import quantile
from tedd.study import FULL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tedd.consensus import Consensus, Estimate

LEAST = 3
"""Methods from which an interval of their mean is given."""


@dataclass(frozen=True)
class Sides:
    """One method with and without its authors' own results."""

    method: str
    own_studies: int
    ratio: float
    """Score over the reference's by all results."""
    rank: int
    """Among the methods that both orders hold; among all where it is gone without its own."""
    without: float | None
    """The same without authors' results of their own methods; None when nobody else ran it."""
    without_rank: int | None
    own: float | None
    """What its own authors' papers say by themselves; None when they did not run the reference."""

    @property
    def flattery(self) -> float | None:
        """How far the own authors' word lies above everybody else's, as a ratio; 1 means not at all."""
        return self.own / self.without if self.own and self.without else None


@dataclass(frozen=True)
class Flattery:
    """How far own results lie above others' of the same methods, on average over methods."""

    methods: tuple[str, ...]
    mean: float
    """Geometric mean of the ratios."""
    low: float | None
    high: float | None
    """90% interval of the mean, by Student's t over methods; None below three."""


@dataclass(frozen=True)
class Known:
    """Methods by who ran them: the mean gain of those that only their authors ran, beside all others."""

    only_own: int
    only_own_ratio: float | None
    """Geometric mean of the ratios to the reference; None without such a method."""
    others: int
    others_ratio: float | None


def sides(everything: Consensus, without: Consensus | None) -> tuple[Sides, ...]:
    """Return each method with its two estimates, those with own results first, then by rank."""
    left = without.by_method if without else {}
    both = [one.method for one in everything.estimates if one.method in left]
    ranks = {name: n for n, name in enumerate(both, 1)}
    after = [one.method for one in without.estimates if one.method in ranks] if without else []
    ranks_after = {name: n for n, name in enumerate(after, 1)}
    found = [
        Sides(
            one.method,
            one.own_studies,
            one.ratio,
            ranks.get(one.method, one.rank),
            left[one.method].ratio if one.method in left else None,
            ranks_after.get(one.method),
            _own(one),
        )
        for one in everything.estimates
        if one.basis != "reference"
    ]
    return tuple(sorted(found, key=lambda side: not side.own_studies))


def _own(estimate: Estimate) -> float | None:
    """Return what a method's own papers say by themselves, as a geometric mean."""
    logs = [math.log(result.ratio) for result in estimate.results if result.own]
    return math.exp(fmean(logs)) if logs else None


def flattery(found: Iterable[Sides]) -> Flattery | None:
    """Return how far own results lie above others' of the same methods; None where no method has both."""
    pairs = [(side.method, math.log(side.flattery)) for side in found if side.flattery]
    if not pairs:
        return None
    logs = [log for _, log in pairs]
    mean, methods = fmean(logs), tuple(name for name, _ in pairs)
    if len(logs) < LEAST:
        return Flattery(methods, math.exp(mean), None, None)
    half = quantile(len(logs) - 1) * stdev(logs) / math.sqrt(len(logs))
    return Flattery(methods, math.exp(mean), math.exp(mean - half), math.exp(mean + half))


def known(estimates: Sequence[Estimate]) -> Known:
    """Return the mean gain of methods that only their authors ran, and of those that only others ran.

    All data are compared like a method and are none: nothing is selected.
    """
    measured = [one for one in estimates if one.basis != "reference" and one.method != FULL]
    own = [one.ratio for one in measured if one.own_studies == one.studies]
    others = [one.ratio for one in measured if not one.own_studies]
    return Known(len(own), _mean(own), len(others), _mean(others))


def _mean(ratios: Sequence[float]) -> float | None:
    return math.exp(fmean(map(math.log, ratios))) if ratios else None
