"""What PyYAML says of text that is no YAML, in words that an author of a card understands.

An error of the parser enters, one `Problem` leaves, at the place where the author can mend it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tedd.problems import Problem

if TYPE_CHECKING:
    import yaml

_NOWHERE = "text that fits nowhere"
_SYNTAX = (
    # What PyYAML says, what an author understands, the remedy, whether the place is where it began
    (r"quoted scalar.*found unexpected (end|doc)", "a quote is opened here and never closed", "close it",
     True),
    (r"escape", "a backslash inside double quotes starts an escape", "use single quotes", False),
    (r"flow sequence", "a list that [ opens here is not closed, or lacks a comma",
     "close it with ]; put entries with commas, colons or brackets in quotes", True),
    (r"flow mapping", "a mapping that { opens here is not closed, or lacks a comma",
     "close it with }; put values with commas, colons or braces in quotes", True),
    (r"flow node", "a value is missing between the brackets", "write the value, or remove the comma", False),
    (r"an alias|an anchor", "text cannot start with * or &", "put it in quotes", True),
    (r"a tag", "text cannot start with !", "put it in quotes", True),
    (r"tab character", "a tab where YAML wants spaces", "indent with spaces", False),
    (r"expected ':'", "a line without a colon", "write key: value, and put long text in quotes", True),
    (r"sequence entries are not allowed", "a list cannot start behind its key", "start it on the next line",
     False),
    (r"block collection", "a line that is no entry of the list above it",
     "start each entry with a hyphen in the same column", False),
    (r"directive", "a line cannot start with %", "put the text in quotes", True),
    (r"block (mapping|node)", _NOWHERE,
     "check the indentation; around text that holds quotes, put quotes of the other kind", False),
    (r"block scalar", "text behind | or >", "start the text on the next line, or put it in quotes", False),
    (r"document start", "a line that belongs to nothing above it", "start keys of one level in one column",
     False),
)  # fmt: skip


def complaint(error: yaml.YAMLError, text: str, name: str, offset: int) -> Problem:
    """Return PyYAML's complaint in an author's words."""
    said = f"{getattr(error, 'context', None)}: {getattr(error, 'problem', None) or error}"
    mark, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    found = next((row for row in _SYNTAX if re.search(row[0], said)), None)
    unknown = (
        "",
        said.split("\n", 1)[0].removeprefix("None: "),
        "check quotes, brackets and indentation",
        False,
    )
    _, message, hint, at_start = found or unknown
    place = (began if at_start else None) or mark
    line, column = (place.line, place.column) if place else (0, 0)
    if column == 1 and message == _NOWHERE:
        hint = "indent the line as its neighbours; to use an example, remove the # and the space behind it"
    if "mapping values are not allowed" in said:
        line, column, message, hint = _colon(text.split("\n"), line, column)
    if "cannot start any token" in said:
        message, hint = _start(text.split("\n")[line][column])
    return Problem(
        name, line + 1 + offset, column + 1, "file", f"not YAML: {message}", hint=hint, code="not-yaml"
    )


def _colon(lines: list[str], line: int, column: int) -> tuple[int, int, str, str]:
    """Return where a colon that cannot be really comes from, what is wrong there, and the remedy."""
    before = next(
        (n for n in range(line - 1, -1, -1) if lines[n].strip() and lines[n].lstrip()[0] != "#"), line
    )
    stuck = re.match(r"\s*(?:- )?([A-Za-z_]+):(?=[^\s/])", lines[before])
    if stuck and before != line:
        return before, stuck.end(), "no space behind a colon", f"put a space behind {stuck[1]}:"
    starts_key = re.fullmatch(r"\s*(- )?[A-Za-z_]+", lines[line][:column])
    if starts_key and _indent(lines[line]) > _indent(lines[before]):
        hint = "start keys of one level in one column; put text that holds a colon in quotes"
        return line, _indent(lines[line]), "a key further right than its neighbours", hint
    return line, column, "a colon where none can be", "put text that holds a colon in quotes"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _start(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab where YAML wants spaces", "indent with spaces"
    return f"text cannot start with {character}", "put it in quotes"
