"""The data files as Croissant describes them, for whatever loads data sets for machine learning.

Data files enter, `data/croissant.json` leaves: every file of the catalogue with its size and SHA-256, every
table with its columns, their types and meanings. The data live; as description and files are made and published
together, the checksums always are those of the files beside it.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from tedd.feed import published
from tedd.linked_data import ABOUT, CREATOR, LICENCE, NAME, SURVEY, media_type
from tedd.surface.catalogue import FILES, OTHER, STABLE
from tedd.surface_files import REFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tedd.content.boards import Boards
    from tedd.linked_data import Thing
    from tedd.surface.catalogue import File
    from tedd.surface.schemas import Field

PATH = f"{OTHER}croissant.json"
CONFORMS = "http://mlcommons.org/croissant/1.0"
VERSION = f"{STABLE.strip('/').rsplit('v', 1)[1]}.0.0"
"""Of the structure that the stable files promise: what live data gain is no new version."""
CITE = (
    "Liu, Ke, Liu, Jiang and Li: Take the Essence and Discard the Dross: A Rethinking on Data Selection for "
    "Fine-Tuning Large Language Models. NAACL 2025. https://doi.org/10.18653/v1/2025.naacl-long.336"
)
TYPES = {"integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
"""Types of columns that are no text."""
CONTEXT: Thing = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{
        key: f"cr:{key}"
        for key in (
            *("citeAs", "column", "extract", "field", "fileObject"),
            *("isLiveDataset", "recordSet", "source"),
        )
    },
}
"""The part of Croissant's own context that is used here."""


def croissant(data: Mapping[str, bytes], boards: Boards) -> dict[str, bytes]:
    """Return the description of some data files under its path."""
    thing = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS,
        "name": NAME,
        "description": ABOUT,
        "license": LICENCE,
        "url": f"{boards.site}{OTHER}" if boards.site else "./",
        "creator": CREATOR,
        "datePublished": published(boards).isoformat(),
        "version": VERSION,
        "isLiveDataset": True,
        "isBasedOn": SURVEY,
        "citeAs": CITE,
        "distribution": [_object(*one, data, boards.site) for one in listed() if one[0] in data],
        "recordSet": [_table(file) for file in FILES if file.columns],
    }
    return {PATH: (json.dumps(thing, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()}


def listed() -> Iterator[tuple[str, str]]:
    """Yield all files, each with what it holds; the older addresses of those that are stable are left out."""
    yield from ((path, file.what) for file in FILES for path in file.paths)
    yield f"{STABLE}{REFERENCES}", "BibTeX of the methods’ papers, under their slugs."


def _object(path: str, what: str, data: Mapping[str, bytes], site: str) -> Thing:
    """Return a file; without an address of the site its own is relative to the description."""
    name = path.removeprefix(OTHER)
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": what,
        "contentUrl": site + path if site else name,
        "contentSize": f"{len(data[path])} B",
        "encodingFormat": media_type(path),
        "sha256": hashlib.sha256(data[path]).hexdigest(),
    }


def _table(file: File) -> Thing:
    """Return the columns of a table."""
    return {
        "@type": "cr:RecordSet",
        "@id": file.name,
        "name": file.name,
        "description": file.what,
        "field": [_column(file, field) for field in file.columns],
    }


def _column(file: File, field: Field) -> Thing:
    """Return one column."""
    path = f"{file.folder}{file.name}.csv".removeprefix(OTHER)
    unit = f" [{field.unit}]" if field.unit else ""
    return {
        "@type": "cr:Field",
        "@id": f"{file.name}/{field.name}",
        "name": field.name,
        "description": f"{field.meaning}{unit}",
        "dataType": TYPES.get(field.kind, "sc:Text"),
        "source": {"fileObject": {"@id": path}, "extract": {"column": field.name}},
    }
