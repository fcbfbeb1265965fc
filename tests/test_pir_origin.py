"""How a PIR came about is told in words, and does not hang on the order of rows."""

from __future__ import annotations

from tests.boards import ANCHORS, bench, board, card, only, row, survey, wins


def test_origin_in_words() -> None:
    """Each way in which a PIR comes about is told in its own words."""
    scored = [row(test_set=name, measure={"winning_score": 1.1}) for name in ("vicuna", "koala")]
    counted = card("ties", evidence=wins(1.6))
    made = board(
        *ANCHORS,
        counted,
        card("scored", evidence=scored),
        card("bench", evidence=[bench(1.0)]),
        card("made", survey=survey(1.3, 0.1, made_from="bridged")),
    )
    told = {one.slug: one.pir.origin for one in made.entries if one.pir}

    assert told["ties"] == "wins over losses as counted"
    assert told["scored"] == "converted from a winning score with a borrowed tie rate"
    assert told["bench"] == "estimated through the bridge from same-model benchmark results"
    assert told["made"] == "the survey's word, made through a bridge"
    assert told["low"] == "the survey's word, made in a way not known"


def test_of_equal_conditions_the_first_judge_by_name() -> None:
    """Two judges with the same evidence are told apart by their names: the order of rows is nothing."""
    one = [*wins(1.5, judge="chatgpt"), *wins(1.5, judge="claude")]
    other = [*wins(1.5, judge="claude"), *wins(1.5, judge="chatgpt")]

    for rows in (one, other):
        pir = only(rows).pir
        assert pir
        assert pir.point
        assert pir.point.condition.judge == "chatgpt"
