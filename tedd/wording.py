"""Turns what pydantic says of wrong data into a sentence that an author of a card understands.

A document and pydantic's errors enter, `Problem`s leave: place, what is wrong, what was expected, the remedy.
What is right at a place is read from the JSON Schema, so that messages and the published schema agree; how a
wrong value could be mended is the business of `tedd.remedies`.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from tedd.fields import FORMS
from tedd.problems import MAX_PROBLEMS, did_you_mean, nearest, shown
from tedd.remedies import Schema, remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from tedd.fields import Record
    from tedd.frontmatter import Document
    from tedd.problems import Loc, Problem

_MESSAGES = {
    "literal_error": "not a known value",
    "string_pattern_mismatch": "not in the right form",
    "string_too_long": "too long",
    "string_too_short": "is empty",
    "too_long": "too many entries",
    "too_short": "is empty",
    "greater_than": "out of range",
    "greater_than_equal": "out of range",
    "less_than": "out of range",
    "less_than_equal": "out of range",
}
_CODES = {
    "not a known value": "unknown-value",
    "not in the right form": "wrong-form",
    "too long": "too-long",
    "is empty": "empty",
    "too many entries": "too-many-entries",
    "out of range": "out-of-range",
    "wrong type": "wrong-type",
}
_REMEDIES = {
    "not a known value": "choose one of these",
    "not in the right form": "write it in this form",
    "too long": "shorten it",
    "too many entries": "leave some out",
    "is empty": "add an entry",
    "out of range": "look at the source again",
    "wrong type": "write it in this form",
}
"""What to do where no better value is in sight."""
_OTHER_REMEDY = "see the reference of fields"
_SIZES = {
    "string_too_long": ("at most {max_length} characters", "{} characters"),
    "too_long": ("at most {max_length} entries", "{}"),
    "too_short": ("at least {min_length} entry", ""),
}
_TYPES = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}
_KINDS = ("string", "int", "float", "bool", "tuple", "dict", "model", "date")
_LIMITS = {
    "minimum": "from {:,.12g}",
    "exclusiveMinimum": "above {:,.12g}",
    "maximum": "up to {:,.12g}",
    "exclusiveMaximum": "below {:,.12g}",
}


class _Mistake(NamedTuple):
    """One of pydantic's errors, beside what the schema says of its place."""

    details: ErrorDetails
    loc: Loc
    """Place in the card, without the names that pydantic gives to the forms of a union."""
    schema: Schema
    """What the value should be."""
    parent: Schema
    """What the mapping or list around it should be."""

    @property
    def kind(self) -> str:
        """Name that pydantic gives to the error."""
        return self.details["type"]

    @property
    def is_of_key(self) -> bool:
        """Whether not a value is wrong, but its key."""
        return self.kind == "extra_forbidden" or self.details["loc"][-1:] == ("[key]",)

    @property
    def is_echo(self) -> bool:
        """Whether a list is called too short only since its entries, each of which is told, were refused."""
        return self.kind == "too_short" and len(self.details["input"]) >= self.details["ctx"]["min_length"]

    @property
    def key(self) -> str:
        """Last part of the place."""
        return str(self.loc[-1]) if self.loc else ""


def problems_of(error: ValidationError, document: Document, model: type[Record]) -> Iterator[Problem]:
    """Yield one problem for each of pydantic's errors, unless the YAML itself is at fault there."""
    details = itertools.islice(error.errors(include_url=False), MAX_PROBLEMS + 1)
    mistakes = [_mistake(each, schema_of(model)) for each in details]
    misspelt = {(*mistake.loc[:-1], _meant(mistake)) for mistake in mistakes}
    for mistake in mistakes:
        if mistake.is_echo:
            continue
        doubtful = any(mistake.loc[:n] in document.tree.doubtful for n in range(len(mistake.loc) + 1))
        if not doubtful and not (mistake.kind == "missing" and mistake.loc in misspelt):
            words = _words(mistake, document.node(mistake.loc).source)
            tell = document.key_problem if mistake.is_of_key else document.problem
            yield tell(mistake.loc, **words)


def _meant(mistake: _Mistake) -> str | None:
    """Return the key that an unknown key was meant to be: it is not missing as well."""
    known = mistake.parent.get("properties", {})
    return nearest(mistake.key, known) if mistake.kind == "extra_forbidden" else None


def _words(mistake: _Mistake, source: str) -> dict[str, str]:
    """Return message, expectation, finding and remedy; `source` is a scalar as it was written."""
    kind, value, schema = mistake.kind, mistake.details["input"], mistake.schema
    if kind in _SPECIAL:
        return _SPECIAL[kind](mistake)
    if value is None or value == "":
        return _empty(mistake)
    if kind in _SIZES:
        return _size(mistake)
    source = value if isinstance(value, str) else source
    message = _MESSAGES.get(kind) or _message(mistake)
    expected = expected_of(schema, limits=message == "out of range")
    got = _got(value, source)
    hint = remedy(value, source, schema) or _REMEDIES.get(message, _OTHER_REMEDY)
    code = _CODES.get(message, "wrong-value")
    return {"message": message, "expected": expected, "got": got, "hint": hint, "code": code}


def _message(mistake: _Mistake) -> str:
    """Return what is wrong where there is no word of our own for it."""
    own = mistake.kind.split("_")[0] in _KINDS
    return "wrong type" if own else mistake.details["msg"].removeprefix("Value error, ")


def _empty(mistake: _Mistake) -> dict[str, str]:
    required = not mistake.loc or mistake.key in mistake.parent.get("required", ())
    hint = "fill it in" if required else "fill it in, or leave the key out"
    return {"message": "is empty", "expected": expected_of(mistake.schema), "hint": hint, "code": "empty"}


def _size(mistake: _Mistake) -> dict[str, str]:
    context, length = mistake.details["ctx"], len(mistake.details["input"])
    expected, got = (text.format(length, **context) for text in _SIZES[mistake.kind])
    message = _MESSAGES[mistake.kind]
    words = {"message": message, "expected": expected, "got": got, "hint": _REMEDIES[message]}
    return words | {"code": _CODES[message]}


def _missing(mistake: _Mistake) -> dict[str, str]:
    hint = f'add "{mistake.key}": {help_of(mistake.schema)}'
    return {"message": "is missing", "expected": expected_of(mistake.schema), "hint": hint, "code": "missing"}


def _unknown(mistake: _Mistake) -> dict[str, str]:
    known = mistake.parent.get("properties", {})
    near = did_you_mean(mistake.key, known)
    expected = "" if near else "one of " + ", ".join(known)
    return {
        "message": "unknown key",
        "expected": expected,
        "hint": near or "remove it",
        "code": "unknown-key",
    }


def _told(mistake: _Mistake) -> dict[str, str]:
    """Words of an error that a field's own check raised, or the choice between the forms of a union."""
    context, value = mistake.details["ctx"], mistake.details["input"]
    words = {"message": mistake.details["msg"], "hint": context.get("hint", ""), "code": context["code"]}
    if "oneOf" in mistake.schema:
        near = _meant_form(value, mistake.schema)
        words["hint"] = f'did you mean "{near}"? Write ' * bool(near) or "write "
        words["hint"] += _forms(mistake.schema, near)
        return words | {"expected": expected_of(mistake.schema), "got": shown(value)}
    got = "" if isinstance(value, dict) else shown(value)
    return words | {"expected": context.get("expected_text", ""), "got": got}


_SPECIAL = {"missing": _missing, "extra_forbidden": _unknown, "tedd": _told}


def _meant_form(value: object, schema: Schema) -> str:
    """Return the key by which a form of a union is chosen, when one of the keys is near to it."""
    keys = value if isinstance(value, dict) else ()
    return next(filter(None, (nearest(key, _form_keys(schema)) for key in keys)), "")


def _forms(schema: Schema, key: str = "") -> str:
    """Return the forms of a union, or the one known by a key, with the keys that it cannot lack."""
    forms = (form["required"] for form in schema["oneOf"] if key in ("", next(iter(form["properties"]))))
    return " or ".join(f"{{{', '.join(f'{key}: ...' for key in keys)}}}" for keys in forms)


def _got(value: object, source: str) -> str:
    return shown(value) if isinstance(value, str | dict | list | tuple) else source or shown(value)


def help_of(schema: Schema) -> str:
    """Return a field's docstring as the end of a sentence."""
    text = str(schema.get("description", "see the card reference")).split("\n", 1)[0].rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def expected_of(schema: Schema, *, limits: bool = False) -> str:
    """Return in words what a schema allows; limits of numbers only where they matter."""
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if "oneOf" in schema:
        return f"a mapping with one of {', '.join(_form_keys(schema))}"
    if "pattern" in schema:
        return FORMS.get(schema["pattern"], f"text of the form {schema['pattern']}")
    if schema.get("format") == "date":
        return "a date such as 2026-01-31"
    words = _TYPES.get(schema.get("type", "")) or _structure(schema)
    bounds = [text.format(schema[name]) for name, text in _LIMITS.items() if name in schema and limits]
    return " ".join(filter(None, (words, (" " if "minimum" in schema else " and ").join(bounds))))


def _structure(schema: Schema) -> str:
    if schema.get("type") == "array":
        return "a list"
    keys = schema.get("required") or schema.get("properties", ())
    return f"a mapping with {', '.join(keys)}" if keys else "a mapping"


def _form_keys(schema: Schema) -> list[str]:
    """Return the key by which each form of a union is known: its first."""
    return [next(iter(form["properties"])) for form in schema["oneOf"]]


@functools.cache
def schema_of(model: type[Record]) -> Schema:
    """Return the JSON Schema of a model with every reference and every "or null" resolved."""
    schema = model.model_json_schema()
    resolved: Schema = _resolved(schema, schema.get("$defs", {}))
    return resolved


def _resolved(node: Any, definitions: Schema) -> Any:  # noqa: ANN401 # a schema holds anything
    if isinstance(node, list):
        return [_resolved(part, definitions) for part in node]
    if not isinstance(node, dict):
        return node
    node = {key: _resolved(value, definitions) for key, value in node.items() if key != "$defs"}
    if "$ref" in node:
        return {**_resolved(definitions[node["$ref"].rpartition("/")[2]], definitions), **node}
    forms = [form for form in node.get("anyOf", ()) if form.get("type") != "null"]
    return {**forms[0], **node} if forms else node


def _mistake(details: ErrorDetails, schema: Schema) -> _Mistake:
    """Follow an error's location through the schema."""
    parent = schema
    loc: list[str | int] = []
    for part in details["loc"]:
        if "oneOf" in schema:  # `part` is pydantic's name for one of several forms, not a key of the card
            schema = next((form for form in schema["oneOf"] if part in form["properties"]), {})
        elif part == "[key]":  # pydantic's sign that not the value is wrong, but its key
            schema = _key_schema(parent)
        else:
            parent, schema = schema, inside(schema, part)
            loc.append(part)
    at = details.get("ctx", {}).get("at")
    return _Mistake(details, (*loc, at) if at else tuple(loc), schema, parent)


def inside(schema: Schema, part: str | int) -> Schema:
    """Return the schema of an entry of a list or mapping; empty when nothing may be there."""
    if isinstance(part, int):
        return dict(schema.get("items", {}))
    by_pattern: Schema = next(iter(schema.get("patternProperties", {}).values()), {})
    other = schema.get("additionalProperties") or by_pattern
    return dict(schema.get("properties", {}).get(part, other))


def _key_schema(schema: Schema) -> Schema:
    pattern = next(iter(schema.get("patternProperties", ())), None)
    return {"type": "string", **schema.get("propertyNames", {}), **({"pattern": pattern} if pattern else {})}
