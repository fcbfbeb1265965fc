"""The cards and studies as they stood at a git revision.

The name of a revision and a folder of cards enter; a `Published` leaves, read from a copy outside the working
tree. Nothing of the revision is run, and only regular files come out of it.
"""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
import zipfile
from pathlib import Path

from tedd.cards import load
from tedd.problems import CardError
from tedd.published import Published
from tedd.studies import load_studies

LIMIT = 200 * 2**20
"""Bytes of cards that are read at most: ten times what a thousand cards take."""

WRITTEN = (":(top,exclude)CITATION.cff", ":(top,exclude)docs/snapshots")
"""What a snapshot writes, for git."""


class RevisionError(Exception):
    """A revision cannot be read; the text says why and what to do."""


def published(folder: Path) -> Published:
    """Return all that a folder of cards publishes; raise `CardError` with every error."""
    library = load(folder)
    return Published(library, load_studies(library, folder))


def published_at(revision: str, folder: Path) -> Published:
    """Return what a revision published; raise `RevisionError` when it has none that can be read."""
    root = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    commit = _commit(revision, folder)
    place = folder.resolve().relative_to(root.resolve()).as_posix()
    inside = "" if place == "." else place
    try:
        archive = _git(root, "archive", "--format=zip", "-0", "--prefix=methods/", f"{commit}:{inside}")
    except RevisionError as error:
        raise RevisionError(
            f"{revision} has no folder {inside}; name a revision that has the cards"
        ) from error
    if len(archive) > LIMIT:
        raise RevisionError(f"{revision} holds more than {LIMIT // 2**20} MiB in {inside}")
    with tempfile.TemporaryDirectory(prefix="tedd-") as aside:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            packed.extractall(aside)
        try:
            return published(Path(aside) / "methods")
        except CardError as error:
            raise RevisionError(_outdated(revision, error, aside)) from error


def described(folder: Path) -> str | None:
    """Return the commit that is checked out, `-dirty` behind it where files differ; None without git.

    A card that nobody committed counts as a difference; what a snapshot itself writes does not, so that two
    can be made one after the other.
    """
    changed = ("status", "--porcelain", "--untracked-files=no", "--", ":(top)", *WRITTEN)
    try:
        found = _git(folder, "rev-parse", "--verify", "HEAD").decode().strip()
        dirty = _git(folder, *changed) or _git(folder, "status", "--porcelain", "--", ".")
    except RevisionError:
        return None
    return f"{found}-dirty" if dirty else found


def _outdated(revision: str, error: CardError, aside: str) -> str:
    """Return that the cards of a revision do not fit the checker of today, with the first reason."""
    first = str(error.problems[0]).replace(aside, revision)
    return (
        f"the cards of {revision} do not pass today's checker (problems: {len(error.problems)}, the first: "
        f"{first}); compare with a newer revision"
    )


def _commit(revision: str, folder: Path) -> str:
    """Return the commit that a name stands for; a name that begins with a dash is no option of git's."""
    try:
        found = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError as error:
        shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
        more = "; this clone is shallow: git fetch --unshallow" if shallow else ""
        near = _nearest(revision, folder)
        raise RevisionError(
            f"no revision {revision!r} here; {near}git log and git branch -a show what there is{more}"
        ) from error
    return found.decode().strip()


def _nearest(revision: str, folder: Path) -> str:
    """Return the branch that a name without its remote stands for, as the start of a remedy."""
    _, remote, branch = revision.rpartition("/")
    if not (remote and branch):
        return ""
    try:
        _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"refs/heads/{branch}")
    except RevisionError:
        return ""
    return f"did you mean {branch!r}? Else "


def _git(folder: Path, *arguments: str) -> bytes:
    """Return what git prints when it is run beside the cards."""
    try:
        done = subprocess.run(  # noqa: S603 # no shell; a revision comes after --end-of-options
            ["git", "-C", str(folder), *arguments],  # noqa: S607 # wherever the user has it
            capture_output=True,
            env=os.environ | {"LC_ALL": "C"},  # what it says is read below
            check=False,
        )
    except FileNotFoundError as error:
        raise RevisionError("git is not installed, and a comparison with a revision needs it") from error
    if b"not a git repository" in done.stderr:
        raise RevisionError(
            f"{folder} is in no git repository, and a comparison needs its history; use git clone, no archive"
        )
    if done.returncode != 0:
        raise RevisionError(done.stderr.decode(errors="replace").strip().removeprefix("fatal: "))
    return done.stdout
