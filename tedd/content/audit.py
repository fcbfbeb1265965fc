"""The survey's values counted again, and the discrepancies of the published material with what they move.

Both boards and the discrepancies enter, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.audit import audit as counted
from tedd.content.boards import by_slug
from tedd.links import source_url

if TYPE_CHECKING:
    from tedd.content.boards import Boards, Contexts


def audit(boards: Boards) -> Contexts:
    """Return the context of the audit's page."""
    survey, living = boards.survey, boards.living
    items = boards.discrepancies
    checked = counted(survey, living)
    movers = [item for item in items if item.moves]
    context = {
        "living": living,
        "checked": checked,
        "agreeing": sum(item.basis == "direct" for item in checked),
        "without": sum(item.own is None for item in checked),
        "total": len(items),
        "movers": movers,
        "published": sum(item.top is not None for item in movers),
        "living_only": sum(item.top is None for item in movers),
        "still": [item for item in items if item.effects and not item.moves],
        "silent": [item for item in items if not item.effects],
        "names": by_slug(living),
        "corrected": sorted(boards.corrected, key=lambda one: one.entry.date, reverse=True),
        "url": source_url,
    }
    return {("about/audit.md", "audit"): context}
