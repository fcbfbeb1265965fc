"""Intervals, probabilities and ranks of a board, worked out a second time from the draws themselves."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tedd.draws import Chance
from tedd.pir_draws import context, drawn
from tedd.uncertainty import BASELINE_SLUGS, quantify, with_free_baseline
from tests.simulated import board

if TYPE_CHECKING:
    from tedd.board import Board

DRAWS, SEED = 1000, 1


@cache
def sure() -> Board:
    """Return the real board with a few draws."""
    return quantify(board(), draws=DRAWS, seed=SEED, shares=False)


def test_an_offset_is_the_pir_above_the_line() -> None:
    """Where the fraction is fixed, the ends of the offset are those of the PIR less the baseline's PIR."""
    compared = 0
    for entry in sure().entries:
        pir, found = entry.pir, entry.efficiency
        if pir and found and pir.basis == "survey" and pir.low is not None and pir.high is not None:
            line = sure().baseline.pir(pir.sdf)
            assert [found.offset_low, found.offset_high] == pytest.approx(
                [pir.low - line, pir.high - line], abs=1e-5
            )
            compared += 1

    assert compared


def test_who_is_surely_above_the_baseline() -> None:
    """An interval above the baseline goes with a high probability of being above, one below with a low."""
    uncertainty = sure().uncertainty
    assert uncertainty
    ends = {one.slug: one.efficiency for one in sure().entries if one.efficiency}
    above = [slug for slug, one in ends.items() if (one.offset_low or 0) > 0]
    below = [slug for slug, one in ends.items() if (one.offset_high or 0) < 0]

    assert above
    assert below
    assert min(uncertainty.above_baseline[slug] for slug in above) >= 0.94
    assert max(uncertainty.above_baseline[slug] for slug in below) <= 0.06
    assert uncertainty.better


def test_ranks_with_a_drawn_baseline() -> None:
    """With the baseline drawn too, the mean rank is that of offsets from the line through its two methods."""
    found = board()
    shared = context(found, Chance(DRAWS, SEED))
    draws = {one.slug: made for one in found.entries if one.ranked and (made := drawn(one, shared))}
    (s1, _), (s2, _) = found.baseline.points
    first, second = (draws[slug].pir for slug in BASELINE_SLUGS)
    lines = {slug: first + (second - first) * (one.sdf - s1) / (s2 - s1) for slug, one in draws.items()}
    offsets = np.stack([one.pir - lines[slug] for slug, one in draws.items()])
    free = with_free_baseline(found, draws=DRAWS, seed=SEED)

    for number, slug in enumerate(draws):
        ahead = (offsets > offsets[number] + 1e-5).sum(axis=0)
        assert free[slug].mean == pytest.approx(float(ahead.mean()) + 1, abs=1.1)
