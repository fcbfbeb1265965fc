"""Keeps pictures and very long finished HTML out of what happens to a page between its Markdown and the file.

A hook of MkDocs. Both enter as a page is read, and stand in it again as it is written: until then the theme,
its search above all, sees a comment. The words of a picture are its axes and names, which the search had read
for most of its time. Long blocks are lists of all methods, and each method has an entry of its own in the
search (`tedd.search`). With up to some hundred cards no block is so long; at 1000 seven are, and reading them
word by word took a twelfth of a build.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.builder import BLOCK
from tedd.finished import FINISHED

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

LONG = 500_000
"""Characters of a block that is kept aside."""
PICTURE = re.compile(r'<svg\b[^>]*\bclass="tedd-figure".*?</svg>', re.DOTALL)
_held: dict[str, list[tuple[str, str]]] = {}
"""By the page's file: the comments that stand for blocks, and the blocks."""


def on_page_markdown(markdown: str, *, page: Page, **_others: object) -> str:
    """Put a comment in the place of each picture and each long block."""
    aside: list[tuple[str, str]] = []

    def comment(text: str, end: str = "") -> str:
        # no card can hold a comment: `<!` is refused in it, and `<` is escaped
        aside.append((f"<!-- kept aside: {len(aside)} -->{end}", text))
        return aside[-1][0]

    def block(found: re.Match[str]) -> str:
        if len(found[1]) <= LONG:
            return PICTURE.sub(lambda picture: comment(picture[0]), found[0])
        return f"{FINISHED[0]}\n{comment(found[1], chr(10))}{FINISHED[1]}"

    shorter = BLOCK.sub(block, markdown)
    if aside:
        _held[page.file.src_uri] = aside
    return shorter


def on_post_page(output: str, *, page: Page, **_others: object) -> str:
    """Put all of it back in its place."""
    for comment, block in _held.pop(page.file.src_uri, ()):
        output = output.replace(comment, block, 1)
    return output
