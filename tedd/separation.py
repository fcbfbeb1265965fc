"""Ranks in every draw, how probably one method is better than another, and which are apart for sure.

Draws of offsets enter, one row a method in the board's order; ranks, probabilities and groups leave.
Everything is paired: both methods of a comparison are seen in the same draw, so what they share cancels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Matrix = npt.NDArray[np.float32]
Ranks = npt.NDArray[np.uint16]

SURE = 0.95
"""A difference is called sure at this probability, and an interval leaves half of 1 - (2 * SURE - 1) at
each end."""
MANY = 100
"""Up to this many methods every pair is compared; above, only neighbours on the board."""
CHUNK = 250_000
"""Numbers that are sorted at once: 2 MiB of indices."""


@dataclass(frozen=True)
class Pair:
    """Two methods, the first of them higher on the board."""

    upper: str
    lower: str
    probability: float
    """Share of the draws in which the upper one is better."""
    apart: bool
    """Whether that reaches `SURE`, looking at this pair alone."""
    surely_apart: bool
    """Whether it still does after Holm's correction for all pairs that were looked at."""


@dataclass(frozen=True)
class Uncertainty:
    """How sure a board is. Probabilities are shares of the draws; methods are named by slug."""

    draws: int
    seed: int
    above_baseline: Mapping[str, float]
    """Probability of an offset above zero, for every method with a PIR."""
    first: Mapping[str, float]
    """Probability of rank 1 among the ranked methods."""
    better: Mapping[str, Mapping[str, float]]
    """Probability that the first key is better than the second; empty with more than `MANY` ranked
    methods."""
    neighbours: tuple[Pair, ...]
    """Neighbours on the board, Holm-corrected among themselves."""
    pairs: tuple[int, int, int]
    """Pairs of ranked methods: all of them, apart one by one, apart after Holm's correction over all pairs.

    With more than `MANY` methods these are the neighbours alone.
    """
    tie_groups: tuple[tuple[str, ...], ...]
    """Ranked methods in the board's order; a group ends before the first one surely below the group's
    first."""
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """For each method, the share of its offset's variance that goes when one source is switched off."""
    pooled: Mapping[str, float] = field(default_factory=dict)
    """All wins over all losses, beside the mean of ratios, where every row of a PIR prints its counts."""


def ranks(offsets: Matrix) -> Ranks:
    """Return the rank of every method in every draw, 1 for the largest offset.

    Equal offsets have probability zero, so dense ranks and plain ones are the same.
    """
    found = np.empty(offsets.shape, dtype=np.uint16)
    places = np.arange(1, len(offsets) + 1, dtype=np.uint16)[:, None]
    for some in _slices(offsets):
        np.put_along_axis(found[:, some], np.argsort(-offsets[:, some], axis=0), places, axis=0)
    return found


def first(offsets: Matrix) -> list[float]:
    """Return for every method the share of the draws in which it is the best."""
    methods, draws = offsets.shape
    best = np.zeros(methods, dtype=np.int64)
    for some in _slices(offsets) if methods else ():
        best += np.bincount(offsets[:, some].argmax(axis=0), minlength=methods)
    return [int(count) / draws for count in best]


def _slices(offsets: Matrix) -> Iterator[slice]:
    """Yield draws in parts: numpy copies what it looks at across methods, 40 MiB of a board of 1000."""
    methods, draws = offsets.shape
    step = max(1, CHUNK // max(methods, 1))
    return (slice(start, start + step) for start in range(0, draws, step))


def places_among(offsets: Matrix, others: Matrix) -> Ranks:
    """Return the rank that each row of `offsets` would take among the rows of `others`, in every draw."""
    found = np.ones(offsets.shape, dtype=np.uint16)
    for row in others:
        found += row > offsets
    return found


def span(values: npt.NDArray[np.generic], point: float) -> tuple[float, float]:
    """Return the 5th and 95th percentile of draws, widened where it must be to contain the point value.

    It must for ranks below a tie: two tied methods share one dense rank but are never tied in a draw.
    """
    last = len(values) - 1
    low, high = round((1 - SURE) * last), round(SURE * last)
    ordered = np.partition(values, (low, high))
    return min(float(ordered[low]), point), max(float(ordered[high]), point)


def better(offsets: Matrix, slugs: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return for every ordered pair the share of the draws in which the first is better."""
    shares = [np.mean(row > offsets, axis=1) for row in offsets]
    return {
        one: {other: float(share) for other, share in zip(slugs, row, strict=True) if other != one}
        for one, row in zip(slugs, shares, strict=True)
    }


def neighbours(offsets: Matrix, slugs: Sequence[str]) -> tuple[Pair, ...]:
    """Return each method with the next one on the board."""
    shares = [float(np.mean(upper > lower)) for upper, lower in pairwise(offsets)]
    holds = holm(shares, offsets.shape[1])
    return tuple(
        Pair(upper, lower, share, share >= SURE, sure)
        for upper, lower, share, sure in zip(slugs, slugs[1:], shares, holds, strict=False)
    )


def holm(probabilities: Sequence[float], draws: int) -> list[bool]:
    """Return which of several probabilities stay above `SURE` together (Holm 1979, step down).

    A probability seen in all draws counts as one draw short of that: more cannot be known from so many draws.
    """
    errors = [max(1 - probability, 1 / (draws + 1)) for probability in probabilities]
    passed = [False] * len(errors)
    for done, index in enumerate(sorted(range(len(errors)), key=errors.__getitem__)):
        if errors[index] > (1 - SURE + 1e-12) / (len(errors) - done):
            break
        passed[index] = True
    return passed


def all_pairs(
    probabilities: Mapping[str, Mapping[str, float]], slugs: Sequence[str], draws: int
) -> list[Pair]:
    """Return every pair in the board's order, Holm-corrected over all of them."""
    pairs = [(upper, lower) for n, upper in enumerate(slugs) for lower in slugs[n + 1 :]]
    shares = [probabilities[upper][lower] for upper, lower in pairs]
    holds = holm(shares, draws)
    return [
        Pair(upper, lower, share, share >= SURE, sure)
        for (upper, lower), share, sure in zip(pairs, shares, holds, strict=True)
    ]


def tie_groups(slugs: Sequence[str], pairs: Sequence[Pair]) -> tuple[tuple[str, ...], ...]:
    """Return groups of methods that their first one is not surely above of."""
    apart = {(pair.upper, pair.lower) for pair in pairs if pair.surely_apart}
    groups: list[list[str]] = []
    for slug in slugs:
        if groups and (groups[-1][0], slug) not in apart:
            groups[-1].append(slug)
        else:
            groups.append([slug])
    return tuple(tuple(group) for group in groups)
