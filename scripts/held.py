"""Keeps pages small between their Markdown and the file: MkDocs reads all of them before it writes the first.

A hook of MkDocs. Blocks of finished HTML enter as a page is read, and stand in it again as it is written:
until then the theme, its search above all, sees a comment. Such blocks are lists of all methods, and each
method has an entry of its own in the search (`tedd.search`). With up to some hundred cards no block is so
long; at 1000 seven are, and reading them word by word took a twelfth of a build.

What was read waits as bytes, half of what it takes as text with a sign beyond Latin-1 in it; its Markdown
goes at once, and all of it when the page is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from scripts.builder import BLOCK
from tedd.finished import FINISHED

if TYPE_CHECKING:
    import re

    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

LONG = 500_000
"""Characters of a block that is kept aside."""
_held: dict[str, list[tuple[str, bytes]]] = {}
"""By the page's file: the comments that stand for blocks, and the blocks."""
_read: dict[str, bytes] = {}
"""By the page's file: what its Markdown became."""


def on_page_markdown(markdown: str, *, page: Page, **_others: object) -> str:
    """Put a comment in the place of each long block."""
    aside: list[tuple[str, str]] = []

    def kept(found: re.Match[str]) -> str:
        if len(found[1]) <= LONG:
            return found[0]
        # no card can hold a comment: `<!` is refused in it, and `<` is escaped
        comment = f"<!-- kept aside: {len(aside)} -->\n"
        aside.append((comment, found[1].encode()))
        return f"{FINISHED[0]}\n{comment}{FINISHED[1]}"

    shorter = BLOCK.sub(kept, markdown)
    if aside:
        _held[page.file.src_uri] = aside
    return shorter


@event_priority(-100)  # after whatever else changes it
def on_page_content(html: str, *, page: Page, **_others: object) -> str:
    """Take what a page's Markdown became, and let go of the Markdown."""
    _read[page.file.src_uri] = html.encode()
    page.markdown = ""
    return ""


@event_priority(100)  # before the search reads it
def on_page_context(context: TemplateContext, *, page: Page, **_others: object) -> TemplateContext:
    """Give it back as the page is written."""
    page.content = _read.pop(page.file.src_uri).decode()
    return context


def on_post_page(output: str, *, page: Page, **_others: object) -> str:
    """Put each long block back in its place; the page itself is no longer needed."""
    page.content = ""
    for comment, block in _held.pop(page.file.src_uri, ()):
        output = output.replace(comment, block.decode(), 1)
    return output
