"""Places labels beside points so that none covers another label, a point or the end of a line.

Boxes and segments in pixels enter, boxes leave; nothing here knows what is drawn or with what. The same
input always gives the same places: candidates are tried in a fixed order and nothing is random.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from tedd.drawing.geometry import Box, Segment
from tedd.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tedd.drawing.geometry import Point

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

Align = Literal["left", "center", "right"]


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
    blocked: Sequence[Box] = ()
    """Points, ends of lines and fixed words: never covered."""
    lines: Sequence[Segment] = ()
    """Lines: covered only where every other place costs more."""
    points: Sequence[Point] = ()
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
    choices = {request.key: _Choices(request, scene) for request in requests}

    orders = [list(requests), _crowded_first(requests), list(requests)[::-1]]
    found = []
    for order in orders if len(requests) <= ALL_ORDERS else orders[:1]:
        places = _greedy(order, choices)
        for request in order:
            if request.key not in places:
                _insert(request.key, places, choices)
        found.append(_improved(order, places, choices))
    return max(found, key=lambda places: _worth(requests, places))


class _Choices:
    """A label's places that the scene allows, with their costs; worked out once, and only as far as asked."""

    def __init__(self, request: Request, scene: Scene) -> None:
        self._request = request
        around = Box.around(request.x, request.y, request.reach + DISTANCES[-1])
        wide, high = request.width + GAP, request.height + GAP
        near = Box(around.x0 - wide, around.y0 - high, around.x1 + wide, around.y1 + high)
        self._scene = Scene(
            scene.area,
            [box for box in scene.blocked if near.overlaps(box)],
            [line for line in scene.lines if near.touches(line)],
            [point for point in scene.points if near.has(point)],
        )
        own = (request.x, request.y)
        self._strange = [box for box in self._scene.blocked if not box.has(own)]
        self._borders = [(b.x0, b.y0, b.x1 + GAP / 2, b.y1 + GAP / 2) for b in self._scene.blocked]
        self._known: list[tuple[float, Placed]] = []
        self._ways = iter(_WAYS)

    def __iter__(self) -> Iterator[tuple[float, Placed]]:
        """Yield the least that this and all later places cost, and the place, whose cost may be higher."""
        yield from self._known
        for least, angle, away in self._ways:
            align, box = _candidate(self._request, angle, away)
            if not self._allows(box):
                continue
            leader = _leader(self._request, box) if away else None
            if leader is None or not any(other.touches(leader) for other in self._strange):
                candidate = Placed(box, align, leader)
                cost = least + _covered(candidate, self._scene.lines)
                cost += _mistaken(candidate, self._request, self._scene.points)
                self._known.append((least, replace(candidate, cost=cost)))
                yield self._known[-1]

    def _allows(self, box: Box) -> bool:
        if not self._scene.area.holds(box):
            return False
        right, top = box.x1 + GAP / 2, box.y1 + GAP / 2
        for x0, y0, x1, y1 in self._borders:  # `Box.overlaps`, written out: most of the time goes here
            if box.x0 < x1 and x0 < right and box.y0 < y1 and y0 < top:
                return False
        return True


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


def _candidate(request: Request, angle: int, away: float) -> tuple[Align, Box]:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    reach = request.reach + away
    x, y = request.x + cos * reach, request.y + sin * reach
    align: Align = "left" if cos > _MIDDLE else "right" if cos < -_MIDDLE else "center"
    left = x - {"left": 0.0, "center": request.width / 2, "right": request.width}[align]
    low = y - (0.0 if sin > _MIDDLE else request.height if sin < -_MIDDLE else request.height / 2)
    return align, Box(left, low, left + request.width, low + request.height)


def _leader(request: Request, box: Box) -> Segment:
    """Return the line from the point's edge to the box."""
    end = box.nearest((request.x, request.y))
    length = math.dist((request.x, request.y), end) or 1.0
    share = min(1.0, (request.reach - LEADER_GAP) / length)
    start = request.x + (end[0] - request.x) * share, request.y + (end[1] - request.y) * share
    return Segment(start, end)


def _covered(candidate: Placed, lines: Iterable[Segment]) -> float:
    """Return what covering lines costs: all of it under a label, part of it where a leader crosses."""
    cost = 0.0
    for line in lines:
        if candidate.box.touches(line):
            cost += line.cost
        elif candidate.leader and candidate.leader.crosses(line):
            cost += line.cost * _CROSSED_LEADER
    return cost


def _mistaken(candidate: Placed, request: Request, points: Iterable[Point]) -> float:
    """Return what it costs to stand closer to other points than to one's own."""
    own = (request.x, request.y)
    near = math.dist(own, candidate.box.nearest(own))
    close = min(near, request.reach * 2)
    others = (point for point in points if point != own)
    return _MISTAKEN * sum(math.dist(point, candidate.box.nearest(point)) < close for point in others)
