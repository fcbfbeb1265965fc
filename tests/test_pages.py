"""Pages: golden renders of a small board, strangers' text that stays text, links that lead somewhere."""

from __future__ import annotations

import os
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from jinja2 import Environment
from markdown_it import MarkdownIt

from tedd import pages
from tedd.build import data_files
from tedd.content.boards import Boards
from tedd.discrepancies import load_discrepancies
from tedd.effects import told
from tedd.finished import FINISHED
from tedd.head_to_head import head_to_head
from tedd.studies import load_studies
from tedd.uncertainty import quantify
from tests.boards import ANCHORS, METHODS, bench, board, card, real_board, row, selector, survey, wins
from tests.boards import entry as entry_of

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.cards import Method
    from tedd.head_to_head import HeadToHead

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "pages"
UPDATE = "TEDD_UPDATE_GOLDEN"
TEMPLATES = sorted((ROOT / "tedd" / "templates").glob("*.jinja"))


class Drawn(dict[str, bytes]):
    """A picture under any path, which says which one it is."""

    def __missing__(self, path: str) -> bytes:
        """Return the stand-in for a picture."""
        name = re.sub(r"(-compact)?-(light|dark)\.svg$", "", path.rsplit("/", 1)[1])
        return f'<svg role="img">{name.replace("-", " ")}</svg>'.encode()


DRAWN = Drawn()
"""Stand-ins: what the pictures look like is tested elsewhere."""

ODD = "A \"B\" & 'C' < *d* _e_ `f` [g](h) {{ i }} {% j %} {: onclick=k } # l | m ``` &lt; --- <- [TOC]"
"""Text that HTML, Markdown or a template could take for their own, as far as cards let it through."""


def hostile() -> Method:
    """Return a method whose every text is odd."""
    changes = {
        "name": ODD,
        "title": ODD,
        "authors": [ODD],
        "aliases": [ODD],
        "venue": ODD,
        "code": {"url": "https://example.org/a?b=1&c=%22", "official": False, "license": ODD, "note": ODD},
        "algorithm": {"init": [ODD], "steps": [{"do": ODD, "llm_uses": 1}], "result": ODD, "note": ODD},
        "selector": selector(1, note=ODD),
        "survey": survey(None, None, note=ODD, made_from_note=ODD),
        "evaluated_on": {"counterparts": [ODD], "metrics": [ODD]},
        "cost": [
            {
                "what": ODD,
                "amount": 1,
                "unit": "dollars",
                "hardware": ODD,
                "source": {"arxiv": "2401.00001", "where": ODD},
            }
        ],
        "corrections": [{"date": "2026-01-01", "field": ODD, "old": ODD, "new": ODD, "reason": ODD}],
        "evidence": [bench(1.0, note=ODD, variant=ODD, counterpart={"kind": "full-data", "name": ODD})],
    }
    made = card("hostile", **changes)
    allowed = ODD.replace("[g](h)", "[g](https://example.org/?a=1&b=%22)")
    description = f"{allowed}\n\n~~~~\n```\n{ODD}\n```\n# not a heading\n~~~~\n\nEnd."
    return type(made)(made.slug, made.card, description, made.path)


@cache
def small(edition: str = "living") -> Board:
    """Return the board of the golden pages: direct, survey with a dispute, bridged and odd, listed."""
    dispute = [
        {"selected_size": 10, "candidate_size": 100, "source": {"arxiv": "2401.00002", "where": "Table 9"}}
    ]
    return board(
        *ANCHORS,
        card("direct", evidence=[*wins(1.7), row(checked="secondary")], survey=survey(1.5, 0.1)),
        card("disputed", survey=survey(1.3, 0.2, disputed_sdf=dispute), selector=selector(2, "open_source")),
        card("listed", status="listed", reason="it is not comparable"),
        hostile(),
        edition="survey" if edition == "survey" else "living",
    )  # fmt: skip


NO_DUELS = head_to_head(small().library, ())


@cache
def duels() -> HeadToHead:
    """Return the head-to-head board of the real studies."""
    library = real_board().library
    return head_to_head(library, load_studies(library, METHODS))


@cache
def real_boards() -> Boards:
    """Return the boards of the real cards, with draws."""
    found = load_discrepancies(real_board().library, METHODS)
    survey, living = quantify(real_board("survey")), quantify(real_board())
    return Boards(living, survey, duels(), told(found, survey, living))


@cache
def real_data() -> dict[str, bytes]:
    """Return the data files of the real cards."""
    return dict(data_files(real_boards()))


@cache
def rendered() -> dict[str, str]:
    """Return the pages of the small board."""
    made = dict(pages.pages(Boards(small(), small("survey"), NO_DUELS), DRAWN))
    return {path: content.decode() for path, content in made.items()}


@cache
def real_pages() -> dict[str, str]:
    """Return the pages of the real cards."""
    made = dict(pages.pages(real_boards(), DRAWN))
    return {path: content.decode() for path, content in made.items()}


class Content(HTMLParser):
    """Collects what a browser would find in HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data


def finished(page: str) -> list[str]:
    """Return the finished HTML of a page."""
    return re.findall(rf"^{FINISHED[0]}\n(.*?)^{FINISHED[1]}$", page, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("path", ["index.md", "leaderboard/index.md", "leaderboard/survey/index.md",
                                  "about/bridges.md", "about/curves.md",
                                  "methods/index.md", "find/index.md", "compare/index.md",
                                  "methods/direct.md", "methods/disputed.md",
                                  "methods/hostile.md", "methods/listed.md"])  # fmt: skip
def test_golden(path: str) -> None:
    """A page of the small board reads as stored; TEDD_UPDATE_GOLDEN=1 stores it anew."""
    stored = GOLDEN / path.replace("/", "_")
    page = rendered()[path]
    if os.environ.get(UPDATE):
        stored.write_text(page, "utf-8")

    assert page == stored.read_text("utf-8"), f"if this is meant: {UPDATE}=1 pytest {__file__}"


def test_strangers_text_stays_text() -> None:
    """Whatever a card's text holds, a reader sees it as it is: no tag and no attribute comes of it."""
    html = "".join(finished(rendered()["methods/hostile.md"]))
    html = re.sub(r'<script type="application/ld.json">[^<>]*</script>', "", html)  # data, nothing that runs
    found = Content(html)

    assert found.text.count(ODD) >= 20
    assert "script" not in found.tags
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert {"em", "strong"} & set(Content(html.split('<div class="t-prose">')[0]).tags) == set()


def test_only_our_own_words_are_markdown() -> None:
    """Outside finished HTML a method's page holds its front matter and our headings, nothing else."""
    page = rendered()["methods/hostile.md"]
    front, body = page.removeprefix("---\n").split("\n---\n", 1)
    for block in finished(page):
        body = body.replace(block, "")
    left = [line for line in body.splitlines() if line and line not in FINISHED]

    assert all(re.fullmatch(r"## [A-Z][A-Za-z ]+", line) for line in left)
    assert Content(yaml.safe_load(front)["title"]).text == ODD
    assert not set('<>"') & set(yaml.safe_load(front)["title"] + yaml.safe_load(front)["description"])


def test_no_line_of_a_description_starts_a_block() -> None:
    """A description is one line of HTML, so that even a builder without our marks reads no fence in it."""
    prose = re.search(r'<div class="t-prose">(.*)</div>\n', rendered()["methods/hostile.md"])

    assert prose
    assert "```&#10;" in prose[1]
    assert "\n# not" not in rendered()["methods/hostile.md"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_open_with_their_contract_and_do_not_compute(template: Path) -> None:
    """A template begins with what it renders and its context, and no expression in it calculates."""
    text = template.read_text("utf-8")
    operators = {"add", "sub", "mul", "div", "floordiv", "mod", "pow"}

    assert text.startswith("{#- ")
    assert "Context" in text.split("-#}")[0] or "Arguments" in text.split("-#}")[0]
    used = [value for _, kind, value in Environment(autoescape=True).lex(text) if kind == "operator"]
    assert not operators & {{"+": "add", "-": "sub", "*": "mul", "/": "div"}.get(value, "") for value in used}


def test_page_root_leads_back() -> None:
    """Links start at the page's own address: methods/ifd.md is shown one level deeper than it lies."""
    page = rendered()["methods/direct.md"]

    assert 'href="../../methods/"' in page
    assert 'href="./leaderboard/"' in rendered()["index.md"]


def test_descriptions_render_as_commonmark() -> None:
    """What a description emphasises is emphasised on its page."""
    method = card("plain")
    method = type(method)(method.slug, method.card, "Some *words*.", method.path)
    made = board(method)
    page = dict(pages.pages(Boards(made, board(method, edition="survey"), NO_DUELS), DRAWN))[
        "methods/plain.md"
    ].decode()

    assert MarkdownIt().render("Some *words*.").strip() in page
    assert entry_of(made, "plain").method is method
