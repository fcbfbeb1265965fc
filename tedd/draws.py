"""Chance: seeded draws that all methods share, each source of uncertainty drawn once under its own name.

A name enters, an array of draws leaves. The stream of a name depends on the seed and on the name alone, so a
source that two methods share is the same in both, and no card can move the draws of another.

Every array holds the same evenly spaced quantiles in an order of its own (a Latin hypercube: McKay, Beckman
and Conover 1979). A single source therefore has its exact distribution at any seed; only how sources meet is
left to chance. At 10,000 draws this takes the noise of an interval's end from about 1% of its width to none.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Source = Literal["verdicts", "test-sets", "printing", "ties", "making", "anchors"]

SOURCES: dict[Source, str] = {
    "verdicts": "a finite number of prompts was judged",
    "test-sets": "test sets differ by more than their numbers of prompts explain",
    "printing": "numbers were rounded in print",
    "ties": "winning scores hide the ties; their rate comes from other studies",
    "making": "nobody knows from which rows the survey made its value",
    "anchors": "the line of a bridge rests on few uncertain points",
}
"""All sources of uncertainty, each with its reason."""

DRAWS = 10_000
SEED = 240614115
"""The survey's arXiv number; any other would do, and a test says how little it matters."""


@dataclass(frozen=True)
class Chance:
    """Where all draws come from."""

    draws: int = DRAWS
    seed: int = SEED
    off: frozenset[Source] = frozenset()
    """Sources that are switched off: their draws are all zero."""

    def has(self, source: Source) -> bool:
        """Whether a source is on."""
        return source not in self.off

    def normal(self, source: Source, *name: str) -> Array:
        """Return standard normal draws."""
        return self._shuffled(_normal_scores(self.draws), source, name)

    def uniform(self, source: Source, *name: str) -> Array:
        """Return draws spread evenly over -1 to 1."""
        return self._shuffled(_even_scores(self.draws), source, name)

    @property
    def even(self) -> Array:
        """Evenly spaced shares from 0 to 1, in order: where a distribution's quantiles are read off."""
        return (_even_scores(self.draws) + 1) / 2

    @property
    def beside(self) -> Array:
        """Standard normal draws, independent of `even`; the same for every name."""
        return _beside(self.draws, self.seed)

    def shuffled(self, values: Array, *name: str) -> Array:
        """Return values in an order of their own: draws that are independent of those of any other name.

        Raw numbers are sorted instead of asking a `Generator` for a permutation: numpy keeps the former the
        same in all versions to come, so that a board can be computed again years later.
        """
        ordered: Array = values[_order(len(values), self.seed, *name)]
        return ordered

    def _shuffled(self, scores: Array, source: Source, name: tuple[str, ...]) -> Array:
        return np.zeros(self.draws) if source in self.off else self.shuffled(scores, source, *name)


def _entropy(seed: int, *name: str) -> int:
    """Return a seed of its own for each name; a cryptographic hash, as Python's own changes between runs."""
    key = "\x1f".join((str(seed), *name)).encode()
    return int.from_bytes(hashlib.blake2b(key, digest_size=16).digest())


@lru_cache(maxsize=128)  # 20 KB each; a build of the real cards asks for most names four times, soon again
def _order(count: int, seed: int, *name: str) -> npt.NDArray[np.uint16 | np.uint32]:
    """Return the order that sorts raw numbers of a name.

    Each number carries its place in its lowest bits while it is sorted, which takes a third of `argsort`'s
    time; where two numbers differ in no other bit, `argsort` decides.
    """
    raw = np.random.PCG64(_entropy(seed, *name)).random_raw(count)
    low = np.uint64(count.bit_length())
    packed = np.sort(raw >> low << low | np.arange(count, dtype=np.uint64))
    parts = packed >> low
    places = np.argsort(raw) if (parts[1:] == parts[:-1]).any() else packed - (parts << low)
    return places.astype(np.uint16 if count <= 2**16 else np.uint32)


@lru_cache(maxsize=8)
def _beside(draws: int, seed: int) -> Array:
    return Chance(draws, seed).shuffled(_normal_scores(draws), "beside")


@lru_cache(maxsize=8)
def _even_scores(draws: int) -> Array:
    return (2 * np.arange(draws) + 1) / draws - 1


@lru_cache(maxsize=8)
def _normal_scores(draws: int) -> Array:
    """Return the normal quantiles of the middles of equal shares, without importing scipy."""
    inverse = NormalDist().inv_cdf
    return np.array([inverse((number + 0.5) / draws) for number in range(draws)])
