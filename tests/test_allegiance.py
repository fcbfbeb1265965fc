"""Authors' results of their own methods: what they do to the consensus."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from tedd.allegiance import flattery, known, sides
from tedd.consensus import consensuses
from tests.networks import cell

CELLS = (
    cell("theirs", own=["x"], random=50, x=60),
    cell("second", random=50, x=51),
    cell("third", random=40, x=40.8, y=44),
    cell("fourth", own=["z"], random=40, z=48),
)
WHOLE, WITHOUT = consensuses(CELLS)[0], consensuses(CELLS, own=False)[0]


def test_sides() -> None:
    """A method stands with all results, without its own authors', and by their word alone."""
    found = {side.method: side for side in sides(WHOLE, WITHOUT)}

    assert found["x"].own == pytest.approx(1.2)
    assert found["x"].without == pytest.approx(1.02)
    assert found["x"].flattery == pytest.approx(1.2 / 1.02)
    assert (found["z"].without, found["z"].flattery) == (None, None)
    assert next(iter(sides(WHOLE, WITHOUT))).own_studies


def test_ranks_are_among_methods_of_both_orders() -> None:
    """A method that vanishes without its own results does not move the others' ranks."""
    found = {side.method: side for side in sides(WHOLE, WITHOUT)}

    assert {side.without_rank for side in found.values()} == {1, 3, None} or found["y"].without_rank == 1


def test_flattery() -> None:
    """Own results lie above others' by the mean of the ratios; three methods give an interval."""
    one = flattery(sides(WHOLE, WITHOUT))
    three = flattery(side for _ in range(3) for side in sides(WHOLE, WITHOUT))

    assert one
    assert one.mean == pytest.approx(1.2 / 1.02)
    assert (one.low, one.high) == (None, None)
    assert three
    assert three.low == pytest.approx(three.mean) == pytest.approx(three.high)
    assert flattery([]) is None


def test_known() -> None:
    """Methods that only their authors ran are counted apart from those that only others ran."""
    found = known(WHOLE.estimates)

    assert (found.only_own, found.others) == (1, 1)
    assert found.only_own_ratio == pytest.approx(1.2)


def test_all_data_are_no_method() -> None:
    """What all data gain is no gain of a method that others ran."""
    found = known(consensuses((*CELLS, cell("fifth", random=40, full=60)))[0].estimates)

    assert asdict(found) == pytest.approx(asdict(known(WHOLE.estimates)))
