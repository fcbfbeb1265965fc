"""The audit: the survey's values counted again from rows alone."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tedd.audit import audit
from tedd.audit_files import COLUMNS, audit_files
from tedd.board import build_board
from tests.boards import ANCHORS, bench, card, library, real_board, survey, wins

if TYPE_CHECKING:
    from tedd.audit import Checked


@cache
def checked() -> dict[str, Checked]:
    """Return the real methods, counted again."""
    return {item.slug: item for item in audit(real_board("survey"), real_board())}


@pytest.mark.parametrize(
    ("slug", "own", "rows", "pooled", "rank"),
    [("alpagasus", 1.2847, 4, 1.2034, 11), ("ifd", 1.7479, 5, 1.7013, 1)],
)
def test_published_values(slug: str, own: float, rows: int, pooled: float, rank: int) -> None:
    """AlpaGasus' four test sets give 1.2847 and IFD's five 1.7479, as the survey has them, cut."""
    item = checked()[slug]

    assert item.own is not None
    assert item.own.point is not None
    assert item.own.value == pytest.approx(own, abs=5e-5)
    assert len(item.own.point.rows) == rows
    assert item.pooled == pytest.approx(pooled, abs=5e-5)
    assert (item.basis, item.used, item.rank) == ("direct", True, rank)
    assert item.difference is not None
    assert 0 < item.difference < 0.001


def test_every_method_of_the_survey_is_there() -> None:
    """All thirteen methods stand in the order of the edition, with a value or why there is none."""
    assert list(checked()) == [entry.slug for entry in real_board("survey").entries]
    assert len(checked()) == 13
    assert all((item.own is None) == bool(item.missing) for item in checked().values())


def test_the_board_does_not_use_what_is_not_direct() -> None:
    """A converted or bridged value is shown beside the survey's word, which the board keeps."""
    items = checked()

    assert {slug for slug, item in items.items() if item.used} == {"alpagasus", "ifd"}
    assert items["less"].basis == "bridged"
    assert items["superfiltering"].basis == "converted"
    assert items["superfiltering"].by_authors
    assert not items["deita"].by_authors


def test_made_up_methods() -> None:
    """Rows count alone, whatever the survey says; a bridge is the survey's own."""
    methods = library(
        *ANCHORS,
        card("direct", survey=survey(1.3, 0.1), evidence=wins(1.6)),
        card("bridged", survey=survey(1.3, 0.1), evidence=[bench(1.0)]),
        card("silent", survey=survey(1.3, 0.1)),
    )
    found = {item.slug: item for item in audit(build_board(methods, "survey"), build_board(methods))}

    assert [found[slug].basis for slug in ("direct", "bridged", "silent")] == ["direct", "bridged", None]
    assert found["direct"].difference == pytest.approx(0.3)
    assert found["bridged"].own is not None
    assert found["bridged"].own.value == pytest.approx(1.35)
    assert found["silent"].missing


def test_the_table_for_programs() -> None:
    """The CSV has one row a method and the numbers as computed."""
    text = audit_files(checked().values(), ())["data/audit.csv"].decode()
    rows = {row["method"]: row for row in csv.DictReader(io.StringIO(text))}

    assert tuple(next(iter(rows.values()))) == COLUMNS
    assert len(rows) == 13
    own = checked()["ifd"].own
    assert own is not None
    assert float(rows["ifd"]["own_pir"]) == own.value
    assert rows["shed"]["own_pir"] == ""
    assert rows["ifd"]["used"] == "true"
