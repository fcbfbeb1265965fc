"""What the workflows may do, and how: they run with rights that strangers would like to have."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

GITHUB = Path(__file__).parent.parent / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
# Which published schema describes which files. GitHub ignores a file that breaks its schema without a word.
SCHEMAS = {
    "github-workflows": WORKFLOWS,
    "dependabot": [GITHUB / "dependabot.yml"],
    "github-issue-config": sorted(GITHUB.glob("ISSUE_TEMPLATE/config.yml")),
    "github-issue-forms": sorted(set(GITHUB.glob("ISSUE_TEMPLATE/*.yml")) - set(GITHUB.glob("*/config.yml"))),
}

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def load(path: Path) -> dict[str, Any]:
    """Read a workflow; as text only, so that the key `on` does not become `True`."""
    workflow: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text
    return workflow


def steps(path: Path) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    return [step for job in load(path)["jobs"].values() for step in job["steps"]]


def test_there_are_workflows() -> None:
    """Checking, reporting, commenting, publishing, freezing and what is done weekly each have a workflow."""
    names = ["ci.yml", "comment.yml", "pages.yml", "pull-request.yml", "snapshot.yml", "weekly.yml"]

    assert [path.name for path in WORKFLOWS] == names


@every_workflow
def test_actions_are_pinned(path: Path) -> None:
    """Every action is named by its commit, with the version beside it for people."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    pinned = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

    assert lines
    assert [line for line in lines if not pinned.search(line)] == []


@every_workflow
def test_workflows_start_without_rights(path: Path) -> None:
    """A workflow has no rights of its own, and each job names the few that it needs."""
    workflow = load(path)

    assert workflow["permissions"] == {}
    assert all(job["permissions"] for job in workflow["jobs"].values())


def runs_code(job: dict[str, Any]) -> bool:
    """Return whether a job has the repository's code before it, so that a command may be part of it."""
    return any(step.get("uses", "").startswith("actions/checkout@") for step in job["steps"])


@every_workflow
def test_jobs_that_run_code_only_read(path: Path) -> None:
    """No job that checks out the repository's code may write anything."""
    jobs = [job for job in load(path)["jobs"].values() if runs_code(job)]

    assert {right for job in jobs for right in job["permissions"].values()} <= {"read"}


@every_workflow
def test_jobs_that_write_only_ask_github(path: Path) -> None:
    """The commands of a job that may write call GitHub and text tools, nothing that could run code."""
    jobs = [job for job in load(path)["jobs"].values() if "write" in job["permissions"].values()]
    texts = [step["run"] for job in jobs for step in job["steps"] if "run" in step]

    assert not any(runs_code(job) for job in jobs)
    assert not any(
        re.search(r"\b(eval|make|python3?|bash|sh|npx?|pip|curl|source)\b", text) for text in texts
    )


@every_workflow
def test_strangers_see_no_secret(path: Path) -> None:
    """No workflow that a pull request starts is given a secret or a token."""
    text = path.read_text(encoding="utf-8")

    assert "secrets." not in text
    assert "pull_request" not in load(path)["on"] or "github.token" not in text


@every_workflow
def test_no_expression_becomes_code(path: Path) -> None:
    """Values reach a command through its environment: an expression in a command would be run as code."""
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@every_workflow
def test_strangers_never_run_with_our_rights(path: Path) -> None:
    """No event hands rights to a stranger's code: what follows its run checks out our own branch."""
    workflow = load(path)
    checkouts = [step["with"] for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    own = "${{ github.event.repository.default_branch }}"

    assert "pull_request_target" not in workflow["on"]
    assert "workflow_run" not in workflow["on"] or [given["ref"] for given in checkouts] == [own]


@every_workflow
def test_strangers_files_are_not_unpacked(path: Path) -> None:
    """No artifact of a pull request's run is unpacked or put into the environment of later steps."""
    text = path.read_text(encoding="utf-8")
    ours = set(load(path)["on"]) <= {"push", "workflow_dispatch"} and "run-id" not in text

    assert ours or "download-artifact" not in text
    assert "unzip" not in text
    assert "GITHUB_ENV" not in text


def test_number_of_the_pull_request_comes_from_the_event() -> None:
    """The comment goes to the pull request whose run it was: the artifact has no say, nor has its name."""
    post = load(GITHUB / "workflows" / "comment.yml")["jobs"]["post"]
    (step,) = post["steps"]

    assert post["permissions"] == {"pull-requests": "write"}
    assert step["env"]["COMMIT"] == "${{ github.event.workflow_run.head_sha }}"
    assert "artifact" not in step["run"]
    assert "$BODY" in step["run"]


def test_every_step_runs_locally() -> None:
    """What workflows do with the repository's code are make targets or scripts, which anybody can run."""
    commands = [step["run"] for path in WORKFLOWS for step in steps(path) if "run" in step]
    targets = re.search(
        r"^\.PHONY: help (.*)$", (GITHUB.parent / "Makefile").read_text("utf-8"), re.MULTILINE
    )

    assert targets
    made = [command.split()[1] for command in commands if command.startswith("make ")]
    others = [command for command in commands if not re.match(r"make |python3 scripts/\w+\.py$", command)]
    assert set(made) <= set(targets[1].split())
    assert not any(
        re.search(r"\b(python3?|pip|tedd|mkdocs)\b", re.sub(r"<!--.*?-->", "", text)) for text in others
    )


@every_workflow
def test_no_credentials_are_left_in_the_checkout(path: Path) -> None:
    """A checkout keeps no token that later steps could use."""
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]

    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@every_workflow
def test_every_job_ends(path: Path) -> None:
    """Each job has a time limit, far below the six hours that are the default."""
    assert all(int(job["timeout-minutes"]) <= 30 for job in load(path)["jobs"].values())


@pytest.mark.parametrize("schema", [name for name, files in SCHEMAS.items() if files])
def test_files_satisfy_their_published_schema(schema: str) -> None:
    """Workflows, issue forms and the settings of Dependabot satisfy the schemas published for them."""
    command = [sys.executable, "-m", "check_jsonschema", f"--builtin-schema=vendor.{schema}"]

    done = subprocess.run([*command, *SCHEMAS[schema]], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
