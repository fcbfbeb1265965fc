"""Says how a wrong value of a card could be mended: the value that was probably meant, ready to be typed.

A value, the way it was written and what the schema wants enter; a few words leave, or none where there is
nothing better to say than what was expected.
"""

from __future__ import annotations

import re
from typing import Any

from tedd.fields import ARXIV, COMMIT, KEY, MONTH
from tedd.problems import did_you_mean, shown

Schema = dict[str, Any]
"""A part of a JSON Schema without references."""

_TRUTH = {
    **dict.fromkeys(("true", "yes", "on", "1"), "true"),
    **dict.fromkeys(("false", "no", "off", "0"), "false"),
}
_NOTHING = frozenset(("nan", "inf", "none", "nil", "n/a", "na", "nothing", "unknown", "tbd", "?", "-", "--"))
"""What people write where nothing is known."""
_AMOUNT = re.compile(r"([-+]?[0-9]+(?:\.[0-9]+)?)([%kK]?)")
_WHOLE = 100  # percent
_WRITTEN_OUT = 1e15  # no count has more digits


def remedy(value: object, source: str, schema: Schema) -> str:
    """Return the remedy for a wrong value; `source` is a scalar as it was written."""
    kind = schema.get("type")
    if "enum" in schema:
        return did_you_mean(source or str(value), map(str, schema["enum"]))
    if isinstance(value, dict | list | tuple) or kind in ("array", "object"):
        return _for_structure(value, source, kind)
    if kind == "string" and "format" not in schema:
        return _for_text(value, source, schema)
    if kind == "boolean":
        word = _TRUTH.get(source.lower())
        return f"write {word}" if word else ""
    return _for_number(value, source, schema) if kind in ("integer", "number") else ""


def _for_structure(value: object, source: str, kind: str | None) -> str:
    """Return how to make a list or mapping of what is none, or the other way round."""
    if kind == "object":
        several = isinstance(value, list | tuple)
        return "remove the hyphens" if several else "write key: value, indented, one to a line"
    if kind != "array":
        return "write a single value"
    if isinstance(value, dict):
        return "start each entry with a hyphen"
    return f"write a list: [{', '.join(shown(part.strip()) for part in source.split(',', 3))}]"


def _for_text(value: object, source: str, schema: Schema) -> str:
    """Return how text is quoted, or the nearest text that has the right form."""
    pattern = schema.get("pattern", "")
    if pattern and source.lower() in _NOTHING:
        return "leave the key out when nothing is known"
    if not isinstance(value, str) and (not pattern or re.fullmatch(pattern, source)):
        return f'put it in quotes: "{source}"'
    near = _near_form(source, pattern)
    return f'did you mean "{near}"?' if near else ""


def _near_form(text: str, pattern: str) -> str | None:
    """Return the spelling or the part of a text that has the form of a pattern."""
    if pattern not in (KEY, MONTH, ARXIV, COMMIT):
        return None
    spelt = re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")
    if re.fullmatch(pattern, spelt):
        return spelt
    inside = re.search(pattern.strip("^$"), text.lower())
    return inside[0] if inside and pattern != KEY else None


def _for_number(value: object, source: str, schema: Schema) -> str:
    """Return the number that stands in a text, as a fraction where it is a percentage."""
    if source.lower() in _NOTHING:
        return "leave the key out when the number is unknown"
    found = _AMOUNT.fullmatch(re.sub(r"[,_ ]", "", source))
    if not found:
        if (
            schema["type"] == "integer"
            and isinstance(value, float)
            and value.is_integer()
            and abs(value) < _WRITTEN_OUT
        ):
            return f"write {value:.0f}"
        return "write the bare number" if isinstance(value, str) else ""
    number = float(found[1]) * (1000 if found[2] in ("k", "K") else 1)
    percent = schema.get("maximum") == 1 and (found[2] == "%" or 1 < number <= _WHOLE)
    text = f"{number / _WHOLE if percent else number:.12g}"
    if schema["type"] == "integer" and not number.is_integer():
        return "write what was counted; a percentage or an average is no count"
    if percent:
        return f"a fraction, not a percentage: write {text}"
    return f"write the bare number: {text}" if isinstance(value, str) or text != source else ""
