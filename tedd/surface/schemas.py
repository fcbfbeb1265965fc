"""JSON Schemas of the data files, and the same seen as columns of a table.

Records of this package and the card enter; documents of JSON Schema 2020-12, and `Field`s leave: one for each
column of a CSV or key of a JSON, with meaning, type, unit and formula. The page of the data and the types of
data frames come from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tedd.schema import Card

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tedd.fields import Record

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MANY = 4
"""Values of a text up to which they are named."""
JOINT = "; "
"""Between the texts of a list in one cell."""
PLAIN = {"string", "integer", "number", "boolean"}
RATIO, SHARE = "ratio, 1 = no difference", "share, 0 to 1"
UNITS = (
    dict.fromkeys(("trained_models", "llm_uses"), "count")
    | dict.fromkeys(("for_samples", "candidate_size", "selected_size"), "samples")
    | {"amount": "as `unit` says", "version": "number in order", "pir": RATIO, "ratios": RATIO, "sdf": SHARE}
)
"""Of the numbers of a card, whose own schema is for authors."""


class Field(NamedTuple):
    """One column of a table, or one key of a record."""

    name: str
    path: tuple[str, ...]
    """Keys that lead to it from the start of a row."""
    record: str
    """Record that declares it; empty for the file itself."""
    kind: str
    """Type: a plain one of JSON Schema, or `list` for texts that are joined in a cell."""
    words: str
    """Type in words."""
    meaning: str
    unit: str
    formula: str


class Group(NamedTuple):
    """A record of a JSON file."""

    name: str
    meaning: str
    fields: tuple[Field, ...]


def schema_of(record: type[Record]) -> Json:
    """Return the schema of a record as it is written: every key is there, and no other."""
    return record.model_json_schema(mode="serialization")


def card_schema() -> Json:
    """Return the schema of a card's front matter, as an author writes it."""
    return {"$schema": DIALECT, **Card.model_json_schema()}


def methods_schema() -> Json:
    """Return the schema of all cards' facts but their evidence, which has a file of its own."""
    card = schema_of(Card)
    definitions, properties = card.pop("$defs"), card.pop("properties")
    properties.pop("evidence")
    slug = {"type": "string", "minLength": 1, "description": "The method's key, the name of its card."}
    text = {"type": "string", "description": "What the method does, as Markdown."}
    facts = {**card, "properties": {"slug": slug, **properties, "description": text}}
    facts["required"] = list(facts["properties"])
    number = {"const": 1, "type": "integer", "description": "Version of this format."}
    listed = {"type": "array", "items": {"$ref": "#/$defs/Facts"}, "description": "The methods, by slug."}
    whole: Json = {
        "title": "Methods",
        "description": "The facts of every card, without its results.",
        "type": "object",
        "properties": {"schema": number, "methods": listed},
        "required": ["schema", "methods"],
        "additionalProperties": False,
    }
    found = _reachable({**definitions, "Facts": facts})
    for record in found.values():
        for name in UNITS.keys() & record["properties"].keys():
            record["properties"][name]["unit"] = UNITS[name]
    return {"$defs": found, **whole}


def _reachable(definitions: Json) -> Json:
    """Return the definitions that `Facts` needs."""
    found, queue = {"Facts"}, ["Facts"]
    while queue:
        new = set(_references(definitions[queue.pop()])) - found
        found |= new
        queue += sorted(new)
    return {name: text for name, text in definitions.items() if name in found}


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rsplit("/", 1)[1]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _references(part)


def columns(schema: Json, definition: str) -> tuple[Field, ...]:
    """Return the columns of a record: objects are flattened, lists of texts joined, other lists left out."""
    start = schema["$defs"].get(definition, schema) if "$defs" in schema else schema
    return tuple(_columns(start, schema.get("$defs", {}), definition, ()))


def _columns(node: Json, definitions: Json, record: str, path: tuple[str, ...]) -> Iterator[Field]:
    for name, given in node["properties"].items():
        place = (*path, name)
        inner, reference = _plain(given, definitions)
        kind = inner.get("type")
        if "properties" in inner:
            yield from _columns(inner, definitions, reference, place)
        elif kind in PLAIN:
            yield _field(place, record, kind, given, definitions)
        elif kind == "array" and _plain(inner["items"], definitions)[0].get("type") == "string":
            yield _field(place, record, "list", given, definitions)


def groups(schema: Json) -> tuple[Group, ...]:
    """Return every record of a JSON file with its keys, the file itself first."""
    definitions = schema.get("$defs", {})
    whole = {schema["title"]: schema}
    return tuple(
        Group(name, node.get("description", ""), tuple(_keys(node, definitions, name)))
        for name, node in (whole | definitions).items()
        if "properties" in node
    )


def _keys(node: Json, definitions: Json, record: str) -> Iterator[Field]:
    for name, given in node["properties"].items():
        inner, _ = _plain(given, definitions)
        yield _field((name,), record, str(inner.get("type", "")), given, definitions)


def _plain(node: Json, definitions: Json) -> tuple[Json, str]:
    """Return a schema without null, its reference followed, and the name of the record that it led to."""
    rest = [option for option in node.get("anyOf", [node]) if option.get("type") != "null"]
    if len(rest) != 1:
        return {}, ""
    inner, reference = rest[0], rest[0].get("$ref", "").rsplit("/", 1)[-1]
    return ({**definitions[reference], **_said(inner)} if reference else inner), reference


def _said(node: Mapping[str, Any]) -> Json:
    return {key: node[key] for key in ("unit", "formula") if key in node}


def _field(path: tuple[str, ...], record: str, kind: str, given: Json, definitions: Json) -> Field:
    said = {**_unit(given, definitions), **_said(given)}
    words = _words(given, definitions)
    meaning = given.get("description", "")
    return Field(
        "_".join(path), path, record, kind, words, meaning, said.get("unit", ""), said.get("formula", "")
    )


def _unit(node: Json, definitions: Json) -> Json:
    """Return unit and formula of a value, or of the values that a list or an object holds."""
    inner, reference = _plain(node, definitions)
    if reference:
        return {}
    inside = inner.get("items", inner.get("additionalProperties"))
    return {**(_unit(inside, definitions) if isinstance(inside, dict) else {}), **_said(inner)}


WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}


def _words(node: Json, definitions: Json) -> str:
    """Return the type of a value in words; a record by its name."""
    options: list[Json] = node.get("anyOf") or node.get("oneOf") or [node]
    texts = [_one(option, definitions) for option in options if option.get("type") != "null"]
    return " or ".join(dict.fromkeys(texts)) + (", or null" if len(texts) < len(options) else "")


def _one(node: Json, definitions: Json) -> str:
    if "$ref" in node:
        return str(node["$ref"].rsplit("/", 1)[1])
    if node.get("type") == "array":
        inside = node.get("items") or {"anyOf": node["prefixItems"]}
        return f"list of {_words(inside, definitions)}"
    if node.get("type") == "object":
        return f"{_words(node['additionalProperties'], definitions)} by key"
    values = node.get("enum", [node["const"]] if "const" in node else [])
    if len(values) > MANY:
        return f"one of {len(values)} words"
    return ", ".join(map(str, values)) or WORDS[node["type"]]
