"""The wheel: built without a network, installed alone, run outside of any checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from tests.commands import ROOT, process
from tests.test_repository import project

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of commands of an environment that holds the wheel, what it asks for, and no more."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", symlinks=os.name != "nt")
    bin_ = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(bin_ / "python"), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], capture_output=True, check=True)
    (place,) = (folder / "venv").rglob("site-packages")
    linked = folder / "linked"
    linked.mkdir()
    for one in closure(project()["dependencies"]):
        for name in {file.parts[0] for file in one.files or ()} - {"..", "__pycache__"}:
            (linked / name).symlink_to(Path(str(one.locate_file(name))))
    (place / "linked.pth").write_text(f"{linked}\n", "utf-8")
    return bin_


def closure(asked: Iterable[str]) -> list[Distribution]:
    """Return the distributions that some requirements need, and those that these need."""
    found: dict[str, Distribution] = {}
    queue = [Requirement(text) for text in asked]
    while queue:
        one = queue.pop()
        if one.name.lower() not in found and (one.marker is None or one.marker.evaluate({"extra": ""})):
            found[one.name.lower()] = distribution(one.name)
            queue += [Requirement(text) for text in found[one.name.lower()].requires or ()]
    return list(found.values())


def run(folder: Path, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment, with nothing of this one."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL"))}
    program = [str(folder / command[0]), *command[1:]]
    return subprocess.run(program, cwd=cwd, env=ours, capture_output=True, encoding="utf-8", check=False)


def test_the_wheel_holds_what_it_needs(wheel: Path) -> None:
    """Code, templates, cards, studies and both licences are in it, and nothing of tests or site."""
    names = zipfile.ZipFile(wheel).namelist()
    cards = {path.relative_to(ROOT).as_posix() for path in (ROOT / "methods").rglob("*") if path.is_file()}

    assert {f"tedd/{path}" for path in cards} <= set(names)
    assert {"tedd/py.typed", "tedd/templates/examples.yaml"} <= set(names)
    assert {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name} == {
        "LICENSE",
        "LICENSE-CONTENT",
    }
    assert {name.split("/")[0].split("-")[0] for name in names} == {"tedd"}


def test_it_ranks_outside_of_a_checkout(installed: Path, tmp_path: Path) -> None:
    """Where there are no cards, `tedd rank` shows those of the wheel: the same board as in the checkout."""
    done = run(installed, "tedd", "rank", "--format", "json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.encode() == process("rank", "--format", "json").stdout
    assert run(installed, "tedd", "check", cwd=tmp_path).returncode == 2


def test_it_loads_without_builder_and_pandas(installed: Path, tmp_path: Path) -> None:
    """`tedd.load()` gives rows of every table; data frames say what they lack; the package is the wheel's."""
    code = (
        "import importlib.util, json, tedd\n"
        "data = tedd.load()\n"
        "tables = ('leaderboard', 'methods', 'evidence', 'head-to-head', 'bridges')\n"
        "found = {'rows': {name: len(data.rows(name)) for name in tables}, 'file': tedd.__file__}\n"
        "found['absent'] = [n for n in ('mkdocs', 'pandas') if importlib.util.find_spec(n) is None]\n"
        "try:\n    data.frame()\n"
        "except ImportError as error:\n    found['error'] = str(error)\n"
        "print(json.dumps(found))"
    )
    done = run(installed, "python", "-c", code, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["absent"] == ["mkdocs", "pandas"]
    assert all(found["rows"].values())
    assert found["rows"]["methods"] == len(list((ROOT / "methods").glob("*.md")))
    assert found["error"].startswith("frame() needs pandas")
    assert "site-packages" in found["file"]


def test_it_builds_and_checks(installed: Path, tmp_path: Path) -> None:
    """The wheel alone checks cards and prints schemas; a folder of cards is all that it needs."""
    checked = run(installed, "tedd", "check", "--cards", str(ROOT / "methods"), cwd=tmp_path)
    schema = run(installed, "tedd", "schema", "board", cwd=tmp_path)

    assert checked.returncode == 0, checked.stderr
    assert json.loads(schema.stdout)["title"] == "Leaderboard"
