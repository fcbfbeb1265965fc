"""A hostile card achieves nothing in what is written: pages, pictures, data and terminal show it as text."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import feedparser
import pytest
import yaml
from click.testing import CliRunner
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from tedd import croissant, feed, llms
from tedd.__main__ import main
from tedd.board import build_board
from tedd.build import outputs
from tedd.cards import Library, load
from tedd.forms import FORMULA
from tedd.studies import load_studies
from tests.boards import ANCHORS, VOCABULARY, card, library
from tests.hostile_cards import saved, together
from tests.test_hostile import let_through

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from markdown_it.token import Token


ATOM = {"feed", "title", "subtitle", "id", "updated", "author", "name", "rights", "link", "entry", "content"}
HEADINGS = ["# TEDD", "## Pages", "## Data", "## Methods"]
KEYS = {
    "title",
    "description",
    "card",
    "badge",
    "badge_words",
    "figures",
    "social",
    "hide",
    "styles",
    "scripts",
    "search",
}
"""What a page's front matter may hold."""


NOTE = '<noscript><p class="t-note" data-search-exclude>'
"""What opens TEDD's own word on a page that needs a script; any other `noscript` is a stranger's."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the site of cards and a study that hold every text that gets through."""
    home = tmp_path_factory.mktemp("hostile") / "methods"
    folder = saved(home, list(let_through()), *ANCHORS, card("random"))
    cards = load(folder)
    return outputs(cards, load_studies(cards, folder))


def tokens_of(text: str) -> Iterable[Token]:
    """Yield all tokens of Markdown, those inside lines too."""
    for block in MarkdownIt("commonmark").parse(text):
        yield block
        yield from block.children or ()


class Page(HTMLParser):
    """Finds what would do something in HTML."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.odd: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note tags and attributes that TEDD never writes."""
        given = dict(attrs)
        runs = tag == "script" and given.get("type") not in ("application/json", "application/ld+json")
        if runs or tag in ("iframe", "object", "embed", "base", "link", "form", "noscript"):
            self.odd.append(f"<{tag}>") if not (tag == "form" and given.get("id")) else None
        for name, value in attrs:
            if name.startswith("on") or name in ("srcdoc", "formaction", "autofocus"):
                self.odd.append(f"{tag} {name}={value}")
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value or "", re.IGNORECASE)
            if name in ("href", "src", "action", "xlink:href") and scheme and scheme[1] != "https":
                self.odd.append(f"{tag} {name}={value}")


def of(files: dict[str, bytes], ending: str) -> dict[str, str]:
    """Return the files of one kind as text."""
    return {path: content.decode() for path, content in files.items() if path.endswith(ending)}


def test_pages_hold_no_tag_of_a_stranger(files: dict[str, bytes]) -> None:
    """No page has a script, an event handler, a frame or an address that runs."""
    pages = {path: text.split("\n---\n", 1)[1].replace(NOTE, "") for path, text in of(files, ".md").items()}

    assert len(pages) > 20
    assert {path: odd for path, text in pages.items() if (odd := Page(text).odd)} == {}


def test_front_matter_is_ours(files: dict[str, bytes]) -> None:
    """No title or description adds a key to a page's front matter, or ends it."""
    for path, text in of(files, ".md").items():
        front = yaml.safe_load(text.split("\n---\n", 1)[0].removeprefix("---\n"))
        assert set(front) <= KEYS, path
        assert not set('<>"') & set(str(front["title"]) + str(front.get("description", "")))


def test_pictures_are_drawings_only(files: dict[str, bytes]) -> None:
    """Every SVG is well-formed, without script, handler, entity, or anything from elsewhere."""
    for path, text in of(files, ".svg").items():
        assert "<!ENTITY" not in text
        for element in ET.fromstring(text).iter():  # noqa: S314 # made by ourselves, a moment ago
            tag = str(element.tag).rsplit("}", 1)[-1]
            assert tag not in ("script", "foreignObject", "iframe", "image", "animate", "set"), path
            for name, value in element.attrib.items():
                assert not name.startswith("on"), path
                assert "href" not in name or not re.match(r"(?!https:)[a-z]+:|//", value), (path, value)


def test_data_files_are_data(files: dict[str, bytes]) -> None:
    """JSON is JSON, and in CSV no cell of text would be run by a spreadsheet."""
    for text in of(files, ".json").values():
        json.loads(text, parse_constant=pytest.fail)
    for path, text in of(files, ".csv").items():
        rows = list(csv.reader(io.StringIO(text)))
        assert len({len(row) for row in rows}) <= 1, path
        for cell in itertools.chain.from_iterable(rows):
            assert not cell.startswith(FORMULA) or re.fullmatch(r"-?[0-9.e+-]+", cell), (path, cell)


def test_bibtex_holds_one_entry_for_each_method(files: dict[str, bytes]) -> None:
    """Braces in names and titles neither end an entry nor begin one."""
    library_ = of(files, ".bib")
    for text in library_.values():
        entries = parse_string(text, "bibtex").entries
        assert "evil" not in entries
    for path, text in of(files, ".md").items():
        entry = re.search(r'<pre class="t-bib"><code>(.*?)</code>', text, re.DOTALL)
        assert not path.startswith("methods/hostile") or (entry and entry[1].count("&#10;}") == 1)


def test_data_blocks_end_where_they_should(files: dict[str, bytes]) -> None:
    """Every data block of a page is JSON from its start to its end, linked data included."""
    blocks = re.compile(r'<script[^>]*type="application/(?:ld\+)?json"[^>]*>(.*?)</script>', re.DOTALL)
    made = [block for text in of(files, ".md").values() for block in blocks.findall(text)]

    assert len(made) > 10
    assert all(json.loads(block) is not None for block in made)
    assert not any(part == "Evil" for block in made for part in re.findall(r'"@type": ?"([^"]*)"', block))


def test_feed_holds_text_alone(files: dict[str, bytes]) -> None:
    """Corrections with hostile texts reach the feed; every element of it is ours, and links stay here."""
    text = files[feed.PATH].decode()
    found = feedparser.parse(text)
    tags = {element.tag for element in ET.fromstring(text).iter()}  # noqa: S314 # made a moment ago

    assert not found.bozo, found.get("bozo_exception")
    assert len(found.entries) > 3
    assert "<!" not in text
    assert {tag.rsplit("}", 1)[-1] for tag in tags} <= ATOM | {"div", "p", "b", "ul", "li"}
    pages = r"\./(methods/hostile-\d/|leaderboard/head-to-head/#paper-by-paper)"
    assert all(re.fullmatch(pages, entry.link) for entry in found.entries)
    assert any("<script>" in unescape(entry.title) for entry in found.entries)


def test_llms_txt_holds_text_alone(files: dict[str, bytes]) -> None:
    """Names of methods are plain text in one line each: no link, picture, tag or heading of a stranger's."""
    text = files[llms.PATH].decode()
    tokens = list(tokens_of(text))
    links = [token.attrs["href"] for token in tokens if token.type == "link_open"]

    assert all(str(link).startswith("./") for link in links)
    assert not [token.type for token in tokens if token.type.startswith(("html", "image", "code", "fence"))]
    assert [line for line in text.splitlines() if line.startswith("#")] == HEADINGS
    assert sum(line.startswith("- [") and "](./methods/hostile-" in line for line in text.splitlines()) == 6
    assert max(map(len, text.split("## Methods")[1].splitlines())) < 300
    assert text.replace("\n", "").isprintable()


def test_croissant_holds_nothing_of_strangers(files: dict[str, bytes]) -> None:
    """The description of the data speaks of files and columns alone."""
    assert "evil" not in files[croissant.PATH].decode()


def test_paths_stay_inside(files: dict[str, bytes]) -> None:
    """No file is written outside the folder, or under a name that a card's text gave."""
    plain = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*")

    assert [path for path in files if not plain.fullmatch(path) or ".." in path] == []


def test_terminal_shows_text_as_it_is(tmp_path: Path) -> None:
    """A board of hostile names prints no control character and no markup of the terminal's library."""
    folder = saved(tmp_path / "methods", list(let_through()), *ANCHORS, card("random"), number=40)
    for by in ("efficiency", "feasibility", "head-to-head"):
        done = CliRunner().invoke(main, ["rank", "--by", by, "--cards", str(folder)])
        assert done.exit_code == 0, done.output
        assert done.output.replace("\n", "").isprintable()
        assert "[red]x[/red]" in done.output or by == "head-to-head"


def test_hostile_cards_are_ranked_like_any_other() -> None:
    """The suite's methods hold places, so that their texts reach boards and pictures."""
    methods = *library(*ANCHORS).methods, *together(list(let_through()), 3)
    board = build_board(Library(VOCABULARY, methods), "living")

    assert all(entry.ranked for entry in board.entries if entry.slug.startswith("hostile"))
