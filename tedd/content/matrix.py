"""Who beat whom, where: a table of methods against methods, counted in papers.

Duels and the edges of the network enter, a `Matrix` leaves. A paper is won when most of its scores are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tedd.consensus import ENOUGH
from tedd.formats import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tedd.head_to_head import Duel, HeadToHead, View

STRONG = 0.1
"""Mean gain from which a cell is shaded fully."""


class Met(NamedTuple):
    """One cell: what the row's method did against the column's."""

    won: int
    """Papers in which it scored higher more often than lower."""
    lost: int
    even: int
    ratio: float | None
    """Mean ratio by those papers; None where no ratio can be taken."""
    tone: str
    """Class of the cell's shade."""
    where: str
    """Which papers, in words."""


class Line(NamedTuple):
    """One row of the matrix."""

    method: str
    cells: tuple[Met | None, ...]
    """A cell for each column; None where the two never met."""


class Matrix(NamedTuple):
    """Rows against columns, in the same order."""

    methods: tuple[str, ...]
    lines: tuple[Line, ...]


def matrix(view: View, board: HeadToHead, *, least: int = ENOUGH) -> Matrix | None:
    """Return the matrix of the methods that at least some number of papers ran; None of fewer than two."""
    names = {**board.names, **{file.slug: file.study.name for file in board.studies}}
    order = [e.method for one in view.consensus for e in one.estimates if e.studies >= least]
    ratios = {(edge.method, edge.other): edge.direct for edge in view.edges}
    duels = {(duel.method, duel.other): duel for duel in view.duels}
    if len(order) < ENOUGH:
        return None
    lines = (Line(row, tuple(_cell(row, column, duels, ratios, names) for column in order)) for row in order)
    return Matrix(tuple(order), tuple(lines))


def _cell(
    row: str,
    column: str,
    duels: Mapping[tuple[str, str], Duel],
    ratios: Mapping[tuple[str, str], float],
    names: Mapping[str, str],
) -> Met | None:
    pair = (row, column) if row < column else (column, row)
    if pair not in duels:
        return None
    turned, ratio = pair[0] != row, ratios.get(pair)
    signs = [_sign(meeting.wins - meeting.losses) * (-1 if turned else 1) for meeting in duels[pair].meetings]
    found = 1 / ratio if ratio and turned else ratio
    where = _where(duels[pair], names, names[row], turned=turned)
    return Met(signs.count(1), signs.count(-1), signs.count(0), found, tone(signs, found), where)


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)


def tone(signs: Sequence[int], ratio: float | None) -> str:
    """Return a cell's class: won or lost, strong from a tenth on; even where papers and mean disagree."""
    by_papers, by_mean = _sign(sum(signs)), _sign((ratio > 1) - (ratio < 1)) if ratio else 0
    side = by_papers + by_mean
    strong = "-strong" if ratio and abs(ratio - 1) >= STRONG else ""
    return f"d-won{strong}" if side > 0 else f"d-lost{strong}" if side < 0 else "d-even"


def _where(duel: Duel, names: Mapping[str, str], name: str, *, turned: bool) -> str:
    """Return the papers with the scores won and lost in each."""
    counts = [
        (names[m.study], *((m.losses, m.wins) if turned else (m.wins, m.losses)), m.ties)
        for m in duel.meetings
    ]
    return f"{name}: " + "; ".join(_counted(*count) for count in counts)


def _counted(paper: str, wins: int, losses: int, ties: int) -> str:
    return f"{paper}, {plural(wins, 'score')} higher, {losses} lower" + (f", {ties} equal" if ties else "")
