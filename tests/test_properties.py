"""What holds for every board, whatever the cards say."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tedd.efficiency import TIE, Baseline, dense_ranks
from tedd.evidence import ratios_of, tie_rates
from tedd.exports import board_csv, board_json, evidence_csv
from tests.boards import VOCABULARY, board, card, counts, entry, library, row, survey
from tests.generated import EXAMPLES, METHODS, Chance, made

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.cards import Method
    from tedd.feasibility import Edition

EDITIONS = st.sampled_from(["living", "survey"])
OFFSETS = st.lists(st.floats(-100, 100), min_size=1, max_size=12)


def refuse(constant: str) -> NoReturn:
    """Fail on what JSON has no number for."""
    pytest.fail(f"{constant} in the JSON")


def points(whole: Board) -> dict[str, tuple[object, ...]]:
    """Return PIR, offset and distance of the methods that stand on their own rows or on the survey's word."""
    return {
        e.slug: (e.pir.basis, e.pir.value, e.pir.sdf, e.efficiency.offset, e.efficiency.distance)
        for e in whole.entries
        if e.pir and e.efficiency and e.pir.basis != "bridged"
    }


def test_boards_are_of_every_kind() -> None:
    """The boards below hold ranked, provisional and unranked methods, with every basis of a PIR."""
    boards = [board(*made(4, seed)) for seed in range(400)]
    entries = [found for one in boards for found in one.entries]

    assert {found.pir and found.pir.basis for found in entries} == {None, "direct", "survey", "bridged"}
    assert {found.pir.bridge is None for found in entries if found.provisional and found.pir} == {True, False}
    assert {len(one.bridges) for one in boards} >= {0, 1}
    assert any(item.unused and item.unused.startswith("part of") for e in entries for item in e.rows)
    assert any(found.disputed for found in entries)


@EXAMPLES
@given(METHODS, EDITIONS)
def test_every_number_is_finite(methods: list[Method], edition: Edition) -> None:
    """No NaN and no infinity leaves the engine, by JSON or by CSV."""
    found = board(*methods, edition=edition)

    json.loads(board_json(found), parse_constant=refuse)
    for text in (board_csv(found), evidence_csv(found)):
        cells = {cell.lower() for line in csv.reader(io.StringIO(text)) for cell in line}
        assert not cells & {"nan", "inf", "-inf"}


@EXAMPLES
@given(METHODS, EDITIONS, st.integers(0, 100))
def test_card_order_is_irrelevant(methods: list[Method], edition: Edition, seed: int) -> None:
    """Cards in another order give the same board to the byte."""
    shuffled = Chance(seed).sample(methods, len(methods))

    there, here = board(*shuffled, edition=edition), board(*methods, edition=edition)

    for render in (board_json, board_csv, evidence_csv):
        assert render(there) == render(here)
    assert board_json(there, "feasibility") == board_json(here, "feasibility")


@EXAMPLES
@given(METHODS)
def test_other_cards_do_not_move_a_point(methods: list[Method]) -> None:
    """Adding or removing any card leaves every direct or surveyed PIR, offset and distance as it was."""
    whole = points(board(*methods))

    for gone in methods:
        rest = points(board(*(method for method in methods if method is not gone)))

        assert rest == {slug: found for slug, found in whole.items() if slug != gone.slug}


@EXAMPLES
@given(METHODS, st.data())
def test_higher_pir_never_worsens_a_rank(methods: list[Method], data: st.DataObject) -> None:
    """A method that wins more against full data, all else equal, takes the same rank or a better one."""
    won, more = data.draw(st.integers(0, 150)), data.draw(st.integers(1, 1000))

    def rank(wins: int) -> int:
        rows = [row(test_set=name, measure=counts(wins, 20, 50)) for name in ("vicuna", "koala")]
        found = entry(board(*methods, card("new", evidence=rows)), "new").efficiency
        assert found is not None
        assert found.rank is not None
        return found.rank

    assert rank(won + more) <= rank(won)


@EXAMPLES
@given(METHODS, st.floats(0.01, 3), st.floats(0.001, 3))
def test_higher_survey_pir_never_worsens_a_rank(methods: list[Method], pir: float, more: float) -> None:
    """The same holds in the survey edition."""
    before, after = (
        entry(board(*methods, card("new", survey=survey(value, 0.1)), edition="survey"), "new").efficiency
        for value in (pir, pir + more)
    )

    assert before is not None
    assert after is not None
    assert (after.rank or 0) <= (before.rank or 0)


@EXAMPLES
@given(
    st.lists(st.tuples(st.floats(1e-6, 1), st.floats(0, 100)), min_size=2, max_size=8),
    st.floats(0.01, 0.4),
    st.floats(0.5, 1),
    st.floats(0, 50),
    st.floats(0.01, 50),
)
def test_any_rising_baseline_gives_one_order(
    found: list[tuple[float, float]], start: float, end: float, low: float, rise: float
) -> None:
    """Offset, distance and perpendicular order any points alike, whatever the baseline."""
    line = Baseline(((start, low), (end, low + rise)))
    measures = (line.offset, line.distance, line.perpendicular)
    by_offset, by_distance, by_perpendicular = ([measure(*point) for point in found] for measure in measures)

    order = sorted(range(len(found)), key=by_offset.__getitem__)

    for values in (by_distance, by_perpendicular):
        assert [values[n] for n in order] == sorted(values)
        assert [math.copysign(1, value) for value in values] == [math.copysign(1, v) for v in by_offset]


@EXAMPLES
@given(OFFSETS, st.booleans())
def test_ranks_are_dense(values: list[float], largest_first: bool) -> None:  # noqa: FBT001 # drawn
    """Ranks run from 1 without a gap; equal values share one, clearly better values have a better one."""
    ranks = dense_ranks({str(n): value for n, value in enumerate(values)}, largest_first=largest_first)
    sign = 1 if largest_first else -1

    assert set(ranks.values()) == set(range(1, max(ranks.values()) + 1))
    for n, value in enumerate(values):
        for m, other in enumerate(values):
            if value == other:
                assert ranks[str(n)] == ranks[str(m)]
            if sign * (value - other) > TIE * len(values):
                assert ranks[str(n)] < ranks[str(m)]


@EXAMPLES
@given(METHODS)
def test_ranks_of_a_board_are_dense(methods: list[Method]) -> None:
    """On any board the ranks run without a gap, and only ranked methods hold one."""
    whole = board(*methods)
    ranks = [e.efficiency.rank for e in whole.entries if e.efficiency and e.efficiency.rank]

    assert ranks == sorted(ranks)
    assert set(ranks) == set(range(1, max(ranks, default=0) + 1))
    for found in whole.entries:
        assert found.ranked == (found.reason is None)
        assert not (found.ranked and found.provisional)


@EXAMPLES
@given(METHODS)
def test_unfit_rows_never_reach_a_point(methods: list[Method]) -> None:
    """On any board no row against random or a selector, by people or quoted elsewhere is in a point."""
    for found in board(*methods).entries:
        for item in (item for point in found.points for item in point.rows):
            assert item.row.counterpart.kind in ("full-data", "other-model")
            assert item.row.judge is None or VOCABULARY.judges[item.row.judge].kind != "human"
            assert item.row.checked != "secondary"
            assert item.row.setting != "head-to-head"
            assert item.unused is None


@EXAMPLES
@given(METHODS)
def test_every_row_is_used_or_says_why_not(methods: list[Method]) -> None:
    """A row of evidence is in exactly one operating point, or it has a reason."""
    for found in board(*methods).entries:
        used = [item.index for point in found.points for item in point.rows]

        assert sorted(used) == [item.index for item in found.rows if item.unused is None]


@EXAMPLES
@given(METHODS)
def test_row_order_is_irrelevant(methods: list[Method]) -> None:
    """The rows of a card in reverse order give the same PIR."""
    turned = [
        type(m)(m.slug, m.card.model_copy(update={"evidence": m.card.evidence[::-1]}), m.description, m.path)
        for m in methods
    ]

    there, here = points(board(*turned)), points(board(*methods))

    assert there == here


@EXAMPLES
@given(METHODS)
def test_tie_rates_are_rates(methods: list[Method]) -> None:
    """Pooled tie rates lie from 0 up to 1, exclusive: each row has a win or a loss."""
    rates = tie_rates(methods)

    assert all(0 <= rate < 1 for rate in rates.values())
    for item in (item for method in methods for item in ratios_of(method, library(method), rates)):
        assert item.value is None or 0 <= item.value < math.inf
