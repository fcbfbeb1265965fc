"""The site is replaced whole: a build that fails, warns or is stopped leaves the older one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from scripts.whole_site import reason
from tests.commands import ROOT

if TYPE_CHECKING:
    from pathlib import Path

QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(ROOT)}
COMMAND = [sys.executable, str(ROOT / "scripts" / "whole_site.py")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the source of a page, and with a site that was built from it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: One\n")
    done = build(tmp_path, "first")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return tmp_path


def build(folder: Path, text: str, limit: str = "unlimited") -> subprocess.CompletedProcess[str]:
    """Build a site of one page, with a limit to the size of files in KiB."""
    (folder / "docs" / "index.md").write_text(text)
    command = ["bash", "-c", f'ulimit -f {limit}; exec "$@"', "-", *COMMAND]
    return subprocess.run(
        command, cwd=folder, env=os.environ | QUIET, capture_output=True, text=True, check=False
    )


def stands(folder: Path) -> bool:
    """Return whether the first site stands as it did, with nothing beside it."""
    names = {path.name for path in folder.iterdir()}
    page = (folder / "site" / "index.html").read_text("utf-8")
    return names == {"docs", "mkdocs.yml", "site"} and "first" in page


@pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of a Unix shell")
def test_the_older_site_stays(folder: Path) -> None:
    """A build that warns, finds no room or is interrupted leaves the older site; a sound one replaces it."""
    warned = build(folder, "[a page](that-is-not-there.md)")
    assert (warned.returncode, stands(folder)) == (1, True)
    assert "WARNING" in warned.stderr

    full = build(folder, "second", "4")
    assert (full.returncode, stands(folder)) == (1, True)
    assert "File too large; free some space" in full.stderr
    assert full.stderr.count("\n") == 1

    with subprocess.Popen(COMMAND, cwd=folder, env=os.environ | QUIET, stderr=subprocess.PIPE) as running:
        while not (folder / ".site.tedd").exists():
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        said = running.communicate()[1]
    assert (said, stands(folder)) == (b"site: interrupted; what stood there before still stands\n", True)

    assert build(folder, "second").returncode == 0
    assert "second" in (folder / "site" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (
            "Traceback\n  in x\nOSError: [Errno 28] No space left on device\n",
            "site: No space left on device; free some",
        ),
        (
            "PermissionError: [Errno 13] Permission denied: '/x/y'",
            "site: /x/y: Permission denied; name a place",
        ),
        ("WARNING -  x\nAborted with 1 warnings\n", "WARNING -  x\nAborted"),
    ],
)
def test_what_the_system_refused_is_told(output: str, words: str) -> None:
    """Of a traceback about something that the system refused, the place and a remedy are told."""
    assert reason(output).startswith(words)
