"""Messages: what pydantic finds, in words that an author of a card understands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from pydantic import Field, Tag, ValidationError, model_validator

from tedd.fields import AsTuple, Count, Day, Fraction, Key, Keys, Line, Lines, Record, problem
from tedd.frontmatter import parse_card, parse_yaml
from tedd.rows import _by_key
from tedd.schema import Card
from tedd.vocabulary import Vocabulary
from tedd.wording import expected_of, problems_of
from tests.examples import VALID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.frontmatter import Document
    from tedd.problems import Problem


class Left(Record):
    """One form."""

    left: Count
    """Number on the left."""


class Right(Record):
    """Another form."""

    right: Count
    """Number on the right."""


class Part(Record):
    """A part."""

    word: Line
    """LLM or person that said it."""
    size: Count = 0
    """How large."""


class Whole(Record):
    """Something of every kind."""

    parts: Annotated[tuple[Part, ...], AsTuple, Field(max_length=3)]
    """Its parts."""
    side: Annotated[Annotated[Left, Tag("left")] | Annotated[Right, Tag("right")], _by_key("left", "right")]
    """One side."""
    by_key: Annotated[dict[Key, Part], Field(max_length=9)] = Field(default_factory=dict)
    """Parts by name."""
    by_word: dict[Literal["one", "two"], Fraction] = Field(default_factory=dict)
    """Shares."""
    part: Part | None = None
    """One more part."""
    day: Day | None = None
    """When."""
    lines: Lines = ()
    """What else."""
    keys: Keys = ()
    """Names."""

    @model_validator(mode="after")
    def _together(self) -> Whole:
        if self.keys and self.lines:
            raise problem(
                "both keys and lines are given", "one of them", "remove lines", at="lines", code="both"
            )
        return self


def messages(text: str, model: type[Record] = Whole) -> list[str]:
    """Return what is wrong with YAML for a model, without the name of the file."""
    document = parse_yaml(text.encode(), "x.yaml")
    try:
        model.model_validate(document.data)
    except ValidationError as error:
        found = map(str, problems_of(error, document, model))
        return [text.removeprefix("x.yaml:").rpartition(" [")[0] for text in found]
    return []


BASE = "parts: [{word: a}]\nside: {left: 1}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BASE, []),
        (
            "side: {left: 1}",
            ['1:1: error: parts: is missing; expected a list; add "parts": its parts'],
        ),
        (
            "parts: [{}]\nside: {left: 1}",
            ['1:9: error: parts[0].word: is missing; expected text; add "word": LLM or person that said it'],
        ),
        (
            "parts: [{wrd: a, sise: 2}]\nside: {left: 1}",
            [
                '1:10: error: parts[0].wrd: unknown key; did you mean "word"?',
                '1:18: error: parts[0].sise: unknown key; did you mean "size"?',
            ],
        ),
        (
            "parts: [{word: a}]\nside: {lefd: 1}",
            [
                (
                    "2:1: error: side: the form is not clear; expected a mapping with one of left, right, "
                    'got a mapping with lefd; did you mean "left"? Write {left: ...}'
                )
            ],
        ),
        (
            "parts: [{word: a}]\nside: {left: -1}",
            [
                (
                    "2:14: error: side.left: out of range; "
                    "expected a whole number from 0 up to 1,000,000,000, got -1; look at the source again"
                )
            ],
        ),
        (
            "parts: [{word: a}]\nside: {left: 1, right: 1}",
            ["2:17: error: side.right: unknown key; expected one of left; remove it"],
        ),
        (
            "parts: [{word: a}]\nside:\n  - left: 1",
            [
                (
                    "2:1: error: side: the form is not clear; expected a mapping with one of left, right, "
                    "got a list of 1; write {left: ...} or {right: ...}"
                )
            ],
        ),
        (
            BASE + "by_key: {A b: {word: a}}",
            [
                (
                    '3:10: error: by_key."A b": not in the right form; '
                    "expected lower-case letters and digits, "
                    'with single hyphens or dots between them, got "A b"; did you mean "a-b"?'
                )
            ],
        ),
        (
            BASE + "by_key: {a: {word: a, size: x}}",
            [
                (
                    "3:29: error: by_key.a.size: wrong type; expected a whole number, "
                    'got "x"; write the bare number'
                )
            ],
        ),
        (
            BASE + "by_word: {three: 0.1}",
            [
                (
                    '3:11: error: by_word.three: not a known value; expected one | two, got "three"; '
                    "choose one of these"
                )
            ],
        ),
        (
            BASE + "by_word: {one: 30}",
            [
                (
                    "3:16: error: by_word.one: out of range; expected a number above 0 and up to 1, got 30; "
                    "a fraction, not a percentage: write 0.3"
                )
            ],
        ),
        (
            BASE + "part: {size: 1.50}",
            [
                '3:1: error: part.word: is missing; expected text; add "word": LLM or person that said it',
                (
                    "3:14: error: part.size: wrong type; expected a whole number, got 1.50; "
                    "write what was counted; a percentage or an average is no count"
                ),
            ],
        ),
        (
            BASE + "day: 2026-02-30",
            [
                (
                    '3:6: error: day: not a date; expected a date such as 2026-01-31, got "2026-02-30"; '
                    "write a day that there is"
                )
            ],
        ),
        (
            BASE + "day: 2026",
            [
                (
                    "3:6: error: day: wrong type; expected a date such as 2026-01-31, got 2026; "
                    "write it in this form"
                )
            ],
        ),
        (
            "parts: [{word: a}, {word: b}, {word: c}, {word: d}]\nside: {left: 1}",
            ["1:1: error: parts: too many entries; expected at most 3 entries, got 4; leave some out"],
        ),
        (
            BASE + "keys: [a]\nlines: [b]",
            ["4:1: error: lines: both keys and lines are given; expected one of them; remove lines"],
        ),
        (
            BASE + "lines: [a, '', null]",
            [
                "3:12: error: lines[1]: is empty; expected text; fill it in, or leave the key out",
                "3:16: error: lines[2]: is empty; expected text; fill it in, or leave the key out",
            ],
        ),
    ],
)
def test_messages(text: str, expected: list[str]) -> None:
    """Each kind of mistake, in each kind of place, has its own words."""
    assert sorted(messages(text)) == sorted(expected)


def test_a_vocabulary_is_told_in_the_same_words() -> None:
    """The vocabulary's mistakes read like a card's."""
    text = (
        "datasets: {Alpaca: {name: Alpaca, sise: 1}}\nmodels: {}\nbenchmarks: {}\njudges: {a: {kind: llm}}\n"
    )

    assert messages(text, Vocabulary) == [
        (
            "1:12: error: datasets.Alpaca: not in the right form; expected lower-case letters and digits, "
            'with single hyphens or dots between them, got "Alpaca"; did you mean "alpaca"?'
        ),
        '1:35: error: datasets.Alpaca.sise: unknown key; did you mean "size"?',
        '4:10: error: judges.a.name: is missing; expected text; add "name": name as people write it',
    ]


def test_a_value_that_yaml_refused_is_told_once() -> None:
    """What only stands in for a refused value is not told to be wrong as well."""
    document = parse_card(b"---\nparts: [{word: &a x}, {word: a, size: .nan}]\nside: *a\n---\n", "x.md")

    assert len(document.tree.problems) == 3
    with pytest.raises(ValidationError) as error:
        Whole.model_validate(document.data)
    assert list(problems_of(error.value, document, Whole)) == []


def replaced(data: Any, wrong: object) -> Iterator[Any]:  # noqa: ANN401 # YAML is any
    """Yield copies of some data, in each of which one value at any depth is replaced."""
    yield wrong
    for part in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        for value in replaced(data[part], wrong):
            copied = data.copy()
            copied[part] = value
            yield copied


def refused(data: Any, document: Document) -> list[Problem]:  # noqa: ANN401 # YAML is any
    """Return what is wrong with a card's data, with places in some document."""
    try:
        Card.model_validate(data)
    except ValidationError as error:
        return list(problems_of(error, document, Card))
    return []


@pytest.mark.parametrize("wrong", [None, True, 1, -1.5, "x y", "", [], [[]], {}, {"x": 1}], ids=repr)
def test_no_field_of_a_card_is_told_in_the_words_of_a_library(wrong: object) -> None:
    """Whatever stands in whatever field, pydantic's own sentences never reach the author."""
    document = parse_card(VALID.encode(), "x.md")
    told = [problem for data in replaced(document.data, wrong) for problem in refused(data, document)]

    assert len(told) > 20
    assert [problem for problem in told if re.search("nput should|alue error", problem.message)] == []
    assert [problem for problem in told if not problem.expected and not problem.hint] == []


def test_one_allowed_value_is_named() -> None:
    """A schema that allows one value expects that value."""
    assert expected_of({"const": 1}) == "1"
