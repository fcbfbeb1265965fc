"""Cards as files and folders: what is refused, in which words, and what a library holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tedd.cards import card_paths, check, load, name_of, parse
from tedd.codes import text_of
from tedd.frontmatter import MAX_BYTES
from tedd.problems import CardError, Problem, as_text
from tedd.prose import to_html
from tests.boards import real
from tests.examples import FOLDER, VALID, VOCABULARY, changed, problems

CASES = sorted([*FOLDER.glob("*.diff"), *FOLDER.glob("*.raw")])
OTHER = VALID.replace("name: Example", "name: Other").replace('arxiv: "2308.00001"', 'arxiv: "2308.00002"')
"""A card of another method."""
UPDATE = bool(os.environ.get("TEDD_UPDATE_GOLDEN"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder `methods` in the working folder, with a vocabulary and one valid card."""
    monkeypatch.chdir(tmp_path)
    methods = Path("methods")
    methods.mkdir()
    (methods / "vocabulary.yaml").write_text(text_of("example-vocabulary.yaml"), encoding="utf-8")
    (methods / "example.md").write_text(VALID, encoding="utf-8")
    return methods


def places(found: tuple[Problem, ...] | list[Problem]) -> list[tuple[str, str]]:
    """Return path and message of each problem."""
    return [(problem.path, problem.message) for problem in found]


def test_valid_card_has_no_problems() -> None:
    """The card that all broken ones are made from is valid itself."""
    assert problems(VALID.encode()) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_broken_card(case: Path) -> None:
    """A broken card gives exactly the messages beside it; TEDD_UPDATE_GOLDEN=1 writes them anew."""
    raw = changed(case.read_text(encoding="utf-8")).encode() if case.suffix == ".diff" else case.read_bytes()
    beside = case.with_suffix(".txt")
    messages = as_text(problems(raw)) + "\n"

    if UPDATE:
        beside.write_text(messages, encoding="utf-8")
    assert messages == beside.read_text(encoding="utf-8")


def test_every_message_belongs_to_a_case() -> None:
    """No message is left behind when its card goes."""
    assert {path.stem for path in FOLDER.glob("*.txt")} == {case.stem for case in CASES}


def test_there_are_enough_broken_cards() -> None:
    """At least 150 broken cards, each with at least one message, are kept."""
    assert len(CASES) >= 150
    assert all(case.with_suffix(".txt").read_text(encoding="utf-8").strip() for case in CASES)


def test_two_mistakes_give_two_messages() -> None:
    """A mistake in one result does not hide a mistake in another."""
    broken = changed((FOLDER / "two-mistakes.diff").read_text(encoding="utf-8"))

    assert [problem.field[:11] for problem in problems(broken.encode())] == ["evidence[0]", "evidence[1]"]


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("My_Method", "not a usable file name"),
        ("a--b", "not a usable file name"),
        ("méthode", "not a usable file name"),
        ("a.b", "not a usable file name"),
        ("x" * 61, "not a usable file name"),
        ("index", "a reserved file name"),
        ("con", "a reserved file name"),
    ],
)
def test_unusable_file_names(slug: str, message: str) -> None:
    """A file name is the key everywhere: it fits addresses, every file system and no page of the site."""
    assert [problem.message for problem in problems(VALID.encode(), slug)] == [message]


def test_file_name_remedy_is_a_usable_name() -> None:
    """The remedy for a file name is the nearest name that can be used."""
    assert "rename the file to my-method.md" in as_text(problems(VALID.encode(), "My_Method"))


def test_description_is_kept_as_it_was_checked() -> None:
    """Nothing is stripped from a description that would make its first block another one."""
    text = VALID.partition("It keeps")[0] + "\n    ![a picture](https://example.org/a.png)\n"

    method, found = parse(text.encode(), "methods/example.md", "example", VOCABULARY, set())

    assert found == []
    assert method
    assert to_html(method.description).startswith("<pre><code>![a picture]")


def test_library_holds_all_cards_in_order(folder: Path) -> None:
    """Cards come in the order of their slugs, whatever the order of the files."""
    (folder / "another.md").write_text(OTHER, encoding="utf-8")

    library = load(folder)

    assert [method.slug for method in library.methods] == ["another", "example"]
    assert library.by_slug["example"].path == "methods/example.md"
    assert library.by_slug["example"].description.startswith("It keeps")


def test_equal_sources_are_held_once() -> None:
    """Rows that stand in one table share one record of it, and one of what they were compared with."""
    rows = real().by_slug["ifd"].card.evidence

    assert len({id(row.source) for row in rows}) == len({row.source for row in rows}) < len(rows)
    assert len({id(row.counterpart) for row in rows}) == len({row.counterpart for row in rows})


def test_candidate_size_comes_from_the_row_or_the_vocabulary(folder: Path) -> None:
    """A result's own size of the candidate set goes before the vocabulary's."""
    card = changed("     selected_size: 3111\n+    candidate_size: 50000\n")
    (folder / "example.md").write_text(card, encoding="utf-8")

    library = load(folder)
    own, common = library.methods[0].card.evidence

    assert library.candidate_size(own) == 50000
    assert library.candidate_size(common) == 52002


def test_load_tells_the_problems_of_all_files(folder: Path) -> None:
    """One run names every mistake of every card and of the vocabulary."""
    (folder / "example.md").write_text(VALID.replace("status: ranked", "status: rank"), encoding="utf-8")
    (folder / "other.md").write_text("no card", encoding="utf-8")
    (folder / "vocabulary.yaml").write_text("datasets: {A: {name: A}}\n", encoding="utf-8")

    with pytest.raises(CardError) as error:
        load(folder)

    assert places(error.value.problems) == [
        ("methods/example.md", "not a known value"),
        ("methods/other.md", "no front matter"),
        ("methods/vocabulary.yaml", "is missing"),
        ("methods/vocabulary.yaml", "is missing"),
        ("methods/vocabulary.yaml", "is missing"),
        ("methods/vocabulary.yaml", "not in the right form"),
    ]


def test_vocabulary_names_unknown_parts(folder: Path) -> None:
    """An aggregate benchmark is made of benchmarks that exist."""
    vocabulary = (folder / "vocabulary.yaml").read_text(encoding="utf-8")
    (folder / "vocabulary.yaml").write_text(
        vocabulary.replace("{name: MMLU,", "{name: MMLU, parts: [vicunna],"), encoding="utf-8"
    )

    assert as_text(check([], folder)) == (
        "methods/vocabulary.yaml:9:30: error: benchmarks.mmlu.parts[0]: not in the vocabulary; "
        'expected one of its benchmarks, got "vicunna"; did you mean "vicuna"? '
        "Else add it to vocabulary.yaml under benchmarks [unknown-name]"
    )


UPSIDE_DOWN = (
    "the lowest score is not below the highest; expected less than 1, got 100; "
    "mend low or high; if they were confused, swap them [scale-reversed]"
)
OF_ITSELF = (
    'a part of itself; expected parts that exams is no part of, got "exams"; remove it [part-of-itself]'
)
BY_WAY = (
    "a part of itself, by way of exams; expected parts that mmlu is no part of, "
    'got "exams"; remove it, or mmlu from the parts of exams [part-of-itself]'
)
UNKNOWN = (
    'not in the vocabulary; expected one of its benchmarks, got "mmul"; did you mean "mmlu"? '
    "Else add it to vocabulary.yaml under benchmarks [unknown-name]"
)


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (
            "low: 0, high: 100}\n  arc",
            "low: 100, high: 1}\n  arc",
            "9:27: error: benchmarks.mmlu.low",
            UPSIDE_DOWN,
        ),
        ("[mmlu, arc]", "[mmlu, exams]", "11:66: error: benchmarks.exams.parts[1]", OF_ITSELF),
        ("{name: MMLU,", "{name: MMLU, parts: [exams],", "9:30: error: benchmarks.mmlu.parts[0]", BY_WAY),
        ("# What", "families: {accuracy: [mmul]}\n# What", "1:23: error: families.accuracy[0]", UNKNOWN),
    ],
)
def test_benchmarks_make_sense(folder: Path, old: str, new: str, place: str, said: str) -> None:
    """A scale has two ends, no benchmark is made of itself, and families hold benchmarks that exist."""
    names = folder / "vocabulary.yaml"
    names.write_text(names.read_text("utf-8").replace(old, new), encoding="utf-8")

    assert as_text(check([], folder)) == f"methods/vocabulary.yaml:{place}: {said}"


def test_a_folder_without_cards_is_a_problem(tmp_path: Path) -> None:
    """A wrong folder gives a message, not an empty board."""
    with pytest.raises(CardError, match="no cards here"):
        load(tmp_path)


def test_check_tells_only_of_the_named_cards(folder: Path) -> None:
    """A card is checked against the vocabulary and the other cards' names, not with their mistakes."""
    (folder / "broken.md").write_text("no card", encoding="utf-8")
    successor = changed("-status: ranked\n+status: superseded\n+superseded_by: broken\n")
    (folder / "example.md").write_text(successor, encoding="utf-8")

    assert check([folder / "example.md"], folder) == ()
    assert places(check(card_paths(folder), folder)) == [("methods/broken.md", "no front matter")]


def test_a_card_of_another_folder_is_checked_against_this_one(folder: Path, tmp_path: Path) -> None:
    """A draft outside of the folder finds the vocabulary."""
    draft = tmp_path / "draft.md"
    draft.write_text(OTHER, encoding="utf-8")

    assert check([draft], folder) == ()


def test_a_file_too_large_is_not_read(folder: Path) -> None:
    """A card of more than 256 KiB is refused by its size."""
    (folder / "example.md").write_bytes(b"x" * (MAX_BYTES + 1))

    assert as_text(check([folder / "example.md"], folder)).startswith(
        "methods/example.md:1:1: error: file: too large; expected at most 262,144 bytes, got 262,145 bytes; "
    )


def test_symbolic_links_are_refused(folder: Path, tmp_path: Path) -> None:
    """A link could show any file of the machine that builds the site."""
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    (folder / "linked.md").symlink_to(secret)

    assert as_text(check([folder / "linked.md"], folder)) == (
        "methods/linked.md:1:1: error: file: cannot be read: a symbolic link; expected the file itself; "
        "put a copy in its place [unreadable]"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_refused(folder: Path) -> None:
    """A folder or a pipe, which might never end, is not read."""
    (folder / "folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")

    assert {message for _, message in places(check(card_paths(folder), folder))} == {
        "cannot be read: not a file"
    }


def test_a_missing_file_is_told(folder: Path) -> None:
    """A file that is not there gives a message."""
    assert as_text(check([folder / "none.md"], folder)) == (
        "methods/none.md:1:1: error: file: cannot be read: No such file or directory; "
        "expected a readable file; look at its name and its rights [unreadable]"
    )


def test_odd_file_names_can_be_printed(folder: Path) -> None:
    """A file name with control characters, or that is no text, reaches a terminal only escaped."""
    (folder / os.fsdecode(b"a\xff\n::error::.md")).write_text(OTHER, encoding="utf-8")

    text = as_text(check(card_paths(folder), folder))

    assert text.isprintable()
    assert text.encode()


def test_a_path_on_another_drive_is_named_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where there is no way from here to a file, its full name stands."""

    def apart(_path: Path) -> str:
        raise ValueError

    monkeypatch.setattr("os.path.relpath", apart)

    assert name_of(tmp_path) == str(tmp_path)
