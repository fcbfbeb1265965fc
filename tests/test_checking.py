"""`tedd check` beyond cards by name: standard input, the files beside the cards, warnings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tedd.__main__ import main
from tedd.checking import check_text
from tedd.codes import text_of
from tests.commands import run
from tests.examples import VALID

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

OTHER = VALID.replace("name: Example", "name: Other One").replace(
    'arxiv: "2308.00001"', 'arxiv: "2308.00002"'
)
UNLIKELY = VALID.replace("losses: 21}", "losses: 12}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the example's card, study and vocabulary."""
    cards = tmp_path / "methods"
    (cards / "studies").mkdir(parents=True)
    (cards / "example.md").write_text(VALID, encoding="utf-8")
    (cards / "vocabulary.yaml").write_text(text_of("example-vocabulary.yaml"), encoding="utf-8")
    (cards / "studies" / "small.yaml").write_text(text_of("example-study.yaml"), encoding="utf-8")
    return cards


def piped(text: str, *arguments: object) -> Result:
    """Check a card on standard input."""
    command = ["check", "-", *map(str, arguments)]
    return CliRunner().invoke(main, command, input=text.encode(), catch_exceptions=False)


def test_a_card_on_standard_input(folder: Path) -> None:
    """An editor pipes a card: it is checked against the others, and its file is called -."""
    good, bad = (piped(text, "--cards", folder) for text in (OTHER, OTHER.replace("ranked", "rank")))

    assert (good.exit_code, good.stdout, good.stderr) == (0, "", "1 card: 0 problems\n")
    assert bad.exit_code == 1
    assert bad.stdout.startswith("-:8:9: error: status: not a known value;")


def test_a_card_that_is_there_already_may_be_piped(folder: Path) -> None:
    """The card that an editor changes is not called a copy of itself, by --as or by its name."""
    assert piped(VALID, "--cards", folder, "--as", "example").exit_code == 0
    assert piped(VALID, "--cards", folder).exit_code == 0
    assert "goes by this name" in piped(VALID, "--cards", folder, "--as", "other").stdout


def test_a_piped_card_has_a_usable_name(folder: Path) -> None:
    """A slug that cannot be used is told; a name of which nothing can be used makes it a draft."""
    unnamed = OTHER.replace("Other One", "日本")
    assert "not a usable file name" in piped(OTHER, "--cards", folder, "--as", "My_Method").stdout
    assert check_text(unnamed.encode(), None, folder) == ()
    assert piped("", "--cards", folder).stdout.startswith("-:1:1: error: file: no front matter")
    (folder / "draft.md").write_text(unnamed, encoding="utf-8")
    assert check_text(unnamed.encode(), None, folder) == ()


def test_as_without_standard_input_is_wrong_usage(folder: Path) -> None:
    """A name for nothing is told with the remedy."""
    result = run("check", "--as", "x", "--cards", folder)

    assert result.exit_code == 2
    assert "add the path -" in result.stderr


def test_a_piped_card_beside_files(folder: Path) -> None:
    """Standard input and files are checked in one run."""
    result = piped(OTHER, folder / "example.md", "--cards", folder)

    assert (result.exit_code, result.stderr) == (0, "2 cards: 0 problems\n")


def test_too_large_an_input_is_not_read_to_its_end(folder: Path) -> None:
    """A stream larger than a card is refused like a file."""
    assert "too large" in piped("x" * 300_000, "--cards", folder).stdout


@pytest.mark.parametrize("name", ["vocabulary.yaml", "studies/small.yaml", "discrepancies.yaml"])
def test_files_beside_cards_by_name(name: str, folder: Path) -> None:
    """The vocabulary, a study and the discrepancies are read as what they are."""
    (folder / "discrepancies.yaml").write_text("discrepancies: {}\n")

    sound = run("check", folder / name, "--cards", folder)
    (folder / name).write_text("colour: red\n")
    broken = run("check", folder / name, "--cards", folder)

    assert (sound.exit_code, sound.stdout) == (0, "")
    assert broken.exit_code == 1
    assert all(f"{name}:1:1: error:" in line for line in broken.stdout.splitlines())
    assert "colour: unknown key" in broken.stdout


@pytest.mark.parametrize(
    "name", ["New.MD", "new.markdown", "new.md.txt", "new.yml", "studies/new.YAML", "studies/new.md"]
)
def test_a_file_that_nothing_reads(name: str, folder: Path) -> None:
    """A file that is meant as a card or a study is not passed by in silence for its ending or place."""
    (folder / name).write_text(OTHER, encoding="utf-8")
    for other in (".new.md.swp", ".yamllint.yaml"):
        (folder / other).touch()
    (folder / "notes.txt").touch()

    result = run("check", "--cards", folder)

    assert (result.exit_code, result.stderr) == (1, "1 card: 1 problem\n")
    assert f"{name}:1:1: error: file: no file of TEDD has this name" in result.stdout


def test_a_study_is_checked_alone(folder: Path) -> None:
    """What is wrong with other studies is none of the named one's, and a file named twice is told once."""
    (folder / "studies" / "bad.yaml").write_text("colour: red\n")
    small, bad = (folder / "studies" / name for name in ("small.yaml", "bad.yaml"))

    assert run("check", small, "--cards", folder).exit_code == 0
    assert run("check", bad, bad, "--cards", folder).stdout == run("check", bad, "--cards", folder).stdout


def test_a_folder_without_cards(folder: Path) -> None:
    """A check of nothing is no success."""
    (folder / "example.md").unlink()

    result = run("check", "--cards", folder)

    assert result.exit_code == 1
    assert "no cards here; expected files such as ifd.md; name the folder" in result.stdout


def test_a_vocabulary_among_the_files(folder: Path) -> None:
    """Whoever names every changed file, the vocabulary among them, gets no nonsense."""
    result = run("check", folder / "vocabulary.yaml", folder / "example.md", "--cards", folder)

    assert (result.exit_code, result.stdout) == (0, "")


def test_a_study_needs_cards_that_can_be_used(folder: Path) -> None:
    """When the cards have errors, these are told in place of what a study would say of them."""
    (folder / "example.md").write_text("no card")

    assert "example.md:1:1" in run("check", folder / "studies" / "small.yaml", "--cards", folder).stdout


def test_warnings_fail_only_when_strict(folder: Path) -> None:
    """A warning is printed and counted, and fails with --strict alone."""
    (folder / "example.md").write_text(UNLIKELY, encoding="utf-8")

    lax, strict = run("check", "--cards", folder), run("check", "--strict", "--cards", folder)

    assert (lax.exit_code, strict.exit_code) == (0, 1)
    assert ": warning: evidence[0].measure: fewer verdicts" in lax.stdout
    assert lax.stderr == "1 card: 0 errors, 1 warning\n"


def test_errors_beside_warnings_fail(folder: Path) -> None:
    """A warning takes nothing away from an error."""
    (folder / "example.md").write_text(UNLIKELY.replace("status: ranked", "status: rank"), encoding="utf-8")
    (folder / "other.md").write_text(UNLIKELY.replace("name: Example", "name: Other"), encoding="utf-8")

    assert run("check", "--cards", folder).exit_code == 1


def test_a_warning_for_programs_and_for_github(folder: Path) -> None:
    """A warning has its severity and code in every format."""
    (folder / "example.md").write_text(UNLIKELY, encoding="utf-8")

    (found,) = json.loads(run("check", "--format", "json", "--cards", folder).stdout)
    line = run("check", "--format", "github", "--cards", folder).stdout

    assert (found["severity"], found["code"]) == ("warning", "counts-miss-prompts")
    assert line.startswith("::warning file=")
    assert ",title=counts-miss-prompts::" in line
