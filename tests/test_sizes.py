"""Code stays small enough to be read in one go: files under 300 lines, functions up to 40."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path
    for folder, ending in (("tedd", "py"), ("scripts", "py"), ("tests", "py"), ("docs/assets/js", "js"))
    for path in (ROOT / folder).rglob(f"*.{ending}")
)
LINES, FUNCTION = 300, 40
LONG_FUNCTIONS = {
    "tests/hostile_cards.py::facts": "a card with every field that takes a text, as one literal",
}
"""What is longer, with the reason."""


def name(path: Path) -> str:
    """Return a file's name as the repository has it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_are_short(path: Path) -> None:
    """A file has fewer than 300 lines, without exception."""
    assert len(path.read_text("utf-8").splitlines()) < LINES


def test_functions_are_short() -> None:
    """A function has at most 40 lines below its docstring, or a reason stands here that is still needed."""
    long = {
        f"{name(path)}::{node.name}"
        for path in FILES
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION
    }

    assert long == set(LONG_FUNCTIONS)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return a function's lines without its docstring."""
    docstring = ast.get_docstring(node, clean=False) or ""
    return (node.end_lineno or 0) - node.lineno + 1 - len(docstring.splitlines())
