"""Draws what builds cost: seconds against the number of cards, both on logarithmic scales, a line each.

Series enter, a drawn `Sheet` leaves. Shapes tell what colours tell; a line of slope 1 is linear growth.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from tedd.drawing.frame import Frame, Sample, draw_frame, inner_box
from tedd.drawing.logs import log_axis, spanned
from tedd.drawing.svg import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tedd.drawing.frame import Size
    from tedd.drawing.svg import Role, Shape

DASH = (4.0, 2.5)
LOOKS: tuple[tuple[Shape, Role, bool], ...] = (
    ("o", "point", False),
    ("s", "worse", True),
    ("D", "provisional", True),
    ("^", "baseline", False),
)
"""Of the series in their order; only the first, which all others are compared with, has a whole line."""


class Series(NamedTuple):
    """A line of the picture."""

    words: str
    points: tuple[tuple[int, float], ...]
    """Cards and seconds, by the number of cards."""


def draw_cost(series: Sequence[Series], size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    legend = [
        Sample(one.words, role, shape, hollow)
        for one, (shape, role, hollow) in zip(series, LOOKS, strict=False)
    ]
    cards = [cards for one in series for cards, _ in one.points]
    seconds = [seconds for one in series for _, seconds in one.points]
    across = log_axis(*spanned(cards), "cards", 6)
    frame = Frame(size, inner_box(size, legend), across, log_axis(*spanned(seconds), "seconds", 6))
    sheet = Sheet(name, size.width, size.height)
    draw_frame(sheet, frame, legend)
    for number, (one, (shape, role, hollow)) in enumerate(zip(series, LOOKS, strict=False)):
        group = sheet.group("series")
        places = [frame.at(math.log(cards), math.log(seconds)) for cards, seconds in one.points]
        if len(places) > 1:
            group.line(places, role, 1.6, DASH if number else ())
        for place in places:
            group.mark(place, shape, role, size.mark, hollow=hollow)
    return sheet
