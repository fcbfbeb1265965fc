"""Draws of a bridge's line."""

from __future__ import annotations

import numpy as np
import pytest

from tedd.bridge_draws import DrawnLine, across, along, line
from tedd.draws import Chance
from tedd.living_bridges import Line, LivingBridge


def test_two_anchors_by_hand() -> None:
    """Through (1, 1.2) and (1.1, 1.5) goes the slope 3, through (1, 1.3) and (1.1, 1.3) the slope 0."""
    found = line([1.0, 1.1], [np.array([1.2, 1.3]), np.array([1.5, 1.3])])

    assert found.slope == pytest.approx([3.0, 0.0])
    assert across(found, 1.2, np.zeros(2)) == pytest.approx([1.8, 1.3])


def test_three_anchors_by_least_squares() -> None:
    """Three anchors agree with numpy's own fit in every draw."""
    pirs = np.random.default_rng(0).normal(1.4, 0.2, (3, 5))
    ratios = [0.95, 1.0, 1.02]
    found = line(ratios, list(pirs))

    for draw in range(5):
        assert [found.slope[draw], found.intercept[draw]] == pytest.approx(
            np.polyfit(ratios, pirs[:, draw], 1)
        )


def test_no_negative_pir() -> None:
    """Where the line falls below zero the PIR is zero."""
    assert across(DrawnLine(np.array([3.0]), np.array([-4.0])), 1.0, np.zeros(1)).tolist() == [0.0]


def test_scatter_lies_on_top() -> None:
    """What scatters around the line is added to it: 0.5 + 2 * 0.6 at 0.1 above and 0.2 below."""
    still = DrawnLine(np.full(2, 2.0), np.full(2, 0.5))

    assert across(still, 0.6, np.array([0.1, -0.2])) == pytest.approx([1.8, 1.5])


def test_along_a_line_from_data_by_hand() -> None:
    """The slope is drawn once for the bridge, the effect for the study; noise counts at the fitted slope."""
    bridge = LivingBridge("same-model-benchmark", "accuracy", (), Line(3.0, 0.04, 0.1))
    chance, noisy = Chance(50, 1), np.linspace(1.0, 1.2, 50)
    slope = 3.0 + 0.2 * chance.normal("anchors", "same-model-benchmark", "accuracy")
    effect = 0.1 * chance.normal("anchors", "same-model-benchmark", "accuracy", "study")
    expected = 1.1**slope * (noisy / 1.1) ** 3.0 * np.exp(effect)

    assert along(bridge, 1.1, noisy, chance, "study") == pytest.approx(expected)


def test_without_anchors_there_is_nothing_to_draw() -> None:
    """A bridge from data that has no anchor says so, rather than drawing a line of its own."""
    bridge = LivingBridge("same-model-benchmark", "accuracy", (), None)

    with pytest.raises(ValueError, match="has no anchor"):
        along(bridge, 1.0, np.ones(3), Chance(3, 1), "study")
