"""What both pictures share: their sizes, the frame with its axes, and the legend below it.

Ranges of values enter; a `Frame` leaves that turns values into pixels and has drawn its own grid and words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from tedd.drawing.fonts import LINE_HEIGHT, measure
from tedd.drawing.geometry import Box
from tedd.drawing.svg import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tedd.drawing.geometry import Point
    from tedd.drawing.labels import Placed
    from tedd.drawing.svg import Group, Role, Shape, Sheet


@dataclass(frozen=True)
class Size:
    """One of the sizes in which every picture is drawn."""

    suffix: str
    """Part of the file's name."""
    width: int
    height: int
    """Of the whole picture, in pixels."""
    label: float
    """Font size of the names."""
    small: float
    """Font size of everything else."""
    left: float
    """Room for the numbers beside the vertical axis."""
    mark: float = 9.0
    """Size of a point."""
    right: float = 14.0
    names: int = 8
    """Methods in one place that are named; the others are counted."""


WIDE = Size("", 760, 480, 13.0, 12.0, 40.0)
COMPACT = Size("-compact", 380, 500, 12.5, 11.5, 32.0, 8.0, 8.0, names=5)
"""For phones: the words keep their size, so that they stay readable 360 pixels wide."""
SIZES = (WIDE, COMPACT)


class Sample(NamedTuple):
    """One entry of the legend: a mark or a line, and what it means."""

    words: str
    role: Role
    shape: Shape | None = None
    hollow: bool = False
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Axis:
    """Values along one side: from the lower left corner to the end, which may be the smaller one."""

    start: float
    end: float
    title: str
    ticks: tuple[tuple[float, str], ...]
    grid: bool = False
    """Whether an axis from left to right has lines across the picture."""


@dataclass(frozen=True)
class Frame:
    """The rectangle in which points are drawn."""

    size: Size
    box: Box
    x: Axis
    y: Axis

    @property
    def room(self) -> Box:
        """Where labels may stand: the rectangle, and the margin to its right."""
        return replace(self.box, x1=self.size.width - 2.0)

    def at(self, x: float, y: float) -> Point:
        """Return the place of two values in pixels."""
        across = (x - self.x.start) / (self.x.end - self.x.start)
        up = (y - self.y.start) / (self.y.end - self.y.start)
        box = self.box
        return box.x0 + across * (box.x1 - box.x0), box.y0 + up * (box.y1 - box.y0)

    def mapping(self, height: float) -> dict[str, str]:
        """Return the corners of the rectangle as the SVG has them (y points down) and the values there."""
        box = self.box
        corners = (box.x0, height - box.y0, box.x1, height - box.y1)
        values = (self.x.start, self.y.start, self.x.end, self.y.end)
        return {"box": _numbers(corners), "values": _numbers(values)}


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.6g}" for value in values)


def ticks(low: float, high: float, most: int) -> tuple[tuple[float, str], ...]:
    """Return round values between two, at most about `most`, with the words for them."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 # slow to import

    values = [float(value) for value in MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(low, high)]
    digits = max(0, math.ceil(-math.log10(values[1] - values[0]) - 1e-9))
    return tuple((value, f"{abs(value):.{digits}f}") for value in values if low <= value <= high)


def inner_box(size: Size, legend: Sequence[Sample]) -> Box:
    """Return the rectangle that titles, numbers and legend leave free."""
    line = size.small * LINE_HEIGHT
    below = (len(legend_rows(size, legend)) * 1.3 + 2) * line + 14
    return Box(size.left, below, size.width - size.right, size.height - line - 8)


def draw_frame(sheet: Sheet, frame: Frame, legend: Sequence[Sample]) -> None:
    """Draw grid, numbers, titles and legend; tell scripts how values become places."""
    size, box, group = frame.size, frame.box, sheet.group("frame")
    line, quiet = size.small * LINE_HEIGHT, Style("muted", size.small)
    sheet.data |= frame.mapping(sheet.height)
    for value, words in frame.y.ticks:
        y = frame.at(frame.x.start, value)[1]
        group.line([(box.x0, y), (box.x1, y)], "grid", 0.8)
        group.words((box.x0 - 6, y - line / 2), words, quiet._replace(align="right"))
    for value, words in frame.x.ticks:
        x = frame.at(value, frame.y.start)[0]
        if frame.x.grid:
            group.line([(x, box.y0), (x, box.y1)], "grid", 0.8)
        group.line([(x, box.y0), (x, box.y0 - 5)], "muted", 0.8)
        group.words((x, box.y0 - 6 - line), words, quiet._replace(align="center"))
    group.line([(box.x0, box.y0), (box.x1, box.y0)], "muted", 0.8)
    group.words((4, box.y1 + 7), frame.y.title, quiet._replace(role="text"))
    title = Style("text", size.small, "right")
    group.words((box.x1, box.y0 - 10 - 2 * line), frame.x.title, title)
    draw_legend(sheet, size, legend)


def draw_label(group: Group, placed: Placed, words: str, style: Style, number: int = 0) -> None:
    """Write a label's line of that number into the label's box; the first one brings the leader."""
    box = placed.box
    if placed.leader and number == 0:
        group.line([placed.leader.start, placed.leader.end], "muted", 0.7)
    x = {"left": box.x0, "center": box.middle[0], "right": box.x1}[placed.align]
    y = box.y1 - (number + 1) * style.size * LINE_HEIGHT
    group.words((x, y), words, style._replace(align=placed.align, halo=True))


def legend_rows(size: Size, legend: Sequence[Sample]) -> list[list[tuple[float, Sample]]]:
    """Return the legend in rows that fit the picture's width, each sample with its place from the left."""
    rows: list[list[tuple[float, Sample]]] = [[]]
    x = 4.0
    for sample in legend:
        width = 22 + measure(sample.words, size.small) + 14
        if rows[-1] and x + width - 14 > size.width - 4:
            rows.append([])
            x = 4.0
        rows[-1].append((x, sample))
        x += width
    return rows


def draw_legend(sheet: Sheet, size: Size, legend: Sequence[Sample]) -> None:
    """Draw the legend along the lower border."""
    group = sheet.group("legend")
    line = size.small * LINE_HEIGHT
    for number, row in enumerate(reversed(legend_rows(size, legend))):
        y = 2 + number * 1.3 * line
        for x, sample in row:
            middle = y + line / 2
            if sample.shape:
                group.mark((x + 9, middle), sample.shape, sample.role, size.mark, hollow=sample.hollow)
            else:
                group.line([(x, middle), (x + 18, middle)], sample.role, 1.4, sample.dash)
            group.words((x + 22, y), sample.words, Style("muted", size.small))
