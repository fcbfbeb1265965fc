"""What may go wrong around TEDD, each fault with the command that brings it about and what happens.

`templates/faults.yaml` enters, the context of a page leaves. Tests run the commands that it shows.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import yaml

from tedd.kept import kept

if TYPE_CHECKING:
    from tedd.content.boards import Boards, Contexts


class Fault(NamedTuple):
    """One thing that may go wrong."""

    id: str
    fault: str
    """What is wrong, in a few words."""
    command: str
    """What brings it about, in a folder with cards in `methods/`."""
    happens: str
    """What then happens."""
    exit: int = 0
    """The command's exit code."""
    says: str = ""
    """A part of what it prints."""
    left: tuple[str, ...] = ()
    """What then stands in the folder beside `methods/`."""
    needs: str = ""
    """What a system must allow for it; `namespaces` of Linux."""
    test: str = ""
    """The test that provokes it in another way, as pytest names it."""

    @property
    def runs(self) -> bool:
        """Whether a test runs the command as it stands here: then something is known of how it ends."""
        return bool(self.exit or self.says or self.left)


@kept
def load() -> dict[str, tuple[Fault, ...]]:
    """Return all faults under the titles of their groups."""
    text = (resources.files("tedd") / "templates" / "faults.yaml").read_text("utf-8")
    return {
        title: tuple(Fault(**{**one, "left": tuple(one.get("left", ()))}) for one in group)
        for title, group in yaml.safe_load(text).items()
    }


def faults(_boards: Boards) -> Contexts:
    """Return the context of the page; no card changes it."""
    groups = load()
    every = [one for group in groups.values() for one in group]
    context = {"groups": groups, "count": len(every), "run": sum(one.runs for one in every)}
    return {("contribute/faults.md", "faults"): context}
