"""Spread between test sets, net of sampling."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats

from tedd.spread import PRIOR, paule_mandel, spread


def test_equal_variances_by_hand() -> None:
    """With equal variances v, Paule-Mandel is the sample variance less v: 0.04 - 0.01 for 0.3, 0.5, 0.7."""
    values = np.array([0.3, 0.5, 0.7])

    assert paule_mandel(values, np.full(3, 0.01)) == pytest.approx(0.03)


@pytest.mark.parametrize(("ends", "expected"), [((0.3, 0.7), 0.07), ((0.0, 6.0), 17.99)])
def test_two_test_sets_by_hand(ends: tuple[float, float], expected: float) -> None:
    """Half the squared difference of two values, less their variance of 0.01, near or far apart."""
    assert paule_mandel(np.array(ends), np.full(2, 0.01)) == pytest.approx(expected)


def test_exact_values_have_their_own_variance() -> None:
    """Values without any sampling variance spread as far as they lie apart."""
    assert paule_mandel(np.array([0.3, 0.5, 0.7]), np.zeros(3)) == pytest.approx(0.04)


def test_no_spread_beyond_sampling() -> None:
    """Values that differ less than sampling explains have no spread of their own."""
    assert paule_mandel(np.array([0.3, 0.32]), np.full(2, 0.05)) == 0
    assert paule_mandel(np.array([0.3]), np.array([0.05])) == 0
    assert paule_mandel(np.array([0.0, 2.0]), np.full(2, 2.0)) == 0  # just what sampling explains


def test_published_example() -> None:
    """The BCG vaccine trials have a Paule-Mandel tau squared of 0.3181 (Viechtbauer, metafor, dat.bcg)."""
    positive_t = np.array([4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27])
    negative_t = np.array([119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886])
    positive_c = np.array([11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29])
    negative_c = np.array([128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825])
    treated, control = positive_t + negative_t, positive_c + negative_c
    values = np.log((positive_t / treated) / (positive_c / control))
    variances = 1 / positive_t - 1 / treated + 1 / positive_c - 1 / control

    assert paule_mandel(values, variances) == pytest.approx(0.3181, abs=5e-5)


def test_one_row_leaves_the_prior() -> None:
    """A single test set says nothing of the spread: the median is the half-t's, with 4 degrees of freedom."""
    scale = PRIOR["same-model-win-rate"]
    alone = spread(np.array([0.5]), np.array([0.02]), np.ones(1), scale)

    assert float(alone.at(np.array([0.5]))[0]) == pytest.approx(0.741 * scale, rel=0.01)


def test_wide_rows_are_more_spread() -> None:
    """The further apart test sets lie at the same sampling, the larger the expected spread."""
    variances, parts = np.full(4, 0.01), np.ones(4)
    found = [
        spread(width * np.array([-1.0, 1.0, -1.0, 1.0]), variances, parts, 0.15).mean_square
        for width in (0.0, 0.1, 0.2, 0.4)
    ]

    assert found == sorted(found)
    assert math.sqrt(found[-1]) > 0.3


def test_exact_rows_do_not_break_it() -> None:
    """Rows without any sampling variance still give a distribution, however many there are."""
    found = spread(np.full(60, 0.1), np.zeros(60), np.ones(60), 0.05)

    assert np.isfinite(found.cumulative).all()


def test_priors_are_fixed() -> None:
    """The scales of the priors are constants: one that moved would move intervals that no card has moved."""
    assert PRIOR == {
        "same-model-win-rate": 0.15,
        "other-model-win-rate": 0.15,
        "same-model-benchmark": 0.04,
        "other-model-benchmark": 0.08,
    }


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_the_distribution_by_scipy(rows: int) -> None:
    """Half-t times restricted likelihood, each from scipy, give the same distribution and expected square."""
    values, variances = np.array([0.1, 0.5, 0.3, 0.9])[:rows], np.array([0.01, 0.02, 0.04, 0.02])[:rows]
    parts = np.array([1.0, 2.0, 1.0, 4.0])[:rows]
    found = spread(values, variances, parts, 0.15)
    grid = np.linspace(0, 8 * 0.15, 161)

    def height(tau: float) -> float:
        total = variances + tau**2 / parts
        mean = np.average(values, weights=1 / total)
        likelihood = stats.norm.pdf(values, mean, np.sqrt(total)).prod() / math.sqrt((1 / total).sum())
        return float(stats.t.pdf(tau / 0.15, 4) * likelihood)

    heights = [height(tau) for tau in grid]
    below = integrate.cumulative_trapezoid(heights, grid, initial=0)
    assert found.tau == pytest.approx(grid)
    assert found.cumulative == pytest.approx(below / below[-1])
    square = integrate.trapezoid(heights * grid**2, grid) / below[-1]
    assert found.mean_square == pytest.approx(square, rel=1e-2)
