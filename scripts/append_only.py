"""Fails when a snapshot that is on the main branch was changed, extended or taken away.

    python scripts/append_only.py [MAIN]

A snapshot's bytes are those with which it came to MAIN (origin/main, or else main, by default): its history
is read up to where this checkout parted from it, and every file is compared with what lies on the disk. So it
also notices what nobody committed, what a commit of MAIN itself did, and attributes that make git write other
bytes. Only a commit that adds the whole snapshot at once counts as its arrival.
Exit code 0: all as they were. 1: something changed. 2: this cannot be told here, and why.
"""

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

FOLDER = "docs/snapshots"
NAMES = ("origin/main", "main")
ROOT = Path(__file__).resolve().parent.parent


class UnknownError(Exception):
    """The history here does not tell; the text says what to do."""


def git(root: Path, *arguments: str) -> str:
    """Return what git prints; raise `UnknownError` when it fails."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=off", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 # no shell
    except FileNotFoundError as error:
        raise UnknownError("git is not installed, so there is no history to compare with") from error
    if done.returncode:
        raise UnknownError(done.stderr.strip().removeprefix("fatal: "))
    return done.stdout


def parting(root: Path, main: str | None) -> str:
    """Return the last commit of the main branch that this checkout builds on."""
    if git(root, "rev-parse", "--is-shallow-repository").strip() == "true":
        raise UnknownError(
            "this clone is shallow: it does not know with which bytes snapshots came here; "
            "run git fetch --unshallow, or check out with fetch-depth: 0"
        )
    for name in (main,) if main else NAMES:
        try:
            found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
            return git(root, "merge-base", found.strip(), "HEAD").strip()
        except UnknownError:
            continue
    raise UnknownError(f"no branch {main or ' or '.join(NAMES)} here; run git fetch origin main")


def arrivals(root: Path, tip: str) -> dict[str, str]:
    """Return for each snapshot the commit with which it first stood on the main branch."""
    log = ("log", "--first-parent", "-m", "--reverse", "--no-renames", "--diff-filter=A", "--format=%x00%H")
    found: dict[str, str] = {}
    for part in git(root, *log, "--name-only", tip, "--", FOLDER).split("\0")[1:]:
        commit, *names = part.split("\n")
        for name in filter(None, names):
            inside = name.removeprefix(f"{FOLDER}/").split("/")
            if len(inside) > 1:  # else a file beside the snapshots
                found.setdefault(inside[0], commit)
    return found


def faults(root: Path, main: str | None = None) -> list[str]:
    """Return what was changed, a line each; raise `UnknownError` where it cannot be told."""
    found = arrivals(root, parting(root, main))
    return [fault for snapshot, commit in found.items() for fault in compared(root, snapshot, commit)]


def compared(root: Path, snapshot: str, commit: str) -> list[str]:
    """Return how a snapshot on the disk parts from itself as it arrived."""
    listing = git(root, "ls-tree", "-r", "-z", commit, "--", f"{FOLDER}/{snapshot}/")
    wanted = {}
    for line in filter(None, listing.split("\0")):
        facts, name = line.split("\t", 1)
        wanted[name] = facts.split()[2]
    problems = [
        f"{name}: {problem}" for name, blob in wanted.items() if (problem := altered(root / name, blob))
    ]
    here = (path for path in (root / FOLDER / snapshot).rglob("*") if path.is_symlink() or not path.is_dir())
    added = {path.relative_to(root).as_posix() for path in here} - wanted.keys()
    return problems + [f"{name}: added to a snapshot that is published" for name in sorted(added)]


def altered(path: Path, blob: str) -> str:
    """Return what happened to a file that git knows as `blob`; nothing when it is as it was."""
    if not os.path.lexists(path):
        return "gone"
    if not stat.S_ISREG(path.lstat().st_mode):
        return "no plain file any more"
    content = path.read_bytes()
    algorithm = "sha1" if len(blob) == 40 else "sha256"  # noqa: PLR2004 # hexadecimal digits of a SHA-1
    digest = hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False)
    return "" if digest.hexdigest() == blob else "changed"


def main() -> int:
    """Print what was changed, and say so by the exit code."""
    try:
        found = faults(ROOT, *sys.argv[1:2])
    except UnknownError as error:
        print(f"cannot tell whether snapshots are as they were: {error}", file=sys.stderr)
        return 2
    for fault in found:
        print(fault)
    if found:
        print(
            "A snapshot never changes: people cite its bytes. Put it back, and make a new one.",
            file=sys.stderr,
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
