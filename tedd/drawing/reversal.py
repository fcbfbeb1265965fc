"""The picture of the worked example: curves that never cross, measured at fractions that reverse their order.

A size enters, a drawn `Sheet` leaves. It stands where the survey draws assumed curves (its Figure 7); drawn
is the lead over the baseline, since the curves themselves lie too close to be told apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tedd.drawing.fonts import LINE_HEIGHT
from tedd.drawing.frame import Axis, Frame, Sample, draw_frame, inner_box, ticks
from tedd.drawing.svg import Sheet, Style
from tedd.reversal import reversal

if TYPE_CHECKING:
    from tedd.drawing.frame import Size

TALL = 330
LAST, MOST = 0.24, 0.4
"""Ends of both axes."""
PARTS = 50
"""Straight parts of a drawn curve."""
LEGEND = (
    Sample("the better method", "better", "^"),
    Sample("the worse one", "worse", "v"),
    Sample("baseline", "baseline"),
)


def draw_reversal(size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    size, example = replace(size, height=TALL), reversal()
    sheet = Sheet(name, size.width, TALL)
    across = Axis(0, LAST, "SDF", ticks(0, LAST, 5))
    up = Axis(0, MOST, "lead over the baseline", ticks(0, MOST, 4))
    frame = Frame(size, inner_box(size, LEGEND), across, up)
    draw_frame(sheet, frame, LEGEND)
    sheet.group("baseline").line([frame.at(0, 0), frame.at(LAST, 0)], "baseline", 1.6)
    group = sheet.group("curves")
    for one, sample in zip((example.better, example.worse), LEGEND, strict=False):
        fractions = [number * LAST / PARTS for number in range(PARTS + 1)]
        points = [frame.at(s, example.lead(one.a, s)) for s in fractions]
        group.line(points, sample.role, 1.2, opacity=0.6)
        x, y = frame.at(one.s, one.offset)
        group.line([(x, y), (frame.box.x1, y)], sample.role, 0.9, (3, 3))
        group.line([(x, y), (x, frame.box.y0)], sample.role, 1.6)
        group.mark((x, y), sample.shape or "o", sample.role, size.mark)
        below = (frame.box.x1, y - 2 - size.small * LINE_HEIGHT)
        group.words(below, f"{one.offset:.3f}", Style("text", size.small, "right"))
    return sheet
