"""Other cards: no two go by one name, and one paper is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tedd.cards import card_paths, load
from tedd.frontmatter import parse_card
from tedd.neighbours import Neighbours, clashes, likeness, neighbours

if TYPE_CHECKING:
    from tedd.problems import Problem

METHODS = Path(__file__).parent.parent / "methods"


def found(front: str, others: Neighbours, slug: str = "new") -> list[Problem]:
    """Return the clashes of a card's front matter."""
    return list(clashes(parse_card(f"---\n{front}\n---\n".encode(), "new.md"), slug, others))


def test_names_are_read_as_the_cards_have_them() -> None:
    """What the quick reading finds is what the cards say."""
    paths = card_paths(METHODS)
    library, quick = load(METHODS), neighbours(paths)

    for method in library.methods:
        for name in (method.card.name, *method.card.aliases):
            assert quick.names[likeness(name)] == {method.slug}
        if method.card.arxiv:
            assert method.slug in quick.papers[method.card.arxiv]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("name: Cherry LLM  # as in the paper", {"cherryllm"}),
        ("name: 'It''s one'", {"it'sone"}),
        ('aliases: ["A, B", C-1]', {"a,b", "c1"}),
        ("aliases:\n  - One\n  - 'Two'\nvenue: Three", {"one", "two"}),
        ("aliases:\n- One\n- Two\ntitle: Three", {"one", "two"}),
        ("title: One\n---\nname: Two", set()),
        ("evidence:\n  - name: One", set()),
    ],
)
def test_names_in_every_spelling(text: str, names: set[str], tmp_path: Path) -> None:
    """Names are found in quotes or without, in one line or in several, and nowhere else."""
    (tmp_path / "a.md").write_text(f"---\n{text}\n---\n")

    assert set(neighbours([tmp_path / "a.md"]).names) == names


@pytest.mark.parametrize("name", ["ifd", "I F D", "I-F.D", "\u0406FD", "\uff29\uff26\uff24"])
def test_a_name_that_looks_like_anothers_is_taken(name: str, tmp_path: Path) -> None:
    """Case, gaps, hyphens, wide letters and letters of other alphabets make no other name; a sign does."""
    (tmp_path / "ifd.md").write_text("---\nname: IFD\n---\n")

    assert [problem.code for problem in found(f"name: {name}", neighbours([tmp_path / "ifd.md"]))] == [
        "name-taken"
    ]
    assert found(f"name: {name}+", neighbours([tmp_path / "ifd.md"])) == []
    assert likeness("...") == "..."
    assert likeness("\u2121") == "tel"  # one sign, of capitals


def test_what_cannot_be_read_has_no_name(tmp_path: Path) -> None:
    """A link, a folder or a file of a megabyte among the cards stops nothing."""
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "c.md").mkdir()
    (tmp_path / "d.md").write_bytes(b"name: x\n" * 100_000)
    (tmp_path / "e.md").write_bytes(b"---\nname: \xff\n")

    assert set(neighbours(sorted(tmp_path.iterdir())).names) == {"\ufffd"}


def test_a_name_is_taken_in_any_case() -> None:
    """A name or an alias of another card is refused, the card's own is not."""
    others = Neighbours({"ifd": frozenset({"ifd"})}, {})

    assert [problem.field for problem in found("name: iFD\naliases: [IFD]", others)] == [
        "name",
        "aliases[0]",
        "aliases[0]",
    ]
    assert [problem.code for problem in found("name: IFD", others)] == ["name-taken"]
    assert found("name: IFD", others, slug="ifd") == []


def test_one_paper_on_two_cards_is_only_a_warning() -> None:
    """A paper may have two methods."""
    others = Neighbours({}, {"2308.12032": frozenset({"ifd"})})

    assert [(p.code, p.severity) for p in found('arxiv: "2308.12032"', others)] == [
        ("paper-taken", "warning")
    ]
    assert found('arxiv: "2308.12032"', others, slug="ifd") == []
