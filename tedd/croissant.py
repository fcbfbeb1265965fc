"""The data files as Croissant describes them, for whatever loads data sets for machine learning.

Data files enter, `data/croissant.json` leaves: every file with its size and SHA-256, every table with its
columns, their types and meanings. Types are those of the values that stand in a column; meanings are those of
the page of the data. The data live, and description and files are made and published together, so that the
checksums always are those of the files beside it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from typing import TYPE_CHECKING

from tedd.bibtex import SURVEY_ENTRY
from tedd.content.about import dictionary
from tedd.exports import SCHEMA
from tedd.feed import published
from tedd.linked_data import ABOUT, CREATOR, FILES, LICENCE, NAME, SURVEY, media_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tedd.content.boards import Boards
    from tedd.linked_data import Thing

PATH = "data/croissant.json"
CONFORMS = "http://mlcommons.org/croissant/1.0"
_CR = ("citeAs", "column", "extract", "field", "fileObject", "isLiveDataset", "recordSet", "source")
CONTEXT: Thing = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{key: f"cr:{key}" for key in _CR},
}
"""The part of Croissant's own context that is used here."""
_INTEGER, _NUMBER = re.compile("-?[0-9]+"), re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")


def croissant(data: Mapping[str, bytes], boards: Boards) -> dict[str, bytes]:
    """Return the description of some data files under its path."""
    thing = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS,
        "name": NAME,
        "description": ABOUT,
        "license": LICENCE,
        "url": f"{boards.site}data/" if boards.site else "./",
        "creator": CREATOR,
        "datePublished": published(boards).isoformat(),
        "version": f"{SCHEMA}.0.0",  # of the files' structure: what live data gain is no new version
        "isLiveDataset": True,
        "isBasedOn": SURVEY,
        "citeAs": SURVEY_ENTRY,
        "distribution": [_file(path, content, boards.site) for path, content in data.items()],
        "recordSet": [_table(path, content) for path, content in data.items() if path.endswith(".csv")],
    }
    return {PATH: (json.dumps(thing, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()}


def _file(path: str, content: bytes, site: str) -> Thing:
    """Return a file; without an address of the site its own is relative to the description."""
    name = path.removeprefix("data/")
    found: Thing = {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": site + path if site else name,
        "contentSize": f"{len(content)} B",
        "encodingFormat": media_type(path),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return found | ({"description": FILES[path]} if path in FILES else {})


def _table(path: str, content: bytes) -> Thing:
    """Return the columns of a table."""
    file = path.removeprefix("data/")
    name = file.removesuffix(".csv")
    columns = _columns(content.decode())
    meaning = _section(columns)
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": meaning["note"],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{column}",
                "name": column,
                "description": meaning["fields"][column],
                "dataType": _type(cells),
                "source": {"fileObject": {"@id": file}, "extract": {"column": column}},
            }
            for column, cells in columns.items()
        ],
    }


def _columns(text: str) -> dict[str, list[str]]:
    """Return the columns of a table with what stands in them, empty cells aside."""
    head, *rows = csv.reader(io.StringIO(text))
    return {name: [row[number] for row in rows if row[number]] for number, name in enumerate(head)}


def _section(columns: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Return the part of the dictionary that explains all columns of a table, and the fewest others."""
    names = set(columns)
    parts = [part for part in dictionary() if names <= set(part["fields"])]  # type: ignore[call-overload] # YAML
    return min(parts, key=lambda part: len(part["fields"]))  # type: ignore[return-value,arg-type] # as above


def _type(cells: list[str]) -> str:
    """Return the type of which all values of a column are; text where there are none."""
    if cells and set(cells) <= {"true", "false"}:
        return "sc:Boolean"
    if cells and all(map(_INTEGER.fullmatch, cells)):
        return "sc:Integer"
    return "sc:Float" if cells and all(map(_NUMBER.fullmatch, cells)) else "sc:Text"
