"""What pages say and where their links lead."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from tedd import croissant, feed, figures, llms
from tedd.apostrophes import curved
from tedd.discrepancies import load_discrepancies
from tedd.reversal import reversal
from tests.boards import METHODS, real_board

if TYPE_CHECKING:
    from collections.abc import Iterator

from tests.test_pages import Content, finished, real_data, real_pages


def addresses(page: str) -> Iterator[str]:
    """Yield the relative addresses of a page's HTML."""
    for tag in re.findall(r'(?:href|src)="([^"]*)"', page):
        if not tag.startswith("https://"):
            yield tag


def test_internal_links_lead_to_generated_pages() -> None:
    """Every link between pages leads to an address that a page or a data file has."""
    data = real_data().keys() | {figures.path("living", kind) for kind in figures.KINDS}
    data |= {croissant.PATH, feed.PATH, llms.PATH}
    known = {path.removesuffix(".md").removesuffix("index").rstrip("/") for path in real_pages()} | data
    wrong = []
    for path, page in real_pages().items():
        here = path.removesuffix(".md").removesuffix("index").rstrip("/")
        for address in addresses(page):
            target = posixpath.normpath(posixpath.join(here, re.split("[#?]", address)[0]))
            if target.removesuffix(".md").removesuffix("/index") not in known | {"."}:
                wrong.append(f"{path}: {address}")

    assert wrong == []


def test_every_number_leads_to_its_source() -> None:
    """Each row of evidence stands on its method's page with a link, and the place in the source."""
    for entry in real_board().entries:
        page = Content(real_pages()[f"methods/{entry.slug}.md"])
        links = [
            value for name, value in page.attributes if name == "href" and str(value).startswith("https")
        ]

        assert len(links) >= len(entry.rows)
        assert all(curved(item.row.source.where) in page.text for item in entry.rows)


def test_no_page_shows_the_marks_of_markdown() -> None:
    """What stands as finished HTML is read by no Markdown: a fence or a star there would reach the reader."""
    found = {
        path: mark[0]
        for path, page in real_pages().items()
        for block in finished(page)
        if (mark := re.search(r"^(```|\* |#+ |\d\. ).*|\*\*\w.*", block, re.MULTILINE))
    }

    assert found == {}


def test_every_discrepancy_leads_to_its_source() -> None:
    """Each discrepancy stands on the audit's page under its key, with the place of the other reading."""
    page = Content(real_pages()["about/audit.md"])
    anchors = {value for name, value in page.attributes if name == "id"}
    found = load_discrepancies(real_board().library, METHODS)

    assert found.keys() <= anchors
    for item in found.values():
        texts = (item.title, item.stands, item.found, item.source.where)
        assert all(curved(text) in page.text for text in texts)


def test_the_audit_tells_the_published_values() -> None:
    """The page of the audit shows AlpaGasus' four rows and IFD's five with their means, and DEITA's move."""
    text = " ".join(Content(real_pages()["about/audit.md"]).text.split())

    assert "1.2847 from 4 rows; the survey has 1.284" in text
    assert "1.7479 from 5 rows; the survey has 1.747" in text
    assert "DEITA SDF 0.1000 → 0.0200." in text
    assert "Efficiency rank: DEITA 10 → 4; with it SelectIT 4 → 5" in text


def test_each_board_credits_the_survey() -> None:
    """Every board names the survey's authors, title, pages and identifier."""
    for name in ("", "survey/", "head-to-head/", "comparable/", "robustness/"):
        path = f"leaderboard/{name}index.md"
        text = Content(real_pages()[path]).text
        for part in ("Ziche Liu, Rui Ke, Yajiao Liu, Feng Jiang and Haizhou Li", "6595–6611", "2406.14115"):
            assert part in text


def test_the_worked_example_reverses_the_order() -> None:
    """A better curve can have the smaller offset when it is measured at a smaller fraction (survey, A.3)."""
    example = reversal()

    assert example.better.a > example.worse.a
    assert (round(example.better.offset, 3), round(example.worse.offset, 3)) == (0.067, 0.161)
    assert "0.067" in real_pages()["about/index.md"]
    assert "0.161" in real_pages()["about/index.md"]


def test_data_page_documents_every_file_and_field() -> None:
    """Every data file and every column of the tables is explained on the page of the data."""
    page = Content(real_pages()["data/index.md"])
    files = real_data()
    linked = {posixpath.basename(str(value)) for name, value in page.attributes if name == "href"}

    assert {posixpath.basename(path) for path in files} <= linked
    for path, content in files.items():
        header = content.decode().splitlines()[0] if path.endswith(".csv") else ""
        assert [field for field in header.split(",") if field and field not in page.text] == []
