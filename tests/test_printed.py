"""How precisely numbers were printed."""

from __future__ import annotations

import math

import pytest

from tedd.printed import decimals, half_unit, half_units, shared_decimals
from tests.simulated import counted_rows, win_row


@pytest.mark.parametrize(
    ("value", "expected"),
    [(81.67, 2), (81.7, 1), (77.0, 0), (0.0196, 4), (1e-05, 5), (50.0, 0), (math.inf, 0)],
)
def test_decimals_of_the_shortest_writing(value: float, expected: int) -> None:
    """A number has the decimals that its shortest writing shows."""
    assert decimals(value) == expected


def test_a_lost_zero_is_read_off_the_neighbour() -> None:
    """A score whose last zero YAML dropped has as many decimals as the one printed beside it."""
    rows = (win_row("vicuna", {"score": 81.7, "counterpart_score": 56.92}),)

    assert half_units(rows) == (half_unit(2),) == (0.005,)


def test_another_source_says_nothing_of_the_decimals() -> None:
    """Numbers of another document or another test set do not make a number look more precise."""
    other = {"arxiv": "2301.99999", "where": "elsewhere"}
    coarse = {"score": 6.5, "counterpart_score": 7.0}
    rows = (
        win_row("vicuna", coarse),
        win_row("vicuna", {"score": 6.512, "counterpart_score": 7.0}, source=other),
        win_row("koala", {"score": 6.51, "counterpart_score": 7.0}),
    )

    assert half_units(rows) == (0.05, 0.0005, 0.005)


def test_counts_are_exact() -> None:
    """Wins, ties and losses were not rounded."""
    assert half_units(counted_rows([(44, 15, 21)])) == (0.0,)


def test_nothing_printed_has_no_decimals() -> None:
    """No numbers, no decimals."""
    assert shared_decimals([]) == 0


def test_a_page_is_a_source_too() -> None:
    """Numbers of one web page are read together, those of a repository's file apart from them."""
    page = {"url": "https://example.org/results", "where": "the table"}
    code = {
        "repository": "https://github.com/example/code",
        "commit": "a" * 40,
        "path": "x.csv",
        "where": "y",
    }
    coarse, fine = {"score": 6.5, "counterpart_score": 7.0}, {"score": 6.51, "counterpart_score": 7.0}
    rows = (
        win_row("vicuna", coarse, source=page),
        win_row("vicuna", fine, source=page),
        win_row("vicuna", coarse, source=code),
    )

    assert half_units(rows) == (0.005, 0.005, 0.05)


def test_files_of_a_repository_are_read_apart() -> None:
    """How precisely one file prints says nothing of another file of the same repository."""
    place = {"repository": "https://github.com/example/code", "commit": "a" * 40, "where": "y"}
    rows = (
        win_row("vicuna", {"score": 6.5, "counterpart_score": 7.0}, source={**place, "path": "one.csv"}),
        win_row("vicuna", {"score": 6.51, "counterpart_score": 7.0}, source={**place, "path": "two.csv"}),
    )

    assert half_units(rows) == (0.05, 0.005)


@pytest.mark.parametrize(
    ("measure", "half"),
    [
        ({"winning_score": 1.133}, 0.0005),
        ({"ratio": 1.35, "scale": "wins-losses"}, 0.005),
        ({"score": 81.7}, 0.05),
    ],
)
def test_every_form_of_a_number_has_its_last_place(measure: dict[str, float | str], half: float) -> None:
    """A winning score, a bare ratio and a score without its counterpart were rounded, too."""
    assert half_units((win_row("vicuna", measure),)) == pytest.approx((half,))
