"""What is wrong with a card: one `Problem` a mistake, and the error that carries all of them.

Nothing enters; `Problem`s leave. Every reader of cards collects problems and raises once, so that an author
mends everything in one go. Rendering for a terminal, for GitHub annotations and for programs lives here too.
"""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_PROBLEMS = 100
"""Problems shown of one file: a hostile one has room for 100,000."""

Loc = tuple[str | int, ...]
"""The way to a value of a card: ("evidence", 3, "measure")."""


@dataclasses.dataclass(frozen=True, order=True)
class Problem:
    """One mistake, where it stands and how to mend it."""

    path: str
    """File as the user named it, or `-` for standard input."""
    line: int
    """1-based line in the file."""
    column: int
    """1-based column in the line, in characters."""
    field: str
    """Dotted place in the card, such as `evidence[3].measure.wins`; `file` for the file as a whole."""
    message: str
    """What is wrong, in words of the field."""
    expected: str = ""
    """What would be right."""
    got: str = ""
    """What stands there."""
    hint: str = ""
    """The remedy, or the nearest right value."""
    severity: Literal["error", "warning"] = "error"
    """Only errors fail a check."""
    code: str = dataclasses.field(kw_only=True)
    """Stable name of the kind of mistake, such as `unknown-key`; `tedd.codes` explains each."""

    def __str__(self) -> str:
        """Return `path:line:column: severity: field: message; expected ..., got ...; hint [code]`."""
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: {self.severity}: {self.field}: {self.text} [{self.code}]"

    @property
    def text(self) -> str:
        """The message without its place."""
        wanted = ", ".join(
            f"{word} {value}" for word, value in (("expected", self.expected), ("got", self.got)) if value
        )
        return "; ".join(part for part in (self.message, wanted, self.hint) if part)


class CardError(Exception):
    """One or more cards cannot be used; `problems` says why, for all of them at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in reading order."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def first(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in reading order, as many as anybody reads; a last one says that there are more."""
    problems = sorted(problems)
    if len(problems) > MAX_PROBLEMS:
        at = problems[MAX_PROBLEMS]
        place = at.path, at.line, at.column, "file"
        more = Problem(*place, "more problems from here on", hint="mend these first", code="more-problems")
        problems[MAX_PROBLEMS:] = [more]
    return problems


def told_once(same: Sequence[Problem]) -> Problem:
    """Return one problem, at the first of their places, for problems that differ in the place alone."""
    more, one = len(same) - 1, min(same)
    where = f", here and in {more} more {'place' if more == 1 else 'places'}" if more else ""
    return dataclasses.replace(one, message=one.message + where)


def field_name(loc: Loc) -> str:
    """Return `evidence[3].measure.wins` for ("evidence", 3, "measure", "wins"); `file` for the whole."""
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{_key_name(part)}" for part in loc)
    return name.removeprefix(".") or "file"


def _key_name(key: str) -> str:
    """Return a key as it is, or in quotes where a stranger's key could look like something else."""
    return key if re.fullmatch(r"[A-Za-z0-9_.-]{1,60}", key) else shown(key)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `did you mean "x"?` for the nearest choice, or an empty string when none is near."""
    near = nearest(word, choices)
    return f'did you mean "{near}"?' if near else ""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that a word was most likely meant to be, whatever its case."""
    from difflib import get_close_matches  # noqa: PLC0415 # only a card with a mistake needs it

    lower = {choice.lower(): choice for choice in sorted(choices)}
    near = get_close_matches(word.lower()[:100], lower, n=1, cutoff=0.7)
    return lower[near[0]] if near else None


def shown(value: object, limit: int = 60) -> str:
    """Return a value in one line of at most `limit` characters; lists and mappings in words."""
    if isinstance(value, dict):
        text = f"a mapping with {_listed(value)}" if value else "an empty mapping"
    elif isinstance(value, list | tuple):
        text = f"a list of {len(value)}" if value else "an empty list"
    else:
        text = printable(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= limit else text[: limit - 3] + "..."


def printable(text: str) -> str:
    """Return a text with everything that does not show, such as a line break or an escape, written out."""
    return "".join(c if c.isprintable() else c.encode("unicode-escape").decode() for c in text)


def as_text(problems: Iterable[Problem]) -> str:
    """Return one line a problem."""
    return "\n".join(map(str, problems))


def as_json(problems: Iterable[Problem]) -> str:
    """Return the problems as a JSON array of objects."""
    return json.dumps([dataclasses.asdict(problem) for problem in problems], indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Return GitHub workflow commands, so that each problem is shown at its line of a pull request."""
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    path, code = _escaped(problem.path, property_=True), _escaped(problem.code, property_=True)
    place = f"file={path},line={problem.line},col={problem.column},title={code}"
    return f"::{problem.severity} {place}::{_escaped(f'{problem.field}: {problem.text}')}"


def _listed(value: dict[object, object]) -> str:
    keys = [printable(str(key)[:20]) for key in value]
    return ", ".join(keys[:3]) + (", ..." if keys[3:] else "")


def _escaped(text: str, *, property_: bool = False) -> str:
    """Escape for a workflow command: a newline or `::` in a card must not start a command of its own."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text
