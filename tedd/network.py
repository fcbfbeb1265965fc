"""The additive network model: what each method does to a score, from studies that share methods.

`Vote`s enter, a `Fit` leaves; effects are natural logarithms of score ratios. Weighted least squares on
vote = study + method, with a variance between studies beside each vote's own, and weights that let go of
votes far from all others: Huber's Proposal 2 for the start and the scale, then Tukey's bisquare (an MM
estimate). Plain least squares would follow one wild study anywhere; here it costs about what leaving that
study out costs.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tedd.laplacian import Blocks, blocks_of, components, solve
from tedd.memory import room_for_scipy
from tedd.study import FULL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from tedd.votes import Vote

    Floats = NDArray[np.float64]

HUBER = 1.345
"""Residuals beyond this many standard deviations count as if they stood here; 95% efficient at the normal."""
KAPPA = 0.7101645
"""Expected min(z^2, HUBER^2) of a standard normal: makes the scale consistent."""
BISQUARE = 4.685
"""Votes beyond this many standard deviations are let go (95% efficiency at the normal)."""
SILENT = 1e-3
"""Least weight of a vote, so that no method falls out of the network because of its scores."""
STEPS = 200
CLOSE = 1e-9
"""Iterations stop when nothing moves by more; as a variance between votes it is 0.003% of a score."""
PASSIVE = frozenset({FULL})
"""Nodes that are placed but carry no indirect comparison: full data differ in size from everything else, and
by as much as the pool is large. Counted like a selector, full data 35% above random in one study and 7% in
another pulled every other method of the first study down by some 7 points."""


class Fit(NamedTuple):
    """Effects of the methods of one connected component."""

    effects: Mapping[str, float]
    """Logarithms, on a common zero that means nothing by itself: only differences do."""
    covariance: Mapping[tuple[str, str], float]
    """Of the effects, given the spread between studies."""
    tau: float
    """Standard deviation between studies of a method's effect, as a logarithm."""
    freedom: int
    """Votes that are left to estimate it from."""
    residuals: Mapping[tuple[str, str], float]
    """Study and method to vote minus fit."""
    weights: Mapping[tuple[str, str], float]
    """Study and method to the share of its weight that a vote keeps: 1 unless it lies far from the others."""

    def contrast(self, method: str, other: str) -> float:
        """Return a method's effect over another's, as a logarithm."""
        return self.effects[method] - self.effects[other]

    def variance(self, method: str, other: str) -> float:
        """Return the variance of their difference."""
        cov = self.covariance
        return cov[method, method] + cov[other, other] - 2 * cov[method, other]


def networks(votes: Iterable[Vote]) -> list[tuple[Vote, ...]]:
    """Return the votes of each connected component; a study's only method there joins nothing."""
    votes = tuple(votes)
    groups: dict[tuple[str, int], list[Vote]] = defaultdict(list)
    for vote in votes:
        groups[vote.study, vote.block].append(vote)
    active = {key: {vote.method for vote in group} - PASSIVE for key, group in groups.items()}
    parts = components(names for names in active.values() if len(names) > 1)
    return [
        tuple(
            vote for key, group in groups.items() for vote in group if active[key] & part and len(group) > 1
        )
        for part in parts
    ]


def fit(votes: Sequence[Vote], *, robust: bool = True) -> Fit:
    """Return the effects of one component's methods; without `robust`, plain weighted least squares."""
    active = [vote for vote in votes if vote.method not in PASSIVE]
    data = blocks_of([((vote.study, vote.block), vote.method, vote.value) for vote in active])
    own = np.array([vote.variance for vote in active])
    freedom = len(active) - int(data.block.max()) - len(data.methods)
    tau2, kept = _settled(data, own, freedom, robust=robust)
    effects, inverse, levels, residuals = solve(data, kept / (own + tau2 + CLOSE))
    names = data.methods
    found = dict(zip(names, map(float, effects), strict=True))
    covariance = {(a, b): float(inverse[i, j]) for i, a in enumerate(names) for j, b in enumerate(names)}
    keys = [(vote.study, vote.method) for vote in active]
    places = {(vote.study, vote.block): levels[n] for vote, n in zip(active, data.block, strict=True)}
    _place_passive([v for v in votes if v.method in PASSIVE], places, found, covariance, tau2)
    values = (dict(zip(keys, map(float, column), strict=True)) for column in (residuals, kept))
    return Fit(found, covariance, float(tau2**0.5), freedom, *values)


def _settled(data: Blocks, own: Floats, freedom: int, *, robust: bool) -> tuple[float, Floats]:
    """Return the variance between studies and the share of weight that each vote keeps."""
    kept, tau2 = np.ones(len(own)), 0.0
    for _ in range(STEPS):
        residuals = solve(data, kept / (own + tau2 + CLOSE))[3]
        before, tau2 = tau2, between(residuals, own, freedom, robust=robust)
        if robust:
            size = np.abs(residuals) / np.sqrt(own + tau2 + CLOSE)
            kept = HUBER / np.maximum(size, HUBER)
        if abs(tau2 - before) < CLOSE:
            break
    for _ in range(STEPS if robust else 0):
        residuals = solve(data, kept / (own + tau2 + CLOSE))[3]
        size = np.abs(residuals) / np.sqrt(own + tau2 + CLOSE)
        before_kept, kept = kept, np.maximum(np.clip(1 - (size / BISQUARE) ** 2, 0, None) ** 2, SILENT)
        if np.abs(kept - before_kept).max() < SILENT**2:
            break
    return tau2, kept


def between(residuals: Floats, own: Floats, freedom: int, *, robust: bool = True) -> float:
    """Return the variance between studies that makes standardised residuals as large as they should be.

    Paule and Mandel's rule; with `robust` on squares cut at HUBER^2 (Huber's Proposal 2), so that one wild
    study cannot inflate it. Zero when the votes' own variance explains them, or when none is left to judge
    by.
    """
    if freedom < 1:
        return 0.0
    most, share = (HUBER**2, KAPPA) if robust else (np.inf, 1.0)

    def excess(tau2: float) -> float:
        return float(np.minimum(residuals**2 / (own + tau2 + CLOSE), most).sum()) - share * freedom

    if excess(0.0) <= 0:
        return 0.0
    room_for_scipy()
    from scipy.optimize import brentq  # noqa: PLC0415 # takes a fifth of a second that cards do not need

    high = float((residuals**2).sum()) / (share * freedom) + CLOSE
    return float(brentq(excess, 0.0, high, xtol=CLOSE**2))


def _place_passive(
    votes: Sequence[Vote],
    levels: Mapping[tuple[str, int], float],
    effects: dict[str, float],
    covariance: dict[tuple[str, str], float],
    tau2: float,
) -> None:
    """Add the mean of each passive method over the studies that have it, with the spread of its own votes."""
    for method in sorted({vote.method for vote in votes}):
        found = np.array([v.value - levels[v.study, v.block] for v in votes if v.method == method])
        spread = float(found.var(ddof=1)) if len(found) > 1 else tau2
        effects[method] = float(found.mean())
        for other in effects:
            covariance[method, other] = covariance[other, method] = 0.0
        covariance[method, method] = max(spread, tau2) / len(found)
