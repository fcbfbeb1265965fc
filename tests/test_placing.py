"""Ranks and intervals inside a group."""

from __future__ import annotations

from tedd.draws import Chance
from tedd.pir_draws import context
from tedd.placing import by_offset, by_ratio
from tests.boards import ANCHORS, bench, board, card, entry, wins

SMALL = board(
    *ANCHORS,
    card("better", evidence=wins(1.9)),
    card("worse", evidence=wins(1.4)),
    card("point", kind="baseline", evidence=wins(3.0)),
)


def test_ranks_hold_among_members_alone() -> None:
    """Whoever is not in the group takes no place in it."""
    pairs = [(one, one.pir) for one in SMALL.entries if one.pir and one.slug in ("better", "worse")]
    found = by_offset(pairs, SMALL, None)

    assert [(member.entry.slug, member.rank) for member in found] == [("better", 1), ("worse", 2)]


def test_reference_points_take_no_place() -> None:
    """A reference point is shown with the rank that it would take, and moves nobody."""
    pairs = [(one, one.pir) for one in SMALL.entries if one.pir and one.slug in ("better", "worse", "point")]
    ranks = {member.entry.slug: (member.rank, member.would_rank) for member in by_offset(pairs, SMALL, None)}

    assert ranks == {"point": (None, 1), "better": (1, None), "worse": (2, None)}


def test_intervals_hold_their_values() -> None:
    """With draws every member has an interval around its value, and a range around its rank."""
    pairs = [(one, one.pir) for one in SMALL.entries if one.pir]
    for member in by_offset(pairs, SMALL, context(SMALL, Chance(500))):
        assert member.low is not None
        assert member.high is not None
        assert member.low <= member.key <= member.high
        if member.rank:
            assert member.rank_best is not None
            assert member.rank_worst is not None
            assert member.rank_best <= member.rank <= member.rank_worst


def test_ratios_rank_as_offsets_would() -> None:
    """At one fraction the order of ratios is the order of offsets, whatever the baseline."""
    made = board(card("one", evidence=[bench(1.1)]), card("two", evidence=[bench(1.3)]))
    points = {slug: (entry(made, slug), entry(made, slug).points[0]) for slug in ("one", "two")}
    found = by_ratio(points, None)
    offsets = [made.baseline.offset(member.sdf, member.value) for member in found]

    assert [member.entry.slug for member in found] == ["two", "one"]
    assert offsets == sorted(offsets, reverse=True)
