"""Draws of the tie rates that winning scores borrow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tedd.draws import Chance
from tedd.spread import paule_mandel
from tedd.tie_draws import SPREAD, around, rates, spreads
from tests.boards import board, card, counts, row

if TYPE_CHECKING:
    from tedd.cards import Method

STUDIES = {"a": (10, 100), "b": (30, 100), "c": (90, 180)}
"""Ties and prompts of three studies."""


def study(slug: str, ties: int, prompts: int, **changes: object) -> Method:
    """Return a card with one row of so many ties; a third of what was decided is lost."""
    losses = (prompts - ties) // 3
    return card(slug, evidence=[row(measure=counts(prompts - ties - losses, ties, losses), **changes)])


def by_hand(studies: dict[str, tuple[int, int]]) -> float:
    """Return the standard deviation of a new study's log odds around the pooled ones."""
    odds = np.array([(ties + 0.5) / (prompts - ties + 0.5) for ties, prompts in studies.values()])
    variances = np.array(
        [1 / (ties + 0.5) + 1 / (prompts - ties + 0.5) for ties, prompts in studies.values()]
    )
    between = paule_mandel(np.log(odds), variances)
    weights = 1 / (variances + between)
    return math.sqrt(between + 1 / weights.sum())


def test_three_studies_by_hand() -> None:
    """With three studies the spread is theirs, and that of where their mean lies."""
    found = spreads(board(*[study(slug, *numbers) for slug, numbers in STUDIES.items()]))

    assert found["gpt-4"] == found[None] == pytest.approx(by_hand(STUDIES))
    assert found["gpt-4"] > 0.5
    assert found["chatgpt"] == SPREAD == 0.3


def test_two_studies_are_too_few() -> None:
    """A judge whom fewer than three studies used has the spread that is assumed."""
    third = study("c", *STUDIES["c"], judge="chatgpt")
    found = spreads(board(*[study(slug, *STUDIES[slug]) for slug in "ab"], third))

    assert found["gpt-4"] == found["chatgpt"] == 0.3
    assert found[None] == pytest.approx(by_hand(STUDIES))


def test_rows_of_a_study_are_counted_together() -> None:
    """Two rows of a card are one study, and what one third party reports on two cards is one, too."""
    party = {"reported_by": "third-party", "reporter": "The referees"}
    quoted = row(measure=counts(1, 500, 1), checked="secondary", test_set="self-instruct")
    a = [row(measure=counts(30, 6, 10)), row(measure=counts(30, 4, 20), test_set="vicuna")]
    b = [row(measure=counts(30, 30, 40)), row(measure=counts(20, 50, 20), **party), quoted]
    c = [row(measure=counts(30, 40, 20), **party), row(measure={"winning_score": 1.1}, test_set="vicuna")]
    found = spreads(board(card("a", evidence=a), card("b", evidence=b), card("c", evidence=c)))

    assert found["gpt-4"] == pytest.approx(by_hand(STUDIES))


def test_rates_by_hand() -> None:
    """A judge's draws lie around its own rate, those of a judge who prints no ties around the rate of all."""
    made = board(study("a", 10, 100), study("b", 90, 180, judge="chatgpt"))
    chance = Chance(50, 1)
    found = rates(made, chance, {"gpt-4": 0.3, "claude": 0.2, None: 0.1})

    def expected(rate: float, deviation: float, name: str) -> np.ndarray:
        odds = rate / (1 - rate) * np.exp(deviation * chance.normal("ties", name))
        return np.asarray(odds / (1 + odds))

    assert found["gpt-4"] == pytest.approx(expected(0.1, 0.3, "gpt-4"))
    assert found["claude"] == pytest.approx(expected(100 / 280, 0.2, "claude"))
    assert found[None] == pytest.approx(expected(100 / 280, 0.1, "all"))


def test_without_ties_there_is_no_rate() -> None:
    """Where no card prints ties there is nothing to borrow."""
    assert rates(board(card("a")), Chance(5, 1), {"gpt-4": 0.3, None: 0.3}) == {}


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_a_judge_who_always_or_never_ties(rate: float) -> None:
    """A rate of nothing or of everything has no log odds and stays as it is."""
    assert around(rate, 0.3, np.array([-1.0, 0.0, 1.0])).tolist() == [rate] * 3
