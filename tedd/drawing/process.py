"""The picture of what data selection is (the survey's Figure 1): two ways from one data set to a model.

A size enters, a drawn `Sheet` leaves; nothing in it depends on a board. The ways run from left to right, on
phones from top to bottom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tedd.drawing.blocks import arrow, height, outline, wrapped, write
from tedd.drawing.geometry import Box
from tedd.drawing.svg import Sheet, Style

if TYPE_CHECKING:
    from tedd.drawing.frame import Size
    from tedd.drawing.geometry import Point

ACROSS, DOWN = 8, 4
CHOSEN = (3, 9, 12, 22, 28)
"""Which of the small squares are selected; any would do."""
SQUARE, STEP = 7.0, 11.0
WAYS = (
    ("data", "selector"),
    ("selector", "subset"),
    ("subset", "sem"),
    ("data", "blm"),
    ("sem", "test"),
    ("blm", "test"),
)


class Node(NamedTuple):
    """One station: its place along the ways and across them, and its words."""

    along: int
    across: int
    title: str
    words: str
    samples: int = 0
    """Small squares drawn in it."""


NODES = {
    "data": Node(0, 0, "Candidate data", "instructions with responses", ACROSS * DOWN),
    "selector": Node(1, -1, "Selector", "extracts features, applies a criterion"),
    "subset": Node(2, -1, "Selected subset", "SDF: its share of the candidate data", len(CHOSEN)),
    "sem": Node(3, -1, "SEM", "selective-enhanced model, tuned on the subset"),
    "blm": Node(3, 1, "BLM", "baseline model, tuned on everything"),
    "test": Node(4, 0, "Same test", "PIR: the SEM's result over the BLM's"),
}


def draw_process(size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    across = 2 if size.suffix else 5
    width = (size.width - 4 - (across - 1) * 26) / across
    talls = [max(_tall(n, size, width) for n in NODES.values() if n.along == level) for level in range(5)]
    if not size.suffix:
        talls = [max(talls)] * 5
    total = sum(talls) + 4 * 26 + 4 if size.suffix else 2 * talls[0] + 34 + 4
    sheet = Sheet(name, size.width, round(total))
    boxes = {key: _box(node, size, width, talls, total) for key, node in NODES.items()}
    for start, end in WAYS:
        arrow(sheet.group("arrow"), *_way(boxes[start], boxes[end], upright=bool(size.suffix)))
    for key, node in NODES.items():
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
        left, top = 2 + lane * (width + 26), total - 2 - before - node.along * 26
    else:
        left, top = 2 + node.along * (width + 26), total - 2 - lane * (tall + 34)
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
    chosen = node.across == -1
    outline(group, box, "baseline" if chosen else "muted", 1.6 if chosen else 1, fill=0.3)
    y = write(group, (box.x0 + 8, box.y1 - 8), [node.title], Style("text", size.label, bold=True))
    y = write(group, (box.x0 + 8, y), _lines(node, size, box.x1 - box.x0), Style("muted", size.small))
    for number in range(node.samples):
        at = (box.x0 + 12 + number % ACROSS * STEP, y - 10 - number // ACROSS * STEP)
        gold = node.samples <= len(CHOSEN) or number in CHOSEN
        group.mark(at, "s", "baseline" if gold else "muted", SQUARE, hollow=not gold)
