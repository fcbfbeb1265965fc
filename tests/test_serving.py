"""What `make serve` shows after a change is what a build of everything makes, file by file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from scripts.processes import answer, served, wait_for
from scripts.synthetic import write_cards
from tedd.board import build_board
from tedd.cards import load
from tedd.exports import exports
from tedd.uncertainty import quantify
from tests.commands import ROOT
from tests.serving_steps import STEPS

if TYPE_CHECKING:
    from pathlib import Path

CARDS = 4
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1700000000"}


def copied(folder: Path) -> Path:
    """Return a copy of what a site is built from, with few cards."""
    for name in ("tedd", "scripts", "overrides", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    write_cards(folder / "methods", CARDS)
    return folder


def built(folder: Path, *options: str) -> Path:
    """Build all steps in a copy of the repository; return where they are."""
    command = [sys.executable, str(ROOT / "tests" / "serving_steps.py"), "out", *options]
    environment = os.environ | QUIET | {"PYTHONPATH": str(folder)}
    done = subprocess.run(
        command, cwd=copied(folder), env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return folder / "out"


@pytest.fixture(scope="module")
def outs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of all steps: built by what changed, and built whole."""
    return built(tmp_path_factory.mktemp("served"), "--dirty"), built(tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize("step", [step for step in STEPS if step not in {"broken", "stopped"}])
def test_a_change_shows_as_in_a_whole_build(outs: tuple[Path, Path], step: str) -> None:
    """After each change every file equals that of a build of everything, and none is left over."""
    served, whole = (files(out / step) for out in outs)

    assert served.keys() == whole.keys()
    assert [path for path in whole if served[path] != whole[path]] == []


def test_only_what_changed_is_built(outs: tuple[Path, Path]) -> None:
    """The change of a number leaves most pages as old as they were; one of the theme leaves none."""
    ages = {step: {path: path.stat() for path in (outs[0] / step).rglob("index.html")} for step in STEPS}
    first, number, template, theme = (
        {str(path.relative_to(outs[0] / step)): state.st_mtime_ns for path, state in ages[step].items()}
        for step in ("first", "number", "template", "theme")
    )
    same = [path for path in first if first[path] == number[path]]

    assert len(same) > len(first) / 2
    assert "methods/method-0000/index.html" not in same
    assert [path for path in theme if template[path] == theme[path]] == []


def test_the_page_of_a_changed_card_is_built_first(outs: tuple[Path, Path]) -> None:
    """What is shown before the rest is the page of a whole build; without --dirty nothing is."""
    pages = {"number": "method-0000", "name": "method-0000", "added": "added", "again": "method-0000"}

    for step, slug in pages.items():
        shown = (outs[0] / f"{step}-early.html").read_bytes()
        assert shown == (outs[1] / step / "methods" / slug / "index.html").read_bytes()
    assert (outs[0] / "stopped-early.html").exists()  # which "undone" takes back
    assert not (outs[0] / "theme-early.html").exists()
    assert list(outs[1].glob("*-early.html")) == []


def test_nothing_old_is_served(tmp_path: Path) -> None:
    """Once a card's page has a changed number, every other answer has it, and the page stays as it is."""
    write_cards(tmp_path, CARDS)
    card = tmp_path / "method-0000.md"
    text = card.read_text("utf-8")
    wins = int(re.findall(r"wins: (\d+)", text)[0])
    with served(tmp_path) as address:
        page = f"{address}methods/method-0000/"
        card.write_text(text.replace(f"wins: {wins}\n", f"wins: {wins - 1}\n", 1), "utf-8")
        wait_for(page, f"{wins - 1} won")
        early, board = written(page), answer(f"{address}data/leaderboard.json")
        late = written(page)

    living = quantify(build_board(load(tmp_path)))
    assert board == exports(living, living)["data/leaderboard.json"].decode()
    assert early == late


def test_a_broken_card_is_told(outs: tuple[Path, Path]) -> None:
    """A card that is refused is named with line and column, and the next build goes on."""
    said = (outs[0] / "broken").read_text("utf-8")

    assert said == (outs[1] / "broken").read_text("utf-8")
    assert "methods/method-0000.md:9:9: error" in said


def written(address: str) -> str:
    """Return a page without the script that MkDocs adds, which counts the answers."""
    return answer(address).rsplit("<script>", 1)[0]


def files(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
