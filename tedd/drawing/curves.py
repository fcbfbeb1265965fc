"""Draws efficiency curves as small panels: ratio over SDF, both on logarithmic scales, one panel a recipe.

Panels of curves enter, a drawn `Sheet` leaves. Each panel has its own scale of ratios and the line of parity;
a ring at SDF 1 marks where every curve ends by definition.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tedd.drawing.fonts import LINE_HEIGHT, shortened
from tedd.drawing.frame import COMPACT, WIDE, Axis, Frame, Sample, draw_legend, legend_rows
from tedd.drawing.geometry import Box
from tedd.drawing.logs import log_axis, on, spanned
from tedd.drawing.svg import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tedd.curves import Curve, Logarithm
    from tedd.drawing.frame import Size
    from tedd.drawing.geometry import Point
    from tedd.drawing.svg import Group, Role, Shape

CURVE_SIZES = (replace(WIDE, small=11.5, mark=7.0), replace(COMPACT, mark=7.0))
COLUMNS = 190.0
"""Width of a panel with the room beside it."""
HIGH = 118.0
"""Height of a panel without its words."""
FROM, TO = 0.008, 1.2
"""Fractions that every panel shows at least."""
SHAPES: tuple[Shape, ...] = ("o", "^", "s", "D", "v")
ROLES: tuple[Role, ...] = ("point", "worse", "better", "provisional", "baseline")
TITLES = 3
STEPS = 40
_LEFT, _RIGHT = 34.0, 8.0
_DOTS, _DASH = (1.5, 2.5), (4.0, 2.5)


class Panel(NamedTuple):
    """Curves under one recipe."""

    titles: tuple[str, ...]
    """Lines above it, `TITLES` of them."""
    curves: tuple[Curve, ...]


class Look(NamedTuple):
    """How a method's points look, in every panel."""

    shape: Shape
    role: Role
    hollow: bool


def looks(slugs: Sequence[str]) -> dict[str, Look]:
    """Return a look for each method: shapes tell what colours tell, the sixth method begins hollow ones."""
    count = len(SHAPES)
    return {
        slug: Look(SHAPES[n % count], ROLES[n % count], n // count % 2 == 1) for n, slug in enumerate(slugs)
    }


def draw_curves(panels: Sequence[Panel], names: Mapping[str, str], size: Size, name: str) -> Sheet:
    """Return the drawn picture; `names` holds methods' names by slug, `name` begins every id in it."""
    known = looks(sorted({one.slug for panel in panels for one in panel.curves}))
    legend = [Sample(names[slug], look.role, look.shape, look.hollow) for slug, look in known.items()]
    legend += [
        Sample("fitted logarithm", "muted", dash=_DASH),
        Sample("equal to all data", "muted", dash=_DOTS),
    ]
    line = size.small * LINE_HEIGHT
    columns, below = int(size.width // COLUMNS), len(legend_rows(size, legend)) * 1.3 * line + 8
    step = HIGH + (TITLES + 1) * line + 22
    rows = math.ceil(len(panels) / columns)
    height = math.ceil(below + rows * step + line + 4)
    sheet = Sheet(name, size.width, height)
    sheet.group("frame").words((4, height - line - 2), "Up: ratio; across: SDF", Style("text", size.small))
    for number, panel in enumerate(panels):
        left = number % columns * size.width / columns
        top = height - line - 4 - number // columns * step
        _draw_panel(sheet, panel, known, _frame(panel, size, left, top))
    draw_legend(sheet, size, legend)
    return sheet


def _frame(panel: Panel, size: Size, left: float, top: float) -> Frame:
    """Return the frame of a panel whose words begin at its upper left corner."""
    width, line = size.width // int(size.width // COLUMNS), size.small * LINE_HEIGHT
    head = top - TITLES * line - 10
    box = Box(left + _LEFT, head - HIGH, left + width - _RIGHT, head)
    return Frame(size, box, *_axes(panel))


def _axes(panel: Panel) -> tuple[Axis, Axis]:
    points = [at for one in panel.curves for at in one.points]
    start = min(FROM, *(at.sdf / 1.3 for at in points))
    return log_axis(start, TO, "", 4), log_axis(*spanned([1.0, *(at.ratio for at in points)]), "", 4)


def _draw_panel(sheet: Sheet, panel: Panel, known: Mapping[str, Look], frame: Frame) -> None:
    group, box, size = sheet.group("frame"), frame.box, frame.size
    line, room = size.small * LINE_HEIGHT, box.x1 - box.x0 + _LEFT - 4
    quiet = Style("muted", size.small)
    for number, words in enumerate(reversed(panel.titles)):
        style = quiet._replace(role="text" if number == TITLES - 1 else "muted")
        at = (box.x0 - _LEFT + 4, box.y1 + 6 + number * line)
        group.words(at, shortened(words, size.small, room), style)
    for value, words in frame.y.ticks:
        y = frame.at(frame.x.start, value)[1]
        group.line([(box.x0, y), (box.x1, y)], "grid", 0.8)
        group.words((box.x0 - 5, y - line / 2), words, quiet._replace(align="right"))
    for value, words in frame.x.ticks:
        x = frame.at(value, frame.y.start)[0]
        group.line([(x, box.y0), (x, box.y0 - 4)], "muted", 0.8)
        group.words((x, box.y0 - 5 - line), words, quiet._replace(align="center"))
    group.line([(box.x0, box.y0), (box.x1, box.y0)], "muted", 0.8)
    parity = frame.at(0.0, 0.0)
    group.line([(box.x0, parity[1]), (box.x1, parity[1])], "muted", 1.0, _DOTS)
    group.mark(parity, "o", "muted", size.mark - 1, hollow=True)
    for one in panel.curves:
        _draw_curve(sheet.group("curve"), one, known[one.slug], frame)


def _draw_curve(group: Group, one: Curve, look: Look, frame: Frame) -> None:
    places = [frame.at(math.log(at.sdf), on(frame.y, at.ratio)) for at in one.points]
    if one.fit:
        path = _fitted(one.fit, one.points[0].sdf, one.points[-1].sdf, frame)
        if len(path) > 1:
            group.line(path, "muted", 1.2, _DASH)
    group.line(places, look.role, 1.4)
    for place in places:
        group.mark(place, look.shape, look.role, frame.size.mark, hollow=look.hollow)


def _fitted(fit: Logarithm, low: float, high: float, frame: Frame) -> list[Point]:
    """Return the places of a fitted logarithm that lie in the picture, evenly spaced in log SDF."""
    sdfs = [low * (high / low) ** (n / STEPS) for n in range(STEPS + 1)]
    values = [(sdf, fit.ratio(sdf)) for sdf in sdfs]
    return [
        frame.at(math.log(sdf), math.log(ratio))
        for sdf, ratio in values
        if ratio > 0 and frame.y.start <= math.log(ratio) <= frame.y.end
    ]
