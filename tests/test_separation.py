"""Ranks in draws, probabilities, and what is apart."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import numpy as np

from tedd import separation
from tedd.separation import Pair, holm, tie_groups

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

OFFSETS = np.array([[3, 1, 3, 3], [2, 2, 2, 1], [1, 3, 1, 2]], dtype=np.float32)
"""Three methods in four draws."""


def test_ranks_by_hand() -> None:
    """In each draw the largest offset has rank 1."""
    assert separation.ranks(OFFSETS).tolist() == [[1, 3, 1, 1], [2, 2, 2, 3], [3, 1, 3, 2]]


def test_first_by_hand() -> None:
    """Who has the largest offset is first, of equal ones the upper; a method may never be."""
    equal = np.array([[1, 2, 3], [1, 3, 3], [0, 0, 0]], dtype=np.float32)

    assert separation.first(OFFSETS) == [0.75, 0, 0.25]
    assert separation.first(equal) == [2 / 3, 1 / 3, 0]


def test_nothing_depends_on_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranking in small pieces gives the same ranks, and the same shares of first places."""
    offsets = np.random.default_rng(0).normal(size=(7, 50)).astype(np.float32)
    whole, first = separation.ranks(offsets), separation.first(offsets)
    for size in (1, 20):
        monkeypatch.setattr(separation, "CHUNK", size)
        assert (separation.ranks(offsets) == whole).all()
        assert separation.first(offsets) == first


def test_no_copy_of_all_draws() -> None:
    """Beside its result, an answer about a large board takes a small part of what the draws take."""
    offsets = np.random.default_rng(0).normal(size=(400, 10_000)).astype(np.float32)
    slugs = [f"m{number}" for number in range(400)]
    answers: dict[str, Callable[[], object]] = {
        "ranks": lambda: separation.ranks(offsets),
        "first": lambda: separation.first(offsets),
        "neighbours": lambda: separation.neighbours(offsets, slugs),
    }
    for name, answer in answers.items():
        tracemalloc.start()
        found = answer()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak - getattr(found, "nbytes", 0) < offsets.nbytes / 2, name


def test_places_among_others() -> None:
    """A provisional method takes the place after all ranked ones that are better in that draw."""
    assert separation.places_among(OFFSETS[:1], OFFSETS[1:]).tolist() == [[1, 3, 1, 1]]


def test_nobody_is_ahead_of_an_equal() -> None:
    """An equal offset is not a better one: not for a place, not for a probability, not among neighbours."""
    equal = np.array([[1, 2], [1, 1]], dtype=np.float32)

    assert separation.places_among(equal[:1], equal[1:]).tolist() == [[1, 1]]
    assert separation.better(equal, ["a", "b"]) == {"a": {"b": 0.5}, "b": {"a": 0.0}}
    assert [pair.probability for pair in separation.neighbours(equal, ["a", "b"])] == [0.5]


def test_nobody_has_no_ranks() -> None:
    """No methods, no ranks; one method has no neighbour."""
    assert separation.ranks(OFFSETS[:0]).shape == (0, 4)
    assert separation.first(OFFSETS[:0]) == []
    assert separation.neighbours(OFFSETS[:0], []) == ()
    assert separation.neighbours(OFFSETS[:1], ["a"]) == ()


def test_a_span_contains_its_point() -> None:
    """Percentiles are widened where the point value lies outside them."""
    draws = np.arange(101, dtype=np.float64)

    assert separation.span(draws, 50) == (5, 95)
    assert separation.span(draws, 200) == (5, 200)
    assert separation.span(draws, -1) == (-1, 95)


def test_better_by_hand() -> None:
    """The probability is the share of draws, and both directions add up to one without ties."""
    better = separation.better(OFFSETS, ["a", "b", "c"])

    assert better["a"]["b"] == 0.75
    assert better["b"]["a"] == 0.25
    assert "a" not in better["a"]


def test_holm_by_hand() -> None:
    """Errors 0.01, 0.02, 0.03 and 0.2: 0.01 <= 0.05/4 passes, 0.02 > 0.05/3 stops all others."""
    assert holm([0.98, 0.99, 0.97, 0.8], 10**6) == [False, True, False, False]
    assert holm([0.99, 0.96], 10**6) == [True, True]


def test_holm_stops_at_the_first_that_fails() -> None:
    """Errors 0.02, 0.021 and 0.03: 0.02 > 0.05/3 stops the others, though 0.021 <= 0.05/2."""
    assert holm([0.98, 0.979, 0.97], 10**6) == [False] * 3


def test_holm_knows_no_more_than_the_draws() -> None:
    """A hundred draws cannot tell ten pairs apart, even where they all agree."""
    assert holm([1.0] * 10, 100) == [False] * 10
    assert holm([1.0] * 10, 10_000) == [True] * 10


def test_holm_needs_nineteen_draws() -> None:
    """Seen in all of 19 draws an error may be 1/20, just enough for one pair; in 18 it may be more."""
    assert holm([1.0], 19) == [True]
    assert holm([1.0], 18) == [False]


def test_neighbours_are_corrected_among_themselves() -> None:
    """A pair that is apart by itself need not be with the multiplicity counted."""
    pairs = separation.neighbours(OFFSETS, ["a", "b", "c"])

    assert [(pair.upper, pair.lower, pair.probability) for pair in pairs] == [
        ("a", "b", 0.75),
        ("b", "c", 0.5),
    ]
    assert not any(pair.surely_apart for pair in pairs)


def test_two_that_always_differ_are_apart() -> None:
    """Better in all of a hundred draws is surely apart; in 19 of 20 it is apart, and in 18 it is not."""
    always = np.repeat(np.array([[2], [1]], dtype=np.float32), 100, axis=1)
    mostly = always[:, :20].copy()
    mostly[1, 0] = 3

    assert separation.neighbours(always, ["a", "b"]) == (Pair("a", "b", 1.0, apart=True, surely_apart=True),)
    assert separation.neighbours(mostly, ["a", "b"])[0].apart
    mostly[1, 1] = 3
    assert not separation.neighbours(mostly, ["a", "b"])[0].apart


def test_all_pairs_by_hand() -> None:
    """Every pair is named once, the one higher on the board first, and all are corrected together."""
    shares = {"a": {"b": 0.95, "c": 0.99}, "b": {"a": 0.05, "c": 0.94}, "c": {"a": 0.01, "b": 0.06}}

    assert separation.all_pairs(shares, ["a", "b", "c"], 10**6) == [
        Pair("a", "b", 0.95, apart=True, surely_apart=False),
        Pair("a", "c", 0.99, apart=True, surely_apart=True),
        Pair("b", "c", 0.94, apart=False, surely_apart=False),
    ]


def test_tie_groups_by_hand() -> None:
    """A group ends before the first method that is surely below the group's first."""
    pairs = [Pair("a", lower, 0.99, apart=True, surely_apart=True) for lower in ("c", "d")]

    assert tie_groups(["a", "b", "c", "d"], pairs) == (("a", "b"), ("c", "d"))
    assert tie_groups([], []) == ()


def test_apart_alone_parts_no_group() -> None:
    """A pair that is apart by itself, but not with all pairs counted, stays in one group."""
    assert tie_groups(["a", "b"], [Pair("a", "b", 0.96, apart=True, surely_apart=False)]) == (("a", "b"),)
