"""The head-to-head page and the essay: who beat whom, and sentences that the numbers bear out."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from tedd.consensus import ENOUGH
from tedd.content.boards import Boards
from tedd.content.duels import duels
from tedd.content.home import home
from tedd.content.matrix import matrix, tone
from tedd.content.why_orders_part import why_orders_part
from tedd.head_to_head import head_to_head
from tedd.study import FULL
from tests.boards import real_board
from tests.networks import FILES, LIBRARY
from tests.test_pages import NO_DUELS, Content, finished, real_pages

BOARD = head_to_head(LIBRARY, FILES)
BOARDS = Boards(real_board(), real_board("survey"), BOARD)


@cache
def essay() -> dict[str, Any]:
    """Return the essay's context."""
    return next(iter(why_orders_part(BOARDS).values()))


def test_matrix_is_its_own_mirror() -> None:
    """What a row won against a column, the column lost against the row, by the inverse ratio."""
    found = matrix(BOARD.view("general"), BOARD, least=1)

    assert found
    for i, line in enumerate(found.lines):
        assert line.cells[i] is None
        for j, met in enumerate(line.cells):
            other = found.lines[j].cells[i]
            assert (met is None) == (other is None)
            if met and other:
                assert (met.won, met.lost, met.even) == (other.lost, other.won, other.even)
                assert not met.ratio or met.ratio == pytest.approx(1 / (other.ratio or 0))


def test_tone() -> None:
    """A shade says won only where neither papers nor mean gain say the opposite."""
    assert tone([1, 1], 1.2) == "d-won-strong"
    assert tone([-1], 0.97) == "d-lost"
    assert tone([-1], 1.2) == tone([1, -1], None) == "d-even"


def test_each_paper_tells_its_results() -> None:
    """Every paper is there, by name, with a way to its source, and its own methods are marked."""
    papers = next(iter(duels(BOARDS).values()))["papers"]

    assert {paper.file.slug for paper in papers} == {file.slug for file in BOARD.studies}  # type: ignore[attr-defined]
    names = [paper.file.study.name.casefold() for paper in papers]  # type: ignore[attr-defined]
    assert names == sorted(names)
    for paper in papers:  # type: ignore[attr-defined]
        assert paper.sources
        assert all(place.url.startswith("https://") for place in paper.sources)
        rows = [row for found in paper.results for row in found.rows]
        assert {row.method for row in rows if row.own} <= set(paper.file.study.own_methods)


def test_all_data_are_no_method() -> None:
    """Sentences that count methods leave out all data, which selects nothing, as the first page does."""
    first = BOARD.view("general").consensus[0]
    view = next(iter(duels(BOARDS).values()))["views"][0]  # type: ignore[index]
    told = [one for one in first.estimates if one.method not in (first.reference, FULL)]
    front: Any = next(iter(home(BOARDS).values()))["duels"]

    assert first.by_method[FULL].studies >= ENOUGH
    assert len(view["above"]) + len(view["below"]) + view["unsettled"] + view["alone"] == len(told)
    assert front["repeated"] == sum(one.studies >= ENOUGH for one in told)


def test_a_paper_against_random_says_what_the_network_was_told() -> None:
    """A paper's gain over random on the page is the engine's own result of that paper."""
    papers = {paper.file.slug: paper for paper in next(iter(duels(BOARDS).values()))["papers"]}  # type: ignore[attr-defined]
    for estimate in BOARD.view("general").consensus[0].estimates:
        for result in estimate.results:
            rows = [
                row
                for found in papers[result.study].results
                if found.scope == "general"
                for row in found.rows
            ]
            assert next(row.ratio for row in rows if row.method == estimate.method) == pytest.approx(
                result.ratio
            )


def test_the_essay_claims_what_the_numbers_say() -> None:
    """The essay's words hold: IFD first, judges kinder than tests, tau's interval on both sides of zero."""
    found = essay()

    assert found["first"].method == "ifd"
    assert found["first_alike"] < 1
    assert found["first"].judged > 1 > found["first"].known
    assert found["both_higher"] > found["both"] / 2
    assert found["judged_median"] > found["known_median"]
    assert found["longest"]["judged"] > 1 > found["longest"]["known"]
    assert found["view"].survey_order.low < 0 < found["view"].survey_order.high
    assert abs(found["view"].survey_order.value) < 0.3
    assert found["flattery"].mean > 1
    assert all(one.tau > 0 for one in found["lengths"])


def test_the_essay_is_one_page_of_numbers() -> None:
    """The essay has some 500 to 800 words, and a number in every paragraph."""
    page = real_pages()["leaderboard/why-orders-part/index.md"]
    paragraphs = [
        Content(text).text for text in re.findall(r"<p>(.*?)</p>", "".join(finished(page)), re.DOTALL)
    ]

    assert 450 <= sum(len(text.split()) for text in paragraphs) <= 800
    assert all(re.search(r"\d", text) for text in paragraphs[:-1])


def test_without_studies_the_pages_stand() -> None:
    """With no study both pages say so and show nothing else."""
    bare = Boards(real_board(), real_board("survey"), NO_DUELS)

    assert next(iter(why_orders_part(bare).values()))["ready"] is False
    assert next(iter(duels(bare).values()))["papers"] == []
