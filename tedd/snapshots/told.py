"""A difference between two states of the board, in words: for a terminal, as Markdown, as JSON.

A `Difference` enters, text leaves. Names and reasons come from cards, so from strangers: in Markdown they
go into code spans, which nothing in them can leave.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tedd.formats import plural
from tedd.problems import printable
from tedd.report import ARROW, both_ends, code, standing_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tedd.changes import Number
    from tedd.impact import Effect
    from tedd.snapshots.changes import Corrected, Difference, State

SCHEMA = 1


def as_json(found: Difference) -> str:
    """Return a difference for programs."""
    data = {
        "schema": SCHEMA,
        "old": _state(found.old),
        "new": _state(found.new),
        "entered": [_effect(one, found) for one in found.entered],
        "left": [_effect(one, found) for one in found.left],
        "moved": [_effect(one, found) for one in found.moved],
        "corrected": [one._asdict() for one in found.corrected],
        "unexplained": [one._asdict() for one in found.unexplained],
    }
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _state(state: State) -> dict[str, str]:
    return {"label": state.label, "edition": state.edition}


def _effect(one: Effect, found: Difference) -> dict[str, Any]:
    return {"slug": one.slug, "name": found.name(one.slug), **both_ends(one), "reason": one.reason}


def as_text(found: Difference) -> str:
    """Return a difference for a terminal."""
    return "\n".join(_lines(found, printable, "{}:", "  ")) + "\n"


def as_markdown(found: Difference) -> str:
    """Return a difference as Markdown."""
    return "\n".join(_lines(found, code, "\n### {}\n", "- ")) + "\n"


def _lines(found: Difference, quote: Callable[[str], str], head: str, item: str) -> Iterator[str]:
    old, new = found.old, found.new
    yield (
        f"From {quote(old.label)} ({old.edition} edition) to {quote(new.label)} ({new.edition} edition): "
        f"{plural(found.number, 'change')}."
    )
    for title, lines in parts(found, quote):
        yield head.format(title)
        yield from (item + line for line in lines)


def parts(found: Difference, quote: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the kinds of changes that there are, each with its lines; `quote` is put to strangers' texts."""
    all_parts: dict[str, list[str]] = {
        "Entered": [_entered(one, found, quote) for one in found.entered],
        "Left": [quote(found.name(one.slug)) for one in found.left],
        "Moved": [_moved(one, found, quote) for one in found.moved],
        "Corrected": [_corrected(one, found, quote) for one in found.corrected],
        "Changed without a correction": [_unexplained(one, found, quote) for one in found.unexplained],
    }
    yield from ((title, lines) for title, lines in all_parts.items() if lines)


def _entered(one: Effect, found: Difference, quote: Callable[[str], str]) -> str:
    return f"{quote(found.name(one.slug))}: {standing_words(one.new)}" if one.new else ""


def _moved(one: Effect, found: Difference, quote: Callable[[str], str]) -> str:
    way = f" {ARROW} ".join(standing_words(end) for end in (one.old, one.new) if end)
    return f"{quote(found.name(one.slug))}: {way} ({one.reason})"


def _corrected(one: Corrected, found: Difference, quote: Callable[[str], str]) -> str:
    what = quote(f"{one.field}: {one.old}, now {one.new}")
    return f"{quote(found.name(one.slug))}: {what}, on {one.date}: {quote(one.reason)}"


def _unexplained(one: Number, found: Difference, quote: Callable[[str], str]) -> str:
    return f"{quote(found.name(one.slug))}: {quote(f'{one.field}: {one.old}, now {one.new}')}"
