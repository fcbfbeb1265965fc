"""Orders under other penalty weights."""

from __future__ import annotations

import pytest

from tedd.feasibility import WEIGHTS
from tedd.sensitivity import MOST_PAIRED
from tedd.weight_grid import FACTORS, default_ranks, one_by_one, weight_grid
from tests.simulated import board, newcomer, with_methods


@pytest.mark.parametrize("edition", ["living", "survey"])
def test_the_weights_as_they_are_give_the_board(edition: str) -> None:
    """The grid's middle is the board's own feasibility order; all combinations are tried."""
    grid = weight_grid(board("survey" if edition == "survey" else "living"))
    middle = next(one for one in grid if one.what == "")
    expected = {
        one.slug: one.feasibility.rank
        for one in board("survey" if edition == "survey" else "living").by_feasibility()
    }

    assert len(grid) == len(FACTORS) ** 7
    assert dict(middle.ranks) == expected
    assert middle.tau == 1


def test_single_changes_are_two_a_weight() -> None:
    """Of the whole grid, two orders for each weight change that weight alone."""
    single = one_by_one(weight_grid(board()))

    assert len(single) == 2 * len(WEIGHTS)
    assert len({one.what for one in single}) == len(single)


def test_a_large_board_tries_single_changes_alone() -> None:
    """With many methods the grid would take too long: at most one weight is changed at a time."""
    more = [newcomer(f"new-{n}", ()) for n in range(MOST_PAIRED)]
    grid = weight_grid(with_methods(*more))

    assert len(grid) == 2 * len(WEIGHTS) + 1
    assert min(one.tau for one in grid) < 1


def test_default_ranks_are_the_boards() -> None:
    """The default is the board's order by feasibility."""
    assert list(default_ranks(board())) == [one.slug for one in board().by_feasibility()]
