"""The cards' head-to-head rows as studies of their papers."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tedd.card_studies import card_studies
from tedd.cards import Library
from tedd.contrasts import cells_of
from tedd.fields import MOST_POINTS
from tedd.head_to_head import head_to_head
from tests.boards import card, row
from tests.networks import FILES, LIBRARY


def against(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 # fields of a card's row
    """Return a row of scores against a random subset."""
    given = {
        "setting": "head-to-head",
        "counterpart": {"kind": "random", "name": "random"},
        "measure": {"score": 55, "counterpart_score": 50},
        "test_set": "bbh",
        "judge": None,
    }
    return row(**(given | changes))


def library(*rows: dict[str, Any], **changes: Any) -> Library:  # noqa: ANN401 # fields of a card
    """Return a library of one card with these rows."""
    return Library(LIBRARY.vocabulary, (card("one", evidence=list(rows), **changes),))


def test_a_row_votes_for_its_paper() -> None:
    """A row with both scores becomes a comparison of the card's paper, marked as the authors' own."""
    found = card_studies(library(against()), ())
    (cell,) = cells_of(found.files, LIBRARY.vocabulary).usable

    assert found.fed == 1
    assert found.left_out == {}
    assert cell.own == {"one"}
    assert cell.difference("one", "random") == pytest.approx(math.log(1.1))


def test_every_score_of_a_card_fits_a_study() -> None:
    """Cards and studies take scores up to the same number."""
    huge = {"score": MOST_POINTS, "counterpart_score": MOST_POINTS}

    assert card_studies(library(against(measure=huge)), ()).fed == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"checked": "secondary"}, "quoted elsewhere"),
        ({"counterpart": {"kind": "selector", "name": "a reward model"}}, "no card"),
        ({"measure": {"winning_score": 1.2}}, "share of wins"),
        ({"measure": {"wins": 4, "ties": 1, "losses": 2}}, "share of wins"),
        ({"measure": {"score": 55}}, "share of wins"),
        ({"sdf": None}, "how much was selected"),
    ],
)
def test_what_does_not_fit_is_counted_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    """A row that carries no score on both sides, or none that was seen, is left out and told."""
    found = card_studies(library(against(**changes)), ())

    assert found.files == ()
    assert [reason in told for told in found.left_out] == [True]


def test_an_average_beside_its_parts_is_left_out() -> None:
    """The average of scores that the card also holds says nothing more."""
    found = card_studies(library(against(), against(test_set="mig-suite")), ())

    assert found.fed == 1
    assert found.left_out == {"average of scores that stand beside it": 1}


def test_no_paper_counts_twice() -> None:
    """A paper with a study file casts its vote there: its rows on cards, by whomever, stay out."""
    found = card_studies(LIBRARY, FILES)
    papers = [file.study.arxiv for file in (*FILES, *found.files) if file.study.arxiv]

    assert len(papers) == len(set(papers))
    assert sum(found.left_out.values()) + found.fed == sum(
        one.setting == "head-to-head" for method in LIBRARY.methods for one in method.card.evidence
    )


def test_the_own_cards_change_little() -> None:
    """What the cards add moves no general gain by more than a point."""
    board = head_to_head(LIBRARY, FILES)
    bare = head_to_head(Library(LIBRARY.vocabulary, ()), FILES)
    (after, before) = (each.view("general").consensus[0].by_method for each in (board, bare))

    assert {"arxiv-2311-14736", "arxiv-2402-04333"} <= {file.slug for file in board.studies}
    assert max(abs(after[name].ratio - before[name].ratio) for name in before) < 0.01
