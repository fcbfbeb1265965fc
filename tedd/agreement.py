"""Whether the studies agree: with each other along each edge of the network, and together with another order.

Votes and fits enter, `Edge`s and `Tau`s leave. An edge joins two methods that one study or more ran together;
its direct estimate comes from those studies, its indirect one from the network without them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from tedd.consensus import leave_one_out, quantile, reference_of
from tedd.network import PASSIVE, fit, networks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tedd.network import Fit
    from tedd.votes import Vote

MIN_PAIRED = 3
"""Methods that two orders must share before their agreement means anything."""
TELLING = 5
"""Methods that they must share before a page names it: below that its interval spans nearly everything."""


@dataclass(frozen=True)
class Edge:
    """Two methods that were run together."""

    method: str
    other: str
    studies: tuple[str, ...]
    direct: float
    """Ratio of the first to the second by the studies that ran both."""
    network: float
    """The same by the whole network."""
    indirect: float | None
    """The same by all other studies; None when they do not join the two."""
    gap: float | None
    """Direct over indirect; 1 means consistent."""
    gap_low: float | None
    gap_high: float | None
    """90% interval of the gap."""

    @property
    def inconsistent(self) -> bool | None:
        """Whether the gap's interval leaves out 1; None where there is nothing to compare."""
        if self.gap_low is None or self.gap_high is None:
            return None
        return not self.gap_low <= 1 <= self.gap_high


@dataclass(frozen=True)
class Tau:
    """Agreement of two orders: Kendall's tau-b, 1 for the same order, -1 for the opposite."""

    value: float
    low: float
    high: float
    """90% interval from leaving out one study at a time, within -1 and 1."""
    methods: tuple[str, ...]
    """Methods that both orders hold."""


def edges(votes: Sequence[Vote]) -> tuple[Edge, ...]:
    """Return every edge of one component; those of full data carry no indirect comparison."""
    whole = fit(votes)
    studies: dict[tuple[str, int], dict[str, Vote]] = defaultdict(dict)
    for vote in votes:
        studies[vote.study, vote.block][vote.method] = vote
    pairs: dict[tuple[str, str], list[tuple[Vote, Vote]]] = defaultdict(list)
    for group in studies.values():
        for one, other in combinations(sorted(group), 2):
            pairs[one, other].append((group[one], group[other]))
    rest: dict[frozenset[str], list[Fit]] = {}
    return tuple(_edge(pair, found, votes, whole, rest) for pair, found in sorted(pairs.items()))


def _edge(
    pair: tuple[str, str],
    found: list[tuple[Vote, Vote]],
    votes: Sequence[Vote],
    whole: Fit,
    rest: dict[frozenset[str], list[Fit]],
) -> Edge:
    weights = np.array(
        [1 / (one.variance + other.variance + 2 * whole.tau**2 + 1e-12) for one, other in found]
    )
    direct = float(weights @ np.array([one.value - other.value for one, other in found]) / weights.sum())
    studies = frozenset(one.study for one, _ in found)
    if studies not in rest:
        rest[studies] = [fit(part) for part in networks(vote for vote in votes if vote.study not in studies)]
    joined = next((one for one in rest[studies] if set(pair) <= set(one.effects)), None)
    ratios = math.exp(direct), math.exp(whole.contrast(*pair))
    if joined is None or set(pair) & PASSIVE:
        return Edge(*pair, tuple(sorted(studies)), *ratios, None, None, None, None)
    indirect = joined.contrast(*pair)
    half = quantile(whole.freedom) * math.sqrt(1 / float(weights.sum()) + joined.variance(*pair))
    gap = direct - indirect
    ends = math.exp(indirect), math.exp(gap), math.exp(gap - half), math.exp(gap + half)
    return Edge(*pair, tuple(sorted(studies)), *ratios, *ends)


def kendall(first: Mapping[str, float], second: Mapping[str, float]) -> float | None:
    """Return Kendall's tau-b over the keys that both hold.

    None with fewer than three of them, or where one side is all ties.
    """
    keys = sorted(set(first) & set(second))
    if len(keys) < MIN_PAIRED:
        return None
    a, b = (np.array([values[key] for key in keys]) for values in (first, second))
    upper = np.triu_indices(len(keys), 1)
    signs_a, signs_b = (np.sign(np.subtract.outer(values, values))[upper] for values in (a, b))
    scale = math.sqrt(float((signs_a != 0).sum() * (signs_b != 0).sum()))
    return float(signs_a @ signs_b) / scale if scale else None


def agreement(votes: Sequence[Vote], other: Mapping[str, float]) -> Tau | None:
    """Return how far a component's order agrees with another, such as the survey's PIR.

    None with fewer than three methods in both.
    """
    reference = reference_of(votes)
    value = kendall(_order(fit(votes), reference), other)
    if value is None:
        return None
    without = leave_one_out(votes).values()
    found = [tau for one in without if (tau := kendall(_order(one, reference), other)) is not None]
    half = 2.0
    if len(found) > 1:
        spread = float(((np.array(found) - np.mean(found)) ** 2).sum())
        half = quantile(len(found) - 1) * math.sqrt((len(found) - 1) / len(found) * spread)
    methods = tuple(sorted(set(other) & {vote.method for vote in votes}))
    return Tau(value, max(-1.0, value - half), min(1.0, value + half), methods)


def _order(one: Fit, reference: str) -> dict[str, float]:
    return {name: effect for name, effect in one.effects.items() if name != reference}


def inconsistent(found: Iterable[Edge]) -> tuple[int, int]:
    """Return how many edges are inconsistent, and of how many: one in ten is what chance gives."""
    judged = [edge.inconsistent for edge in found if edge.inconsistent is not None]
    return sum(judged), len(judged)
