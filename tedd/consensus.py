"""What the studies together say of each method against random selection of the same size, and how surely.

Votes of one connected component enter, a `Consensus` leaves: effects as ratios of scores, 90% intervals,
ranks. Arms of one paper are not independent, so intervals come from leaving out one study at a time. A method
in fewer than three studies has too few to leave out: there the spread that all methods show between studies
stands in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from tedd.efficiency import dense_ranks
from tedd.memory import room_for_scipy
from tedd.network import fit, networks
from tedd.study import RANDOM
from tedd.votes import votes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tedd.contrasts import Cell
    from tedd.network import Fit
    from tedd.votes import Vote

LEVEL = 0.90
"""Coverage that intervals aim at; `scripts/coverage_network.py` says what they reach."""
JACKKNIFE_FROM = 3
"""Studies that a method needs for an interval of its own. With two, the jackknife's is a coin toss: three
times as wide in the median as the pooled one, and still missing where the two happen to agree."""
ENOUGH = 2
"""Independent studies that a verdict needs."""
DRAWS = 4000
SEED = 20240
MANY = 10**6
"""Degrees of freedom at which Student's t is the normal."""
Basis = Literal["left-out", "pooled", "reference"]
_Width = tuple[float | None, Basis]
Verdict = Literal["above", "below", "not separable", "one study"]


@dataclass(frozen=True)
class StudyResult:
    """One study's own word on a method against the reference, without any other study."""

    study: str
    ratio: float
    low: float
    high: float
    """90% interval from the spread of cells, as if the study's arms were independent."""
    cells: int
    arms: int
    arms_above: int
    """Arms in which the mean over benchmarks lies above the reference."""
    own: bool
    """By the method's own authors."""
    kept: float
    """Share of its weight that the network lets it keep; near 0 when it lies far from all others."""


@dataclass(frozen=True)
class Estimate:
    """One method of a component."""

    method: str
    ratio: float
    """Score over the reference's; 1 means no difference."""
    low: float | None
    high: float | None
    """90% interval; None for the reference itself, and where nothing is left to judge the spread by."""
    basis: Basis
    """Interval from leaving out studies, or from the spread that all methods share between studies."""
    rank: int
    rank_best: int
    rank_worst: int
    """5th to 95th percentile of the rank."""
    studies: int
    own_studies: int
    """Of these, by the method's own authors."""
    arms: int
    arms_with_reference: int
    arms_above: int
    leave_one_out: tuple[float, float] | None
    """Smallest and largest ratio when any one study is left out."""
    left_out: tuple[str, str] | None
    """Study without which the ratio is smallest, and the one without which it is largest."""
    results: tuple[StudyResult, ...]
    """Studies that ran both it and the reference."""

    @property
    def verdict(self) -> Verdict | None:
        """Whether the interval lies on one side of the reference; None for the reference itself.

        One study alone settles nothing, however narrow its interval: nobody has repeated it.
        """
        if self.basis == "reference":
            return None
        if self.studies < ENOUGH:
            return "one study"
        if self.low is not None and self.low > 1:
            return "above"
        return "below" if self.high is not None and self.high < 1 else "not separable"


@dataclass(frozen=True)
class Consensus:
    """One connected component: only inside it are methods comparable."""

    reference: str
    """Random selection, else the method that most studies share."""
    estimates: tuple[Estimate, ...]
    """Best first."""
    studies: tuple[str, ...]
    tau: float
    """Standard deviation of a method's effect from study to study, as a ratio minus 1."""
    freedom: int
    """Votes beyond the fewest that would join the methods; with 0 the studies cannot disagree."""

    @property
    def by_method(self) -> dict[str, Estimate]:
        """Estimates under their methods."""
        return {estimate.method: estimate for estimate in self.estimates}


def consensuses(cells: Sequence[Cell], *, own: bool = True) -> tuple[Consensus, ...]:
    """Return one consensus for each connected component of the network, largest first."""
    return tuple(_consensus(votes, cells, own=own) for votes in networks(votes_of(cells, own=own)))


def leave_one_out(votes: Sequence[Vote]) -> dict[str, Fit]:
    """Return the fits without each study in turn; of what remains, the largest component."""
    found = {}
    for study in sorted({vote.study for vote in votes}):
        if parts := networks(vote for vote in votes if vote.study != study):
            found[study] = fit(parts[0])
    return found


def quantile(freedom: int) -> float:
    """Return Student's t that leaves half of 1 - LEVEL above it."""
    room_for_scipy()
    from scipy.special import stdtrit  # noqa: PLC0415 # takes longer to import than all cards to load

    return float(stdtrit(max(freedom, 1), (1 + LEVEL) / 2))


def reference_of(votes: Iterable[Vote]) -> str:
    """Return random selection where it is, else the method of most studies, ties by name."""
    counts: dict[str, int] = {}
    for vote in votes:
        counts[vote.method] = counts.get(vote.method, 0) + 1
    return RANDOM if RANDOM in counts else min(counts, key=lambda name: (-counts[name], name))


@dataclass(frozen=True)
class _Part:
    """A component with its fit, and its fits without each study."""

    votes: tuple[Vote, ...]
    cells: tuple[Cell, ...]
    reference: str
    whole: Fit
    without: Mapping[str, Fit]

    def replicates(self, method: str) -> dict[str, float]:
        """Return a method's effect without each study that can be left out, as logarithms."""
        pair = {method, self.reference}
        fits = self.without.items()
        return {
            study: one.contrast(method, self.reference) for study, one in fits if pair <= set(one.effects)
        }


def _consensus(votes: tuple[Vote, ...], cells: Sequence[Cell], *, own: bool) -> Consensus:
    used = tuple(cell if own else cell.without(cell.own) for cell in cells)
    part = _Part(votes, used, reference_of(votes), fit(votes), leave_one_out(votes))
    effects = part.whole.effects
    widths = {method: _half(method, part) for method in effects}
    ranks, ranges = dense_ranks(effects), _rank_ranges(part, widths)
    ordered = sorted(effects, key=lambda name: (ranks[name], name))
    return Consensus(
        part.reference,
        tuple(_estimate(name, part, widths[name], (ranks[name], *ranges[name])) for name in ordered),
        tuple(sorted({vote.study for vote in votes})),
        math.expm1(part.whole.tau),
        part.whole.freedom,
    )


def _half(method: str, part: _Part) -> _Width:
    """Return half the width of a method's interval, as a logarithm, and where it comes from."""
    if method == part.reference:
        return None, "reference"
    count = min(sum(vote.method == name for vote in part.votes) for name in (method, part.reference))
    found = np.array(list(part.replicates(method).values()))
    if count >= JACKKNIFE_FROM and len(found) == len(part.without):
        share = (len(found) - 1) / len(found)
        error = math.sqrt(share * float(((found - found.mean()) ** 2).sum()))
        return quantile(count - 1) * error, "left-out"
    if part.whole.freedom < 1:
        return None, "pooled"
    return quantile(part.whole.freedom) * math.sqrt(part.whole.variance(method, part.reference)), "pooled"


def _estimate(method: str, part: _Part, width: _Width, rank: tuple[int, int, int]) -> Estimate:
    effect, (half, basis) = part.whole.contrast(method, part.reference), width
    mine = [vote for vote in part.votes if vote.method == method]
    results = () if method == part.reference else _results(method, part)
    replicates = part.replicates(method) if results else {}
    ends = (
        (min(replicates, key=replicates.__getitem__), max(replicates, key=replicates.__getitem__))
        if replicates
        else None
    )
    return Estimate(
        method=method,
        ratio=math.exp(effect),
        low=None if half is None else math.exp(effect - half),
        high=None if half is None else math.exp(effect + half),
        basis=basis,
        rank=rank[0],
        rank_best=rank[1],
        rank_worst=rank[2],
        studies=len({vote.study for vote in mine}),
        own_studies=len({vote.study for vote in mine if vote.own}),
        arms=sum(vote.arms for vote in mine),
        arms_with_reference=sum(result.arms for result in results),
        arms_above=sum(result.arms_above for result in results),
        leave_one_out=ends and (math.exp(replicates[ends[0]]), math.exp(replicates[ends[1]])),
        left_out=ends,
        results=results,
    )


def _results(method: str, part: _Part) -> tuple[StudyResult, ...]:
    """Return what each study that ran both says by itself."""
    of = {(vote.study, vote.block, vote.method): vote for vote in part.votes}
    pairs = [
        (vote, of[study, block, part.reference])
        for (study, block, name), vote in sorted(of.items())
        if name == method and (study, block, part.reference) in of
    ]
    return tuple(_result(vote, other, part) for vote, other in pairs)


def _result(vote: Vote, other: Vote, part: _Part) -> StudyResult:
    arms: dict[str, list[float]] = {}
    for cell in part.cells:
        difference = cell.difference(vote.method, other.method) if cell.study == vote.study else None
        if difference is not None:
            arms.setdefault(cell.arm, []).append(difference)
    effect = vote.value - other.value
    half = quantile(MANY) * math.sqrt(vote.variance + other.variance)
    return StudyResult(
        study=vote.study,
        ratio=math.exp(effect),
        low=math.exp(effect - half),
        high=math.exp(effect + half),
        cells=sum(map(len, arms.values())),
        arms=len(arms),
        arms_above=sum(math.fsum(values) > 0 for values in arms.values()),
        own=vote.own,
        kept=part.whole.weights.get((vote.study, vote.method), 1.0),
    )


def _rank_ranges(part: _Part, widths: Mapping[str, _Width]) -> dict[str, tuple[int, int]]:
    """Return the 5th and 95th percentile of each method's rank over joint draws of all effects.

    Draws follow the fit's covariance, stretched for each method to its own interval.
    """
    whole, names = part.whole, sorted(part.whole.effects)
    centre = np.array([whole.contrast(name, part.reference) for name in names])
    covariance = np.array([[_joint(whole, a, b, part.reference) for b in names] for a in names])
    error = np.sqrt(np.maximum(np.diag(covariance), 0))
    wanted = np.array([half / quantile(MANY) if (half := widths[name][0]) else 0.0 for name in names])
    stretch = np.divide(wanted, error, out=np.ones(len(names)), where=(error > 0) & (wanted > 0))
    values, vectors = np.linalg.eigh(covariance)
    z = np.random.default_rng(SEED).standard_normal((DRAWS, len(names)))
    drawn = centre + (z * np.sqrt(np.maximum(values, 0))) @ vectors.T * stretch
    ranks = np.argsort(np.argsort(-drawn, axis=1), axis=1) + 1
    low, high = np.percentile(ranks, [5, 95], axis=0, method="nearest")
    return {name: (int(low[n]), int(high[n])) for n, name in enumerate(names)}


def _joint(whole: Fit, method: str, other: str, reference: str) -> float:
    """Return the covariance of two methods' effects against the reference."""
    cov = whole.covariance
    return cov[method, other] - cov[method, reference] - cov[other, reference] + cov[reference, reference]
