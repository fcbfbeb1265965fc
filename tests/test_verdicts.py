"""Verdicts in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tedd.content.boards import Boards
from tedd.content.methods import methods
from tedd.exports import board_data
from tedd.head_to_head import head_to_head
from tedd.uncertainty import quantify
from tedd.verdicts import Verdict, side, verdicts
from tests.simulated import board

RESTS = "rests on one study, 5 test sets, GPT-4 judge"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (0.99, "surely above"),
        (0.9, "probably above"),
        (0.5, "undecided"),
        (0.2, "probably below"),
        (0.01, "surely below"),
    ],
)
def test_sides(above: float, expected: str) -> None:
    """A side is sure from 95%, probable from 80%, else undecided."""
    assert side(above) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {},
            "surely above the baseline; rank 1, first in 97% of the draws; " + RESTS,
        ),
        (
            {"side": "undecided", "first": 0.01, "ranks": (2, 7)},
            "on either side of the baseline; rank 2 to 7; " + RESTS,
        ),
        (
            {"provisional": True, "first": None, "ranks": (3, 9)},
            "surely above the baseline; would rank 3 to 9; " + RESTS,
        ),
        (
            {"first": None, "ranks": None},
            "surely above the baseline; holds no rank; " + RESTS,
        ),
    ],
    ids=["first", "undecided", "provisional", "no rank"],
)
def test_words(changes: dict[str, Any], expected: str) -> None:
    """A verdict says side, range, first places worth telling and what it rests on."""
    found = Verdict("m", "surely above", 0.99, 0.97, (1, 1), False, RESTS.removeprefix("rests on "))  # noqa: FBT003 # a field

    assert replace(found, **changes).text == expected


def test_every_pir_has_a_verdict() -> None:
    """Each method with a PIR gets one verdict, in the board's order; a board without draws has none."""
    found = verdicts(quantify(board(), shares=False))

    assert [one.slug for one in found] == [one.slug for one in board().entries if one.pir]
    assert found[0].rests_on == "one study, 5 test sets, GPT-4 judge"
    assert verdicts(board()) == ()


def test_verdicts_are_in_the_data() -> None:
    """The JSON carries the verdict's words; null without a PIR, and before draws were made."""
    sure = quantify(board(), shares=False)
    words = {one.slug: one.text for one in verdicts(sure)}

    for data in board_data(sure)["methods"]:
        assert data["verdict"] == words.get(data["slug"])
    assert all(data["verdict"] is None for data in board_data(board())["methods"])


def test_verdicts_are_on_the_pages() -> None:
    """A method's page says its verdict; without a PIR it says none."""
    sure = quantify(board(), shares=False)
    words = {one.slug: one.text for one in verdicts(sure)}
    made = methods(Boards(sure, board("survey"), head_to_head(board().library, ())))

    assert {path: context["verdict"] for (path, _), context in made.items()} == {
        f"methods/{entry.slug}.md": words.get(entry.slug) for entry in board().entries
    }


def test_a_mixed_judge_is_told_in_words() -> None:
    """Where a model judged a part only, no judge is named after it."""
    found = {one.slug: one.rests_on for one in verdicts(quantify(board(), shares=False))}

    assert (
        found["qdit"]
        == "one study, 2 test sets, judged in part by a model, carried over a bridge of 2 anchors"
    )
    assert found["less"] == "the survey’s word, made through a bridge"
