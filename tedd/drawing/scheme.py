"""The picture of the three-stage scheme: every method is a link in its place.

A `Board` and a size enter, a drawn `Sheet` leaves. Wide, the stages stand side by side; on phones one stands
below the other. Boxes are as tall as their words, the sheet as tall as its boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tedd.drawing.blocks import arrow, height, outline, wrapped, write
from tedd.drawing.fonts import LINE_HEIGHT, measure, shortened
from tedd.drawing.geometry import Box
from tedd.drawing.svg import Sheet, Style
from tedd.scheme import counted, scheme

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.drawing.frame import Size
    from tedd.drawing.geometry import Point
    from tedd.scheme import Panel, Row, Stage

MOST_NAMES = 24
"""Methods named in a box; the others are counted, and stand in the chapter's list."""
LONGEST_NAME = 150.0
PAD = 7.0
GAP = 10.0
ARROW = 24.0
"""Room for the arrow between two stages."""
ASIDE = 0.4
"""Part of a box's width that its title takes, where title and names stand side by side."""
NARROW = 220.0
"""A box narrower than this has its title above its names."""


@dataclass(frozen=True)
class Laid:
    """A box with its words in lines, ready to be drawn at any height."""

    row: Row
    title: tuple[str, ...]
    names: tuple[tuple[tuple[float, str, Entry | None], ...], ...]
    """Lines of names, each with its place from the left."""
    size: Size
    width: float

    @property
    def pitch(self) -> float:
        """From one line of names to the next: further apart where fingers point."""
        return self.size.label * (1.9 if self.size.suffix else 1.5)

    @property
    def beside(self) -> bool:
        """Whether the names stand to the right of the title."""
        return self.width >= NARROW

    @property
    def height(self) -> float:
        """Height of the box in pixels."""
        parts = (height(self.title, self.size.small), len(self.names) * self.pitch)
        return 2 * PAD + (max(parts) if self.beside else sum(parts))

    def draw(self, sheet: Sheet, left: float, top: float, kind: str) -> None:
        """Draw the box with its upper left corner there."""
        group = sheet.group("box")
        outline(group, Box(left, top - self.height, left + self.width, top))
        start = top - PAD
        shift = (self.pitch - self.size.small * LINE_HEIGHT) / 2 if self.beside else 0
        below = write(group, (left + PAD, start - shift), self.title, Style("muted", self.size.small))
        y, x = (start, left + self.width * ASIDE) if self.beside else (below, left + PAD)
        for line in self.names:
            y -= self.pitch
            for offset, name, entry in line:
                self._name(sheet, (x + offset, y + self.pitch * 0.12), name, entry, kind)

    def _name(self, sheet: Sheet, at: Point, name: str, entry: Entry | None, kind: str) -> None:
        if entry is None:
            sheet.group("count").words(at, name, Style("text", self.size.label))
            return
        card = entry.method.card
        group = sheet.group(kind, entry.slug, f"{card.name}, {card.first_appeared}: {self.row.title}")
        group.words(at, name, Style("point", self.size.label))


def draw_scheme(board: Board, size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    stages = scheme(board)
    widths = (size.width - 4.0,) * 3 if size.suffix else (186.0, 352.0, 170.0)
    columns = [_stage(stage, size, width) for stage, width in zip(stages, widths, strict=True)]
    heights = [column.height for column in columns]
    total = sum(heights) + 2 * ARROW if size.suffix else max(heights)
    sheet = Sheet(name, size.width, round(total + 4))
    left, top = 2.0, total + 2
    for column in columns:
        column.draw(sheet, left, top)
        if column is columns[-1]:
            break
        if size.suffix:
            top -= column.height + ARROW
            arrow(sheet.group("arrow"), (size.width / 2, top + ARROW - 3), (size.width / 2, top + 3))
        else:
            left += column.width + ARROW
            middle = top - size.label * LINE_HEIGHT / 2
            arrow(sheet.group("arrow"), (left - ARROW + 3, middle), (left - 3, middle))
    return sheet


@dataclass(frozen=True)
class Column:
    """A stage with its panels laid out."""

    stage: Stage
    panels: tuple[tuple[Panel, tuple[Laid, ...]], ...]
    size: Size
    width: float

    @property
    def head(self) -> list[str]:
        """The stage's question, in lines."""
        return wrapped(self.stage.question, self.size.small, self.width)

    @property
    def named(self) -> bool:
        """Whether its panels have titles of their own."""
        return len(self.stage.panels) > 1 or self.stage.number > 1

    @property
    def height(self) -> float:
        """Height of the column in pixels."""
        heads = self.size.label * LINE_HEIGHT + height(self.head, self.size.small) + GAP
        return heads + sum(self._panel(rows) + GAP for _, rows in self.panels) - GAP

    def _title(self) -> float:
        return self.size.label * LINE_HEIGHT + PAD if self.named else 0.0

    def _panel(self, rows: tuple[Laid, ...]) -> float:
        return self._title() + 2 * PAD + sum(row.height for row in rows) + (len(rows) - 1) * PAD

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the stage with its upper left corner there."""
        group, strong = sheet.group("stage"), Style("text", self.size.label, bold=True)
        y = write(group, (left, top), [f"{self.stage.number}  {self.stage.title}"], strong)
        y = write(group, (left, y), self.head, Style("muted", self.size.small)) - GAP
        for panel, rows in self.panels:
            tall = self._panel(rows)
            outline(group, Box(left, y - tall, left + self.width, y), width=0, fill=0.35)
            inner = y - PAD
            if self.named:
                inner = write(group, (left + PAD, inner), [panel.title], strong._replace(bold=False)) - PAD
            for row in rows:
                row.draw(sheet, left + PAD, inner, panel.key)
                inner -= row.height + PAD
            y -= tall + GAP


def _stage(stage: Stage, size: Size, width: float) -> Column:
    panels = tuple(
        (panel, tuple(_laid(row, size, width - 2 * PAD) for row in panel.rows)) for panel in stage.panels
    )
    return Column(stage, panels, size, width)


def _laid(row: Row, size: Size, width: float) -> Laid:
    beside = width >= NARROW
    room = width * (1 - ASIDE) - PAD if beside else width - 2 * PAD
    title = wrapped(row.title, size.small, width * ASIDE - 1.5 * PAD if beside else room)
    return Laid(row, tuple(title), _names(row, size, room), size, width)


def _names(row: Row, size: Size, room: float) -> tuple[tuple[tuple[float, str, Entry | None], ...], ...]:
    """Return the names in lines that fit, each with its place from the left."""
    words: list[tuple[str, Entry | None]] = []
    if row.counted:
        words = [(counted(row), None)]
    else:
        longest = min(room, LONGEST_NAME)
        words = [(shortened(e.method.card.name, size.label, longest), e) for e in row.entries[:MOST_NAMES]]
        more = len(row.entries) - len(words)
        words += [(f"and {more} more", None)] if more else []
    lines: list[list[tuple[float, str, Entry | None]]] = [[]]
    x = 0.0
    for name, entry in words:
        width = measure(name, size.label)
        if lines[-1] and x + width > room:
            lines.append([])
            x = 0.0
        lines[-1].append((x, name, entry))
        x += width + 12
    return tuple(tuple(line) for line in lines)
