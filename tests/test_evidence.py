"""Rows become ratios, and only those that may count become operating points."""

from __future__ import annotations

from typing import Any

import pytest

from tedd.evidence import MAX_RATIO, converted, part, ratios_of, tie_rates
from tedd.rows import Counterpart
from tests.boards import VOCABULARY, Data, bench, card, counts, library, points, ratios, row

FULL_DATA = Counterpart(kind="full-data", name="Alpaca-7B")
RANDOM = {"setting": "head-to-head", "counterpart": {"kind": "random", "name": "random 10%"}}
RIVAL = {"setting": "head-to-head", "counterpart": {"kind": "selector", "name": "IFD", "slug": "one"}}


@pytest.mark.parametrize(
    ("measure", "ratio"),
    [
        (counts(44, 15, 21), 44 / 21),
        (counts(0, 5, 3), 0.0),
        (counts(7, 0, 0), 15.0),
        ({"score": 50.2, "counterpart_score": 51.6}, 50.2 / 51.6),
        ({"score": 0.0, "counterpart_score": 5.0}, None),
        ({"score": 0.05, "counterpart_score": 50.0}, 0.001),
        ({"score": 0.0499, "counterpart_score": 50.0}, None),
        ({"score": 8.0, "counterpart_score": 10.0, "lower_is_better": True}, 1.25),
        ({"score": 0.0, "counterpart_score": 10.0, "lower_is_better": True}, None),
        ({"score": 50.2}, None),
        ({"score": 1e9, "counterpart_score": 1e-300}, None),
        ({"score": 1e-300, "counterpart_score": 1e9, "lower_is_better": True}, None),
        ({"winning_score": 1.0, "tie_rate": 0.3}, 1.0),
        ({"winning_score": 1.133, "tie_rate": 0.2}, 0.933 / 0.667),
        ({"winning_score": 1.9, "tie_rate": 0.2}, None),
        ({"winning_score": 2.0, "tie_rate": 0.0}, None),
        ({"winning_score": 0.1, "tie_rate": 0.2}, None),
        ({"winning_score": 0.0, "tie_rate": 0.0}, None),
        ({"winning_score": 1.133}, None),
        ({"ratio": 1.35, "scale": "unstated"}, 1.35),
    ],
)
def test_ratio_of_a_row(measure: dict[str, Any], ratio: float | None) -> None:
    """Each form of a number becomes the ratio that is worked out by hand, or none."""
    assert ratios(row(measure=measure))[0].value == (
        None if ratio is None else pytest.approx(ratio, rel=1e-12)
    )


def test_no_losses_are_marked() -> None:
    """One half is added to wins and losses when there are no losses, and the row says so."""
    without, with_losses = ratios(row(measure=counts(7, 0, 0)), row(measure=counts(7, 0, 1)))

    assert (without.value, without.adjusted) == (15.0, True)
    assert (with_losses.value, with_losses.adjusted) == (7.0, False)


def test_scores_of_different_scales_give_no_ratio() -> None:
    """A ratio above the greatest that a card may print stays out, so that nothing overflows."""
    limit, beyond = ratios(bench(MAX_RATIO), bench(MAX_RATIO * 1.01))

    assert limit.value == MAX_RATIO
    assert (beyond.value, beyond.unused) == (None, "no ratio follows from what was published")


def test_conversion_gives_back_the_counts() -> None:
    """The winning score of 44 wins, 15 ties and 21 losses becomes 44/21 again."""
    assert converted(1 + (44 - 21) / 80, 15 / 80) == pytest.approx(44 / 21)


def test_tie_rates_are_pooled_for_each_judge() -> None:
    """Ties and prompts are added up before dividing, judge by judge, without quoted rows."""
    methods = [
        card("one", evidence=[row(measure=counts(1, 1, 2)), row(measure=counts(2, 9, 9), judge="chatgpt")]),
        card(
            "two", evidence=[row(measure=counts(3, 2, 1)), row(measure=counts(1, 90, 9), checked="secondary")]
        ),
    ]

    rates = tie_rates(methods)

    assert rates == {"gpt-4": 3 / 10, "chatgpt": 9 / 20, None: 12 / 30}


@pytest.mark.parametrize(("judge", "rate"), [("gpt-4", 0.25), ("chatgpt", 0.5), ("human", 6 / 14)])
def test_tie_rate_is_borrowed_from_the_same_judge(judge: str, rate: float) -> None:
    """A winning score without a tie rate takes that of its judge, else that of all rows, and says so."""
    rows = [row(measure=counts(2, 1, 1)), row(measure=counts(3, 5, 2), judge="chatgpt")]

    found = ratios(*rows, row(measure={"winning_score": 1.1}, judge=judge))[2]

    assert found.value == pytest.approx((1.1 - rate) / (0.9 - rate))
    assert (found.converted, found.borrowed, found.scale) == (True, True, "borrowed")


def test_own_tie_rate_is_not_borrowed() -> None:
    """A winning score with a printed tie rate depends on no other row."""
    found = ratios(row(measure={"winning_score": 1.1, "tie_rate": 0.2}), row(measure=counts(1, 98, 1)))[0]

    assert found.value == pytest.approx(0.9 / 0.7)
    assert (found.converted, found.borrowed, found.scale) == (True, False, "wins-losses")


@pytest.mark.parametrize(
    ("size", "sdf"),
    [
        ({"selected_size": 9229, "sdf": None}, 9229 / 52002),
        ({"selected_size": 9229, "candidate_size": 52000, "sdf": None}, 9229 / 52000),
        ({"sdf": 0.05}, 0.05),
        ({"sdf": None}, None),
        ({"selected_size": 10, "dataset": "unsized", "sdf": None}, None),
    ],
)
def test_selected_fraction(size: Data, sdf: float | None) -> None:
    """The fraction follows from the sizes, the row's own before the vocabulary's, else from the print."""
    found = ratios(row(**size))[0]

    assert found.sdf == sdf
    assert (found.unused is None) == (sdf is not None)


UNFIT = {
    "random": (RANDOM, "head to head"),
    "selector": (RIVAL, "head to head"),
    "human": ({"judge": "human"}, "human judgement"),
    "quoted": ({"checked": "secondary"}, "quoted elsewhere"),
    "no ratio": ({"measure": {"score": 50.0}}, "no ratio"),
    "no fraction": ({"sdf": None}, "selected fraction"),
}


@pytest.mark.parametrize(("changes", "reason"), UNFIT.values(), ids=UNFIT)
def test_unfit_rows_reach_no_point(changes: Data, reason: str) -> None:
    """A row that may not count is kept with its reason and is in no operating point."""
    rows = row(), row(test_set="vicuna", **changes)

    assert [item.unused and item.unused.startswith(reason) for item in ratios(*rows)] == [None, True]
    assert [[item.index for item in point.rows] for point in points(*rows)] == [[0]]


def test_counterpart_and_setting_must_both_allow() -> None:
    """A row that is head to head by its counterpart or by its setting does not count, had both parted."""
    method = card("one", evidence=[row(**RANDOM), row(**RIVAL)])
    lying = [item.model_copy(update={"setting": "same-model-win-rate"}) for item in method.card.evidence]
    lying += [method.card.evidence[0].model_copy(update={"counterpart": FULL_DATA})]
    method = type(method)("one", method.card.model_copy(update={"evidence": lying}), "", "")

    found = ratios_of(method, library(method), {})

    assert [item.unused for item in found] == ["head to head: feeds no PIR"] * 3


def test_order_of_points() -> None:
    """Points come by setting, data set, backbone, judge and variant, then by fraction."""
    rows = [
        bench(1.0),
        row(judge="gpt-4", sdf=0.5),
        row(judge="gpt-4", sdf=0.2),
        row(judge="chatgpt", sdf=0.9),
        bench(1.0, judge="gpt-4"),
        row(dataset="dolly", backbone="llama-13b"),
    ]

    found = [(point.condition.setting, point.condition.judge, point.sdf) for point in points(*rows)]

    assert found == [
        ("same-model-benchmark", None, 0.1),
        ("same-model-benchmark", "gpt-4", 0.1),
        ("same-model-win-rate", "chatgpt", 0.9),
        ("same-model-win-rate", "gpt-4", 0.2),
        ("same-model-win-rate", "gpt-4", 0.5),
        ("same-model-win-rate", "gpt-4", 0.1),
    ]


def test_point_is_the_mean_of_its_rows() -> None:
    """An operating point's ratio is the mean of the ratios (Formula 1), not the ratio of the sums."""
    (point,) = points(
        row(test_set="vicuna", measure=counts(40, 10, 20)), row(test_set="koala", measure=counts(60, 0, 60))
    )

    assert point.ratio == pytest.approx((2.0 + 1.0) / 2)
    assert (point.sdf, point.counted, point.prompts) == (0.1, True, 190)
    assert point.test_sets == {"vicuna", "koala"}


@pytest.mark.parametrize(
    "changes",
    [{"judge": "chatgpt"}, {"sdf": 0.2}, {"backbone": "llama-13b"}, {"dataset": "dolly"}, {"variant": "v2"}],
    ids=lambda changes: next(iter(changes)),
)
def test_one_point_for_each_condition(changes: Data) -> None:
    """Rows that differ in judge, fraction, backbone, data set or variant are not averaged."""
    assert len(points(row(), row(**changes))) == 2


def test_scales_are_not_averaged() -> None:
    """A ratio of unknown scale or a converted score takes nothing away from counted wins beside it."""
    rows = [row(), row(measure={"ratio": 9.0, "scale": "unstated"}), row(measure={"winning_score": 1.1})]

    found = {(point.counted, point.borrowed): point.ratio for point in points(*rows)}

    assert len(found) == 3
    assert found[True, False] == 1.6
    assert found[False, False] == 9.0


def test_bare_ratio_of_wins_to_losses_counts_as_counted() -> None:
    """A printed ratio joins counted wins only when its scale says wins over losses."""
    (point,) = points(row(), row(test_set="vicuna", measure={"ratio": 1.8, "scale": "wins-losses"}))

    assert point.counted
    assert point.ratio == pytest.approx(1.7)


def test_prompts_of_a_point() -> None:
    """Counted prompts come before the vocabulary's, an aggregate has those of its parts, none count twice."""
    printed = {"ratio": 1.5, "scale": "wins-losses"}

    (twice,) = points(row(), row(measure=counts(50, 60, 50)))
    (aggregate,) = points(row(test_set="two-sets", aggregate=True, measure=printed))
    (unknown,) = points(row(test_set="mmlu", measure=printed))

    assert (twice.prompts, len(twice.test_sets)) == (180, 1)
    assert aggregate.prompts == 260
    assert aggregate.test_sets == {"vicuna", "koala"}
    assert unknown.prompts == 0


def test_part_of_a_point() -> None:
    """A point of some of its rows has their mean, their test sets and prompts; of none there is no point."""
    (point,) = points(row(measure=counts(60, 0, 60)), row(test_set="vicuna", measure=counts(40, 10, 20)))
    one = part(point, point.rows[1:], VOCABULARY)

    assert part(point, point.rows, VOCABULARY) is point
    assert part(point, (), VOCABULARY) is None
    assert one is not None
    assert (one.ratio, one.prompts, one.condition) == (2.0, 70, point.condition)
    assert one.test_sets == {"vicuna"}


def test_scores_a_thousandfold_apart_are_the_last() -> None:
    """Scores divide up to a ratio of 1000; beyond that they are not on one scale."""
    scores = ({"score": score, "counterpart_score": 0.05} for score in (50.0, 50.02))

    assert [item.value for item in ratios(*(bench(1.0, measure=one) for one in scores))] == [1000.0, None]


def test_unknown_prompts_of_a_part_count_for_nothing() -> None:
    """An aggregate has the prompts of those of its parts whose number is known."""
    (point,) = points(row(test_set="suite", aggregate=True, measure={"ratio": 1.5, "scale": "wins-losses"}))

    assert point.prompts == 252


def test_only_counts_are_adjusted() -> None:
    """One half is added to wins and losses where there are no losses, and to nothing else."""
    without, some, score = ratios(row(measure=counts(8, 1, 0)), row(), row(measure={"winning_score": 1.1}))

    assert (without.adjusted, some.adjusted, score.adjusted) == (True, False, False)
    assert without.value == 17.0
