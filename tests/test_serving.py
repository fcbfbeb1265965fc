"""What `make serve` shows after a change is what a build of everything makes, file by file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from scripts.synthetic import write_cards
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


@pytest.mark.parametrize("step", [step for step in STEPS if step != "broken"])
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


def test_a_broken_card_is_told(outs: tuple[Path, Path]) -> None:
    """A card that is refused is named with line and column, and the next build goes on."""
    said = (outs[0] / "broken").read_text("utf-8")

    assert said == (outs[1] / "broken").read_text("utf-8")
    assert "methods/method-0000.md:9:9: error" in said


def files(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
