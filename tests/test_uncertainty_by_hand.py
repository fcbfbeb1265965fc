"""Intervals, probabilities and ranks of a board, worked out a second time from the draws themselves."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tedd import separation, uncertainty
from tedd.draws import DRAWS, SEED, SOURCES, Chance
from tedd.pir_draws import context, drawn
from tedd.separation import Pair
from tedd.uncertainty import BASELINE_SLUGS, Freed, quantify, with_free_baseline
from tests.boards import ANCHORS, bench, board, card, survey, wins
from tests.simulated import newcomer, win_row, with_methods

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.draws import Array
    from tedd.separation import Matrix, Uncertainty

MANY_DRAWS = 2000
LOW, HIGH = 100, 1899
"""Places of the 5th and the 95th percentile among two thousand sorted draws."""


@cache
def before() -> Board:
    """Return the real board with a provisional method and its points alone."""
    return with_methods(newcomer("newcomer", (win_row("wizardlm", {"winning_score": 1.15}),)))


@cache
def after() -> Board:
    """Return it with a few draws."""
    return quantify(before(), draws=MANY_DRAWS, seed=1, shares=False)


@cache
def offsets_of(chance: Chance) -> dict[str, Matrix]:
    """Return the draws of every offset: the PIR above the baseline's at the drawn fraction."""
    shared, line, found = context(before(), chance), before().baseline, {}
    for one in before().entries:
        made = drawn(one, shared)
        if made is not None:
            base = line.intercept + line.slope * np.asarray(made.sdf)
            found[one.slug] = (made.pir - base).astype(np.float32)
    return found


def ranked() -> list[str]:
    """Return the ranked methods in the board's order."""
    return [one.slug for one in before().entries if one.ranked]


def told() -> Uncertainty:
    """Return what the board says of its draws."""
    found = after().uncertainty
    assert found
    return found


def inner(draws: Array | Matrix, point: float) -> tuple[float, float]:
    """Return the ends of an interval, which always holds its point."""
    ordered = np.sort(draws)
    return min(float(ordered[LOW]), point), max(float(ordered[HIGH]), point)


def test_all_kinds_of_methods_are_looked_at() -> None:
    """The board of these tests has ranked and provisional methods, and more than one without a PIR."""
    kinds = [(one.ranked, one.provisional, one.pir is None) for one in before().entries]

    assert {(True, False, False), (False, True, False), (False, False, True)} <= set(kinds)
    assert kinds.count((False, False, True)) > 1


def test_intervals_are_percentiles_of_the_draws() -> None:
    """Every interval of a PIR and of an offset goes from the 5th to the 95th percentile of its draws."""
    shared = context(before(), Chance(MANY_DRAWS, 1))
    offsets = offsets_of(Chance(MANY_DRAWS, 1))
    for point, one in zip(before().entries, after().entries, strict=True):
        assert point.slug == one.slug
        made = drawn(point, shared)
        if made is None:
            assert one == point
            continue
        assert one.pir
        assert one.efficiency
        assert (one.pir.low, one.pir.high) == pytest.approx(inner(made.pir, one.pir.value))
        ends = inner(offsets[one.slug], one.efficiency.offset)
        assert (one.efficiency.offset_low, one.efficiency.offset_high) == pytest.approx(ends)


def test_rank_ranges_are_percentiles_of_the_ranks() -> None:
    """A rank in a draw is one more than the ranked methods above; provisional methods move nobody."""
    offsets = offsets_of(Chance(MANY_DRAWS, 1))
    for one in after().entries:
        efficiency = one.efficiency
        point = (efficiency.rank or efficiency.would_rank) if efficiency else None
        if efficiency is None or point is None:
            assert efficiency is None or efficiency.rank_best is efficiency.rank_worst is None
            continue
        above = sum(offsets[other] > offsets[one.slug] for other in ranked())
        best, worst = inner(1 + np.asarray(above), point)
        assert (efficiency.rank_best, efficiency.rank_worst) == (best, worst)


def test_probabilities_are_shares_of_the_draws() -> None:
    """Above the baseline, first, better than another: each is the share of draws in which it is so."""
    offsets = offsets_of(Chance(MANY_DRAWS, 1))
    order = ranked()
    first = np.stack([offsets[slug] for slug in order]).argmax(axis=0)
    better = {
        one: {other: float((offsets[one] > offsets[other]).mean()) for other in order if other != one}
        for one in order
    }

    assert (told().draws, told().seed) == (MANY_DRAWS, 1)
    assert told().above_baseline == {slug: float((row > 0).mean()) for slug, row in offsets.items()}
    assert told().first == {slug: float((first == number).mean()) for number, slug in enumerate(order)}
    assert told().better == better


def test_pairs_are_those_of_the_board() -> None:
    """Neighbours, numbers of pairs and groups follow from the probabilities of the ranked methods."""
    order, better = ranked(), told().better
    pairs = separation.all_pairs(better, order, MANY_DRAWS)

    assert [(pair.upper, pair.lower) for pair in told().neighbours] == list(pairwise(order))
    assert all(pair.probability == better[pair.upper][pair.lower] for pair in told().neighbours)
    assert told().pairs == (
        len(order) * (len(order) - 1) / 2,
        sum(pair.apart for pair in pairs),
        sum(pair.surely_apart for pair in pairs),
    )
    assert 0 < told().pairs[1] < told().pairs[0]
    assert told().tie_groups == separation.tie_groups(order, pairs)


def test_with_too_many_methods_neighbours_alone_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit there are no probabilities of all pairs and no shares; at the limit there still are."""
    made = small()
    monkeypatch.setattr(uncertainty, "MANY", 4)
    at_limit = quantify(made, draws=20).uncertainty
    monkeypatch.setattr(uncertainty, "MANY", 3)
    above = quantify(made, draws=20).uncertainty

    assert at_limit
    assert above
    assert (len(at_limit.better), at_limit.pairs[0], len(at_limit.shares)) == (4, 6, 4)
    assert (above.better, above.pairs[0], above.shares) == ({}, 3, {})
    assert above.tie_groups == separation.tie_groups(["d", "c", "b", "a"], above.neighbours)


def small() -> Board:
    """Return a board of four ranked methods, the better the later in the alphabet."""
    return board(*[card(slug, evidence=wins(1 + number / 2)) for number, slug in enumerate("abcd", 1)])


def test_nobody_asks_for_shares() -> None:
    """Shares are worked out by default, and not where nobody asks for them."""
    asked = quantify(small(), draws=20).uncertainty
    unasked = quantify(small(), draws=20, shares=False).uncertainty

    assert asked
    assert unasked
    assert set(asked.shares) == set("abcd")
    assert unasked.shares == {}


def test_draws_and_seed_by_default() -> None:
    """Without being told, a board is drawn as often and from the same seed as every published one."""
    found = quantify(small(), shares=False).uncertainty

    assert found
    assert (found.draws, found.seed) == (DRAWS, SEED)


def test_shares_are_what_goes_with_a_source() -> None:
    """A source's share is that by which the variance falls without it, and none where it does not fall."""
    draws = 30
    shares = quantify(before(), draws=draws, seed=1).uncertainty
    assert shares
    whole = {slug: float(row.var()) for slug, row in offsets_of(Chance(draws, 1)).items()}
    fallen = []
    for source in SOURCES:
        for slug, row in offsets_of(Chance(draws, 1, frozenset({source}))).items():
            fallen.append(1 - float(row.var()) / whole[slug])
            assert shares.shares[slug][source] == pytest.approx(max(0.0, fallen[-1]), abs=1e-6)

    assert min(fallen) < -0.01
    assert set(shares.shares) == set(whole)


def test_a_single_draw_has_no_shares() -> None:
    """Where nothing varies no source has a share in it."""
    found = quantify(small(), draws=1).uncertainty

    assert found
    assert found.shares == {slug: dict.fromkeys(SOURCES, 0.0) for slug in "abcd"}


def test_pooled_ratios_stand_beside() -> None:
    """All wins over all losses, for every PIR from counted rows and for no other."""
    made = board(*ANCHORS, card("a", evidence=wins(1.5)), card("b", evidence=[bench(1.0)]))
    found = quantify(made, draws=20, shares=False).uncertainty

    assert found
    assert found.pooled == {"a": 1.5}


def test_nobody_has_a_pir() -> None:
    """A board without any PIR has an answer with nothing in it."""
    found = quantify(board(card("a")), draws=20).uncertainty

    assert found
    assert (found.above_baseline, found.first, found.better) == ({}, {}, {})
    assert (found.neighbours, found.pairs, found.tie_groups) == ((), (0, 0, 0), ())


def baseline_pair() -> Board:
    """Return a board of the two methods that define the baseline, where the survey has them."""
    first, second = BASELINE_SLUGS
    return board(card(first, survey=survey(1.4, 0.025)), card(second, survey=survey(1.443, 0.058)))


def test_ranks_with_a_drawn_baseline() -> None:
    """With the baseline drawn too, ranks are those of offsets from the line through its two methods."""
    shared = context(before(), Chance(MANY_DRAWS, 1))
    made = {one.slug: draws for one in before().entries if one.ranked and (draws := drawn(one, shared))}
    (s1, _), (s2, _) = before().baseline.points
    first, second = (made[slug].pir for slug in BASELINE_SLUGS)
    free = {
        slug: (one.pir - first - (second - first) / (s2 - s1) * (one.sdf - s1)) for slug, one in made.items()
    }
    fixed = offsets_of(Chance(MANY_DRAWS, 1))
    points = {one.slug: one.efficiency.rank for one in before().entries if one.efficiency and one.ranked}
    found = with_free_baseline(before(), draws=MANY_DRAWS, seed=1)

    assert set(found) == set(made)
    for slug in set(made) - set(BASELINE_SLUGS):  # these two are even but for rounding
        place = 1 + np.asarray(sum(free[other] > free[slug] for other in made))
        still = 1 + np.asarray(sum(fixed[other] > fixed[slug] for other in made))
        best, worst = inner(place, points[slug] or 0)
        assert found[slug] == pytest.approx(Freed(int(best), int(worst), place.mean(), still.mean()))
    above = fmean(float((np.asarray(free[slug]) > 1e-9).mean()) for slug in set(made) - set(BASELINE_SLUGS))
    places = [found[slug].mean for slug in BASELINE_SLUGS]
    assert sum(places) == pytest.approx(2 * above * (len(made) - 2) + 3)


def test_the_two_of_the_baseline_are_enough() -> None:
    """A baseline can be drawn where its two methods are ranked, and not where one of them is missing."""
    alone = with_free_baseline(baseline_pair(), draws=50)

    assert set(alone) == set(BASELINE_SLUGS)
    assert sum(one.mean for one in alone.values()) == pytest.approx(3)
    assert with_free_baseline(small(), draws=50) == {}
    assert with_free_baseline(board(card(BASELINE_SLUGS[0], survey=survey(1.4, 0.025))), draws=50) == {}


def test_a_pair_names_the_higher_first() -> None:
    """Two methods that always differ: the higher one is better in every draw and surely apart."""
    made = board(card("a", evidence=wins(1.0, losses=2000)), card("b", evidence=wins(30.0, losses=2000)))
    found = quantify(made, draws=500, shares=False).uncertainty

    assert found
    assert found.neighbours == (Pair("b", "a", 1.0, apart=True, surely_apart=True),)
    assert found.first == {"b": 1.0, "a": 0.0}
    assert found.tie_groups == (("b",), ("a",))
