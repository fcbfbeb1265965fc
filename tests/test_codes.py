"""Codes: each is explained once, and its example brings it about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tedd import codes
from tedd.cards import check, load
from tedd.checking import check_files
from tedd.discrepancies import parse_discrepancies
from tedd.frontmatter import MAX_BYTES
from tedd.problems import MAX_PROBLEMS, CardError
from tests.examples import FOLDER, VALID, problems

if TYPE_CHECKING:
    from collections.abc import Callable

GROUPS = codes.groups()
CODES = {one.code: one for group in GROUPS for one in group.codes}
TEDD = Path(codes.__file__).parent


def _link(folder: Path) -> set[str]:
    (folder / "linked.md").symlink_to(folder / "example.md")
    return {problem.code for problem in check([folder / "linked.md"], folder)}


def _other_yaml(folder: Path) -> set[str]:
    (folder / "extra.yaml").write_text("a: 1\n")
    return {problem.code for problem in check_files([folder / "extra.yaml"], folder)}


def _empty(folder: Path) -> set[str]:
    (folder / "example.md").unlink()
    with pytest.raises(CardError) as error:
        load(folder)
    return {problem.code for problem in error.value.problems}


def _codes(text: str, slug: str = "example") -> set[str]:
    return {problem.code for problem in problems(text.encode("latin-1"), slug)}


def _without_readings(_folder: Path) -> set[str]:
    text = codes._DISCREPANCY.format("{}")  # noqa: SLF001 # the example without its last line
    raw = text.partition("    instead")[0]
    examples = codes.Examples.made()
    found = parse_discrepancies(raw.encode(), "x.yaml", examples.library)
    return {problem.code for problem in found[1]}


TRIGGERS: dict[str, Callable[[Path], set[str]]] = {
    "unreadable": _link,
    "unknown-file": _other_yaml,
    "no-cards": _empty,
    "file-too-large": lambda _: _codes("x" * (MAX_BYTES + 1)),
    "more-problems": lambda _: _codes(
        VALID.replace("status:", "".join(f"a{n}: 1\n" for n in range(MAX_PROBLEMS + 1)) + "status:")
    ),
    "not-utf-8": lambda _: _codes(VALID.replace("Example", "Ex\xe4mple")),
    "file-name": lambda _: _codes(VALID, "My_Method"),
    "too-long": lambda _: _codes(VALID.replace("Keep the best", "x" * 500)),
    "no-evidence": lambda _: _codes(VALID[: VALID.index("survey:")] + VALID[VALID.index("corrections:") :]),
    "too-many-entries": lambda _: _codes(VALID.replace("[A. Author,", "[" + "A," * 101)),
    "instead-or-reason": _without_readings,
}
"""What brings about the codes that no text on the page can show."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the example card."""
    (tmp_path / "example.md").write_text(VALID, encoding="utf-8")
    (tmp_path / "vocabulary.yaml").write_text(codes.text_of("example-vocabulary.yaml"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("code", [one for one in CODES.values() if one.kind != "words"], ids=lambda c: c.code)
def test_an_example_triggers_its_code(code: codes.Code) -> None:
    """The example on the page brings about the code beside it, with the severity that the page states."""
    assert code.told
    assert {problem.severity for problem in code.told} == {code.severity}


@pytest.mark.parametrize("code", sorted(TRIGGERS))
def test_what_only_words_tell_is_triggered(code: str, folder: Path) -> None:
    """A code whose example is told in words comes about as the words say."""
    assert code in TRIGGERS[code](folder)


def test_words_stand_only_where_text_cannot() -> None:
    """Each code has an example of text, or a test of its own."""
    assert {one.code for one in CODES.values() if one.kind == "words"} == set(TRIGGERS)


def test_every_code_is_explained() -> None:
    """Whatever code a kept broken card or the source has is in the registry."""
    kept = {
        code
        for path in FOLDER.glob("*.txt")
        for code in re.findall(r" \[([a-z0-9-]+)\]$", path.read_text("utf-8"), re.MULTILINE)
    }
    source = "\n".join(path.read_text("utf-8") for path in TEDD.glob("*.py"))
    written = set(re.findall(r'(?<![_a-z])code(?:=|": | = )"([a-z0-9-]+)"', source))

    assert kept
    assert kept | written <= set(CODES)


def test_no_code_is_explained_that_nothing_gives() -> None:
    """A code that is gone from the checker is gone from the page."""
    source = "\n".join(path.read_text("utf-8") for path in TEDD.glob("*.py"))

    assert [code for code in CODES if f'"{code}"' not in source] == []


def test_codes_are_stable_words() -> None:
    """A code is lower-case words with hyphens, and has a meaning and a remedy that end as sentences."""
    assert sum(len(group.codes) for group in GROUPS) == len(CODES)
    for code in CODES.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.code)
        assert code.means.endswith((".", "?"))
        assert code.remedy.endswith(".")


def test_every_rule_has_a_broken_card() -> None:
    """Each warning, and each error that a single card can have, is among the kept broken cards."""
    kept = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("*.txt"))
    alone = [one.code for one in CODES.values() if one.kind == "change"]

    assert [code for code in alone if f"[{code}]" not in kept] == []


def test_a_change_fits_exactly_one_place() -> None:
    """An example whose change fits nowhere, or twice, is no example."""
    assert codes.changed("-a\n+b", "a\nc\n") == "b\nc\n"
    for text in ("c\n", "a\na\n"):
        with pytest.raises(ValueError, match="not exactly one place"):
            codes.changed("-a\n+b", text)


def test_the_example_card_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes cannot be explained by an example that has problems of its own."""
    whole = codes.text_of
    spoiled = whole("example.md").replace("name:", "nmae:", 1)
    monkeypatch.setattr(codes, "text_of", lambda name: spoiled if name == "example.md" else whole(name))

    with pytest.raises(ValueError, match="the example card has problems"):
        codes.Examples.made()
