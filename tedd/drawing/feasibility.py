"""Draws feasibility: simplicity rank and flexibility rank, and their projection on the 45-degree line.

A board enters, a drawn `Sheet` leaves. Both axes run from large to small, so that the best corner is the
upper right one, where a reader expects it. After the survey's Figure 5.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from tedd.drawing.fonts import LINE_HEIGHT, measure, shortened
from tedd.drawing.frame import Axis, Frame, Sample, draw_frame, draw_label, inner_box
from tedd.drawing.geometry import Box, Segment
from tedd.drawing.labels import Request, Scene, place
from tedd.drawing.svg import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tedd.board import Board, Entry
    from tedd.drawing.frame import Size
    from tedd.drawing.geometry import Point
    from tedd.drawing.labels import Placed
    from tedd.drawing.svg import Group

LONGEST_NAME = 150.0
"""Width at which a name is cut, in pixels."""
MARGIN = 0.7
"""Room beyond the largest ranks, in ranks."""
SHORTEST = 2
"""Lines of a label that can lose none: a name, and how many more there are."""
LEGEND = (
    Sample("method", "point", "o"),
    Sample("ranking line, with feasibility rank", "baseline"),
    Sample("projection on it", "muted", dash=(2.0, 2.0)),
)
_LINE_COST, _RANKING_LINE_COST = 14.0, 24.0


@dataclass(frozen=True)
class Cell:
    """The methods that share both ranks, and with them the feasibility rank."""

    entries: tuple[Entry, ...]
    simplicity: int
    flexibility: int
    rank: int
    frame: Frame
    named: int
    """How many names its label has at most."""

    @property
    def at(self) -> Point:
        """The cell's middle."""
        return self.frame.at(self.simplicity, self.flexibility)

    @property
    def foot(self) -> Point:
        """Its projection on the ranking line."""
        middle = (self.simplicity + self.flexibility) / 2
        return self.frame.at(middle, middle)

    @property
    def points(self) -> list[Point]:
        """One place for each method, side by side in rows, so that each can be pointed at."""
        unit = self.frame.at(0, 0)[0] - self.frame.at(1, 0)[0]
        columns = 1 + int((len(self.entries) - 1) ** 0.5)
        rows = -(-len(self.entries) // columns)
        step = min(self.frame.size.mark + 1, unit / (columns + 1))
        return [
            (
                self.at[0] + (number % columns - (min(columns, len(self.entries)) - 1) / 2) * step,
                self.at[1] - (number // columns - (rows - 1) / 2) * step,
            )
            for number in range(len(self.entries))
        ]

    @property
    def lines(self) -> list[str]:
        """The label: a name in each line."""
        size = self.frame.size.label
        names = [shortened(entry.method.card.name, size, LONGEST_NAME) for entry in self.entries]
        more = len(names) - self.named
        return [*names[: self.named], f"and {more} more"] if more > 0 else names

    @property
    def body(self) -> Box:
        """The rectangle that the points fill."""
        half = self.frame.size.mark / 2
        xs, ys = zip(*self.points, strict=True)
        return Box(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half)


def draw_feasibility(board: Board, size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    entries = board.by_feasibility()
    box = inner_box(size, LEGEND)
    frame = _frame(entries, box, size)
    cells = _cells(entries, frame)
    sheet = Sheet(name, size.width, round(size.height - box.y1 + frame.box.y1))
    draw_frame(sheet, frame, LEGEND)
    ranking = Segment(*_diagonal(frame), _RANKING_LINE_COST)
    group = sheet.group("baseline")
    group.line([ranking.start, ranking.end], "baseline", 1.4)
    group.words((frame.box.x1, frame.box.y1 + 7), "most feasible", Style("better", size.small, "right"))
    numbers = _draw_projections(sheet.group("projections"), cells)
    _draw_cells(sheet, *_labelled(cells, _scene(frame, ranking, cells, numbers)))
    return sheet


def tooltip(entry: Entry) -> str:
    """Return a method's three ranks in one line."""
    found = entry.feasibility
    ranks = f"simplicity rank {found.simplicity_rank}, flexibility rank {found.flexibility_rank}"
    return f"{entry.method.card.name}: {ranks}, feasibility rank {found.rank}"


def _frame(entries: Sequence[Entry], box: Box, size: Size) -> Frame:
    """Return axes on one scale, so that the ranking line runs at 45 degrees; 0 is the upper right corner.

    The box loses the height that nothing would be drawn in.
    """
    found = [entry.feasibility for entry in entries]
    ranks = [(each.simplicity_rank or 1, each.flexibility_rank or 1) for each in found]
    across = max((simplicity for simplicity, _ in ranks), default=1)
    up = max((flexibility for _, flexibility in ranks), default=1)
    feet = max((sum(pair) / 2 for pair in ranks), default=1)
    width, height = box.x1 - box.x0, box.y1 - box.y0
    down = max(up, feet) + MARGIN
    unit = min(width / (across + MARGIN), height / down)
    box = Box(box.x0, box.y0, box.x1, box.y0 + down * unit)
    every = -(-2 * size.small // unit)
    x = Axis(width / unit, 0, "Simplicity rank, simplest at the right", _ticks(across, int(every)), grid=True)
    y = Axis(down, 0, "Flexibility rank, most flexible at the top", _ticks(up, int(every)))
    return Frame(size, box, x, y)


def _ticks(most: int, every: int) -> tuple[tuple[float, str], ...]:
    return tuple((rank, str(rank)) for rank in range(1, most + 1, every))


def _cells(entries: Sequence[Entry], frame: Frame) -> list[Cell]:
    """Return the cells in the board's order, which is that of their feasibility ranks."""

    def ranks(entry: Entry) -> tuple[int, int, int]:
        found = entry.feasibility
        return found.rank or 0, found.simplicity_rank or 0, found.flexibility_rank or 0

    return [
        Cell(tuple(members), simplicity, flexibility, rank, frame, frame.size.names)
        for (rank, simplicity, flexibility), members in groupby(entries, key=ranks)
    ]


def _diagonal(frame: Frame) -> tuple[Point, Point]:
    """Return the ends of the ranking line: the best corner, and where it leaves the picture."""
    far = min(frame.x.start, frame.y.start)
    return frame.at(0, 0), frame.at(far, far)


def _draw_projections(group: Group, cells: Sequence[Cell]) -> list[Box]:
    """Draw each cell's way to the ranking line, and the feasibility rank there; return the numbers' boxes."""
    bodies = [cell.body for cell in cells]
    numbers: list[Box] = []
    done = set[int]()
    for cell in cells:
        if cell.simplicity != cell.flexibility:
            group.line([cell.at, cell.foot], "muted", 1.0, (2.0, 2.0))
        if cell.rank in done:
            continue
        done.add(cell.rank)
        group.mark(cell.foot, "o", "baseline", cell.frame.size.mark / 2)
        if box := _number_box(cell, [*bodies, *numbers]):
            numbers.append(box)
            style = Style("baseline", cell.frame.size.small, bold=True)
            group.words((box.x0, box.y0), str(cell.rank), style)
    return numbers


def _number_box(cell: Cell, taken: Sequence[Box]) -> Box | None:
    """Return a place for the rank right of its foot, where no diagonal line runs; None when all is full."""
    size, (x, y) = cell.frame.size.small, cell.foot
    width, height = measure(str(cell.rank), size, bold=True), size * LINE_HEIGHT
    for away in (6, 9, 12, 16, 20):
        box = Box(x + away, y - height / 2, x + away + width, y + height / 2)
        if box.x1 < cell.frame.box.x1 and not any(box.overlaps(other, 1) for other in taken):
            return box
    return None


def _labelled(cells: Sequence[Cell], scene: Scene) -> tuple[Sequence[Cell], dict[str, Placed]]:
    """Place the labels; one that is too tall for any place gives up half of its names and tries again."""
    while True:
        found = place(_requests(cells), scene)
        tall = {_key(cell) for cell in cells if _key(cell) not in found and len(cell.lines) > SHORTEST}
        if not tall:
            return cells, found
        cells = [
            replace(cell, named=max(1, min(cell.named, len(cell.entries)) // 2))
            if _key(cell) in tall
            else cell
            for cell in cells
        ]


def _draw_cells(sheet: Sheet, cells: Sequence[Cell], labels: Mapping[str, Placed]) -> None:
    """Draw each method's point with its line of the label as one link."""
    for cell in cells:
        placed, size, named = labels.get(_key(cell)), cell.frame.size, cell.named
        for number, (entry, point) in enumerate(zip(cell.entries, cell.points, strict=True)):
            group = sheet.group("point", entry.slug, tooltip(entry))
            if placed and number < named:
                draw_label(group, placed, cell.lines[number], Style("text", size.label), number)
            group.mark(point, "o", "point", size.mark)
        if placed and len(cell.entries) > named:
            draw_label(sheet.group("more"), placed, cell.lines[-1], Style("muted", size.label), named)


def _requests(cells: Sequence[Cell]) -> list[Request]:
    """Return what labels want a place, the most feasible cells first."""
    return [
        Request(
            _key(cell),
            *cell.body.middle,
            width=max(measure(line, cell.frame.size.label) for line in cell.lines),
            height=len(cell.lines) * cell.frame.size.label * LINE_HEIGHT,
            reach=max(cell.body.x1 - cell.body.x0, cell.body.y1 - cell.body.y0) / 2 + 4,
        )
        for cell in cells
    ]


def _key(cell: Cell) -> str:
    return f"{cell.simplicity} {cell.flexibility}"


def _scene(frame: Frame, ranking: Segment, cells: Sequence[Cell], fixed: Sequence[Box]) -> Scene:
    projections = (Segment(cell.at, cell.foot, _LINE_COST) for cell in cells)
    points = tuple(cell.body.middle for cell in cells)
    return Scene(frame.room, (*fixed, *_blocked(cells)), (ranking, *projections), points)


def _blocked(cells: Sequence[Cell]) -> Iterator[Box]:
    """Yield what no label may cover: the points and where their projections end."""
    for cell in cells:
        body = cell.body
        yield Box(body.x0 - 1, body.y0 - 1, body.x1 + 1, body.y1 + 1)
        yield Box.around(*cell.foot, cell.frame.size.mark / 4 + 1)
