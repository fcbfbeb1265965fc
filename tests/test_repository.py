"""What strangers rely on in this repository: the first commands, the lock, how to cite, the licences."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import tedd
from tedd.snapshots.cite import seal_of
from tedd.snapshots.pointer import pointed
from tedd.snapshots.store import load_snapshots
from tests.frozen import FIXTURES

ROOT = Path(__file__).parent.parent
CFF = ("-m", "check_jsonschema", "--builtin-schema=vendor.citation-file-format")
NOT_OURS = {".git", ".venv", "site", "__pycache__"}


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the repository and keep what it prints."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def read(name: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    """Return the table `project` of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads(read("pyproject.toml"))["project"]
    return table


def locked() -> dict[str, str]:
    """Return the locked version of every package."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", read("requirements.lock"), re.MULTILINE))


def files() -> list[Path]:
    """Return the files that git tracks or would; where there is no git, all but what is made here."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file()]


def test_readme_starts_with_its_two_commands() -> None:
    """The README's first commands are `make site` and `make test`, and no other block gives one."""
    blocks = re.findall(r"^```sh\n(.*?)^```", read("README.md"), re.MULTILINE | re.DOTALL)

    assert blocks == ["make site\n", "make test\n"]


def test_readme_links_lead_somewhere() -> None:
    """Every relative link of the README leads to a file or folder that exists."""
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", read("README.md"))

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_make_and_run_know_the_same_commands() -> None:
    """Every command of scripts/run.py can be given to make, and every make target is one."""
    from scripts.run import COMMANDS  # noqa: PLC0415 - ends the program where Python is too old

    targets = re.search(r"^\.PHONY: help (.*)$", read("Makefile"), re.MULTILINE)

    assert targets
    assert targets[1].split() == list(COMMANDS)


def test_an_older_python_is_told_so() -> None:
    """Whoever starts run.py with too old a Python reads which one is needed, and sees no traceback."""
    script = "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path('scripts/run.py')"

    done = python("-c", script)

    assert done.returncode == 1
    assert done.stderr.startswith("TEDD needs Python 3.11 or newer")


def test_citation_satisfies_its_published_schema() -> None:
    """CITATION.cff is valid for version 1.2.0 of the Citation File Format."""
    done = python(*CFF, "CITATION.cff")

    assert done.returncode == 0, done.stdout + done.stderr
    assert yaml.safe_load(read("CITATION.cff"))["cff-version"] == "1.2.0"


def test_citation_points_at_the_newest_snapshot() -> None:
    """CITATION.cff names the newest snapshot, with its day and checksum, or none while there is none."""
    found = load_snapshots(ROOT / "docs" / "snapshots")
    text = read("CITATION.cff")

    assert text == pointed(text, found[-1] if found else None)
    for one in yaml.safe_load(text).get("references", []):
        newest = found[-1]
        assert (one["version"], one["date-released"]) == (newest.id, newest.manifest.date)


def test_a_citation_with_a_snapshot_is_valid(tmp_path: Path) -> None:
    """What `create` will write is valid too, says the snapshot's facts, and leaves all else as it was."""
    newest = load_snapshots(FIXTURES)[-1]
    old = pointed(read("CITATION.cff"), None)
    path = tmp_path / "CITATION.cff"
    path.write_text(pointed(old, newest), "utf-8")
    done = python(*CFF, str(path))
    [reference] = yaml.safe_load(path.read_text("utf-8"))["references"]

    assert done.returncode == 0, done.stdout + done.stderr
    assert (reference["version"], reference["date-released"]) == ("2024.02", newest.manifest.date)
    assert reference["identifiers"][0]["value"] == f"sha256:{seal_of(newest)}"
    assert path.read_text("utf-8").startswith(old)
    assert pointed(path.read_text("utf-8"), None) == old


def test_what_zenodo_is_told_is_valid() -> None:
    """`.zenodo.json` holds only what Zenodo takes, no DOI of its own, and no version: that is the tag."""
    told = json.loads(read(".zenodo.json"))
    jsonschema.validate(told, json.loads((FIXTURES.parent / "zenodo.schema.json").read_text("utf-8")))
    citation = yaml.safe_load(read("CITATION.cff"))

    assert told["creators"] == citation["authors"]
    assert told["keywords"] == citation["keywords"]
    assert told["related_identifiers"][0]["identifier"] == citation["preferred-citation"]["doi"]
    assert not {"doi", "version", "publication_date"} & set(told)


def test_one_version_everywhere() -> None:
    """Package, project file and citation name one version."""
    citation = yaml.safe_load(read("CITATION.cff"))["version"]

    assert tedd.__version__ == project()["version"] == citation


def test_every_line_of_the_lock_is_a_pin_or_a_hash() -> None:
    """The lock holds exact versions and their hashes and nothing else: no address, no host, no path."""
    pin = r"[a-z0-9-]+==[\w.!+]+(?: ; [\w .'<>=!()]+)? \\\n"
    hashes = r"(?:    --hash=sha256:[0-9a-f]{64} \\\n)*    --hash=sha256:[0-9a-f]{64}\n"

    assert re.fullmatch(f"(?:{pin}{hashes})+", read("requirements.lock"))


def test_the_lock_serves_the_project_file() -> None:
    """Every dependency that pyproject.toml names is locked, at a version that it allows."""
    lists = [project()["dependencies"], *project()["optional-dependencies"].values()]
    needs = [Requirement(line) for lines in lists for line in lines]
    versions = locked()

    unmet = [need for need in needs if versions[canonicalize_name(need.name)] not in need.specifier]
    assert unmet == []


@pytest.mark.parametrize(
    ("name", "first_words"),
    [("LICENSE", "MIT License"), ("LICENSE-CONTENT", "The contents of TEDD are licensed")],
)
def test_licences_are_there(name: str, first_words: str) -> None:
    """Code and contents each have their licence, and the README names both."""
    assert read(name).startswith(first_words)
    assert f"]({name})" in read("README.md")


def test_no_placeholder_identifiers() -> None:
    """No file holds a DOI that was only put there to be replaced."""
    placeholder = re.compile(rb"(?i)10\.(?:x{3,}|n{4,}|0000|1234)/|zenodo\.(?:x+|n{3,}|0+|1234567)\b")

    assert [path for path in files() if placeholder.search(path.read_bytes())] == []
