"""The network model: worked by hand, against known effects, and with one study wildly off."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from scripts.coverage_network import World, draw, truth
from tedd.agreement import agreement, edges, inconsistent, kendall
from tedd.consensus import consensuses
from tedd.laplacian import blocks_of, components, solve
from tedd.network import HUBER, KAPPA, between, fit, networks
from tedd.votes import votes_of
from tests.networks import TRIANGLE, cell

STEP = math.log(1.1)


def test_by_hand() -> None:
    """A loop that is off by log 1.1 spreads it evenly: x is 2/3 of a step above random and y 4/3."""
    for robust in (True, False):
        found = fit(networks(votes_of(TRIANGLE))[0], robust=robust)

        assert found.contrast("x", "random") == pytest.approx(2 / 3 * STEP)
        assert found.contrast("y", "random") == pytest.approx(4 / 3 * STEP)
        assert found.freedom == 1


def test_edges_by_hand() -> None:
    """Along each edge of the loop, direct and indirect estimates part by the loop's one step."""
    found = {(edge.method, edge.other): edge for edge in edges(networks(votes_of(TRIANGLE))[0])}

    assert found["x", "y"].direct == pytest.approx(1 / 1.1)
    assert found["x", "y"].indirect == pytest.approx(1)
    assert found["random", "x"].indirect == pytest.approx(1)
    assert all(abs(math.log(edge.gap or 1)) == pytest.approx(STEP) for edge in found.values())
    assert inconsistent(found.values()) == (0, 3)


def test_fifty_arms_are_one_vote() -> None:
    """A study with many arms casts one vote: the geometric mean of its arms' ratios."""
    arms = [cell("large", arm=f"a{n}", random=50, x=50 * 1.02 ** (n % 3)) for n in range(51)]
    votes = votes_of(arms)

    assert {vote.method: vote.arms for vote in votes} == {"random": 51, "x": 51}
    assert votes[1].value - votes[0].value == pytest.approx(math.log(1.02))


def test_copies_add_no_certainty() -> None:
    """Budgets of one pool, backbone and benchmark count as one cell in a vote's variance."""
    noise = (1.0, 1.1, 0.95, 1.05)
    apart = [cell("s", arm=f"a{n}", random=50, x=50 * scale) for n, scale in enumerate(noise)]
    copies = [cell("s", arm="a", random=50, x=50 * scale) for scale in noise]

    assert votes_of(copies)[0].variance == pytest.approx(4 * votes_of(apart)[0].variance)


def test_components_stay_apart() -> None:
    """Methods that no chain of studies joins are never compared."""
    cells = (*TRIANGLE, cell("far", u=10, v=20))

    parts = consensuses(cells)

    assert [len(part.estimates) for part in parts] == [3, 2]
    assert {estimate.method for estimate in parts[1].estimates} == {"u", "v"}
    assert components([{"a", "b"}, {"c"}, {"b", "d"}]) == [{"a", "b", "d"}, {"c"}]


def test_full_data_carries_nothing() -> None:
    """Full data are placed but move no other method, however far above they are."""
    with_full = (cell("one", random=50, x=55, full=90), cell("two", random=40, y=44, full=41), TRIANGLE[2])
    found, plain = (fit(networks(votes_of(cells))[0]) for cells in (with_full, TRIANGLE))

    assert found.contrast("x", "random") == pytest.approx(plain.contrast("x", "random"))
    assert found.contrast("full", "random") > 0


def test_own_results_can_be_left_out() -> None:
    """Without authors' results of their own methods, a method that nobody else ran is gone."""
    cells = (cell("one", own=["x"], random=50, x=75, z=51), cell("two", random=50, y=50, x=50), *TRIANGLE[1:])

    (whole,), (without,) = consensuses(cells), consensuses(cells, own=False)

    assert whole.by_method["x"].own_studies == 1
    assert without.by_method["x"].own_studies == 0
    assert without.by_method["x"].studies == 2
    assert without.by_method["x"].ratio < whole.by_method["x"].ratio


def test_order_of_input() -> None:
    """The order of studies, cells and methods changes nothing."""
    cells = draw(World(), np.random.default_rng(5))
    shuffled = random.Random(5).sample(cells, len(cells))  # noqa: S311 # no secret
    one, other = consensuses(cells)[0], consensuses(shuffled)[0]

    assert [estimate.method for estimate in one.estimates] == [
        estimate.method for estimate in other.estimates
    ]
    for estimate in one.estimates:
        assert other.by_method[estimate.method].ratio == pytest.approx(estimate.ratio, abs=1e-9)
        assert other.by_method[estimate.method].high == pytest.approx(estimate.high, abs=1e-6)


def test_plain_least_squares_agrees() -> None:
    """Without robust weights and with equal variances the Laplacian gives what any least squares gives."""
    cells = draw(World(), np.random.default_rng(2))
    entries = [(n, method, value) for n, one in enumerate(cells) for method, value in one.scores.items()]
    data = blocks_of(entries)
    effects = solve(data, np.ones(len(entries)))[0]
    design = np.zeros((len(entries), len(cells) + len(data.methods)))
    design[np.arange(len(entries)), data.block] = 1
    design[np.arange(len(entries)), len(cells) + data.method] = 1
    expected = np.linalg.lstsq(design, data.value, rcond=None)[0][len(cells) :]

    assert effects == pytest.approx(expected - expected.mean(), abs=1e-10)


@pytest.mark.parametrize("wild", [0.0, 0.7], ids=["clean", "one study wildly off"])
def test_known_effects(wild: float) -> None:
    """Known effects come back with less than 0.5% bias, also when one study of twelve is wildly off."""
    world = World(studies=12, share=0.7, wild=wild)
    generator, true, errors = np.random.default_rng(1), truth(world), []
    for _ in range(40):
        found = fit(networks(votes_of(draw(world, generator)))[0])
        errors += [found.contrast(name, "random") - true[name] for name in found.effects if name != "random"]

    assert abs(np.mean(errors)) < 0.005
    assert np.std(errors) < 0.025


def test_least_squares_would_follow_the_wild_study() -> None:
    """One study in twelve that is off by a factor of two moves plain least squares, not the robust fit."""
    world = World(studies=12, share=1.0, wild=0.7)
    votes = networks(votes_of(draw(world, np.random.default_rng(3))))[0]

    plain, robust = (fit(votes, robust=robust).contrast("m0", "random") for robust in (False, True))
    assert plain - truth(world)["m0"] > 0.03
    assert abs(robust - truth(world)["m0"]) < 0.03


def test_scale_is_consistent() -> None:
    """On normal residuals the variance between studies is found, with and without the cut."""
    z = np.random.default_rng(0).standard_normal(200_000) * 0.05

    assert np.minimum((z / 0.05) ** 2, HUBER**2).mean() == pytest.approx(KAPPA, abs=0.005)
    for robust in (True, False):
        found = between(z, np.full(len(z), 0.03**2), len(z), robust=robust)
        assert found == pytest.approx(0.05**2 - 0.03**2, rel=0.03)


def test_kendall_by_hand() -> None:
    """Tau is the surplus of pairs in the same order; ties shrink it; too few methods have none."""
    first = {"a": 1.0, "b": 2.0, "c": 3.0}

    assert kendall(first, {"a": 1, "b": 3, "c": 2, "d": 9}) == pytest.approx(1 / 3)
    assert kendall(first, {"a": 3, "b": 2, "c": 1}) == -1
    assert kendall(first, {"a": 1, "b": 1, "c": 2}) == pytest.approx(2 / math.sqrt(6))
    assert kendall(first, {"a": 1, "b": 2}) is None
    assert kendall(first, dict.fromkeys("abc", 1.0)) is None


def test_agreement_has_an_interval() -> None:
    """Agreement with another order comes with an interval inside -1 and 1 that holds the value."""
    world = World(studies=8)
    votes = networks(votes_of(draw(world, np.random.default_rng(4))))[0]
    tau = agreement(votes, {name: effect for name, effect in truth(world).items() if name != "random"})

    assert tau is not None
    assert -1 <= tau.low <= tau.value <= tau.high <= 1
    assert tau.value > 0.5


def test_one_study_says_nothing_of_its_spread() -> None:
    """Where no study can be left out, an agreement of orders has an interval that says nothing."""
    cells = [cell("one", random=50, x=55, y=60, z=70)]
    tau = agreement(votes_of(cells), {"x": 1.0, "y": 2.0, "z": 3.0})

    assert tau is not None
    assert (tau.low, tau.high) == (-1.0, 1.0)
