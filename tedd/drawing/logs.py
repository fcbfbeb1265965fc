"""Axes on a logarithmic scale: a `Frame` whose values are logarithms, with words for the numbers themselves.

Ranges of positive numbers enter, an `Axis` leaves.
"""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

from tedd.drawing.frame import Axis, ticks

if TYPE_CHECKING:
    from collections.abc import Iterable

NARROW = 3.0
"""Ranges up to this factor have evenly spaced numbers, wider ones 1, 2 and 5 in each decade."""
ROOM = 0.08
"""Room beyond the outermost values, as a share of their distance."""
LEAST = 0.02
"""Least width of a range in logarithms: numbers that agree need one too."""


def spanned(values: Iterable[float]) -> tuple[float, float]:
    """Return a range around values, with some room at both ends; a 0 lies beyond any such range."""
    logs = [math.log(value) for value in values if value > 0]
    room = max(ROOM * (max(logs) - min(logs)), LEAST / 2)
    return max(math.exp(min(logs) - room), sys.float_info.min), math.exp(max(logs) + room)


def on(axis: Axis, value: float) -> float:
    """Return where a value lies on a logarithmic axis: a 0 at its lower end."""
    return math.log(value) if value > 0 else axis.start


def log_axis(low: float, high: float, title: str, most: int, *, grid: bool = False) -> Axis:
    """Return the axis from one positive number to another, with at most about `most` numbers beside it."""
    found = ticks(low, high, most) if high / low < NARROW else _decades(low, high, most)
    marks = tuple((math.log(value), words) for value, words in found)
    return Axis(math.log(low), math.log(high), title, marks, grid=grid)


def _decades(low: float, high: float, most: int) -> tuple[tuple[float, str], ...]:
    """Return 1, 2 and 5 in each decade between two numbers, or only the powers of ten where those do."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found: list[float] = []
    for steps in ((1, 2, 5), (1, 3), (1,)):
        found = [step * 10.0**power for power in powers for step in steps]
        found = [value for value in found if low <= value <= high]
        if len(found) <= most:
            break
    return tuple((value, f"{value:g}") for value in found)
