"""The survey's chapters: every method in its place, cards in tables, a counterpart of each figure."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tedd import pages
from tedd.apostrophes import curved
from tedd.content.boards import Boards
from tedd.content.chapters import all_chapters
from tedd.content.references import references
from tedd.schema import EvaluatedOn
from tedd.scheme import scheme
from tedd.timeline import COLUMNS, timeline
from tests.boards import ANCHORS, board, real_board
from tests.test_pages import DRAWN, NO_DUELS, Content, duels, real_pages

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = [chapter.key for chapter in all_chapters()]


@cache
def real() -> Boards:
    """Return the boards of the real cards, without intervals, which no chapter shows."""
    return Boards(real_board(), real_board("survey"), duels())


@cache
def read() -> Mapping[str, str]:
    """Return the chapters of the real cards, as pages."""
    return rendered(real())


def rendered(boards: Boards) -> Mapping[str, str]:
    """Return the chapters of some boards, as pages."""
    made = dict(pages.pages(boards, DRAWN))
    return {path: page.decode() for path, page in made.items() if path.startswith("survey/")}


def chapter(key: str) -> str:
    """Return one chapter's page."""
    return read()[f"survey/{key}.md"]


def table(page: str, label: str) -> list[list[str]]:
    """Return the cells of a table's body as text, row by row."""
    body = page.split(f'aria-label="{label}"')[1].split("</table>", maxsplit=1)[0].split("</thead>")[1]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    return [[Content(cell).text for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def named(rows: list[list[str]]) -> dict[str, list[str]]:
    """Return rows under their methods' names, without the mark of a method's scope."""
    return {re.sub(r"(targeted|\s*multimodal)$", "", row[0]): row for row in rows}


@pytest.mark.parametrize("key", KEYS)
def test_each_chapter_credits_the_survey_and_leads_on(key: str) -> None:
    """A chapter names the survey's authors and leads to its neighbours, and its title is its own."""
    page, number = chapter(key), KEYS.index(key)
    for part in ("Ziche Liu, Rui Ke, Yajiao Liu, Feng Jiang and Haizhou Li", "NAACL 2025", "2406.14115"):
        assert part in Content(page).text
    assert ('rel="prev"' in page, 'rel="next"' in page) == (number > 0, number < len(KEYS) - 1)
    assert page.count("<h1") == 1
    assert page.count("description: ") == 1
    titles = [other.split("\n")[1] for other in read().values()]
    assert titles.count(page.split("\n")[1]) == 1


def test_every_method_stands_in_its_place() -> None:
    """Each method stands once in the first stage and once in the second, where its card puts it."""
    features, criteria, _ = scheme(real_board())
    first = {entry.slug: row.key for panel in features.panels for row in panel.rows for entry in row.entries}
    second = {
        entry.slug: (panel.key, row.key)
        for panel in criteria.panels
        for row in panel.rows
        for entry in row.entries
    }
    places = [entry for panel in criteria.panels for row in panel.rows for entry in row.entries]
    cards = {entry.slug: entry.method.card.taxonomy for entry in real_board().entries}

    assert first == {slug: taxonomy.features for slug, taxonomy in cards.items()}
    assert second == {slug: (taxonomy.criteria, taxonomy.signal) for slug, taxonomy in cards.items()}
    assert len(places) == len(cards)


def test_the_chapter_on_the_scheme_marks_our_reading() -> None:
    """As the chapter says: an asterisk in a stage's table marks a place that the survey does not state."""
    stages = re.split(r'<h3 id="stage-\d">', chapter("scheme"))[1:]

    for part, text in zip(("features", "signal"), stages, strict=True):
        for entry in real_board().entries:
            marked = part in entry.method.card.taxonomy.our_reading
            link = f'/methods/{entry.slug}/">{entry.method.card.name}</a>'
            assert text.split(link)[1].startswith("*") == marked


def test_the_chapter_on_criteria_names_every_method() -> None:
    """The tables of the three families hold every method, with a mark where the place is our reading."""
    text = chapter("criteria")
    for entry in real_board().entries:
        marked = "signal" in entry.method.card.taxonomy.our_reading
        assert f'<a href="../../methods/{entry.slug}/">{entry.method.card.name}</a>{"*" * marked}' in text


def test_tables_1_and_2_hold_what_the_cards_say() -> None:
    """Every candidate set, backbone, counterpart and metric of a card stands in its row."""
    page, names = chapter("evaluation"), real_board().library.vocabulary
    first = named(table(page, "Candidate data sets and backbones of each method"))
    second = named(table(page, "Counterpart models and metrics of each method"))
    for entry in real_board().entries:
        name, on = entry.method.card.name, entry.method.card.evaluated_on
        if on == EvaluatedOn():
            continue
        data = "; ".join(names.datasets[key].name for key in on.candidates)
        tuned = "; ".join(names.models[key].name for key in on.backbones)

        assert first[name][1:3] == [data or "–", tuned or "–"]
        assert second[name][1:] == [
            curved("; ".join(texts) or "–") for texts in (on.metrics, on.counterparts)
        ]


def test_the_timeline_runs_in_order_of_months() -> None:
    """Methods stand by month, baselines not at all, and a mark is a mark of the card."""
    moments = timeline(real_board())
    months = [moment.entry.method.card.first_appeared for moment in moments]

    assert months == sorted(months)
    assert {moment.entry.method.card.kind for moment in moments} == {"method"}
    for moment in moments:
        given = moment.entry.method.card.taxonomy.timeline
        marked = {column for column, on in zip(COLUMNS, moment.marks, strict=False) if on}
        assert marked == (set(given) if given else set())
    assert [row[0] for row in table(chapter("trends"), "Timeline")] == months


def test_marks_of_newer_methods_are_our_reading() -> None:
    """Only the survey's own methods have marks that are not called our reading."""
    for moment in timeline(real_board()):
        if moment.marks:
            assert moment.ours == (not moment.covered)


def test_references_hold_each_paper_once() -> None:
    """Every card has one entry with its anchor, and every study one, with its card where it has one."""
    page, found = chapter("references"), references(real())
    papers = [entry.method.card.title for entry in real_board().entries]
    studies = [file.study.title for file in duels().studies]
    titles = [reference.title.casefold() for reference in found.values()]

    for title in papers:
        assert titles.count(title.casefold()) == 1
    for entry in real_board().entries:
        assert page.count(f'id="ref-{entry.slug}"') == 1
        assert f'href="../../methods/{entry.slug}/#cite"' in page
    for title in studies:
        plain = title.removesuffix(" (preprint in the repository of the authors)").casefold()
        assert sum(plain in other or other.startswith(plain) for other in titles) == 1, title
    labels = [reference.label for reference in found.values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("key", KEYS)
def test_citations_lead_to_their_entry(key: str) -> None:
    """Each citation names an entry of the references, and none of them is empty."""
    cited = set(re.findall(r'survey/references/#(ref-[\w-]+)"', chapter(key)))

    assert cited <= {f"ref-{name}" for name in references(real())}
    assert "()" not in Content(chapter(key)).text


def test_terms_lead_to_the_glossary() -> None:
    """Each link into the glossary meets a term, and no term is explained twice."""
    terms = re.findall(r'<h3 id="([\w-]+)">', chapter("glossary"))
    linked = {term for page in read().values() for term in re.findall(r'glossary/#([\w-]+)"', page)}

    assert len(set(terms)) == len(terms)
    assert linked <= set(terms)
    assert linked


def test_every_figure_and_table_has_its_counterpart() -> None:
    """Figures 1 to 7, Tables 1 to 5, algorithms and equations each have a row that leads somewhere."""
    label = "Figures and tables of the survey and their counterparts"
    rows = {row[0]: row for row in table(chapter("figures-and-tables"), label)}
    numbers = [f"Figure {n}" for n in range(1, 8)] + [f"Table {n}" for n in range(1, 6)]

    assert [*numbers, "Algorithms 1–11", "Equation 1", "Equations 2–8"] == list(rows)
    assert {row[3] for row in rows.values()} == {"complete", "in part", "lost"}
    assert rows["Table 3"][3] == "lost"
    assert all(row[1] and row[4] for row in rows.values())


def test_what_survives_of_table_4_stands_in_the_comparison() -> None:
    """Each ratio that the survey's bridges rest on stands beside the method's PIR."""
    rows = {row[0]: row for row in table(chapter("comparison"), "What survives of Table 4")}

    assert rows["AlpaGasus"][1:3] == ["1.284", "0.949"]
    assert rows["DEITA"][1:4] == ["1.426", "–", "1.000"]
    assert len(rows) == sum(bool(e.method.card.survey) for e in real_board().entries)


def test_the_chapter_on_robustness_counts_as_the_board_does() -> None:
    """What was repeated on several backbones is counted by one rule, in the chapter and on its board."""
    text, board_page = chapter("robustness"), real_pages()["leaderboard/robustness/index.md"]
    (told,) = re.findall(r"the cards hold (\d+) results of this kind", text)

    assert f"{told} results on the cards were measured with nothing but the backbone changed" in board_page


def test_a_board_without_methods_has_its_chapters() -> None:
    """Chapters render for an empty board and for one that lacks the methods they tell of."""
    for methods in ((), ANCHORS):
        made = rendered(Boards(board(*methods), board(*methods, edition="survey"), NO_DUELS))

        assert len(made) == len(KEYS)
        assert all("<h1" in page and 'methods/ifd/"' not in page for page in made.values())
