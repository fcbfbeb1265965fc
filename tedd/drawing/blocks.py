"""Boxes of words and arrows, for diagrams that are read from the top down.

Texts and widths enter; lines that fit, and drawn boxes leave. Heights follow from the texts before
anything is drawn, so that a sheet can be made as tall as it has to be. y points up, as on every sheet.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from tedd.drawing.fonts import LINE_HEIGHT, measure, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tedd.drawing.geometry import Box, Point
    from tedd.drawing.svg import Group, Role, Style

HEAD = 7.0
"""Size of an arrow's head in pixels."""
_BREAKS = re.compile(r"\s+|(?<=\w-)(?=\w)")


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return text in lines of at most a width, broken at spaces and hyphens; longer words are cut."""
    lines: list[str] = []
    for word in _BREAKS.split(text.strip()):
        longer = f"{lines[-1]}{'' if lines[-1].endswith('-') else ' '}{word}" if lines else word
        if lines and measure(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(shortened(word, size, width))
    return lines


def height(lines: Sequence[str], size: float) -> float:
    """Return the height of lines of words."""
    return len(lines) * size * LINE_HEIGHT


def write(group: Group, at: Point, lines: Sequence[str], style: Style) -> float:
    """Write lines below each other from an upper corner; return where the next would begin."""
    x, y = at
    for line in lines:
        y -= style.size * LINE_HEIGHT
        group.words((x, y), line, style)
    return y


def outline(group: Group, box: Box, role: Role = "grid", width: float = 1.2, *, fill: float = 0) -> None:
    """Draw a rectangle, filled with the grid's colour at an opacity."""
    corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)]
    if fill:
        group.area(corners, "grid", fill)
    if width:
        group.line([*corners, corners[0], corners[1]], role, width)


def arrow(group: Group, *points: Point, role: Role = "muted") -> None:
    """Draw an arrow through points; its last part runs along an axis."""
    (x, y), (tip_x, tip_y) = points[-2:]
    across, up = math.copysign(1, tip_x - x) * (tip_x != x), math.copysign(1, tip_y - y) * (tip_y != y)
    group.line([*points[:-1], (tip_x - across * HEAD, tip_y - up * HEAD)], role, 1.3)
    shape = {(1, 0): ">", (-1, 0): "<", (0, 1): "^", (0, -1): "v"}[round(across), round(up)]
    group.mark((tip_x - across * HEAD / 2, tip_y - up * HEAD / 2), shape, role, HEAD)  # type: ignore[arg-type] # one of the four
