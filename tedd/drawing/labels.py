"""Places labels beside points so that none covers another label, a point or the end of a line.

Boxes and segments in pixels enter, boxes leave; nothing here knows what is drawn or with what. The same
input always gives the same places: candidates are tried in a fixed order and nothing is random.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from tedd.drawing.geometry import Box, Located, Segment
from tedd.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tedd.drawing.geometry import Point, Sides

GAP = 2.0
"""Least distance between two labels, and between a label and a point that is not its own, in pixels."""
LEADER_GAP = 3.0
"""From a label's nearest possible place to where its leader line begins, towards the point, in pixels."""
DISTANCES = (12.0, 22.0, 34.0, 48.0, 64.0, 84.0, 108.0)
"""How far a label may move away from its point, in pixels beyond the point's edge."""
ALL_ORDERS = 30
"""With more labels than this only one order is tried, since each takes its time."""
CROWD = 60.0
"""Points nearer than this are neighbours, in pixels."""
ROUNDS = 2
"""Times every label is offered a better place once all are placed."""
_LEADER_COST = 8.0
_CROSSED_LEADER = 0.4
_MISTAKEN = 20.0
_AXIS_FIRST = {0: 0.0, 180: 1.0, 90: 2.0, 270: 2.5}
_MIDDLE = 0.4
_WAYS = sorted(
    [(_AXIS_FIRST.get(angle, 3.0), angle, 0.0) for angle in range(0, 360, 45)]
    + [
        (away + _AXIS_FIRST.get(angle, 3.0) + _LEADER_COST, angle, away)
        for away in DISTANCES
        for angle in range(0, 360, 15)
    ]
)
"""All ways to leave a point, cheapest first: least cost, angle in degrees, distance."""
_AWAY = np.array([away for *_, away in _WAYS])
_COS = np.array([math.cos(math.radians(angle)) for _, angle, _ in _WAYS])
_SIN = np.array([math.sin(math.radians(angle)) for _, angle, _ in _WAYS])
_BEFORE = np.where(_COS > _MIDDLE, 0.0, np.where(_COS < -_MIDDLE, 1.0, 0.5))
"""How much of a label's width lies left of where it leaves the point: none, all, or half of it."""
_BELOW = np.where(_SIN > _MIDDLE, 0.0, np.where(_SIN < -_MIDDLE, 1.0, 0.5))
"""How much of its height lies below."""

Align = Literal["left", "center", "right"]
_ALIGN: dict[float, Align] = {0.0: "left", 0.5: "center", 1.0: "right"}
"""By how much of the width lies left."""


@dataclass(frozen=True)
class Request:
    """A label that wants a place near its point."""

    key: str
    x: float
    y: float
    width: float
    height: float
    reach: float = 8.0
    """From the point's centre to where a label may begin, in pixels."""


@dataclass(frozen=True)
class Scene:
    """What labels must keep clear of."""

    area: Box
    """Labels stay inside."""
    blocked: tuple[Box, ...] = ()
    """Points, ends of lines and fixed words: never covered."""
    lines: tuple[Segment, ...] = ()
    """Lines: covered only where every other place costs more."""
    points: tuple[Point, ...] = ()
    """All points: a label close to somebody else's would seem to be that one's."""


@dataclass(frozen=True)
class Placed:
    """Where a label stands."""

    box: Box
    align: Align
    """Which way the text is anchored in its box, so that a narrower font stays beside the point."""
    leader: Segment | None = None
    """Line from the point to a label that had to move away."""
    cost: float = field(default=0.0, compare=False)


@kept
def place(requests: Sequence[Request], scene: Scene) -> dict[str, Placed]:
    """Return the places of the labels that fit; where not all do, those that come first in `requests`.

    A label without a place is absent from the answer.
    """
    around = _around(scene)
    choices = {request.key: around.choices(request) for request in requests}

    orders = [list(requests), _crowded_first(requests), list(requests)[::-1]]
    found = []
    for order in orders if len(requests) <= ALL_ORDERS else orders[:1]:
        places = _greedy(order, choices)
        for request in order:
            if request.key not in places:
                _insert(request.key, places, choices)
        found.append(_improved(order, places, choices))
    return max(found, key=lambda places: _worth(requests, places))


class _Around:
    """What a scene has, in a form that tells at once what of it is near a place, and labels' places in it."""

    def __init__(self, scene: Scene) -> None:
        self.area = scene.area
        self.blocked = Located.of(scene.blocked, scene.blocked)
        self.lines = Located.of(scene.lines, (line.around for line in scene.lines))
        self.points = Located.of(scene.points, (Box.around(*point, 0.0) for point in scene.points))
        self._known: dict[Request, _Choices] = {}

    def choices(self, request: Request) -> _Choices:
        """Return a label's places, those found by an earlier call as well."""
        if request not in self._known:
            self._known[request] = _Choices(request, self)
        return self._known[request]


@lru_cache(maxsize=1)
def _around(scene: Scene) -> _Around:
    """Return it for a scene; the latest is kept, since labels that give up a name are all placed anew."""
    return _Around(scene)


class _Choices:
    """A label's places that the scene allows, with their costs; these are worked out only as far as asked."""

    def __init__(self, request: Request, around: _Around) -> None:
        reach = Box.around(request.x, request.y, request.reach + DISTANCES[-1])
        wide, high = request.width + GAP, request.height + GAP
        near = Box(reach.x0 - wide, reach.y0 - high, reach.x1 + wide, reach.y1 + high)
        self._request, self._near = request, near
        self._blocked, self._lines, self._points = around.blocked, around.lines, around.points
        self._known: list[tuple[float, Placed]] = []
        self._ways = iter(_free(_candidates(request), around.area, around.blocked.near(near).sides))

    def __iter__(self) -> Iterator[tuple[float, Placed]]:
        """Yield the least that this and all later places cost, and the place, whose cost may be higher."""
        yield from self._known
        for way, box in self._ways:
            least, _, away = _WAYS[way]
            leader = _leader(self._request, box) if away else None
            if leader is None or self._clear(leader):
                candidate = Placed(box, _ALIGN[_BEFORE[way]], leader)
                cost = least + _covered(candidate, self._lines)
                cost += self._mistaken(candidate.box)
                self._known.append((least, replace(candidate, cost=cost)))
                yield self._known[-1]

    def _clear(self, leader: Segment) -> bool:
        """Whether a line from the point covers nothing but what is at the point."""
        own = self._request.x, self._request.y
        return not any(box.touches(leader) and not box.has(own) for box in self._blocked.near(leader.around))

    def _mistaken(self, box: Box) -> float:
        """Return what it costs to stand closer to other points than to one's own."""
        own = self._request.x, self._request.y
        close = min(math.dist(own, box.nearest(own)), self._request.reach * 2)
        near = self._points.near(box.wider(close + 1))  # a pixel for rounding
        others = (point for point in near if point != own and self._near.has(point))
        return _MISTAKEN * sum(math.dist(point, box.nearest(point)) < close for point in others)


def _crowded_first(requests: Sequence[Request]) -> list[Request]:
    """Return the labels whose points have the most neighbours first."""

    def neighbours(request: Request) -> int:
        return sum(math.dist((request.x, request.y), (other.x, other.y)) < CROWD for other in requests)

    return sorted(requests, key=neighbours, reverse=True)


def _worth(requests: Sequence[Request], found: Mapping[str, Placed]) -> tuple[int, tuple[bool, ...], float]:
    """More labels are better; among as many, the first ones matter most, then what the places cost."""
    served = tuple(request.key in found for request in requests)
    return len(found), served, -sum(placed.cost for placed in found.values())


def _greedy(order: Iterable[Request], choices: Mapping[str, _Choices]) -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    for request in order:
        if place_ := _cheapest(choices[request.key], list(found.values())):
            found[request.key] = place_
    return found


def _insert(key: str, found: dict[str, Placed], choices: Mapping[str, _Choices]) -> None:
    """Place a label that found no room, where one label alone is in its way and can move elsewhere."""
    for _, candidate in choices[key]:
        in_the_way = [other for other, placed in found.items() if _collide(candidate, placed)]
        if len(in_the_way) <= 1:
            others = [placed for other, placed in found.items() if other not in in_the_way]
            moved = {other: _cheapest(choices[other], [*others, candidate]) for other in in_the_way}
            if all(moved.values()):
                found |= {key: candidate} | {other: placed for other, placed in moved.items() if placed}
                return


def _improved(
    order: Sequence[Request], found: dict[str, Placed], choices: Mapping[str, _Choices]
) -> dict[str, Placed]:
    for _ in range(ROUNDS):
        before = dict(found)
        for request in order:
            others = [placed for key, placed in found.items() if key != request.key]
            if better := _cheapest(choices[request.key], others):
                found[request.key] = better
        if found == before:
            break
    return found


def _cheapest(choices: _Choices, placed: Sequence[Placed]) -> Placed | None:
    """Return the place of least cost that is clear of the labels placed so far."""
    best: Placed | None = None
    for least, candidate in choices:
        if best and least >= best.cost:
            break
        better = best is None or candidate.cost < best.cost
        if better and not any(_collide(candidate, other) for other in placed):
            best = candidate
    return best


def _collide(one: Placed, other: Placed) -> bool:
    """Whether two labels or their leaders come upon each other."""
    if one.box.overlaps(other.box, GAP):
        return True
    if other.leader and one.box.touches(other.leader):
        return True
    if one.leader is None:
        return False
    return other.box.touches(one.leader) or bool(other.leader and one.leader.crosses(other.leader))


def _candidates(request: Request) -> Sides:
    """Return the box of each way."""
    reach = request.reach + _AWAY
    left = request.x + _COS * reach - _BEFORE * request.width
    low = request.y + _SIN * reach - _BELOW * request.height
    return np.array([left, low, left + request.width, low + request.height])


def _free(candidates: Sides, area: Box, blocked: Sides) -> list[tuple[int, Box]]:
    """Return the ways whose boxes lie in an area, clear of all that is blocked, with the boxes."""
    x0, y0, x1, y1 = candidates
    inside = np.flatnonzero((x0 >= area.x0) & (y0 >= area.y0) & (x1 <= area.x1) & (y1 <= area.y1))
    x0, y0, x1, y1 = candidates[:, inside, None]
    left, low, right, top = blocked
    gap = GAP / 2
    over = (x0 < right + gap) & (left < x1 + gap) & (y0 < top + gap) & (low < y1 + gap)
    free = inside[~over.any(axis=1)]
    return [(way, Box(*candidates[:, way].tolist())) for way in free.tolist()]


def _leader(request: Request, box: Box) -> Segment:
    """Return the line from the point's edge to the box."""
    end = box.nearest((request.x, request.y))
    length = math.dist((request.x, request.y), end) or 1.0
    share = min(1.0, (request.reach - LEADER_GAP) / length)
    start = request.x + (end[0] - request.x) * share, request.y + (end[1] - request.y) * share
    return Segment(start, end)


def _covered(candidate: Placed, lines: Located[Segment]) -> float:
    """Return what covering lines costs: all of it under a label, part of it where a leader crosses."""
    cost, leader = 0.0, candidate.leader
    for line in lines.near(candidate.box.with_(leader.around) if leader else candidate.box):
        if candidate.box.touches(line):
            cost += line.cost
        elif leader and leader.crosses(line):
            cost += line.cost * _CROSSED_LEADER
    return cost
