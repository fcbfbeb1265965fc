"""What the pages need to know: the boards, and the shape of what each maker of pages returns.

Boards with studies, discrepancies and snapshots enter; one frozen `Boards` leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tedd.bridge_report import SettingReport, report
from tedd.comparability import Comparison, comparison
from tedd.curves import Curve, curves
from tedd.orders import Pairing, pairings_of
from tedd.published import Published
from tedd.robustness import Spread, spreads_of
from tedd.snapshots.changes import state_of
from tedd.weight_grid import Tried, tried

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.board import Board, Entry
    from tedd.corrections import Correction
    from tedd.effects import Told
    from tedd.head_to_head import HeadToHead
    from tedd.snapshots.changes import State
    from tedd.snapshots.store import Snapshot

Context = dict[str, object]
"""What a template is given."""
Contexts = dict[tuple[str, str], Context]
"""Contexts by path of the page and name of its template."""


class Corrected(NamedTuple):
    """A correction with what it was made on."""

    slug: str
    """Of a card; what is no card is called by its file below `methods/`."""
    name: str
    page: str
    """Address below the first page."""
    entry: Correction


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

    @property
    def published(self) -> Published:
        """All that publishes numbers."""
        return Published(self.living.library, self.duels.studies)

    @property
    def corrected(self) -> Iterator[Corrected]:
        """Every correction there is."""
        cards, studies = self.living.library.by_slug, self.published.by_file
        for slug, entries in self.published.corrections.items():
            if slug in cards:
                name, page = cards[slug].card.name, f"methods/{slug}/"
            elif slug in studies:
                name, page = studies[slug].study.name, "leaderboard/head-to-head/#paper-by-paper"
            else:
                name, page = "Data sets, models and benchmarks", "about/audit/#corrections"
            yield from (Corrected(slug, name, page, entry) for entry in entries)

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
