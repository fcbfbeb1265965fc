"""The Python interface: what programs may call, in the words of its docstrings.

The package's public names enter, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.public import public, steps

if TYPE_CHECKING:
    from tedd.content.boards import Boards, Contexts


def api(_boards: Boards) -> Contexts:
    """Return the context of the page on the Python interface; no card changes it."""
    return {("contribute/api.md", "api"): {"public": public(), "steps": steps()}}
