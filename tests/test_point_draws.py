"""Draws of one operating point."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tedd.draws import Chance
from tedd.evidence import RowRatio, row_ratio
from tedd.point_draws import LogRow, PointModel, counted, draw, log_row, of_rows
from tests.simulated import library, win_row

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANCE = Chance(10_000, 1)
NO_SPREAD = Chance(10_000, 1, frozenset({"test-sets"}))


def simple(*rows: LogRow) -> PointModel:
    """Return a point of rows."""
    return of_rows(("made", "up"), rows, 0.15)


def item(test_set: str, measure: Mapping[str, float | str], **changes: object) -> RowRatio:
    """Return a made-up row with its ratio, at a borrowed tie rate of a quarter."""
    return row_ratio(0, win_row(test_set, dict(measure), **changes), 0.05, {None: 0.25})


def test_counts_by_hand() -> None:
    """44 wins and 21 losses: log odds ln(44.5/21.5), variance 1/44.5 + 1/21.5."""
    row = log_row(item("vicuna", {"wins": 44, "ties": 15, "losses": 21}), 0.0, library().vocabulary)

    assert row.value == pytest.approx(math.log(44.5 / 21.5))
    assert row.variance == pytest.approx(1 / 44.5 + 1 / 21.5)


def test_sampling_alone_has_its_variance() -> None:
    """Without spread, the log ratio of a mean over two rows varies by a quarter of the rows' variances."""
    point = simple(counted("0", ("a",), 50, 40), counted("1", ("b",), 60, 40))
    drawn = np.log(draw(point, NO_SPREAD, {}))

    assert drawn.var() == pytest.approx(sum(row.variance for row in point.rows) / 4, rel=0.01)


@pytest.mark.parametrize("factor", [2, 5, 20])
def test_more_prompts_are_narrower(factor: int) -> None:
    """The same ratios on more prompts give a narrower interval."""
    few = simple(*(counted(str(n), (str(n),), 40 + n, 30) for n in range(4)))
    many = simple(*(counted(str(n), (str(n),), factor * (40 + n), factor * 30) for n in range(4)))
    widths = [np.ptp(np.quantile(draw(point, CHANCE, {}), (0.05, 0.95))) for point in (few, many)]

    assert widths[1] < widths[0]


def test_the_upward_bias_is_left_out() -> None:
    """Wins over losses overstate the odds; the middle of the draws lies below them, by less than a tenth."""
    drawn = draw(simple(*(counted(str(n), (str(n),), 44, 21) for n in range(4))), CHANCE, {})

    assert 0.9 < np.median(drawn) / (44 / 21) < 1


def test_rows_on_one_test_set_share_its_deviation() -> None:
    """Two rows on one test set leave all of the spread, two on different ones half of it."""
    same = simple(counted("0", ("a",), 50, 40), counted("1", ("a",), 50, 40))
    apart = simple(counted("0", ("a",), 50, 40), counted("1", ("b",), 50, 40))

    assert (same.share, apart.share) == (1.0, 0.5)


def test_an_aggregate_counts_as_its_parts() -> None:
    """One row that stands for four test sets carries a quarter of their spread."""
    assert simple(counted("0", ("a", "b", "c", "d"), 200, 150)).share == pytest.approx(0.25)


def test_no_losses_stay_finite() -> None:
    """A row without losses gives finite draws."""
    assert np.isfinite(draw(simple(counted("0", ("a",), 9, 0)), CHANCE, {})).all()


def test_a_borrowed_tie_rate_is_drawn_anew() -> None:
    """A winning score follows the drawn tie rate: (1 - t + d)/(1 - t - d) at d = 0.1 and t = 0.5 is 1.5."""
    row = log_row(item("wizardlm", {"winning_score": 1.1}), 0.0, library().vocabulary)
    still = Chance(100, 1, frozenset({"verdicts", "test-sets"}))
    drawn = draw(simple(row), still, {"gpt-4": np.full(100, 0.5)})

    assert row.lead == pytest.approx(0.1)
    assert drawn == pytest.approx(1.5)


def test_a_winning_score_has_the_variance_of_its_counts() -> None:
    """1.1 on 218 prompts with a quarter tied is 92.65 wins and 70.85 losses, and as uncertain as these."""
    row = log_row(item("wizardlm", {"winning_score": 1.1}), 0.0, library().vocabulary)

    assert row.variance == pytest.approx(1 / 93.15 + 1 / 71.35)


def test_an_extreme_tie_rate_leaves_some_losses() -> None:
    """A drawn tie rate never leaves a winning score without losses."""
    row = log_row(item("wizardlm", {"winning_score": 1.6}), 0.0, library().vocabulary)

    assert np.isfinite(draw(simple(row), CHANCE, {"gpt-4": np.full(10_000, 0.99)})).all()


def test_scores_vary_by_their_printing() -> None:
    """6.6 over 6.0, each within 0.05: the log ratio moves by up to 0.05/6.6 + 0.05/6.0."""
    measure = {"score": 6.6, "counterpart_score": 6.0}
    row = log_row(item("mt-bench", measure, setting="same-model-benchmark"), 0.05, library().vocabulary)
    drawn = draw(simple(row), NO_SPREAD, {})

    assert row.variance == 0
    assert np.abs(np.log(drawn / 1.1)).max() == pytest.approx(0.05 / 6.6 + 0.05 / 6.0, rel=0.02)


def test_lower_is_better_is_inverted() -> None:
    """A loss of 2 against 3 is a ratio of 1.5."""
    measure = {"score": 2.0, "counterpart_score": 3.0, "lower_is_better": True}
    row = log_row(item("mt-bench", measure, setting="same-model-benchmark"), 0.0, library().vocabulary)

    assert row.value == pytest.approx(math.log(1.5))


def test_percentages_are_shares_of_prompts() -> None:
    """50% against 25% of AlpacaEval's 805 prompts: variance of the log ratio 1/805 + 3/805."""
    measure = {"score": 50.0, "counterpart_score": 25.0}
    row = log_row(item("alpacaeval-2", measure, setting="same-model-benchmark"), 0.0, library().vocabulary)

    assert row.variance == pytest.approx(4 / 805)


def test_a_bare_ratio_by_hand() -> None:
    """A printed ratio of 1.5 on 80 prompts, three in ten ties: 56 decided, 33.6 of them won."""
    row = log_row(item("vicuna", {"ratio": 1.5, "scale": "wins-losses"}), 0.05, library().vocabulary)

    assert row.value == pytest.approx(math.log(1.5))
    assert row.variance == pytest.approx(1 / 34.1 + 1 / 22.9)
    assert row.widths == pytest.approx((0.05 / 1.5,))
