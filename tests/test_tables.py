"""`import tedd; tedd.load()`: light to import, the tables of the files, with and without pandas."""

from __future__ import annotations

import csv
import doctest
import io
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, get_args

import pandas as pd
import pytest

import tedd
from tedd import tables
from tedd.packed import own_cards
from tedd.problems import CardError
from tedd.surface.catalogue import STABLE, header, named
from tedd.tables import TYPES, Data, Table
from tests.boards import METHODS, board, card, saved, wins
from tests.commands import BROKEN
from tests.test_pages import real_data

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from tedd.feasibility import Edition

TABLES: tuple[Table, ...] = get_args(Table)


@cache
def loaded(edition: Edition = "living") -> Data:
    """Return what a user gets."""
    return tedd.load(edition)


@pytest.mark.parametrize("module", [tedd, tables], ids=lambda module: module.__name__)
def test_documented_examples_run(module: ModuleType) -> None:
    """The examples in the docstrings give what they say."""
    found = doctest.testmod(module, raise_on_error=False)

    assert found.attempted >= 4
    assert found.failed == 0


def test_import_alone_is_light() -> None:
    """`import tedd` brings in nothing but itself: no pydantic, no numpy, no pandas, no other part of TEDD."""
    code = (
        "import sys; before = set(sys.modules); import tedd; tedd.load; new = set(sys.modules) - before;"
        "print(sorted(name for name in new if name.split('.')[0] not in sys.stdlib_module_names))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "['tedd']"


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_those_of_the_file(table: Table) -> None:
    """A table has the columns and rows of the file of the same name, and its values."""
    rows = loaded().rows(table)
    lines = list(csv.DictReader(io.StringIO(real_data()[f"{STABLE}{table}.csv"].decode())))

    assert len(rows) == len(lines)
    for row, line in zip(rows, lines, strict=True):
        assert tuple(row) == header(table)
        for name, value in row.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            assert ("" if value is None else text) == line[name].removeprefix("'")


@pytest.mark.parametrize("table", TABLES)
def test_frames_are_the_rows(table: Table) -> None:
    """A data frame holds exactly the rows, and each column has the type that the schema gives it."""
    frame, rows = loaded().frame(table), loaded().rows(table)

    assert [str(kind) for kind in frame.dtypes] == [
        str(pd.Series(dtype=TYPES[field.kind]).dtype) for field in named(table).columns
    ]
    for name in frame:
        values = [None if pd.isna(value) else value for value in frame[name]]
        assert values == [row[str(name)] for row in rows]


def test_types_do_not_depend_on_the_rows() -> None:
    """Ranks stay whole numbers beside absent ones, and an empty table has the types of a full one."""
    empty = Data(board(), METHODS).frame()

    assert len(empty) == 0
    assert list(map(str, empty.dtypes)) == list(map(str, loaded().frame().dtypes))
    assert str(loaded().frame()["efficiency_rank"].dtype) == "Int64"
    assert loaded().frame()["arxiv"].dropna().str.fullmatch(r"[0-9]{4}\.[0-9]{4,5}").all()


def test_editions() -> None:
    """Both editions can be loaded, and they are those of the site."""
    assert (loaded().edition, loaded("survey").edition) == ("living", "survey")
    for edition, name in (("living", "leaderboard"), ("survey", "leaderboard-survey")):
        text = real_data()[f"{STABLE}{name}.csv"].decode()
        # Not by pandas' own reader: before 3.1 it takes the last digit otherwise.
        offsets = [float(row["efficiency_offset"] or "nan") for row in csv.DictReader(io.StringIO(text))]
        assert loaded(edition).frame()["efficiency_offset"].tolist() == pytest.approx(
            offsets, rel=0, abs=0, nan_ok=True
        )


def test_cards_of_ones_own(tmp_path: Path) -> None:
    """A folder of cards can be named, as a path or as text; nothing is read from the working folder."""
    folder = saved(tmp_path / "cards", card("one", evidence=wins(2)))

    assert [row["slug"] for row in tedd.load(cards=str(folder)).rows()] == ["one"]
    assert tedd.load(cards=folder).frame()["pir_value"].tolist() == [2.0]
    assert own_cards() == METHODS


def test_mistakes_are_told(tmp_path: Path) -> None:
    """Unknown names say which there are; a broken card says where."""
    folder = saved(tmp_path)
    (folder / "broken.md").write_text(BROKEN, "utf-8")

    with pytest.raises(ValueError, match="no edition 'dead'; there are living and survey"):
        tedd.load("dead")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no table 'cards'; there are leaderboard, methods, evidence"):
        loaded().rows("cards")  # type: ignore[arg-type]
    with pytest.raises(CardError, match=r"broken\.md:2"):
        tedd.load(cards=folder)


def test_without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandas is not installed, frame() says what to do, and rows() works."""
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(ImportError, match="pip install pandas; rows"):
        loaded().frame()
    assert loaded().rows()
