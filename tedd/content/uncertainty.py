"""How sure the ranks are, where the doubt comes from, and how often intervals hold the truth.

A board with draws and stored results of simulations enter, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.content import coverage
from tedd.content.boards import by_slug, ranked
from tedd.draws import SOURCES
from tedd.separation import MANY
from tedd.uncertainty import with_free_baseline
from tedd.verdicts import verdicts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.board import Board
    from tedd.content.boards import Boards, Contexts
    from tedd.uncertainty import Freed

NEGLIGIBLE = 0.005
"""Shares of variance below half a percent are not shown."""


def uncertainty(boards: Boards) -> Contexts:
    """Return the context of the page on uncertainty."""
    living = boards.living
    entries, shares = by_slug(living), living.uncertainty.shares if living.uncertainty else {}
    rows = [(entries[v.slug], v, shares.get(v.slug, {})) for v in verdicts(living) if entries[v.slug].ranked]
    single, network = coverage.stored("coverage"), coverage.stored("coverage-network")
    context = {
        "living": living,
        "sources": SOURCES,
        "rows": [(e, v, _all(s)) for e, v, s in rows],
        "freed": _freed(living),
        "run": single,
        "groups": coverage.groups(single),
        "network": network,
        "known": coverage.known(network),
    }
    return {("about/uncertainty.md", "uncertainty"): context}


def _all(shares: Mapping[str, float]) -> dict[str, float]:
    """Return a share for every source, 0 where nothing is known; what rounds to nothing is nothing."""
    return {
        source: shares.get(source, 0.0) if shares.get(source, 0.0) > NEGLIGIBLE else 0.0 for source in SOURCES
    }


def _freed(board: Board) -> dict[str, Freed]:
    """Return rank ranges with the baseline drawn too; none before draws were made or on a large board."""
    found = board.uncertainty
    if found is None or len(ranked(board)) > MANY:
        return {}
    return with_free_baseline(board, draws=found.draws, seed=found.seed)
