"""`tedd new`: the card that it writes, what it asks, and what it refuses."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner

from tedd import scaffold
from tedd.__main__ import FACTS, main
from tedd.cards import check
from tedd.codes import text_of
from tedd.rows import Evidence
from tedd.schema import Card
from tedd.wording import inside, schema_of
from tests.boards import METHODS
from tests.commands import run
from tests.examples import VALID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from tedd.remedies import Schema

FULL = {
    "name": "Chooser",
    "title": 'A "title": with # odd signs',
    "authors": "Ada Lovelace, Alan Turing",
    "arxiv": "2401.00001",
    "code": "https://github.com/example/chooser",
    "features": "raw-text",
    "criteria": "internal",
    "signal": "perplexity",
}
ANSWERS = {
    "do": "Score D",
    "llm_uses": "1",
    "trained_models": "0",
    "official": "true",
    **dict.fromkeys(("open_source", "model_free", "dataset_free", "proprietary_free"), "true"),
    "name": "Chooser",
    "title": "Choosing",
    "authors": "[Ada Lovelace]",
    "first_appeared": "2024-01",
    "arxiv": '"2401.00001"',
    "features": "raw-text",
    "criteria": "internal",
    "signal": "perplexity",
}
"""What an author writes in place of each TODO."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the example card and the real vocabulary."""
    (tmp_path / "ifd.md").write_text(VALID, encoding="utf-8")
    (tmp_path / "vocabulary.yaml").write_bytes((METHODS / "vocabulary.yaml").read_bytes())
    return tmp_path


def marked(text: str) -> set[int]:
    """Return the lines of a card that say TODO, without comments."""
    lines = (line.partition("#")[0] for line in text.split("\n"))
    return {number for number, line in enumerate(lines, 1) if "TODO" in line}


def filled(text: str) -> str:
    """Return a card with an answer in place of each TODO."""
    text = re.sub(
        r"^([ -]*)(\w+): TODO$", lambda m: f"{m[1]}{m[2]}: {ANSWERS[m[2]]}", text, flags=re.MULTILINE
    )
    return text.replace("TODO: one to three", "One to three")


def used(text: str) -> str:
    """Return a card in which every example is used: its single # and the space behind it removed."""
    return re.sub(r"^# ", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("given", [{}, FULL, {"url": "https://example.org/a"}], ids=["nothing", "all", "url"])
def test_the_checker_names_exactly_the_todos(given: dict[str, str], folder: Path) -> None:
    """A new card has no mistake but what its author must still write, and each of these is named."""
    text = scaffold.card(given)
    (folder / "new.md").write_text(text, encoding="utf-8")

    found = check([folder / "new.md"], folder)

    assert {problem.code for problem in found} == {"todo"}
    assert {problem.line for problem in found} == marked(text)
    assert len(found) == len(marked(text))
    for problem in found:
        assert problem.message == "TODO: still to be filled in"
        assert problem.expected
        assert problem.hint.startswith("write")


@pytest.mark.parametrize("given", [{}, FULL], ids=["nothing", "all"])
def test_a_card_is_sound_once_it_is_filled_in(given: dict[str, str], folder: Path) -> None:
    """With an answer for each TODO the card passes; that it has no result yet is a warning."""
    (folder / "new.md").write_text(filled(scaffold.card(given)), encoding="utf-8")

    (found,) = check([folder / "new.md"], folder)
    assert (found.code, found.severity) == ("no-evidence", "warning")


def test_every_example_can_be_used(folder: Path) -> None:
    """With the # of every example removed the card passes: each of them is right."""
    text = used(filled(scaffold.card({"arxiv": "2401.00001"}))).replace(
        "url: https://example.org/paper\n", ""
    )
    (folder / "new.md").write_text(text, encoding="utf-8")
    front = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))

    assert [str(problem) for problem in check([folder / "new.md"], folder)] == []
    assert {next(iter(row["measure"])) for row in front["evidence"]} == {
        "wins",
        "score",
        "winning_score",
        "ratio",
    }


def places(schema: Schema, at: str = "") -> Iterator[str]:
    """Yield every field below a schema; forms of a union explain themselves by example."""
    for key in schema.get("properties", {}):
        below = inside(schema, key)
        yield f"{at}{key}"
        if below.get("type") == "array" and "properties" in below.get("items", {}):
            yield from places(below["items"], f"{at}{key}.*.")
        elif key not in ("selector", "algorithm") or not at:
            yield from places(below, f"{at}{key}.")


def test_every_field_is_explained() -> None:
    """Whatever the schema knows stands in a new card, with its own explanation in the line above."""
    text = scaffold.card({})
    nested = [place for place in places(schema_of(Card)) if not re.match(r"survey\.\w+\.\*", place)]

    assert len(nested) > len(Card.model_fields) + len(Evidence.model_fields)
    assert [place for place in nested if f"## {scaffold.about(place)}" not in text] == []


def test_explanations_come_from_the_schema() -> None:
    """A field's line says what it means, what it may be, and whether it may be left out."""
    assert scaffold.about("title") == "Title of the paper (text)."
    assert scaffold.about("evidence.*.seeds") == (
        "Training seeds behind the number (a whole number; may be left out)."
    )


@pytest.mark.parametrize("given", ["A, B", "A and B", "A,B", " A , and B "])
def test_authors_are_parted_as_people_write_them(given: str) -> None:
    """Commas, the `and` of BibTeX and that of prose part authors; letters within a name do not."""
    assert 'authors: ["A", "B"]\n' in scaffold.card({"authors": given})
    assert 'authors: ["Andy Sand"]\n' in scaffold.card({"authors": "Andy Sand"})


def test_choices_are_explained_where_one_is_made() -> None:
    """Each choice between words that only the survey knows is explained in the card and by its question."""
    for key in ("features", "criteria", "signal"):
        place = scaffold.PLACES[key]
        told = " ".join(scaffold.more(place))
        choices = schema_of(Card)["properties"]["taxonomy"]["properties"][key]["enum"]
        assert [choice for choice in choices if choice not in told] == []
        assert "\n".join(scaffold.more(place, "  ## ")) in scaffold.card({})


def test_a_new_card_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command writes the file, nothing beside it, and says how to go on, by the path that one types."""
    monkeypatch.chdir(folder)
    result = run(
        "new", "chooser", "--cards", folder, "--no-input", "--name", "Chooser", "--arxiv", "2401.00001"
    )

    assert result.exit_code == 0
    assert result.stderr.startswith("chooser.md written. Fill in what `tedd check chooser.md` names")
    text = (folder / "chooser.md").read_text("utf-8")
    assert 'name: "Chooser"\n' in text
    assert 'first_appeared: "2024-01"\n' in text
    assert sorted(path.name for path in folder.iterdir()) == ["chooser.md", "ifd.md", "vocabulary.yaml"]


def test_a_file_that_is_there_stays(folder: Path) -> None:
    """A card, or a link to nowhere, is never overwritten."""
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    results = [run("new", slug, "--cards", folder, "--no-input") for slug in ("ifd", "gone")]

    assert [result.exit_code for result in results] == [1, 1]
    assert all("is there already" in result.stderr for result in results)
    assert (folder / "ifd.md").read_text("utf-8") == VALID
    with pytest.raises(FileExistsError):
        scaffold.write("", folder / "gone.md")


@pytest.mark.parametrize("slug", ["My_Method", "index", "../x", "a--b", "", "x" * 61, "é"])
def test_a_bad_slug_is_refused(slug: str, folder: Path) -> None:
    """A name that cannot be a method's is refused with the reason, and nothing is written."""
    result = run("new", slug, "--cards", folder, "--no-input")

    assert result.exit_code == 2
    assert "file name" in result.stderr
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--signal", "astrology", "not a known value"),
        ("--features", "raw-txt", 'did you mean "raw-text"?'),
        ("--first-appeared", "2024", "a month such as"),
        ("--arxiv", "2401.00001v2", 'did you mean "2401.00001"?'),
        ("--code", "github.com/a/b", "an address that starts with https://"),
        ("--name", "<b>", "HTML is not allowed"),
        ("--name", "EXAMPLE", "methods/ifd.md goes by this name"),
        ("--title", "a\u202eb", "invisible or control character"),
    ],
)
def test_a_bad_value_is_refused(option: str, value: str, said: str, folder: Path) -> None:
    """An option is judged by the checker, in its words, before anything is written."""
    result = run("new", "x", option, value, "--cards", folder, "--no-input")

    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert not (folder / "x.md").exists()


def asked(folder: Path, answers: list[str], *arguments: str) -> Result:
    """Answer the questions of the command."""
    command = ["new", "x", "--cards", str(folder), "--input", *arguments]
    return CliRunner().invoke(main, command, input="\n".join(answers) + "\n", catch_exceptions=False)


def test_questions_are_asked_until_the_checker_agrees(folder: Path) -> None:
    """A wrong answer is told and asked for again; an empty one leaves a TODO; the month follows the paper."""
    signals = ["astrology", "perplexity"]
    result = asked(folder, ["", "A title", "A, B", "2401.00001", "", "", "raw-text", "internal", *signals])

    text = (folder / "x.md").read_text("utf-8")
    assert result.exit_code == 0
    assert "not a known value; expected log-likelihood" in result.stderr
    assert "name: TODO\n" in text
    assert 'authors: ["A", "B"]\n' in text
    assert 'first_appeared: "2024-01"\n' in text
    assert 'signal: "perplexity"\n' in text


def test_what_is_given_is_not_asked(folder: Path) -> None:
    """An option answers its question."""
    given = [part for key in FULL for part in (f"--{key}", FULL[key])]
    result = asked(folder, ["2023-12"], *given)

    assert result.exit_code == 0
    assert 'first_appeared: "2023-12"\n' in (folder / "x.md").read_text("utf-8")


def test_questions_that_end_early_write_nothing(folder: Path) -> None:
    """Whoever leaves in the middle leaves no half of a card."""
    assert asked(folder, ["Name"]).exit_code == 1
    assert not (folder / "x.md").exists()


def test_who_leaves_halfway_can_go_on(folder: Path) -> None:
    """The command that is printed asks for the rest only, whatever the answers were, and keeps the folder."""
    odd = 'It\'s "odd" & $HOME; done'
    left = asked(folder, ["Name", odd, "A, B"])
    (line,) = (line for line in left.stderr.splitlines() if line.startswith("tedd new"))
    _, *command = shlex.split(line)
    again = CliRunner().invoke(main, [*command, "--input"], input="2401.00001\n\n\nraw-text\n\n\n")

    assert left.exit_code == 1
    assert "Nothing is written yet. To go on from here:" in left.stderr
    assert again.exit_code == 0
    assert "title (" not in again.stderr
    text = (folder / "x.md").read_text("utf-8")
    assert f"title: {json.dumps(odd)}\n" in text
    assert 'authors: ["A", "B"]\n' in text
    assert 'features: "raw-text"\n' in text


def test_every_fact_has_an_option() -> None:
    """What can be asked can be given."""
    assert list(FACTS) == list(scaffold.PLACES)


def test_the_example_of_the_codes_page_is_no_new_card() -> None:
    """The example card holds no TODO."""
    assert "TODO" not in text_of("example.md")
