"""The file of alternatives, and what the page says of them."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest

from tedd import weight_grid
from tedd.content.boards import Boards
from tedd.content.sensitivity import CHOICES, sensitivity
from tedd.sensitivity import alternatives, default_ranks, stability
from tedd.sensitivity_files import rows, sensitivity_files
from tedd.uncertainty import quantify
from tedd.weight_grid import tried
from tests.simulated import board, with_methods

if TYPE_CHECKING:
    from tedd.board import Board


@lru_cache
def sure() -> Board:
    """Return the real board with draws."""
    return quantify(board(), shares=False)


@lru_cache
def context() -> dict[str, Any]:
    """Return what the page is given."""
    from tests.test_pages import NO_DUELS  # noqa: PLC0415 # makes a board of its own when imported

    return sensitivity(Boards(sure(), board("survey"), NO_DUELS))["about/sensitivity.md", "sensitivity"]


def test_every_alternative_and_method_has_a_row() -> None:
    """By efficiency each alternative has a row for every ranked method, with the rank it gives."""
    text = sensitivity_files(sure(), tried(sure()))["data/sensitivity.csv"].decode()
    found = [row for row in csv.DictReader(io.StringIO(text)) if row["by"] == "efficiency"]
    told = {(row["alternative"], row["method"]): int(row["rank"]) for row in found}

    assert told == {
        (one.what, slug): rank for one in alternatives(sure()) for slug, rank in one.ranks.items()
    }
    assert len(told) == len(found)


def test_offsets_make_the_ranks() -> None:
    """Where offsets stand, the largest has rank 1 and the order of ranks is theirs."""
    for one in alternatives(sure()):
        if one.offsets:
            assert max(one.ranks, key=one.offsets.__getitem__) in one.first
            for slug, rank in one.ranks.items():
                better = {other for other in one.ranks if one.ranks[other] < rank}
                assert all(one.offsets[other] > one.offsets[slug] for other in better)


def test_the_ends_of_the_grid_are_there() -> None:
    """Best and worst rank over the whole grid of weights stand in the file for every method."""
    grid = weight_grid.weight_grid(board())
    ends = {one.slug: (one.best, one.worst) for one in stability(grid, weight_grid.default_ranks(board()))}
    found: dict[str, list[int]] = {slug: [] for slug in ends}
    for row in rows(board(), tried(board())):
        if row["kind"] == "grid":
            found[row["method"]].append(row["rank"])

    assert {slug: tuple(pair) for slug, pair in found.items()} == ends


def test_every_kind_has_its_words() -> None:
    """Each kind of alternative is named and explained, and either matters or hardly does."""
    choices = context()["choices"]

    assert [choice.summary.kind for choice in choices] == list(CHOICES)
    told = context()["matter"] + context()["others"] + context()["idle"]
    assert sorted(told) == sorted(choice.name for choice in choices)
    assert context()["kept"] <= context()["total"] == len(alternatives(sure()))


def test_values_changed_are_counted() -> None:
    """Pooling wins and losses changes direct values alone; a missing anchor those made over its bridge."""
    touched = {choice.summary.kind: choice.touched for choice in context()["choices"]}
    direct = sum(
        entry.ranked and entry.pir is not None and entry.pir.basis == "direct" for entry in board().entries
    )

    assert touched["mean"] == direct
    assert touched["anchor"] == 4
    assert touched["draws"] is None


def test_rows_lead_from_the_lowest_tau() -> None:
    """The page lists the alternatives that move the order most first, each with who moves and where."""
    found = context()["rows"]
    default = default_ranks(sure())

    assert [row.tau for row in found] == sorted(one.tau for one in alternatives(sure()))[: len(found)]
    assert all(row.before == default[row.mover.slug] != row.after for row in found)


@pytest.mark.parametrize("left", [0, 1])
def test_a_board_of_nobody_has_an_empty_file(left: int) -> None:
    """With fewer than two ranked methods there is no order by efficiency to compare."""
    slugs = [entry.slug for entry in board().entries if entry.ranked][left:]
    few = quantify(with_methods(without=tuple(slugs)), shares=False)

    assert [row for row in rows(few, tried(few)) if row["by"] == "efficiency"] == []
