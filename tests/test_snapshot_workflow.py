"""The workflow of snapshots: its commands, run here as they stand, with a stand-in for GitHub alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tedd.snapshots.seal import sums
from tedd.surface.manifest import ID
from tests.test_workflows import GITHUB, load, runs_code

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Bash = Callable[..., subprocess.CompletedProcess[str]]

JOBS: dict[str, Any] = load(GITHUB / "workflows" / "snapshot.yml")["jobs"]
SURE = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
NAME = "2025.02"
GH = """#!/bin/sh
# Stands for GitHub: notes what it is asked for; clones what ORIGIN names; knows one release.
echo "$@" >> "$ASKED"
case "$1 $2" in
  "repo clone") git clone --quiet --bare "$ORIGIN" "$4" ;;
  "release view") test "$3" = 2024.01 ;;
esac
"""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash"), reason="the workflow's commands are for bash"
)


def command(job: str, words: str) -> str:
    """Return the command of the step whose name has some words."""
    [found] = [step["run"] for step in JOBS[job]["steps"] if words in step.get("name", "")]
    return str(found)


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it prints."""
    done = ["git", "-C", str(folder), *SURE, *arguments]
    return subprocess.run(done, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def bash(tmp_path: Path) -> Bash:
    """Return what runs a command as a runner does, with the stand-in for GitHub's program."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH, "utf-8")
    (tmp_path / "bin" / "gh").chmod(0o755)
    known = {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "ASKED": str(tmp_path / "asked"),
        "ORIGIN": str(tmp_path / "origin"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }

    def run(text: str, folder: Path, **values: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],  # noqa: S607 # wherever it is
            cwd=folder,
            env=os.environ | known | {"ID": NAME, "REPOSITORY": "example/tedd"} | values,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """Return a checkout in which a snapshot was just frozen, of a repository called `origin`."""
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet", "--initial-branch=main")
    (origin / "CITATION.cff").write_text("old\n", "utf-8")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message=first")
    git(tmp_path, "clone", "--quiet", str(origin), "checkout")
    folder = tmp_path / "checkout" / "docs" / "snapshots" / NAME
    folder.mkdir(parents=True)
    (folder / "board.json").write_text("{}", "utf-8")
    (tmp_path / "checkout" / "CITATION.cff").write_text("new\n", "utf-8")
    return tmp_path / "checkout"


def test_who_may_write_waits_for_a_maintainer() -> None:
    """Both jobs that write stand behind the protected environment, and run no code of the repository."""
    writing = {name for name, job in JOBS.items() if "write" in job["permissions"].values()}

    assert writing == {"propose", "release"}
    assert {JOBS[name].get("environment") for name in writing} == {"snapshots"}
    assert not any(runs_code(JOBS[name]) for name in writing)
    assert not any("environment" in job for name, job in JOBS.items() if name not in writing)


def test_each_event_has_its_jobs() -> None:
    """By hand, and on main alone, it freezes and proposes; a push packs and publishes."""
    assert (
        JOBS["freeze"]["if"] == "github.event_name == 'workflow_dispatch' && github.ref == 'refs/heads/main'"
    )
    assert (JOBS["propose"]["needs"], JOBS["release"]["needs"]) == ("freeze", "pack")
    assert JOBS["pack"]["if"] == "github.event_name == 'push'"


def test_ids_are_those_of_the_engine() -> None:
    """The first step knows an id by the same pattern as `tedd snapshot create`."""
    [pattern] = re.findall(r"=~ (\S+) \]\]", command("freeze", "Take nothing"))

    assert pattern == ID


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("2025.02", True),
        ("2025.02.1", True),
        ("2025.2", False),
        ("", False),
        ("2025.02; echo x", False),
        ("$(echo 2025.02)", False),
        ("2025.02\n2025.03", False),
        ("x\n2025.02", False),
        ("--force", False),
    ],
)
def test_nothing_but_an_id_is_taken(bash: Bash, tmp_path: Path, name: str, *, taken: bool) -> None:
    """What would become options or commands ends the run at its first step."""
    assert (bash(command("freeze", "Take nothing"), tmp_path, ID=name).returncode == 0) == taken


def committed(bash: Bash, checkout: Path) -> None:
    """Run the step that makes the commit, and hand on its bundle."""
    done = bash(command("freeze", "into a commit"), checkout)
    assert done.returncode == 0, done.stderr
    shutil.copy(checkout / "build" / "snapshot.bundle", checkout.parent)


def proposed(bash: Bash, checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run the step that opens the pull request."""
    main = git(checkout.parent / "origin", "rev-parse", "main")
    return bash(command("propose", "Push it"), checkout.parent, MAIN=main)


def test_a_snapshot_is_proposed(bash: Bash, frozen: Path) -> None:
    """One commit on a branch of its own, and a pull request for it; main stays as it was."""
    committed(bash, frozen)
    done = proposed(bash, frozen)
    origin = frozen.parent / "origin"

    assert done.returncode == 0, done.stdout + done.stderr
    assert git(origin, "show", f"snapshot/{NAME}:CITATION.cff") == "new"
    assert git(origin, "rev-parse", f"snapshot/{NAME}^") == git(origin, "rev-parse", "main")
    asked = (frozen.parent / "asked").read_text("utf-8")
    assert (
        f"pr create --repo example/tedd --base main --head snapshot/{NAME} --title Snapshot {NAME}" in asked
    )


@pytest.mark.parametrize(
    "path", ["tedd/evil.py", "docs/snapshots/2024.01/board.json", ".github/workflows/x.yml"]
)
def test_a_commit_that_does_more_is_not_pushed(bash: Bash, frozen: Path, path: str) -> None:
    """Whatever the reading job made, the writing one pushes a snapshot and nothing else."""
    (frozen / path).parent.mkdir(parents=True, exist_ok=True)
    (frozen / path).write_text("x", "utf-8")
    git(frozen, "add", "--all", "--force", path)
    committed(bash, frozen)
    done = proposed(bash, frozen)

    assert done.returncode == 1
    assert path in done.stdout
    assert git(frozen.parent / "origin", "branch", "--list", "snapshot/*") == ""


def test_more_than_one_commit_is_not_pushed(bash: Bash, frozen: Path) -> None:
    """Nor is one that stands on another commit than main's."""
    git(frozen, "add", ".")
    git(frozen, "commit", "--quiet", "--message=one")
    (frozen / "docs" / "snapshots" / NAME / "more.json").write_text("{}", "utf-8")
    done = bash(command("freeze", "into a commit"), frozen)
    shutil.copy(frozen / "build" / "snapshot.bundle", frozen.parent)

    assert done.returncode == 0, done.stderr
    assert proposed(bash, frozen).returncode != 0
    assert git(frozen.parent / "origin", "branch", "--list", "snapshot/*") == ""


def archives(folder: Path) -> None:
    """Put the archives of two snapshots, of which one has its release, where the job finds them."""
    (folder / "archives").mkdir()
    for name in ("TEDD-2024.01.zip", "TEDD-2025.02.zip"):
        (folder / "archives" / name).write_bytes(name.encode())
        (folder / "archives" / f"{name}.sha256").write_bytes(sums({name: name.encode()}))


def test_only_what_is_new_is_released(bash: Bash, tmp_path: Path) -> None:
    """Each snapshot has one release, with archive, checksum and attestation, under its id."""
    archives(tmp_path)
    (tmp_path / "bundle.json").write_text("{}", "utf-8")
    kept = bash(command("release", "Keep those"), tmp_path)
    done = bash(
        command("release", "Publish a release"),
        tmp_path,
        COMMIT="0" * 40,
        BUNDLE=str(tmp_path / "bundle.json"),
    )

    assert (kept.returncode, done.returncode) == (0, 0), kept.stderr + done.stderr
    assert (tmp_path / "output").read_text("utf-8") == "there=yes\n"
    made = [line for line in (tmp_path / "asked").read_text("utf-8").splitlines() if " create " in line]
    files = "new/TEDD-2025.02.zip new/TEDD-2025.02.zip.sha256 new/provenance.sigstore.json"
    assert len(made) == 1
    assert made[0].startswith(f"release create 2025.02 {files} --repo example/tedd --target {'0' * 40}")


def test_a_damaged_archive_is_not_released(bash: Bash, tmp_path: Path) -> None:
    """What is not what was packed stops the job before it signs or publishes."""
    archives(tmp_path)
    (tmp_path / "archives" / "TEDD-2025.02.zip").write_bytes(b"other")

    assert bash(command("release", "Keep those"), tmp_path).returncode != 0
    assert not (tmp_path / "output").exists()
