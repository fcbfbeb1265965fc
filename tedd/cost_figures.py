"""The picture of what builds cost against the number of cards.

A run of the benchmark enters, SVG files leave as a mapping of path to bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.drawing.cost import Series, draw_cost
from tedd.drawing.frame import SIZES
from tedd.figures import path

if TYPE_CHECKING:
    from tedd.surface.benchmark import Benchmark

PREFIX, KIND = "benchmark", "cost"
LINES = {
    "build": "TEDD, whole build",
    "ordinary": "stock Material, ordinary Markdown",
    "same": "stock Material, the same pages",
    "load": "TEDD, reading the cards",
}
"""The series in their order."""


def series(run: Benchmark) -> list[Series]:
    """Return the lines of the picture: seconds on the clock by number of cards."""
    found = []
    for key, words in LINES.items():
        costs = [(at.cards, getattr(at, key)) for at in run.sizes]
        points = tuple((cards, cost.wall) for cards, cost in costs if cost is not None)
        found += [Series(words, points)] if points else []
    return found


def cost_figures(run: Benchmark) -> dict[str, bytes]:
    """Return the picture under its paths."""
    shown = series(run)
    made: dict[str, bytes] = {}
    for size in SIZES:
        sheet = draw_cost(shown, size, f"{PREFIX}-{KIND}{size.suffix}")
        drawn = sheet.svg("Cost of a build", cost_text(run), str)
        compact = bool(size.suffix)
        made |= {path(PREFIX, KIND, scheme, compact=compact): svg for scheme, svg in drawn.items()}
    return made


def cost_text(run: Benchmark) -> str:
    """Return what the picture shows, in words."""
    parts = [f"{at.cards} cards in {at.build.wall:.0f} s" for at in run.sizes]
    text = f"Seconds of a whole build against the number of cards: {', '.join(parts)}."
    beside = [(at.cards, at.ordinary.wall) for at in run.sizes if at.ordinary]
    if not beside:
        return text
    cards, wall = beside[-1]
    return f"{text} Stock Material takes {wall:.0f} s for {cards} in ordinary Markdown."
