"""What the page of faults says is so: its commands are run, and end as it tells."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

from scripts import browsers, run, shell
from tedd.build import outputs
from tedd.content.faults import Fault, load
from tests.commands import ROOT
from tests.frozen import cards, inputs
from tests.test_repository import files

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = [fault for group in load().values() for fault in group]
RUN = [fault for fault in FAULTS if fault.runs]


@cache
def namespaces() -> bool:
    """Return whether a process here may be root of a world of its own."""
    command = [
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "--net",
        "mount",
        "-t",
        "tmpfs",
        "tmpfs",
        "/mnt",
    ]
    found = shutil.which(command[0])
    return bool(found) and not subprocess.run(command, capture_output=True, check=False).returncode


@pytest.fixture
def world(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a folder with a few cards, where `tedd` is this checkout's."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "tedd").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tedd "$@"\n')
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for program in programs.iterdir():
        program.chmod(0o755)
    cards(tmp_path / "work" / "methods")
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "GIT_CEILING_DIRECTORIES": str(tmp_path)}


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a Unix shell")
@pytest.mark.parametrize("fault", RUN, ids=[fault.id for fault in RUN])
def test_commands_end_as_told(fault: Fault, world: dict[str, str], tmp_path: Path) -> None:
    """Exit code, message and what is left are those of the page, and nobody sees a traceback."""
    if fault.needs and not namespaces():
        pytest.skip("this system does not allow namespaces")
    work = tmp_path / "work"

    command = [str(shutil.which("bash")), "-c", fault.command]
    done = subprocess.run(command, cwd=work, env=world, capture_output=True, text=True, check=False)

    said = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in said) == (fault.exit, False), said
    assert fault.says in said
    left = {path.name for path in work.iterdir()} - {"methods"}
    assert left == set(fault.left) or (not fault.left and left <= {"out"})
    if fault.exit:
        assert len([line for line in said.splitlines() if line.startswith("tedd: ")]) <= 1


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.id for fault in FAULTS])
def test_each_fault_is_tried(fault: Fault) -> None:
    """A fault's own command is run, or the test that the page names is there."""
    path, _, name = fault.test.partition("::")

    assert fault.runs or fault.test
    assert not fault.test or f"\ndef {name}(" in (ROOT / path).read_text("utf-8")


def test_faults_have_names_of_their_own() -> None:
    """An address on the page leads to one fault."""
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)


def test_no_two_paths_are_one_without_case(tmp_path: Path) -> None:
    """Every path of site and repository can be written where case is no difference, and on Windows."""
    library, studies, discrepancies = inputs(cards(tmp_path / "methods"))
    made = list(outputs(library, studies, discrepancies))
    ours = [path.relative_to(ROOT).as_posix() for path in files()]

    for paths in (made, ours):
        assert len({path.casefold() for path in paths}) == len(set(paths))
        parts = {part for path in paths for part in path.split("/")}
        assert not [part for part in parts if re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', part)]
        assert not [part for part in parts if re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", part)]


def test_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that cannot be run, or none at all, is told with what to do."""
    monkeypatch.setenv("TEDD_BROWSER", "/nowhere")
    with pytest.raises(
        SystemExit, match="TEDD_BROWSER names /nowhere, which cannot be run; correct or unset"
    ):
        browsers.browser()

    monkeypatch.delenv("TEDD_BROWSER")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(browsers, "BROWSER_FILES", ())
    monkeypatch.setattr(browsers, "PYTHON", sys.executable)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "/nowhere")
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")  # nobody answers there
    with pytest.raises(SystemExit, match="no browser found: install Chromium, or name one with TEDD_BROWSER"):
        browsers.browser()


def test_an_archive_knows_the_time_of_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git, "now" is the time that git wrote into the archive; without that, one fixed day."""
    archived = tmp_path / "archived"
    monkeypatch.setattr(run, "ARCHIVED", archived)
    monkeypatch.setenv("PATH", "/nowhere")

    assert run.commit_time() == "315532800"
    archived.write_text((ROOT / ".git_archival.txt").read_text("utf-8").replace("$Format:%ct$", "1700000000"))
    assert run.commit_time() == "1700000000"
    assert "/.git_archival.txt export-subst" in (ROOT / ".gitattributes").read_text("utf-8")


def test_a_folder_that_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set-up in a read-only checkout says so, before it tries."""
    monkeypatch.setattr(run, "ROOT", tmp_path / "missing")

    with pytest.raises(SystemExit, match=r"cannot be written to, and \.venv and site/ belong there"):
        run.set_up()


def test_running_needs_nothing_installed() -> None:
    """`python3 scripts/run.py` works before anything is installed."""
    command = [sys.executable, "-S", "-I", "scripts/run.py", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "reproduce" in done.stdout


@pytest.mark.parametrize(
    ("output", "words"), [("x\nOSError: No space left on device", "the disk is full"), ("refused", "is it?")]
)
def test_a_full_disk_is_told_as_such(output: str, words: str) -> None:
    """What a failed installation printed ends with the remedy that fits."""
    assert words in shell.end_of(output, "is it?").splitlines()[-1]
