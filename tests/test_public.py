"""The page on the Python interface: all that is public, in the words of the docstrings, read and not run."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import TYPE_CHECKING

import tedd
from tedd.board import Board
from tedd.public import STEPS, public, steps
from tests.test_pages import real_pages

if TYPE_CHECKING:
    from tedd.public import Item

PAGE = "contribute/api.md"


def paths(items: tuple[Item, ...]) -> set[str]:
    """Return the names of items and of their members."""
    return {path for item in items for path in (item.path, *paths(item.members))}


def test_every_public_function_is_documented() -> None:
    """What `tedd` gives to others stands on the page with its docstring; what has none may not be public."""
    given = [value for name, value in vars(tedd).items() if inspect.isfunction(value) and name[0] != "_"]

    assert {f"tedd.{one.__name__}" for one in given} <= paths(public())
    assert all(item.blocks for item in (*public(), *steps()))
    assert all(f'id="{item.path}"' in real_pages()[PAGE] for item in (*public(), *steps()))


def test_every_step_is_found() -> None:
    """A function of the engine that was renamed would vanish from the page without a word."""
    assert [item.path for item in steps()] == [f"tedd.{step}" for step in STEPS]


def test_a_class_has_its_members() -> None:
    """Attributes come with their types and meanings, properties without brackets, private ones not at all."""
    (board,) = (item for item in steps() if item.path == "tedd.board.Board")
    members = {member.path.removeprefix("Board."): member for member in board.members}

    assert set(members) == {name for name in (*Board.__annotations__, *vars(Board)) if name[0] != "_"}
    assert members["entries"].signature == "Board.entries: tuple[Entry, ...]"


def test_examples_stand_apart() -> None:
    """A paragraph that begins with a prompt is an example; every other is text on one line."""
    from tedd.public import _blocks  # noqa: PLC0415 # the rule itself

    found = _blocks("Return it\nsoon.\n\n>>> 1\n1\n\nRaises.")

    assert [block.kind for block in found] == ["text", "example", "text"]
    assert [block.text for block in found] == ["Return it soon.", ">>> 1\n1", "Raises."]


def test_nothing_is_imported_to_be_documented() -> None:
    """The docstrings are read from files: numpy is not there afterwards."""
    code = "import sys, tedd.public as p; p.public(), p.steps(); sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
