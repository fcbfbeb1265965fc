"""Intervals and rank ranges of whole boards."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tedd.direct import is_direct
from tedd.draws import DRAWS, SEED, SOURCES
from tedd.exports import board_json
from tedd.rows import Counts
from tedd.uncertainty import quantify, with_free_baseline
from tests.simulated import board, counted_rows, entry, newcomer, win_row, with_counts, with_methods

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.feasibility import Edition


@lru_cache
def sure(edition: Edition = "living", seed: int = SEED) -> Board:
    """Return the real board with draws."""
    return quantify(board(edition), seed=seed, shares=False)


def ends(found: Board, slug: str) -> tuple[float, ...]:
    """Return the interval ends of a method's PIR and offset."""
    one = entry(found, slug)
    assert one.pir
    assert one.efficiency
    given = (one.pir.low, one.pir.high, one.efficiency.offset_low, one.efficiency.offset_high)
    return tuple(end for end in given if end is not None)


def reach(found: Board, slug: str) -> tuple[int, int]:
    """Return a method's rank range."""
    efficiency = entry(found, slug).efficiency
    assert efficiency
    assert efficiency.rank_best is not None
    assert efficiency.rank_worst is not None
    return efficiency.rank_best, efficiency.rank_worst


both_editions = pytest.mark.parametrize("edition", ["living", "survey"])


@both_editions
def test_intervals_contain_their_points(edition: Edition) -> None:
    """Every PIR, offset and rank lies in its interval, and no PIR's interval is a mere rounding."""
    for one in sure(edition).entries:
        if one.pir is None or one.efficiency is None:
            continue
        low, high, below, above = ends(sure(edition), one.slug)
        assert low <= one.pir.value <= high
        assert below <= one.efficiency.offset <= above
        assert 0 <= low < 0.95 * one.pir.value
        rank = one.efficiency.rank or one.efficiency.would_rank
        if rank:
            best, worst = reach(sure(edition), one.slug)
            assert best <= rank <= worst


@both_editions
def test_points_and_order_stay(edition: Edition) -> None:
    """Draws change no value, no rank and no order: without its ranges the board is what it was."""
    before, after = (json.loads(board_json(found)) for found in (board(edition), sure(edition)))
    for one in after["methods"]:
        one["verdict"] = None
        one["pir"] |= {"low": None, "high": None}
        one["efficiency"] |= dict.fromkeys(("offset_low", "offset_high", "rank_best", "rank_worst"))
    after["constants"]["uncertainty"] = None

    assert after == before


def test_same_seed_same_bytes() -> None:
    """Two runs with one seed give the same file."""
    assert board_json(quantify(board())) == board_json(quantify(board()))


@both_editions
@pytest.mark.parametrize("seed", range(1, 9))
def test_another_seed_hardly_matters(edition: Edition, seed: int) -> None:
    """Another seed moves no end of a rank range by more than one place."""
    other = quantify(board(edition), seed=seed, shares=False)
    for slug in (one.slug for one in board(edition).entries if one.ranked):
        moves = np.subtract(reach(sure(edition), slug), reach(other, slug))
        assert np.abs(moves).max() <= 1


@pytest.mark.parametrize("gone", ["less", "superfiltering", "mods", "alpagasus"])
def test_direct_intervals_rest_on_their_own_rows(gone: str) -> None:
    """Taking any other card away leaves the interval of a direct PIR as it was, to the last digit."""
    assert ends(quantify(with_methods(without=(gone,)), shares=False), "ifd") == ends(sure(), "ifd")


def test_a_newcomer_moves_no_direct_interval() -> None:
    """A new card with direct results leaves the intervals of direct PIRs as they were."""
    new = newcomer("newcomer", counted_rows([(50, 10, 20), (90, 40, 50)]))
    found = quantify(with_methods(new), shares=False)

    assert entry(found, "newcomer").ranked
    assert [ends(found, slug) for slug in ("ifd", "alpagasus")] == [
        ends(sure(), slug) for slug in ("ifd", "alpagasus")
    ]


def test_more_prompts_narrow_the_interval() -> None:
    """Where test sets agree, more verdicts at the same ratio narrow the interval each time."""
    widths = []
    for factor in (1, 2, 4, 8):
        new = newcomer("newcomer", counted_rows([(30 * factor, 10 * factor, 20 * factor)] * 4))
        low, high, *_ = ends(quantify(with_methods(new), shares=False), "newcomer")
        widths.append(high - low)

    assert widths == sorted(widths, reverse=True)


def test_more_prompts_do_not_hide_disagreement() -> None:
    """Ten times the verdicts on test sets that disagree: what looked like chance is spread."""
    low, high, *_ = ends(sure(), "alpagasus")
    new_low, new_high, *_ = ends(quantify(with_counts("alpagasus", tenfold), shares=False), "alpagasus")

    assert new_high - new_low == pytest.approx(high - low, rel=0.2)


def tenfold(counts: Counts) -> Counts:
    """Return ten times the counts."""
    return Counts(wins=10 * counts.wins, ties=10 * counts.ties, losses=10 * counts.losses)


def test_the_two_baseline_methods_vary() -> None:
    """Offsets that are zero by construction of the baseline still have the uncertainty of their PIR."""
    for slug in ("instruction-mining", "instructiongpt-4"):
        _, _, below, above = ends(sure(), slug)
        assert below < -0.1
        assert above > 0.1


def test_a_bridged_value_moves_with_its_anchor() -> None:
    """A value through a bridge is less certain than the anchors that the bridge rests on."""
    low, high, *_ = ends(sure(), "alpagasus")
    selectit_low, selectit_high, *_ = ends(sure(), "selectit")

    assert selectit_high - selectit_low > 2 * (high - low)


def test_provisional_methods_have_a_range_too() -> None:
    """A method on a converted winning score has the range of places that it would take, and moves nobody."""
    new = newcomer("newcomer", (win_row("wizardlm", {"winning_score": 1.15}),))
    found = quantify(with_methods(new), shares=False)
    efficiency = entry(found, "newcomer").efficiency

    assert efficiency
    assert efficiency.would_rank
    best, worst = reach(found, "newcomer")
    assert best <= efficiency.would_rank <= worst
    assert [entry(found, one.slug).efficiency for one in sure().entries] == [
        one.efficiency for one in sure().entries
    ]


def test_the_highest_fraction_is_chosen_in_each_draw() -> None:
    """Two fractions with equal verdicts: the interval of the higher one lies above that of one alone."""
    counts = [(100, 40, 78), (140, 40, 120)]
    once, twice = (
        newcomer("newcomer", tuple(row for sdf in sdfs for row in counted_rows(counts, sdf=sdf)))
        for sdfs in ((0.05,), (0.05, 0.1))
    )
    low, high, *_ = ends(quantify(with_methods(once), shares=False), "newcomer")
    low_2, high_2, *_ = ends(quantify(with_methods(twice), shares=False), "newcomer")

    assert low_2 > low
    assert high_2 > high


def test_shares_are_shares() -> None:
    """Every source's share lies between 0 and 1; direct PIRs owe theirs to verdicts and test sets alone."""
    found = quantify(board()).uncertainty
    assert found
    for shares in found.shares.values():
        assert set(shares) == set(SOURCES)
        assert all(0 <= share <= 1 for share in shares.values())
    assert {source for source, share in found.shares["ifd"].items() if share} == {"verdicts", "test-sets"}
    assert found.shares["less"]["anchors"] > 0.5
    assert found.shares["car"]["making"] > 0.99


def test_probabilities_agree() -> None:
    """Both directions of a pair add up to one, and first places to one over all methods."""
    found = sure().uncertainty
    assert found
    assert found.draws == DRAWS
    assert sum(found.first.values()) == pytest.approx(1)
    for one, others in found.better.items():
        for other, probability in others.items():
            assert probability + found.better[other][one] == pytest.approx(1)


def test_the_pooled_ratio_stands_beside() -> None:
    """IFD's pooled ratio is 507 wins over 298 losses; methods without counts have none."""
    found = sure().uncertainty
    assert found
    assert found.pooled["ifd"] == pytest.approx(507 / 298)
    assert "less" not in found.pooled


def test_free_baseline_widens() -> None:
    """With its baseline drawn too, a board still ranks every method, and most ranges grow or stay."""
    free = with_free_baseline(board())
    fixed = {one.slug: reach(sure(), one.slug) for one in sure().entries if one.ranked}
    grown = [free[slug][1] - free[slug][0] >= worst - best for slug, (best, worst) in fixed.items()]

    assert set(free) == set(fixed)
    assert sum(grown) > len(grown) / 2


def test_direct_rule_agrees_with_the_board() -> None:
    """Every PIR that the board calls direct comes from a point that `is_direct` lets through."""
    vocabulary = board().library.vocabulary
    points = [one.pir.point for one in board().entries if one.pir and one.pir.basis == "direct"]

    assert points
    assert all(point and is_direct(point, vocabulary) for point in points)


def test_an_empty_board_has_empty_answers() -> None:
    """A board without any ranked method gets an `Uncertainty` with nothing in it."""
    nobody = with_methods(without=tuple(one.slug for one in board().entries if one.slug != "mods"))
    found = quantify(nobody).uncertainty

    assert found
    assert (found.neighbours, found.tie_groups, found.pairs) == ((), (), (0, 0, 0))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.integers(0, 400)] * 3).filter(lambda row: row[0] + row[2] > 0), min_size=2, max_size=5
    )
)
def test_any_counts_give_finite_ranges(counts: list[tuple[int, int, int]]) -> None:
    """Whatever the counts, ends are finite, in order, and contain the point."""
    found = quantify(with_methods(newcomer("newcomer", counted_rows(counts))), draws=500, shares=False)
    one = entry(found, "newcomer")

    if one.pir and one.pir.basis == "direct":
        low, high, below, above = ends(found, "newcomer")
        assert np.isfinite([low, high, below, above]).all()
        assert low <= one.pir.value <= high
