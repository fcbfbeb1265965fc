"""Bridges are least-squares lines, used near their anchors, with a negative control beside."""

from __future__ import annotations

import numpy as np
import pytest

from tedd.bridges import fit, negative_controls
from tedd.evidence import ratios_of
from tests.boards import ANCHORS, Data, bench, card, counts, library, row, survey

SETTING = "same-model-benchmark"
RANDOM: Data = {"setting": "head-to-head", "counterpart": {"kind": "random", "name": "random 10%"}}


def test_two_anchors_give_the_line_through_them() -> None:
    """A bridge through (0.95, 1.2) and (1.05, 1.5) has slope 3 and takes 1.02 to 1.41."""
    bridge = fit(ANCHORS)[SETTING]

    assert [bridge.slope, bridge.intercept] == pytest.approx([3, -1.65])
    assert bridge.pir(1.02) == pytest.approx(1.41)
    assert [found.slug for found in bridge.anchors] == ["high", "low"]


def test_three_anchors_give_the_least_squares_line() -> None:
    """With more than two anchors the line is the one that numpy fits."""
    data = {"a": (0.9, 1.3), "b": (1.0, 1.2), "c": (1.1, 1.9)}

    cards = [
        card(key, survey=survey(pir, 0.1, ratios={SETTING: ratio})) for key, (ratio, pir) in data.items()
    ]
    bridge = fit(cards)[SETTING]

    ratios, pirs = np.array(list(data.values())).T
    assert [bridge.slope, bridge.intercept] == pytest.approx(np.polyfit(ratios, pirs, 1))


@pytest.mark.parametrize(
    "second",
    [
        survey(1.5, 0.1),
        survey(None, None, ratios={SETTING: 1.05}),
        survey(1.5, 0.1, ratios={SETTING: 0.95}),
        survey(1.5, 0.1, ratios={SETTING: 0.95 + 1e-9}),
        survey(1.5, 0.1, ratios={"other-model-win-rate": 1.05}),
    ],
    ids=["no ratio", "no PIR", "same ratio", "almost the same ratio", "another setting"],
)
def test_no_bridge_without_two_anchors(second: Data) -> None:
    """One anchor, or two at one ratio, give no line."""
    assert SETTING not in fit([ANCHORS[0], card("second", survey=second)])


def test_win_rates_need_no_bridge() -> None:
    """Ratios of win rates against the same or other models make no bridge."""
    ratios = {"same-model-win-rate": 1.0, "other-model-win-rate": 1.0}
    more = {key: value + 0.1 for key, value in ratios.items()}

    assert (
        fit([card("a", survey=survey(1, 0.1, ratios=ratios)), card("b", survey=survey(2, 0.1, ratios=more))])
        == {}
    )


@pytest.mark.parametrize(
    ("ratio", "covered"),
    [(0.9399, False), (0.9401, True), (1.0, True), (1.0599, True), (1.0601, False)],
)
def test_bridge_is_used_up_to_a_tenth_of_its_span(ratio: float, *, covered: bool) -> None:
    """Anchors at 0.95 and 1.05 cover 0.94 to 1.06."""
    assert fit(ANCHORS)[SETTING].covers(ratio) is covered


def test_ends_of_a_bridge_belong_to_it() -> None:
    """The bridge may be used at the very ratios that it says it is usable from and to."""
    bridge = fit(ANCHORS)[SETTING]

    assert [bridge.covers(end) for end in bridge.span] == [True, True]


def controls(*rows: Data) -> dict[float | None, float]:
    """Return by fraction the ratio of random selection that a card's rows imply for any bridge."""
    method = card("one", evidence=list(rows))
    found = {"one": ratios_of(method, library(method), {})}
    given = negative_controls(fit(ANCHORS), found)
    of_one = [control for control in given if control.slug == "one"]
    assert {control.setting for control in of_one} <= {SETTING}
    return {control.sdf: control.ratio for control in of_one}


def test_no_change_is_always_a_control() -> None:
    """Each bridge says what it makes of a ratio of 1."""
    bridges = fit(ANCHORS)

    found = {control.setting: control for control in negative_controls(bridges, {})}

    assert set(found) == set(bridges)
    assert found[SETTING].pir == pytest.approx(1.35)
    assert (found[SETTING].ratio, found[SETTING].covered, found[SETTING].slug) == (1.0, True, None)


def test_random_selection_is_implied_by_two_comparisons() -> None:
    """Random over full data is the method over full data divided by the method over random."""
    rows = [bench(0.9), bench(1.2, **RANDOM), bench(1.1, "arc"), bench(1.0, "arc", **RANDOM)]

    assert controls(*rows) == pytest.approx({0.1: (0.9 / 1.2 + 1.1 / 1.0) / 2})


def test_several_random_draws_are_averaged() -> None:
    """Two random subsets of one size count as their mean, in whatever order they stand."""
    draws = [bench(1.1, **RANDOM), bench(1.3, **RANDOM)]

    assert (
        controls(bench(0.9), *draws) == controls(*reversed(draws), bench(0.9)) == pytest.approx({0.1: 0.75})
    )


def test_a_random_draw_without_a_ratio_says_nothing() -> None:
    """A random subset whose opponent's score is not printed takes no part in the mean."""
    alone = bench(1.2, **RANDOM | {"measure": {"score": 50.0}})

    assert controls(bench(0.9), bench(1.2, **RANDOM), alone) == pytest.approx({0.1: 0.75})
    assert controls(bench(0.9), alone) == {}


def test_random_selection_is_at_most_a_thousand_times_worse() -> None:
    """What is implied has the bounds of a ratio that a card prints."""
    against = bench(0.001, **RANDOM)

    assert controls(bench(1.0), against) == {0.1: 1000}
    assert controls(bench(1.01), against) == {}


@pytest.mark.parametrize(
    "random",
    [
        bench(1.2, **(RANDOM | {"sdf": 0.2})),
        bench(1.2, "arc", **RANDOM),
        bench(1.2, **RANDOM, backbone="mistral-7b"),
        bench(1.2, **RANDOM, checked="secondary"),
        bench(1.2, **RANDOM | {"measure": counts(12, 0, 10)}),
        bench(1.2, **RANDOM | {"measure": {"score": 1e-300, "counterpart_score": 1e9}}),
        bench(1.2, **RANDOM | {"measure": {"ratio": 1.2, "scale": "unstated"}}),
        row(judge=None, test_set="mmlu"),
    ],
    ids=["fraction", "test set", "backbone", "quoted", "wins", "nothing left", "unstated", "not random"],
)
def test_only_like_is_compared_with_like(random: Data) -> None:
    """Another fraction, test set or backbone, a quoted row, or wins instead of scores imply nothing."""
    assert controls(bench(0.9), random) == {}


def test_a_bare_ratio_of_scores_will_do() -> None:
    """A printed ratio counts as scores where its scale says so."""
    printed = {"measure": {"ratio": 1.2, "scale": "score"}}

    assert controls(bench(0.9), bench(1.0, **RANDOM | printed)) == pytest.approx({0.1: 0.75})


@pytest.mark.parametrize(
    "own",
    [
        bench(0.9, checked="secondary"),
        bench(0.9, judge="human"),
        bench(0.9, measure=counts(9, 0, 10)),
        bench(0.0),
        bench(0.9, setting="other-model-benchmark", counterpart={"kind": "other-model", "name": "B"}),
    ],
    ids=["quoted", "human", "wins", "nothing", "another model"],
)
@pytest.mark.parametrize("ratio", [1.2, 0.0])
def test_only_usable_scores_against_full_data_imply_a_control(own: Data, ratio: float) -> None:
    """What may not count, counts wins, scores nothing or had another opponent implies nothing of random."""
    against_random = bench(ratio, **RANDOM, judge=own.get("judge"))

    assert controls(own, against_random) == {}
