"""Draws who met whom: methods around a ring, a line between two that at least one paper ran together.

The edges of one network enter, a drawn `Sheet` leaves. Names stand to the left and right of the ring, each on
a line of its own, so that none can cover another; methods that met often stand near each other.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tedd.drawing.fonts import LINE_HEIGHT, shortened
from tedd.drawing.frame import Sample, draw_legend, legend_rows
from tedd.drawing.svg import Sheet, Style
from tedd.study import FULL, RANDOM

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from tedd.agreement import Edge
    from tedd.drawing.forest import Names
    from tedd.drawing.frame import Size
    from tedd.drawing.geometry import Point
    from tedd.drawing.svg import Group, Role

    _Whole = NDArray[np.intp]

ROUNDS = 12
"""Passes over the ring's order; it mostly settles in five."""
BREAK = (math.nan, math.nan)
"""Ends a stroke: all lines of one look are one path, whose crossings don't darken each other."""
THREE = 3
BOLD = 1.12
"""How much wider bold letters are, about."""
_DASH = (3.0, 2.5)


class _Room(NamedTuple):
    """Sizes of the ring."""

    names: float
    """Room for a name on either side."""
    row: float
    """From one name to the next."""


_WIDE, _COMPACT = _Room(170.0, 23.0), _Room(116.0, 21.0)
BENDS = 8
"""Straight pieces of a curved line."""


class _Look(NamedTuple):
    """How a line looks."""

    role: Role
    width: float
    opacity: float
    dash: tuple[float, ...] = ()


def draw_network(
    edges: Sequence[Edge], own: Collection[tuple[str, str]], given: Names, size: Size, name: str
) -> Sheet:
    """Return the drawn picture; `own` holds the pairs that only papers of one of the two compared."""
    room, order = _COMPACT if size.suffix else _WIDE, ring_order(edges)
    legend = _legend(edges, own)
    rows = (len(order) + 1) // 2
    foot = len(legend_rows(size, legend)) * 1.3 * size.small * LINE_HEIGHT + 14
    sheet = Sheet(name, size.width, math.ceil(foot + (rows + 0.5) * room.row))
    places = _places(order, sheet, room)
    _draw_edges(sheet.group("edges"), edges, own, places)
    for method, at in places.items():
        _draw_node(sheet, method, at, given, (size, room))
    draw_legend(sheet, size, legend)
    return sheet


def ring_order(edges: Sequence[Edge]) -> list[str]:
    """Return the methods in an order around the ring in which those that met stand near each other.

    Each method in turn moves to where the sum of distances along the ring, weighted by papers, is smallest;
    from the order of their keys, so that the same edges give the same ring.
    """
    names = sorted({name for edge in edges for name in (edge.method, edge.other)})
    place = {name: number for number, name in enumerate(names)}
    ends = np.array([(place[edge.method], place[edge.other]) for edge in edges], dtype=np.intp)
    weight = np.array([len(edge.studies) for edge in edges])
    order, best = list(range(len(names))), math.inf
    for _ in range(ROUNDS):
        before = best
        for node in range(len(names)):
            order, best = _moved(order, node, ends, weight)
        if best >= before:
            break
    start = order.index(names.index(RANDOM)) if RANDOM in names else 0
    return [names[node] for node in order[start:] + order[:start]]


def _moved(order: list[int], node: int, ends: _Whole, weight: _Whole) -> tuple[list[int], float]:
    """Return the order with a node at its best place, and what that order costs.

    A row of `places` is one candidate: where each node stands with this one at the row's number.
    """
    rest, count = [other for other in order if other != node], len(order)
    candidates = np.arange(count)[:, None]
    places = np.empty((count, count), dtype=np.intp)
    places[:, rest] = np.arange(count - 1) + (np.arange(count - 1) >= candidates)
    places[:, [node]] = candidates
    steps = np.abs(places[:, ends[:, 0]] - places[:, ends[:, 1]])
    costs = np.minimum(steps, count - steps) @ weight
    least = int(costs.argmin())
    return [*rest[:least], node, *rest[least:]], float(costs[least])


def _places(order: Sequence[str], sheet: Sheet, room: _Room) -> dict[str, Point]:
    """Return where each method stands: down the right side of an oval, up its left side."""
    rows = (len(order) + 1) // 2
    middle, reach = sheet.width / 2, sheet.width / 2 - room.names - 8
    top, high = sheet.height - 0.75 * room.row, (rows - 1) * room.row / 2 or 1.0
    found = {}
    for number, method in enumerate(order):
        right = number < rows
        row = number if right else 2 * rows - 1 - number
        y = top - row * room.row
        up = (y - (top - high)) / (high + room.row / 2)
        x = reach * (0.35 + 0.65 * math.sqrt(max(0.0, 1 - up**2)))
        found[method] = middle + (x if right else -x), y
    return found


def _look(edge: Edge, own: Collection[tuple[str, str]]) -> _Look:
    papers = len(edge.studies)
    if (edge.method, edge.other) in own:
        return _Look("provisional", 1.0 + 0.8 * (papers - 1), 0.6, _DASH)
    if papers == 1:
        return _Look("muted", 0.8, 0.32)
    return _Look("baseline" if papers >= THREE else "point", 1.4 + 1.0 * (min(papers, 5) - 1), 0.75)


def _draw_edges(
    group: Group, edges: Sequence[Edge], own: Collection[tuple[str, str]], places: Mapping[str, Point]
) -> None:
    """Draw all lines, the most frequent ones last and so on top."""
    strokes: dict[_Look, list[Point]] = defaultdict(list)
    middle = (min(x for x, _ in places.values()) + max(x for x, _ in places.values())) / 2
    height = max(y for _, y in places.values()) - min(y for _, y in places.values())
    for edge in edges:
        ends = places[edge.method], places[edge.other]
        strokes[_look(edge, own)] += [*_way(*ends, middle, height), BREAK]
    for look, points in sorted(strokes.items(), key=lambda item: item[0].width):
        group.line(points[:-1], look.role, look.width, look.dash, opacity=look.opacity)


def _way(start: Point, end: Point, middle: float, height: float) -> list[Point]:
    """Return a line's points: bent towards the middle between two names of one side, else straight."""
    (x, y), (end_x, end_y) = start, end
    if (x > middle) != (end_x > middle):
        return [start, end]
    inward = 0.2 + 0.9 * abs(end_y - y) / (height or 1.0)
    bend = (x + end_x) / 2 + (middle - (x + end_x) / 2) * inward, (y + end_y) / 2
    shares = [n / BENDS for n in range(BENDS + 1)]
    weights = [((1 - t) ** 2, 2 * t * (1 - t), t**2) for t in shares]
    return [(a * x + b * bend[0] + c * end_x, a * y + b * bend[1] + c * end_y) for a, b, c in weights]


def _draw_node(sheet: Sheet, method: str, at: Point, given: Names, look: tuple[Size, _Room]) -> None:
    """Draw a method and write its name outside the ring."""
    (x, y), (size, room) = at, look
    right, name = x > sheet.width / 2, given.names[method]
    linked = method if method in given.with_card and method != RANDOM else None
    group = sheet.group("point", linked, name)
    fixed = method in {RANDOM, FULL}
    letters = size.small if size.suffix else size.label
    style = Style("text", letters, "left" if right else "right", bold=fixed)
    side = 1 if right else -1
    cut = shortened(name, letters * (BOLD if fixed else 1.0), room.names)
    group.words((x + side * (size.mark / 2 + 4), y - letters * LINE_HEIGHT / 2), cut, style)
    group.mark(at, "s" if fixed else "o", "baseline" if fixed else "point", size.mark)


def _legend(edges: Sequence[Edge], own: Collection[tuple[str, str]]) -> list[Sample]:
    """Return what the picture's lines mean, as far as they occur."""
    looks = {_look(edge, own) for edge in edges}
    words: tuple[tuple[Role, str, tuple[float, ...]], ...] = (
        ("muted", "compared in one paper", ()),
        ("point", "in two", ()),
        ("baseline", "in three or more", ()),
        ("provisional", "only in a paper of one of the two", _DASH),
    )
    return [
        Sample(text, role, None, dash=dash)
        for role, text, dash in words
        if any(x.role == role for x in looks)
    ]
