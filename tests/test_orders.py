"""Orders of methods under two backbones."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tedd.orders import pairings_of, summaries
from tedd.studies import load_studies
from tests.boards import METHODS, bench, board, card, real, real_board
from tests.test_published import arm, run, study


def test_orders_on_cards() -> None:
    """Two methods that change places under another backbone have tau -1."""
    made = board(
        card("one", evidence=[bench(1.2), bench(1.0, backbone="mistral-7b")]),
        card("two", evidence=[bench(1.1), bench(1.3, backbone="mistral-7b")]),
    )
    (pairing,) = pairings_of(made, ())

    assert (pairing.one, pairing.other) == ("llama-7b", "mistral-7b")
    assert (pairing.methods, pairing.order) == (("one", "two"), ("two", "one"))
    assert pairing.tau == -1
    assert not pairing.same_first


def test_orders_of_studies_are_those_of_gains() -> None:
    """In MIG's study the order is that of mean log ratios to random over the shared benchmarks."""
    files = load_studies(real(), METHODS)
    found = [one for one in pairings_of(real_board(), files) if one.where == "mig"]
    arms = {arm.backbone: arm for file in files if file.slug == "mig" for arm in file.study.arms}
    assert len(found) == 3
    for pairing in found:
        rows = {row.method: row.scores for row in arms[pairing.one].rows}
        other = {row.method: row.scores for row in arms[pairing.other].rows}
        tests = set(rows["random"]) & set(other["random"])
        gains = [
            sum(math.log(rows[method][test] / rows["random"][test]) for test in tests)
            for method in pairing.methods
        ]
        if pairing.benchmarks == len(tests):  # none was left out for being near chance
            assert gains == sorted(gains, reverse=True)
        assert set(pairing.methods) == set(pairing.order)
        assert "random" not in pairing.methods


def test_summaries_hold_every_pairing() -> None:
    """Each pairing is counted in one summary, and tau lies between -1 and 1."""
    pairings = pairings_of(real_board(), load_studies(real(), METHODS))
    found = summaries(pairings)

    assert sum(len(one.pairings) for one in found) == len(pairings)
    for one in found:
        assert one.tau is None or -1 <= one.tau <= 1
        assert one.same <= one.same_first <= len(one.pairings)
        assert one.most == max(len(pairing.methods) for pairing in one.pairings)


def test_a_tau_needs_three_methods() -> None:
    """Two methods are in one order or the other: their tau is in no mean, and alone they have none."""
    two, three = (
        board(
            *(
                card(name, evidence=[bench(ratio), bench(ratio, backbone="mistral-7b")])
                for name, ratio in (("a", 1.1), ("b", 1.2), ("c", 0.9))[:methods]
            )
        )
        for methods in (2, 3)
    )
    pairings = (*pairings_of(two, ()), *pairings_of(three, ()))

    assert [one.tau for one in summaries(pairings[:1])] == [None]
    assert [one.tau for one in summaries((replace(pairings[0], tau=-1.0), pairings[1]))] == [1]


def test_same_numbers_give_tau_one() -> None:
    """A backbone that changes nothing keeps the order."""
    made = board(
        *(
            card(name, evidence=[bench(ratio), bench(ratio, backbone="mistral-7b")])
            for name, ratio in (("a", 1.1), ("b", 1.2), ("c", 0.9))
        )
    )
    (pairing,) = pairings_of(made, ())

    assert pairing.tau == pytest.approx(1)
    assert pairing.methods == pairing.order == ("b", "a", "c")


def test_a_targeted_method_makes_a_pairing_targeted() -> None:
    """A pairing is of general selection only where all of its methods are."""
    scopes = []
    for scope in ("general", "targeted"):
        rows = [bench(1.1), bench(1.2, backbone="mistral-7b")]
        made = board(card("one", evidence=rows), card("two", scope=scope, evidence=rows))
        scopes += [pairing.scope for pairing in pairings_of(made, ())]

    assert scopes == ["general", "targeted"]


def test_methods_of_a_study_ran_on_everything() -> None:
    """A method that lacks a benchmark which both backbones have takes no part: its mean is of other tests."""
    scores = {"a": (45.0, 46.0), "b": (47.0, 48.0), "late": (60.0, None), "random": (40.0, 41.0)}
    rows = [
        run(method, **{key: score for key, score in zip(("mmlu", "arc"), given, strict=True) if score})
        for method, given in scores.items()
    ]
    file = study(*(arm(backbone, *rows, backbone=backbone) for backbone in ("llama-7b", "mistral-7b")))
    (pairing,) = pairings_of(board(card("one")), (file,))

    assert pairing.methods == pairing.order == ("b", "a")
    assert pairing.benchmarks == 2
