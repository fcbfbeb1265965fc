"""What the pages need to know: the boards, and the shape of what each maker of pages returns.

Boards with studies, discrepancies and snapshots enter; one frozen `Boards` leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tedd.bridge_report import SettingReport, report
from tedd.comparability import Comparison, comparison
from tedd.curves import Curve, curves
from tedd.orders import Pairing, pairings_of
from tedd.robustness import Spread, spreads_of
from tedd.snapshots.changes import state_of
from tedd.weight_grid import Tried, tried

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.effects import Told
    from tedd.head_to_head import HeadToHead
    from tedd.snapshots.changes import State
    from tedd.snapshots.store import Snapshot

Context = dict[str, object]
"""What a template is given."""
Contexts = dict[tuple[str, str], Context]
"""Contexts by path of the page and name of its template."""


@dataclass(frozen=True)
class Boards:
    """All that pages are made from."""

    living: Board
    survey: Board
    duels: HeadToHead
    discrepancies: tuple[Told, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    """Frozen boards, oldest first."""
    site: str = ""
    """Address of the site, with a slash at its end; empty where it is not known."""

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Where methods stood in each snapshot: its cards are read anew, which pages and feed need."""
        return tuple(map(state_of, self.snapshots))

    @cached_property
    def compared(self) -> Comparison:
        """What can be compared on the living board: the work of a second, which several pages need."""
        return comparison(self.living)

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """Its results under several backbones or judges."""
        return spreads_of(self.living)

    @cached_property
    def tried(self) -> Tried:
        """Its orders under all other choices."""
        return tried(self.living)

    @cached_property
    def bridges(self) -> tuple[SettingReport, ...]:
        """What its bridges rest on."""
        return report(self.living)

    @cached_property
    def curves(self) -> tuple[Curve, ...]:
        """Its efficiency curves; their fits take most of a second."""
        return curves(self.living)

    @cached_property
    def pairings(self) -> tuple[Pairing, ...]:
        """The orders of methods under two backbones or judges."""
        return pairings_of(self.living, self.duels.studies)


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
