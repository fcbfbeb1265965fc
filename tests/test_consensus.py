"""The consensus of studies: what it is against, how wide its intervals are, and what they settle."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tedd.consensus import Estimate, consensuses, leave_one_out, quantile, reference_of
from tedd.network import networks
from tedd.votes import votes_of
from tests.networks import cell

if TYPE_CHECKING:
    from tedd.consensus import Basis
    from tedd.contrasts import Cell


def estimate(studies: int, low: float | None, high: float | None, basis: Basis = "pooled") -> Estimate:
    """Return an estimate of which nothing but its studies and its interval matters."""
    return Estimate(
        method="x",
        ratio=1.1,
        low=low,
        high=high,
        basis=basis,
        rank=1,
        rank_best=1,
        rank_worst=1,
        studies=studies,
        own_studies=0,
        arms=1,
        arms_with_reference=1,
        arms_above=1,
        leave_one_out=None,
        left_out=None,
        results=(),
    )


@pytest.mark.parametrize(
    ("studies", "low", "high", "verdict"),
    [
        (2, 1.01, 1.2, "above"),
        (2, 0.8, 0.99, "below"),
        (2, 0.9, 1.1, "not separable"),
        (2, 1.0, 1.2, "not separable"),
        (2, 0.8, 1.0, "not separable"),
        (2, None, None, "not separable"),
        (1, 1.01, 1.02, "one study"),
        (1, 0.8, 0.9, "one study"),
    ],
)
def test_verdicts(studies: int, low: float | None, high: float | None, verdict: str) -> None:
    """An interval on one side of the reference settles it, and one study alone settles nothing."""
    assert estimate(studies, low, high).verdict == verdict


def test_the_reference_has_no_verdict() -> None:
    """Nothing stands above or below itself."""
    assert estimate(9, None, None, "reference").verdict is None


def studies(*ratios: float) -> list[Cell]:
    """Return studies of one benchmark in which a method scores so many times what random selection does."""
    return [cell(f"s{n}", random=50, x=50 * ratio) for n, ratio in enumerate(ratios)]


def test_everything_is_measured_against_random() -> None:
    """Random selection is the reference where it is, however few ran it; else whom most studies ran."""
    triangle = [cell("a", y=1, z=2), cell("b", y=1, z=2), cell("c", w=1, z=2)]

    assert reference_of(votes_of([*triangle, cell("d", random=1, z=2)])) == "random"
    assert reference_of(votes_of(triangle)) == "z"
    assert reference_of(votes_of([cell("a", y=1, z=2)])) == "y"


def test_intervals_come_from_leaving_out_studies() -> None:
    """With three studies the interval is the jackknife's, by Student's t with two degrees of freedom."""
    cells = studies(1.02, 1.08, 1.2)
    (found,) = consensuses(cells)
    one = found.by_method["x"]
    fits = leave_one_out(networks(votes_of(cells))[0]).values()
    left = np.array([fit.contrast("x", "random") for fit in fits])
    half = quantile(2) * math.sqrt(2 / 3 * float(((left - left.mean()) ** 2).sum()))

    assert one.basis == "left-out"
    assert (one.low, one.high) == pytest.approx((one.ratio * math.exp(-half), one.ratio * math.exp(half)))
    assert one.leave_one_out == pytest.approx((math.exp(left.min()), math.exp(left.max())))


def test_two_studies_borrow_the_spread_of_all() -> None:
    """Two studies are too few to leave one out; one alone leaves nothing to judge a spread by."""
    (two,), (alone,) = consensuses(studies(1.02, 1.2)), consensuses(studies(1.1))

    assert (two.by_method["x"].basis, two.freedom) == ("pooled", 1)
    assert two.by_method["x"].low
    assert (alone.by_method["x"].low, alone.by_method["x"].high, alone.freedom) == (None, None, 0)


@pytest.mark.parametrize(("ahead", "worst"), [(0.025, 2), (0.035, 1), (0.06, 1)])
def test_ranks_go_with_intervals(ahead: float, worst: int) -> None:
    """Whose 90% interval leaves the reference below holds the first place; whose does not may lose it."""
    cells = [cell(f"s{n}", random=50, x=50 * (1 + ahead) + n) for n in (-1, 0, 1)]
    one = consensuses(cells)[0].by_method["x"]

    assert one.low
    assert (one.low > 1) == (worst == 1)
    assert (one.rank_best, one.rank_worst) == (1, worst)
