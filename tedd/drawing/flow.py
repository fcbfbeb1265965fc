"""A flow of stations and arrows, such as the survey's Figure 1, in two lanes.

Stations and the ways between them enter, a drawn `Sheet` leaves. They run from left to right, on phones from
top to bottom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tedd.drawing.blocks import arrow, height, outline, wrapped, write
from tedd.drawing.geometry import Box
from tedd.drawing.svg import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tedd.drawing.frame import Size
    from tedd.drawing.geometry import Point

ACROSS = 8
"""Small squares in a row."""
STEP, SQUARE = 11.0, 7.0
GAP, BETWEEN = 26, 34
"""Pixels between two stations along the ways, and between the two lanes."""


class Node(NamedTuple):
    """One station: its place along the ways and across them, and its words."""

    along: int
    across: int
    title: str
    words: str
    samples: int = 0
    """Small squares drawn in it."""
    gold: frozenset[int] = frozenset()
    """Those of them that are chosen."""
    chosen: bool = False
    """Whether its outline stands out."""


def draw_flow(nodes: Mapping[str, Node], ways: Iterable[tuple[str, str]], size: Size, name: str) -> Sheet:
    """Return the drawn flow; `name` begins every id in it."""
    levels = 1 + max(node.along for node in nodes.values())
    across = 2 if size.suffix else levels
    width = (size.width - 4 - (across - 1) * GAP) / across
    talls = [
        max(_tall(n, size, width) for n in nodes.values() if n.along == level) for level in range(levels)
    ]
    if not size.suffix:
        talls = [max(talls)] * levels
    total = sum(talls) + (levels - 1) * GAP + 4 if size.suffix else 2 * talls[0] + BETWEEN + 4
    sheet = Sheet(name, size.width, round(total))
    boxes = {key: _box(node, size, width, talls, total) for key, node in nodes.items()}
    for start, end in ways:
        arrow(sheet.group("arrow"), *_way(boxes[start], boxes[end], upright=bool(size.suffix)))
    for key, node in nodes.items():
        _draw(sheet, node, boxes[key], size)
    return sheet


def _lines(node: Node, size: Size, width: float) -> list[str]:
    return wrapped(node.words, size.small, width - 16)


def _tall(node: Node, size: Size, width: float) -> float:
    squares = -(-node.samples // ACROSS) * STEP + 6 if node.samples else 0
    return 16 + height([node.title], size.label) + height(_lines(node, size, width), size.small) + squares


def _box(node: Node, size: Size, width: float, talls: list[float], total: float) -> Box:
    """Return a station's box: along the width, or on phones down the height."""
    lane = (1 - node.across) / 2  # 0 for everything, 1 for the selected data, between them both
    tall, before = talls[node.along], sum(talls[: node.along])
    if size.suffix:
        left, top = 2 + lane * (width + GAP), total - 2 - before - node.along * GAP
    else:
        left, top = 2 + node.along * (width + GAP), total - 2 - lane * (tall + BETWEEN)
    return Box(left, top - tall, left + width, top)


def _way(start: Box, end: Box, *, upright: bool) -> list[Point]:
    """Return an arrow's points: straight on, or with one corner where the lane changes."""
    (x, y), (to_x, to_y) = start.middle, end.middle
    if upright:
        straight = abs(x - to_x) < 1
        if straight:
            return [(x, start.y0), (x, end.y1)]
        turn = end.y1 + 13 if start.y0 - end.y1 < 40 else start.y0 - 13  # noqa: PLR2004 # one gap between boxes
        return [(x, start.y0), (x, turn), (to_x, turn), (to_x, end.y1)]
    if abs(y - to_y) < 1:
        return [(start.x1, y), (end.x0, y)]
    turn = end.x0 - 13 if end.x0 - start.x1 < 40 else start.x1 + 13  # noqa: PLR2004 # as above
    return [(start.x1, y), (turn, y), (turn, to_y), (end.x0, to_y)]


def _draw(sheet: Sheet, node: Node, box: Box, size: Size) -> None:
    group = sheet.group("box")
    outline(group, box, "baseline" if node.chosen else "muted", 1.6 if node.chosen else 1, fill=0.3)
    y = write(group, (box.x0 + 8, box.y1 - 8), [node.title], Style("text", size.label, bold=True))
    y = write(group, (box.x0 + 8, y), _lines(node, size, box.x1 - box.x0), Style("muted", size.small))
    for number in range(node.samples):
        at = (box.x0 + 12 + number % ACROSS * STEP, y - 10 - number // ACROSS * STEP)
        gold = number in node.gold
        group.mark(at, "s", "baseline" if gold else "muted", SQUARE, hollow=not gold)
