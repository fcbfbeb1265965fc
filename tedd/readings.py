"""The numbers of a board with one reading of a discrepancy in the place of the survey's word.

A `Reading` and boards enter, `Numbers` leave. In the survey edition, what the survey made from a number moves
along with it: the baseline through its two methods, and values that came through a bridge whose anchor
changes. In the living edition the baseline is fixed and a value on the survey's word changes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tedd import feasibility
from tedd.bridges import fit
from tedd.direct import pooled
from tedd.discrepancies import FACTS, named_by
from tedd.efficiency import Baseline
from tedd.pir_draws import came_from
from tedd.selection import Algorithm, Step
from tedd.story import simplicity_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.board import Board, Entry
    from tedd.bridges import Bridge
    from tedd.cards import Method
    from tedd.discrepancies import Change, Reading, Rows
    from tedd.feasibility import Annotation
    from tedd.schema import Survey

BASELINE_METHODS = ("instruction-mining", "instructiongpt-4")
"""The methods through which the survey draws its baseline."""
Point = tuple[float, float]
"""SDF and PIR."""


@dataclass(frozen=True)
class Numbers:
    """All that the ranks of a board are made from."""

    points: Mapping[str, Point]
    """SDF and PIR of every method that has a PIR."""
    facts: Mapping[str, Annotation]
    """Facts and penalties of every method that holds a feasibility rank."""
    line: Baseline


def numbers_of(board: Board) -> Numbers:
    """Return the numbers of a board as it is."""
    points = {entry.slug: (entry.pir.sdf, entry.pir.value) for entry in board.entries if entry.pir}
    ranked = (entry for entry in board.entries if entry.feasibility.rank is not None)
    return Numbers(points, {entry.slug: entry.feasibility.facts for entry in ranked}, board.baseline)


def changed(reading: Reading, board: Board, survey: Board, living: Board) -> Numbers:
    """Return the numbers of one of two boards under a reading.

    Rows are looked up on the living board, which has all of them; bridges are the survey's.
    """
    old = numbers_of(board)
    entries = {entry.slug: entry for entry in board.entries}
    full = {entry.slug: entry for entry in living.entries}
    points = dict(old.points)
    for slug, change in reading.changes.items():
        if slug in points and _on_word(entries[slug]):
            points[slug] = _point(points[slug], change, full[slug], survey)
    line = board.baseline
    if board.edition == "survey":
        points |= {} if reading.complete else _carried(points, reading.changes, full, board)
        line = _line(points, old.points, line)
    if not reading.about_facts:
        return Numbers(points, old.facts, line)
    facts = {slug: _facts(entries[slug], given, reading, board) for slug, given in old.facts.items()}
    return Numbers(points, facts, line)


def _facts(entry: Entry, given: Annotation, reading: Reading, board: Board) -> Annotation:
    """Return an entry's facts under a reading."""
    change = reading.changes.get(entry.slug)
    if change is not None and _speaks_for(entry, board):
        given = _annotation(entry, change, board)
    if reading.rule == "no-ceiling":
        given = replace(given, simplicity_penalty=sum(part.penalty for part in simplicity_parts(entry)))
    return given


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
        pir = ratio_of(change.rows, entry)
        bridge = board.bridges.get(change.rows.setting)
        pir = bridge.pir(pir) if bridge else pir
    return change.fraction or sdf, change.pir or pir


def ratio_of(rows: Rows, entry: Entry) -> float:
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
    if not {anchor.slug for bridge in board.bridges.values() for anchor in bridge.anchors} & changed.keys():
        return {}
    anchors = {slug: change.anchor for slug, change in changed.items() if change.anchor}
    surveyed = [(entry, survey) for entry in board.entries if (survey := entry.method.card.survey)]
    new = fit(_anchored(entry, survey, points, anchors, full) for entry, survey in surveyed)
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
    entry: Entry,
    survey: Survey,
    points: Mapping[str, Point],
    anchors: Mapping[str, Rows],
    full: Mapping[str, Entry],
) -> Method:
    """Return a method whose card anchors the bridges with the values of a reading."""
    ratios, rows = dict(survey.ratios), anchors.get(entry.slug)
    if rows is not None:
        ratios[rows.setting] = ratio_of(rows, full[entry.slug])
    pir = points[entry.slug][1] if entry.slug in points else survey.pir
    changed = survey.model_copy(update={"pir": pir, "ratios": ratios})
    return replace(entry.method, card=entry.method.card.model_copy(update={"survey": changed}))


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
