"""How the code is built: the way from cards to pages, and what each module does.

The layers of the package enter, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.architecture import layers

if TYPE_CHECKING:
    from tedd.content.boards import Boards, Contexts


def architecture(_boards: Boards) -> Contexts:
    """Return the context of the page on the architecture; no card changes it."""
    found = layers()
    context = {"layers": found, "modules": sum(len(layer.modules) for layer in found)}
    return {("contribute/architecture.md", "architecture"): context}
