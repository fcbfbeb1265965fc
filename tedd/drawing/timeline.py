"""The picture of the timeline: a row for each method, a mark for each of the survey's three questions.

A `Board` and a size enter, a drawn `Sheet` leaves. Rows are in order of months, so a mark that wanders to the
right is a trend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tedd.drawing.fonts import LINE_HEIGHT, shortened
from tedd.drawing.svg import Sheet, Style
from tedd.formats import term
from tedd.timeline import COLUMNS, QUESTIONS, answer, answers, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tedd.board import Board
    from tedd.drawing.frame import Size
    from tedd.drawing.svg import Role, Shape
    from tedd.timeline import Moment

MOST = 60
"""Methods that are drawn, the newest; all stand in the chapter's table."""
FORMS: dict[str, tuple[Shape, Role]] = {
    "candidate_dataset": ("o", "point"),
    "quality_measurement": ("s", "better"),
    "selected_feature": ("D", "worse"),
}
DATES = 34.0
"""Room for the months."""
FOOT = 2.2
"""Height of the legend, in rows."""


class Grid(NamedTuple):
    """Where rows and columns lie."""

    size: Size
    columns: tuple[float, ...]
    """Middle of each column from the left."""
    row: float
    """Height of a row."""
    head: float
    """Height of the columns' names."""


def draw_timeline(board: Board, size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    moments = timeline(board)[-MOST:]
    grid = _grid(size)
    breaks = {moment.year for moment in moments}
    tall = grid.head + (len(moments) + len(breaks) + FOOT) * grid.row
    sheet = Sheet(name, size.width, round(tall))
    _draw_head(sheet, grid, tall, (len(moments) + len(breaks)) * grid.row)
    y, year = tall - grid.head, ""
    for moment in moments:
        if moment.year != year:
            y, year = y - grid.row, moment.year
            sheet.group("year").words((2, y + grid.row * 0.15), year, Style("text", size.label, bold=True))
        y -= grid.row
        _draw_row(sheet, grid, moment, y)
    _draw_foot(sheet, grid, y)
    return sheet


def _grid(size: Size) -> Grid:
    """Return the columns, with a gap before each new question, so that the last one ends at the border."""
    step, gap = (20.0, 12.0) if size.suffix else (52.0, 26.0)
    xs: list[float] = []
    for number, (aspect, _) in enumerate(COLUMNS):
        new = number > 0 and aspect != COLUMNS[number - 1][0]
        xs.append(xs[-1] + step + gap * new if xs else 0.0)
    shift = size.width - 12 - xs[-1]
    line = size.small * LINE_HEIGHT
    return Grid(size, tuple(x + shift for x in xs), 24.0 if size.suffix else 21.0, len(COLUMNS) * line + 8)


def _draw_head(sheet: Sheet, grid: Grid, top: float, below: float) -> None:
    """Name the columns, line above line, each at the upper end of its line: so no name lies across a line."""
    group, size, line = sheet.group("columns"), grid.size, grid.size.small * LINE_HEIGHT
    for number, ((aspect, key), x) in enumerate(zip(COLUMNS, grid.columns, strict=True)):
        y = top - (len(COLUMNS) - number) * line
        group.line([(x, y + 2), (x, top - grid.head - below)], "grid", 0.8)
        words = f"{QUESTIONS[aspect]}: {answer(aspect, key)}"
        group.words((x - 4, y), words, Style("text", size.small, "right"))


def _draw_row(sheet: Sheet, grid: Grid, moment: Moment, y: float) -> None:
    size, card = grid.size, moment.entry.method.card
    sheet.group("rows").line([(0, y), (size.width, y)], "grid", 0.6)
    text, middle = y + grid.row * 0.12, y + grid.row / 2
    sheet.group("month").words((2, text), moment.month, Style("muted", size.small))
    said = ", ".join(answers(moment)) or term(card.taxonomy.signal)
    link = sheet.group("method", moment.entry.slug, f"{card.name}, {card.first_appeared}: {said}")
    room = grid.columns[0] - DATES - 12
    link.words((DATES, text), shortened(card.name, size.label, room), Style("point", size.label))
    if not moment.marks:
        words = shortened(term(card.taxonomy.signal), size.small, size.width - grid.columns[0] + 6)
        sheet.group("other").words((grid.columns[0] - 8, text), words, Style("muted", size.small))
    for (aspect, _), x in _marked(moment.marks, grid):
        shape, role = FORMS[aspect]
        link.mark((x, middle), shape, role, size.mark, hollow=moment.ours)


def _marked(marks: Sequence[bool], grid: Grid) -> list[tuple[tuple[str, str], float]]:
    return [(column, x) for column, x, marked in zip(COLUMNS, grid.columns, marks, strict=False) if marked]


def _draw_foot(sheet: Sheet, grid: Grid, y: float) -> None:
    """Say what filled and hollow marks mean."""
    group, size = sheet.group("legend"), grid.size
    y -= grid.row * 1.5
    x = 2.0
    for hollow, words in ((False, "the survey's mark"), (True, "our reading")):
        group.mark((x + 6, y + grid.row * 0.4), "o", "point", size.mark, hollow=hollow)
        group.words((x + 18, y), words, Style("muted", size.small))
        x += 160
