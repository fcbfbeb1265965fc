"""The codes of `tedd check`, each with its meaning, an example and what the checker says of it.

The registry of codes enters, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd import codes as registry

if TYPE_CHECKING:
    from tedd.content.boards import Boards, Contexts


def codes(_boards: Boards) -> Contexts:
    """Return the context of the page of codes; no card changes it."""
    groups = registry.groups()
    context = {
        "groups": groups,
        "count": sum(len(group.codes) for group in groups),
        "warnings": sum(one.severity == "warning" for group in groups for one in group.codes),
    }
    return {("contribute/codes.md", "codes"): context}
