"""What the cards of a folder are called, so that no two go by one name or stand for one paper.

Files of cards enter, a `Neighbours` leaves; a card's document enters, problems leave. Other cards are not
parsed for it: a check of one card among a thousand has to answer at once, and what is wrong with the others
is told when they are checked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tedd.frontmatter import read_bytes
from tedd.problems import CardError, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tedd.frontmatter import Document
    from tedd.problems import Loc, Problem

_LINES = re.compile(r"^(name|aliases|arxiv):(.*(?:\n[ \t-].*)*)", re.MULTILINE)
_TEXT = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\n]|'')*)'|#.*|([^\s,\[\]\"'#-][^,\[\]\n#]*)")
_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u0456\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0458\u0455\u0501"
    "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
    "abeikmhopctyxjsd" + "abezhikmnoptyx",
)
"""Cyrillic and Greek letters that look like Latin ones, in capitals or in small letters."""


@dataclass(frozen=True)
class Neighbours:
    """Slugs of the cards that go by a name, as `likeness` has it, and of those of a paper."""

    names: Mapping[str, frozenset[str]]
    papers: Mapping[str, frozenset[str]]


def likeness(name: str) -> str:
    """Return what a name looks like: case, gaps, hyphens and letters of look-alike alphabets don't count."""
    plain = name.casefold()
    if not name.isascii():
        plain = unicodedata.normalize("NFKC", plain).casefold().translate(_ALIKE)
    return re.sub(r"[\s._-]+", "", plain) or name


def neighbours(paths: Iterable[Path]) -> Neighbours:
    """Return what some cards are called; what cannot be read calls itself nothing."""
    names: dict[str, set[str]] = defaultdict(set)
    papers: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        try:
            text = read_bytes(path, path.name).decode(errors="replace").replace("\r", "")
        except CardError:
            continue
        for key, value in _said(text.partition("\n---")[0]):
            found = papers[value] if key == "arxiv" else names[likeness(value)]
            found.add(path.stem)
    return Neighbours(*({key: frozenset(found) for key, found in index.items()} for index in (names, papers)))


def _said(front: str) -> Iterator[tuple[str, str]]:
    """Yield what front matter says for each of the keys."""
    for match in _LINES.finditer(front):
        for found in _TEXT.finditer(match[2]):
            value = next(filter(None, found.groups()), "").strip().replace("''", "'")
            if value:
                yield match[1], value


def clashes(document: Document, slug: str, others: Neighbours) -> Iterator[Problem]:
    """Yield names and the paper that another card has, and names that the card gives itself twice."""
    seen: set[str] = set()
    for loc, name in (*document.texts(("name",)), *document.texts(("aliases", "*"))):
        yield from _name(document, loc, name, others.names.get(likeness(name), frozenset()) - {slug})
        if name.casefold() in seen:
            hint = "remove it"
            yield document.problem(
                loc, "a name given twice", hint=hint, code="alias-twice", severity="warning"
            )
        seen.add(name.casefold())
    for loc, arxiv in document.texts(("arxiv",)):
        for other in sorted(others.papers.get(arxiv, frozenset()) - {slug})[:1]:
            message = f"methods/{printable(other)}.md is of the same paper"
            hint = "mend the identifier, or that card; keep both only if the paper has two methods"
            yield document.problem(loc, message, hint=hint, code="paper-taken", severity="warning")


def _name(document: Document, loc: Loc, name: str, others: frozenset[str]) -> Iterator[Problem]:
    for other in sorted(others)[:1]:
        message = f"methods/{printable(other)}.md goes by this name, or by one that looks like it"
        hint = f"if it is the same method, mend that card; else write what tells {name} apart from it"
        expected = "a name that no other card has"
        yield document.problem(loc, message, expected=expected, hint=hint, code="name-taken")
