"""A method that won nothing: its ratio of 0 has no logarithm, and every page, picture and file is made."""

from __future__ import annotations

import pytest

from tedd.build import outputs
from tedd.curves import curves
from tedd.robustness import spreads_of
from tests.boards import ANCHORS, Data, board, card, counts, library, only, row, survey, wins

TESTS = ("vicuna", "koala")
WITHIN = ("llama-7b", "mistral-7b")


def lost(**changes: object) -> list[Data]:
    """Return rows of two test sets on which nothing was won."""
    return [row(test_set=name, measure=counts(0, 5, 40), **changes) for name in TESTS]


@pytest.mark.parametrize(
    "evidence",
    [
        lost(),
        [*wins(sdf=0.1), *lost(sdf=0.2), *wins(sdf=0.3), *lost(sdf=0.4), *lost(sdf=0.5)],
        [*wins(), *lost(backbone="mistral-7b"), *lost(backbone="llama-13b")],
        [*wins(), *lost(judge="chatgpt"), *lost(judge="human")],
    ],
    ids=["alone", "at some fractions", "on some backbones", "to some judges"],
)
def test_everything_is_made(evidence: list[Data]) -> None:
    """A card that the checker lets through never ends a build, with the survey's word or without it."""
    said = card("said", evidence=evidence, survey=survey(1.5, 0.1, made_from="direct"))

    assert outputs(library(*ANCHORS, card("one", evidence=evidence), said), ())


def test_a_fall_to_nothing_is_sure() -> None:
    """The probability that a curve falls is 1 where it ends in a 0."""
    made = board(card("one", evidence=[*wins(sdf=0.1), *wins(sdf=0.2), *lost(sdf=0.3)]))

    assert [curve.fall_probability for curve in curves(made)] == [1.0]


def test_no_factor_reaches_a_zero() -> None:
    """Backbones are compared by factors: one with a ratio of 0 is left out, and a single one is no spread."""
    two = [item for name in WITHIN for item in wins(backbone=name)]

    assert spreads_of(board(card("one", evidence=[*wins(), *lost(backbone="mistral-7b")]))) == ()
    (found,) = spreads_of(board(card("one", evidence=[*two, *lost(backbone="llama-13b")])))
    assert {mark.key for mark in found.marks} == set(WITHIN)


def test_a_score_of_nothing_gives_no_ratio() -> None:
    """Scores so far apart are on no one scale, whichever is smaller; a winning score needs wins, too."""
    scores = [{"score": own, "counterpart_score": 50.0} for own in (0.0, 0.049, 0.05, 50_000.0, 50_001.0)]
    entry = only([row(measure=one) for one in (*scores, {"winning_score": 0.5, "tie_rate": 0.5})])

    assert [item.value for item in entry.rows] == [None, None, 0.001, 1000.0, None, None]
