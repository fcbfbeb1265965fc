"""The command line: what it prints, its exit codes, and no traceback for a mistake of the user."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import tedd
from tedd.__main__ import main
from tedd.frontmatter import parse_card
from tests.boards import METHODS, card, saved, wins
from tests.commands import BROKEN, ROOT, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two good cards."""
    return saved(tmp_path / "methods", card("one", evidence=wins(2)), card("two", name="Zwölf"))


@pytest.fixture
def _one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a build make a single page, where only the place that it goes to matters."""
    monkeypatch.setattr("tedd.build.outputs", lambda *_: {"index.html": b"page"})


def test_version() -> None:
    """`tedd --version` names the version."""
    assert run("--version").stdout == f"tedd, version {tedd.__version__}\n"


@pytest.mark.parametrize("command", [(), *((name,) for name in main.commands)])
def test_help(command: tuple[str, ...]) -> None:
    """Every command explains itself, by -h too, in lines of at most 80 columns."""
    long, short = run(*command, "--help"), run(*command, "-h")

    assert (long.exit_code, long.stdout) == (0, short.stdout)
    assert max(map(len, long.stdout.splitlines())) <= 80


def test_rank_fits_80_columns() -> None:
    """The table of the real cards fits 80 columns, nothing cut, no colour codes in a file."""
    result = run("rank", "--cards", METHODS)

    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert not {"…", "\x1b"} & set(result.stdout)


def test_rank_in_every_format(folder: Path) -> None:
    """JSON and CSV carry the same methods as the table."""
    table, data, lines = (
        run("rank", "--cards", folder, "--format", form).stdout for form in ("table", "json", "csv")
    )

    assert [method["slug"] for method in json.loads(data)["methods"]] == ["one", "two"]
    assert [line["name"] for line in csv.DictReader(io.StringIO(lines))] == ["ONE", "Zwölf"]
    assert "ONE" in table
    assert "Zwölf" in table


def test_rank_finds_the_nearest_cards(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below a project's folder its `methods` are found without being named."""
    below = folder.parent / "docs" / "deep"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)

    assert [method["slug"] for method in json.loads(run("rank", "--format", "json").stdout)["methods"]] == [
        "one",
        "two",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("rank", "--edition", "other"),
        ("rank", "--by", "name"),
        ("rank", "--format", "xml"),
        ("rank", "--cards", "nowhere"),
        ("rank", "surplus"),
        ("check", "nowhere.md"),
        ("check", "--format", "xml"),
        ("build",),
        ("nonsense",),
    ],
)
def test_wrong_usage_exits_with_2(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong option, a missing file or no cards in sight is wrong usage: 2, with a sentence on stderr."""
    monkeypatch.chdir(tmp_path)

    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_rank_without_cards_shows_those_that_came_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no folder of cards is near, `tedd rank` reads the package's own, and guesses no other."""
    own = run("rank", "--format", "json").stdout
    (tmp_path / "methods").mkdir()
    monkeypatch.chdir(tmp_path)

    assert run("rank", "--format", "json").stdout == own
    assert run("check").exit_code == 2


@pytest.mark.parametrize("command", ["rank", "build"])
def test_problems_exit_with_1(command: str, folder: Path) -> None:
    """A broken card stops rank and build: every problem by its place on stderr, nothing on stdout."""
    (folder / "bad.md").write_text(BROKEN)
    out = [folder.parent / "out"] if command == "build" else []

    result = run(command, *out, "--cards", folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "bad.md:2:7: error: name: " in result.stderr
    assert "bad.md:3:1: error: colour: unknown key" in result.stderr
    assert result.stderr.rstrip().endswith("problems")
    assert not (folder.parent / "out").exists()


def test_missing_vocabulary(folder: Path) -> None:
    """Without its vocabulary a folder of cards is a problem, told in a line."""
    (folder / "vocabulary.yaml").unlink()

    result = run("rank", "--cards", folder)

    assert result.exit_code == 1
    assert "vocabulary.yaml:1:1: error: file: cannot be read" in result.stderr


def test_empty_folder(folder: Path) -> None:
    """A folder without cards says so."""
    for path in folder.glob("*.md"):
        path.unlink()

    result = run("rank", "--cards", folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "no cards here" in result.stderr


def test_build_writes_a_folder(folder: Path) -> None:
    """`tedd build` writes the files and says how many."""
    out = folder.parent / "out"

    result = run("build", out, "--cards", folder)

    assert (result.exit_code, result.stdout) == (0, "")
    assert f"files in {out}" in result.stderr
    assert json.loads((out / "data" / "leaderboard.json").read_text("utf-8"))["edition"] == "living"


@pytest.mark.usefixtures("_one_page")
def test_build_refuses_a_foreign_folder(folder: Path) -> None:
    """`tedd build` into a folder of the user's is refused with a remedy; the folder stays."""
    result = run("build", folder, "--cards", folder)

    assert result.exit_code == 1
    assert "name a new folder or empty it" in result.stderr
    assert (folder / "one.md").exists()


@pytest.mark.usefixtures("_one_page")
def test_build_where_nothing_can_be_written(folder: Path) -> None:
    """A place that cannot be written to is told in a line."""
    (folder.parent / "file").write_text("")

    result = run("build", folder.parent / "file" / "out", "--cards", folder)

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("tedd: ")


def test_schema_is_json_schema() -> None:
    """`tedd schema` prints a valid JSON Schema with a help text for each field of a card."""
    document = json.loads(run("schema").stdout)

    Draft202012Validator.check_schema(document)
    assert document["additionalProperties"] is False
    assert all(field.get("description") for field in document["properties"].values())


def test_real_cards_are_valid_by_the_schema() -> None:
    """Any validator of JSON Schema accepts real cards, and refuses one with an unknown key."""
    validator = Draft202012Validator(json.loads(run("schema").stdout))
    paths = [METHODS / f"{slug}.md" for slug in ("instag", "less", "mods", "shed", "superfiltering")]
    cards = [parse_card(path.read_bytes(), path.name).data for path in paths]

    assert not [error.message for facts in cards for error in validator.iter_errors(facts)]
    assert list(validator.iter_errors(cards[0] | {"colour": "red"}))


def test_a_reader_that_stops_early(folder: Path) -> None:
    """`tedd rank | head` ends without a word when the reader goes away."""
    command = [sys.executable, "-m", "tedd", "rank", "--format", "json", "--cards", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert said == b""


def test_a_terminal_without_unicode(folder: Path) -> None:
    """Where the terminal has ASCII alone, the table still comes, and the JSON is the same as anywhere."""
    ascii_only = CliRunner(charset="ascii")

    table = ascii_only.invoke(main, ["rank", "--cards", str(folder)], catch_exceptions=False)
    data = ascii_only.invoke(main, ["rank", "--cards", str(folder), "--format", "json"])

    assert (table.exit_code, data.exit_code) == (0, 0)
    assert b"ONE" in table.stdout_bytes
    assert json.loads(data.stdout_bytes.decode("utf-8"))["methods"][1]["name"] == "Zwölf"


def test_head_to_head_table() -> None:
    """The head-to-head board fits 80 columns and names what its columns mean."""
    lines = run("rank", "--by", "head-to-head", "--cards", METHODS).stdout.splitlines()

    assert max(map(len, lines)) <= 80
    assert any("IFD" in line for line in lines)
    assert "random selection" in lines[-1]
