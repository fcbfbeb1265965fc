"""Cards as bytes: which text gets in, where front matter ends, and the way back to lines."""

from __future__ import annotations

import pytest

from tedd.frontmatter import MAX_BYTES, parse_card, parse_yaml
from tedd.problems import CardError, Loc
from tests.examples import VALID, problems

CARD = b"---\na: {b: [x, y]}\nc:\n  d: 1\n---\nFirst.\n\n---\nLast.\n"


def test_front_matter_ends_at_its_second_line() -> None:
    """Facts stand between the first two lines of ---; a later one belongs to the description."""
    document = parse_card(CARD, "x.md")

    assert document.data == {"a": {"b": ["x", "y"]}, "c": {"d": 1}}
    assert document.body == "First.\n\n---\nLast.\n"
    assert document.body_line == 6


@pytest.mark.parametrize("fence", [b"--- \n", b"---\t\n", b"---\r\n"])
def test_space_behind_the_lines_does_no_harm(fence: bytes) -> None:
    """What nobody sees behind --- makes no difference."""
    assert parse_card(CARD.replace(b"---\n", fence), "x.md").data == parse_card(CARD, "x.md").data


def test_windows_line_ends_are_line_ends() -> None:
    """A card saved on Windows means the same, and its problems stand at the same places."""
    windows = VALID.replace("\n", "\r\n")

    assert problems(windows.encode()) == ()
    assert problems(windows.replace("ranked", "rank").encode()) == problems(
        VALID.replace("ranked", "rank").encode()
    )


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        ((), (2, 1)),
        (("a",), (2, 1)),
        (("a", "b"), (2, 5)),
        (("a", "b", 1), (2, 12)),
        (("a", "b", 7), (2, 5)),
        (("a", "z", "y"), (2, 1)),
        (("c", "d"), (4, 6)),
        (("z",), (2, 1)),
    ],
)
def test_a_problem_stands_where_its_value_stands(loc: Loc, place: tuple[int, int]) -> None:
    """A value is found at itself, a list or mapping at its key, what is missing at what should hold it."""
    problem = parse_card(CARD, "x.md").problem(loc, "m", code="c")

    assert (problem.line, problem.column) == place


def test_a_problem_of_a_key_stands_at_the_key() -> None:
    """What is wrong with a key is marked there, and not at its value."""
    problem = parse_card(CARD, "x.md").key_problem(("c", "d"), "m", code="c")

    assert (problem.line, problem.column) == (4, 3)


def test_a_problem_of_the_description_counts_from_the_first_line_of_the_file() -> None:
    """Lines of the description are lines of the file."""
    problem = parse_card(CARD, "x.md").body_problem(3, 1, "m", code="c")

    assert (problem.line, problem.column, problem.field) == (9, 2, "description")


def test_texts_at_a_path() -> None:
    """A path with a star finds the texts of every entry of a list, and nothing else."""
    document = parse_yaml(b"a:\n  - {b: x}\n  - {b: 1}\n  - c\n  - {b: y}\nd: {b: z}\n", "x.yaml")

    assert list(document.texts(("a", "*", "b"))) == [(("a", 0, "b"), "x"), (("a", 3, "b"), "y")]
    assert list(document.texts(("d", "b"))) == [(("d", "b"), "z")]
    assert list(document.texts(("d", "*", "b"))) == []


def test_the_place_of_a_wrong_byte_counts_characters() -> None:
    """Before a byte that is not UTF-8, characters are counted, as everywhere."""
    with pytest.raises(CardError, match=r"x\.yaml:2:4: error: file: not UTF-8"):
        parse_yaml(b"a: 1\n\xc3\xa9: \xff\n", "x.yaml")


def test_the_largest_file_is_read() -> None:
    """A file of exactly the largest size is read, one byte more is not."""
    largest = b"a: " + b"x" * (MAX_BYTES - 3)

    assert len(parse_yaml(largest, "x.yaml").data["a"]) == MAX_BYTES - 3
    with pytest.raises(CardError, match="too large"):
        parse_yaml(largest + b"x", "x.yaml")


def test_a_file_of_yaml_has_no_mistake_at_all() -> None:
    """Whoever reads a vocabulary or a study need not ask whether its data stand for something refused."""
    with pytest.raises(CardError, match=r"x\.yaml:2:1: error: a: key given twice"):
        parse_yaml(b"a: 1\na: 2\n", "x.yaml")


def test_an_empty_file_of_yaml_is_an_empty_mapping() -> None:
    """A file without facts is told as one in which facts are missing."""
    assert parse_yaml(b"# nothing\n", "x.yaml").data == {}
