"""How sure the ranks are, and where the doubt comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.content.boards import by_slug
from tedd.draws import SOURCES
from tedd.verdicts import verdicts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.content.boards import Boards, Contexts

NEGLIGIBLE = 0.005
"""Shares of variance below half a percent are not shown."""


def uncertainty(boards: Boards) -> Contexts:
    """Return the context of the page on uncertainty."""
    living = boards.living
    entries, shares = by_slug(living), living.uncertainty.shares if living.uncertainty else {}
    rows = [(entries[v.slug], v, shares.get(v.slug, {})) for v in verdicts(living) if entries[v.slug].ranked]
    context = {"living": living, "sources": SOURCES, "rows": [(e, v, _all(s)) for e, v, s in rows]}
    return {("about/uncertainty.md", "uncertainty"): context}


def _all(shares: Mapping[str, float]) -> dict[str, float]:
    """Return a share for every source, 0 where nothing is known; what rounds to nothing is nothing."""
    return {
        source: shares.get(source, 0.0) if shares.get(source, 0.0) > NEGLIGIBLE else 0.0 for source in SOURCES
    }
