"""One valid card and a small vocabulary, for tests of whatever can be wrong with a card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tedd.cards import parse
from tedd.codes import Examples, text_of
from tedd.codes import changed as changed_from
from tedd.problems import CardError

if TYPE_CHECKING:
    from tedd.problems import Problem


FOLDER = Path(__file__).parent / "golden" / "cards"
VALID = text_of("example.md")
VOCABULARY = Examples.made().vocabulary


def problems(raw: bytes, slug: str = "example") -> tuple[Problem, ...]:
    """Return what is wrong with a card's bytes."""
    try:
        return tuple(parse(raw, f"methods/{slug}.md", slug, VOCABULARY, {slug})[1])
    except CardError as error:
        return error.problems


def changed(diff: str, text: str = VALID) -> str:
    """Return a text, by default the valid card, after a change."""
    return changed_from(diff, text)
