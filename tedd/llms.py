"""What a language model reads of the site first: `llms.txt`, with its pages, files, methods and addresses.

Finished pages and boards enter, one Markdown file leaves. Titles and descriptions are those that the pages
themselves carry. Of what strangers wrote only names of methods stand in it, each as text and in one line: who
reads this file may take whatever looks like an instruction for one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tedd.croissant import PATH as CROISSANT
from tedd.exports import board_data
from tedd.linked_data import ABOUT, FILES
from tedd.problems import printable
from tedd.report import standing_words
from tedd.snapshots.changes import standings
from tedd.social import front

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tedd.content.boards import Boards

PATH = "llms.txt"
TOLD = (
    "Every number comes from a card with its source; pages and files are computed from the cards. The living "
    "edition moves when papers do, snapshots never do: cite one for a number. Ranks have intervals, without "
    "which a comparison of neighbours says little. Data, texts and figures are CC BY 4.0, code is MIT."
)
LONGEST = 60
"""Letters of a name at most."""
_MARKS = re.compile(r"([\\`*_\[\]<>&!~|#])")
_APART = re.compile(r"methods/.+(?<!index)\.md|snapshots/.*/.*")
"""Pages that have sections of their own."""


def llms(made: Mapping[str, bytes], boards: Boards) -> dict[str, bytes]:
    """Return the file under its path."""
    root = boards.site or "./"
    lines = ["# TEDD", "", f"> {ABOUT}", "", TOLD]
    for title, items in _sections(made, boards):
        lines += ["", f"## {title}", ""]
        lines += [f"- [{name}]({root}{path}): {words}" for name, path, words in items]
    return {PATH: ("\n".join(lines) + "\n").encode()}


def _sections(made: Mapping[str, bytes], boards: Boards) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield sections, each with name, address and description of what stands in it."""
    yield "Pages", [_page(path, content) for path, content in made.items() if not _APART.fullmatch(path)]
    data = FILES | {CROISSANT: "all of them described for loaders of data sets, with checksums and columns"}
    yield "Data", [(path.removeprefix("data/"), path, words) for path, words in data.items()]
    frozen = [_snapshot(one.id, one.manifest.edition, str(one.manifest.date)) for one in boards.snapshots]
    if frozen:
        yield "Snapshots", frozen[::-1]
    board = board_data(boards.living)
    where = standings(board)
    names = [(_name(one["name"]), one["slug"]) for one in board["methods"]]
    yield "Methods", [(name, f"methods/{slug}/", standing_words(where[slug])) for name, slug in names]


def _snapshot(name: str, edition: str, day: str) -> tuple[str, str, str]:
    return name, f"snapshots/{name}/", f"the {edition} edition as frozen on {day}"


def _page(path: str, content: bytes) -> tuple[str, str, str]:
    found = front(content)
    address = path.removesuffix(".md").removesuffix("index")
    address += "/" * bool(address and not address.endswith("/"))
    return _marked(found["title"]), address, _marked(found.get("description", ""))


def _name(text: str) -> str:
    """Return a stranger's name for a method as one short line of plain text."""
    text = printable(" ".join(text.split()))
    return _marked(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _marked(text: str) -> str:
    """Return text in which Markdown sees no mark."""
    return _MARKS.sub(r"\\\1", text)
