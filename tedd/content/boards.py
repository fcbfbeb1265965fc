"""What the pages need to know: the boards, and the shape of what each maker of pages returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.effects import Told
    from tedd.head_to_head import HeadToHead

Context = dict[str, object]
"""What a template is given."""
Contexts = dict[tuple[str, str], Context]
"""Contexts by path of the page and name of its template."""


class Boards(NamedTuple):
    """All that pages are made from."""

    living: Board
    survey: Board
    duels: HeadToHead
    discrepancies: tuple[Told, ...] = ()


def ranked(board: Board) -> tuple[Entry, ...]:
    """Return the methods that hold a rank, in the board's order."""
    return tuple(entry for entry in board.entries if entry.ranked)


def unranked(board: Board) -> tuple[Entry, ...]:
    """Return the methods without any place, not even a provisional one."""
    return tuple(entry for entry in board.entries if not entry.ranked and not entry.provisional)


def by_name(board: Board) -> list[Entry]:
    """Return all methods in the order of their names."""
    return sorted(board.entries, key=lambda entry: entry.method.card.name.casefold())


def by_slug(board: Board) -> dict[str, Entry]:
    """Return all methods under their slugs."""
    return {entry.slug: entry for entry in board.entries}
