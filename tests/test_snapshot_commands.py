"""`tedd snapshot`: arguments, exit codes, and no traceback for a mistake of the user."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from tedd.snapshots.pointer import MARKER
from tedd.snapshots.seal import SUMS, sums
from tedd.snapshots.store import place, read
from tests.commands import run
from tests.frozen import FIXTURES, cards, stored, tiny

if TYPE_CHECKING:
    from pathlib import Path

SURE = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Return a folder of cards."""
    return cards(tmp_path / "methods")


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it prints."""
    command = ["git", "-C", str(folder), *SURE, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_create_stands_beside_the_cards(given: Path, tmp_path: Path) -> None:
    """A snapshot goes to docs/snapshots beside the cards, with the day that was asked for, once."""
    folder = tmp_path / "docs" / "snapshots"
    first = run("snapshot", "create", "2024.03", "--date", "2024-02-29", "--cards", given)
    again = run("snapshot", "create", "2024.03", "--cards", given)

    assert (first.exit_code, first.stdout) == (0, "")
    assert read(folder, "2024.03").files == tiny()
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == "tedd: snapshot 2024.03 exists, and none ever changes; take another name\n"


@pytest.mark.parametrize("name", ["2024", "2024.3", "../2024.03", "2024.03.0"])
def test_other_names_are_refused(given: Path, name: str, tmp_path: Path) -> None:
    """A wrong name is told with a right one, before anything is made."""
    result = run("snapshot", "create", name, "--cards", given)

    assert result.exit_code == 1
    assert "write YYYY.MM, or YYYY.MM.N, such as 2025.02" in result.stderr
    assert not (tmp_path / "docs").exists()


def test_a_wrong_day_is_wrong_usage(given: Path) -> None:
    """A day is a day."""
    assert run("snapshot", "create", "2024.03", "--date", "29.2.2024", "--cards", given).exit_code == 2


def test_the_revision_is_the_one_that_is_frozen(given: Path, tmp_path: Path) -> None:
    """The commit stands in the manifest; files that differ from it are frozen only when that is asked for."""
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "cards")
    head = git(tmp_path, "rev-parse", "HEAD")
    options = ("--cards", given, "--snapshots", tmp_path / "snapshots")

    clean = run("snapshot", "create", "2024.03", *options)
    (given / "told.md").write_text((given / "told.md").read_text("utf-8") + "\nMore.\n", "utf-8")
    refused = run("snapshot", "create", "2024.04", *options)
    dirty = run("snapshot", "create", "2024.04", "--dirty", *options)

    assert (clean.exit_code, refused.exit_code, dirty.exit_code) == (0, 1, 0)
    assert "commit, or add --dirty" in refused.stderr
    assert read(tmp_path / "snapshots", "2024.03").manifest.revision == head
    assert read(tmp_path / "snapshots", "2024.04").manifest.revision == f"{head}-dirty"


def test_a_card_that_nobody_committed_is_a_difference(given: Path, tmp_path: Path) -> None:
    """No revision names a card that git does not know; what a snapshot writes itself is no difference."""
    (tmp_path / "CITATION.cff").write_text(f"title: x\n{MARKER}", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "cards")

    assert run("snapshot", "create", "2024.03", "--cards", given).exit_code == 0
    assert run("snapshot", "create", "2024.04", "--cards", given).exit_code == 0
    (given / "new.md").write_text((given / "told.md").read_text("utf-8"), "utf-8")
    assert "commit, or add --dirty" in run("snapshot", "create", "2024.05", "--cards", given).stderr


def test_create_points_at_the_newest(given: Path, tmp_path: Path) -> None:
    """CITATION.cff follows in the same go, with the newest id whatever was made last; `cite` mends it."""
    path = tmp_path / "CITATION.cff"
    path.write_text(f"title: x\n{MARKER}", "utf-8")
    for name in ("2024.03", "2024.02"):
        assert run("snapshot", "create", name, "--cards", given).exit_code == 0
    made = path.read_text("utf-8")
    [reference] = yaml.safe_load(made)["references"]
    path.write_text(f"title: y\n{MARKER}old: 1\n", "utf-8")
    mended = run("snapshot", "cite", "--cards", given)

    assert reference["version"] == "2024.03"
    assert path.read_text("utf-8") == made.replace("title: x", "title: y")
    assert mended.stderr == "CITATION.cff points at 2024.03\n"
    assert run("snapshot", "cite", "--cards", given).stderr == ""


def test_a_citation_without_its_line_is_told(given: Path, tmp_path: Path) -> None:
    """Where the line is missing below which the reference stands, or stands twice, nothing is written."""
    path = tmp_path / "CITATION.cff"
    assert run("snapshot", "create", "2024.03", "--cards", given).exit_code == 0
    for text in ("title: x\n", f"{MARKER}{MARKER}"):
        path.write_text(text, "utf-8")
        refused = run("snapshot", "cite", "--cards", given)
        assert refused.exit_code == 1
        assert "should stand in it once" in refused.stderr
        assert path.read_text("utf-8") == text


def test_a_trial_elsewhere_is_not_pointed_at(given: Path, tmp_path: Path) -> None:
    """A snapshot in another folder than the one that is published changes no citation."""
    path = tmp_path / "CITATION.cff"
    path.write_text(MARKER, "utf-8")
    run("snapshot", "create", "2024.03", "--cards", given, "--snapshots", tmp_path / "trial")

    assert path.read_text("utf-8") == MARKER


def test_pack_and_verify(given: Path, tmp_path: Path) -> None:
    """A packed snapshot is verified where it lies, and its checksum is one that `sha256sum -c` reads."""
    options = ("--cards", given, "--snapshots", tmp_path / "snapshots")
    stored(tmp_path / "snapshots")
    made = run("snapshot", "pack", tmp_path / "out", *options)
    archive = tmp_path / "out" / "TEDD-2024.03.zip"
    sound = run("snapshot", "verify", archive, "--strict", *options)
    raw = archive.read_bytes()
    archive.write_bytes(raw.replace(b"DIRECT", b"DIRECZ"))
    damaged = run("snapshot", "verify", archive, *options)

    assert made.exit_code == 0, made.stderr
    assert (sound.exit_code, sound.stdout.count("all equal")) == (0, 1)
    assert (tmp_path / "out" / "TEDD-2024.03.zip.sha256").read_bytes() == sums({archive.name: raw})
    assert (damaged.exit_code, damaged.stdout) == (1, "")


def test_list_and_diff(given: Path) -> None:
    """Snapshots are listed oldest first, and compared with each other or with the board as it stands."""
    options = ("--cards", given, "--snapshots", FIXTURES)
    listed = run("snapshot", "list", *options)
    between = run("snapshot", "diff", "2024.01", "2024.02", "--format", "json", *options)
    since = run("snapshot", "diff", "2024.02", "--format", "markdown", *options)

    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["2024.01", "2024.02"]
    assert [one["slug"] for one in json.loads(between.stdout)["entered"]] == ["fresh"]
    assert since.stdout.startswith("From `2024.02` (living edition) to `now` (living edition)")
    assert "### Left\n\n- `FRESH`" in since.stdout


@pytest.mark.parametrize("command", ["verify", "diff"])
def test_an_unknown_snapshot_is_told(given: Path, command: str) -> None:
    """Who names a snapshot that is not there is told which ones are."""
    result = run("snapshot", command, "2030.01", "--cards", given, "--snapshots", FIXTURES)

    assert result.exit_code == 1
    assert "there is no snapshot 2030.01; there are: 2024.01, 2024.02\n" in result.stderr


@pytest.mark.parametrize("command", ["verify", "list"])
def test_without_snapshots(given: Path, command: str, tmp_path: Path) -> None:
    """Nothing to verify and nothing to list is no failure."""
    result = run("snapshot", command, "--cards", given)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"no snapshots in {tmp_path / 'docs' / 'snapshots'}\n"


@pytest.mark.parametrize("command", ["create", "verify", "diff", "list", "pack", "cite"])
def test_each_explains_itself(command: str) -> None:
    """Every command has its help, in lines of at most 80 columns."""
    result = run("snapshot", command, "-h")

    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_build_holds_the_frozen_files(given: Path, tmp_path: Path) -> None:
    """`tedd build` puts pages and frozen files side by side; a damaged file stops it by its name."""
    snapshots = tmp_path / "docs" / "snapshots"
    place(dict(tiny()), snapshots, "2024.03")
    built = run("build", tmp_path / "site", "--cards", given)
    made = tmp_path / "site" / "snapshots" / "2024.03"
    (snapshots / "2024.03" / "evidence.csv").write_bytes(b"")
    stopped = run("build", tmp_path / "other", "--cards", given)

    assert built.exit_code == 0
    assert (made / "index.md").is_file()
    assert {name: (made / name).read_bytes() for name in tiny()} == tiny()
    assert (made / SUMS).read_bytes() == sums(tiny())
    assert stopped.exit_code == 1
    assert stopped.stderr.endswith(f"2024.03/evidence.csv: not the bytes whose checksum is in {SUMS}\n")
