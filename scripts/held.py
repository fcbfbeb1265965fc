"""Keeps finished HTML out of what happens to a page between its Markdown and the file.

A hook of MkDocs. Pictures and blocks of finished HTML leave a page as it is read, and stand in it again as it
is written: until then the theme, its search above all, sees a comment. Nobody misses them there. The words of
a picture are its axes and names, which the search had read for most of its time; pages of methods are not
searched; and long blocks are lists of all methods, of which each has an entry of its own in the search
(`tedd.search`). With a hundred cards no block is so long; at 1000 sixteen are, and reading them word by word
took an eighth of a build.

MkDocs reads all pages before it writes the first: what left a page waits in its source, not in memory.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.builder import BLOCK
from tedd.finished import FINISHED

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

LONG = 250_000
"""Characters of a block, without its pictures, that leaves even a page that is searched."""
PICTURE = re.compile(r'<svg\b[^>]*\bclass="tedd-figure".*?</svg>', re.DOTALL)
_COMMENT = re.compile(r"<!-- in the source: (\d+) to (\d+) -->")
"""What stands for a part of the source, by where it begins and ends, counted from the source's end.

No card can hold a comment: `<!` is refused in it, and `<` is escaped.
"""


def on_page_markdown(markdown: str, *, page: Page, **_others: object) -> str:
    """Put a comment in the place of each picture and of each block that nobody misses."""
    searched = not page.meta.get("search", {}).get("exclude")
    size = len(markdown)

    def block(found: re.Match[str]) -> str:
        left = size - found.start()
        if searched:
            words = PICTURE.sub(lambda one: _standing(left - one.start(), left - one.end()), found[0])
            if len(words) <= LONG:
                return words
        start, end = found.span(1)
        return f"{FINISHED[0]}\n{_standing(size - start, size - end + 1)}\n{FINISHED[1]}"

    return BLOCK.sub(block, markdown)


def on_post_page(output: str, *, page: Page, **_others: object) -> str:
    """Put all of it back in its place."""
    if not _COMMENT.search(output):
        return output
    source = page.file.content_string
    size = len(source)
    return _COMMENT.sub(lambda comment: source[size - int(comment[1]) : size - int(comment[2])], output)


def _standing(begin: int, end: int) -> str:
    return f"<!-- in the source: {begin} to {end} -->"
