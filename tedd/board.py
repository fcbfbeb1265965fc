"""The board: everything that is shown of all methods, computed in one place from top to bottom.

A `Library` and an edition enter, a frozen `Board` leaves. Pages, figures and files only render it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tedd import anchors, evidence, feasibility
from tedd.bridges import Bridge, NegativeControl, fit, negative_controls
from tedd.efficiency import BASELINE, Baseline, dense_ranks, place
from tedd.living_bridges import Bridges, LivingBridge
from tedd.pir import living_pir, survey_pir

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.cards import Library, Method
    from tedd.feasibility import Edition, Feasibility
    from tedd.pir import Pir
    from tedd.schema import Card, DisputedSdf
    from tedd.separation import Uncertainty
    from tedd.vocabulary import Vocabulary

BRIDGED = "provisional: its PIR comes through a bridge, not from a win rate against full data"
CONVERTED = "provisional: its PIR comes from a winning score, converted with the tie rate of other results"


@dataclass(frozen=True)
class Efficiency:
    """Where a method's point lies, seen from the baseline."""

    offset: float
    """Vertical, p - f_b(s)."""
    distance: float
    """Offset times sin(theta), the survey's Equation 8."""
    perpendicular: float
    """Offset times cos(theta)."""
    rank: int | None = None
    """Dense rank; None when the method is not ranked."""
    would_rank: int | None = None
    """For a provisional method: the rank it would take."""
    offset_low: float | None = None
    """5th percentile of the offset over joint draws; None until `tedd.uncertainty` has filled it in."""
    offset_high: float | None = None
    """95th percentile."""
    rank_best: int | None = None
    """5th percentile of the rank over joint draws; for a provisional method, of the rank it would take."""
    rank_worst: int | None = None
    """95th percentile."""


@dataclass(frozen=True)
class Disputed:
    """What would change if another published fraction held."""

    given: DisputedSdf
    sdf: float
    efficiency: Efficiency


@dataclass(frozen=True)
class Entry:
    """One method on the board."""

    method: Method
    pir: Pir | None
    efficiency: Efficiency | None
    feasibility: Feasibility
    reason: str | None
    """Why it holds no efficiency rank; None when it does."""
    rows: tuple[evidence.RowRatio, ...]
    points: tuple[evidence.OperatingPoint, ...]
    disputed: tuple[Disputed, ...] = ()

    @property
    def slug(self) -> str:
        """The method's key."""
        return self.method.slug

    @property
    def ranked(self) -> bool:
        """Whether it holds an efficiency rank."""
        return self.efficiency is not None and self.efficiency.rank is not None

    @property
    def provisional(self) -> bool:
        """Whether it is listed with the place it would take."""
        return self.efficiency is not None and self.efficiency.would_rank is not None


@dataclass(frozen=True)
class Board:
    """All methods of one edition."""

    edition: Edition
    library: Library
    entries: tuple[Entry, ...]
    """In order of efficiency rank, then provisional, then unranked; ties by name."""
    baseline: Baseline
    bridges: Mapping[str, Bridge]
    controls: tuple[NegativeControl, ...]
    tie_rates: Mapping[str | None, float]
    data_bridges: tuple[LivingBridge, ...] = ()
    """Bridges from data, in force or not; none in the survey edition."""
    uncertainty: Uncertainty | None = None
    """How surely methods are apart; None until `tedd.uncertainty` has filled it in."""

    def by_feasibility(self) -> tuple[Entry, ...]:
        """Return the entries that hold a feasibility rank, in the order of the survey's Table 5."""
        return tuple(sorted((e for e in self.entries if e.feasibility.rank is not None), key=_table_order))

    def ordered(self, by: str) -> tuple[Entry, ...]:
        """Return all entries by `efficiency` or by `feasibility`, those without a rank last."""
        if by != "feasibility":
            return self.entries
        return self.by_feasibility() + tuple(e for e in self.entries if e.feasibility.rank is None)


def build_board(library: Library, edition: Edition = "living") -> Board:
    """Return the board of an edition: rows to ratios to points to PIR to distances to ranks."""
    methods = sorted(library.methods, key=lambda method: method.slug)
    if edition == "survey":
        methods = [method for method in methods if method.card.survey is not None]
    ties = evidence.tie_rates(methods)
    lines = fit(methods)
    rows = {method.slug: evidence.ratios_of(method, library, ties) for method in methods}
    points = {slug: evidence.operating_points(items, library.vocabulary) for slug, items in rows.items()}
    data = anchors.living_bridges(methods, points, library.vocabulary) if edition == "living" else ()
    entries = []
    for method in methods:
        found = _pir(method.card, points[method.slug], Bridges(lines, data), library.vocabulary, edition)
        entries.append(_entry(method, rows[method.slug], points[method.slug], found, edition))
    entries = _efficiency_ranks(entries)
    ranked = tuple(sorted(_feasibility_ranks(entries), key=_board_order))
    controls = negative_controls(lines, rows)
    return Board(edition, library, ranked, BASELINE, lines, controls, ties, data)


def _pir(
    card: Card,
    points: tuple[evidence.OperatingPoint, ...],
    bridges: Bridges,
    vocabulary: Vocabulary,
    edition: Edition,
) -> Pir | str:
    """Return the PIR that a method stands for in an edition, or why it has none."""
    if edition == "survey":
        return survey_pir(card) or "the survey gives no PIR for it"
    return living_pir(card, points, bridges, vocabulary)


def _entry(
    method: Method,
    rows: tuple[evidence.RowRatio, ...],
    points: tuple[evidence.OperatingPoint, ...],
    found: Pir | str,
    edition: Edition,
) -> Entry:
    """Return a method's entry with its PIR and its distances, ranks still open."""
    facts = feasibility.Feasibility(feasibility.annotate(method.card, edition))
    if isinstance(found, str):
        return Entry(method, None, None, facts, _standing(method) or found, rows, points)
    efficiency = _efficiency(found.sdf, found.value)
    return Entry(method, found, efficiency, facts, _standing(method), rows, points)


def _standing(method: Method) -> str | None:
    """Return why a card holds no rank whatever its numbers are; None when it may."""
    card = method.card
    if card.kind == "baseline":
        return "a reference point, not a contestant"
    if card.status == "superseded":
        return f"superseded by {card.superseded_by}"
    return card.reason if card.status == "listed" else None


def _efficiency(sdf: float, pir: float) -> Efficiency:
    return Efficiency(
        BASELINE.offset(sdf, pir), BASELINE.distance(sdf, pir), BASELINE.perpendicular(sdf, pir)
    )


def _efficiency_ranks(entries: list[Entry]) -> list[Entry]:
    """Return the entries with dense ranks; provisional ones get the place they would take."""
    offsets = {
        entry.slug: entry.efficiency.offset
        for entry in entries
        if entry.efficiency and entry.pir and entry.pir.basis != "bridged" and entry.reason is None
    }
    ranks = dense_ranks(offsets)
    return [_ranked(entry, ranks, offsets) for entry in entries]


def _ranked(entry: Entry, ranks: Mapping[str, int], offsets: Mapping[str, float]) -> Entry:
    if entry.efficiency is None or entry.pir is None or entry.reason is not None:
        return entry
    if entry.slug not in ranks:
        efficiency = replace(entry.efficiency, would_rank=place(entry.efficiency.offset, offsets))
        return replace(entry, efficiency=efficiency, reason=BRIDGED if entry.pir.bridge else CONVERTED)
    efficiency = replace(entry.efficiency, rank=ranks[entry.slug])
    return replace(entry, efficiency=efficiency, disputed=_disputed(entry, offsets))


def _disputed(entry: Entry, offsets: Mapping[str, float]) -> tuple[Disputed, ...]:
    """Return the rank at each disputed fraction, where the method stands on the survey's word."""
    survey = entry.method.card.survey
    if survey is None or not survey.disputed_sdf or entry.pir is None or entry.pir.basis != "survey":
        return ()
    others = {slug: offset for slug, offset in offsets.items() if slug != entry.slug}
    found = []
    for given in survey.disputed_sdf:
        sdf = given.selected_size / given.candidate_size
        efficiency = _efficiency(sdf, entry.pir.value)
        found.append(Disputed(given, sdf, replace(efficiency, would_rank=place(efficiency.offset, others))))
    return tuple(found)


def _feasibility_ranks(entries: list[Entry]) -> list[Entry]:
    """Return the entries with feasibility ranks, for every card that may hold a rank."""
    facts = {entry.slug: entry.feasibility.facts for entry in entries if _standing(entry.method) is None}
    ranks = feasibility.rank(facts)
    return [replace(entry, feasibility=ranks.get(entry.slug, entry.feasibility)) for entry in entries]


def _board_order(entry: Entry) -> tuple[object, ...]:
    efficiency = entry.efficiency
    rank = efficiency.rank if efficiency and efficiency.rank is not None else None
    place_ = efficiency.would_rank if efficiency and efficiency.would_rank is not None else 10**9
    return (rank is None, rank or place_, entry.method.card.name.casefold(), entry.slug)


def _table_order(entry: Entry) -> tuple[object, ...]:
    found = entry.feasibility
    name = entry.method.card.name.casefold()
    return (found.rank, found.simplicity_rank, found.flexibility_rank, name, entry.slug)
