"""What a discrepancy does to the order: which values and which ranks change under each of its readings.

Both boards and `Discrepancy` records enter, `Told` leaves. The boards themselves stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tedd import feasibility
from tedd.efficiency import dense_ranks
from tedd.readings import changed, numbers_of, ratio_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tedd.board import Board
    from tedd.discrepancies import Discrepancy, Reading
    from tedd.readings import Numbers


@dataclass(frozen=True)
class Value:
    """A number of one method that a reading changes."""

    slug: str
    what: Literal["PIR", "SDF", "benchmark ratio", "simplicity penalty", "flexibility penalty"]
    old: float
    new: float


@dataclass(frozen=True)
class Move:
    """A method whose rank changes."""

    slug: str
    board: Literal["efficiency", "feasibility"]
    old: int
    new: int

    @property
    def places(self) -> int:
        """How many places it moves."""
        return abs(self.new - self.old)


@dataclass(frozen=True)
class Effect:
    """What one reading does."""

    reading: Reading
    values: tuple[Value, ...]
    """Numbers that change in the survey edition, those that move along included."""
    survey: tuple[Move, ...]
    """Ranks that change in the survey edition."""
    living: tuple[Move, ...]
    """Ranks that change in the living edition."""

    @property
    def own_values(self) -> tuple[Value, ...]:
        """The numbers of the methods that the reading names, or all that a rule changes."""
        named = self.reading.changes or {value.slug for value in self.values}
        return tuple(value for value in self.values if value.slug in named)

    @property
    def other_values(self) -> tuple[Value, ...]:
        """The numbers that move along with them."""
        return tuple(value for value in self.values if value not in self.own_values)

    @property
    def own(self) -> tuple[Move, ...]:
        """The moves of the methods that the reading names."""
        return tuple(move for move in self.survey if move.slug in self.reading.changes)

    @property
    def own_living(self) -> tuple[Move, ...]:
        """The moves of those methods in the living edition."""
        return tuple(move for move in self.living if move.slug in self.reading.changes)

    @property
    def others(self) -> tuple[Move, ...]:
        """The moves of all other methods."""
        return tuple(move for move in self.survey if move.slug not in self.reading.changes)


@dataclass(frozen=True)
class Told:
    """A discrepancy with all that it does."""

    key: str
    given: Discrepancy
    effects: tuple[Effect, ...]

    @property
    def top(self) -> Move | None:
        """The farthest move in the survey edition, of a method it names where two are equal."""
        moves = [
            (move.slug in effect.reading.changes, move) for effect in self.effects for move in effect.survey
        ]
        return max(moves, key=lambda pair: (pair[1].places, pair[0]), default=(False, None))[1]

    @property
    def farthest(self) -> int:
        """The most places that any method moves in the survey edition; 0 when no rank changes."""
        return self.top.places if self.top else 0

    @property
    def moves(self) -> bool:
        """Whether a rank changes in either edition."""
        return any(effect.survey or effect.living for effect in self.effects)


def told(found: Mapping[str, Discrepancy], survey: Board, living: Board) -> tuple[Told, ...]:
    """Return every discrepancy with its effects: what moves a rank first, farthest first, then by key."""
    items = [
        Told(key, given, tuple(effect(reading, survey, living) for reading in given.instead))
        for key, given in found.items()
    ]
    return tuple(sorted(items, key=lambda item: (not item.moves, -item.farthest, not item.effects, item.key)))


def effect(reading: Reading, survey: Board, living: Board) -> Effect:
    """Return what a reading changes in both editions."""
    now = changed(reading, survey, survey, living)
    values = (*_ratios(reading, living), *_values(numbers_of(survey), now))
    later = changed(reading, living, survey, living)
    return Effect(reading, values, _moves(survey, now, reading), _moves(living, later, reading))


def _moves(board: Board, numbers: Numbers, reading: Reading) -> tuple[Move, ...]:
    by_facts = _feasibility_moves(board, numbers) if reading.about_facts else ()
    return (*_efficiency_moves(board, numbers, reading), *by_facts)


def _efficiency_moves(board: Board, numbers: Numbers, reading: Reading) -> Iterator[Move]:
    """Yield who changes rank; where the baseline falls, its sine would turn the order round."""
    line = numbers.line
    measure = {"perpendicular": line.perpendicular, None: line.distance}.get(reading.rule, line.offset)
    measure = measure if line.slope > 0 else line.offset
    old = {e.slug: e.efficiency.rank for e in board.entries if e.efficiency and e.efficiency.rank is not None}
    ranks = dense_ranks({slug: measure(*numbers.points[slug]) for slug in old})
    for slug, rank in old.items():
        if ranks[slug] != rank:
            yield Move(slug, "efficiency", rank, ranks[slug])


def _feasibility_moves(board: Board, numbers: Numbers) -> Iterator[Move]:
    ranks = feasibility.rank(numbers.facts)
    for entry in board.by_feasibility():
        old, new = entry.feasibility.rank, ranks[entry.slug].rank
        if old is not None and new is not None and new != old:
            yield Move(entry.slug, "feasibility", old, new)


def _ratios(reading: Reading, living: Board) -> Iterator[Value]:
    """Yield the ratios that anchor a bridge."""
    for entry in living.entries:
        change, survey = reading.changes.get(entry.slug), entry.method.card.survey
        if change and change.anchor and survey and change.anchor.setting in survey.ratios:
            old = survey.ratios[change.anchor.setting]
            yield Value(entry.slug, "benchmark ratio", old, ratio_of(change.anchor, entry))


def _values(old: Numbers, new: Numbers) -> Iterator[Value]:
    for slug, (sdf, pir) in new.points.items():
        old_sdf, old_pir = old.points[slug]
        if pir != old_pir:
            yield Value(slug, "PIR", old_pir, pir)
        if sdf != old_sdf:
            yield Value(slug, "SDF", old_sdf, sdf)
    for slug, now in new.facts.items():
        was = old.facts[slug]
        if now.simplicity_penalty != was.simplicity_penalty:
            yield Value(slug, "simplicity penalty", was.simplicity_penalty, now.simplicity_penalty)
        if now.flexibility_penalty != was.flexibility_penalty:
            yield Value(slug, "flexibility penalty", was.flexibility_penalty, now.flexibility_penalty)
