"""Builds one revision twice under other circumstances and explains, file by file, what differs.

    python scripts/reproduce.py [--quick]          two builds of this checkout; quick: without the site
    python scripts/reproduce.py FOLDER FOLDER      two builds that are there already

The files of this checkout enter; exit code 0 and one line leave where all bytes are equal, else 1 and a line
for each file: where it differs first, and which circumstance alone makes it differ, found by trying.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 30
"""Files that are told one by one; of more the number is told."""
WIDTH = 90
"""Characters of a line that are shown around its first difference."""

Setting = dict[str, str]
"""Environment variables; besides, FOLDER to build in, and another UID."""
CIRCUMSTANCES: dict[str, tuple[Setting, Setting]] = {
    "folder": ({"FOLDER": "tedd"}, {"FOLDER": "a place – with spaces, é and a much longer name/tedd"}),
    "user": ({"USER": "one", "LOGNAME": "one"}, {"USER": "two", "LOGNAME": "two", "UID": "12345"}),
    "home": ({"HOME": "/"}, {"HOME": "/nonexistent"}),
    "locale": ({"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}),
    # 25 hours apart: never the same day of the calendar
    "time zone": ({"TZ": "Pacific/Kiritimati"}, {"TZ": "Pacific/Pago_Pago"}),
    "hash seed": ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2"}),
    "day": ({"ANOTHER_DAY": "0"}, {"ANOTHER_DAY": "400"}),
    "threads": ({"OPENBLAS_NUM_THREADS": "1"}, {"OPENBLAS_NUM_THREADS": "2"}),
}
KEPT = (
    "PATH",
    "SOURCE_DATE_EPOCH",
    "NO_MKDOCS_2_WARNING",
    "DISABLE_MKDOCS_2_WARNING",
    "SYSTEMROOT",
    "TMPDIR",
)
"""Variables that both builds take from here; SOURCE_DATE_EPOCH is the commit's time, from scripts/run.py."""

Commands = dict[str, list[str]]
"""Arguments of Python, by what they make; `{}` is the place for it; without, what is printed is kept."""
BUILD: Commands = {"build": ["-m", "tedd", "build", "{}"]}
ALL: Commands = {
    **BUILD,
    **{
        f"rank-{edition}.{form}": ["-m", "tedd", "rank", "--edition", edition, "--format", form]
        for edition in ("living", "survey")
        for form in ("json", "csv")  # tables are for a terminal, and follow its alphabet
    },
    "head-to-head.csv": ["-m", "tedd", "rank", "--by", "head-to-head", "--format", "csv"],
    "snapshots": ["-m", "tedd", "snapshot", "create", "2000.01", "--date=2000-01-01", "--snapshots", "{}"],
    "site": ["-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "{}"],
}
Files = dict[str, bytes]


def setting(second: Sequence[str] = ()) -> Setting:
    """Return the first of all circumstances, the second of those that are named."""
    chosen = [pair[name in second] for name, pair in CIRCUMSTANCES.items()]
    return {key: value for part in chosen for key, value in part.items()}


def sources() -> list[str]:
    """Return the files of this checkout: git's, and new ones; without git, all but what was made here."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 # above
    if listed.returncode == 0:
        return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    made = {".venv", "site", "build", "__pycache__"}
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path.as_posix() for path in found if not made & set(path.parts)]


def built(commands: Commands, given: Setting, work: Path) -> Files:
    """Return all that the commands make of a copy of this checkout under the circumstances given."""
    place = work / given["FOLDER"]
    out = place.parent / f"{place.name}-out"
    for name in sources():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, place / name)
    out.mkdir()
    try:
        for name, arguments in commands.items():
            run(name, arguments, given, place, out)
        return files_of(out)
    finally:
        shutil.rmtree(place)
        shutil.rmtree(out)


def run(name: str, arguments: Sequence[str], given: Setting, place: Path, out: Path) -> None:
    """Run one command; raise RuntimeError with what it said when it fails."""
    command = [*another_user(given.get("UID")), sys.executable]
    command += [str(out / name) if part == "{}" else part for part in arguments]
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    path = os.pathsep.join((str(place), str(place / "scripts" / "another_day")))
    ours = {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "TEDD_SITE_URL": "https://example.org/tedd/"}
    environment = kept | given | ours
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, check=False)  # noqa: S603 # ours
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr.decode(errors='replace')}")
    if "{}" not in arguments:
        (out / name).write_bytes(done.stdout)


def another_user(uid: str | None) -> list[str]:
    """Return what runs a command as a user of another number; nothing where the system forbids that."""
    return [*UNSHARE, f"--map-user={uid}", f"--map-group={uid}"] if uid and users() else []


UNSHARE = ("unshare", "--user")


@cache
def users() -> bool:
    """Return whether this system lets us be another user."""
    command = [*UNSHARE, "--map-user=12345", "--map-group=12345", "true"]
    found = shutil.which(command[0])
    return bool(found) and not subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603 # as above


def files_of(folder: Path) -> Files:
    """Return the files below a folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def differences(one: Files, other: Files) -> dict[str, str]:
    """Return where each file that differs does so first."""
    return {
        path: where(one.get(path), other.get(path))
        for path in sorted(one.keys() | other.keys())
        if one.get(path) != other.get(path)
    }


def where(one: bytes | None, other: bytes | None) -> str:
    """Return the first difference of two contents in words."""
    if one is None or other is None:
        return f"only in the {'second' if one is None else 'first'} build"
    if one.startswith(b"\x1f\x8b") and gzip.decompress(one) == gzip.decompress(other):
        return "the same inside, compressed otherwise: its header holds a time"
    try:
        return in_lines(one.decode(), other.decode())
    except UnicodeDecodeError:
        at = next(n for n, pair in enumerate(zip_longest(one, other)) if pair[0] != pair[1])
        return f"byte {at} of {len(one)} and {len(other)}"


def in_lines(one: str, other: str) -> str:
    """Return the first line that differs, from a little before the difference."""
    lines = enumerate(zip_longest(one.split("\n"), other.split("\n"), fillvalue=""), 1)
    number, pair = next((number, pair) for number, pair in lines if pair[0] != pair[1])
    same = os.path.commonprefix(pair)  # noqa: RUF071 # of letters, as it should be
    start = max(0, len(same) - WIDTH // 3)
    shown = (f"    {sign} {line[start : start + WIDTH]}" for sign, line in zip("-+", pair, strict=True))
    order = ", the same lines in another order" if sorted(one) == sorted(other) else ""
    return "\n".join((f"line {number}{order}", *shown))


def causes(first: Files, wanted: set[str], build: Callable[[Setting], Files]) -> dict[str, list[str]]:
    """Return, for each wanted file, the circumstances that alone make it differ from the first build."""
    tries: Mapping[str, Sequence[str]] = {"nothing at all": (), **{name: (name,) for name in CIRCUMSTANCES}}
    found: dict[str, list[str]] = {path: [] for path in wanted}
    for name, changed in tries.items():
        print(f"trying: {name} ...", file=sys.stderr, flush=True)
        for path in differences(first, build(setting(changed))).keys() & wanted:
            found[path].append(name)
    return found


def told(found: Mapping[str, str], why: Mapping[str, Sequence[str]]) -> str:
    """Return what differs, file by file, each with its cause as far as one was found."""
    lines = []
    for path, words in list(found.items())[:SHOWN]:
        cause = ", ".join(why.get(path, ()))
        known = f"; differs with: {cause}" if cause else "; by no circumstance alone" if why else ""
        head, *rest = words.split("\n")
        lines += [f"{path}: {head}{known}", *rest]
    more = [f"more files: {len(found) - SHOWN}"] if len(found) > SHOWN else []
    return "\n".join([*lines, *more, f"files that differ: {len(found)}"])


def reproduce(commands: Commands) -> tuple[Files, dict[str, str], dict[str, list[str]]]:
    """Build twice at the same time; return the first build, what differs, and what makes it differ."""
    with tempfile.TemporaryDirectory(prefix="tedd-reproduce-") as folder:
        work = Path(folder)
        with ThreadPoolExecutor(2) as both:
            settings = setting(), setting(tuple(CIRCUMSTANCES))
            first, second = both.map(lambda given: built(commands, given, work), settings)
        found = differences(first, second)
        if not found:
            return first, {}, {}
        # only what makes a file that differs is run again
        apart = {path.split("/")[0] for path in found}
        again = {name: arguments for name, arguments in commands.items() if name in apart}
        before = {path: content for path, content in first.items() if path.split("/")[0] in apart}
        return first, found, causes(before, set(found), lambda given: built(again, given, work))


def main() -> None:
    """Compare, and say what differs."""
    parser = argparse.ArgumentParser(description="Build twice under other circumstances and compare.")
    parser.add_argument("--quick", action="store_true", help="what `tedd build` makes, without the site")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="two builds to compare")
    options = parser.parse_args()
    if len(options.folders) not in (0, 2):
        parser.error("name two folders, or none")
    if options.folders:
        first, other = map(files_of, options.folders)
        found, why = differences(first, other), dict[str, list[str]]()
    else:
        first, found, why = reproduce(BUILD if options.quick else ALL)
    if found:
        sys.exit(told(found, why))
    user = "" if users() or options.folders else " (user: by name alone, the system allows no other)"
    print(f"{len(first)} files, {sum(map(len, first.values())):,} bytes: all equal{user}")


if __name__ == "__main__":
    main()
