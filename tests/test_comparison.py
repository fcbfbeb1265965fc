"""Methods side by side: what they share, who is better, and who beat whom."""

from __future__ import annotations

import json

import pytest

from tedd.comparison import common, compare_files, comparison, overlap, versus
from tedd.head_to_head import head_to_head
from tedd.studies import load_studies
from tedd.uncertainty import quantify
from tests.boards import METHODS, bench, board, card, library, real_board, wins

LIBRARY = real_board().library
DUELS = head_to_head(LIBRARY, load_studies(LIBRARY, METHODS))
FOUND = comparison(quantify(real_board()), DUELS)
BY_SLUG = {profile.slug: profile for profile in FOUND.profiles}


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ((1, 2), (1.5, 3), "overlap"),
        ((1, 2), (2, 3), "overlap"),
        ((1, 4), (2, 3), "overlap"),
        ((1, 2), (2.1, 3), "apart"),
        ((2.1, 3), (1, 2), "apart"),
        (None, (1, 2), "–"),
    ],
)
def test_intervals_overlap_when_they_share_a_value(
    one: tuple[float, float] | None, other: tuple[float, float], said: str
) -> None:
    """Two intervals overlap when at least one value lies in both; without one of them nothing is said."""
    assert overlap(one, other) == said


def test_a_pair_says_the_same_from_both_sides() -> None:
    """Turning a pair round changes neither who is better nor who won how often."""
    (pair,) = versus(FOUND, [BY_SLUG["ifd"], BY_SLUG["superfiltering"]])
    (turned,) = versus(FOUND, [BY_SLUG["superfiltering"], BY_SLUG["ifd"]])
    winner = pair.better.split(",")[0]

    assert (winner, pair.pir, pair.offset) == (turned.better.split(",")[0], turned.pir, turned.offset)
    assert len(pair.met) == len(turned.met) > 0
    assert [set(met.replace(":", ",").split(", ")) for met in pair.met] == [
        set(met.replace(":", ",").split(", ")) for met in turned.met
    ]


def test_meetings_are_those_of_the_head_to_head_board() -> None:
    """Each study's wins between two methods with cards are there once."""
    known = {
        (duel.method, duel.other, met.wins, met.losses, met.ties)
        for view in DUELS.views
        for duel in view.duels
        for met in duel.meetings
        if {duel.method, duel.other} <= BY_SLUG.keys()
    }

    assert {(met.method, met.other, met.wins, met.losses, met.ties) for met in FOUND.meetings} == known


def test_common_test_sets_are_those_of_two_methods_at_least() -> None:
    """A test set that only one method was measured on compares nothing; kinds of counterpart stay apart."""
    one = card("one", evidence=[*wins(1.5), bench(1.1)])
    other = card("other", evidence=[bench(1.2), bench(1.3, dataset="dolly"), bench(0.9, "arc")])
    made = comparison(board(one, other), head_to_head(library(one, other), ()))
    (found,) = common(made.profiles)

    assert found.name == "MMLU, against all data"
    assert sorted(each.total for each in found.results if each) == [
        "1 result, 1.100 to 1.100",
        "2 results, 1.200 to 1.300",
    ]


def test_the_file_holds_what_the_page_shows() -> None:
    """Facts stand in the order of the labels, and every method of the board is there."""
    data = json.loads(compare_files(FOUND)["data/compare.json"])

    assert [method["slug"] for method in data["methods"]] == [e.slug for e in real_board().entries]
    assert all(len(method["facts"]) == len(data["labels"]) for method in data["methods"])
    assert data["better"] == FOUND.better
