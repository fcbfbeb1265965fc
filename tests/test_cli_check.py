"""`tedd check`: problems at their places, for people, for programs and for GitHub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.boards import card, saved, wins
from tests.commands import BROKEN, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two good cards."""
    return saved(
        tmp_path / "methods", card("one", evidence=wins(2)), card("two", name="Zwölf", evidence=wins(3))
    )


def test_check_says_that_all_is_well(folder: Path) -> None:
    """Clean cards: exit code 0, and how many were checked."""
    result = run("check", "--cards", folder)

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "2 cards: 0 problems\n")


def test_check_reads_the_cards_that_are_named(folder: Path) -> None:
    """A named card or folder is checked alone, against the vocabulary of the cards."""
    (folder / "bad.md").write_text(BROKEN)

    good, bad, whole = (
        run("check", path, "--cards", folder) for path in (folder / "one.md", folder / "bad.md", folder)
    )

    assert (good.exit_code, good.stderr) == (0, "1 card: 0 problems\n")
    assert bad.exit_code == whole.exit_code == 1
    assert whole.stderr.startswith("3 cards: ")
    assert bad.stdout == whole.stdout


def test_check_for_people(folder: Path) -> None:
    """Problems are lines of `path:line:column: severity: field: message`, in order of their places."""
    (folder / "bad.md").write_text(BROKEN)

    lines = run("check", "--cards", folder).stdout.splitlines()

    places = [tuple(map(int, line.rpartition("bad.md:")[2].split(":")[:2])) for line in lines]
    assert places == sorted(places)
    assert len(lines) > 2
    assert all(": error: " in line for line in lines)


def test_check_for_programs(folder: Path) -> None:
    """As JSON the problems are objects; clean cards give an empty list."""
    clean = run("check", "--format", "json", "--cards", folder)
    (folder / "bad.md").write_text(BROKEN)
    broken = run("check", "--format", "json", "--cards", folder)

    assert (clean.exit_code, json.loads(clean.stdout)) == (0, [])
    found = json.loads(broken.stdout)
    assert broken.exit_code == 1
    assert {"path", "line", "column", "field", "message", "severity"} <= found[0].keys()
    assert {(problem["field"], problem["line"]) for problem in found} >= {("name", 2), ("colour", 3)}


def test_check_for_github(folder: Path) -> None:
    """As workflow commands the problems stand at their lines; a card cannot start one of its own."""
    (folder / "bad.md").write_text(BROKEN + '---\n"a%0A::warning::b": 1\n')

    lines = run("check", "--format", "github", "--cards", folder).stdout.splitlines()

    assert lines
    assert all(line.startswith("::error file=") for line in lines)
    assert any("bad.md,line=3,col=1,title=unknown-key::colour: unknown key" in line for line in lines)


def test_unreadable_card(folder: Path) -> None:
    """A card that cannot be read is a problem like any other."""
    (folder / "odd.md").mkdir()
    (folder / "gone.md").symlink_to("nowhere.md")

    result = run("check", "--cards", folder)

    assert result.exit_code == 1
    assert "odd.md:1:1: error: file: cannot be read" in result.stdout
    assert "gone.md:1:1: error: file: cannot be read" in result.stdout


def test_check_reads_the_studies(tmp_path: Path) -> None:
    """`tedd check` without names also tells what is wrong with a study beside the cards."""
    cards = saved(tmp_path / "methods", card("one", evidence=wins(2)))
    (cards / "studies").mkdir()
    (cards / "studies" / "bad.yaml").write_text("colour: red\n")
    result = run("check", "--cards", cards)

    assert result.exit_code == 1
    assert "studies/bad.yaml:1:1: error: colour: unknown key" in result.stdout


def test_a_folder_of_studies_is_checked(folder: Path) -> None:
    """A folder without cards stands for its studies; one without either is a mistake that is told."""
    (folder / "studies").mkdir()
    (folder / "studies" / "small.yaml").write_text("name: Small\n")
    (folder / "nothing").mkdir()
    studies, nothing = (run("check", folder / name, "--cards", folder) for name in ("studies", "nothing"))

    assert studies.exit_code == nothing.exit_code == 1
    assert "small.yaml" in studies.stdout
    assert "[unreadable]" in nothing.stdout
