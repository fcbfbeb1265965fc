"""Which operating points may set a PIR by themselves, and their pooled ratio."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tedd.direct import is_converted, is_direct, is_win_rate, pooled
from tests.boards import VOCABULARY, bench, counts, points, row, wins

SCORED = [row(test_set=name, measure={"winning_score": 1.1}) for name in ("vicuna", "koala")]
TIES = row(measure=counts(1, 1, 1), dataset="dolly")
"""Prints a tie rate, under another condition."""


@pytest.mark.parametrize(
    ("judge", "setting", "expected"),
    [
        ("gpt-4", "same-model-win-rate", True),
        ("human", "same-model-win-rate", False),
        (None, "same-model-win-rate", False),
        ("gpt-4", "other-model-win-rate", False),
    ],
)
def test_an_llm_judged_against_all_data(judge: str | None, setting: str, *, expected: bool) -> None:
    """A win rate is an LLM's verdict on the tuned model against the same model on all data."""
    judged = points(*wins())[0]
    condition = judged.condition._replace(judge=judge, setting=setting)

    assert is_win_rate(replace(judged, condition=condition), VOCABULARY) == expected
    assert is_direct(replace(judged, condition=condition), VOCABULARY) == expected
    assert not is_converted(replace(judged, condition=condition), VOCABULARY)


def test_a_benchmark_is_no_win_rate() -> None:
    """A benchmark's ratio sets no PIR by itself, however many prompts it has, nor where an LLM scores it."""
    for judge in (None, "gpt-4"):
        point = points(bench(1.1, "self-instruct", judge=judge))[0]
        assert not is_win_rate(point, VOCABULARY)
        assert not is_direct(point, VOCABULARY)
        assert not is_converted(point, VOCABULARY)


@pytest.mark.parametrize(
    ("sets", "prompts", "expected"),
    [(2, 30, True), (1, 200, True), (1, 199, False), (3, 900, True)],
)
def test_enough_is_two_test_sets_or_200_prompts(sets: int, prompts: int, *, expected: bool) -> None:
    """Two test sets are enough, and so are 200 prompts of one."""
    names = frozenset(("vicuna", "koala", "self-instruct")[:sets])
    counted = replace(points(*wins())[0], test_sets=names, prompts=prompts)
    scored = replace(points(*SCORED, TIES)[0], test_sets=names, prompts=prompts)

    assert is_direct(counted, VOCABULARY) == expected
    assert is_converted(scored, VOCABULARY) == expected


def test_a_borrowed_tie_rate_only_converts() -> None:
    """Winning scores with a borrowed tie rate are converted, not direct."""
    point = points(*SCORED, TIES)[0]

    assert point.borrowed
    assert is_converted(point, VOCABULARY)
    assert not is_direct(point, VOCABULARY)


def test_a_ratio_of_who_knows_what_is_neither() -> None:
    """A bare ratio that does not say what was divided is neither direct nor converted."""
    bare = [row(test_set=name, measure={"ratio": 1.5, "scale": "unstated"}) for name in ("vicuna", "koala")]
    point = points(*bare)[0]

    assert is_win_rate(point, VOCABULARY)
    assert not is_direct(point, VOCABULARY)
    assert not is_converted(point, VOCABULARY)


def test_pooled_by_hand() -> None:
    """80 and 30 wins over 50 and 10 losses are 110 over 60; the mean of the ratios would be 2.3."""
    rows = [row(measure=counts(80, 50, 50)), row(measure=counts(30, 5, 10), test_set="vicuna")]

    assert pooled(points(*rows)[0]) == 110 / 60


def test_nothing_to_pool() -> None:
    """There is no pooled ratio without losses, nor where a row prints no counts."""
    no_losses = [row(measure=counts(8, 5, 0)), row(measure=counts(3, 5, 0), test_set="vicuna")]
    bare = row(measure={"ratio": 1.5, "scale": "wins-losses"}, test_set="vicuna")

    assert pooled(points(*no_losses)[0]) is None
    assert pooled(points(row(), bare)[0]) is None
