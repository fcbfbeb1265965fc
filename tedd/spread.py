"""Spread between test sets, net of the sampling that prompts alone explain.

Log ratios of single test sets with their sampling variances enter; the between-test-set standard deviation
tau leaves, as a point (Paule and Mandel 1982) and as a distribution: REML likelihood times a half-t prior
(Gelman 2006) on a grid. With four or five test sets the point is zero every other time and an interval built
on it misses the truth too often; the distribution carries on what so few test sets cannot tell. All numbers
are on the log scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.draws import Array

PRIOR: Mapping[str, float] = {
    "same-model-win-rate": 0.15,
    "other-model-win-rate": 0.15,
    "same-model-benchmark": 0.04,
    "other-model-benchmark": 0.08,
}
"""Scale of the half-t prior on tau per setting, from the points that the first cards hold (Paule-Mandel
estimates 0 to 0.34 between test sets, 0 to 0.1 between benchmarks). Fixed numbers, like the baseline: pooled
anew with every card they would let one method's rows move another's interval."""

FREEDOM = 4
"""Degrees of freedom of the half-t. Half-normal tails cover 1-3% less where test sets differ twice as much
as the cards have shown, at the same width everywhere else."""
GRID = 161
REACH = 8.0
"""The grid ends at this many prior scales, where the prior has 0.13% left."""


@dataclass(frozen=True)
class Spread:
    """Distribution of tau on a grid."""

    tau: Array
    """Values, from 0."""
    cumulative: Array
    """Probability of at most each value; ends at 1."""

    def at(self, share: Array) -> Array:
        """Return quantiles."""
        return np.interp(share, self.cumulative, self.tau)

    @property
    def mean_square(self) -> float:
        """Expected tau squared."""
        middle = (self.tau[1:] + self.tau[:-1]) / 2
        return float(np.sum(middle**2 * np.diff(self.cumulative)))


def spread(values: Array, variances: Array, parts: Array, scale: float) -> Spread:
    """Return the distribution of tau behind log ratios.

    A row that averages m parts varies by tau^2/m between test sets; one row alone leaves the prior as it is.
    """
    tau, log_density = half_t(scale)
    if len(values) > 1:
        log_density = log_density + _reml(values, variances, parts, tau)
    density = np.exp(log_density - log_density.max())
    cumulative = np.concatenate([[0.0], np.cumsum(density[1:] + density[:-1])])
    return Spread(tau, cumulative / cumulative[-1])


@lru_cache(maxsize=8)
def half_t(scale: float) -> tuple[Array, Array]:
    """Return the grid and the prior's log density on it, up to a constant."""
    tau = np.linspace(0, REACH * scale, GRID)
    return tau, -(FREEDOM + 1) / 2 * np.log1p((tau / scale) ** 2 / FREEDOM)


def _reml(values: Array, variances: Array, parts: Array, tau: Array) -> Array:
    """Return the restricted log likelihood at each tau, up to a constant (Viechtbauer 2005, equation 11)."""
    total = variances + tau[:, None] ** 2 / parts
    total = np.maximum(total, 1e-12)  # exact rows at tau = 0 have no variance at all
    weight = 1 / total
    mean = (weight * values).sum(axis=1) / weight.sum(axis=1)
    squares = (weight * (values - mean[:, None]) ** 2).sum(axis=1)
    likelihood: Array = -0.5 * (np.log(total).sum(axis=1) + np.log(weight.sum(axis=1)) + squares)
    return likelihood


def paule_mandel(values: Array, variances: Array) -> float:
    """Return tau squared at which the weighted squares equal their degrees of freedom; 0 when none is needed.

    The sum of squares falls with tau squared, so halving an interval finds the one root.
    """
    degrees = len(values) - 1
    if degrees < 1 or _weighted_squares(values, variances, 0.0) <= degrees:
        return 0.0
    low, high = 0.0, float(np.ptp(values)) ** 2 + 1e-12
    for _ in range(100):
        middle = (low + high) / 2
        above = _weighted_squares(values, variances, middle) > degrees
        low, high = (middle, high) if above else (low, middle)
    return (low + high) / 2


def _weighted_squares(values: Array, variances: Array, tau2: float) -> float:
    weight = 1 / np.maximum(variances + tau2, 1e-300)
    mean = (weight * values).sum() / weight.sum()
    return float((weight * (values - mean) ** 2).sum())
