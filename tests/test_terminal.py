"""The table on a terminal: complete, within 80 columns, with the reasons of those without a rank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tedd.terminal import CREDIT, print_board
from tests.boards import ANCHORS, bench, board, card, real_board, row, selector, survey, wins

if TYPE_CHECKING:
    from tedd.feasibility import Edition


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal have 80 columns and no colours."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize("edition", ["living", "survey"])
@pytest.mark.parametrize("by", ["efficiency", "feasibility"])
def test_real_board_fits_80_columns(edition: Edition, by: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No line of the real board is longer than 80 cells and no cell of it is cut."""
    made = real_board(edition)

    print_board(made, by)

    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    for found in made.by_feasibility() if by == "feasibility" else made.entries:
        assert found.method.card.name in text


def test_numbers_of_a_ranked_method(capsys: pytest.CaptureFixture[str]) -> None:
    """A ranked method's line has rank, PIR, SDF, signed offset, basis and feasibility."""
    print_board(board(card("one", name="First", evidence=wins(2))), "efficiency")

    line = next(line for line in capsys.readouterr().out.splitlines() if "First" in line)
    assert line.split()[:5] == ["1", "First", "2.000", "0.100", "+0.502"]
    assert line.split()[-3:] == ["win", "rate", "1"]


def test_bars_point_to_the_better_side(capsys: pytest.CaptureFixture[str]) -> None:
    """A bar grows to the right above the baseline and to the left below it, in proportion."""
    print_board(board(card("up", evidence=wins(2)), card("down", evidence=wins(1.25))), "efficiency")

    bars = [line for line in capsys.readouterr().out.splitlines() if "│" in line]
    left, right = zip(*(bar.split("│") for bar in bars), strict=True)
    assert [side.count("█") for side in right] == [6, 0]
    assert [side.count("█") for side in left] == [0, 3]


def test_provisional_methods_stand_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """A provisional method has its numbers in a table of its own, and its place in brackets."""
    carried = card("one", name="One", evidence=[bench(1.0)])
    score = [row(test_set=name, measure={"winning_score": 1.2}) for name in ("vicuna", "koala")]
    ties = card("ties", evidence=[row()])

    print_board(board(*ANCHORS, carried, card("won", name="Won", evidence=score), ties), "efficiency")

    ranked, _, text = capsys.readouterr().out.partition("\nProvisional")
    lines = {line.split()[1]: line.split() for line in text.splitlines() if "│" in line}
    assert "One" not in ranked
    assert lines["One"][0] == "(2)"
    assert lines["One"][-2:] == ["bridge", "1"]
    assert lines["Won"][-2:] == ["converted", "1"]
    assert "In brackets the places that they may take" in text


def test_those_without_a_rank_say_why(capsys: pytest.CaptureFixture[str]) -> None:
    """Below the tables stand the methods without a place, with the reason and any PIR that they have."""
    listed = card("two", name="Two", status="listed", reason="it selects twice")
    told = card("three", name="Three", status="listed", reason="it is slow", survey=survey(1.5, 0.1))

    print_board(board(*ANCHORS, listed, told), "efficiency")

    text = " ".join(capsys.readouterr().out.split())
    assert "Two: it selects twice" in text
    assert "Three, PIR 1.500 at SDF 0.100: it is slow" in text
    assert "Provisional" not in text


def test_feasibility_line(capsys: pytest.CaptureFixture[str]) -> None:
    """By feasibility each line has the facts of Table 5, ranks and penalties; small models a star."""
    facts = selector(1, "model_free", trained_model_size="small")

    print_board(board(card("one", name="First", selector=facts)), "feasibility")

    line = next(line for line in capsys.readouterr().out.splitlines() if "First" in line)
    assert " ".join(line.split()) == "1 First 1* 2 (1) yes no yes yes 1 (3.5) 1 (3)"


def test_only_trained_models_are_called_small(capsys: pytest.CaptureFixture[str]) -> None:
    """No star where nothing is trained, however small the model is that scores."""
    print_board(board(card("one", selector=selector(0, trained_model_size="small"))), "feasibility")

    assert "0*" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("best", "worst", "shown"),
    [(1, 3, "1-3"), (2, 2, "1"), (None, None, "1")],
    ids=["range", "sure", "no draws"],
)
def test_rank_or_its_range(
    best: int | None, worst: int | None, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where draws leave several ranks possible, their range stands in place of the rank."""
    made = board(card("one", name="First", evidence=wins(2)))
    found = made.entries[0]
    assert found.efficiency is not None
    efficiency = replace(found.efficiency, rank_best=best, rank_worst=worst)

    print_board(replace(made, entries=(replace(found, efficiency=efficiency),)), "efficiency")

    line = next(line for line in capsys.readouterr().out.splitlines() if "First" in line)
    assert line.split()[0] == shown


@pytest.mark.parametrize("by", ["efficiency", "feasibility"])
def test_names_are_shown_whole_and_literally(by: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A long name is wrapped, not cut, and markup in it is text."""
    name = "[bold]A[/bold] " + "§" * 100

    print_board(board(card("one", name=name, evidence=wins(2))), by)

    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("§") == 100
    assert "[bold]A[/bold]" in text
    assert "…" not in text


def test_empty_board(capsys: pytest.CaptureFixture[str]) -> None:
    """A board of nobody prints its heading and the credit."""
    print_board(board(), "efficiency")

    assert " ".join(CREDIT.split()) in " ".join(capsys.readouterr().out.split())
