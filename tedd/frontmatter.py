"""Reads a card, or a file of YAML, into plain data that remembers where everything stood.

A path or bytes enter, a `Document` leaves, or a `CardError`. Bytes come from strangers: links, odd
files, sizes and encodings, and characters that could hide something, are refused here; what YAML itself can
hide, in `tedd.yamltree`.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tedd.problems import MAX_PROBLEMS, CardError, Loc, Problem, field_name, first, shown
from tedd.yamltree import Node, Tree, is_visible, read

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 256 * 1024


@dataclass(frozen=True)
class Document:
    """Plain data of a file, the Markdown after it, and the way back to lines and columns."""

    path: str
    tree: Tree
    body: str
    body_line: int
    """1-based line where the Markdown starts."""

    @property
    def data(self) -> Any:  # noqa: ANN401 # YAML is any
        """What the YAML says."""
        return self.tree.root.data

    def node(self, loc: Loc) -> Node:
        """Return the node that `loc` names, or its nearest parent that exists."""
        node = self.tree.root
        for part in loc:
            if part not in node.children:
                break
            node = node.children[part]
        return node

    def problem(self, loc: Loc, message: str, *, code: str, **parts: str) -> Problem:
        """Return a problem of the value that `loc` names, or of its nearest parent that exists.

        A single value is found where it stands itself, a list or mapping where its key stands.
        """
        node = self.node(loc)
        place = node.key_place if isinstance(node.data, list | dict) else node.place
        return Problem(self.path, *place, field_name(loc), message, code=code, **parts)  # type: ignore[arg-type] # all texts

    def key_problem(self, loc: Loc, message: str, *, code: str, **parts: str) -> Problem:
        """Return a problem of the key that `loc` names."""
        place = self.node(loc).key_place
        return Problem(self.path, *place, field_name(loc), message, code=code, **parts)  # type: ignore[arg-type] # all texts

    def texts(self, path: Loc) -> Iterator[tuple[Loc, str]]:
        """Yield place and value of each text at a path, in which "*" stands for every entry of a list."""
        found: list[tuple[Loc, Node]] = [((), self.tree.root)]
        for part in path:
            found = [
                ((*loc, name), node.children[name])
                for loc, node in found
                for name in (range(len(node.children)) if part == "*" else (part,))
                if name in node.children
            ]
        yield from ((loc, node.data) for loc, node in found if isinstance(node.data, str))

    def body_problem(self, line: int, column: int, message: str, *, code: str, **parts: str) -> Problem:
        """Return a problem at a 0-based line and column of the Markdown."""
        place = self.path, self.body_line + line, column + 1, "description"
        return Problem(*place, message, code=code, **parts)  # type: ignore[arg-type] # all texts


def read_bytes(path: Path, name: str) -> bytes:
    """Return a file's bytes; raise a `CardError` when it is a link, too large or cannot be read."""
    try:
        problem = _unreadable(path.lstat(), name)
        if problem:
            raise CardError([problem])
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        reason = getattr(error, "strerror", None) or str(error)
        found = _whole(
            name,
            f"cannot be read: {reason}",
            "a readable file",
            hint="look at its name and its rights",
            code="unreadable",
        )
        raise CardError([found]) from None


def _unreadable(status: os.stat_result, name: str) -> Problem | None:
    if stat.S_ISLNK(status.st_mode):
        hint = "put a copy in its place"
        return _whole(
            name, "cannot be read: a symbolic link", "the file itself", hint=hint, code="unreadable"
        )
    if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device might never end
        expected, hint = "a file such as methods/ifd.md", "name a file of text"
        return _whole(name, "cannot be read: not a file", expected, hint=hint, code="unreadable")
    return _too_large(name, status.st_size) if status.st_size > MAX_BYTES else None


def parse_card(raw: bytes, name: str) -> Document:
    """Return the document of a card: front matter between two lines of `---`, then Markdown.

    Mistakes that left the rest readable are in `tree.problems`: whoever uses the data has to tell them.
    """
    lines = _text(raw, name).split("\n")
    if lines[0].rstrip() != "---":
        expected = "a first line --- before the facts and a second one after them"
        hint = "put a line --- above the facts and one below them; tedd new writes a card to begin with"
        got = shown(lines[0]) if lines[0].strip() else "an empty line"
        raise CardError([_whole(name, "no front matter", expected, got, hint=hint, code="no-front-matter")])
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        expected = "a line --- between the facts and the description"
        words, hint = ("the front matter has no end", expected), "add a line --- below the facts"
        raise CardError([_whole(name, *words, hint=hint, code="no-front-matter")])
    facts, body = "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1 :])
    return Document(name, read(facts, name, 1), body, end + 2)


def parse_yaml(raw: bytes, name: str) -> Document:
    """Return the document of a file that is YAML from start to end; raise a `CardError` at any mistake."""
    document = Document(name, read(_text(raw, name), name), "", 1)
    if document.tree.problems:
        raise CardError(document.tree.problems)
    return document


def _whole(name: str, *words: str, code: str, hint: str = "") -> Problem:
    """Return a problem of the file as a whole."""
    return Problem(name, 1, 1, "file", *words, hint=hint, code=code)  # type: ignore[arg-type,misc]


def _too_large(name: str, size: int) -> Problem:
    hint = "keep the rows that carry evidence; logs belong into the source"
    return _whole(
        name, "too large", f"at most {MAX_BYTES:,} bytes", f"{size:,} bytes", hint=hint, code="file-too-large"
    )


def _text(raw: bytes, name: str) -> str:
    """Return a file's text; raise a `CardError` when it is not text that a reviewer sees in full."""
    if len(raw) > MAX_BYTES:
        raise CardError([_too_large(name, len(raw))])
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, column = _place(raw[: error.start].decode("utf-8"))
        got = f"byte 0x{raw[error.start]:02x}"
        words = "not UTF-8", "UTF-8 text", got, "save the file as UTF-8"
        found = Problem(name, line, column, "file", *words, code="not-utf-8")
        raise CardError([found]) from None
    if not is_visible(text):
        raise CardError(first(_invisible(text, name)))
    return text


def _invisible(text: str, name: str) -> Iterator[Problem]:
    """Yield a problem for each of the first characters that do not show."""
    hidden = [n for n, character in enumerate(text) if not is_visible(character)]
    if text[hidden[0]] == "\r":  # all line breaks of an old Macintosh are one mistake
        hidden = [n for n in hidden if n == hidden[0] or text[n] != "\r"]
    for n in hidden[: MAX_PROBLEMS + 1]:
        code, message, expected, hint = _what(text[n], first=n == 0)
        words = message, expected, f"U+{ord(text[n]):04X}", hint
        yield Problem(name, *_place(text[:n]), "file", *words, code=code)


def _what(character: str, *, first: bool) -> tuple[str, str, str, str]:
    """Return code, message, expectation and remedy for a character that does not show."""
    if first and character == "\ufeff":
        return (
            "byte-order-mark",
            "byte order mark",
            "text from the first byte on",
            'save the file as UTF-8, not as "UTF-8 with BOM"',
        )
    if character == "\r":
        expected, hint = "Unix or Windows line ends", "save the file with Unix line ends"
        return "line-ends", "carriage return alone", expected, hint
    if not character.isascii() and character.isspace():
        expected, hint = "plain spaces and line breaks", "write a plain space or line break"
        return "unusual-space", "unusual white space", expected, hint
    return "invisible-character", "invisible or control character", "visible text", "delete the character"


def _place(before: str) -> tuple[int, int]:
    """Return line and column of what comes after a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
