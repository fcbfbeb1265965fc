"""Draws of the PIR that each method stands for, by the way its point value came about.

A `Board` and a `Chance` enter, draws of PIR and SDF leave. Direct values rest on their own rows alone, so no
other card can move their intervals. A value through a bridge is drawn with the bridge: its anchors' PIRs are
the anchors' own draws, so a method and the bridge that rests on it move together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tedd import bridge_draws, point_draws, tie_draws
from tedd.bridge_draws import DrawnLine
from tedd.bridges import BRIDGED_SETTINGS
from tedd.direct import is_direct, is_win_rate
from tedd.draws import Array, Chance
from tedd.kept import kept
from tedd.living_bridges import LivingBridge
from tedd.pir import UNIFIED_JUDGE, carried, is_unified
from tedd.printed import half_unit, half_units, shared_decimals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tedd.board import Board, Entry
    from tedd.bridges import Anchor, Bridge
    from tedd.cards import Method
    from tedd.draws import Source
    from tedd.evidence import OperatingPoint
    from tedd.pir import Pir
    from tedd.schema import Survey

POOLED: Mapping[str, float] = {"win-rate": 0.15, "same-model-benchmark": 0.025, "other-model-benchmark": 0.05}
"""Standard deviation of a log ratio where a board holds no rows to take it from."""


class Drawn(NamedTuple):
    """Draws of one method."""

    pir: Array
    sdf: Array | float
    """One number, unless the fraction of highest ratio changes between draws."""


class Models(NamedTuple):
    """What is worked out of a method's card."""

    halves: tuple[float, ...]
    """Half a unit of the last printed place, by row."""
    points: dict[tuple[int, ...], point_draws.PointModel]
    """Its operating points, by their rows."""


@dataclass(frozen=True)
class Pool:
    """What draws take from all rows of a board, for values that have no rows of their own."""

    deviations: Mapping[str, float]
    """Standard deviation of a log ratio: of a direct PIR, and of a ratio in each bridged setting."""
    survey_half: float
    """Half a unit of the last place of the survey's PIRs."""
    ratio_half: float
    """Half a unit of the last place of the survey's ratios."""
    tie_spreads: Mapping[str | None, float]
    """Standard deviation of a judge's tie rate between studies, in log odds."""


@dataclass(frozen=True)
class Context:
    """A board with everything that its methods' draws share."""

    board: Board
    chance: Chance
    pool: Pool
    tie_rates: Mapping[str | None, Array]
    lines: Mapping[str, DrawnLine]
    """Each bridge in every draw."""
    models: dict[str, Models]
    """What was worked out already, by method; draws with a source switched off use it again."""

    def ratio(self, entry: Entry, point: OperatingPoint) -> Array:
        """Return draws of the ratio of a method's operating point."""
        return point_draws.draw(self.model(entry, point), self.chance, self.tie_rates)

    def model(self, entry: Entry, point: OperatingPoint) -> point_draws.PointModel:
        """Return an operating point, ready to be drawn."""
        if entry.slug not in self.models:
            self.models[entry.slug] = Models(_halves(entry.method), {})
        halves, known = self.models[entry.slug]
        place = tuple(item.index for item in point.rows)
        if place not in known:
            known[place] = point_draws.model(entry.slug, point, self.board.library.vocabulary, halves)
        return known[place]


@kept
def _halves(method: Method) -> tuple[float, ...]:
    return half_units(method.card.evidence)


def context(board: Board, chance: Chance, base: Context | None = None) -> Context:
    """Return what all methods share; `base` is a context of the same board, whose work is used again.

    The bridges' anchors are always drawn from all sources, so that switching off `anchors` and nothing else
    stills the bridges.
    """
    models = base.models if base else {}
    pool = base.pool if base else _pool(Context(board, chance, _EMPTY, {}, {}, models))
    whole = Chance(chance.draws, chance.seed)
    full = Context(board, whole, pool, tie_draws.rates(board, whole, pool.tie_spreads), {}, models)
    lines = {setting: _line(bridge, full, chance) for setting, bridge in board.bridges.items()}
    return Context(board, chance, pool, tie_draws.rates(board, chance, pool.tie_spreads), lines, models)


def drawn(entry: Entry, shared: Context) -> Drawn | None:
    """Return the draws of a method's PIR and SDF; None when it has no PIR."""
    pir = entry.pir
    if pir is None:
        return None
    if pir.point is None:
        return Drawn(_of_survey(entry, shared), pir.sdf)
    points = rivals(entry, pir, shared.board)
    ratios = [shared.ratio(entry, point) for point in points]
    best, sdf = _highest(ratios, [point.sdf for point in points])
    if isinstance(pir.bridge, LivingBridge):
        study = pir.point.rows[0].row.reporter or entry.slug
        best = bridge_draws.along(pir.bridge, pir.point.ratio, best, shared.chance, study)
    elif pir.bridge is not None:
        scatter = pir.bridge.slope * (best - pir.point.ratio)
        best = bridge_draws.across(shared.lines[pir.bridge.setting], pir.point.ratio, scatter)
    return Drawn(best, sdf)


def unmoved(entry: Entry, off: AbstractSet[Source]) -> bool:
    """Whether draws of a method are the same with some sources switched off: its own rows hang on few."""
    pir = entry.pir
    own = pir is not None and pir.point is not None and pir.bridge is None
    return own and off.isdisjoint(point_draws.MOVING)


def rivals(entry: Entry, pir: Pir, board: Board) -> tuple[OperatingPoint, ...]:
    """Return the points that a PIR was the highest of: the fractions of its condition."""
    chosen = pir.point
    if chosen is None:
        return ()
    vocabulary = board.library.vocabulary
    direct = pir.basis == "direct"
    bridge = pir.bridge
    points = carried(entry.points, bridge, vocabulary) if isinstance(bridge, LivingBridge) else entry.points
    return tuple(
        point
        for point in points
        if point.condition[:4] == chosen.condition[:4]
        and _scale(point) == _scale(chosen)
        and (not direct or is_direct(point, vocabulary))
    )


def _scale(point: OperatingPoint) -> tuple[bool, bool]:
    """Return what its ratios divide: wins and losses or not, with a borrowed tie rate or not."""
    return point.counted, any(item.borrowed for item in point.rows)


def _highest(ratios: Sequence[Array], sdfs: Sequence[float]) -> tuple[Array, Array | float]:
    """Return the highest ratio in each draw and the fraction it was reached at."""
    if len(ratios) == 1:
        return ratios[0], sdfs[0]
    best, sdf = ratios[0], np.full(len(ratios[0]), sdfs[0])
    for ratio, other in zip(ratios[1:], sdfs[1:], strict=True):
        sdf = np.where(ratio > best, other, sdf)
        best = np.maximum(ratio, best)
    return best, sdf


def _of_survey(entry: Entry, shared: Context) -> Array:
    """Return draws of a PIR that stands on the survey's word, by what the survey made it from."""
    survey = entry.method.card.survey
    if survey is None or survey.pir is None:
        raise ValueError(f"{entry.slug} has no PIR in the survey")
    setting = came_from(entry, shared.board)
    if setting is not None:
        return _back_through(entry.slug, survey.pir, setting, shared)
    return survey.pir * _relative(entry, survey, shared) + _printing(entry.slug, shared)


def came_from(entry: Entry, board: Board) -> str | None:
    """Return the bridge that a survey value came through; None when it came through none.

    The survey does not say which: a method with nothing but results against other models came through the
    bridge from those, every other through that from benchmarks against the same model.
    """
    survey = entry.method.card.survey
    if survey is None or survey.made_from != "bridged":
        return None
    same, other = BRIDGED_SETTINGS
    settings = {point.condition.setting for point in entry.points}
    chosen = other if other in settings and same not in settings else same
    return chosen if chosen in board.bridges else None


def _back_through(slug: str, pir: float, setting: str, shared: Context) -> Array:
    """Return draws of a bridged survey value: back by the printed line, forth by the drawn one."""
    bridge = shared.board.bridges[setting]
    ratio = (pir - bridge.intercept) / bridge.slope
    noise = ratio * shared.pool.deviations[setting] * shared.chance.normal("making", slug)
    scatter = bridge.slope * noise + _printing(slug, shared)
    return bridge_draws.across(shared.lines[setting], ratio, scatter)


def _printing(slug: str, shared: Context) -> Array:
    return shared.pool.survey_half * shared.chance.uniform("printing", "survey", slug)


def _relative(entry: Entry, survey: Survey, shared: Context) -> Array:
    """Return draws of a survey value over itself: like its own rows if it was made from such, else pooled."""
    point = _rows_behind(entry, survey, shared.board) if survey.made_from == "direct" else None
    if point is None:
        deviation = shared.pool.deviations["win-rate"]
        return np.exp(deviation * shared.chance.normal("making", entry.slug))
    return shared.ratio(entry, point) / point.ratio


def _rows_behind(entry: Entry, survey: Survey, board: Board) -> OperatingPoint | None:
    """Return the win-rate point that a survey value was most likely made from: unified, nearest in value."""
    vocabulary = board.library.vocabulary
    points = [
        point
        for point in entry.points
        if point.ratio and is_win_rate(point, vocabulary) and is_unified(point.condition)
    ]

    def distance(point: OperatingPoint) -> tuple[bool, float]:
        return point.condition.judge != UNIFIED_JUDGE, abs(math.log(point.ratio / (survey.pir or 1.0)))

    return min(points, key=distance, default=None)


_EMPTY = Pool({}, 0.0, 0.0, {})


def _pool(shared: Context) -> Pool:
    """Return mean deviations over methods, one share each, and the survey's decimals."""
    board = shared.board
    surveys = [method.card.survey for method in board.library.methods if method.card.survey]
    deviations = {"win-rate": _pooled("win-rate", shared)}
    deviations |= {setting: _pooled(setting, shared) for setting in board.bridges}
    pirs = half_unit(shared_decimals(survey.pir for survey in surveys if survey.pir is not None))
    ratios = half_unit(shared_decimals(ratio for survey in surveys for ratio in survey.ratios.values()))
    return Pool(deviations, pirs, ratios, tie_draws.spreads(board))


def _pooled(kind: str, shared: Context) -> float:
    """Return the root of the mean variance, of benchmarks without a judge, as the survey's are."""
    vocabulary = shared.board.library.vocabulary
    found = []
    for entry in shared.board.entries:
        if kind == "win-rate":
            points = [point for point in entry.points if is_direct(point, vocabulary)]
        else:
            points = [point for point in entry.points if point.condition.setting == kind]
            points = [point for point in points if point.condition.judge is None] or points
        if points:
            found.append(fmean(shared.model(entry, point).variance for point in points))
    return math.sqrt(fmean(found)) if found else POOLED[kind]


def _line(bridge: Bridge, shared: Context, chance: Chance) -> DrawnLine:
    """Return a bridge in every draw: the printed line where anchors are switched off."""
    if not chance.has("anchors"):
        still = np.ones(chance.draws)
        return DrawnLine(bridge.slope * still, bridge.intercept * still)
    pirs = [_anchor_pir(anchor, shared) + _scatter(anchor, bridge, shared) for anchor in bridge.anchors]
    return bridge_draws.line([anchor.ratio for anchor in bridge.anchors], pirs)


def _scatter(anchor: Anchor, bridge: Bridge, shared: Context) -> Array:
    """Return what the noise and the rounding of an anchor's ratio do at the printed slope."""
    name = (bridge.setting, anchor.slug)
    noise = anchor.ratio * shared.pool.deviations[bridge.setting] * shared.chance.normal("anchors", *name)
    return bridge.slope * (noise + shared.pool.ratio_half * shared.chance.uniform("anchors", *name))


def _anchor_pir(anchor: Anchor, shared: Context) -> Array:
    """Return draws of an anchor's PIR: of its own rows where it has any, never through a bridge."""
    entry = next(entry for entry in shared.board.entries if entry.slug == anchor.slug)
    survey = entry.method.card.survey
    return (
        np.full(shared.chance.draws, anchor.pir)
        if survey is None
        else anchor.pir * _relative(entry, survey, shared)
    )
