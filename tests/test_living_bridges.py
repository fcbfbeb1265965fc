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
    assert found.line
    assert found.pir(1.05) == pytest.approx(1.05**found.line.slope)
    assert found.pir(1.3) is None
    assert found.pir(0.98) is None


def test_left_out_anchors_are_met() -> None:
    """Each anchor lies in the band of the line through the others, for nine of ten."""
    left_out = bridge(anchors(4.0, 10, effect=0.1)).left_out()

    assert len(left_out) == 10
    assert not bridge(anchors(4.0, 2)).left_out()
    assert sum(one.low <= one.anchor.pir <= one.high for one in left_out) >= 8


def test_an_anchor_is_left_out_of_its_own_line() -> None:
    """Each is seen by a line through all others and nothing else; from three anchors on, up to 200."""
    found = anchors(4.0, 3, effect=0.2)
    by_hand = [fit_line(found[1:]), fit_line(found[::2]), fit_line(found[:2])]

    for left, line in zip(bridge(found).left_out(), by_hand, strict=True):
        assert left[1:] == line.band(left.anchor.ratio)
    assert len(bridge(anchors(4.0, 200)).left_out()) == 200
    assert not bridge(anchors(4.0, 201)).left_out()


def test_band_by_hand() -> None:
    """At a ratio of e the slope is the log PIR, with 1.645 standard errors of slope and effect around it."""
    centre, low, high = Line(2.0, 0.04, 0.3).band(math.e)
    reach = 1.645 * math.sqrt(0.04 + 0.3**2)

    assert (math.log(centre), math.log(low), math.log(high)) == pytest.approx((2.0, 2.0 - reach, 2.0 + reach))


def test_an_anchor_that_tells_nothing_leaves_the_prior() -> None:
    """Before any anchor the slope is 1, with a standard deviation of 5."""
    line = fit_line((DataAnchor("m", "s", 1.05, 1.3, 1e12),))

    assert (line.slope, line.slope_variance) == pytest.approx((1.0, 25.0))


def test_span_by_hand() -> None:
    """It reaches a tenth of the anchors' distance beyond them, in logarithms, ends included."""
    found = bridge((DataAnchor("m", "s", 1.0, 1.2, 0.01), DataAnchor("n", "t", 1.1, 1.5, 0.01)))
    low, high = found.span

    assert (low, high) == pytest.approx((1.1**-0.1, 1.1**1.1))
    assert found.covers(low * (1 - 1e-12))
    assert found.covers(high * (1 + 1e-12))


def test_state_in_words() -> None:
    """Five anchors put it in force, four do not."""
    assert bridge(anchors(4.0, 4)).state == "4 of 5 anchors"
    assert bridge(anchors(4.0, 5)).state == "5 of 5 anchors: in force"


def test_controls_of_its_setting() -> None:
    """Controls of another setting are not its own, and without an anchor it says nothing of any."""
    own = NegativeControl("same-model-benchmark", "no change at all", None, None, 1.0, 1.4, covered=True)
    controls = own, own._replace(setting="other-model-benchmark")

    assert [one.setting for one in bridge(anchors(4.0, 5)).controls(controls)] == [own.setting]
    assert LivingBridge("same-model-benchmark", "accuracy", (), None).controls(controls) == ()


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
