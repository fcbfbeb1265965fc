"""Efficiency curves and the survey's two properties."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tedd.curves import At, Curve, curve, curves, fit, meetings
from tedd.evidence import Condition
from tests.simulated import board

CONDITION = Condition("same-model-win-rate", "alpaca", "llama-7b", "gpt-4", None)


def made(slug: str, *points: tuple[float, float]) -> Curve:
    """Return a curve through points."""
    return curve(slug, CONDITION, [At(*point) for point in points])


@pytest.mark.parametrize(
    ("ratios", "monotone", "concave"),
    [
        ((1.0, 1.3, 1.4), True, True),
        ((1.0, 1.1, 1.4), True, False),
        ((1.0, 1.4, 1.3), False, True),
        ((1.4, 1.0, 1.3), False, False),
    ],
    ids=["as assumed", "ever faster", "one peak", "a valley"],
)
def test_shape_at_three_points(ratios: tuple[float, ...], *, monotone: bool, concave: bool) -> None:
    """Three evenly spaced points are enough to tell rising from falling and slowing from quickening."""
    found = made("m", *zip((0.1, 0.2, 0.3), ratios, strict=True))

    assert (found.monotone, found.concave) == (monotone, concave)


def test_a_fall_is_told() -> None:
    """The deepest fall is named with both of its ends."""
    found = made("m", (0.1, 1.35), (0.4, 1.02), (0.7, 0.96), (0.9, 1.0))

    assert found.fall == (At(0.1, 1.35), At(0.7, 0.96))
    assert found.verdict == "falls from 1.350 at SDF 0.1 to 0.960 at 0.7"


def test_a_logarithm_is_found_again() -> None:
    """Points on 1 + 0.2 ln(1 + 30 s) give back that curve."""
    points = [At(sdf, 1 + 0.2 * math.log1p(30 * sdf)) for sdf in (0.01, 0.05, 0.1, 0.3, 0.6, 1.0)]
    found = fit(points)

    assert found.r2 == pytest.approx(1, abs=1e-6)
    assert found.ratio(0.2) == pytest.approx(1 + 0.2 * math.log1p(6), abs=1e-3)


def test_what_falls_is_no_logarithm() -> None:
    """A curve that falls throughout is explained no better by a logarithm than by its mean."""
    assert fit([At(n / 10, 2 - n / 10) for n in range(1, 7)]).r2 == pytest.approx(0, abs=1e-3)


def test_curves_that_cross() -> None:
    """Two straight lines that cross half way: property 2 fails there."""
    (found,) = meetings(
        [made("a", (0.1, 1.0), (0.2, 1.1), (0.3, 1.2)), made("b", (0.1, 1.2), (0.2, 1.1001), (0.3, 1.0))]
    )

    assert list(found.crossings) == pytest.approx([0.20005], abs=1e-4)
    assert not found.holds


def test_curves_that_part() -> None:
    """The higher curve is steeper throughout: property 2 holds."""
    (found,) = meetings(
        [made("a", (0.1, 1.1), (0.2, 1.3), (0.3, 1.4)), made("b", (0.1, 1.0), (0.2, 1.1), (0.3, 1.1))]
    )

    assert found.holds


def test_only_comparable_curves_meet() -> None:
    """Curves under different conditions, or of one method, are not compared."""
    other = curve("b", CONDITION._replace(judge="chatgpt"), [At(0.1, 1.0), At(0.2, 1.0), At(0.3, 1.0)])
    mine = made("a", (0.1, 1.0), (0.2, 1.0), (0.3, 1.0))

    assert meetings([mine, other]) == ()
    assert meetings([mine, made("a", (0.1, 1.1), (0.2, 1.1), (0.3, 1.1))]) == ()


def test_nuggets_falls_surely() -> None:
    """Nuggets falls from 1.347 at SDF 0.104 to below parity, and chance does not explain it."""
    found = max(
        (one for one in curves(board()) if one.slug == "nuggets" and one.fit),
        key=lambda one: one.points[2].ratio,
    )

    assert found.fall
    assert found.fall[0].ratio == pytest.approx(1.347, abs=1e-3)
    assert found.fall[1].ratio < 1
    assert found.fall_probability
    assert found.fall_probability > 0.95
    assert not found.monotone


def test_every_curve_has_three_points() -> None:
    """Fewer than three fractions make no curve, five get a fit."""
    for one in curves(board()):
        assert len(one.points) >= 3
        assert (one.fit is not None) == (len(one.points) >= 5)


def test_what_neither_rises_nor_falls_is_told() -> None:
    """A curve without a fall that is not said to rise is told in these words, never with a made-up fall."""
    level = replace(made("m", (0.1, 1.2), (0.2, 1.3), (0.3, 1.4)), monotone=False)

    assert level.fall is None
    assert level.fall_probability is None
    assert level.verdict == "does not rise throughout"


def test_curves_without_common_ground_do_not_meet() -> None:
    """Two curves whose fractions do not overlap cannot be compared."""
    low, high = made("a", (0.1, 1.2), (0.2, 1.3), (0.3, 1.4)), made("b", (0.5, 1.2), (0.6, 1.3), (0.7, 1.4))

    assert meetings([low, high]) == ()
