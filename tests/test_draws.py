"""The draws that all methods share."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from tedd.draws import DRAWS, SEED, Chance

ORDER = [7, 5, 6, 1, 4, 0, 3, 2]
"""The order of eight values under the name (a, b)."""


def test_a_name_is_drawn_once() -> None:
    """The same seed and the same name give the same bytes."""
    one, again = (Chance(1000, 3).normal("ties", "gpt-4").tobytes() for _ in range(2))

    assert one == again


@pytest.mark.parametrize("other", [Chance(1000, 4).normal("ties", "a"), Chance(1000, 3).normal("ties", "b")])
def test_another_seed_or_name_is_another_order(other: np.ndarray) -> None:
    """Another seed or another name draws independently of the first."""
    one = Chance(1000, 3).normal("ties", "a")

    assert abs(np.corrcoef(one, other)[0, 1]) < 0.1


def test_every_source_has_its_exact_distribution() -> None:
    """A single source is spread as it should be at any seed: mean 0, variance 1, quantiles in place."""
    drawn = Chance(10_000, 5).normal("verdicts", "a")

    assert drawn.mean() == pytest.approx(0, abs=1e-9)
    assert drawn.var() == pytest.approx(1, abs=2e-3)
    assert np.quantile(drawn, 0.95) == pytest.approx(1.6449, abs=1e-3)


def test_what_is_switched_off_is_still() -> None:
    """A source that is off draws zeros; the others stay as they were."""
    off = Chance(100, 3, frozenset({"ties"}))

    assert not off.normal("ties", "a").any()
    assert (off.uniform("printing", "a") == Chance(100, 3).uniform("printing", "a")).all()


def test_order_and_noise_beside_it_are_independent() -> None:
    """The noise that belongs to `even` does not follow it."""
    chance = Chance(10_000, 7)

    assert abs(np.corrcoef(chance.even, chance.beside)[0, 1]) < 0.03


def test_every_draw_stands_for_an_equal_share() -> None:
    """Four draws are the middles of four quarters, as shares, as even numbers and as normal ones."""
    middles = [0.125, 0.375, 0.625, 0.875]

    assert Chance(4, 1).even.tolist() == middles
    assert sorted(Chance(4, 1).uniform("printing", "a")) == [2 * middle - 1 for middle in middles]
    normal = [NormalDist().inv_cdf(middle) for middle in middles]
    assert sorted(Chance(4, 1).normal("ties", "a")) == pytest.approx(normal)
    assert sorted(Chance(4, 1).beside) == pytest.approx(normal)


def test_an_order_never_changes() -> None:
    """A name's order is the same in years to come, or no frozen board could be computed again."""
    assert (DRAWS, SEED) == (10_000, 240614115)
    assert Chance(8, SEED).shuffled(np.arange(8.0), "a", "b").tolist() == ORDER


@pytest.mark.parametrize("count", [1000, 2**16, 2**16 + 1])
def test_values_keep_their_number(count: int) -> None:
    """Shuffling loses no value and makes none, also where their places no longer fit in two bytes."""
    shuffled = np.sort(Chance(3, 1).shuffled(np.arange(float(count)), "a"))

    assert (shuffled == np.arange(count)).all()
