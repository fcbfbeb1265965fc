"""Facts flow one way: a module imports only from modules earlier in the flow."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tedd.architecture import layers, order

if TYPE_CHECKING:
    from tedd.architecture import Module

TEDD = Path(__file__).parent.parent / "tedd"
ORDER = order()
PACKAGES = ("drawing", "snapshots", "content", "surface")
MODULES = sorted(TEDD.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Return the modules that a file imports, those for types alone included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= set(names) if node.module == "tedd" else {str(node.module)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TEDD)))
def test_imports_point_up(path: Path) -> None:
    """No module imports a later one, and none of them knows the site builder."""
    place = path.relative_to(TEDD).with_suffix("").parts[0]
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("tedd.")} - {"__version__"}
    # the package itself imports what it offers when that is called: tests/test_tables.py holds it to this
    allowed = ORDER if place == "__init__" else ORDER[: ORDER.index(place) + (place in PACKAGES)]

    assert ours <= set(allowed)
    assert not {name.split(".")[0] for name in imports(path)} & {"mkdocs", "mkdocs_gen_files", "properdocs"}


def test_every_module_stands_in_one_layer() -> None:
    """The list of layers names every module once and none that is gone."""
    listed = [module.name for layer in layers() for module in layer.modules]
    names = [path.relative_to(TEDD).with_suffix("").as_posix().replace("/", ".") for path in MODULES]

    assert sorted(listed) == sorted(name.removesuffix(".__init__") for name in names if name != "__init__")


@pytest.mark.parametrize(
    "module", [m for layer in layers() for m in layer.modules], ids=lambda m: str(m.name)
)
def test_modules_say_what_enters_and_leaves(module: Module) -> None:
    """A module's docstring is one sentence on its purpose, then one on what enters and what leaves."""
    assert module.purpose.endswith(".")
    assert "\n" not in module.purpose
    assert module.flow
