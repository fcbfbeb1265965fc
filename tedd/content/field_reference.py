"""Every field of a card, from the schema: its meaning, what it may be, and a real example.

The schema and real cards enter, the context of one page leaves.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tedd.cards import Method
from tedd.fields import Record
from tedd.kept import kept
from tedd.schema import Card
from tedd.vocabulary import Vocabulary
from tedd.wording import expected_of, inside, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.content.boards import Boards, Context, Contexts

FIRST = "ifd"
"""Whose card gives examples wherever it has the field."""
MODULES = ("tedd.schema", "tedd.selection", "tedd.rows", "tedd.vocabulary", "tedd.corrections")
"""Where the records of a card and of the vocabulary are declared."""
LONGEST = 90
"""Characters of an example."""
CARD = "The front matter of a method’s file, then each record in it."
VOCABULARY = "The file methods/vocabulary.yaml, where what cards name stands under its key."
Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One field of a record."""

    name: str
    meaning: str
    expected: str
    """What it may be, in words."""
    records: tuple[str, ...]
    """Records that it holds, each with a section of its own."""
    required: bool
    example: str
    """From a card; empty where no card has the field."""


@dataclass(frozen=True)
class Group:
    """A record: the card itself, or a part of one."""

    name: str
    meaning: str
    place: str
    """Where it stands in a card, such as `evidence.source`; empty for the card itself."""
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Part:
    """The records of one kind of file."""

    title: str
    about: str
    groups: tuple[Group, ...]


def field_reference(boards: Boards) -> Contexts:
    """Return the context of the page of all fields."""
    methods = sorted(boards.living.library.methods, key=lambda method: method.slug != FIRST)
    examples: dict[tuple[str, str], str] = {}
    everything: tuple[Method | Vocabulary, ...] = (*methods, boards.living.library.vocabulary)
    for read in everything:
        examples |= _more(read, tuple(examples))
    card = _groups(Card, examples)
    vocabulary = _groups(Vocabulary, examples, told=frozenset(group.name for group in card))
    context: Context = {
        "parts": (Part("In a card", CARD, card), Part("In the vocabulary", VOCABULARY, vocabulary)),
        "total": sum(len(group.fields) for group in card),
    }
    return {("contribute/fields.md", "fields"): context}


@kept
def _more(read: Method | Vocabulary, known: tuple[tuple[str, str], ...]) -> dict[tuple[str, str], str]:
    """Return examples of fields that have none yet: looking for all is a tenth of the work at 1000 cards."""
    found: dict[tuple[str, str], str] = dict.fromkeys(known, "")
    for record in _records(read.card if isinstance(read, Method) else read):
        kind = type(record).__name__
        for name in sorted(name for name in record.model_fields_set if (kind, name) not in found):
            if text := _example(getattr(record, name)):
                found[kind, name] = text
    return {key: text for key, text in found.items() if text}


@kept
def _groups(
    root: type[Record], examples: dict[tuple[str, str], str], told: frozenset[str] = frozenset()
) -> tuple[Group, ...]:
    """Return all records of a file but those told, the whole first, each followed by those that it holds."""
    definitions = root.model_json_schema()["$defs"]
    classes = {one.__name__: one for one in Record.__subclasses__() if one.__module__ in MODULES}
    found: dict[str, Group] = {}
    waiting = [(root.__name__, "")]
    while waiting:
        name, place = waiting.pop(0)
        if name not in found and name not in told:
            raw = definitions.get(name) or root.model_json_schema()
            found[name] = Group(
                name, _summary(raw), place, _fields(name, raw, schema_of(classes[name]), examples)
            )
            below = [(record, field.name) for field in found[name].fields for record in field.records]
            waiting = [(record, f"{place}.{key}".lstrip(".")) for record, key in below] + waiting
    return tuple(found.values())


def _summary(raw: Schema) -> str:
    """Return the first paragraph of a record's description."""
    return " ".join(str(raw.get("description", "")).split("\n\n", 1)[0].split())


def _fields(
    name: str, raw: Schema, schema: Schema, examples: dict[tuple[str, str], str]
) -> tuple[Field, ...]:
    """Return the fields of a record; `raw` names the records in it, `schema` holds them."""
    return tuple(
        Field(
            key,
            " ".join(str(part.get("description", "")).split()).replace("`", ""),
            _words(inside(schema, key)),
            tuple(dict.fromkeys(re.findall(r'"#/\$defs/(\w+)"', json.dumps(part)))),
            key in raw.get("required", ()),
            examples.get((name, key), ""),
        )
        for key, part in raw["properties"].items()
    )


def _words(schema: Schema) -> str:
    items = inside(schema, 0)
    return f"a list, each {expected_of(items)}" if items else expected_of(schema, limits=True)


def _records(value: Record | tuple[object, ...] | dict[str, object]) -> Iterator[Record]:
    """Yield a record and all below it."""
    if isinstance(value, Record):
        yield value
        value = vars(value)
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, Record | tuple | dict):
            yield from _records(one)


def _example(value: object) -> str:
    """Return a value as a card may write it; empty for what holds records."""
    if isinstance(value, tuple | dict) and (not value or any(True for _ in _records(value))):
        return ""
    if value is None or isinstance(value, Record):
        return ""
    text = json.dumps(value, ensure_ascii=False, default=str).removesuffix(".0")
    if isinstance(value, str) and value.isidentifier():
        text = value
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " ..."
