"""The file of what the order hangs on: every alternative's rank of every method, as CSV.

A `Board` enters, `{path: bytes}` leaves. Names of methods stand in the alternatives; numbers as computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tedd import weight_grid
from tedd.forms import csv_text
from tedd.sensitivity import default_ranks, stability

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tedd.board import Board
    from tedd.sensitivity import Alternative
    from tedd.weight_grid import Tried

Row = dict[str, Any]


def sensitivity_files(board: Board, found: Tried) -> dict[str, bytes]:
    """Return the data file under its path."""
    return {"data/sensitivity.csv": csv_text(rows(board, found)).encode()}


def rows(board: Board, tried: Tried) -> Iterator[Row]:
    """Yield a row for each alternative and method; of the grid of weights, single changes and both ends."""
    default = default_ranks(board)
    for one in tried.alternatives:
        yield from _rows("efficiency", one, default)
    grid, default = tried.grid, weight_grid.default_ranks(board)
    for one in weight_grid.one_by_one(grid):
        yield from _rows("feasibility", one, default)
    ends = stability(grid, default)
    for end in ("best", "worst"):
        for found in ends:
            rank = getattr(found, end)
            yield _row("feasibility", "grid", f"{end} of {len(grid)}", found.slug, rank, found.rank)


def _rows(by: str, found: Alternative, default: Mapping[str, int]) -> Iterator[Row]:
    for slug, before in default.items():
        offset = found.offsets.get(slug)
        yield _row(by, found.kind, found.what, slug, found.ranks[slug], before, offset, found.tau)


def _row(  # noqa: PLR0913, PLR0917 # a row's columns, in their order
    by: str,
    kind: str,
    alternative: str,
    slug: str,
    rank: int,
    before: int,
    offset: float | None = None,
    tau: float | None = None,
) -> Row:
    return {
        "by": by,
        "kind": kind,
        "alternative": alternative,
        "method": slug,
        "rank": rank,
        "default_rank": before,
        "offset": offset,
        "tau": tau,
    }
