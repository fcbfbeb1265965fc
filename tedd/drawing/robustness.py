"""Draws robustness: a row for each method, a mark for each backbone or judge, from the lowest to the highest.

Spreads and the names of what changed enter, a drawn `Sheet` leaves. Ratios stand on a logarithmic axis, so
that twice as good is as far from 1 as half as good; every row has its own legend under the method's name.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tedd.drawing.fonts import LINE_HEIGHT, measure, shortened
from tedd.drawing.frame import Axis, Frame
from tedd.drawing.geometry import Box
from tedd.drawing.svg import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tedd.drawing.frame import Size
    from tedd.drawing.svg import Group, Role, Shape
    from tedd.robustness import Spread, What

SHAPES: tuple[Shape, ...] = ("o", "s", "^", "D", "v")
ROLES: dict[What, Role] = {"backbone": "point", "judge": "provisional"}
VALUES = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0)
"""Where the axis may have numbers."""
STRIP = 20.0
"""Height in which the marks of a row stand, in pixels."""
GAP = 12.0
"""Between two rows, in pixels."""
WORDS = 352.0
"""Room for a row's words where they stand beside its marks, in pixels."""
MOST_VALUES = 7
"""Values on the axis that a phone has room for."""
PAD = 1.12
"""How far the axis goes beyond the values, as a factor."""
EQUAL = "as good as all data"


class Sign(NamedTuple):
    """How a backbone or judge is marked, the same in every row."""

    shape: Shape
    hollow: bool


def signs(spreads: Sequence[Spread]) -> dict[str, Sign]:
    """Return a mark for each backbone and each judge; shape and filling tell up to ten of each apart."""
    found: dict[str, Sign] = {}
    for what in ROLES:
        keys = sorted({mark.key for spread in spreads if spread.what == what for mark in spread.marks})
        found |= {
            key: Sign(SHAPES[n % len(SHAPES)], bool(n // len(SHAPES) % 2)) for n, key in enumerate(keys)
        }
    return found


def draw_robustness(
    spreads: Sequence[Spread], names: Mapping[str, str], notes: Sequence[str], size: Size, name: str
) -> Sheet:
    """Return the drawn picture; `notes` says of each spread what it was measured on."""
    marks, wide = signs(spreads), not size.suffix
    legends = [_legend(spread, names, size) for spread in spreads]
    line = size.small * LINE_HEIGHT
    words = [size.label * LINE_HEIGHT + (len(rows) + 1) * line for rows in legends]
    heights = [height + (0 if wide else STRIP) + GAP for height in words]
    size = replace(size, height=math.ceil(sum(heights) + 3.6 * line + 8))
    sheet, frame = Sheet(name, size.width, size.height), _frame(spreads, size)
    _draw_axis(sheet, frame)
    top = frame.box.y1
    rows = zip(spreads, notes, legends, heights, words, strict=True)
    for number, (spread, note, legend, height, text) in enumerate(rows):
        group = sheet.group(f"{spread.what}-{number}", spread.entry.slug, _tooltip(spread, names))
        middle = top - (text / 2 if wide else text + STRIP / 2)
        _draw_grid(group, frame, middle)
        _draw_words(group, (spread, note, legend), marks, top, size)
        _draw_marks(group, spread, marks, frame, middle)
        top -= height
    return sheet


def _room(size: Size) -> float:
    """Return how wide the words of a row may be: beside its marks where there is room, else above them."""
    return size.width - 20.0 if size.suffix else WORDS


def _frame(spreads: Sequence[Spread], size: Size) -> Frame:
    """Return the frame; its height is that of the rows."""
    line = size.small * LINE_HEIGHT
    ratios = [mark.ratio for spread in spreads for mark in spread.marks] or [1.0]
    low, high = min(*ratios, 1.0) / PAD, max(*ratios, 1.0) * PAD
    inside = [value for value in VALUES if low <= value <= high]
    step = 2 if len(inside) > MOST_VALUES and size.suffix else 1
    near = inside.index(1.0) % step
    ticks = tuple((math.log(value), f"{value:g}") for value in inside[near::step])
    left = 14.0 if size.suffix else WORDS + 24.0
    box = Box(left, 2.4 * line + 8, size.width - 14.0, size.height - 1.2 * line)
    return Frame(size, box, Axis(math.log(low), math.log(high), "", ticks), Axis(0, 1, "", ()))


def _draw_axis(sheet: Sheet, frame: Frame) -> None:
    """Draw the axis of ratios below all rows, and say above them where nothing is gained or lost."""
    group, box, size = sheet.group("frame"), frame.box, frame.size
    line, quiet = size.small * LINE_HEIGHT, Style("muted", size.small, "center")
    for value, words in frame.x.ticks:
        x = frame.at(value, 0)[0]
        group.line([(x, box.y0), (x, box.y0 - 4)], "muted", 0.8)
        group.words((x, box.y0 - 5 - line), words, quiet)
    group.line([(box.x0, box.y0), (box.x1, box.y0)], "muted", 0.8)
    title = "Ratio to the same model on all data, logarithmic"
    group.words((box.x1, 2), title, Style("text", size.small, "right"))
    zero, half = frame.at(0, 0)[0], measure(EQUAL, size.small) / 2
    group.words(
        (min(max(zero, 2 + half), box.x1 - half), box.y1 + 2), EQUAL, Style("baseline", size.small, "center")
    )


def _draw_grid(group: Group, frame: Frame, y: float) -> None:
    """Draw the values' lines in a row's strip alone, so that they cross no words."""
    for value, _ in frame.x.ticks:
        x = frame.at(value, 0)[0]
        ends = [(x, y - STRIP / 2), (x, y + STRIP / 2)]
        if value == 0:
            group.line(ends, "baseline", 1.4, (5.0, 3.0))
        else:
            group.line(ends, "grid", 0.8)


def _legend(spread: Spread, names: Mapping[str, str], size: Size) -> list[list[tuple[float, str, str]]]:
    """Return a row's legend in lines that fit: place from the left, key, and name with value."""
    rows: list[list[tuple[float, str, str]]] = [[]]
    x = 12.0
    for mark in spread.marks:
        words = f"{shortened(names[mark.key], size.small, 200)} {mark.ratio:.2f}"
        width = 14 + measure(words, size.small) + 12
        if rows[-1] and x + width - 12 > _room(size) + 10:
            rows.append([])
            x = 12.0
        rows[-1].append((x, mark.key, words))
        x += width
    return rows


def _draw_words(
    group: Group,
    row: tuple[Spread, str, Sequence[Sequence[tuple[float, str, str]]]],
    marks: Mapping[str, Sign],
    top: float,
    size: Size,
) -> None:
    """Write a row's name, what it was measured on, and its legend."""
    (spread, note, legend), line = row, size.small * LINE_HEIGHT
    name = shortened(spread.entry.method.card.name, size.label, _room(size) * 0.8)
    y = top - size.label * LINE_HEIGHT
    group.words((10, y), name, Style("text", size.label, bold=True))
    y -= line
    group.words((10, y), shortened(note, size.small, _room(size)), Style("muted", size.small))
    for part in legend:
        y -= line
        for x, key, words in part:
            sign = marks[key]
            group.mark(
                (x + 4, y + line / 2), sign.shape, ROLES[spread.what], size.mark - 1, hollow=sign.hollow
            )
            group.words((x + 14, y), words, Style("text", size.small))


def _draw_marks(group: Group, spread: Spread, marks: Mapping[str, Sign], frame: Frame, y: float) -> None:
    xs = [frame.at(math.log(mark.ratio), 0)[0] for mark in spread.marks]
    role = ROLES[spread.what]
    group.line([(min(xs), y), (max(xs), y)], "muted", 2.0)
    for mark, x in zip(spread.marks, xs, strict=True):
        sign = marks[mark.key]
        group.mark((x, y), sign.shape, role, frame.size.mark + 1, hollow=sign.hollow)


def _tooltip(spread: Spread, names: Mapping[str, str]) -> str:
    parts = ", ".join(f"{names[mark.key]} {mark.ratio:.3f}" for mark in spread.marks)
    return f"{spread.entry.method.card.name}: {parts}"
