"""A method's PIR comes by the first rule that applies: direct, survey, direct elsewhere, bridged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.boards import ANCHORS, Data, bench, board, card, counts, entry, only, row, survey, wins

if TYPE_CHECKING:
    from tedd.board import Entry

ABSURD = counts(900, 0, 1)
SURVEY = survey(1.4, 0.05, made_from="bridged")
OTHER: Data = {
    "setting": "other-model-benchmark",
    "counterpart": {"kind": "other-model", "name": "Vicuna-7B"},
}


def basis(made: Entry) -> tuple[object, ...]:
    """Return value, basis, fraction and whether the condition is the unified one."""
    assert made.pir is not None
    return round(made.pir.value, 6), made.pir.basis, made.pir.sdf, made.pir.unified


def bridged(*rows: Data, **changes: object) -> Entry:
    """Return the entry of a method with these rows, among two methods that anchor the bridges."""
    return entry(board(*ANCHORS, card("one", evidence=list(rows), **changes)), "one")


def test_direct_comes_before_the_surveys_word() -> None:
    """Enough wins under the unified condition set the PIR, whatever the survey says."""
    made = only(wins(1.6), survey=SURVEY)

    assert basis(made) == (1.6, "direct", 0.1, True)
    assert made.pir is not None
    assert made.pir.point in made.points


@pytest.mark.parametrize(
    "elsewhere", [{"dataset": "dolly"}, {"backbone": "mistral-7b"}], ids=["pool", "backbone"]
)
def test_survey_comes_before_direct_elsewhere(elsewhere: Data) -> None:
    """Wins under another condition yield to the survey's word, and count where it is silent."""
    assert basis(only(wins(1.6, **elsewhere), survey=SURVEY)) == (1.4, "survey", 0.05, True)
    assert basis(only(wins(1.6, **elsewhere))) == (1.6, "direct", 0.1, False)


def test_survey_says_what_it_was_made_from() -> None:
    """On the survey's word the PIR keeps how the survey got it, and names no rows."""
    pir = only([], survey=SURVEY).pir

    assert pir is not None
    assert (pir.made_from, pir.point, pir.bridge) == ("bridged", None, None)


@pytest.mark.parametrize("block", [survey(None, 0.05), survey(1.4, None)], ids=["no PIR", "no SDF"])
def test_half_a_word_of_the_survey_is_none(block: Data) -> None:
    """The survey's PIR counts only together with its SDF."""
    assert only([], survey=block).pir is None


@pytest.mark.parametrize(
    ("rows", "direct"),
    [
        (wins(1.6), True),
        ([row(test_set=name, measure=counts(8, 2, 5)) for name in ("vicuna", "koala")], True),
        ([row(test_set="vicuna", measure=counts(40, 20, 20))], False),
        ([row(test_set="vicuna", measure=counts(80, 60, 60))], True),
        ([row(test_set="vicuna", measure=counts(80, 60, 59))], False),
        (wins(1.6, judge="chatgpt"), True),
        (wins(1.6, judge="mixed"), False),
        (wins(1.6, judge=None), False),
    ],
    ids=[
        "two sets",
        "two small sets",
        "one small set",
        "200 prompts",
        "199 prompts",
        "ChatGPT",
        "mixed judge",
        "no judge",
    ],
)
def test_what_a_direct_pir_needs(rows: list[Data], *, direct: bool) -> None:
    """A direct PIR needs an LLM judge and two test sets or 200 prompts."""
    assert (only(rows).pir is not None) is direct


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"dataset": "dolly"}),
        ({"backbone": "llama-2-7b"}, {"backbone": "llama-2-13b"}),
        ({"backbone": "llama-7b"}, {"backbone": "llama-13b"}),
        ({"backbone": "llama-7b"}, {"backbone": "llama-2-13b"}),
        ({"backbone": "llama-13b"}, {"backbone": "mistral-7b"}),
        ({"backbone": "mistral-7b"}, {"dataset": "dolly"}),
        ({"judge": "gpt-4"}, {"judge": "chatgpt"}),
        ({"backbone": "llama-7b", "judge": "chatgpt"}, {"backbone": "llama-13b", "judge": "gpt-4"}),
    ],
    ids=[
        "Alpaca",
        "7B of LLaMA-2",
        "7B",
        "7B before generation",
        "LLaMA",
        "pool before backbone",
        "GPT-4",
        "size before judge",
    ],
)
def test_unified_condition_is_preferred(better: Data, worse: Data) -> None:
    """Alpaca, then LLaMA with 7B before 13B, then GPT-4: the nearer condition wins with the lower ratio."""
    assert basis(only(wins(1.5, **better) + wins(3, **worse)))[:2] == (1.5, "direct")


@pytest.mark.parametrize(
    "more", [[row(backbone="vicuna-7b", test_set="self-instruct")], []], ids=["test sets", "prompts"]
)
def test_most_evidence_speaks_among_equals(more: list[Data]) -> None:
    """Of two conditions as far from the unified one, that with more test sets counts, then more prompts."""
    fewer = wins(3, backbone="mistral-7b")
    rows = [*fewer, *wins(1.6, losses=100, backbone="vicuna-7b"), *more]

    assert basis(only(rows)) == (1.6, "direct", 0.1, False)


def test_highest_pir_among_fractions() -> None:
    """Among the fractions of one condition the highest PIR stands for the method; all stay visible."""
    made = only(wins(1.3, sdf=0.05) + wins(1.7, sdf=0.1) + wins(1.7, sdf=0.2) + wins(1.5, sdf=0.3))

    assert basis(made) == (1.7, "direct", 0.1, True)
    assert [point.sdf for point in made.points] == [0.05, 0.1, 0.2, 0.3]


INTRUDERS: dict[str, Data] = {
    "random": {"setting": "head-to-head", "counterpart": {"kind": "random", "name": "random 10%"}},
    "selector": {"setting": "head-to-head", "counterpart": {"kind": "selector", "name": "another"}},
    "human": {"judge": "human"},
    "quoted": {"checked": "secondary"},
    "quoted elsewhere": {"checked": "secondary", "sdf": 0.3},
    "other model": {
        "setting": "other-model-win-rate",
        "counterpart": {"kind": "other-model", "name": "Vicuna-7B"},
    },
    "benchmark": {"setting": "same-model-benchmark"},
    "no judge": {"judge": None},
    "unstated scale": {"measure": {"ratio": 900, "scale": "unstated"}},
    "borrowed tie rate": {"measure": {"winning_score": 1.6}},
    "no fraction": {"sdf": None},
}


@pytest.mark.parametrize("changes", INTRUDERS.values(), ids=INTRUDERS)
def test_absurd_rows_do_not_move_a_direct_pir(changes: Data) -> None:
    """However absurd a row that may not count, and whatever test set it has, the PIR stays as it is."""
    absurd = [
        row(**({"test_set": name, "measure": ABSURD} | changes)) for name in ("vicuna", "self-instruct")
    ]

    assert only(wins(1.6) + absurd).pir == only(wins(1.6)).pir


@pytest.mark.parametrize("kind", ["random", "selector", "human", "quoted", "no fraction"])
def test_absurd_rows_give_no_pir_by_themselves(kind: str) -> None:
    """A method that has nothing but rows that may not count has no PIR, not even a provisional one."""
    rows = [row(**({"test_set": name, "measure": ABSURD} | INTRUDERS[kind])) for name in ("vicuna", "koala")]

    made = bridged(*rows, bench(1.0, **INTRUDERS[kind]))

    assert made.pir is None
    assert made.reason == "no result against full data or another model that a PIR could come from"


def test_parts_of_an_aggregate_do_not_move_a_pir() -> None:
    """An aggregate sets the PIR alone: absurd results of its parts change nothing."""
    aggregate = row(test_set="two-sets", aggregate=True, measure=counts(150, 60, 50))
    parts = [row(test_set=name, measure=ABSURD) for name in ("vicuna", "koala")]

    assert basis(only([aggregate, *parts])) == (3.0, "direct", 0.1, True)


@pytest.mark.parametrize("kind", ["random", "selector", "human", "quoted"])
def test_absurd_rows_do_not_move_a_bridged_pir(kind: str) -> None:
    """Results that may not count change nothing of a PIR that comes through a bridge."""
    absurd = bench(1.05, "arc", **INTRUDERS[kind])

    assert bridged(bench(1.0), absurd).pir == bridged(bench(1.0)).pir


def test_borrowed_tie_rate_is_never_direct() -> None:
    """A winning score with other rows' tie rate gives a provisional PIR at most, since that rate moves."""
    score = [row(test_set=name, measure={"winning_score": 1.2}) for name in ("vicuna", "koala")]
    with_ties = card("two", evidence=[row(measure=counts(70, 60, 70))])

    made = entry(board(card("one", evidence=score), with_ties), "one")

    assert basis(made) == (round((1 - 0.3 + 0.2) / (1 - 0.3 - 0.2), 6), "bridged", 0.1, True)
    assert made.pir is not None
    assert made.pir.bridge is None
    assert made.provisional
    assert made.reason == (
        "provisional: its PIR comes from a winning score, converted with the tie rate of other results"
    )


def test_own_tie_rate_may_be_direct() -> None:
    """A winning score that prints its ties is as good as counts."""
    score = [
        row(test_set=name, measure={"winning_score": 1.2, "tie_rate": 0.2}) for name in ("vicuna", "koala")
    ]

    assert basis(only(score)) == (round(1.0 / 0.6, 6), "direct", 0.1, True)


@pytest.mark.parametrize(("scale", "found"), [("wins-losses", True), ("score", False), ("unstated", False)])
def test_only_a_bare_ratio_of_wins_may_set_a_pir(scale: str, *, found: bool) -> None:
    """A printed ratio sets a PIR only when its scale says wins over losses."""
    rows = [row(test_set=name, measure={"ratio": 1.3, "scale": scale}) for name in ("vicuna", "koala")]

    assert (only(rows).pir is not None) is found


def test_bridged_pir_is_provisional() -> None:
    """A benchmark ratio of 1.02 becomes 3 * 1.02 - 1.65, listed apart with its bridge."""
    made = bridged(bench(1.02))

    assert basis(made) == (1.41, "bridged", 0.1, True)
    assert made.pir is not None
    assert made.pir.bridge is not None
    assert made.pir.bridge.setting == "same-model-benchmark"
    assert made.provisional
    assert not made.ranked
    assert made.reason == "provisional: its PIR comes through a bridge, not from a win rate against full data"


def test_the_same_model_comes_before_another() -> None:
    """Where both bridges cover a method, the one from the same model counts; else the other."""
    against_another = bench(1.0, **OTHER)

    both, one = bridged(bench(1.02), against_another), bridged(bench(1.5), against_another)

    assert both.pir is not None
    assert one.pir is not None
    assert both.pir.bridge is not None
    assert one.pir.bridge is not None
    assert (both.pir.bridge.setting, one.pir.bridge.setting) == (
        "same-model-benchmark",
        "other-model-benchmark",
    )


REASONS = {
    "far away": (
        [bench(1.2)],
        "its same-model-benchmark ratio 1.200 lies outside the bridge, usable from 0.940 to 1.060",
    ),
    "few prompts": (
        [row(test_set="vicuna", measure=counts(40, 20, 20))],
        "its win rate rests on one test set with 80 prompts, not 200",
    ),
    "unknown prompts": (
        [row(test_set="mmlu", measure={"ratio": 2, "scale": "wins-losses"})],
        "its win rate rests on one test set with an unknown number of prompts, not 200",
    ),
    "no LLM": (wins(1.6, judge="mixed"), "its win rate was not judged by an LLM"),
    "scale": (
        [row(test_set="self-instruct", measure={"ratio": 2, "scale": "unstated"})],
        "its win rate is not printed as wins over losses",
    ),
    "nothing": ([], "no result against full data or another model that a PIR could come from"),
}


@pytest.mark.parametrize(("rows", "reason"), REASONS.values(), ids=REASONS)
def test_reason_for_no_pir(rows: list[Data], reason: str) -> None:
    """A method without a PIR says what its best result falls short of."""
    made = bridged(*rows)

    assert (made.pir, made.efficiency, made.reason) == (None, None, reason)


def test_every_shortcoming_is_named() -> None:
    """A thin win rate and a ratio outside its bridge are both told."""
    reason = bridged(*REASONS["few prompts"][0], *REASONS["far away"][0]).reason

    assert reason == f"{REASONS['few prompts'][1]}; {REASONS['far away'][1]}"


def test_a_thin_win_rate_leaves_the_bridge_open() -> None:
    """A win rate on too few prompts does not keep a benchmark ratio from its bridge."""
    assert basis(bridged(*REASONS["few prompts"][0], bench(1.02))) == (1.41, "bridged", 0.1, True)
