"""The picture of the comparison (the survey's Figure 3): from two ratios to a distance from the baseline.

A `Board` and a size enter, a drawn `Sheet` leaves. SDF and PIR are drawn on one scale, so that what is
perpendicular in the numbers is perpendicular in the picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tedd.drawing.blocks import height, outline, wrapped, write
from tedd.drawing.fonts import LINE_HEIGHT
from tedd.drawing.frame import ticks
from tedd.drawing.geometry import Box
from tedd.drawing.svg import Sheet, Style
from tedd.formats import signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tedd.board import Board, Entry
    from tedd.drawing.frame import Size
    from tedd.drawing.geometry import Point
    from tedd.efficiency import Baseline

EXAMPLES = ("ifd", "deita")
"""The survey's own examples in its Figure 3, one on each side of the baseline."""
TALL = 430.0
"""Height of the coordinate system in pixels."""
WIDEST = 250.0
LEFT = 46.0
BELOW = 48.0
BLOCK = 348.0
"""Width of the coordinate system with its labels."""
STEPS = (
    (
        "1  Indicators",
        "PIR and SDF from the published results",
        "models trained, steps, code; what must be retrained",
    ),
    (
        "2  Relation",
        "a point for each method, a baseline through two of them",
        "a simplicity rank and a flexibility rank for each method",
    ),
    (
        "3  Comparison",
        "signed distance from the baseline, then its rank",
        "projection on the ranking line, then its rank",
    ),
)
"""The survey's three steps, for efficiency and for feasibility."""


@dataclass(frozen=True)
class Plane:
    """SDF to the right and PIR upward, one scale for both."""

    left: float
    floor: float
    """Pixels of the lower left corner."""
    sdf: tuple[float, float]
    pir: tuple[float, float]
    unit: float
    """Pixels for a ratio of 1."""

    def at(self, sdf: float, pir: float) -> Point:
        """Return a point in pixels."""
        return self.left + (sdf - self.sdf[0]) * self.unit, self.floor + (pir - self.pir[0]) * self.unit


def draw_distance(board: Board, size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    found = examples(board)
    width = size.width - 4.0 if size.suffix else size.width - BLOCK - 24
    steps = sum(_tall(step, size, width) + 10 for step in STEPS) + 2 * size.label * LINE_HEIGHT
    total = TALL + BELOW + 30
    sheet = Sheet(name, size.width, round(total + (steps + 20 if size.suffix else 0)))
    plane = _plane(board.baseline, found, sheet.height - 26 - TALL)
    _draw_plane(sheet, board.baseline, plane, size)
    for entry in found:
        _draw_example(sheet, board.baseline, plane, entry, size)
    corner = (2.0, steps) if size.suffix else (BLOCK + 22.0, total - 20)
    _draw_steps(sheet, corner, width, size)
    return sheet


def examples(board: Board) -> list[Entry]:
    """Return the methods that serve as examples: the survey's own two, as far as the board has them."""
    by_slug = {entry.slug: entry for entry in board.entries if entry.efficiency and entry.pir}
    return [by_slug[slug] for slug in EXAMPLES if slug in by_slug]


def _feet(line: Baseline, sdf: float, pir: float) -> tuple[Point, Point]:
    """Return where the vertical and the perpendicular meet the baseline."""
    perpendicular = line.perpendicular(sdf, pir)
    foot = (sdf + perpendicular * math.sin(line.theta), pir - perpendicular * math.cos(line.theta))
    return (sdf, line.pir(sdf)), foot


def _plane(line: Baseline, found: Sequence[Entry], floor: float) -> Plane:
    points = [*line.points, (0.0, line.intercept)]
    for entry in found:
        if entry.pir:
            points += [(entry.pir.sdf, entry.pir.value), *_feet(line, entry.pir.sdf, entry.pir.value)]
    pir = (min(p for _, p in points) - 0.05, max(p for _, p in points) + 0.03)
    sdf = (0.0, max(s for s, _ in points) + 0.03)
    unit = min(TALL / (pir[1] - pir[0]), WIDEST / (sdf[1] - sdf[0]))
    return Plane(LEFT, floor, sdf, pir, unit)


def _draw_plane(sheet: Sheet, line: Baseline, plane: Plane, size: Size) -> None:
    group, quiet = sheet.group("frame"), Style("muted", size.small)
    row = size.small * LINE_HEIGHT
    right, top = plane.at(plane.sdf[1], plane.pir[1])
    for value, words in ticks(*plane.pir, 6):
        y = plane.at(0, value)[1]
        group.line([(plane.left, y), (right, y)], "grid", 0.8)
        group.words((plane.left - 6, y - row / 2), words, quiet._replace(align="right"))
    for value, words in ticks(*plane.sdf, 5):
        x = plane.at(value, plane.pir[0])[0]
        group.line([(x, plane.floor), (x, plane.floor - 5)], "muted", 0.8)
        group.words((x, plane.floor - 6 - row), words, quiet._replace(align="center"))
    group.line([(plane.left, plane.floor), (right, plane.floor)], "muted", 0.8)
    group.words((2, top + 7), "PIR", quiet._replace(role="text"))
    group.words((right, plane.floor - 10 - 2 * row), "SDF", quiet._replace(role="text", align="right"))
    end = min(plane.sdf[1], (plane.pir[1] - line.intercept) / line.slope)
    base = sheet.group("baseline")
    base.line([plane.at(0, line.intercept), plane.at(end, line.pir(end))], "baseline", 1.6)
    x, y = plane.at(end, line.pir(end))
    base.words((x + 4, y - row), "baseline", Style("baseline", size.small))
    start = plane.at(0, line.intercept)
    base.line([start, (start[0] + 70, start[1])], "muted", 0.8, (2, 3))
    base.words((start[0] + 26, start[1] + 1), "θ", Style("muted", size.small))
    for point in line.points:
        base.mark(plane.at(*point), "D", "baseline", size.mark)


def _draw_example(sheet: Sheet, line: Baseline, plane: Plane, entry: Entry, size: Size) -> None:
    if entry.pir is None or entry.efficiency is None:
        return
    sdf, pir, found = entry.pir.sdf, entry.pir.value, entry.efficiency
    at, row = plane.at(sdf, pir), size.small * LINE_HEIGHT
    vertical, foot = (plane.at(*point) for point in _feet(line, sdf, pir))
    role, up = ("better", True) if found.offset > 0 else ("worse", False)
    group = sheet.group("example", entry.slug, f"{entry.method.card.name}: PIR {pir:.3f} at SDF {sdf:.3f}")
    group.line([at, vertical], role, 1.6, (4, 3))  # type: ignore[arg-type] # one of two roles
    group.line([at, foot], role, 1.6)  # type: ignore[arg-type] # as above
    group.mark(at, "^" if up else "v", role, size.mark)  # type: ignore[arg-type] # as above
    x = at[0] + 9
    y = at[1] + 4 if up else at[1] - row
    lines = [f"offset {signed(found.offset)}, dashed", f"perpendicular {signed(found.perpendicular)}"]
    y = write(
        group,
        (x, y + (3 * row if up else row)),
        [entry.method.card.name],
        Style("point", size.label, bold=True),
    )
    write(group, (x, y), lines, Style("text", size.small))


def _cells(step: tuple[str, str, str], size: Size, width: float) -> list[list[str]]:
    return [wrapped(words, size.small, width / 2 - 18) for words in step[1:]]


def _tall(step: tuple[str, str, str], size: Size, width: float) -> float:
    return size.label * LINE_HEIGHT + max(height(cell, size.small) for cell in _cells(step, size, width)) + 20


def _draw_steps(sheet: Sheet, corner: Point, width: float, size: Size) -> None:
    """Draw the three steps, efficiency on the left and feasibility on the right."""
    group, (left, top) = sheet.group("steps"), corner
    half = width / 2
    for number, words in enumerate(("Efficiency", "Feasibility")):
        write(group, (left + 8 + number * half, top), [words], Style("baseline", size.label, bold=True))
    y = top - size.label * LINE_HEIGHT - 6
    for step in STEPS:
        tall = _tall(step, size, width)
        outline(group, Box(left, y - tall, left + width, y), width=0, fill=0.35)
        below = write(group, (left + 8, y - 7), [step[0]], Style("text", size.label, bold=True)) - 3
        for number, cell in enumerate(_cells(step, size, width)):
            write(group, (left + 8 + number * half, below), cell, Style("text", size.small))
        y -= tall + 10
