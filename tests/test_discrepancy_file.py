"""The file of discrepancies: read whole, or told at its lines what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tedd.board import build_board
from tedd.discrepancies import load_discrepancies, parse_discrepancies
from tedd.effects import effect
from tedd.problems import CardError
from tests.boards import METHODS, real, real_board
from tests.commands import run

if TYPE_CHECKING:
    from pathlib import Path

from tests.test_discrepancies import CHANGE, GOOD, found


def _problems(text: str) -> list[str]:
    try:
        return [str(problem) for problem in parse_discrepancies(text.encode(), "d.yaml", real())[1]]
    except CardError as error:
        return [str(problem) for problem in error.problems]


def test_good() -> None:
    """A sound file has no problems."""
    assert _problems(GOOD) == []


AT = "error: discrepancies.deita-pool."
BROKEN = (
    ("methods: [deita]", "methods: [dieta]", "d.yaml:8:15: error: discrepancies.deita-pool.methods[0]: "),
    (
        "methods: [deita]",
        "methods: [dieta]",
        'this name; expected a card, got "dieta"; did you mean "deita"?',
    ),
    (
        "{deita: {sel",
        "{dieta: {sel",
        f"d.yaml:11:19: {AT}instead[0].changes.dieta: no card has",
    ),
    (
        CHANGE,
        "{sdf: 0.1}",
        f"d.yaml:11:32: {AT}instead[0].changes.deita.sdf: this is",
    ),
    (
        CHANGE,
        "{selected_size: 6000}",
        "half of a fraction; expected selected_size and candidate_size together",
    ),
    (CHANGE, "{selected_size: 7, candidate_size: 6}", "more selected than there is; expected at most 6"),
    (CHANGE, "{sdf: 2}", "out of range"),
    (CHANGE, "{sdf: 0.1, selected_size: 6, candidate_size: 60}", "both sdf and sizes are given"),
    (f"changes: {{deita: {CHANGE}}}", "complete: true", "changes nothing; expected changes or rule"),
    (CHANGE, "{}", "changes nothing; expected at least one field"),
    (CHANGE, "{trained_model: 1}", 'unknown key; did you mean "trained_models"?'),
    (
        "sdf: 0.0598",
        "sdf: 0.2",
        f"d.yaml:13:25: {AT}instead[1].changes.ifd.rows: names no",
    ),
    ('    source: {arxiv: "2312.15685", where: Table 1}\n', "", "source: is missing"),
    ('found: "0.02"', 'found: "0.02"\n    reason: none', "both of instead and reason are given"),
    ("changes: {ifd: {rows", "changes: {ifd: {anchor", "anchor.setting: no bridge starts here"),
    (
        "ifd: {rows: {backbone: llama-7b, judge: chatgpt, sdf: 0.0598}}",
        "mig: {pir: 2}",
        "the survey gives no PIR",
    ),
    ("title: DEITA's pool", "title: [", "not YAML"),
)


@pytest.mark.parametrize(("old", "new", "said"), BROKEN, ids=[case[2][:40] for case in BROKEN])
def test_broken(old: str, new: str, said: str) -> None:
    """Every mistake is named at its line with what was expected and the remedy."""
    assert old in GOOD

    assert any(said in text for text in _problems(GOOD.replace(old, new))), _problems(GOOD.replace(old, new))


def test_no_file_no_discrepancies(tmp_path: Path) -> None:
    """The file may be absent."""
    assert load_discrepancies(real(), tmp_path) == {}


def test_check_reads_the_file(tmp_path: Path) -> None:
    """`tedd check` tells what is wrong in the discrepancies beside the cards."""
    for path in METHODS.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "discrepancies.yaml").write_text(GOOD.replace("methods: [deita]", "methods: [dieta]"))
    result = run("check", "--cards", tmp_path)

    assert result.exit_code == 1
    assert "discrepancies.yaml:8:15: error: discrepancies.deita-pool.methods[0]" in result.stdout


def test_nothing_in_the_survey_edition_changes() -> None:
    """Computing effects leaves the boards as they were."""
    board = build_board(real(), "survey")
    for item in found().values():
        for reading in item.instead:
            effect(reading, board, real_board())

    assert board == build_board(real(), "survey")
