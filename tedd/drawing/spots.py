"""Where each method stands in the efficiency picture, and how far the picture's axes reach.

A board and a size enter; a `Frame` and one `Spot` for each method with a PIR leave. Nothing is drawn here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from tedd.drawing.fonts import shortened
from tedd.drawing.frame import Axis, Frame, Sample, inner_box, ticks
from tedd.drawing.geometry import Segment
from tedd.efficiency import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tedd.board import Board, Efficiency, Entry
    from tedd.drawing.frame import Size
    from tedd.drawing.geometry import Box, Point
    from tedd.pir import Pir

Standing = Literal["above", "on", "below", "provisional", "listed"]

MARKS: dict[Standing, Sample] = {
    "above": Sample("above the baseline", "better", "^"),
    "on": Sample("on it", "baseline", "D"),
    "below": Sample("below it", "worse", "v"),
    "provisional": Sample("provisional", "provisional", "o", hollow=True),
    "listed": Sample("not ranked", "muted", "s", hollow=True),
}
"""Mark and words of each standing: shape and filling say the same as the colour."""

LEAST_PIR_RANGE = 0.25
LEAST_SDF_RANGE = 0.1
"""Axes never show less, so that two close methods don't look far apart."""
RANKED_STRETCH = 4.0
"""A ranked method that would stretch an axis more than this many times stands at its border instead."""
OTHER_STRETCH = 1.25
"""The same for a method that holds no rank."""
LONGEST_NAME = 150.0
"""Width at which a name is cut, in pixels."""
EDGE = 18.0
"""From the border to a point that lies beyond it, in pixels."""
LINE_COST = 16.0
"""What a label on somebody's stem or interval costs, in pixels of distance from its point."""
STRIP = 26.0
"""Free of points at the top and at the bottom, for the words that name the regions, in pixels."""


@dataclass(frozen=True)
class Spot:
    """One method's point in the picture."""

    entry: Entry
    pir: Pir
    efficiency: Efficiency
    frame: Frame
    foot: Point
    """Where the baseline has the method's SDF."""

    @cached_property
    def true(self) -> Point:
        """Where the values lie, perhaps beyond the picture."""
        return self.frame.at(self.pir.sdf, self.pir.value)

    @cached_property
    def beyond(self) -> tuple[int, int]:
        """On which side of the axes it lies beyond them: -1, 0 or 1 across and up."""
        box, (x, y) = self.frame.box, self.true
        return (x > box.x1) - (x < box.x0), (y > box.y1) - (y < box.y0)

    @cached_property
    def at(self) -> Point:
        """Where the point is drawn: its true place, or just inside the border."""
        box, (x, y), (across, up) = self.frame.box, self.true, self.beyond
        if across:
            x = box.x1 - EDGE if across > 0 else box.x0 + EDGE
        if up:
            y = box.y1 - EDGE if up > 0 else box.y0 + EDGE
        return x, y

    @property
    def label(self) -> str:
        """Name; with the value that the place does not show."""
        name = shortened(self.entry.method.card.name, self.frame.size.label, LONGEST_NAME)
        across, up = self.beyond
        values = [f"PIR {self.pir.value:.2f}"] * abs(up) + [f"SDF {self.pir.sdf:.2f}"] * abs(across)
        return ", ".join([name, *values])

    @property
    def stem(self) -> Segment | None:
        """The signed vertical distance to the baseline, of a method that has a place on the board."""
        shown = standing(self.entry) not in {"listed", "on"} and not any(self.beyond)
        return Segment(self.at, self.foot, LINE_COST) if shown else None

    @property
    def interval(self) -> Segment | None:
        """From the lowest to the highest plausible PIR, as far as the axes show it."""
        if any(self.beyond) or self.pir.low is None or self.pir.high is None:
            return None
        x, box = self.at[0], self.frame.box
        low, high = (self.frame.at(self.pir.sdf, pir)[1] for pir in (self.pir.low, self.pir.high))
        return Segment((x, max(low, box.y0)), (x, min(high, box.y1)), LINE_COST)


def spots(board: Board, size: Size) -> tuple[Frame, list[Spot]]:
    """Return the axes and the points, in the board's order."""
    frame = _frame(board, inner_box(size, legend(board)), size)
    found = []
    for entry in board.entries:
        if entry.pir and entry.efficiency:
            foot = frame.at(entry.pir.sdf, board.baseline.pir(entry.pir.sdf))
            found.append(Spot(entry, entry.pir, entry.efficiency, frame, foot))
    return frame, found


def legend(board: Board) -> list[Sample]:
    """Return the marks that occur, the baseline between them, and intervals where draws were made."""
    found = {standing(entry) for entry in board.entries if entry.pir}
    drawn = any(entry.pir and entry.pir.low is not None for entry in board.entries)
    return [
        *(MARKS[each] for each in MARKS if each in found and not MARKS[each].hollow),
        Sample("baseline", "baseline", dash=(5.0, 3.0)),
        *(MARKS[each] for each in MARKS if each in found and MARKS[each].hollow),
        *([Sample("90% interval", "muted")] if drawn else []),
    ]


def standing(entry: Entry) -> Standing:
    """Return what a method's mark says."""
    if not entry.ranked or entry.efficiency is None:
        return "provisional" if entry.provisional else "listed"
    offset = entry.efficiency.offset
    return "on" if abs(offset) <= TIE else "above" if offset > 0 else "below"


def tooltip(entry: Entry, pir: Pir, efficiency: Efficiency) -> str:
    """Return a method's numbers in one line."""
    between = "" if pir.low is None or pir.high is None else f" ({pir.low:.2f} to {pir.high:.2f})"
    numbers = f"PIR {pir.value:.3f}{between} at SDF {pir.sdf:.3f}, offset {signed(efficiency.offset)}"
    if efficiency.rank is None:
        place = f"provisional, would rank {efficiency.would_rank}" if entry.provisional else "not ranked"
    else:
        best, worst = efficiency.rank_best, efficiency.rank_worst
        between = f" ({best} to {worst})" if best and worst and best != worst else ""
        place = f"rank {efficiency.rank}{between}"
    return f"{entry.method.card.name}: {numbers}, {place}"


def signed(offset: float) -> str:
    """Return an offset with its sign and a real minus; what rounds to zero has no sign."""
    text = f"{offset:+.2f}"
    return text[1:] if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def _frame(board: Board, box: Box, size: Size) -> Frame:
    """Return axes that hold the ranked methods, and the others as far as these don't squeeze the picture."""
    line, shown = board.baseline, [(entry, entry.pir) for entry in board.entries if entry.pir]
    ranked = {entry.slug for entry, _ in shown if entry.ranked}
    _, right = _range((0.0, LEAST_SDF_RANGE), {entry.slug: (pir.sdf,) for entry, pir in shown}, ranked)
    ends = line.pir(0.0), line.pir(right * 1.05)
    middle = sum(ends) / 2
    start = min(*ends, middle - LEAST_PIR_RANGE / 2), max(*ends, middle + LEAST_PIR_RANGE / 2)
    reach = {entry.slug: _reach(pir) for entry, pir in shown if pir.sdf <= right}
    low, high = _range(start, reach, ranked)
    strip = (high - low) * STRIP / (box.y1 - box.y0 - 2 * STRIP)
    x = Axis(0.0, right * 1.05, "Selected dataset fraction (SDF)", ticks(0.0, right * 1.05, 6))
    y = Axis(low - strip, high + strip, "Performance improvement ratio (PIR)", ticks(low, high, 6))
    return Frame(size, box, x, y)


def _reach(pir: Pir) -> tuple[float, ...]:
    """Return the PIRs that a method needs the axis to show; an interval may be cut, a point not."""
    ends = (end for end in (pir.low, pir.high) if end is not None)
    return (pir.value, *(end for end in ends if abs(end - pir.value) < LEAST_PIR_RANGE))


def _range(
    start: tuple[float, float], values: Mapping[str, Sequence[float]], ranked: AbstractSet[str]
) -> tuple[float, float]:
    """Return the range of the start and of all methods that do not stretch it too much, nearest first."""
    low, high = start

    def far(slug: str) -> tuple[bool, float, str]:
        return slug not in ranked, max(abs(value - sum(start) / 2) for value in values[slug]), slug

    for slug in sorted(values, key=far):
        lower, upper = min(low, *values[slug]), max(high, *values[slug])
        if upper - lower <= (RANKED_STRETCH if slug in ranked else OTHER_STRETCH) * (high - low):
            low, high = lower, upper
    return low, high
