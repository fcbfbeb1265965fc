"""Reads YAML into plain data that remembers where everything stood, and says what is wrong with it.

Text enters, a `Tree` leaves, or a `CardError` where there is no way to read on. Text comes from strangers:
what could exhaust a reader (nesting, aliases) or deceive one (duplicate keys, tags, invisible characters) is
refused while the parser's events pass by, before anything is built from them. Scalars follow YAML 1.2's core
schema without its hexadecimal and octal numbers: `no`, `1:30`, `1_000` and `0o17` are text, `017` is refused.
"""

from __future__ import annotations

import math
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from tedd.complaints import complaint
from tedd.problems import MAX_PROBLEMS, CardError, Loc, Problem, field_name, first, shown

if TYPE_CHECKING:
    from collections.abc import Callable

Place = tuple[int, int]
"""Line and column, both from 1."""
Event = Any
"""One of PyYAML's events, which have no types."""

MAX_DEPTH = 20
MAX_ENTRIES = 2000  # of one list or mapping; no card needs half as many results
MAX_DIGITS = 15  # beyond 2**53 a number no longer survives JSON in a browser

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml parses ten times faster
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ZERO_FIRST = re.compile(r"[-+]?0[0-9]{1,18}")  # some readers of YAML take it for octal
_NUMBERS_START = frozenset("+-.0123456789")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CONSTANTS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_BLANK = (
    re.compile(  # fillers, joiners and variation selectors: letters and marks to Unicode, but nothing to see
        "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
    )
)


_NONE: dict[str | int, Node] = {}
"""What a scalar holds: a dictionary for each would be the larger part of it."""


@dataclass(slots=True)  # not frozen, which would take three times as long to make: a card has thousands
class Node:
    """One value with its place."""

    place: Place
    key_place: Place
    """Where its key stands; its own place when it has none."""
    data: Any
    """Text, number, true, false or null, or a list or mapping of them."""
    source: str = ""
    """A scalar as it was written: the number 2308.1 may have been 2308.10."""
    children: dict[str | int, Node] = field(default_factory=dict)
    """The values of a mapping or list."""


@dataclass(frozen=True)
class Tree:
    """A text's data, and what is wrong with single values of it."""

    root: Node
    problems: list[Problem]
    doubtful: set[Loc]
    """Values that only stand in for one of the problems: what else is wrong with them is no news."""


def read(text: str, name: str, offset: int = 0) -> Tree:
    """Return the data of YAML that starts `offset` lines below a file's first line."""
    reader = _Reader(_LOADER(text).get_event, name, offset)
    try:
        root = reader.document()
    except yaml.YAMLError as error:
        problem = reader.torn_quote() or complaint(error, text, name, offset)
        raise CardError([*reader.problems, problem]) from None
    return Tree(root, reader.problems, reader.doubtful)


def is_visible(text: str) -> bool:
    """Return whether every character of a text shows, or is a tab or a line break."""
    plain = text.replace("\n", "").replace("\t", "")
    return plain.isprintable() and (plain.isascii() or not _BLANK.search(plain))


class _Reader:
    """Builds nodes from the parser's events and notes what is wrong on the way."""

    def __init__(self, event: Callable[[], Event], name: str, offset: int) -> None:
        self.event = event
        """Gives the parser's next event."""
        self.name = name
        self.offset = offset
        self.problems: list[Problem] = []
        self.doubtful: set[Loc] = set()
        self.latest: Event = None  # the latest scalar

    def document(self) -> Node:
        """Return the root of the only document."""
        self.event()  # the stream starts
        if isinstance(self.event(), yaml.StreamEndEvent):
            return Node((1, 1), (1, 1), {})
        root = self.node(self.event(), ())
        self.event()  # the document ends
        if not isinstance(event := self.event(), yaml.StreamEndEvent):
            self.note(
                event,
                (),
                "more than one YAML document",
                code="several-documents",
                hint="remove the line --- that parts them",
            )
        return root

    def node(self, event: Event, loc: Loc, key_place: Place | None = None) -> Node:
        """Return the node that starts with an event; `key_place` is where its key stands, if it has one."""
        kind = type(event)  # no `isinstance`, which takes twice as long: a thousand cards have 700,000 events
        if event.anchor or kind is yaml.AliasEvent or event.tag:
            self.refuse_reference(event, loc)
        place = self.place(event)
        if kind is yaml.ScalarEvent:
            return Node(place, key_place or place, self.scalar(event, loc), event.value, _NONE)
        if kind is yaml.AliasEvent:
            return Node(place, key_place or place, None)
        if len(loc) >= MAX_DEPTH:
            self.give_up(
                event, loc, "nested too deeply", f"at most {MAX_DEPTH} levels", "flatten it", "too-deep"
            )
        if kind is yaml.SequenceStartEvent:
            items = self.sequence(loc)
            data = [item.data for item in items]
            return Node(place, key_place or place, data, "", dict(enumerate(items)))
        pairs = self.mapping(loc)
        return Node(place, key_place or place, {name: child.data for name, child in pairs.items()}, "", pairs)

    def sequence(self, loc: Loc) -> list[Node]:
        """Return the items of a list whose start has passed."""
        items: list[Node] = []
        while type(event := self.event()) is not yaml.SequenceEndEvent:
            if len(items) == MAX_ENTRIES:
                self.refuse_more(event, loc)
            items.append(self.node(event, (*loc, len(items))))
        return items

    def mapping(self, loc: Loc) -> dict[str | int, Node]:
        """Return the values of a mapping whose start has passed; of a key given twice, the first."""
        pairs: dict[str | int, Node] = {}
        while type(event := self.event()) is not yaml.MappingEndEvent:
            if len(pairs) == MAX_ENTRIES:
                self.refuse_more(event, loc)
            key = self.key(event, loc)
            child = self.node(self.event(), (*loc, key), self.place(event))
            if key not in pairs:
                pairs[key] = child
            else:
                hint = f"keep one of them; the first is in line {pairs[key].key_place[0]}"
                self.note(event, (*loc, key), "key given twice", hint=hint, code="key-twice")
        return pairs

    def key(self, event: Event, loc: Loc) -> str:
        """Return a key's text; one that is no text is noted and gets a name of its own."""
        if type(event) is yaml.ScalarEvent:
            if event.anchor or event.tag:
                self.refuse_reference(event, loc)
            self.refuse_invisible(event, loc)
            return sys.intern(event.value)
        self.node(event, (*loc, "?"))
        got = "an alias" if isinstance(event, yaml.AliasEvent) else "a list or a mapping"
        self.doubt(event, (*loc, "?"), "not a usable key", "text", got, "put it in quotes", code="bad-key")
        return "?"

    def scalar(self, event: Event, loc: Loc) -> object:
        """Return the value of a scalar; only one without quotes can be other than text."""
        self.refuse_invisible(event, loc)
        text = sys.intern(event.value)  # the same few words stand in all cards, which then share them
        if not event.implicit[0]:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if text[0] not in _NUMBERS_START:
            return text
        if _NUMBER.fullmatch(text):
            number = float(text)
            usable = sum(map(str.isdigit, text)) <= MAX_DIGITS and math.isfinite(number)
            if usable and not _ZERO_FIRST.fullmatch(text):
                return int(text) if text.lstrip("+-").isdigit() else number
        elif not _NOT_FINITE.fullmatch(text):
            return text
        message, expected, hint = _unusable(text)
        self.doubt(event, loc, message, expected, shown(text)[1:-1], hint, code="bad-number")
        return 0

    def refuse_reference(self, event: Event, loc: Loc) -> None:
        """Note what makes one place of a file mean another, or a value be made by code."""
        anchor, tag = event.anchor, getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out"
            self.doubt(event, loc, "aliases are not allowed", got=f"*{anchor}", hint=hint, code="reference")
        elif anchor:
            hint = "remove it"
            self.note(event, loc, "anchors are not allowed", got=f"&{anchor}", hint=hint, code="reference")
        if tag:
            got = shown(tag.replace("tag:yaml.org,2002:", "!!"))
            hint = "remove it, or put the text in quotes if the ! belongs to it"
            self.doubt(event, loc, "tags are not allowed", got=got, hint=hint, code="tag")

    def refuse_invisible(self, event: Event, loc: Loc) -> None:
        """Note tabs, and characters that only an escape brings into the text."""
        self.latest = event
        text: str = event.value
        if text.isascii() and text.isprintable():
            return
        hidden = next((c for c in text if c == "\t" or not is_visible(c)), None)
        if hidden == "\t":
            self.doubt(event, loc, "a tab inside of a value", hint="write a space", code="tab")
        elif hidden:
            message, got = "invisible or control character", f"U+{ord(hidden):04X}"
            self.doubt(event, loc, message, "visible text", got, "delete it", code="invisible-character")

    def refuse_more(self, event: Event, loc: Loc) -> NoReturn:
        """Stop at a list or mapping that only exhausts its readers."""
        most = f"at most {MAX_ENTRIES:,}"
        self.give_up(event, loc, "too many entries", most, "leave some out", "too-many-entries")

    def torn_quote(self) -> Problem | None:
        """Return the problem when the latest quoted text went on to a quote in a later line."""
        event = self.latest
        if event is None or event.style not in ("'", '"') or event.start_mark.line == event.end_mark.line:
            return None
        hint = f"close it; as it stands, it ends in line {event.end_mark.line + 1 + self.offset}"
        message = "not YAML: a quote is opened here and not closed in this line"
        return Problem(self.name, *self.place(event), "file", message, hint=hint, code="not-yaml")

    def give_up(self, event: Event, loc: Loc, *words: str) -> NoReturn:
        """Note a problem, told by message, expectation, remedy and code, and read no further."""
        message, expected, hint, code = words
        self.note(event, loc, message, expected, hint=hint, code=code)
        raise CardError(self.problems)

    def doubt(self, event: Event, loc: Loc, *words: str, **more: str) -> None:
        """Note a problem whose value is not what its author meant."""
        self.doubtful.add(loc)
        self.note(event, loc, *words, **more)

    def note(self, event: Event, loc: Loc, *words: str, **more: str) -> None:
        """Keep a problem at an event."""
        place = self.name, *self.place(event), field_name(loc)
        self.problems.append(Problem(*place, *words, **more))  # type: ignore[arg-type] # all texts
        if len(self.problems) > MAX_PROBLEMS:
            raise CardError(first(self.problems))

    def place(self, event: Event) -> Place:
        """Return line and column of an event in the file."""
        mark = event.start_mark
        return mark.line + 1 + self.offset, mark.column + 1


def _unusable(text: str) -> tuple[str, str, str]:
    """Return what is wrong with a number, what was expected, and the remedy."""
    if _ZERO_FIRST.fullmatch(text):
        hint = f'write {int(text)}; if it is text, put it in quotes: "{text}"'
        return "a number with a zero in front", "", hint
    hint = "round it" if "." in text else "look at the source again; if it is text, put it in quotes"
    if not text[-1].isdigit():
        hint = "leave the key out when the number is unknown"
    return "not a usable number", f"a finite number of at most {MAX_DIGITS} digits", hint
