"""The data files as Croissant describes them, for whatever loads data sets for machine learning.

Sums of data files enter, `data/croissant.json` leaves: every file of the catalogue with its size and SHA-256,
every table with its columns, their types and meanings. The data live; as description and files are made and
published together, the checksums always are those of the files beside it.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from tedd import linked_data
from tedd.feed import newest_day
from tedd.surface import catalogue
from tedd.surface.catalogue import OTHER, STABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_TERMS = (
    *("citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet"),
    *("format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
    *("references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField"),
    "transform",
)
CONTEXT: Thing = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS},
}
"""The context that the standard recommends, whole: readers compare it."""


class Sum(NamedTuple):
    """What is told of a file's bytes."""

    size: int
    sha256: str


def summed(content: bytes) -> Sum:
    """Return the sums of a file."""
    return Sum(len(content), hashlib.sha256(content).hexdigest())


def croissant(data: Mapping[str, Sum], boards: Boards) -> dict[str, bytes]:
    """Return the description of some data files under its path."""
    others = {path: file.what for file in catalogue.FILES if not file.stable for path in file.paths}
    listed = {path: what for path, what in (linked_data.FILES | others).items() if path in data}
    thing = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS,
        "name": linked_data.NAME,
        "description": linked_data.ABOUT,
        "license": linked_data.LICENCE,
        "url": f"{boards.site}{OTHER}" if boards.site else "./",
        "creator": linked_data.CREATOR,
        "datePublished": newest_day(boards).isoformat(),
        "version": VERSION,
        "isLiveDataset": True,
        "isBasedOn": linked_data.SURVEY,
        "citeAs": CITE,
        "distribution": [_object(path, what, data, boards.site) for path, what in listed.items()],
        "recordSet": [_table(file) for file in catalogue.FILES if file.columns],
    }
    return {PATH: (json.dumps(thing, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()}


def _object(path: str, what: str, data: Mapping[str, Sum], site: str) -> Thing:
    """Return a file; without an address of the site its own is relative to the description."""
    name = path.removeprefix(OTHER)
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": what,
        "contentUrl": site + path if site else name,
        "contentSize": f"{data[path].size} B",
        "encodingFormat": linked_data.media_type(path),
        "sha256": data[path].sha256,
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
