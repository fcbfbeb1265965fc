"""Boards of whatever cards the checker lets through: every page, picture and file is made."""

from __future__ import annotations

import pytest

from tedd.build import outputs
from tedd.curves import curves
from tedd.robustness import spreads_of
from tests.boards import ANCHORS, Data, board, card, counts, library, only, row, survey, wins
from tests.generated import Crowded

TESTS = ("vicuna", "koala")
WITHIN = ("llama-7b", "mistral-7b")
FRACTIONS = (0.1, 0.2, 0.3)
SEEDS = (31, 397, 437)
"""Boards that once ended a build."""


def lost(**changes: object) -> list[Data]:
    """Return rows of two test sets on which nothing was won."""
    return [row(test_set=name, measure=counts(0, 5, 40), **changes) for name in TESTS]


ODD = {"winning_score": 1.1}, {"ratio": 1e-300, "scale": "score"}, {"ratio": 1000, "scale": "unstated"}


@pytest.mark.parametrize(
    "evidence",
    [
        lost(),
        [*wins(sdf=0.1), *lost(sdf=0.2), *wins(sdf=0.3), *lost(sdf=0.4), *lost(sdf=0.5)],
        [*wins(), *lost(backbone="mistral-7b"), *lost(backbone="llama-13b")],
        [*wins(), *lost(judge="chatgpt"), *lost(judge="human")],
        [*wins(2.0, judge="gpt-4"), *[item | {"judge": None} for item in wins(1.5)]],
        [row(measure=one, sdf=sdf) for one in ODD for sdf in FRACTIONS],
    ],
    ids=[
        "alone",
        "at some fractions",
        "on some backbones",
        "to some judges",
        "without a judge",
        "of odd scales",
    ],
)
def test_everything_is_made(evidence: list[Data]) -> None:
    """A card that the checker lets through never ends a build, with the survey's word or without it."""
    said = card("said", evidence=evidence, survey=survey(1.5, 0.1, made_from="direct"))

    assert outputs(library(*ANCHORS, card("one", evidence=evidence), said), ())


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_is_made_of_crowded_boards(seed: int) -> None:
    """Methods whose rows share all but a few circumstances, with extreme numbers, end no build either."""
    chance = Crowded(seed)

    assert outputs(library(*(chance.card(f"m{number}") for number in range(3))), ())


def test_kinds_of_ratio_make_curves_of_their_own() -> None:
    """Scores and winning scores at the same fractions are two curves: no slope leads from one to another."""
    both = [
        row(measure=one, sdf=sdf) for one in (*ODD[:1], {"ratio": 1.2, "scale": "score"}) for sdf in FRACTIONS
    ]
    made = board(card("one", evidence=both), card("ties", evidence=wins()))

    assert [len(curve.points) for curve in curves(made)] == [3, 3]


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
