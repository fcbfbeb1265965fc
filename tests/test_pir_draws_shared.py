"""What the draws of a board share: the pool of deviations, the lines of the bridges, models made once."""

from __future__ import annotations

import math
from statistics import fmean

import numpy as np
import pytest

from tedd.draws import SOURCES, Chance
from tedd.pir_draws import context, unmoved
from tests.boards import ANCHORS, bench, board, card, entry, real_board, survey, wins
from tests.test_pir_draws import CHANCE, OTHER, SAME, draws, point_model, ratio, shared_of


def test_what_is_assumed_where_no_rows_are() -> None:
    """Without any rows the deviations are fixed numbers; decimals are the survey's longest."""
    pool = shared_of(board(*ANCHORS)).pool

    assert pool.deviations == {"win-rate": 0.15, SAME: 0.025, OTHER: 0.05}
    assert (pool.survey_half, pool.ratio_half) == (0.05, 0.005)


def test_deviations_of_benchmarks() -> None:
    """A benchmark's deviation comes from rows without a judge; a method of judged ones counts too."""
    judged = [bench(1.1, judge="gpt-4"), bench(1.3, "arc", judge="gpt-4")]
    both = card("both", evidence=[bench(1.02), *judged, bench(1.03, sdf=0.2)])
    scored = card("scored", evidence=[bench(1.2, "koala", judge="gpt-4"), bench(1.1, "arc", judge="gpt-4")])
    made = board(*ANCHORS, both, scored)
    one, other = entry(made, "both"), entry(made, "scored")
    unjudged = [point for point in one.points if point.condition.judge is None]
    expected = fmean(
        [
            fmean(point_model(one, point).variance for point in unjudged),
            point_model(other, other.points[0]).variance,
        ]
    )

    assert len(unjudged) == 2
    assert shared_of(made).pool.deviations[SAME] == pytest.approx(math.sqrt(expected))


def test_anchors_are_drawn_from_their_own_rows() -> None:
    """An anchor's PIR varies like its rows if it has any; its ratio's noise counts at the printed slope."""
    known = card(
        "low",
        survey=survey(1.2, 0.1, ratios={SAME: 0.95}, made_from="direct"),
        evidence=wins(1.2, judge="gpt-4"),
    )
    made = board(
        known, ANCHORS[1], card("third", survey=survey(1.25, 0.1, ratios={SAME: 1.0})), edition="survey"
    )
    shared = shared_of(made)
    low = entry(made, "low")
    deviation = math.sqrt(point_model(low, low.points[0]).variance)
    pirs = [
        1.5 * np.exp(deviation * CHANCE.normal("making", "high")),
        1.2 * ratio(low, 0, shared) / low.points[0].ratio,
        1.25 * np.exp(deviation * CHANCE.normal("making", "third")),
    ]
    ratios = [1.05, 0.95, 1.0]
    slope = made.bridges[SAME].slope
    for number, slug in enumerate(("high", "low", "third")):
        noise = ratios[number] * 0.025 * CHANCE.normal("anchors", SAME, slug)
        pirs[number] = pirs[number] + slope * (noise + 0.005 * CHANCE.uniform("anchors", SAME, slug))
    expected = np.polyfit(ratios, np.stack(pirs), 1)

    assert shared.lines[SAME].slope == pytest.approx(expected[0])
    assert shared.lines[SAME].intercept == pytest.approx(expected[1])


def test_without_anchors_the_line_is_the_printed_one() -> None:
    """Switching the anchors off stills the bridges; switching anything else off leaves them as they were."""
    made = board(*ANCHORS)
    still = context(made, Chance(7, 1, frozenset({"anchors"}))).lines[SAME]
    other = context(made, Chance(100, 1, frozenset({"making", "verdicts"}))).lines[SAME]

    assert still.slope == pytest.approx(np.full(7, 3.0))
    assert still.intercept == pytest.approx(np.full(7, -1.65))
    assert other.slope.tolist() == shared_of(made).lines[SAME].slope.tolist()


def test_work_is_done_once() -> None:
    """A context made from another one takes over its pool and its models, and a model is made once."""
    made = board(*ANCHORS, card("one", evidence=[*wins(1.4), *wins(1.5, sdf=0.2)]))
    one, first = entry(made, "one"), shared_of(made)
    second = context(made, Chance(50, 1, frozenset({"verdicts"})), first)

    assert second.pool is first.pool
    assert second.models is first.models
    assert first.model(one, one.points[0]) is second.model(one, one.points[0])
    assert first.model(one, one.points[1]) is not first.model(one, one.points[0])


def test_what_no_source_moves_stays() -> None:
    """Exactly those draws are taken over that are the same without a source: of values from rows alone."""
    made = real_board()
    whole = context(made, CHANCE)
    taken = {}
    for source in SOURCES:
        less = context(made, Chance(100, 1, frozenset({source})), whole)
        taken[source] = [one for one in made.entries if unmoved(one, less.chance.off)]
        for one in taken[source]:
            assert draws(one, less).pir.tolist() == draws(one, whole).pir.tolist()

    own = [one for one in made.entries if one.pir and one.pir.point and not one.pir.bridge]
    assert taken["making"] == taken["anchors"] == own
    assert own
    assert not any(taken[source] for source in ("verdicts", "test-sets", "printing", "ties"))
