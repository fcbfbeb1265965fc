"""v1 stays what it was: the place, type and unit of every field that was ever published."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tedd.surface.catalogue import FILES, named
from tedd.surface.schemas import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.surface.schemas import Field

Json = dict[str, Any]
GOLDEN = Path(__file__).parent / "golden" / "v1.json"
UPDATE = "TEDD_UPDATE_GOLDEN"


def everything() -> dict[str, dict[str, str]]:
    """Return type and unit of every field under v1, by file and place."""
    found = {}
    for file in FILES:
        if file.stable:
            found[f"{file.name}.csv"] = {field.name: told(field) for field in file.columns}
            assert file.schema
            found[f"{file.name}.json"] = dict(places(file.schema, file.schema.get("$defs", {}), ""))
    return found


def told(field: Field) -> str:
    """Return type and unit of a field."""
    return " ".join(part for part in (field.kind, field.unit) if part)


def places(node: Json, definitions: Json, place: str) -> Iterator[tuple[str, str]]:
    """Yield every place of a JSON file with its types."""
    if "$ref" in node:
        node = definitions[node["$ref"].rsplit("/", 1)[1]]
    options = node.get("anyOf") or node.get("oneOf") or node.get("prefixItems") or []
    for option in options:
        yield from places(option, definitions, place)
    for key, inner in node.get("properties", {}).items():
        yield from places(inner, definitions, f"{place}.{key}")
    for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
        if isinstance(node.get(key), dict):
            yield from places(node[key], definitions, place + mark)
    if not options:
        null = "" if node.get("type") != "null" else "?"
        yield f"{place}{null}", " ".join(filter(None, (node.get("type", ""), node.get("unit", ""))))


def test_v1_keeps_its_promise() -> None:
    """No field of v1 goes, moves, or changes its type or unit; TEDD_UPDATE_GOLDEN=1 adds the new ones."""
    stored = json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}
    now = everything()
    changed = {
        f"{name} {place}": (kind, now.get(name, {}).get(place))
        for name, fields in stored.items()
        for place, kind in fields.items()
        if now.get(name, {}).get(place) != kind
    }

    assert changed == {}, "v1 is a promise: keep the field, or make a v2"
    if os.environ.get(UPDATE):
        GOLDEN.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert now == stored, f"new fields; if they are to stay for good: {UPDATE}=1 pytest {__file__}"


def test_columns_of_what_may_be_absent() -> None:
    """An object that may be null gives its columns all the same, so that a table never loses some."""
    names = [field.name for field in columns(named("methods").schema or {}, "Facts")]

    assert {"code_url", "survey_pir", "survey_selector_trained_models"} <= set(names)
