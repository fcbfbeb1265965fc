"""Draws who beats random selection: a row a method, its gain with the 90% interval, and a line at no gain.

Estimates of one consensus enter, a drawn `Sheet` leaves. Methods that at least two papers ran stand first,
since one paper alone settles nothing; full data stands where its gain puts it, random selection is the line.
"""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, NamedTuple

from tedd.consensus import ENOUGH
from tedd.drawing.fonts import LINE_HEIGHT, measure, shortened
from tedd.drawing.frame import Sample, draw_legend, legend_rows
from tedd.drawing.svg import Sheet, Style
from tedd.formats import gain, signed
from tedd.study import FULL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tedd.consensus import Estimate
    from tedd.drawing.frame import Size
    from tedd.drawing.svg import Group

LEAST, MOST = math.log(0.65), math.log(1.62)
"""No interval stretches the axis further: beyond, it ends in an arrow. Some reach +100% and say little."""
FAR = math.log(10)
"""No point stretches it further: beyond, it stands at the border. Scores on two scales may be 1e9 apart."""
MARGIN = 0.03
"""Free logarithm on both sides of the points."""
STEPS = (0.05, 0.1, 0.2)
"""Gains between two numbers on the axis: the smallest whose numbers have room, else the last."""
ROOM = 36.0
"""Least distance of two numbers on the axis, in pixels."""
REPEATED, ALONE = "Run by two papers or more", "Run by one paper alone"
_MARKS = {
    "above": Sample("surely above random", "better", "^"),
    "below": Sample("surely below", "worse", "v"),
    "not separable": Sample("not separable", "point", "o"),
    "one study": Sample("one paper alone", "muted", "o"),
}
_HOLLOW = Sample("only its own authors ran it", "muted", "o", hollow=True)
_FULL = Sample("all data", "baseline", "s")
_ARROW = 4.0


class Names(NamedTuple):
    """How methods are called, and which have a page."""

    names: Mapping[str, str]
    with_card: Collection[str]


class _Columns(NamedTuple):
    """Where the columns of a size stand, in pixels from the left."""

    names: float
    """Room for a name."""
    start: float
    end: float
    """Ends of the axis."""
    gain: float
    """Right end of the gain."""
    interval: float | None
    """Right end of the interval in numbers; None where there is no room."""
    papers: float
    """Right end of the number of papers."""
    row: float
    """Height of a row."""


LONGEST = 226.0
"""Most room for names where the picture is wide, in pixels; the axis begins further right."""
_WIDE = _Columns(178.0, 190.0, 520.0, 576.0, 702.0, 754.0, 21.0)
_COMPACT = _Columns(136.0, 140.0, 270.0, 326.0, None, 376.0, 22.0)


class _Axis(NamedTuple):
    """Ratios from left to right, on a logarithmic scale."""

    low: float
    high: float
    """Logarithms at the ends."""
    columns: _Columns

    def at(self, ratio: float) -> float:
        """Return the place of a ratio, at the border when it lies beyond."""
        share = (min(max(_log(ratio), self.low), self.high) - self.low) / (self.high - self.low)
        return self.columns.start + share * (self.columns.end - self.columns.start)

    def ticks(self) -> list[float]:
        """Return round gains within the axis, a few on either side of zero."""
        low, high = math.expm1(self.low), math.expm1(self.high)
        fits = (step for step in STEPS if self.at(1 + step) - self.at(1.0) >= ROOM)
        step = next(fits, STEPS[-1])
        found = [0.0]
        for side, count in ((1, high / step), (-1, -low / step)):
            last = self.at(1.0)
            for tick in (side * n * step for n in range(1, math.floor(count) + 1)):
                if abs(self.at(1 + tick) - last) >= ROOM:
                    last = self.at(1 + tick)
                    found.append(tick)
        return sorted(found)


def draw_forest(estimates: Sequence[Estimate], given: Names, size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    shown = [one for one in estimates if one.basis != "reference"]
    groups = [(title, found) for title, found in _groups(shown) if found]
    columns = _COMPACT if size.suffix else _roomy([given.names[one.method] for one in shown], size)
    axis, legend = _axis(shown, columns), _legend(shown)
    line = size.small * LINE_HEIGHT
    foot = len(legend_rows(size, legend)) * 1.3 * line + line + 14
    rows = sum(len(found) for _, found in groups)
    height = foot + (rows + len(groups) * 1.35) * columns.row + line + 10
    sheet = Sheet(name, size.width, math.ceil(height))
    top = sheet.height - line - 8
    _draw_axis(sheet.group("frame"), axis, (foot, top), size)
    draw_legend(sheet, size, legend)
    y = top
    for title, found in groups:
        y -= 1.35 * columns.row
        words = Style("muted", size.small, bold=True)
        sheet.group("heads").words((4, y + 3), title, words)
        for one in found:
            y -= columns.row
            _draw_row(sheet, one, given, axis, (y + columns.row / 2, size))
    return sheet


def _roomy(names: Sequence[str], size: Size) -> _Columns:
    """Return the columns with room for the longest name, as far as the axis can spare it."""
    longest = max((measure(name, size.label) for name in names), default=0.0)
    more = min(max(longest - _WIDE.names, 0.0), LONGEST - _WIDE.names)
    return _WIDE._replace(names=_WIDE.names + more, start=_WIDE.start + more)


def _groups(shown: Sequence[Estimate]) -> Iterator[tuple[str, list[Estimate]]]:
    yield REPEATED, [one for one in shown if one.studies >= ENOUGH]
    yield ALONE, [one for one in shown if one.studies < ENOUGH]


def _log(ratio: float) -> float:
    """Return the logarithm of a ratio, of one that is too small for a number as well."""
    return math.log(max(ratio, sys.float_info.min))


def _axis(shown: Sequence[Estimate], columns: _Columns) -> _Axis:
    """Return an axis that holds every point and, as far as the limits go, every interval."""
    points = [min(max(_log(one.ratio), -FAR), FAR) for one in shown]
    ends = [math.log(end) for one in shown for end in (one.low, one.high) if end]
    low = min([max(min(ends, default=0.0), LEAST), *points, 0.0])
    high = max([min(max(ends, default=0.0), MOST), *points, 0.0])
    return _Axis(low - MARGIN, high + MARGIN, columns)


def _legend(shown: Sequence[Estimate]) -> list[Sample]:
    """Return the marks that the picture holds."""
    verdicts = {one.verdict for one in shown if one.method != FULL}
    found = [sample for key, sample in _MARKS.items() if key in verdicts]
    found += [_HOLLOW] if any(_only_own(one) for one in shown) else []
    return found + ([_FULL] if any(one.method == FULL for one in shown) else [])


def _only_own(one: Estimate) -> bool:
    return one.own_studies == one.studies


def _draw_axis(group: Group, axis: _Axis, ends: tuple[float, float], size: Size) -> None:
    """Draw the line of no gain, the scale and what the columns hold."""
    (foot, top), columns, line = ends, axis.columns, size.small * LINE_HEIGHT
    quiet = Style("muted", size.small, "center")
    for tick in axis.ticks():
        x = axis.at(1 + tick)
        group.line([(x, foot), (x, top)], "grid", 0.8)
        group.words((x, foot - line - 2), f"{signed(100 * tick, 0)}%", quiet)
    zero = axis.at(1.0)
    group.line([(zero, foot - 2), (zero, top + 2)], "baseline", 1.6)
    group.words((zero, top + 3), "random", Style("text", size.small, "center"))
    right = Style("muted", size.small, "right")
    group.words((columns.gain, top + 3), "gain", right)
    group.words((columns.papers, top + 3), "papers", right)
    if columns.interval:
        group.words((columns.interval, top + 3), "90% interval", right)


def _draw_row(sheet: Sheet, one: Estimate, given: Names, axis: _Axis, place: tuple[float, Size]) -> None:
    """Draw a method's interval, its mark, and its numbers."""
    (y, size), columns = place, axis.columns
    name = given.names[one.method]
    linked = one.method if one.method in given.with_card else None
    group = sheet.group("point", linked, f"{name}: {_words(one)}")
    lower, mark = y - size.label * LINE_HEIGHT / 2, _mark(one)
    group.words((4, lower), shortened(name, size.label, columns.names), Style("text", size.label))
    if one.low and one.high:
        _draw_interval(group, axis, (one.low, one.high), y, mark)
    group.mark((axis.at(one.ratio), y), mark.shape or "o", mark.role, size.mark, hollow=mark.hollow)
    right = Style("text", size.small, "right")
    group.words((columns.gain, lower), gain(one.ratio), right)
    quiet = right._replace(role="muted")
    if columns.interval and one.low and one.high:
        group.words((columns.interval, lower), f"{gain(one.low)} to {gain(one.high)}", quiet)
    group.words((columns.papers, lower), _papers(one), quiet)


def _mark(one: Estimate) -> Sample:
    if one.method == FULL:
        return _FULL
    mark = _MARKS[one.verdict or "one study"]
    return mark._replace(hollow=_only_own(one))


def _draw_interval(group: Group, axis: _Axis, ends: tuple[float, float], y: float, mark: Sample) -> None:
    """Draw an interval; an end beyond the axis becomes an arrow."""
    left, right = map(axis.at, ends)
    point = axis.columns.start, axis.columns.end
    group.line([(left, y), (right, y)], mark.role, 1.6, opacity=0.55)
    for x, border, inward in ((left, point[0], 1), (right, point[1], -1)):
        if x == border:
            tips = [(x + inward * _ARROW, y + _ARROW), (x, y), (x + inward * _ARROW, y - _ARROW)]
            group.line(tips, mark.role, 1.4)


def _papers(one: Estimate) -> str:
    return f"{one.studies} ({one.own_studies})" if one.own_studies else str(one.studies)


def _words(one: Estimate) -> str:
    """Return a row in words, for its tooltip."""
    found = f"{gain(one.ratio)} against random selection"
    if one.low and one.high:
        found += f", 90% interval {gain(one.low)} to {gain(one.high)}"
    own = f", {one.own_studies} by its own authors" if one.own_studies else ""
    return f"{found}; {one.studies} paper{'s' * (one.studies != 1)}{own}"
