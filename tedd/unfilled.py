"""Values that still say TODO, as a new card does wherever only its author knows what to write.

A card's document enters, problems leave; nothing else is told of such a value. What is wanted there is read
from the JSON Schema, as for any other message.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tedd.wording import expected_of, help_of, inside, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.fields import Record
    from tedd.frontmatter import Document
    from tedd.problems import Loc, Problem
    from tedd.remedies import Schema
    from tedd.yamltree import Node

TODO = re.compile(r"TODO\b")
"""How a value starts that its author has still to fill in."""
_MESSAGE = "TODO: still to be filled in"


def unfilled(document: Document, model: type[Record]) -> Iterator[Problem]:
    """Yield a problem for each value that still says TODO; nothing else is told of it."""
    for loc in _marked((), document.tree.root):
        document.tree.doubtful.add(loc)
        schema = schema_of(model)
        for part in loc:
            forms = [form for form in schema.get("oneOf", ()) if part in form["properties"]]
            schema = inside(forms[0] if forms else schema, part)
        words = {"expected": expected_of(schema), "hint": _filling(schema)}
        yield document.problem(loc, _MESSAGE, **words, code="todo")


def _marked(loc: Loc, node: Node) -> Iterator[Loc]:
    if node.children:
        for part, child in node.children.items():
            yield from _marked((*loc, part), child)
    elif isinstance(node.data, str) and TODO.match(node.data):
        yield loc


def _filling(schema: Schema) -> str:
    """Return what to write in place of a TODO."""
    meaning = f"; the field means: {help_of(schema)}" if "description" in schema else ""
    return f"write it in place of TODO{meaning}"


def undescribed(document: Document) -> Iterator[Problem]:
    """Yield a problem when the description still says TODO."""
    text = document.body.lstrip()
    if TODO.match(text):
        line = document.body[: len(document.body) - len(text)].count("\n")
        expected, hint = (
            "one to three paragraphs",
            "write in your own words what it does and when to choose it",
        )
        yield document.body_problem(line, 0, _MESSAGE, expected=expected, hint=hint, code="todo")
