"""The stable data files under `/data/v1/`, and the schemas of all data files.

The living board and the data files of the site enter, paths with bytes leave. Files that stood under `/data/`
before are the same bytes in both places; what is new stands under `/data/v1/` alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tedd.exports import SCHEMA, evidence_json
from tedd.forms import csv_text, json_lines
from tedd.kept import kept
from tedd.surface.catalogue import FILES, METHODS, OTHER, STABLE, header, named
from tedd.surface.manifest import Manifest
from tedd.surface.schemas import DIALECT, JOINT, card_schema, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.board import Board
    from tedd.cards import Library, Method

Json = dict[str, Any]
REFERENCES = "references.bib"
CARD, MANIFEST = "schema/card.json", "schema/manifest.json"
NEW = {"evidence.json", f"{METHODS}.json", f"{METHODS}.csv"}
"""Files that never stood anywhere else."""
TWINS = [
    name
    for name in (
        *(path.removeprefix(STABLE) for file in FILES if file.stable for path in file.paths),
        REFERENCES,
    )
    if name not in NEW
]
"""Files that stood right under `/data/` before, and do still."""


def surface_files(living: Board, site: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield what stands under `/data/v1/` alone, and the schemas; `site` is the site's address, if any."""
    yield f"{STABLE}evidence.json", evidence_json(living)
    yield f"{STABLE}{METHODS}.json", methods_json(living.library).encode()
    yield f"{STABLE}{METHODS}.csv", csv_text(method_rows(living.library), header(METHODS)).encode()
    yield from schema_files(site).items()


def twin(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file of `/data/` under its second path, if it has one."""
    name = path.removeprefix(OTHER)
    if name in TWINS:
        yield STABLE + name, content


@kept
def schema_files(site: str = "") -> dict[str, bytes]:
    """Return the schemas of a card, of a snapshot's manifest and of every JSON file, under their paths."""
    found = {file.schema_path: file.schema for file in FILES if file.schema}
    found |= {STABLE + CARD: card_schema(), STABLE + MANIFEST: schema_of(Manifest)}
    return {path: document(schema, path, site).encode() for path, schema in found.items()}


def document(schema: Json, path: str = "", site: str = "") -> str:
    """Return a schema as text; it names its address where the site has one."""
    address = {"$id": f"{site}{path}"} if site else {}
    whole = {"$schema": DIALECT, **address, **schema}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def methods_json(library: Library) -> str:
    """Return the facts of every card as JSON, a method a line."""
    return json_lines({"schema": SCHEMA}, "methods", _facts(library))


def method_rows(library: Library) -> list[Json]:
    """Return the same as flat records: lists of texts are joined, other lists left out."""
    columns = named(METHODS).columns
    return [{column.name: _at(facts, column.path) for column in columns} for facts in _facts(library)]


def _facts(library: Library) -> list[Json]:
    return [_facts_of(one) for one in sorted(library.methods, key=lambda method: method.slug)]


@kept
def _facts_of(method: Method) -> Json:
    facts = method.card.model_dump(mode="json", exclude={"evidence"})
    return {"slug": method.slug, **facts, "description": method.description}


def _at(value: Any, path: tuple[str, ...]) -> object:  # noqa: ANN401 # whatever a card holds
    """Return what stands at a path; None below an object that is absent."""
    for key in path:
        value = None if value is None else value[key]
    return JOINT.join(value) if isinstance(value, list) else value
