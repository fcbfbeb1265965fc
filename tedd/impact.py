"""What a change of the cards does to the boards: values and places old and new, and why they moved.

Two states of cards and studies enter; an `Effect` for each method that moved on a board leaves, and a `Shift`
for each that moved in head to head.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tedd.board import build_board
from tedd.head_to_head import head_to_head
from tedd.rules import VOCABULARY
from tedd.uncertainty import with_ranges

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tedd.board import Board, Entry
    from tedd.cards import Library
    from tedd.contrasts import Scope
    from tedd.feasibility import Edition
    from tedd.published import Published


class Standing(NamedTuple):
    """Where a method stands on a board; None for what it has not."""

    pir: float | None = None
    basis: str | None = None
    sdf: float | None = None
    offset: float | None = None
    rank: int | None = None
    rank_best: int | None = None
    rank_worst: int | None = None
    would_rank: int | None = None
    feasibility_rank: int | None = None


NOWHERE = Standing()
EDITIONS: tuple[Edition, ...] = ("living", "survey")
OWN = "its card changed"
BRIDGED = "its provisional value is made from other cards' rows too"
NAMES = "no card of its own changed: what the vocabulary or the engine makes of it did"
PASSED = "others moved past it"
DRAWN = "others' draws moved: its own value and place are as they were"
REASONS = (OWN, BRIDGED, NAMES, PASSED, DRAWN)
"""All that moves a method; scripts/effect.schema.json lets no other kind of text through."""


@dataclass(frozen=True)
class Effect:
    """How one method moved on one board."""

    edition: Edition
    slug: str
    old: Standing | None
    """None for a method that was not on the board."""
    new: Standing | None
    reason: str


def effects(old: Library, new: Library, changed: Collection[str]) -> tuple[Effect, ...]:
    """Return how methods moved on both boards; `changed` are the slugs of what differs."""
    return effects_on((_ranged(new, edition) for edition in EDITIONS), old, changed)


def effects_on(boards: Iterable[Board], old: Library, changed: Collection[str]) -> tuple[Effect, ...]:
    """Return how methods moved to where they stand on boards that have their intervals already."""
    found: list[Effect] = []
    for board in boards:
        before, after = _standings(_ranged(old, board.edition)), _standings(board)
        found += moves(board.edition, before, after, changed)
    return tuple(found)


def moves(
    edition: Edition, before: Mapping[str, Standing], after: Mapping[str, Standing], changed: Collection[str]
) -> list[Effect]:
    """Return how methods moved between two states of a board, in the order of the later one."""
    found = []
    for slug in sorted(before.keys() | after.keys(), key=lambda slug: _order(after, slug)):
        one, other = before.get(slug), after.get(slug)
        if one != other:
            reason = _reason(slug, one or NOWHERE, other or NOWHERE, changed)
            found.append(Effect(edition, slug, one, other, reason))
    return found


def _ranged(library: Library, edition: Edition) -> Board:
    return with_ranges(build_board(library, edition))


def _standings(board: Board) -> dict[str, Standing]:
    return {entry.slug: _standing(entry) for entry in board.entries}


def _standing(entry: Entry) -> Standing:
    found = Standing(feasibility_rank=entry.feasibility.rank)
    if entry.pir:
        found = found._replace(pir=entry.pir.value, basis=entry.pir.basis, sdf=entry.pir.sdf)
    if entry.efficiency:
        keys = ("offset", "rank", "rank_best", "rank_worst", "would_rank")
        found = found._replace(**{key: getattr(entry.efficiency, key) for key in keys})
    return found


def _order(standings: Mapping[str, Standing], slug: str) -> tuple[float, str]:
    rank = standings.get(slug, NOWHERE).rank
    return (rank if rank is not None else float("inf")), slug


def _reason(slug: str, old: Standing, new: Standing, changed: Collection[str]) -> str:
    """Return why a method moved, the nearest cause first."""
    if slug in changed:
        return OWN
    if (old.pir, old.basis, old.sdf) != (new.pir, new.basis, new.sdf):
        return BRIDGED if "bridged" in (old.basis, new.basis) and VOCABULARY not in changed else NAMES
    if (old.rank, old.would_rank, old.feasibility_rank) != (new.rank, new.would_rank, new.feasibility_rank):
        return PASSED
    return DRAWN


class Place(NamedTuple):
    """What head to head says of a method."""

    ratio: float
    """Score over that of random selection, or of what stands in for it."""
    rank: int
    rank_best: int
    rank_worst: int


@dataclass(frozen=True)
class Shift:
    """How one method moved in head to head."""

    scope: Scope
    slug: str
    """Key of the method, with a card or not."""
    old: Place | None
    """None for a method that was not there."""
    new: Place | None


def shifts(old: Published, new: Published) -> tuple[Shift, ...]:
    """Return how methods moved in head to head, the largest gain first."""
    before, after = (_in_studies(state) for state in (old, new))
    both = (Shift(*key, before.get(key), after.get(key)) for key in before.keys() | after.keys())
    moved = [one for one in both if not _alike(one.old, one.new)]
    return tuple(sorted(moved, key=_by_gain))


def _by_gain(one: Shift) -> tuple[str, float, str]:
    at = one.new or one.old
    return one.scope, -at.ratio if at else 0.0, one.slug


def _alike(old: Place | None, new: Place | None) -> bool:
    """Return whether nothing moved but the last bit of a logarithm."""
    if old is None or new is None:
        return old is new
    return old[1:] == new[1:] and math.isclose(old.ratio, new.ratio, rel_tol=1e-12)


def _in_studies(state: Published) -> dict[tuple[Scope, str], Place]:
    return {
        (view.scope, one.method): Place(one.ratio, one.rank, one.rank_best, one.rank_worst)
        for view in head_to_head(state.library, state.studies).views
        for part in view.consensus
        for one in part.estimates
    }
