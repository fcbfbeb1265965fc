"""Keeps finished HTML out of what happens to a page between its Markdown and the file.

A hook of MkDocs. Blocks of finished HTML leave a page as it is read, and stand in it again as it is written:
until then the theme, its search above all, sees a comment. Nobody misses them: pages of methods are not
searched, and the very long blocks of others are lists of all methods, of which each has an entry of its own
in the search (`tedd.search`). With up to some hundred cards no block is so long; at 1000 seven are, and
reading them word by word took a twelfth of a build.

MkDocs reads all pages before it writes the first. Blocks therefore wait in the page's source, not in memory.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from scripts.builder import BLOCK
from tedd.finished import FINISHED

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

LONG = 500_000
"""Characters of a block that is left in the source of a page that is searched."""
_COMMENT = re.compile(r"<!-- block (\d+) of the source -->\n")
"""What stands for a block. No card can hold a comment: `<!` is refused in it, and `<` is escaped."""


def on_page_markdown(markdown: str, *, page: Page, **_others: object) -> str:
    """Put a comment in the place of each block that may be missed."""
    longest = -1 if page.meta.get("search", {}).get("exclude") else LONG
    numbers = count()

    def kept(found: re.Match[str]) -> str:
        number = next(numbers)
        if found.end(1) - found.start(1) <= longest:
            return found[0]
        return f"{FINISHED[0]}\n<!-- block {number} of the source -->\n{FINISHED[1]}"

    return BLOCK.sub(kept, markdown)


def on_post_page(output: str, *, page: Page, **_others: object) -> str:
    """Put each block back in its place."""
    if not _COMMENT.search(output):
        return output
    blocks = [found[1] for found in BLOCK.finditer(page.file.content_string)]
    return _COMMENT.sub(lambda comment: blocks[int(comment[1])], output)
