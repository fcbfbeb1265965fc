"""The Croissant file: what the standard asks for, and exactly the files and columns that are there."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tedd.croissant import CONFORMS, PATH, croissant, summed
from tests.test_pages import real_boards, real_data

SITE = "https://example.org/tedd/"
REQUIRED = {"conformsTo", "description", "license", "name", "url", "creator", "datePublished"}
"""Properties that Croissant 1.0 requires of a data set."""
RECOMMENDED = {"version", "isLiveDataset", "citeAs", "distribution", "recordSet"}
LIKE = {
    "sc:Integer": r"-?[0-9]+",
    "sc:Float": r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?",
    "sc:Boolean": "true|false",
    "sc:Text": "(?s:.*)",
}
"""How values of a type are written."""


@cache
def made(site: str = "") -> Any:  # noqa: ANN401 # JSON
    """Return the description."""
    sums = {path: summed(content) for path, content in real_data().items()}
    return json.loads(croissant(sums, replace(real_boards(), site=site))[PATH], parse_constant=pytest.fail)


def test_what_the_standard_asks_for() -> None:
    """All required properties, types of the standard's, and identifiers that stand once."""
    found = made()
    parts = [*found["distribution"], *found["recordSet"]]
    parts += [field for table in found["recordSet"] for field in table["field"]]
    kinds = {"cr:FileObject", "cr:RecordSet", "cr:Field"}

    assert found.keys() >= REQUIRED | RECOMMENDED
    assert (found["@type"], found["conformsTo"]) == ("sc:Dataset", CONFORMS)
    assert {part["@type"] for part in parts} == kinds
    assert len({part["@id"] for part in parts}) == len(parts)
    assert all(part["name"] and part["description"] for part in parts)
    assert found["@context"]["recordSet"] == "cr:recordSet"


def test_files_are_those_that_are_there() -> None:
    """Every file under /data/v1/ and beside has its size and checksum; older addresses and schemas aside."""
    files = {one["@id"]: one for one in made()["distribution"]}
    plain = {path.removeprefix("data/") for path in real_data() if "/schema/" not in path}
    twice = {path.removeprefix("v1/") for path in plain if path.startswith("v1/")}

    assert set(files) == plain - twice
    for name, one in files.items():
        content = real_data()[f"data/{name}"]
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["contentSize"] == f"{len(content)} B"
        assert one["contentUrl"] == name


def test_units_are_told() -> None:
    """A column of a quantity says its unit, and the data the version of what their files promise."""
    fields = {field["@id"]: field["description"] for table in made()["recordSet"] for field in table["field"]}

    assert fields["leaderboard/sdf"].endswith(" [share, 0 to 1]")
    assert made()["version"] == "1.0.0"


def test_columns_are_those_that_are_there() -> None:
    """Each table's fields are its columns, in order, and every value is of the type that is told."""
    for table in made()["recordSet"]:
        [file] = {field["source"]["fileObject"]["@id"] for field in table["field"]}
        head, *rows = csv.reader(io.StringIO(real_data()[f"data/{file}"].decode()))
        assert [field["source"]["extract"]["column"] for field in table["field"]] == head
        for number, field in enumerate(table["field"]):
            for row in rows:
                if row[number]:
                    assert re.fullmatch(LIKE[field["dataType"]], row[number]), field["@id"]


def test_addresses_are_absolute_where_the_site_has_one() -> None:
    """With an address of the site files have it, and without one they are relative to the description."""
    assert all(one["contentUrl"].startswith(f"{SITE}data/") for one in made(SITE)["distribution"])
    assert (made(SITE)["url"], made()["url"]) == (f"{SITE}data/", "./")
