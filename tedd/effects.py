"""What a discrepancy does to the order: the boards with one reading in the place of the survey's word.

Boards and `Discrepancy` records enter, `Told` leaves. In the survey edition, what the survey made from a number
moves along with it: the baseline through its two methods, and values that came through a bridge whose anchor
changes. In the living edition the baseline is fixed and a value on the survey's word changes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from tedd import feasibility
from tedd.bridges import BRIDGED_SETTINGS, fit
from tedd.direct import pooled
from tedd.discrepancies import FACTS, named_by
from tedd.efficiency import Baseline, dense_ranks
from tedd.pir_draws import came_from
from tedd.schema import Algorithm, Step
from tedd.story import simplicity_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tedd.board import Board, Entry
    from tedd.bridges import Bridge
    from tedd.cards import Method
    from tedd.discrepancies import Change, Discrepancy, Reading, Rows
    from tedd.feasibility import Annotation

BASELINE_METHODS = ("instruction-mining", "instructiongpt-4")
"""The methods through which the survey draws its baseline."""
BOARDS = ("efficiency", "feasibility")
Point = tuple[float, float]
"""SDF and PIR."""


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
        """The farthest move in the survey edition, of a method it names where there is one; None without any."""
        moves = [(move in effect.own, move) for effect in self.effects for move in effect.survey]
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
    values, moves = _board(reading, survey, living)
    return Effect(reading, values, moves, _board(reading, living, living)[1])


def _board(reading: Reading, board: Board, evidence: Board) -> tuple[tuple[Value, ...], tuple[Move, ...]]:
    """Return what a reading changes on one board; rows are looked up on the board that has all of them."""
    entries = {entry.slug: entry for entry in board.entries}
    full = {entry.slug: entry for entry in evidence.entries}
    changed = {slug: change for slug, change in reading.changes.items() if slug in entries}
    old_points, old_facts = _points(board), _facts(board)
    points = old_points | {
        slug: _point(old_points[slug], change, full[slug], board)
        for slug, change in changed.items()
        if slug in old_points and _on_word(entries[slug])
    }
    line = board.baseline
    if board.edition == "survey":
        points |= {} if reading.complete else _carried(points, changed, full, board)
        line = _line(points, old_points, line)
    facts = old_facts | {
        slug: _annotation(entries[slug], change, board)
        for slug, change in changed.items()
        if slug in old_facts and _speaks_for(entries[slug], board)
    }
    if reading.rule == "no-ceiling":
        facts = {slug: _open_ended(entries[slug], facts[slug]) for slug in facts}
    moves = [*_efficiency_moves(board, points, line, reading.rule), *_feasibility_moves(board, facts)]
    values = [*_ratios(changed, full), *_values(old_points, points, old_facts, facts)]
    return tuple(values), tuple(moves)


def _points(board: Board) -> dict[str, Point]:
    return {entry.slug: (entry.pir.sdf, entry.pir.value) for entry in board.entries if entry.pir}


def _facts(board: Board) -> dict[str, Annotation]:
    return {
        entry.slug: entry.feasibility.facts for entry in board.entries if entry.feasibility.rank is not None
    }


def _on_word(entry: Entry) -> bool:
    """Whether an entry's PIR is the survey's word, so that another word changes it."""
    return entry.pir is not None and entry.pir.basis == "survey"


def _speaks_for(entry: Entry, board: Board) -> bool:
    """Whether the survey's facts are those of a board: elsewhere a card has its own by now."""
    survey = entry.method.card.survey
    return board.edition == "survey" or (survey is not None and survey.selector is None)


def _point(old: Point, change: Change, entry: Entry, board: Board) -> Point:
    """Return SDF and PIR with a change in place."""
    sdf, pir = old
    if change.rows is not None:
        pir = _ratio(change.rows, entry)
        bridge = board.bridges.get(change.rows.setting)
        pir = bridge.pir(pir) if bridge else pir
    return change.fraction or sdf, change.pir or pir


def _ratio(rows: Rows, entry: Entry) -> float:
    """Return the ratio of some rows of a card, averaged as asked."""
    point = named_by(rows, entry.points)[0]
    if rows.average == "pooled":
        return pooled(point) or point.ratio
    if rows.average == "one-less" and len(point.rows) > 1:
        return point.ratio * len(point.rows) / (len(point.rows) - 1)
    return point.ratio


def _carried(
    points: Mapping[str, Point], changed: Mapping[str, Change], full: Mapping[str, Entry], board: Board
) -> dict[str, Point]:
    """Return the points whose PIR came through a bridge that another anchor bends."""
    anchors = {slug: change.anchor for slug, change in changed.items() if change.anchor}
    new = fit(_anchored(entry, points, anchors, full) for entry in board.entries)
    found = {}
    for entry in board.entries:
        setting = came_from(entry, board)
        if setting is not None and setting in new and entry.slug in points.keys() - changed.keys():
            old = board.bridges[setting]
            if old.anchors != new[setting].anchors:
                sdf, pir = points[entry.slug]
                found[entry.slug] = (sdf, new[setting].pir(_back(pir, old)))
    return found


def _back(pir: float, bridge: Bridge) -> float:
    """Return the ratio that a bridge turned into a PIR."""
    return (pir - bridge.intercept) / bridge.slope


def _anchored(
    entry: Entry, points: Mapping[str, Point], anchors: Mapping[str, Rows], full: Mapping[str, Entry]
) -> Method:
    """Return a method whose card anchors the bridges with the values of a reading."""
    card = entry.method.card
    if card.survey is None:
        return entry.method
    ratios, rows = dict(card.survey.ratios), anchors.get(entry.slug)
    if rows is not None and rows.setting in BRIDGED_SETTINGS:
        ratios[rows.setting] = _ratio(rows, full[entry.slug])
    pir = points[entry.slug][1] if entry.slug in points else card.survey.pir
    survey = card.survey.model_copy(update={"pir": pir, "ratios": ratios})
    return replace(entry.method, card=card.model_copy(update={"survey": survey}))


def _line(points: Mapping[str, Point], old: Mapping[str, Point], line: Baseline) -> Baseline:
    """Return the baseline, drawn anew when one of its two methods moved; two equal fractions give no line."""
    if all(points.get(slug) == old.get(slug) for slug in BASELINE_METHODS):
        return line
    one, other = sorted(points[slug] for slug in BASELINE_METHODS)
    return Baseline((one, other)) if one[0] < other[0] else line


def _annotation(entry: Entry, change: Change, board: Board) -> Annotation:
    """Return facts and penalties with a change in place."""
    card = entry.method.card
    theirs = card.survey if board.edition == "survey" else None
    selector = (theirs.selector if theirs else None) or card.selector
    algorithm = (theirs.algorithm if theirs else None) or card.algorithm
    given = {field: getattr(change, field) for field in FACTS if getattr(change, field) is not None}
    steps = given.pop("steps", None)
    if steps is not None:
        algorithm = Algorithm(steps=tuple(Step(do=f"Step {n + 1}") for n in range(steps)))
    changed = card.model_copy(
        update={"selector": selector.model_copy(update=given), "algorithm": algorithm, "survey": None}
    )
    return feasibility.annotate(changed, board.edition)


def _open_ended(entry: Entry, facts: Annotation) -> Annotation:
    """Return facts whose simplicity penalty has no ceiling."""
    return replace(facts, simplicity_penalty=sum(part.penalty for part in simplicity_parts(entry)))


def _efficiency_moves(
    board: Board, points: Mapping[str, Point], line: Baseline, rule: str | None
) -> Iterator[Move]:
    """Yield who changes rank; only the three distances of the survey's order can be asked for."""
    measure = {"vertical": line.offset, "perpendicular": line.perpendicular}.get(rule or "", line.distance)
    # a baseline that falls turns the sign of its sine: what lies above it is better all the same
    measure = line.offset if rule is None and line.slope <= 0 else measure
    old = {e.slug: e.efficiency.rank for e in board.entries if e.efficiency and e.efficiency.rank is not None}
    ranks = dense_ranks({slug: measure(*points[slug]) for slug in old})
    for slug, rank in old.items():
        if ranks[slug] != rank:
            yield Move(slug, "efficiency", rank, ranks[slug])


def _feasibility_moves(board: Board, facts: Mapping[str, Annotation]) -> Iterator[Move]:
    ranks = feasibility.rank(facts)
    for entry in board.by_feasibility():
        old, new = entry.feasibility.rank, ranks[entry.slug].rank
        if old is not None and new is not None and new != old:
            yield Move(entry.slug, "feasibility", old, new)


def _ratios(changed: Mapping[str, Change], full: Mapping[str, Entry]) -> Iterator[Value]:
    """Yield the ratios that anchor a bridge."""
    for slug, change in changed.items():
        survey = full[slug].method.card.survey
        old = survey.ratios.get(change.anchor.setting) if survey and change.anchor else None
        if old is not None and change.anchor:
            yield Value(slug, "benchmark ratio", old, _ratio(change.anchor, full[slug]))


def _values(
    old_points: Mapping[str, Point],
    points: Mapping[str, Point],
    old_facts: Mapping[str, Annotation],
    facts: Mapping[str, Annotation],
) -> Iterator[Value]:
    for slug, (sdf, pir) in points.items():
        old_sdf, old_pir = old_points[slug]
        if pir != old_pir:
            yield Value(slug, "PIR", old_pir, pir)
        if sdf != old_sdf:
            yield Value(slug, "SDF", old_sdf, sdf)
    for slug, now in facts.items():
        was = old_facts[slug]
        if now.simplicity_penalty != was.simplicity_penalty:
            yield Value(slug, "simplicity penalty", was.simplicity_penalty, now.simplicity_penalty)
        if now.flexibility_penalty != was.flexibility_penalty:
            yield Value(slug, "flexibility penalty", was.flexibility_penalty, now.flexibility_penalty)
