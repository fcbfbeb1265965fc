"""Types of single fields that cards and vocabularies share: keys, lines of text, addresses, months.

Raw values enter; checked ones leave, or errors. Strings come from strangers: no markup, no odd address and no
unbounded length gets past this module.
"""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
import functools
import inspect
import itertools
import re
import sys
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

KEY = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
ARXIV = r"^((0[7-9]|1[0-4])(0[1-9]|1[0-2])\.[0-9]{4}|(1[5-9]|[2-9][0-9])(0[1-9]|1[0-2])\.[0-9]{5})$"
PATH = r"^[\w.@ +()-]+(/[\w.@ +()-]+)*$"
COMMIT = r"^[0-9a-f]{7,40}$"
FORMS = {
    KEY: "lower-case letters and digits, with single hyphens or dots between them",
    MONTH: "a month such as 2023-08",
    ARXIV: 'an arXiv identifier without version, in quotes, such as "2308.12032"',
    PATH: "a path inside the repository, such as docs/table.md",
    COMMIT: 'a commit of 7 to 40 hexadecimal digits, in quotes, such as "01fac8d"',
}
"""What each pattern means, for messages."""

PILED = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4}"
"""More marks on one letter than any language has: they would grow over the lines around it."""
PILED_WORDS = "marks-piled-up", "marks piled up on a letter", "at most three on each", "remove the others"
"""Code, message, expectation and remedy."""

_NOT_PLAIN = (
    (r"\n", "several-lines", "more than one line", "a single line",
     "put quotes around it, or >- before it to join its lines"),
    (r"^\s|\s$", "outer-space", "space at the start or end", "text without it", "remove the space"),
    (r"<[A-Za-z/!?]", "html", "HTML is not allowed", "plain text", "remove the tag, or put a space after <"),
    (PILED, *PILED_WORDS),
)  # fmt: skip
_ODD = re.compile("|".join(pattern for pattern, *_ in _NOT_PLAIN))
_HOST = r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*"
_UNSAFE = re.compile(r"[^\x21-\x7e]|[<>\"'`\\{}|^]")


class Record(BaseModel):
    """Base of everything read from a file: frozen, strict, unknown keys refused, docstrings become help."""

    # defer_build: the validators of 25 classes are made with the first card, not each by itself at import
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True)

    def model_post_init(self, context: object, /) -> None:  # noqa: ARG002 # the signature is pydantic's
        """Share the set of names of given fields among all records that give the same.

        Such sets, one a record, were more than a third of what a thousand cards take in memory.
        """
        given = _given(frozenset(self.__pydantic_fields_set__))
        object.__setattr__(self, "__pydantic_fields_set__", given)

    @classmethod
    def help(cls) -> dict[str, str]:
        """Return the docstring beneath each field.

        Only messages and the JSON Schema need it; pydantic's own way would read the source at every start.
        """
        return _docstrings(cls.__module__).get(cls.__name__, {})

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core_schema)
        for field, text in cls.help().items():
            key = cls.model_fields[field].alias or field
            handler.resolve_ref_schema(schema)["properties"][key]["description"] = text
        return schema


@functools.lru_cache(maxsize=100)
def _same(record: Record) -> Record:
    return record


Shared = AfterValidator(_same)
"""One record in place of equal ones: most results of a card stand in one table of one paper."""


@functools.lru_cache(maxsize=1000)
def _given(names: frozenset[str]) -> set[str]:
    return set(names)


@functools.cache
def _docstrings(module: str) -> dict[str, dict[str, str]]:
    """Return what stands beneath the fields of a module's classes: {class: {field: text}}."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: dict(_beneath(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _beneath(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for pair in itertools.pairwise(node.body):
        match pair:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)


def problem(
    message: str, expected: str = "", hint: str = "", at: str = "", *, code: str
) -> PydanticCustomError:
    """Return an error whose parts the card checker prints as message, expectation and remedy.

    An error between the fields of a record is told at the field `at`, else at the record.
    """
    context = {"message": message, "expected_text": expected, "hint": hint, "at": at, "code": code}
    return PydanticCustomError("tedd", "{message}", context)


def is_address(text: str) -> bool:
    """Return whether a text is an https address of a public host, without credentials and odd characters."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port  # an impossible port raises as well
    except ValueError:
        return False
    safe = text.startswith("https://") and "@" not in parts.netloc and not _UNSAFE.search(text)
    return safe and bool(re.fullmatch(_HOST, host))


def address_words(text: str) -> tuple[str, str]:
    """Return what was expected in place of a text that is no address, and the address probably meant."""
    if text.startswith("https://"):
        return (
            "a public host, no user name, and no spaces, quotes or accents",
            "copy a public address from a browser",
        )
    near = "https://" + re.sub(r"^(https?:)?/*", "", text.strip(), flags=re.IGNORECASE)
    hint = f'did you mean "{near}"?' if is_address(near) else "write the whole address, as a browser shows it"
    return "an address that starts with https://", hint


def _plain(text: str) -> str:
    if _ODD.search(text):
        _, code, message, expected, hint = next(found for found in _NOT_PLAIN if re.search(found[0], text))
        raise problem(message, expected, hint, code=code)
    return text


def _address(text: str) -> str:
    if not is_address(text):
        raise problem("not a usable web address", *address_words(text), code="bad-address")
    return text


def _inside(path: str) -> str:
    if {".", ".."} & set(path.split("/")):
        expected, hint = "a path without . and ..", "write the whole path"
        raise problem("not a place inside the repository", expected, hint, code="path-outside")
    return path


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    with contextlib.suppress(ValueError):
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):  # fromisoformat knows more forms
            return dt.date.fromisoformat(value)
    raise problem("not a date", "a date such as 2026-01-31", "write a day that there is", code="not-a-date")


AsTuple = Strict(strict=False)
"""Lets a YAML list become a tuple: records keep tuples, so that they are hashable and cannot change."""

Line = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_plain)]
"""One line of plain text, at most 400 characters."""

Name = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_plain)]
"""One line of plain text that stands in tables and pictures: at most 120 characters."""

Key = Annotated[str, Field(min_length=1, max_length=60, pattern=KEY)]
"""Lower-case letters, digits, hyphens and dots; the name of a thing in the vocabulary or of a card."""

Url = Annotated[str, Field(max_length=400), AfterValidator(_address)]
"""An https address."""

Month = Annotated[str, Field(pattern=MONTH)]
"""A month such as 2023-08."""

Day = Annotated[dt.date, BeforeValidator(_day)]
"""A day such as 2026-01-31."""

ArxivId = Annotated[str, Field(pattern=ARXIV)]
"""An arXiv identifier without version, quoted: "2308.12032"."""

Commit = Annotated[str, Field(pattern=COMMIT)]
"""A commit, quoted: "01fac8d"."""

RepoPath = Annotated[str, Field(max_length=300, pattern=PATH), AfterValidator(_inside)]
"""A path inside a repository, such as docs/table.md."""

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
"""A whole number, not negative."""

Positive = Annotated[int, Field(ge=1, le=1_000_000_000)]
"""A whole number from 1."""

MOST_POINTS = 1e9
Points = Annotated[float, Field(ge=-MOST_POINTS, le=MOST_POINTS)]
"""A score on any benchmark's scale."""

Fraction = Annotated[float, Field(gt=0, le=1)]
"""A number above 0 and up to 1; 0.05, not 5."""

Lines = Annotated[tuple[Line, ...], AsTuple, Field(max_length=100)]
"""A list of lines."""

Names = Annotated[tuple[Name, ...], AsTuple, Field(max_length=100)]
"""A list of names."""

Keys = Annotated[tuple[Key, ...], AsTuple, Field(max_length=60)]
"""A list of vocabulary keys."""
