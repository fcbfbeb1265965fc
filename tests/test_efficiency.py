"""Offsets from the baseline and the dense ranks that follow, by hand-worked values."""

from __future__ import annotations

import math

import pytest

from tedd.efficiency import BASELINE, TIE, Baseline, dense_ranks, place

LINE = Baseline(((0.0, 1.0), (0.4, 1.3)))
"""Slope 3/4: with theta as its angle sin is 0.6 and cos is 0.8."""


def test_baseline_by_hand() -> None:
    """Slope, intercept and angle of the line through (0, 1) and (0.4, 1.3)."""
    assert LINE.slope == pytest.approx(0.75)
    assert LINE.intercept == pytest.approx(1.0)
    assert math.tan(LINE.theta) == pytest.approx(0.75)


def test_published_baseline() -> None:
    """The survey's baseline rises by 43/33 PIR a unit of SDF and meets SDF 0 at 1.3674."""
    assert BASELINE.slope == pytest.approx(43 / 33)
    assert BASELINE.intercept == pytest.approx(1.4 - 0.025 * 43 / 33)
    assert BASELINE.offset(0.05, 1.747) == pytest.approx(1.747 - (1.4 + 0.025 * 43 / 33))


@pytest.mark.parametrize(
    ("sdf", "pir", "offset"), [(0.2, 1.25, 0.1), (0.2, 1.15, 0.0), (0.0, 0.5, -0.5), (1.0, 1.75, 0.0)]
)
def test_offset_distance_and_perpendicular(sdf: float, pir: float, offset: float) -> None:
    """Equation 5 gives the offset, Equation 8 takes its sine, the true perpendicular its cosine."""
    assert LINE.offset(sdf, pir) == pytest.approx(offset, abs=1e-12)
    assert LINE.distance(sdf, pir) == pytest.approx(0.6 * offset, abs=1e-12)
    assert LINE.perpendicular(sdf, pir) == pytest.approx(0.8 * offset, abs=1e-12)


def test_perpendicular_is_the_nearest_distance() -> None:
    """The perpendicular is the shortest way from the point to any point of the line."""
    ways = (math.hypot(0.2 - s, 1.25 - LINE.pir(s)) for s in (n / 10000 for n in range(10001)))

    assert LINE.perpendicular(0.2, 1.25) == pytest.approx(min(ways), rel=1e-6)


@pytest.mark.parametrize(
    ("values", "ranks"),
    [
        ({}, {}),
        ({"a": 3.0, "b": 1.0, "c": 2.0}, {"a": 1, "b": 3, "c": 2}),
        ({"a": 1.0, "b": 2.0, "c": 2.0, "d": 0.0}, {"b": 1, "c": 1, "a": 2, "d": 3}),
        ({"a": 0.0, "b": TIE / 2, "c": 3 * TIE}, {"c": 1, "a": 2, "b": 2}),
        ({"a": -1.0, "b": 0.0}, {"b": 1, "a": 2}),
        ({"a": 0.0, "b": TIE}, {"a": 1, "b": 1}),
    ],
)
def test_dense_ranks(values: dict[str, float], ranks: dict[str, int]) -> None:
    """Equal values share a rank, and the next value takes the next number."""
    assert dense_ranks(values) == ranks
    assert dense_ranks({key: -value for key, value in values.items()}, largest_first=False) == ranks


@pytest.mark.parametrize(("value", "rank"), [(3.0, 1), (2.0, 1), (1.5, 2), (1.0, 2), (0.5, 3)])
def test_place_among_others(value: float, rank: int) -> None:
    """A value takes the rank that it would have among the others, a tie included."""
    assert place(value, {"a": 2.0, "b": 1.0}) == rank


def test_offsets_at_different_fractions_can_reverse_the_order() -> None:
    """On curves A ln(1 + 20 s) the worse method can lie further above the baseline when it selects more."""

    def curve(a: float, sdf: float) -> float:
        return a * math.log(1 + 20 * sdf)

    better, worse = ((a, sdf, curve(a, sdf) - curve(1.0, sdf)) for a, sdf in ((1.2, 0.02), (1.1, 0.2)))

    assert (round(better[2], 3), round(worse[2], 3)) == (0.067, 0.161)
    assert all(curve(better[0], sdf) > curve(worse[0], sdf) for sdf in (0.02, 0.2))
    assert better[2] < worse[2]
