"""Problems: how one reads, and that no stranger's text leaves its place in a report."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tedd.problems import (
    MAX_PROBLEMS,
    CardError,
    Loc,
    Problem,
    as_github,
    as_json,
    as_text,
    did_you_mean,
    field_name,
    first,
    nearest,
    shown,
)

PROBLEM = Problem(
    "methods/x.md", 12, 7, "sdf", "out of range", "a number up to 1", "5", "write 0.05", code="out-of-range"
)
texts = st.text(max_size=30)


def test_a_problem_reads_as_one_line() -> None:
    """Place, severity, field, mistake, expectation, finding and remedy follow each other."""
    assert str(PROBLEM) == (
        "methods/x.md:12:7: error: sdf: out of range; expected a number up to 1, got 5; write 0.05 "
        "[out-of-range]"
    )


def test_what_a_problem_does_not_say_leaves_no_gap() -> None:
    """A problem without expectation or finding has no empty words for them."""
    assert str(Problem("x.md", 1, 2, "name", "is empty", hint="fill it in", code="empty")) == (
        "x.md:1:2: error: name: is empty; fill it in [empty]"
    )
    assert Problem("x.md", 1, 1, "name", "is odd", got="1", code="odd").text == "is odd; got 1"


def test_an_error_keeps_problems_in_reading_order() -> None:
    """Problems are sorted by file, line and column as numbers."""
    later, earlier = Problem("a", 10, 1, "x", "m", code="c"), Problem("a", 9, 1, "x", "m", code="c")

    assert CardError([later, earlier]).problems == (earlier, later)
    assert str(CardError([later, earlier])) == "a:9:1: error: x: m [c]\na:10:1: error: x: m [c]"


def test_as_text_is_one_line_a_problem() -> None:
    """A list of problems is a list of lines."""
    assert as_text([PROBLEM, PROBLEM]).split("\n") == [str(PROBLEM)] * 2


def test_as_json_gives_every_part_back() -> None:
    """A program gets all parts of each problem."""
    assert [Problem(**parts) for parts in json.loads(as_json([PROBLEM]))] == [PROBLEM]


def test_as_github_names_file_line_and_column() -> None:
    """GitHub shows a problem at its place in the pull request."""
    assert as_github([PROBLEM]) == (
        "::error file=methods/x.md,line=12,col=7,title=out-of-range::"
        "sdf: out of range; expected a number up to 1, got 5; write 0.05"
    )


@given(
    st.lists(
        st.builds(Problem, texts, st.just(1), st.just(1), texts, texts, texts, texts, texts, code=texts),
        max_size=4,
    )
)
def test_a_card_cannot_give_github_a_command(found: list[Problem]) -> None:
    """Whatever a problem holds, it is one workflow command, and its place cannot be forged."""
    lines = as_github(found).splitlines() if found else []
    commands = [line for line in as_github(found).split("\n") if line]

    assert len(commands) == len(found)
    assert all(line.startswith("::error file=") for line in commands)
    assert all(line.split("::")[1].count(",line=") == 1 for line in commands)
    assert len(lines) >= len(found)


@pytest.mark.parametrize(
    ("loc", "name"),
    [
        ((), "file"),
        (("evidence", 3, "measure", "wins"), "evidence[3].measure.wins"),
        ((2,), "[2]"),
        (("a.b",), "a.b"),
        (("a\nb", "c"), '"a\\nb".c'),
        (("",), '""'),
        (("x: error: y",), '"x: error: y"'),
    ],
)
def test_field_names(loc: Loc, name: str) -> None:
    """A field is named by its way; a stranger's key is quoted where it could look like something else."""
    assert field_name(loc) == name


@pytest.mark.parametrize(
    ("word", "near"),
    [("tie", "ties"), ("GPT4", "gpt-4"), ("opensource", "open_source"), ("astrology", None), ("", None)],
)
def test_nearest(word: str, near: str | None) -> None:
    """A misspelt word finds what it was meant to be, in any case; an unrelated one finds nothing."""
    assert nearest(word, ["ties", "gpt-4", "open_source", "wins"]) == near
    assert did_you_mean(word, ["ties", "gpt-4", "open_source"]) == (f'did you mean "{near}"?' if near else "")


def test_nearest_of_an_endless_word_takes_no_time() -> None:
    """A word as long as a file is not compared letter by letter."""
    assert nearest("x" * 200_000, ["x" * 50] * 50) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a", '"a"'),
        ("é\n\x1b\u202e", '"é\\n\\u001b\\u202e"'),
        (1.5, "1.5"),
        (True, "true"),
        (None, "null"),
        ([], "an empty list"),
        ((1, 2), "a list of 2"),
        ({}, "an empty mapping"),
        ({"a": 1, "b\n": 2}, "a mapping with a, b\\n"),
        ({"a": 1, "b": 1, "c": 1, "d": 1}, "a mapping with a, b, c, ..."),
        ("x" * 100, '"' + "x" * 56 + "..."),
    ],
)
def test_shown(value: object, words: str) -> None:
    """A value is shown in one printable line, cut where it is long; lists and mappings are told in words."""
    assert shown(value) == words


@given(st.recursive(st.none() | st.booleans() | st.floats() | texts, st.lists))
def test_shown_is_short_and_printable(value: object) -> None:
    """No value breaks the line or fills the screen."""
    assert shown(value).isprintable()
    assert len(shown(value)) <= 60


def test_no_more_problems_than_anybody_reads() -> None:
    """Of a thousand problems the first hundred are told, and that there are more."""
    many = [Problem("x.md", line, 1, "a", "m", code="c") for line in range(1000, 0, -1)]

    told = first(many)

    assert [problem.line for problem in told] == list(range(1, MAX_PROBLEMS + 2))
    assert (
        str(told[-1])
        == "x.md:101:1: error: file: more problems from here on; mend these first [more-problems]"
    )
    assert first(many[:3]) == sorted(many[:3])
