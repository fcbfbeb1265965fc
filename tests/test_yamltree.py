"""YAML: what scalars mean, where values stand, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from tedd import yamltree
from tedd.problems import CardError, Problem
from tedd.yamltree import MAX_DEPTH, MAX_ENTRIES, is_visible, read
from tests.examples import FOLDER, changed

if TYPE_CHECKING:
    from pathlib import Path

SYNTAX = [text for text in sorted(FOLDER.glob("*.txt")) if "not YAML: " in text.read_text(encoding="utf-8")]


def problems(text: str) -> list[Problem]:
    """Return what is wrong with YAML."""
    try:
        return read(text, "x.yaml").problems
    except CardError as error:
        return list(error.problems)


def messages(text: str) -> list[str]:
    """Return places and messages of what is wrong with YAML."""
    return [
        f"{problem.line}:{problem.column}: {problem.field}: {problem.message}" for problem in problems(text)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-12", -12),
        ("+3", 3),
        ("1.50", 1.5),
        (".5", 0.5),
        ("2.", 2.0),
        ("1e3", 1000.0),
        ("-1.5E-3", -0.0015),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("no", "no"),
        ("on", "on"),
        ("1:30", "1:30"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("2023-08-15", "2023-08-15"),
        ("=", "="),
        ("<<", "<<"),
        ("'1'", "1"),
        ('"true"', "true"),
        ("|\n  1", "1"),
    ],
)
def test_scalars_follow_the_core_schema(text: str, value: object) -> None:
    """Only what looks like a number, a truth value or null is one; everything in quotes is text."""
    data = read(f"a: {text}", "x.yaml").root.data["a"]

    assert data == value
    assert type(data) is type(value)


@pytest.mark.parametrize("text", ["007", "-01", "00"])
def test_a_number_has_no_zero_in_front(text: str) -> None:
    """What some readers take for octal is refused; in quotes it is text."""
    (problem,) = read(f"a: {text}", "x.yaml").problems

    assert problem.code == "bad-number"
    assert read(f"a: '{text}'", "x.yaml").root.data["a"] == text


@pytest.mark.parametrize("text", [".nan", "-.inf", ".INF", "1e999", "9" * 16, "0." + "1" * 15, "9" * 5000])
def test_numbers_that_cannot_be_kept_are_refused(text: str) -> None:
    """No NaN, no infinity and no number that a browser would round gets in."""
    assert messages(f"a: {text}") == ["1:4: a: not a usable number"]


def test_a_node_knows_how_it_was_written() -> None:
    """A number keeps its text, so that a message can show `2308.10` and not 2308.1."""
    assert read("a: 2308.10", "x.yaml").root.children["a"].source == "2308.10"


def test_places_count_lines_and_characters() -> None:
    """Lines and columns start at 1; a column is a character, however many bytes it takes."""
    root = read("a:\n  - {é: 1, b: x}\n", "x.yaml", offset=5).root
    entry = root.children["a"].children[0]

    assert root.children["a"].key_place == (6, 1)
    assert (entry.place, entry.key_place) == ((7, 5), (7, 5))
    assert (entry.children["b"].key_place, entry.children["b"].place) == ((7, 12), (7, 15))


def test_the_first_of_two_equal_keys_counts() -> None:
    """A key given twice is refused at its second place, which names the first."""
    tree = read("a: 1\nb: {c: 1, c: 2}\na: 2\n", "x.yaml")

    assert tree.root.data == {"a": 1, "b": {"c": 1}}
    assert [str(problem) for problem in tree.problems] == [
        "x.yaml:2:11: error: b.c: key given twice; keep one of them; the first is in line 2 [key-twice]",
        "x.yaml:3:1: error: a: key given twice; keep one of them; the first is in line 1 [key-twice]",
    ]


def test_references_and_tags_are_refused_without_being_followed() -> None:
    """Anchors, aliases and tags are named with their places; an alias stands for nothing."""
    tree = read("a: &x [1]\nb: *x\n? *x\n: !!int 1\n&k c: ! d\n", "x.yaml")

    assert tree.root.data == {"a": [1], "b": None, "?": "1", "c": "d"}
    assert [f"{problem.line}:{problem.column} {problem.message}" for problem in tree.problems] == [
        "1:4 anchors are not allowed",
        "2:4 aliases are not allowed",
        "3:3 aliases are not allowed",
        "3:3 not a usable key",
        "4:3 tags are not allowed",
        "5:1 anchors are not allowed",
        "5:7 tags are not allowed",
    ]


@pytest.mark.parametrize("bracket", ["[", "{", "? ", "- ", "{a: ", "[1, "])
def test_nesting_ends_at_twenty_levels(bracket: str) -> None:
    """A text of nothing but brackets is left at the level after the last one allowed."""
    assert problems(bracket * 100_000)[-1].message == "nested too deeply"


def test_twenty_levels_are_allowed() -> None:
    """The deepest structure that is allowed can be read."""
    assert problems("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert len(problems("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))) == 1


@pytest.mark.parametrize(
    "text", ["- a\n" * (MAX_ENTRIES + 1), "".join(f"k{n}: 1\n" for n in range(MAX_ENTRIES + 1))]
)
def test_lists_and_mappings_are_bounded(text: str) -> None:
    """Nobody reads a list of ten thousand results, and no machine should have to."""
    assert messages(text) == [f"{MAX_ENTRIES + 1}:{3 if text[0] == '-' else 1}: file: too many entries"]


def test_a_second_document_is_refused() -> None:
    """A file holds one document."""
    assert messages("a: 1\n---\nb: 2\n") == ["2:1: file: more than one YAML document"]


def test_a_hundred_problems_are_enough() -> None:
    """A file of nothing but mistakes is left after a hundred."""
    found = problems("- *a\n" * 1000)

    assert len(found) == 101
    assert found[-1].message == "more problems from here on"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r'a: "\u202e"', "invisible or control character"),
        (r'a: "\0"', "invisible or control character"),
        (r'"\u200b": 1', "invisible or control character"),
        ('a: "x\ty"', "a tab inside of a value"),
    ],
)
def test_escapes_hide_nothing(text: str, message: str) -> None:
    """What may not stand in a file may not come in by an escape either."""
    assert [problem.message for problem in problems(text)] == [message]


@pytest.mark.parametrize("text", ["a\tb\nc", "naïve", "日本語", "µ ± é", "e\u0301"])
def test_visible_text(text: str) -> None:
    """Letters of any language, tabs and line breaks are visible."""
    assert is_visible(text)


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "\x1b",
        "\x7f",
        "\x85",
        "\xa0",
        "\xad",
        "\u200d",
        "\u2028",
        "\u2066",
        "\u3164",
        "\ufe0f",
        "\ufeff",
    ],
)
def test_invisible_text(text: str) -> None:
    """Controls, odd spaces, direction marks, joiners and fillers are not."""
    assert not is_visible(f"a{text}b")


@pytest.mark.parametrize("case", SYNTAX, ids=lambda case: case.stem)
def test_syntax_is_told_alike_by_either_parser(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml the same mistakes are found, and told as YAML's and not as a traceback."""
    monkeypatch.setattr(yamltree, "_LOADER", yaml.SafeLoader)
    facts = (
        changed(case.with_suffix(".diff").read_text(encoding="utf-8"))
        .split("\n---\n")[0]
        .removeprefix("---\n")
    )

    assert "not YAML: " in "".join(messages(facts))
    assert "while " not in "".join(messages(facts))
