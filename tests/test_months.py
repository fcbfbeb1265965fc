"""What the months of a card say beside each other, and beside today."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.examples import VALID, problems

SOURCE = '    source: {arxiv: "2308.00001", where: Table 2}\n'


def codes(text: str) -> list[str]:
    """Return the codes of a card's problems."""
    return [problem.code for problem in problems(text.encode())]


@pytest.mark.parametrize(
    ("month", "more", "expected"),
    [
        ("2023-08", "", []),
        ("2023-07", "", []),
        ("2023-06", "", ["month-early"]),
        ("2023-06", "venue: ICLR 2023\n", []),
        ("2023-09", "", ["month-late"]),
    ],
)
def test_months_beside_the_identifier(month: str, more: str, expected: list[str]) -> None:
    """A method appears no later than its paper, and much earlier only at a venue."""
    assert codes(VALID.replace("first_appeared: 2023-08\n", f"first_appeared: {month}\n{more}")) == expected


@pytest.mark.parametrize(("paper", "expected"), [("2307.00001", []), ("2306.00001", ["source-early"])])
def test_sources_beside_the_first_appearance(paper: str, expected: list[str]) -> None:
    """No result is older than its method, but for the month between writing a paper and announcing it."""
    assert codes(VALID.replace(SOURCE, SOURCE.replace("2308.00001", paper))) == expected


def test_an_early_paper_is_told_once() -> None:
    """A paper from before the method is told at the first of its results, with the number of the others."""
    early = VALID.replace(SOURCE, SOURCE.replace("2308.00001", "2206.00001"))
    _, rest = early.split("evidence:\n")
    rows, _ = rest.split("corrections:")
    again = rows[rows.rindex("  - setting") :].replace("mmlu", "arc")
    found = problems(early.replace("corrections:", f"{again}corrections:").encode())

    assert [one.code for one in found] == ["source-early"]
    assert found[0].message == "a source from before the method, here and in 1 more place"


@pytest.mark.parametrize(("days", "expected"), [(1, []), (3, ["still-to-come"])])
def test_days_to_come(days: int, expected: list[str]) -> None:
    """A correction may be of tomorrow, where the author's day began earlier, and of no later day."""
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)

    assert codes(VALID.replace("date: 2026-01-31", f"date: {day}")) == expected
