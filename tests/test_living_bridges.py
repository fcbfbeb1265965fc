"""Bridges from data, on made-up anchors and on the real board."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from tedd.bridges import NegativeControl
from tedd.living_bridges import (
    EFFECT_SCALE,
    PRIOR_SLOPE,
    PRIOR_WIDTH,
    DataAnchor,
    Line,
    LivingBridge,
    fit_line,
)
from tedd.spread import half_t
from tests.simulated import board, library


def anchors(slope: float, count: int, *, effect: float = 0.0, per_study: int = 1) -> tuple[DataAnchor, ...]:
    """Return anchors around a line through parity, study by study with an effect of its own."""
    chance = np.random.default_rng(count)
    effects = effect * chance.normal(size=count)
    found = []
    for n, ratio in enumerate(np.linspace(1.01, 1.12, count)):
        study = n // per_study
        pir = math.exp(slope * math.log(ratio) + effects[study] + 0.01 * chance.normal())
        found.append(DataAnchor(f"m{n}", f"s{study}", float(ratio), pir, 0.01**2))
    return tuple(found)


def bridge(found: tuple[DataAnchor, ...]) -> LivingBridge:
    """Return a bridge of anchors."""
    return LivingBridge("same-model-benchmark", "accuracy", found, fit_line(found))


def test_a_known_slope_is_found() -> None:
    """Twelve anchors around a slope of 4 give back a slope of 4."""
    assert fit_line(anchors(4.0, 12)).slope == pytest.approx(4.0, abs=0.15)


def test_parity_is_parity() -> None:
    """A model that merely equals its counterpart has a PIR of 1."""
    line = fit_line(anchors(4.0, 8))

    assert line.band(1.0)[0] == 1


def test_few_anchors_are_shrunk() -> None:
    """One noisy anchor next to parity hardly moves the slope from 1."""
    line = fit_line((DataAnchor("m", "s", 1.005, 1.3, 0.05),))

    assert 1 < line.slope < 2


def test_a_study_effect_is_found() -> None:
    """Studies that scatter by 0.3 show a study effect, and their bands are wider."""
    calm, wild = fit_line(anchors(4.0, 10)), fit_line(anchors(4.0, 10, effect=0.3))

    assert calm.effect < 0.05
    assert 0.1 < wild.effect < 0.6
    assert wild.band(1.05)[2] > calm.band(1.05)[2]


def test_a_study_effect_is_no_slope() -> None:
    """Two studies of five anchors each, 0.3 apart: within them the slope of 4 is found all the same."""
    line = fit_line(anchors(4.0, 10, effect=0.3, per_study=5))

    assert line.slope == pytest.approx(4.0, abs=0.4)
    assert line.effect > 0.1


def test_outside_its_anchors_it_refuses() -> None:
    """A bridge in force gives no PIR more than a tenth of its span outside its anchors."""
    found = bridge(anchors(4.0, 6))

    assert found.in_force
    assert found.pir(1.05) == pytest.approx(1.05**4, rel=0.03)
    assert found.pir(1.3) is None
    assert found.pir(0.98) is None


def test_a_band_by_hand() -> None:
    """At a log ratio of 0.2: centre 4 * 0.2, reach 1.645 * sqrt(0.2^2 * 0.25 + 0.3^2)."""
    reach = 1.645 * math.sqrt(0.1)

    band = Line(4.0, 0.25, 0.3).band(math.exp(0.2))
    assert band == pytest.approx((math.exp(0.8), math.exp(0.8 - reach), math.exp(0.8 + reach)))


def test_without_news_the_prior_stays() -> None:
    """An anchor at parity says nothing of the slope: 1 it stays, with a standard deviation of 5."""
    line = fit_line((DataAnchor("m", "s", 1.0, 1.2, 0.01),))

    assert (line.slope, line.slope_variance) == pytest.approx((1, 25))


def test_five_anchors_are_enough() -> None:
    """From five anchors on a bridge is in force and gives the middle of its band; four only say so."""
    four, five = bridge(anchors(4.0, 4)), bridge(anchors(4.0, 5))

    assert (four.in_force, four.state, four.pir(1.05)) == (False, "4 of 5 anchors", None)
    assert (five.in_force, five.state) == (True, "5 of 5 anchors: in force")
    assert five.pir(1.05) == fit_line(five.anchors).band(1.05)[0]


def test_span_by_hand() -> None:
    """A bridge reaches a tenth of its anchors' span in logs beyond them, on both sides."""
    found = bridge(tuple(DataAnchor("m", "s", math.exp(log), 1.5, 0.01) for log in (0.1, 0.3, 0.2)))

    assert found.span == pytest.approx((math.exp(0.08), math.exp(0.32)))


def test_left_out_means_all_others() -> None:
    """Each anchor is seen from the line through all others, in order."""
    found = bridge(anchors(4.0, 3))
    first, second, third = found.anchors

    lines = [fit_line(others) for others in ((second, third), (first, third), (first, second))]
    expected = [line.band(one.ratio) for one, line in zip(found.anchors, lines, strict=True)]
    assert [one.anchor for one in found.left_out()] == list(found.anchors)
    assert [(one.predicted, one.low, one.high) for one in found.left_out()] == expected


@pytest.mark.parametrize(("count", "seen"), [(2, 0), (3, 3), (200, 200), (201, 0)])
def test_how_many_are_left_out(count: int, seen: int) -> None:
    """One of two would leave no study effect; among more than 200 a single anchor hardly matters."""
    assert len(bridge(anchors(4.0, count)).left_out()) == seen


def test_left_out_anchors_are_met() -> None:
    """Each anchor lies in the band of the line through the others, for nine of ten."""
    left_out = bridge(anchors(4.0, 10, effect=0.1)).left_out()

    assert len(left_out) == 10
    assert sum(one.low <= one.anchor.pir <= one.high for one in left_out) >= 8


def test_state_on_the_real_board() -> None:
    """AlpaGasus and IFD anchor accuracies, IFD AlpacaEval; a bridge says how many of five it has."""
    found = {(one.setting, one.family): one for one in board().data_bridges}
    accuracy = found["same-model-benchmark", "accuracy"]

    assert {"alpagasus", "ifd"} <= {anchor.slug for anchor in accuracy.anchors}
    assert "ifd" in {anchor.slug for anchor in found["same-model-benchmark", "win-rate"].anchors}
    for one in found.values():
        assert one.state.startswith(f"{len(one.anchors)} of 5 anchors")
        assert one.in_force == (len(one.anchors) >= 5)
        assert one.in_force or one.pir(1.01) is None


def test_negative_controls_are_told() -> None:
    """A ratio of 1 has PIR 1 through data, where the authors' line says 1.444."""
    found = next(one for one in board().data_bridges if one.line)
    control = next(one for one in found.controls(board().controls) if one.ratio == 1)

    assert control.pir == 1


def test_controls_are_of_ones_own_setting() -> None:
    """A bridge sees the controls of its setting alone, and none without a line."""
    settings = ("same-model-benchmark", "other-model-benchmark")
    asked = [NegativeControl(setting, "parity", None, None, 1.05, 9.0, covered=False) for setting in settings]
    found = bridge(anchors(4.0, 4))
    (control,) = found.controls(asked)

    assert control == asked[0]._replace(pir=fit_line(found.anchors).band(1.05)[0], covered=True)
    assert LivingBridge("same-model-benchmark", "accuracy", (), None).controls(asked) == ()


def test_families_hold_known_benchmarks_once() -> None:
    """Every benchmark of a family is in the vocabulary, and in one family only."""
    vocabulary = library().vocabulary
    named = [key for keys in vocabulary.families.values() for key in keys]

    assert set(named) <= set(vocabulary.benchmarks)
    assert len(named) == len(set(named))


def test_sums_by_study_are_the_inverse_of_the_covariance() -> None:
    """The line is the mean of those that Bayes' rule gives with the whole covariance, effect by effect."""
    found = anchors(4.0, 9, effect=0.2, per_study=3)
    line = fit_line(found)
    x, y = (np.log([getattr(one, name) for one in found]) for name in ("ratio", "pir"))
    study = np.array([one.study for one in found])
    effects, prior = half_t(EFFECT_SCALE)
    density, slopes, variances = [], [], []
    for effect, before in zip(effects, prior, strict=True):
        covariance = np.diag([one.variance for one in found]) + effect**2 * (study[:, None] == study)
        # the slope's prior is normal: anchors are normal too, with a covariance that it widens
        anchor = multivariate_normal(PRIOR_SLOPE * x, covariance + PRIOR_WIDTH**2 * np.outer(x, x))
        precision = x @ np.linalg.inv(covariance) @ x + PRIOR_WIDTH**-2
        density.append(anchor.logpdf(y) + before)
        slopes.append((x @ np.linalg.inv(covariance) @ y + PRIOR_SLOPE * PRIOR_WIDTH**-2) / precision)
        variances.append(1 / precision)
    share = np.exp(np.array(density) - max(density))
    slope = np.average(slopes, weights=share)
    variance = np.average(variances + (np.array(slopes) - slope) ** 2, weights=share)

    assert (line.slope, line.slope_variance) == pytest.approx((slope, variance))
    assert line.effect**2 == pytest.approx(np.average(effects**2, weights=share))


def test_a_single_study_leaves_the_effect_open() -> None:
    """Anchors of one study cannot tell how studies differ: the band allows for what test sets do."""
    one, many = fit_line(anchors(4.0, 10, per_study=10)), fit_line(anchors(4.0, 10))

    assert one.effect > 2 * many.effect
    assert one.band(1.0)[2] > many.band(1.0)[2]


def test_absurd_ratios_end_no_fit() -> None:
    """Anchors and ratios at the ends of what a number can hold give finite bands."""
    found = bridge((DataAnchor("m", "s", 1.0001, 900.0, 0.0), DataAnchor("n", "t", 1e-300, 1.0, 0.1)))

    assert all(map(math.isfinite, (*found.span, *fit_line(found.anchors[:1]).band(1e6))))


def test_a_single_anchor_is_covered() -> None:
    """A bridge of one anchor reaches as far as that anchor and no further; one of none reaches nowhere."""
    found = bridge((DataAnchor("m", "s", 1.037, 1.7, 0.01),))

    assert (found.covers(1.037), found.covers(1.038)) == (True, False)
    assert not LivingBridge("same-model-benchmark", "accuracy", (), None).covers(1.0)
