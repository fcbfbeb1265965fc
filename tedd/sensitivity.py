"""What the order of the board hangs on: the same evidence ranked under other choices, one choice at a time.

A `Board` enters; `Alternative`s leave, each with its ranks and Kendall's tau against the default. Nothing
here changes the board. The weights of feasibility: `tedd.weight_grid`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import linear_regression, median
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from tedd.bridges import Bridge
from tedd.direct import pooled
from tedd.efficiency import Baseline, dense_ranks
from tedd.pir_draws import came_from, rivals
from tedd.uncertainty import with_free_baseline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tedd.board import Board, Entry

FIXED_SDF = 0.05
"""The fraction that most methods report; `fixed fraction` takes each method's result nearest to it."""
MOST_PAIRED = 30
"""Up to this many ranked methods a baseline goes through every pair; above, through pairs of `FEW`."""
FEW = 8
"""Methods that stand for a large board, evenly spread over its order."""
ALIKE, APART = 0.9, 0.7
"""A choice matters little if no tau falls below the first, much if half of them fall below the second."""

Weight = Literal["nothing", "little", "some", "much"]
Point = tuple[float, float]
"""SDF and PIR."""


@dataclass(frozen=True)
class Alternative:
    """The order of the ranked methods under one other choice."""

    kind: str
    """Which choice: baseline, draws, free, anchor, fraction, mean, weights."""
    what: str
    """What was chosen instead."""
    ranks: Mapping[str, int]
    """Dense ranks."""
    tau: float
    """Kendall's tau-b against the default order: 1 is the same order."""
    offsets: Mapping[str, float] = field(default_factory=dict)
    """Offsets from the alternative's own line; empty where ranks do not come from offsets."""

    @property
    def first(self) -> tuple[str, ...]:
        """Who holds rank 1."""
        return tuple(slug for slug, rank in self.ranks.items() if rank == 1)


@dataclass(frozen=True)
class Stability:
    """How far a method's rank moves over all alternatives of one kind."""

    slug: str
    rank: int
    best: int
    worst: int


class Move(NamedTuple):
    """A method's rank by default and under an alternative."""

    slug: str
    before: int
    after: int


@dataclass(frozen=True)
class Summary:
    """What one kind of choice does to the order."""

    kind: str
    count: int
    """Alternatives of the kind."""
    lowest: float
    """Smallest tau."""
    median: float
    highest: float
    kept_first: int
    """Alternatives under which the default's first method is first, alone or with others."""
    most: Stability
    """The method whose rank moves farthest."""

    @property
    def weight(self) -> Weight:
        """How much the choice matters."""
        if self.lowest >= 1:
            return "nothing"
        if self.lowest >= ALIKE:
            return "little"
        return "much" if self.median < APART else "some"


def alternatives(board: Board) -> tuple[Alternative, ...]:
    """Return the orders by efficiency under other baselines, anchors, fractions and means."""
    points = {
        entry.slug: (entry.pir.sdf, entry.pir.value) for entry in board.entries if entry.ranked and entry.pir
    }
    if len(points) < 2:  # noqa: PLR2004 # nothing to order
        return ()
    return (
        *_baselines(board, points),
        *_drawn_baseline(board),
        *_anchors(board, points),
        _alternative("fraction", f"nearest to SDF {FIXED_SDF:g}", _fixed(board, points), board),
        _alternative("mean", "all wins over all losses", _pooled(board, points), board),
    )


def _alternative(
    kind: str, what: str, points: Mapping[str, Point], board: Board, line: Baseline | None = None
) -> Alternative:
    line = line or board.baseline
    offsets = {slug: line.offset(sdf, pir) for slug, (sdf, pir) in points.items()}
    return _compared(kind, what, dense_ranks(offsets), board, offsets)


def _compared(
    kind: str, what: str, ranks: Mapping[str, int], board: Board, offsets: Mapping[str, float]
) -> Alternative:
    default = default_ranks(board)
    tau = kendall([default[slug] for slug in ranks], list(ranks.values()))
    return Alternative(kind, what, ranks, tau, offsets)


def default_ranks(board: Board) -> dict[str, int]:
    """Return the efficiency ranks of the board itself, in its order."""
    found = ((entry.slug, entry.efficiency and entry.efficiency.rank) for entry in board.entries)
    return {slug: rank for slug, rank in found if rank}


def _drawn_baseline(board: Board) -> Iterable[Alternative]:
    """Yield the order of mean ranks over the draws, with the baseline fixed and with it drawn too."""
    found = board.uncertainty
    if found is None or len(found.first) > MOST_PAIRED:
        return
    freed = with_free_baseline(board, draws=found.draws, seed=found.seed)
    means = {
        "draws": {slug: one.fixed_mean for slug, one in freed.items()},
        "free": {slug: one.mean for slug, one in freed.items()},
    }
    whats = ("mean rank over the draws", "mean rank over draws of the baseline too")
    for (kind, of), what in zip(means.items(), whats, strict=True) if freed else ():
        yield _compared(kind, what, dense_ranks(of, largest_first=False), board, {})


def _baselines(board: Board, points: Mapping[str, Point]) -> Iterable[Alternative]:
    """Yield the order under a level line and under the line through every other pair of ranked methods.

    Only lines that rise: the baseline stands for an efficiency curve, and the survey's rise (property 1).
    """
    (s1, p1), (s2, _) = board.baseline.points
    yield _alternative("baseline", "level: PIR alone", points, board, Baseline(((s1, p1), (s2, p1))))
    names = {entry.slug: entry.method.card.name for entry in board.entries}
    paired = list(points) if len(points) <= MOST_PAIRED else list(points)[:: -(-len(points) // FEW)]
    for one, other in itertools.combinations(sorted(paired), 2):
        left, right = sorted((points[one], points[other]))
        if left[0] < right[0] and left[1] < right[1] and (left, right) != board.baseline.points:
            yield _alternative(
                "baseline", f"{names[one]} and {names[other]}", points, board, Baseline((left, right))
            )


def _anchors(board: Board, points: Mapping[str, Point]) -> Iterable[Alternative]:
    """Yield the order without each anchor; where one is left, the board's own step in."""
    for setting, bridge in board.bridges.items():
        spare = [anchor for anchor in _own_anchors(board, setting) if anchor[0] not in _slugs(bridge)]
        for gone in bridge.anchors:
            kept = [(anchor.ratio, anchor.pir) for anchor in bridge.anchors if anchor != gone]
            others = [anchor[1:] for anchor in spare] if len(kept) < 2 else []  # noqa: PLR2004 # a line needs two
            if len({ratio for ratio, _ in kept + others}) > 1:
                slope, intercept = linear_regression(*zip(*(kept + others), strict=True))
                moved = _moved(board, points, bridge, Bridge(setting, slope, intercept, ()))
                stand_in = f" for {', '.join(anchor[0] for anchor in spare)}" if others else ""
                yield _alternative("anchor", f"{setting} without {gone.slug}{stand_in}", moved, board)


def _slugs(bridge: Bridge) -> set[str]:
    return {anchor.slug for anchor in bridge.anchors}


def _own_anchors(board: Board, setting: str) -> list[tuple[str, float, float]]:
    """Return slug, ratio and PIR of direct methods with a ratio of the same model."""
    found = []
    for entry in board.entries:
        direct = entry.pir.point if entry.pir and entry.pir.basis == "direct" else None
        for point in entry.points if direct else ():
            same = direct and point.condition == direct.condition._replace(setting=setting, judge=None)
            if same and direct and point.sdf == direct.sdf:
                found.append((entry.slug, point.ratio, direct.ratio))
    return found


def _moved(board: Board, points: Mapping[str, Point], old: Bridge, new: Bridge) -> dict[str, Point]:
    """Return the points with survey values of one bridge carried over by another line."""
    came = {entry.slug for entry in board.entries if entry.ranked and _through(entry, old.setting, board)}
    return {
        slug: (sdf, new.pir((pir - old.intercept) / old.slope) if slug in came else pir)
        for slug, (sdf, pir) in points.items()
    }


def _through(entry: Entry, setting: str, board: Board) -> bool:
    on_word = entry.pir is not None and entry.pir.basis == "survey"
    return on_word and came_from(entry, board) == setting


def _fixed(board: Board, points: Mapping[str, Point]) -> dict[str, Point]:
    """Return the points at the fraction nearest to `FIXED_SDF`, where a method has several."""
    found = dict(points)
    for entry in board.entries:
        if entry.slug in found and entry.pir and entry.pir.point:
            near = min(rivals(entry, entry.pir, board), key=lambda point: abs(point.sdf - FIXED_SDF))
            found[entry.slug] = (near.sdf, near.ratio)
    return found


def _pooled(board: Board, points: Mapping[str, Point]) -> dict[str, Point]:
    """Return the points with all wins over all losses instead of the mean of ratios."""
    found = dict(points)
    for entry in board.entries:
        ratio = pooled(entry.pir.point) if entry.pir and entry.pir.point else None
        if entry.slug in found and ratio is not None:
            found[entry.slug] = (found[entry.slug][0], ratio)
    return found


def kendall(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Kendall's tau-b, which allows for ties; 1 when nothing can be ordered."""
    first, second = (np.sign(np.subtract.outer(values, values)) for values in (one, other))
    size = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / size if size else 1.0


def stability(found: Iterable[Alternative], default: Mapping[str, int]) -> tuple[Stability, ...]:
    """Return how far each method's rank moves over some alternatives, in the default order."""
    ranks: dict[str, list[int]] = defaultdict(list)
    for one in found:
        for slug, rank in one.ranks.items():
            ranks[slug].append(rank)
    return tuple(
        Stability(slug, rank, min([rank, *ranks[slug]]), max([rank, *ranks[slug]]))
        for slug, rank in default.items()
    )


def farthest(found: Alternative, default: Mapping[str, int]) -> Move | None:
    """Return the method that an alternative moves farthest, of equals the one first on the board."""
    moves = (Move(slug, rank, found.ranks[slug]) for slug, rank in default.items())
    most = max(moves, key=lambda move: abs(move.after - move.before), default=None)
    return most if most and most.after != most.before else None


def summaries(found: Iterable[Alternative], default: Mapping[str, int]) -> tuple[Summary, ...]:
    """Return what each kind of choice does to the order, in the order in which the kinds come."""
    kinds: dict[str, list[Alternative]] = defaultdict(list)
    for one in found:
        kinds[one.kind].append(one)
    return tuple(_summary(kind, of_kind, default) for kind, of_kind in kinds.items())


def _summary(kind: str, found: Sequence[Alternative], default: Mapping[str, int]) -> Summary:
    taus = [one.tau for one in found]
    first = {slug for slug, rank in default.items() if rank == 1}
    kept = sum(not first.isdisjoint(one.first) for one in found)
    most = max(stability(found, default), key=lambda one: one.worst - one.best)
    return Summary(kind, len(found), min(taus), median(taus), max(taus), kept, most)
