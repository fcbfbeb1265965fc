"""What the order hangs on."""

from __future__ import annotations

import pytest

from tedd.sensitivity import alternatives, kendall, stability
from tests.simulated import board

FOUND = alternatives(board())
DEFAULT = {one.slug: one.efficiency.rank for one in board().entries if one.efficiency and one.efficiency.rank}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([1, 2, 3], [1, 2, 3], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([1, 2, 3, 4], [1, 3, 2, 4], 4 / 6),
        ([1, 1, 2], [1, 2, 3], 2 / 6**0.5),
        ([1, 1], [1, 1], 1.0),
    ],
    ids=["same", "reversed", "one swap", "a tie", "nothing to order"],
)
def test_kendall_by_hand(one: list[float], other: list[float], expected: float) -> None:
    """Tau-b counts pairs in agreement less pairs in disagreement, ties allowed for."""
    assert kendall(one, other) == pytest.approx(expected)


def test_every_kind_is_there() -> None:
    """Other baselines, anchors, fractions and means are all tried, on all ranked methods."""
    assert {one.kind for one in FOUND} == {"baseline", "anchor", "fraction", "mean"}
    assert all(set(one.ranks) == set(DEFAULT) for one in FOUND)
    assert all(-1 <= one.tau <= 1 for one in FOUND)


def test_a_level_baseline_orders_by_pir() -> None:
    """Against a level line only the PIR counts."""
    level = next(one for one in FOUND if one.what.startswith("level"))
    pirs = {one.slug: one.pir.value for one in board().entries if one.ranked and one.pir}

    assert sorted(pirs, key=lambda slug: -pirs[slug]) == sorted(level.ranks, key=level.ranks.__getitem__)


def test_without_an_anchor_only_bridged_values_move() -> None:
    """Leaving out a bridge anchor keeps the order of all methods that never crossed the bridge."""
    still = [slug for slug in DEFAULT if slug not in ("less", "selectit", "shed", "nuggets")]
    for one in FOUND:
        if one.kind == "anchor":
            assert sorted(still, key=one.ranks.__getitem__) == sorted(still, key=DEFAULT.__getitem__)
            assert one.tau < 1


def test_stability_contains_the_rank() -> None:
    """A method's range over alternatives contains its own rank."""
    for one in stability(FOUND, DEFAULT):
        assert one.best <= one.rank <= one.worst
