"""Results under several backbones or judges: nothing else may differ, and orders are compared fairly."""

from __future__ import annotations

import math

import pytest

from tedd.robustness import chief, shown, spreads_of
from tests.boards import bench, board, card, real_board, row, wins


def test_nothing_else_differs() -> None:
    """The marks of a spread differ in the backbone or judge alone, each of which comes once."""
    spreads = spreads_of(real_board())
    assert spreads
    for spread in spreads:
        keys = [mark.key for mark in spread.marks]
        assert len(keys) == len(set(keys)) > 1
        assert spread.test_sets
        assert getattr(spread.fixed, spread.what) is None
        assert [mark.ratio for mark in spread.marks] == sorted((m.ratio for m in spread.marks), reverse=True)


def test_only_shared_test_sets_count() -> None:
    """A backbone that was tested on more is compared on what all were tested on."""
    evidence = [
        bench(1.2, "arc"),
        bench(9.0, "mmlu"),
        bench(1.1, "arc", backbone="mistral-7b"),
    ]
    (spread,) = spreads_of(board(card("one", evidence=evidence)))

    assert spread.test_sets == ("arc",)
    assert {mark.key: mark.ratio for mark in spread.marks} == pytest.approx(
        {"llama-7b": 1.2, "mistral-7b": 1.1}
    )
    assert not spread.turns


def test_offsets_where_the_ratio_is_a_pir() -> None:
    """A win rate has an offset from the baseline, a benchmark has none; other fractions are other results."""
    evidence = [*wins(1.6), *wins(1.2, backbone="llama-13b"), *wins(1.9, backbone="vicuna-7b", sdf=0.5)]
    made = board(card("one", evidence=evidence))
    (spread,) = spreads_of(made)

    assert [mark.key for mark in spread.marks] == ["llama-7b", "llama-13b"]
    for mark in spread.marks:
        assert mark.offset == pytest.approx(made.baseline.offset(0.1, mark.ratio))
    assert spread.factor == pytest.approx(1.6 / 1.2)


def test_other_models_are_left_out() -> None:
    """Against other models the opponent changes with the backbone: no spread."""
    against = {"kind": "other-model", "name": "Vicuna", "model": "vicuna-7b"}
    rows = [
        row(setting="other-model-win-rate", counterpart=against, backbone=name)
        for name in ("llama-7b", "llama-13b")
    ]

    assert spreads_of(board(card("one", evidence=rows))) == ()


def test_judges_are_told_from_backbones() -> None:
    """Two judges of one model make a spread of judges."""
    (spread,) = spreads_of(board(card("one", evidence=[*wins(1.6), *wins(1.2, judge="chatgpt")])))

    assert spread.what == "judge"
    assert [mark.key for mark in spread.marks] == ["gpt-4", "chatgpt"]


def test_the_picture_holds_every_method() -> None:
    """Each method with spreads is shown once or twice for each kind, its widest result among them."""
    spreads = [one for one in spreads_of(real_board()) if one.entry.method.card.kind == "method"]
    seen = shown(spreads)
    for spread in spreads:
        rows = [one for one in seen if (one.entry, one.what) == (spread.entry, spread.what)]
        assert 1 <= len(rows) <= 2
        assert max(one.factor for one in rows) >= spread.factor
    assert {(one.entry.slug, one.what) for one in chief(spreads)} == {(o.entry.slug, o.what) for o in seen}


def test_survey_table_3() -> None:
    """The caption's two readings of one cell stand on the card with their source, and feed no PIR."""
    survey = next(e for e in real_board().entries if e.slug == "alpagasus").method.card.survey
    assert survey

    assert [(given.pir, given.sdf) for given in survey.quoted] == [(1.287, 0.173), (1.512, 0.173)]
    assert survey.pir == 1.284
    assert not math.isclose(survey.quoted[0].pir, survey.quoted[1].pir)
