"""Draws of PIRs, worked out a second time on small boards, by the way each value came about."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tedd import bridge_draws, point_draws
from tedd.draws import Chance
from tedd.living_bridges import Line, LivingBridge
from tedd.pir_draws import Context, came_from, context, drawn, rivals
from tedd.printed import half_units
from tests.boards import ANCHORS, VOCABULARY, Data, bench, board, card, counts, entry, row, survey, wins
from tests.test_anchors import made as with_anchors

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.draws import Array
    from tedd.evidence import OperatingPoint
    from tedd.pir_draws import Drawn

CHANCE = Chance(100, 1)
SAME, OTHER = "same-model-benchmark", "other-model-benchmark"
AGAINST_OTHERS: Data = {
    "setting": OTHER,
    "counterpart": {"kind": "other-model", "name": "Vicuna", "model": "vicuna-7b"},
}
TIES = [row(measure=counts(10, 8, 12), dataset="dolly", judge="chatgpt")]
"""Prints a tie rate under another condition."""


def draws(one: Entry, shared: Context) -> Drawn:
    """Return the draws of a method that has some."""
    found = drawn(one, shared)
    assert found is not None
    return found


def point_model(one: Entry, point: OperatingPoint) -> point_draws.PointModel:
    """Return an operating point's model, made anew."""
    return point_draws.model(one.slug, point, VOCABULARY, half_units(one.method.card.evidence))


def ratio(one: Entry, number: int, shared: Context) -> Array:
    """Return draws of a method's operating point by its place."""
    return point_draws.draw(point_model(one, one.points[number]), CHANCE, shared.tie_rates)


def shared_of(made: Board) -> Context:
    """Return what the draws of a board share."""
    return context(made, CHANCE)


def test_one_fraction_is_its_own_ratio() -> None:
    """A direct PIR of one fraction is drawn as its ratio is, and its fraction is one number."""
    one = entry(made := board(card("one", evidence=wins(sdf=0.1))), "one")
    found = draws(one, shared := shared_of(made))

    assert found.pir.tolist() == ratio(one, 0, shared).tolist()
    assert isinstance(found.sdf, float)
    assert found.sdf == 0.1


def test_the_highest_of_three_fractions() -> None:
    """In each draw the fraction with the highest ratio counts; a variant is a fraction like any other."""
    rows = [*wins(1.6, sdf=0.1), *wins(1.62, sdf=0.2, variant="plus"), *wins(1.64, sdf=0.3)]
    one = entry(made := board(card("one", evidence=rows)), "one")
    shared = shared_of(made)
    ratios = np.stack([ratio(one, number, shared) for number in range(3)])
    sdfs = np.array([point.sdf for point in one.points])
    found = draws(one, shared)

    assert found.pir.tolist() == ratios.max(axis=0).tolist()
    assert np.asarray(found.sdf).tolist() == sdfs[ratios.argmax(axis=0)].tolist()
    assert set(np.asarray(found.sdf)) == {0.1, 0.2, 0.3}


def test_rivals_are_of_one_condition_and_one_scale() -> None:
    """No rival: another backbone, a fraction on too few prompts, a ratio of who knows what."""
    few = row(test_set="vicuna", measure=counts(60, 5, 15), sdf=0.2)
    unstated = [
        row(test_set=name, measure={"ratio": 1.9, "scale": "unstated"}, sdf=0.1)
        for name in ("vicuna", "koala")
    ]
    rows = [*wins(1.6), *wins(1.5, sdf=0.3), few, *unstated, *wins(1.2, backbone="mistral-7b")]
    one = entry(made := board(card("one", evidence=rows)), "one")
    assert one.pir

    assert [(point.sdf, point.ratio) for point in rivals(one, one.pir, made)] == [(0.1, 1.6), (0.3, 1.5)]


def test_rivals_of_a_converted_score() -> None:
    """A converted winning score has rivals with a borrowed tie rate only, not counts on too few prompts."""
    led = [
        row(test_set=name, measure={"winning_score": 1.1}, sdf=sdf)
        for sdf in (0.1, 0.2)
        for name in ("vicuna", "koala")
    ]
    few = row(test_set="vicuna", measure=counts(60, 5, 15), sdf=0.1)
    made = board(card("one", evidence=[*led, few]), card("ties", evidence=TIES))
    one = entry(made, "one")
    assert one.pir

    found = rivals(one, one.pir, made)
    assert [(point.sdf, point.borrowed) for point in found] == [(0.1, True), (0.2, True)]


def test_only_what_a_value_rests_on_is_drawn() -> None:
    """No PIR, no draws; a value on the survey's word has no rival points, and needs the survey's word."""
    made = board(
        *ANCHORS,
        card("plain"),
        card("silent", survey=survey(None, 0.1)),
        card("one", survey=survey(1.3, 0.1)),
    )
    one = entry(made, "one")
    assert one.pir

    assert drawn(entry(made, "plain"), shared_of(made)) is None
    assert rivals(one, one.pir, made) == ()
    for slug in ("plain", "silent"):
        with pytest.raises(ValueError, match=f"{slug} has no PIR in the survey"):
            drawn(replace(entry(made, slug), pir=one.pir), shared_of(made))


def test_a_survey_value_of_unknown_making() -> None:
    """It varies like the direct PIRs of the board, and within half a unit of its last place."""
    direct = [card("a", evidence=wins(1.4)), card("b", evidence=[*wins(1.6), *wins(1.5, sdf=0.2)])]
    made = board(*ANCHORS, *direct, card("one", survey=survey(1.35, 0.1)))
    variances = [
        fmean(point_model(one, point).variance for point in one.points)
        for one in (entry(made, slug) for slug in ("a", "b"))
    ]
    noise = math.sqrt(fmean(variances)) * CHANCE.normal("making", "one")
    expected = 1.35 * np.exp(noise) + 0.005 * CHANCE.uniform("printing", "survey", "one")

    assert draws(entry(made, "one"), shared_of(made)).pir == pytest.approx(expected)


MADE_DIRECTLY = card(
    "one",
    survey=survey(1.5, 0.1, made_from="direct"),
    evidence=[
        *wins(1.6, sdf=0.1),
        *wins(1.3, sdf=0.2),
        *wins(1.5, sdf=0.1, judge="chatgpt"),
        *wins(1.5, sdf=0.1, dataset="dolly"),
        bench(1.5),
    ],
)
"""Its survey value of 1.5 was made from 1.6, the nearest ratio by GPT-4 under the unified condition."""


def test_a_survey_value_made_from_rows() -> None:
    """A survey value that was made from verdicts varies as the nearest of its unified points does."""
    made = board(MADE_DIRECTLY, edition="survey")
    one = entry(made, "one")
    number = next(n for n, point in enumerate(one.points) if point.ratio == 1.6)
    shared = shared_of(made)
    expected = 1.5 * ratio(one, number, shared) / 1.6 + 0.05 * CHANCE.uniform("printing", "survey", "one")

    assert draws(one, shared).pir == pytest.approx(expected)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([], SAME),
        ([bench(1.0)], SAME),
        ([bench(1.0, **AGAINST_OTHERS)], OTHER),
        ([bench(1.0), bench(1.0, **AGAINST_OTHERS)], SAME),
    ],
    ids=["no rows", "same model", "other model", "both"],
)
def test_which_bridge_a_survey_value_came_through(evidence: list[dict[str, object]], expected: str) -> None:
    """Through that of the same model, but where it has nothing but results against other models."""
    one = card("one", survey=survey(1.3, 0.1, made_from="bridged"), evidence=evidence)
    made = board(*ANCHORS, one)

    assert came_from(entry(made, "one"), made) == expected
    assert came_from(entry(made, "low"), made) is None
    assert came_from(entry(alone := board(one), "one"), alone) is None
    assert came_from(entry(alone := board(card("plain")), "plain"), alone) is None


def test_a_survey_value_through_a_bridge() -> None:
    """Back by the printed line, forth by the drawn one, with a ratio's noise at the printed slope."""
    made = board(*ANCHORS, card("one", survey=survey(1.35, 0.1, made_from="bridged")))
    shared = shared_of(made)
    printed, line = made.bridges[SAME], shared.lines[SAME]
    was = (1.35 - printed.intercept) / printed.slope
    scatter = printed.slope * was * 0.025 * CHANCE.normal("making", "one")
    scatter = scatter + 0.005 * CHANCE.uniform("printing", "survey", "one")

    assert was == pytest.approx(1.0)
    assert draws(entry(made, "one"), shared).pir == pytest.approx(line.intercept + line.slope * was + scatter)


def test_a_ratio_through_the_authors_bridge() -> None:
    """The drawn line at the ratio, and the ratio's own noise at the printed slope."""
    made = board(*ANCHORS, card("one", evidence=[bench(1.0)]))
    one, shared = entry(made, "one"), shared_of(made)
    line, slope = shared.lines[SAME], made.bridges[SAME].slope
    expected = line.intercept + line.slope * 1.0 + slope * (ratio(one, 0, shared) - 1.0)

    assert draws(one, shared).pir == pytest.approx(np.maximum(expected, 0))


@pytest.mark.parametrize("reporters", [(None, None), ("The referees", "Somebody else")])
def test_a_ratio_through_a_bridge_from_data(reporters: tuple[str | None, str | None]) -> None:
    """The study is the method's own, or whoever reports its first row; only the family's rows are carried."""
    kind = "authors" if reporters[0] is None else "third-party"
    rows = [
        bench(1.02, test_set, reporter=who, reported_by=kind)
        for test_set, who in zip(("arc", "mmlu"), reporters, strict=True)
    ]
    made = with_anchors(5, card("bridged", evidence=[*rows, bench(1.3, "koala")]))
    one, shared = entry(made, "bridged"), shared_of(made)
    assert one.pir
    assert one.pir.point
    assert isinstance(one.pir.bridge, LivingBridge)
    bridge = replace(one.pir.bridge, line=Line(3.0, 0.04, 0.1))
    carried = point_draws.draw(point_model(one, one.pir.point), CHANCE, {})
    expected = bridge_draws.along(bridge, 1.02, carried, CHANCE, reporters[0] or "bridged")

    assert len(one.pir.point.rows) == 2
    assert draws(replace(one, pir=replace(one.pir, bridge=bridge)), shared).pir == pytest.approx(expected)


def test_a_converted_score_goes_over_no_bridge() -> None:
    """A converted winning score is provisional, but its draws are those of its ratio."""
    led = [row(test_set=name, measure={"winning_score": 1.1}) for name in ("vicuna", "koala")]
    made = board(*ANCHORS, card("one", evidence=led), card("ties", evidence=TIES))
    one = entry(made, "one")

    assert draws(one, shared := shared_of(made)).pir.tolist() == ratio(one, 0, shared).tolist()
