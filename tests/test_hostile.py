"""A hostile card achieves nothing: it is refused with place and remedy, or shown as what it says."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tedd.__main__ import main
from tedd.cards import name_of, parse
from tedd.problems import CardError, as_github, as_text, printable
from tedd.rules import slug_problems
from tests import hostile
from tests.boards import METHODS, VOCABULARY
from tests.examples import VALID, problems
from tests.hostile_cards import facts, raw

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tedd.problems import Problem

SOON = 2.0
"""Seconds that no card may take."""
UNCOUNTED = {key: one.model_copy(update={"prompts": None}) for key, one in VOCABULARY.benchmarks.items()}
NAMES = VOCABULARY.model_copy(update={"benchmarks": UNCOUNTED})
"""The boards' vocabulary without numbers of prompts: made-up counts are of no real test set."""


def found(raw: bytes, slug: str = "hostile-x") -> list[Problem]:
    """Return the errors of a card that refers to the boards' vocabulary, in bounded time."""
    start = time.process_time()
    try:
        problems_ = parse(raw, printable(f"methods/{slug}.md"), slug, NAMES, {slug})[1]
    except CardError as error:
        problems_ = list(error.problems)
    assert time.process_time() - start < SOON
    return [problem for problem in problems_ if problem.severity == "error"]


def well_told(told: Iterable[Problem]) -> None:
    """Hold problems to having a place and a remedy, and to doing nothing where they are printed."""
    told = list(told)
    for problem in told:
        assert problem.line >= 1
        assert problem.field
        assert problem.expected or problem.hint
    assert all(line.isprintable() for line in as_text(told).splitlines())
    assert all(line.startswith(("::error ", "::warning ")) for line in as_github(told).splitlines())


@cache
def let_through() -> tuple[str, ...]:
    """Return the texts that a card may hold."""
    cards = {text: raw(facts(iter([text] * 99))) for text in hostile.TEXTS.values()}
    return tuple(text for text, raw in cards.items() if not found(raw))


def test_there_are_enough() -> None:
    """The suite holds at least 60 payloads, and lets both outcomes happen."""
    kinds = *hostile.TEXTS, *hostile.ADDRESSES, *hostile.DESCRIPTIONS, *hostile.FILES, *hostile.SLUGS

    assert len(kinds) >= 60
    assert 25 < len(let_through()) < len(hostile.TEXTS) - 20


@pytest.mark.parametrize("name", hostile.TEXTS)
def test_text_is_refused_in_every_field_or_in_none(name: str) -> None:
    """What one field of text refuses, with place and remedy, every field refuses."""
    text = hostile.TEXTS[name]
    told = found(raw(facts(iter([text] * 99))))

    well_told(told)
    if told:
        fields = {problem.field for problem in told}
        assert {"name", "title"} <= fields or "file" in fields


@pytest.mark.parametrize("name", hostile.ADDRESSES)
def test_address_is_an_address_or_refused(name: str) -> None:
    """Only an https address of a public host, of plain characters, gets through."""
    address = hostile.ADDRESSES[name]
    told = found(raw({"url": address, "code": {"url": address, "official": True}}))

    well_told(told)
    assert bool(told) == (name not in ("puny", "query", "markdown"))


@pytest.mark.parametrize("name", hostile.DESCRIPTIONS)
def test_description_is_harmless_or_refused(name: str) -> None:
    """A description gets through only without HTML, images, headings and odd links."""
    told = found(raw({}, hostile.DESCRIPTIONS[name]))

    well_told(told)
    harmless = {"attributes", "include", "brackets", "emphases", "code", "links", "no-break", "table", "toc",
                "fence-that-ends", "link-with-title", "null", "mermaid",
                "mermaid-with-attributes", "abbreviation", "said-by-us", "formula", "code-with-attributes",
                "replacements"}  # fmt: skip
    assert bool(told) == (name not in harmless)


@pytest.mark.parametrize("name", hostile.FILES)
def test_file_is_refused(name: str) -> None:
    """Bombs, endless lines and numbers, odd encodings: each is refused soon, with place and remedy."""
    start = time.process_time()
    told = problems(hostile.FILES[name])

    assert time.process_time() - start < SOON
    assert [problem for problem in told if problem.severity == "error"]
    well_told(told)


@pytest.mark.parametrize("slug", hostile.SLUGS)
def test_file_name_is_refused(slug: str) -> None:
    """No name that leads elsewhere, looks like another or is a page of the site becomes an address."""
    with_place = [problem for problem in found(VALID.encode(), slug) if problem.code.startswith("file-name")]

    assert with_place
    well_told(with_place)


def test_links_and_devices_are_not_read(tmp_path: Path) -> None:
    """A symbolic link, a folder and a pipe among the cards are refused, not followed."""
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "away.md").symlink_to(tmp_path / "nowhere")
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY.model_dump_json(exclude_none=True), "utf-8")
    done = CliRunner().invoke(main, ["check", "--cards", str(tmp_path)])

    assert done.exit_code == 1
    assert "root:" not in done.output
    assert all(f"{name}.md:1:1" in done.output for name in ("link", "folder", "away"))


def test_path_of_a_file_does_nothing_on_a_terminal(tmp_path: Path) -> None:
    """The name of a file is printed with what does not show written out."""
    assert name_of(tmp_path / "x\x1b[2J\u202e.md").isprintable()


# --- what gets through ------------------------------------------------------------------------------------


def test_slugs_are_never_said_by_texts() -> None:
    """What is wrong with a file's name is told without repeating what does not show."""
    from tedd.frontmatter import parse_card  # noqa: PLC0415 # only this test reads a document itself

    document = parse_card(VALID.encode(), "methods/x.md")
    assert all(str(one).isprintable() for slug in hostile.SLUGS for one in slug_problems(slug, document))


SCRIPTS = sorted((METHODS.parent / "docs" / "assets" / "js").glob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_our_scripts_make_no_html_of_text(path: Path) -> None:
    """No script of ours turns a text into HTML or code: names reach the page as text."""
    ways = r"(?:inner|outer|insertAdjacent)HTML|Fragment\(|document\.write|\beval\(|new Function|srcdoc"

    assert re.findall(ways, path.read_text("utf-8")) == []
