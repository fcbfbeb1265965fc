"""Verdicts in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tedd.exports import board_data
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
