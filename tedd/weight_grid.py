"""What the order by feasibility hangs on: every penalty weight halved, kept or doubled.

A `Board` enters; an `Alternative` for each combination of weights leaves. Nothing here changes the board.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from tedd.feasibility import MANY_MODELS, MANY_MODELS_PENALTY, WEIGHTS
from tedd.sensitivity import MOST_PAIRED, Alternative, alternatives, kendall

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tedd.board import Board
    from tedd.feasibility import Annotation, Edition

FACTORS = (0.5, 1.0, 2.0)
"""What a weight is multiplied by, in every combination: 3^7 = 2187 orders."""
SIMPLICITY = 4
"""So many of the weights make up the simplicity penalty, the others the flexibility penalty."""


class Tried(NamedTuple):
    """A living board's orders under all other choices, worked out once for page, pictures and file."""

    alternatives: tuple[Alternative, ...]
    """By efficiency."""
    grid: tuple[Alternative, ...]
    """By feasibility."""


def tried(board: Board) -> Tried:
    """Return the orders under all other choices."""
    return Tried(alternatives(board), weight_grid(board))


def weight_grid(board: Board) -> tuple[Alternative, ...]:
    """Return the orders by feasibility under every combination of weights.

    With more than `MOST_PAIRED` methods only those that change at most one weight.
    """
    facts = {entry.slug: entry.feasibility for entry in board.by_feasibility()}
    if not facts:
        return ()
    default = [found.rank or 0 for found in facts.values()]
    many = len(facts) > MOST_PAIRED
    factors = np.array([each for each in _combinations() if not many or changed(each) <= 1])
    ranks = _ranks(factors, [found.facts for found in facts.values()], board.edition)
    return tuple(
        Alternative("weights", _name(each), dict(zip(facts, row, strict=True)), kendall(default, row))
        for each, row in zip(factors.tolist(), ranks.tolist(), strict=True)
    )


def default_ranks(board: Board) -> dict[str, int]:
    """Return the feasibility ranks of the board itself, in its order by feasibility."""
    return {entry.slug: entry.feasibility.rank or 0 for entry in board.by_feasibility()}


def one_by_one(grid: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Return the orders in which a single weight was changed."""
    return tuple(one for one in grid if one.what and ", " not in one.what)


def changed(factors: Sequence[float]) -> int:
    """Return how many weights are not as they were."""
    return sum(factor != 1 for factor in factors)


def _combinations() -> Iterator[tuple[float, ...]]:
    return itertools.product(FACTORS, repeat=len(WEIGHTS))


def _name(factors: Sequence[float]) -> str:
    """Return which weights were changed, such as `step x 2`; nothing for the weights as they are."""
    pairs = zip(WEIGHTS, factors, strict=True)
    return ", ".join(f"{key.replace('_', ' ')} x {factor:g}" for key, factor in pairs if factor != 1)


def _ranks(factors: np.ndarray, facts: Sequence[Annotation], edition: Edition) -> npt.NDArray[np.intp]:
    """Return dense ranks: one row a combination, one column a method. 200 stays the ceiling."""
    features = np.array([_features(one) for one in facts])
    penalties = features * (np.array(list(WEIGHTS.values())) * factors)[:, None, :]
    simplicity, flexibility = penalties[..., :SIMPLICITY].sum(axis=2), penalties[..., SIMPLICITY:].sum(axis=2)
    if edition == "survey":
        simplicity[:, [one.trained_models > MANY_MODELS for one in facts]] = MANY_MODELS_PENALTY
    else:
        simplicity = np.minimum(simplicity, MANY_MODELS_PENALTY)
    return _dense(_dense(simplicity) + _dense(flexibility))


def _features(facts: Annotation) -> list[float]:
    """Return what each weight counts, in the order of `WEIGHTS`."""
    large = 0 if facts.small else facts.trained_models
    small = facts.trained_models if facts.small else 0
    lacks = (facts.open_source, facts.model_free, facts.dataset_free, facts.proprietary_free)
    return [large, small, facts.steps, *(not has for has in lacks)]


def _dense(values: npt.NDArray[np.generic]) -> npt.NDArray[np.intp]:
    """Return dense ranks within each row, 1 for the smallest."""
    order = np.argsort(values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    steps = np.ones(values.shape, dtype=np.intp)
    steps[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    found = np.empty_like(steps)
    np.put_along_axis(found, order, np.cumsum(steps, axis=1), axis=1)
    return found
