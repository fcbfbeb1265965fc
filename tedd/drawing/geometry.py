"""Points, segments and rectangles in pixels, and whether they meet.

Coordinates enter; points, boxes and answers about them leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Point = tuple[float, float]
Sides = npt.NDArray[np.float64]
"""Rectangles as four rows of numbers, x0, y0, x1 and y1: many are compared at once."""
T = TypeVar("T")


@dataclass(frozen=True)
class Segment:
    """A straight line; `cost` is what a label that covers it costs, in pixels of distance."""

    start: Point
    end: Point
    cost: float = 6.0

    @property
    def around(self) -> Box:
        """The smallest box that holds it."""
        (x, y), (end_x, end_y) = self.start, self.end
        return Box(min(x, end_x), min(y, end_y), max(x, end_x), max(y, end_y))

    def crosses(self, other: Segment) -> bool:
        """Whether the two have a point in common; segments on one line count as apart."""
        a, b, c, d = self.start, self.end, other.start, other.end
        return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


@dataclass(frozen=True)
class Box:
    """A rectangle along the axes."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, x: float, y: float, radius: float) -> Box:
        """Return the square of a centre and half a side."""
        return cls(x - radius, y - radius, x + radius, y + radius)

    @property
    def middle(self) -> Point:
        """The centre."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def wider(self, by: float) -> Box:
        """Return the box with a margin."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def with_(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        x0, y0 = min(self.x0, other.x0), min(self.y0, other.y0)
        return Box(x0, y0, max(self.x1, other.x1), max(self.y1, other.y1))

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Whether the two come nearer than `gap`."""
        return (
            self.x0 < other.x1 + gap
            and other.x0 < self.x1 + gap
            and self.y0 < other.y1 + gap
            and other.y0 < self.y1 + gap
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside."""
        return self.x0 <= other.x0 and self.y0 <= other.y0 and self.x1 >= other.x1 and self.y1 >= other.y1

    def has(self, point: Point) -> bool:
        """Whether a point lies inside or on the border."""
        return self.x0 <= point[0] <= self.x1 and self.y0 <= point[1] <= self.y1

    def nearest(self, point: Point) -> Point:
        """Return the box's point that is nearest to a point."""
        return min(max(point[0], self.x0), self.x1), min(max(point[1], self.y0), self.y1)

    def touches(self, segment: Segment) -> bool:
        """Whether a segment has a part inside (Liang and Barsky's clipping)."""
        (x, y), (end_x, end_y) = segment.start, segment.end
        if max(x, end_x) <= self.x0 or min(x, end_x) >= self.x1:
            return False
        if max(y, end_y) <= self.y0 or min(y, end_y) >= self.y1:
            return False
        low, high = 0.0, 1.0
        for origin, step, least, most in ((x, end_x - x, self.x0, self.x1), (y, end_y - y, self.y0, self.y1)):
            if step == 0:
                if not least < origin < most:
                    return False
                continue
            near, far = sorted(((least - origin) / step, (most - origin) / step))
            low, high = max(low, near), min(high, far)
        return low < high


class Located(Generic[T]):
    """Things with the box around each: those near a place are found without a closer look at all of them."""

    def __init__(self, things: Sequence[T], sides: Sides) -> None:
        self._things, self.sides = things, sides

    @classmethod
    def of(cls, things: Sequence[T], boxes: Iterable[Box]) -> Located[T]:
        """Return things with the boxes around them, in the same order."""
        found = np.array([(box.x0, box.y0, box.x1, box.y1) for box in boxes])
        return cls(things, found.reshape(-1, 4).T)

    def __iter__(self) -> Iterator[T]:
        """Yield them in their order."""
        return iter(self._things)

    def near(self, box: Box) -> Located[T]:
        """Return those whose boxes meet a box, if only at its border."""
        x0, y0, x1, y1 = self.sides
        met = np.flatnonzero((x0 <= box.x1) & (x1 >= box.x0) & (y0 <= box.y1) & (y1 >= box.y0))
        return Located([self._things[n] for n in met.tolist()], self.sides[:, met])


def _side(a: Point, b: Point, c: Point) -> float:
    """Return on which side of the line through a and b the point c lies, as a sign."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
