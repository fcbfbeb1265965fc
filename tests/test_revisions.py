"""Cards of a git revision: what is there is read, what is not gets a remedy."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts import effect
from tedd.revisions import RevisionError, published_at
from tests.boards import ANCHORS, card, saved
from tests.commands import run

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = ("-c", "user.name=A", "-c", "user.email=a@example.org")


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    command = ["git", *NAME, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a repository whose first commit has the anchors, and whose working tree has one card more."""
    saved(tmp_path / "methods", *ANCHORS)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    saved(tmp_path / "methods", card("late"))
    return tmp_path


def test_cards_are_those_of_the_revision(checkout: Path) -> None:
    """The working tree does not shine through, and stays as it is."""
    found = published_at("main", checkout / "methods")

    assert {method.slug for method in found.library.methods} == {method.slug for method in ANCHORS}
    assert (checkout / "methods" / "late.md").is_file()


@pytest.mark.parametrize("name", [".cards", "."])
def test_a_folder_may_be_hidden_or_the_root(tmp_path: Path, name: str) -> None:
    """Cards are found wherever they lie, in a folder that begins with a dot or at the repository's root."""
    git(tmp_path, "init", "-q", "-b", "main")
    saved(tmp_path / name, *ANCHORS)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")

    assert len(published_at("main", tmp_path / name).library.methods) == len(ANCHORS)


def outdated(folder: Path) -> str:
    """Commit a card that the checker refuses; return its revision."""
    (folder / "methods" / "late.md").write_text("---\nname: 7\n---\n", "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "broken")
    return "main"


def without(folder: Path) -> str:
    """Return a revision without cards."""
    git(folder, "rm", "-rq", "--cached", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", "empty")
    return "main"


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        (lambda _: "nope", "no revision 'nope' here"),
        (lambda _: "--output=x", "no revision '--output=x' here"),
        (lambda _: "", "no revision '' here"),
        (lambda _: "origin/main", "did you mean 'main'"),
        (lambda _: "origin/nope", "no revision 'origin/nope' here; git log"),
        (outdated, "do not pass today's checker"),
        (without, "main has no folder methods"),
    ],
)
def test_what_cannot_be_read_is_told(checkout: Path, revision: Callable[[Path], str], said: str) -> None:
    """Each failure names the revision and what to do; nothing is written."""
    name = revision(checkout)
    before = sorted(checkout.rglob("*"))

    with pytest.raises(RevisionError, match=said):
        published_at(name, checkout / "methods")
    assert sorted(checkout.rglob("*")) == before


def test_a_shallow_clone_is_told(checkout: Path, tmp_path: Path) -> None:
    """Who has only the last commits, as on a machine that tests, is told how to get the others."""
    git(checkout, "commit", "-q", "--allow-empty", "-m", "second")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{checkout}", "shallow")

    with pytest.raises(RevisionError, match="this clone is shallow: git fetch --unshallow"):
        published_at("HEAD~1", tmp_path / "shallow" / "methods")


def test_a_folder_outside_git_is_told(tmp_path: Path) -> None:
    """Without a repository the command says so, without a traceback."""
    cards = saved(tmp_path / "methods", *ANCHORS)
    done = run("diff", "HEAD", "--cards", cards)

    assert done.exit_code == 1
    assert "is in no git repository" in done.stderr


def test_without_git(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> None:
    """Where git is not installed, the message says that it is needed."""
    assert shutil.which("git")
    monkeypatch.setenv("PATH", str(checkout))

    with pytest.raises(RevisionError, match="git is not installed"):
        published_at("main", checkout / "methods")


def test_diff_on_the_command_line(checkout: Path) -> None:
    """`tedd diff` shows what entered, in each format, and ends well as no number changed."""
    cards = checkout / "methods"
    text, markdown, data = (
        run("diff", "main", "--cards", cards, "--format", form) for form in ("text", "markdown", "json")
    )

    assert (text.exit_code, markdown.exit_code, data.exit_code) == (0, 0, 0)
    assert "late added" in text.stdout
    assert "- `late` added" in markdown.stdout
    assert '"slug": "late"' in data.stdout


def test_diff_fails_on_a_silent_change(checkout: Path) -> None:
    """A number that changed without a correction fails, with the entry to add."""
    anchor = checkout / "methods" / f"{ANCHORS[0].slug}.md"
    text = anchor.read_text("utf-8")
    anchor.write_text(text.replace('"trained_models":0', '"trained_models":1'), "utf-8")
    done = run("diff", "main", "--cards", checkout / "methods")

    assert done.exit_code == 1
    assert "trained_models of the selector" in done.stdout
    assert "add to corrections" in done.stdout


def test_the_report_of_a_pull_request(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `tedd diff` says is printed and written down; exit code 1 where a number changed silently."""
    monkeypatch.chdir(checkout)
    wanted = {form: run("diff", "main", "--format", form).stdout for form in ("text", "markdown", "json")}

    assert effect.main("main") == 0
    assert capsys.readouterr().out == wanted["text"]
    assert Path("build/effect.md").read_text("utf-8") == wanted["markdown"]
    assert Path("build/effect.json").read_text("utf-8") == wanted["json"]

    Path("methods", f"{ANCHORS[0].slug}.md").unlink()
    assert effect.main("main") == 1
    assert effect.main("nope") == 1
    assert "no revision 'nope' here" in capsys.readouterr().err


def test_a_huge_revision_is_refused(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is larger than any board could be is not unpacked."""
    monkeypatch.setattr("tedd.revisions.LIMIT", 1000)

    with pytest.raises(RevisionError, match="main holds more than 0 MiB in methods"):
        published_at("main", checkout / "methods")
