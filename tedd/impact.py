"""What a change of the cards does to the boards: values and places old and new, and why they moved.

Two states of the cards enter, an `Effect` for each method that moved leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tedd.board import build_board
from tedd.rules import VOCABULARY
from tedd.uncertainty import quantify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tedd.board import Board, Entry
    from tedd.cards import Library
    from tedd.feasibility import Edition


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
    return effects_on((_quantified(new, edition) for edition in EDITIONS), old, changed)


def effects_on(boards: Iterable[Board], old: Library, changed: Collection[str]) -> tuple[Effect, ...]:
    """Return how methods moved to where they stand on boards that have their intervals already."""
    found: list[Effect] = []
    for board in boards:
        before, after = _standings(_quantified(old, board.edition)), _standings(board)
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


def _quantified(library: Library, edition: Edition) -> Board:
    return quantify(build_board(library, edition), shares=False)


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
