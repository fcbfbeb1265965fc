"""Single fields: which addresses, lines, days and paths are usable, and what they say of themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict, TypeAdapter, ValidationError

from tedd.fields import (
    ArxivId,
    Commit,
    Day,
    Fraction,
    Key,
    Line,
    Lines,
    Month,
    Record,
    RepoPath,
    is_address,
)


def accepts(kind: Any, value: object) -> bool:  # noqa: ANN401 # a type with its checks has no type
    """Return whether a type takes a value."""
    try:
        TypeAdapter(kind, config=ConfigDict(strict=True)).validate_python(value)
    except ValidationError:
        return False
    return True


class Sample(Record):
    """A record to look at."""

    size: int
    """Number of samples.

    And what else is to say.
    """
    note: Line | None = None


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/example/example",
        "https://example.org",
        "https://a-b.example.co.uk:8443/x/y.html?q=a%20b&c=(d)#e~f",
        "https://xn--bcher-kva.example/",
        "https://1.example.org/",
    ],
)
def test_usable_addresses(address: str) -> None:
    """A public https address is an address."""
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://example.org",
        "HTTPS://example.org",
        "//example.org",
        "example.org",
        "https:example.org",
        "https://",
        "https:///path",
        "https://localhost",
        "https://127.0.0.1",
        "https://[::1]",
        "https://[::1",
        "https://user@example.org",
        "https://user:word@example.org",
        "https://example.org:port",
        "https://example.org:99999",
        "https://example.org/a b",
        "https://example.org/\n",
        " https://example.org",
        "https://exämple.org",
        'https://example.org/"x',
        "https://example.org/<x>",
        "https://example.org/{x}",
        "https://example.org\\@example.com",
        "https://-.",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://example..org",
    ],
)
def test_unusable_addresses(address: str) -> None:
    """Other schemes, private hosts, credentials and characters that could end an attribute are refused."""
    assert not is_address(address)


@given(st.text() | st.text().map("https://".__add__) | st.text().map("https://example.org".__add__))
def test_an_address_can_stand_in_an_attribute(text: str) -> None:
    """No text that passes for an address holds quotes, spaces, angle brackets or anything beyond ASCII."""
    if is_address(text):
        assert text.isascii()
        assert text.isprintable()
        assert not set(text) & set(" \"'<>`\\")


@pytest.mark.parametrize(
    "line", ["a", "a < b and c > d", "R&D", "&lt;", "[1] (2)", "[a](b)", "*a* `b`", "{{ c }}", "5 <6", "é"]
)
def test_plain_lines(line: str) -> None:
    """Plain text may hold any sign that is not the start of a tag: it is shown as it is."""
    assert accepts(Line, line)


@pytest.mark.parametrize("line", ["", " a", "a ", "a\nb", "a\n", "<b>", "</b", "<!--", "<?x", "x" * 401])
def test_no_plain_lines(line: str) -> None:
    """Tags, line breaks and space around it have no place in a line of plain text."""
    assert not accepts(Line, line)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (Key, ["gpt-4", "llama-3.1-8b", "a"], ["GPT-4", "a--b", "-a", "a.", "a_b", "", "a\n", "é", "a" * 61]),
        (
            Month,
            ["2023-08", "2030-12"],
            ["2023-8", "2023-13", "2023-00", "1999-01", "2023-08-01", "2023-08\n"],
        ),
        (
            ArxivId,
            ["2308.12032", "0704.0001"],
            ["2308.12032v2", "2313.12032", "2308.120", "2308.123456", 2308.12],
        ),
        (Commit, ["01fac8d", "a" * 40], ["01fac8", "a" * 41, "01FAC8D", "main", 1234567]),
        (Fraction, [0.05, 1, 1e-9], [0, 5, -0.1, "0.05", float("nan"), True]),
        (Day, ["2026-01-31", "2024-02-29"], ["2026-02-30", "2026-1-3", "20260131", "2026-W01-1", 2026, ""]),
        (
            RepoPath,
            ["a", "a/b.md", ".github/x", "a b/c (d).csv", "a..b"],
            ["/a", "a//b", "../a", "a/./b", "a/..", "a\\b"],
        ),
    ],
)
def test_forms(kind: object, right: list[object], wrong: list[object]) -> None:
    """Keys, months, identifiers, commits, fractions, days and paths have one form each."""
    assert [value for value in right if not accepts(kind, value)] == []
    assert [value for value in wrong if accepts(kind, value)] == []


def test_days_become_dates() -> None:
    """A day is a date, for sorting."""
    assert TypeAdapter(Day).validate_python("2026-01-31") == dt.date(2026, 1, 31)


def test_lists_become_tuples() -> None:
    """A record cannot be changed, and neither can its lists."""
    assert TypeAdapter(Lines).validate_python(["a", "b"]) == ("a", "b")


def test_records_are_strict_and_frozen() -> None:
    """A record takes no text for a number, no unknown key, and no change."""
    record = Sample(size=3)

    for wrong in ({"size": "3"}, {"size": 3, "sizes": 3}, {"size": True}):
        with pytest.raises(ValidationError):
            Sample.model_validate(wrong)
    with pytest.raises(ValidationError):
        record.size = 4


def test_alike_records_share_the_names_of_what_was_given() -> None:
    """A thousand cards do not hold as many sets of names; which fields were given is told as ever."""
    one, other, whole = Sample(size=1), Sample(size=2), Sample(size=1, note="x")

    assert one.model_fields_set is other.model_fields_set
    assert one.model_fields_set == {"size"} != whole.model_fields_set
    assert one.model_copy(update={"note": "y"}).model_fields_set == {"size", "note"}
    assert one.model_fields_set == {"size"}


def test_docstrings_beneath_fields_are_help() -> None:
    """What stands beneath a field is its help, in Python and in the JSON Schema."""
    text = "Number of samples.\n\nAnd what else is to say."

    assert Sample.help() == {"size": text}
    assert Sample.model_json_schema()["properties"]["size"]["description"] == text
