"""What each module of this package does, in its own words, grouped by layers in the order of the flow.

`templates/layers.yaml` and the modules' docstrings enter, `Layer`s leave. Files are read as text: nothing is
imported to be described.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypedDict

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_DOCSTRING = re.compile(r'"""(.*?)"""', re.DOTALL)
_FLOW = re.compile(r"\benters?\b.*\bleaves?\b")
_SENTENCE = re.compile(r"(?<=\.)\s")


@dataclass(frozen=True)
class Module:
    """One file of the package."""

    name: str
    """Below `tedd`, with dots."""
    purpose: str
    """The first line of its docstring."""
    flow: str
    """The sentence of its docstring that says what enters and leaves; empty where it says nothing."""


@dataclass(frozen=True)
class Layer:
    """Modules that follow each other in the flow."""

    title: str
    about: str
    modules: tuple[Module, ...]


class Listed(TypedDict):
    """A layer as the file has it."""

    title: str
    about: str
    modules: list[str]


@cache
def order() -> tuple[str, ...]:
    """Return the names of modules and packages right below `tedd`; each imports only earlier ones."""
    return tuple(name for layer in _listed() for name in layer["modules"])


@cache
def layers() -> tuple[Layer, ...]:
    """Return all layers with all modules, those of a package behind it."""
    return tuple(
        Layer(layer["title"], layer["about"], tuple(_modules(layer["modules"]))) for layer in _listed()
    )


def _listed() -> list[Listed]:
    text = resources.files("tedd").joinpath("templates/layers.yaml").read_text("utf-8")
    found: list[Listed] = yaml.safe_load(text)
    return found


def _modules(names: list[str]) -> Iterator[Module]:
    root = resources.files("tedd")
    for name in names:
        package = root.joinpath(name)
        if not package.is_dir():
            yield _module(name, root.joinpath(f"{name}.py"))
            continue
        yield _module(name, package.joinpath("__init__.py"))
        for path in sorted(package.iterdir(), key=lambda path: path.name):
            if path.name.endswith(".py") and path.name != "__init__.py":
                yield _module(f"{name}.{path.name[:-3]}", path)


def _module(name: str, path: Traversable) -> Module:
    found = _DOCSTRING.match(path.read_text("utf-8"))
    purpose, _, rest = (found[1] if found else "").partition("\n\n")
    sentences = [" ".join(sentence.split()) for sentence in _SENTENCE.split(rest)]
    flow = next((one for one in sentences if _FLOW.search(one)), "")
    return Module(name, purpose.strip(), flow)
