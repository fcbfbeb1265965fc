"""The pictures of rank stability: how far each method moves under other choices, on both boards.

A board with draws enters, SVG files leave as a mapping of path to bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd import figures, weight_grid
from tedd.drawing.fonts import plain
from tedd.drawing.frame import SIZES
from tedd.drawing.stability import MOST_ROWS, Range, draw_stability
from tedd.formats import plural
from tedd.sensitivity import default_ranks, stability

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tedd.board import Board
    from tedd.sensitivity import Alternative, Stability
    from tedd.weight_grid import Tried

KINDS = ("stability-efficiency", "stability-feasibility")
_TITLES = {
    "stability-efficiency": "Efficiency ranks under other choices",
    "stability-feasibility": "Feasibility ranks under other weights",
}


def stability_figures(
    board: Board, tried: Tried, *, prefix: str, link: Callable[[str], str] = "../../methods/{}/".format
) -> dict[str, bytes]:
    """Return both pictures in all sizes and schemes under their paths; see `tedd.figures.figures`."""
    rows = {
        "stability-efficiency": efficiency_ranges(board, tried.alternatives),
        "stability-feasibility": _ranges(stability(tried.grid, weight_grid.default_ranks(board)), board, {}),
    }
    found: dict[str, bytes] = {}
    for kind in KINDS:
        for size in SIZES:
            sheet = draw_stability(rows[kind], size, f"{prefix}-{kind}{size.suffix}")
            drawn = sheet.svg(_TITLES[kind], alt_text(rows[kind]), link)
            compact = bool(size.suffix)
            found |= {
                figures.path(prefix, kind, scheme, compact=compact): svg for scheme, svg in drawn.items()
            }
    return found


def efficiency_ranges(board: Board, found: Sequence[Alternative]) -> list[Range]:
    """Return each ranked method's ranks under other choices, and over the draws where there are any."""
    over_draws = {
        entry.slug: (entry.efficiency.rank_best, entry.efficiency.rank_worst)
        for entry in board.entries
        if entry.efficiency and entry.efficiency.rank_best and entry.efficiency.rank_worst
    }
    return _ranges(stability(found, default_ranks(board)), board, over_draws)


def _ranges(
    found: Sequence[Stability], board: Board, drawn: Mapping[str, tuple[int | None, int | None]]
) -> list[Range]:
    names = {entry.slug: entry.method.card.name for entry in board.entries}
    rows = []
    for one in found:
        best, worst = drawn.get(one.slug, (None, None))
        between = (best, worst) if best and worst else None
        rows.append(Range(one.slug, names[one.slug], one.rank, one.best, one.worst, between))
    return rows


def alt_text(rows: Sequence[Range]) -> str:
    """Return what a picture shows: who stays, who moves farthest."""
    if not rows:
        return "Ranks under other choices: no method is ranked yet."
    most = max(rows, key=lambda row: row.worst - row.best)
    first = rows[0]
    shown = f" The first {MOST_ROWS} are shown." if len(rows) > MOST_ROWS else ""
    text = f"Ranks of {plural(len(rows), 'method')}, each with the range over all other choices. "
    text += f"{plain(first.name)}, rank {first.rank}, goes from {first.best} to {first.worst}; "
    return f"{text}{plain(most.name)}, rank {most.rank}, moves most, from {most.best} to {most.worst}.{shown}"
