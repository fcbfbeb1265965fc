"""What Python programs may call: the public names of this package, with what their docstrings say.

The source of `tedd/__init__.py` and of what its functions return enters, `Item`s leave. Files are read, never
imported, so that a page on them needs neither numpy nor a site builder.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS = (
    *("cards.load", "studies.load_studies", "board.build_board", "board.Board", "uncertainty.quantify"),
    *("head_to_head.head_to_head", "build.outputs", "build.write"),
)
"""The engine's own functions in the order in which a build calls them, and the board that they make."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Block(NamedTuple):
    """A paragraph of a docstring, or an example to type in."""

    kind: str
    """`text` or `example`."""
    text: str


@dataclass(frozen=True)
class Item:
    """One name and what is said of it."""

    path: str
    """The name with all that stands before it, such as `tedd.load`."""
    signature: str
    """As one would call it; of a class or a value, its name and its type."""
    blocks: tuple[Block, ...]
    members: tuple[Item, ...] = ()
    """Of a class: its attributes and methods."""


@cache
def public() -> tuple[Item, ...]:
    """Return the package's public names, then the classes of what its functions return."""
    tree = _tree("__init__")
    functions = [node for node in tree.body if isinstance(node, Function) and not node.name.startswith("_")]
    places = {
        alias.asname or alias.name: str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    returned = dict.fromkeys(
        name.id for one in functions for name in ast.walk(one.returns or one) if isinstance(name, ast.Name)
    )
    classes = [(places[name], name) for name in returned if places.get(name, "").startswith("tedd.")]
    return (
        *(_function("tedd", node) for node in functions),
        *(item for module, name in classes for item in _named(module.removeprefix("tedd."), name)),
    )


@cache
def steps() -> tuple[Item, ...]:
    """Return the engine's functions that `STEPS` names."""
    return tuple(item for step in STEPS for item in _named(*step.split(".")))


def _tree(module: str) -> ast.Module:
    path = resources.files("tedd").joinpath(f"{module.replace('.', '/')}.py")
    return ast.parse(path.read_text("utf-8"))


def _named(module: str, name: str) -> Iterator[Item]:
    """Yield a module's class or function of a name, if it has one."""
    for node in _tree(module).body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            yield _class(f"tedd.{module}", node)
        elif isinstance(node, Function) and node.name == name:
            yield _function(f"tedd.{module}", node)


def _class(place: str, node: ast.ClassDef) -> Item:
    path = f"{place}.{node.name}"
    return Item(path, path, _blocks(ast.get_docstring(node)), tuple(_members(node)))


def _members(node: ast.ClassDef) -> Iterator[Item]:
    for number, part in enumerate(node.body):
        if isinstance(part, Function) and not part.name.startswith("_"):
            yield _function(node.name, part)
        elif isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            path = f"{node.name}.{part.target.id}"
            below = node.body[number + 1 : number + 2]
            said = [one.value.value for one in below if isinstance(one, ast.Expr) and _is_text(one.value)]  # type: ignore[attr-defined] # a constant
            yield Item(path, f"{path}: {ast.unparse(part.annotation)}", _blocks(*said))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _function(place: str, node: Function) -> Item:
    """Return a function, a method, or a property, which is shown without brackets."""
    path = f"{place}.{node.name}"
    value = any("property" in ast.unparse(decorator) for decorator in node.decorator_list)
    arguments = ast.unparse(node.args).removeprefix("self").removeprefix(", ")
    returns = ast.unparse(node.returns) if node.returns else "None"
    signature = f"{path}: {returns}" if value else f"{path}({arguments}) -> {returns}"
    return Item(path, signature, _blocks(ast.get_docstring(node)))


def _blocks(docstring: str | None = None) -> tuple[Block, ...]:
    """Return the paragraphs of a docstring; one that begins with a prompt is an example."""
    parts = (docstring or "").strip().split("\n\n")
    return tuple(
        Block("example", part) if part.startswith(">>>") else Block("text", " ".join(part.split()))
        for part in parts
        if part
    )
