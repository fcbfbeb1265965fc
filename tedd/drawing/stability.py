"""Draws how far each method's rank moves: a row a method, a bar over all alternatives, a line over the draws.

Ranges of ranks enter, a drawn `Sheet` leaves. Best rank at the left, the board's order from top to bottom.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tedd.drawing.fonts import LINE_HEIGHT, measure, shortened
from tedd.drawing.frame import Axis, Frame, Sample, draw_frame, inner_box
from tedd.drawing.geometry import Box
from tedd.drawing.svg import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tedd.drawing.frame import Size
    from tedd.drawing.geometry import Point
    from tedd.drawing.svg import Group

MOST_ROWS = 60
"""More methods than this nobody reads in one picture; the file holds all."""
ROW = 26.0
"""Height of a row in pixels."""
LONGEST_NAME = 0.34
"""Share of the picture's width that names may take."""
OPACITY = 0.35
_HALF = 0.34
"""Half the length that a single rank has on the axis, in ranks."""
_BAR, _CAP = 4.5, 2.5


@dataclass(frozen=True)
class Range:
    """One method's row."""

    slug: str
    name: str
    rank: int
    best: int
    worst: int
    """Best and worst rank over the alternatives."""
    drawn: tuple[int, int] | None = None
    """5th and 95th percentile of the rank over the draws; None where nothing is drawn."""


def draw_stability(ranges: Sequence[Range], size: Size, name: str) -> Sheet:
    """Return the drawn picture of the first `MOST_ROWS` rows; `name` begins every id in it."""
    shown = ranges[:MOST_ROWS]
    legend = _legend(shown)
    frame = _frame(shown, size, legend)
    sheet = Sheet(name, size.width, round(frame.box.y1 + 6))
    draw_frame(sheet, frame, legend)
    for number, each in enumerate(shown):
        group = sheet.group("point", each.slug, tooltip(each))
        _draw_row(group, each, frame, frame.box.y1 - (number + 0.5) * ROW)
    return sheet


def tooltip(found: Range) -> str:
    """Return a row in words."""
    over = f"rank {found.rank}, {found.best} to {found.worst} under other choices"
    return f"{found.name}: {over}" + (
        f", {found.drawn[0]} to {found.drawn[1]} over the draws" if found.drawn else ""
    )


def _legend(shown: Sequence[Range]) -> tuple[Sample, ...]:
    samples = (Sample("rank on the board", "baseline", "D"), Sample("under other choices", "point", "s"))
    drawn = any(each.drawn for each in shown)
    return (*samples, Sample("nine of ten draws", "muted")) if drawn else samples


def _frame(shown: Sequence[Range], size: Size, legend: Sequence[Sample]) -> Frame:
    """Return the axis of ranks, with room for the names at its left and a height of so many rows."""
    most = LONGEST_NAME * size.width
    names = (measure(shortened(each.name, size.label, most), size.label) for each in shown)
    size = replace(size, left=max(names, default=0.0) + 14)
    box = inner_box(size, legend)
    box = Box(box.x0, box.y0, box.x1, box.y0 + max(len(shown), 1) * ROW)
    ends = (max(each.worst, *(each.drawn or (1,))) for each in shown)
    last = max(ends, default=1)
    every = -(-last * 2 * size.small // (box.x1 - box.x0))
    numbers = tuple((float(rank), str(rank)) for rank in range(1, last + 1, int(every)))
    x = Axis(0.4, last + 0.6, "Rank, the best at the left", numbers, grid=True)
    return Frame(size, box, x, Axis(0.0, 1.0, "", ()))


def _draw_row(group: Group, found: Range, frame: Frame, y: float) -> None:
    """Draw name, bar, mark and line of a row; the line stands below the bar."""
    size = frame.size
    words = shortened(found.name, size.label, size.left - 14 + 0.5)
    style = Style("text", size.label, "right")
    group.words((frame.box.x0 - 8, y - size.label * LINE_HEIGHT / 2), words, style)
    middle = y + 3.0 * bool(found.drawn)
    left, right = _at(frame, found.best - _HALF), _at(frame, found.worst + _HALF)
    corners: list[Point] = [(left, middle - _BAR), (right, middle - _BAR)]
    corners += [(right, middle + _BAR), (left, middle + _BAR)]
    group.area(corners, "point", OPACITY)
    if found.drawn:
        low, high, below = _at(frame, found.drawn[0]), _at(frame, found.drawn[1]), y - 7.0
        path = [(low, below - _CAP), (low, below + _CAP), (low, below), (high, below), (high, below - _CAP)]
        group.line([*path, (high, below + _CAP)], "muted", 1.3)
    group.mark((_at(frame, found.rank), middle), "D", "baseline", size.mark * 0.8)


def _at(frame: Frame, rank: float) -> float:
    return frame.at(rank, 0.0)[0]
