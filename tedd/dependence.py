"""Whose arrival or removal moves whom: the values that change when another card is gone.

A `Board` enters, one `Lean` for each value that leans on another card leaves. Values that are direct or on
the survey's word rest on their own card alone and never stand here; provisional ones go through bridges and
tie rates, which other cards make.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from tedd.board import build_board
from tedd.rows import Counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.board import Board, Entry

MOST = 2000
"""A board is built without each card that gives something while that makes up to this many entries in all,
the work of some seconds; else without each anchor; else without none."""
Role = Literal["anchor", "ties"]


@dataclass(frozen=True)
class Lean:
    """A method's value with another card and without it."""

    card: str
    """The card that the value leans on."""
    role: Role
    """What it gives: an anchor of a bridge, or the ties that convert winning scores."""
    method: str
    before: float | None
    """PIR; None when it has none."""
    after: float | None
    """PIR without the card."""
    place_before: int | None
    """Its rank, or the rank that it would take."""
    place_after: int | None


def leaning(board: Board) -> tuple[Lean, ...] | None:
    """Return who leans on whom, by card; the method that leans in the board's order.

    None when there is too much to build.
    """
    anchors = _anchors(board)
    most = MOST / (len(board.entries) or 1)
    tried = next((cards for cards in (anchors | _ties(board), anchors) if len(cards) <= most), None)
    if tried is None:
        return None
    return tuple(
        lean
        for card in sorted(tried)
        for lean in _without(card, "anchor" if card in anchors else "ties", board)
    )


def _anchors(board: Board) -> set[str]:
    return {anchor.slug for bridge in board.bridges.values() for anchor in bridge.anchors}


def _ties(board: Board) -> set[str]:
    """Return the cards that print counts, where some row borrows the tie rate they make together."""
    if not any(item.borrowed for entry in board.entries for item in entry.rows):
        return set()
    return {
        entry.slug
        for entry in board.entries
        if any(isinstance(item.row.measure, Counts) for item in entry.rows)
    }


def _without(card: str, role: Role, board: Board) -> Iterator[Lean]:
    """Yield what changes when a card is gone."""
    kept = tuple(method for method in board.library.methods if method.slug != card)
    other_board = build_board(replace(board.library, methods=kept), board.edition)
    rest = {entry.slug: entry for entry in other_board.entries}
    for entry in board.entries:
        other = rest.get(entry.slug)
        if other is not None and _pir(entry) != _pir(other):
            yield Lean(card, role, entry.slug, _pir(entry), _pir(other), _place(entry), _place(other))


def _pir(entry: Entry) -> float | None:
    return entry.pir.value if entry.pir else None


def _place(entry: Entry) -> int | None:
    found = entry.efficiency
    return (found.rank or found.would_rank) if found else None
