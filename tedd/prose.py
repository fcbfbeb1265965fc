"""The Markdown of a card's description: what is refused in it, and the HTML it becomes.

Markdown text enters, problems or HTML leave. Rendered here and not by the site builder, because the builder's
dialect has extensions (attributes, includes) that a stranger's text must not reach.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll

from tedd.fields import PILED, PILED_WORDS, address_words, is_address
from tedd.kept import kept
from tedd.paragraphs import MAX_CHARACTERS
from tedd.problems import shown
from tedd.yamltree import is_visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from tedd.frontmatter import Document
    from tedd.problems import Problem

MAX_LEVELS = 10  # markdown-it drops text below level 20 without a word


class _Flaw(NamedTuple):
    """What is refused in one token, and the source text by which its place is found."""

    needle: str
    code: str
    message: str
    expected: str
    got: str = ""
    hint: str = ""


def problems_in(document: Document) -> Iterator[Problem]:
    """Yield what a description must not hold: nothing at all, HTML, images, headings, odd links."""
    if not document.body.strip():
        expected = "one to three paragraphs after the front matter"
        hint = "write in your own words what it does and when to choose it"
        yield document.body_problem(
            -1, 0, "no description", expected=expected, hint=hint, code="no-description"
        )
    if len(document.body) > MAX_CHARACTERS:
        expected, got = f"at most {MAX_CHARACTERS:,} characters", f"{len(document.body):,}"
        message = "the description is too long"
        words = {"expected": expected, "got": got, "hint": "shorten it"}
        yield document.body_problem(0, 0, message, **words, code="too-long")
        return
    lines = document.body.split("\n")
    for block in _parser().parse(document.body):
        yield from _block(document, block, lines)


@kept
def to_html(text: str) -> str:
    """Return the HTML of a description that `problems_in` found nothing in."""
    return str(_printer().render(text))


@functools.cache
def _printer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")


@functools.cache
def _parser() -> MarkdownIt:
    """Return a parser that sees what is to be refused: HTML, and links to anywhere."""
    parser = MarkdownIt("commonmark", {"html": True})
    parser.validateLink = _any_link  # type: ignore[method-assign] # as its manual has it
    return parser


def _any_link(url: str) -> bool:
    return isinstance(url, str)


def _block(document: Document, block: Token, lines: list[str]) -> Iterator[Problem]:
    """Yield the flaws of a block, each at its place in the lines of the source."""
    line, end = block.map or (0, 0)
    column = 0
    for token in (block, *(block.children or ())):
        flaw = _flaw(token)
        if flaw:
            line, column = _find(flaw.needle, lines[:end], line, column)
            parts = {"expected": flaw.expected, "got": flaw.got, "hint": flaw.hint}
            yield document.body_problem(line, column, flaw.message, code=flaw.code, **parts)
            column += 1
        breaks = 1 if token.type in ("softbreak", "hardbreak") else token.content.count("\n")
        if token is not block and breaks:
            line, column = line + breaks, 0


def _find(needle: str, lines: list[str], line: int, column: int) -> tuple[int, int]:
    """Return where a text stands from a place on, or else the place."""
    rest = enumerate(lines[line:], line)
    places = ((n, text.find(needle, column if n == line else 0)) for n, text in rest)
    return next((place for place in places if place[1] >= 0), (line, column))


def _flaw(token: Token) -> _Flaw | None:
    """Return what is wrong with a token, if anything."""
    content = token.content.strip()
    if token.type in ("html_block", "html_inline"):
        needle = content.split("\n", 1)[0]
        return _Flaw(needle, "html", "HTML is not allowed", "Markdown", shown(content, 40), "write < as &lt;")
    if token.type == "image":
        return _Flaw("![", "image", "images are not allowed", "", "", "link to the page that shows it")
    if token.type == "heading_open":
        sign = "the # signs" if "#" in token.markup else f"the line of {token.markup} below it"
        return _Flaw("", "heading", "headings are not allowed", "paragraphs", hint=f"remove {sign}")
    if token.nesting == 1 and token.level == MAX_LEVELS:
        return _Flaw("", "too-deep", "nested too deeply", f"at most {MAX_LEVELS} levels", hint="flatten it")
    if re.search(PILED, unescapeAll(content)):
        code, message, expected, hint = PILED_WORDS
        return _Flaw("", code, message, expected, "", hint)
    return _link_flaw(token) or _hidden_flaw(token)


def _link_flaw(token: Token) -> _Flaw | None:
    if token.type != "link_open" or is_address(href := str(token.attrGet("href"))):
        return None
    needle = "<" if token.markup == "autolink" else "["
    expected, hint = address_words(href)
    return _Flaw(needle, "bad-link", "not a usable link", expected, shown(href), hint)


def _hidden_flaw(token: Token) -> _Flaw | None:
    """Find what only an entity such as `&#x202e;` brings in: the file itself holds no such character."""
    texts = (
        token.content if token.type == "text" else "",
        unescapeAll(token.info),
        *map(str, token.attrs.values()),
    )
    odd = next((text for text in texts if not is_visible(text)), "")
    if not odd:
        return None
    hidden = next(character for character in odd if not is_visible(character))
    message, got = "invisible or control character", f"U+{ord(hidden):04X}"
    return _Flaw("&", "invisible-character", message, "visible text", got, "delete the entity")
