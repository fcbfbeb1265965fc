"""Methods side by side: without a script the first of the board, with one whichever the reader chooses.

Both boards and the duels enter, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.comparison import common, comparison, versus
from tedd.content.boards import ranked

if TYPE_CHECKING:
    from tedd.content.boards import Boards, Contexts

MOST = 4
"""Methods that a reader may put beside each other."""
FIRST = 2
"""Methods that stand there from the start: more do not fit on a phone."""


def compare(boards: Boards) -> Contexts:
    """Return the context of the page that compares."""
    found = comparison(boards.living, boards.duels)
    first = {entry.slug for entry in ranked(boards.living)[:FIRST]}
    profiles = [profile for profile in found.profiles if profile.slug in first]
    labels = list(profiles[0].facts) if profiles else []
    context = {
        "profiles": profiles,
        "choices": sorted(((each.slug, each.name) for each in found.profiles), key=lambda c: c[1].casefold()),
        "labels": [(label, len({each.facts[label] for each in profiles}) > 1) for label in labels],
        "places": range(1, MOST + 1),
        "pairs": versus(found, profiles),
        "common": common(profiles),
    }
    return {("compare/index.md", "compare"): context}
