"""Draws of one operating point."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tedd.draws import Chance
from tedd.evidence import RowRatio, row_ratio
from tedd.point_draws import LogRow, PointModel, counted, draw, log_row, model, of_rows
from tedd.vocabulary import Benchmark
from tests import boards
from tests.simulated import win_row

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANCE = Chance(10_000, 1)
NO_SPREAD = Chance(10_000, 1, frozenset({"test-sets"}))


PARTS = {"aggregate": True}
VOCABULARY = boards.VOCABULARY.model_copy(
    update={
        "benchmarks": boards.VOCABULARY.benchmarks
        | {
            "wizardlm": Benchmark(name="WizardLM", prompts=218),
            "mt-bench": Benchmark(name="MT-Bench", prompts=80, low=1, high=10),
            "alpacaeval-2": Benchmark(name="AlpacaEval 2", prompts=805, low=0, high=100),
            "arena-hard": Benchmark(name="Arena-Hard", low=0, high=100),
            "halves": Benchmark(name="Halves", low=0, high=100, parts=("arc", "koala")),
        }
    }
)


def simple(*rows: LogRow) -> PointModel:
    """Return a point of rows."""
    return of_rows(("made", "up"), rows, 0.15)


def item(test_set: str, measure: Mapping[str, float | str], **changes: object) -> RowRatio:
    """Return a made-up row with its ratio, at a borrowed tie rate of a quarter."""
    return row_ratio(0, win_row(test_set, dict(measure), **changes), 0.05, {None: 0.25})


def test_counts_by_hand() -> None:
    """44 wins and 21 losses: log odds ln(44.5/21.5), variance 1/44.5 + 1/21.5."""
    row = log_row(item("vicuna", {"wins": 44, "ties": 15, "losses": 21}), 0.0, VOCABULARY)

    assert row.value == pytest.approx(math.log(44.5 / 21.5))
    assert row.variance == pytest.approx(1 / 44.5 + 1 / 21.5)


def test_sampling_alone_has_its_variance() -> None:
    """Without spread, the log ratio of a mean over two rows varies by a quarter of the rows' variances."""
    point = simple(counted("0", ("a",), 50, 40), counted("1", ("b",), 60, 40))
    drawn = np.log(draw(point, NO_SPREAD, {}))

    assert drawn.var() == pytest.approx(sum(row.variance for row in point.rows) / 4, rel=0.01)


def test_nobody_changes_draws() -> None:
    """Draws may be handed to several who ask, so none of these can write into them."""
    with pytest.raises(ValueError, match="read-only"):
        draw(simple(counted("0", ("a",), 50, 40)), CHANCE, {})[0] = 1


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
    row = log_row(item("wizardlm", {"winning_score": 1.1}), 0.0, VOCABULARY)
    still = Chance(100, 1, frozenset({"verdicts", "test-sets"}))
    drawn = draw(simple(row), still, {"gpt-4": np.full(100, 0.5)})

    assert row.lead == pytest.approx(0.1)
    assert drawn == pytest.approx(1.5)


def test_a_winning_score_has_the_variance_of_its_counts() -> None:
    """1.1 on 218 prompts with a quarter tied is 92.65 wins and 70.85 losses, and as uncertain as these."""
    row = log_row(item("wizardlm", {"winning_score": 1.1}), 0.0, VOCABULARY)

    assert row.variance == pytest.approx(1 / 93.15 + 1 / 71.35)


def test_an_extreme_tie_rate_leaves_some_losses() -> None:
    """A drawn tie rate never leaves a winning score without losses."""
    row = log_row(item("wizardlm", {"winning_score": 1.6}), 0.0, VOCABULARY)

    assert np.isfinite(draw(simple(row), CHANCE, {"gpt-4": np.full(10_000, 0.99)})).all()


def test_scores_vary_by_their_printing() -> None:
    """6.6 over 6.0, each within 0.05: the log ratio moves by up to 0.05/6.6 + 0.05/6.0."""
    measure = {"score": 6.6, "counterpart_score": 6.0}
    row = log_row(item("mt-bench", measure, setting="same-model-benchmark"), 0.05, VOCABULARY)
    drawn = draw(simple(row), NO_SPREAD, {})

    assert row.variance == 0
    assert np.abs(np.log(drawn / 1.1)).max() == pytest.approx(0.05 / 6.6 + 0.05 / 6.0, rel=0.02)


def test_lower_is_better_is_inverted() -> None:
    """A loss of 2 against 3 is a ratio of 1.5."""
    measure = {"score": 2.0, "counterpart_score": 3.0, "lower_is_better": True}
    row = log_row(item("mt-bench", measure, setting="same-model-benchmark"), 0.0, VOCABULARY)

    assert row.value == pytest.approx(math.log(1.5))


def test_percentages_are_shares_of_prompts() -> None:
    """50% against 25% of AlpacaEval's 805 prompts: variance of the log ratio 1/805 + 3/805."""
    measure = {"score": 50.0, "counterpart_score": 25.0}
    row = log_row(item("alpacaeval-2", measure, setting="same-model-benchmark"), 0.0, VOCABULARY)

    assert row.variance == pytest.approx(4 / 805)


def test_a_bare_ratio_by_hand() -> None:
    """A printed ratio of 1.5 on 80 prompts, three in ten ties: 56 decided, 33.6 of them won."""
    row = log_row(item("vicuna", {"ratio": 1.5, "scale": "wins-losses"}), 0.05, VOCABULARY)

    assert row.value == pytest.approx(math.log(1.5))
    assert row.variance == pytest.approx(1 / 34.1 + 1 / 22.9)
    assert row.widths == pytest.approx((0.05 / 1.5,))


def test_a_point_by_hand() -> None:
    """Every draw is e to the mean log ratio and half of tau squared, spread by sampling and by test sets."""
    made = simple(counted("0", ("a",), 50, 40), counted("1", ("a", "b"), 60, 40), counted("2", ("c",), 9, 8))
    chance = Chance(200, 1)
    logs = [math.log(50.5 / 40.5), math.log(60.5 / 40.5), math.log(9.5 / 8.5)]
    sampling = (1 / 50.5 + 1 / 60.5 + 2 / 40.5 + 1 / 9.5 + 1 / 8.5) / 9
    share = (1 / 2) ** 2 + (1 / 6) ** 2 + (1 / 3) ** 2
    tau = np.interp(chance.even, made.spread.cumulative, made.spread.tau)
    total = sum(logs) / 3 + tau**2 / 2 + np.sqrt(sampling + share * tau**2) * chance.beside

    assert made.centre == pytest.approx(sum(logs) / 3)
    assert made.sampling == pytest.approx(sampling)
    assert made.share == pytest.approx(share)
    assert made.variance == pytest.approx(sampling + share * made.spread.mean_square)
    assert draw(made, chance, {}) == pytest.approx(np.exp(chance.shuffled(total, "made", "up")))


def test_verdicts_can_be_switched_off() -> None:
    """Without verdicts and test sets nothing is left to chance."""
    still = Chance(20, 1, frozenset({"verdicts", "test-sets"}))

    assert draw(simple(counted("0", ("a",), 50, 40)), still, {}) == pytest.approx(50.5 / 40.5)


def test_printing_and_ties_by_hand() -> None:
    """Each row moves the mean by its part: what printing hides, and its score at a drawn rate."""
    rows = (
        LogRow("0", ("a",), 0.2, 0.0, (0.02, 0.03)),
        LogRow("1", ("b",), 0.3, 0.0, (), lead=0.1, judge="gpt-4"),
    )
    chance = Chance(50, 1, frozenset({"verdicts", "test-sets"}))
    rate = np.linspace(0.1, 0.6, 50)
    printing = [
        half * chance.uniform("printing", "made", "up", "0", str(n)) for n, half in enumerate((0.02, 0.03))
    ]
    led = np.log((1 - rate + 0.1) / (1 - rate - 0.1))

    assert draw(simple(*rows), chance, {"gpt-4": rate}) == pytest.approx(
        np.exp((0.2 + printing[0] + printing[1]) / 2 + led / 2)
    )


def test_a_tie_rate_leaves_a_fiftieth_of_losses() -> None:
    """At a lead of 0.6 and 99% of ties the decided share is taken as 0.62, so the ratio is 1.22/0.02."""
    still = Chance(5, 1, frozenset({"verdicts", "test-sets"}))
    row = LogRow("0", ("a",), 0.2, 0.0, (), lead=0.6)

    assert draw(simple(row), still, {None: np.full(5, 0.99)}) == pytest.approx(61)


def test_a_model_is_named_by_method_condition_and_fraction() -> None:
    """The draws of a point hang on its method, its condition and its fraction, and on nothing else."""
    point = boards.points(*boards.wins(sdf=0.1))[0]
    made = model("one", point, VOCABULARY, (0.0, 0.0))

    assert made.name == ("one", "same-model-win-rate|alpaca|llama-7b|gpt-4|", "0.1")
    assert [row.test_sets for row in made.rows] == [("vicuna",), ("koala",)]


@pytest.mark.parametrize(
    ("test_set", "changes", "expected"),
    [("two-sets", PARTS, ("vicuna", "koala")), ("two-sets", {}, ("two-sets",)), ("koala", PARTS, ("koala",))],
)
def test_what_a_row_stands_for(test_set: str, changes: dict[str, bool], expected: tuple[str, ...]) -> None:
    """An aggregate stands for its parts, any other row for its own test set."""
    row = item(test_set, {"wins": 4, "ties": 1, "losses": 2}, **changes)

    assert log_row(row, 0.0, VOCABULARY).test_sets == expected


@pytest.mark.parametrize(
    ("test_set", "prompts"),
    [("mmlu", 80), ("koala", 180), ("two-sets", 260)],
    ids=["unknown", "one", "parts"],
)
def test_prompts_behind_a_bare_ratio(test_set: str, prompts: int) -> None:
    """Seven prompts in ten are decided, of 80 where their number is not known, of all parts."""
    row = log_row(item(test_set, {"ratio": 1.5, "scale": "wins-losses"}, **PARTS), 0.0, VOCABULARY)

    assert row.variance == pytest.approx(1 / (0.42 * prompts + 0.5) + 1 / (0.28 * prompts + 0.5))


def test_a_winning_score_with_its_own_tie_rate() -> None:
    """A printed tie rate is not drawn; 1.2 at 0.3 leaves 0.45 of the prompts won and 0.25 lost."""
    row = log_row(item("koala", {"winning_score": 1.2, "tie_rate": 0.3}), 0.005, VOCABULARY)

    assert row.lead is None
    assert row.value == pytest.approx(math.log(0.45 / 0.25))
    assert row.variance == pytest.approx(1 / (0.45 * 180 + 0.5) + 1 / (0.25 * 180 + 0.5))
    assert row.widths == pytest.approx((0.005 * (1 / 0.9 + 1 / 0.5),))


def test_parity_by_hand() -> None:
    """A winning score of 1 says nothing of the ties; three in ten are assumed, 0.35 won and as many lost."""
    row = log_row(item("mmlu", {"winning_score": 1.0}), 0.0, VOCABULARY)

    assert (row.value, row.lead) == (0.0, 0.0)
    assert row.variance == pytest.approx(2 / (0.35 * 80 + 0.5))


@pytest.mark.parametrize(
    ("test_set", "score", "variance"),
    [
        ("alpacaeval-2", 0.5, 99.5 / (0.5 * 805)),
        ("alpacaeval-2", 99.5, 0.5 / (99.5 * 805)),
        ("alpacaeval-2", 120.0, 0.0),
        ("arena-hard", 50.0, 0.0),
        ("halves", 50.0, 0.0),
        ("koala", 50.0, 0.0),
    ],
    ids=[
        "nearly nothing",
        "nearly all",
        "no percentage",
        "unknown prompts",
        "half of them known",
        "no scale",
    ],
)
def test_only_percentages_of_known_prompts_vary(test_set: str, score: float, variance: float) -> None:
    """A score varies by its prompts only where it is a percentage of a known number of them."""
    measure = {"score": score, "counterpart_score": 100.0}
    row = log_row(item(test_set, measure, setting="same-model-benchmark", **PARTS), 0.0, VOCABULARY)

    assert row.variance == pytest.approx(variance, abs=1e-12)


def test_widths_of_two_scores() -> None:
    """Each score moves the log ratio by half its last place over itself."""
    measure = {"score": 2.0, "counterpart_score": 4.0}
    row = log_row(item("mmlu", measure, setting="same-model-benchmark"), 0.05, VOCABULARY)

    assert row.widths == pytest.approx((0.025, 0.0125))
