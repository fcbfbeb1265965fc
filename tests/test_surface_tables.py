"""The tables of the data surface: every CSV keeps to its columns and holds what its JSON holds."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from tedd.surface.catalogue import FILES, STABLE, named
from tests.test_pages import real_data
from tests.test_surface import data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tedd.surface.catalogue import File
    from tedd.surface.schemas import Field

Json = dict[str, Any]
TRUTH = {"true": True, "false": False}
READ: dict[str, Callable[[str], object]] = {"integer": int, "number": float, "boolean": TRUTH.__getitem__}
BOTH = [file for file in FILES if file.schema and file.columns]
TABLES = [file for file in FILES if file.columns]


def lines(path: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of the site."""
    return list(csv.DictReader(io.StringIO(real_data()[path].decode())))


def typed(cell: str, field: Field) -> object:
    """Return what a cell stands for."""
    return READ.get(field.kind, str)(cell) if cell else None


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.name)
def test_every_table_keeps_to_its_columns(file: File) -> None:
    """The header of a CSV is what the dictionary says, and each cell is of its column's type."""
    path = next(path for path in file.paths if path.endswith(".csv"))
    header = next(csv.reader(io.StringIO(real_data()[path].decode())))

    assert header == [field.name for field in file.columns]
    for row in lines(path):
        for field in file.columns:
            value = typed(row[field.name], field)
            assert value is not None or "null" in field.words or field.record not in ROWS, field.name


ROWS = {file.row.__name__ for file in FILES if file.row}
"""Records whose absent values are said to be so; one inside another may be absent with it."""


def flat(record: Json, name: str) -> Json:
    """Return a record of a JSON file as a row: an object becomes a prefix, texts of a list are joined."""
    found: Json = {}
    for field in named(name).columns:
        value: Any = record
        for key in field.path:
            value = value[key] if value else None
        found[field.name] = "; ".join(value) if isinstance(value, list) else value
    return found


def standings(found: Json) -> Iterator[Json]:
    """Yield the rows of the head-to-head table from the JSON."""
    names = {one["method"]: one["name"] for one in found["methods"]}
    for scope, view in found["scopes"].items():
        kinds = {"all": view["consensus"], "without-own": view["without_own"], **view["by_family"]}
        for evidence, parts in kinds.items():
            for number, part in enumerate(parts, 1):
                for one in part["estimates"]:
                    place = {"scope": scope, "evidence": evidence, "component": number}
                    yield {**one, **place, "reference": part["reference"], "name": names[one["method"]]}


def cases(found: Json) -> Iterator[Json]:
    """Yield the rows of the bridges' table from the JSON."""
    kinds = (("anchors", "anchor"), ("controls", "control"), ("methods", "method"))
    for setting, one in found["settings"].items():
        for family, part in ((None, {**one, "anchors": [], "in_force": None}), *one["families"].items()):
            for key, kind in kinds:
                for case in part[key]:
                    measured, data = case["measured"] or {}, case["data"] or {}
                    yield {
                        **{key: case[key] for key in ("method", "study", "ratio", "sdf")},
                        "setting": setting,
                        "family": family,
                        "in_force": part["in_force"],
                        "kind": kind,
                        "pir": measured.get("pir"),
                        "pir_low": measured.get("low"),
                        "pir_high": measured.get("high"),
                        "authors_pir": (case["authors"] or {}).get("pir"),
                        "authors_covers": (case["authors"] or {}).get("covered"),
                        "data_pir": data.get("pir"),
                        "data_low": data.get("low"),
                        "data_high": data.get("high"),
                    }


@pytest.mark.parametrize("file", BOTH, ids=lambda file: file.name)
def test_csv_and_json_hold_the_same(file: File) -> None:
    """Each cell of a CSV is the value of the JSON, to the last digit, and no row is in one form alone."""
    found = data(f"{STABLE}{file.name}.json")
    if file.name == "head-to-head":
        records = list(standings(found))
    elif file.name == "bridges":
        records = list(cases(found))
    else:
        records = [
            flat(record, file.name) for record in found["rows" if file.name == "evidence" else "methods"]
        ]

    rows = lines(f"{STABLE}{file.name}.csv")

    assert len(rows) == len(records) > 0
    for row, record in zip(rows, records, strict=True):
        for field in file.columns:
            value = typed(row[field.name], field)
            text = value.removeprefix("'") if isinstance(value, str) else value
            assert text == (
                record[field.name] or None if isinstance(record[field.name], str) else record[field.name]
            )
