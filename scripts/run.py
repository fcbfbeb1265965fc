"""Set up, build, serve and test TEDD with nothing but Python: `python3 scripts/run.py --help`.

The Makefile only forwards to this file. Everything is installed into .venv, from requirements.lock.
"""

import argparse
import hashlib
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

# Stands before any definition, because older Pythons stumble over their annotations.
if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may well have an older Python
    sys.exit(
        f"TEDD needs Python 3.11 or newer; this is Python {platform.python_version()} ({sys.executable}).\n"
        "Name a newer one, for example: make test PYTHON=python3.12, or python3.12 scripts/run.py test"
    )

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
# None of them needs anything that has to be installed.
from scripts.browsers import browser  # noqa: E402 # after the check above
from scripts.shell import PYTHON, SERVE, VENV, end_of, fail, run, say, show  # noqa: E402 # as above
from tedd.aside import alone  # noqa: E402 # as above

LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
ARCHIVED = ROOT / ".git_archival.txt"  # git fills in its last line when it makes an archive
LOCK_ANEW = [sys.executable, "scripts/lock.py"]
PIP = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
SITE = [PYTHON, "scripts/whole_site.py"]
TEDD = [PYTHON, "-m", "tedd"]
WATCHED = [PYTHON, *SERVE, "--watch", "methods", "--watch", "tedd", "--watch", "overrides"]
PYTEST = [PYTHON, "-m", "pytest"]
UNIT = [*PYTEST, "--ignore=tests/browser"]
ZIZMOR = [
    str(Path(PYTHON).with_name("zizmor")),
    "--offline",
    "--no-progress",
    "--persona=pedantic",
    ".github",
]

# No banners of the site's builder, and no matplotlib settings from the user's home to change a figure.
ENVIRONMENT = {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "MPLCONFIGDIR": str(VENV / "matplotlib"),
    "PYTHONUTF8": "1",
}

# --- set-up -------------------------------------------------------------------------------------------------


def prepare_environment() -> None:
    """Set what every tool sees; with the commit's time for "now", a commit always gives the same bytes."""
    os.chdir(ROOT)
    os.environ.update(ENVIRONMENT)
    os.environ.pop("COLUMNS", None)  # or MkDocs would wrap the log that whole_site.py reads line by line
    os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time())


def commit_time() -> str:
    """Return the commit's time in seconds: git's, an archive's, else the first of 1980, as in a zip file."""
    told = run("git", "log", "-1", "--format=%ct").stdout if shutil.which("git") else ""
    if not told.strip().isdecimal() and ARCHIVED.is_file():  # no checkout, or one without a commit
        told = ARCHIVED.read_text("utf-8").splitlines()[-1]
    return told.strip() if told.strip().isdecimal() else "315532800"


def set_up() -> None:
    """Install what requirements.lock names, then TEDD itself, where either has changed; one at a time."""
    if not os.access(ROOT, os.W_OK):
        fail(f"{ROOT} cannot be written to, and .venv and site/ belong there; copy it to where you may write")
    with alone(ROOT, wait=True):
        unless_done(VENV / "locked.stamp", LOCK, install_locked)
        # --no-build-isolation: the build backend is in the lock, so nothing is fetched for it.
        editable = ("--no-deps", "--no-build-isolation", "-e", str(ROOT))
        unless_done(VENV / "tedd.stamp", PROJECT, lambda: install("tedd", *editable))


def unless_done(stamp: Path, file: Path, work: Callable[[], None]) -> None:
    """Do the work unless its stamp says that it was done for the file as it is."""
    # The path is part of it: a copied .venv would still import TEDD from the folder it was copied from.
    state = f"{ROOT}, Python {platform.python_version()}, {hashlib.sha256(file.read_bytes()).hexdigest()}"
    if not Path(PYTHON).exists() or not stamp.is_file() or stamp.read_text(encoding="utf-8") != state:
        work()
        stamp.write_text(state, encoding="utf-8")


def install_locked() -> None:
    """Make .venv anew, so that nothing in it is older than the lock, and fill it."""
    made = run(sys.executable, "-m", "venv", "--clear", str(VENV))
    if made.returncode:
        fail(end_of(made.stdout, "cannot make .venv; on Debian or Ubuntu: apt-get install python3-venv"))
    install("requirements.lock (about a minute)", "--require-hashes", "--no-deps", "-r", str(LOCK))
    run(PYTHON, "-c", "import matplotlib.font_manager")  # makes its font cache now, not amid a build's log


def install(what: str, *arguments: str) -> None:
    """Install with pip, saying what and how long it took; pip's own words only when it fails."""
    say(f"setup: installing {what} ...")
    start = time.monotonic()
    done = run(*PIP, *arguments)
    if done.returncode:
        fail(end_of(done.stdout, f"pip could not install {what}; is the package index within reach?"))
    say(f"setup: installed in {time.monotonic() - start:.0f} s")


# --- checks -------------------------------------------------------------------------------------------------

Outcome = tuple[bool, str]  # whether a check passed, and what it printed


def tool(*command: str) -> Outcome:
    """Run a command as a check: it passes when it exits with 0."""
    done = run(*command)
    return done.returncode == 0, done.stdout


CHECKS: dict[str, Callable[[], Outcome]] = {
    "ruff check": lambda: tool(PYTHON, "-m", "ruff", "check", "--no-fix"),
    "ruff format": lambda: tool(PYTHON, "-m", "ruff", "format", "--check"),
    "mypy": lambda: tool(PYTHON, "-m", "mypy"),
    "zizmor": lambda: tool(*ZIZMOR),
    "tedd check": lambda: tool(*TEDD, "check"),
    "site": lambda: tool(*SITE),
}


def failures(*names: str) -> list[str]:
    """Run the named checks, all of them, and return the names of those that failed."""
    return [name for name in names if not passes(name)]


def passes(name: str) -> bool:
    """Run one check and print its line, and what it printed itself where it failed."""
    start = time.monotonic()
    passed, output = CHECKS[name]()
    line = f"{'ok  ' if passed else 'FAIL'}  {name:<12} {time.monotonic() - start:5.1f} s"
    say(line if passed else f"{line}\n{output.rstrip()}")
    return passed


# --- commands -----------------------------------------------------------------------------------------------


def script(name: str) -> Callable[[list[str]], int]:
    """Return the command that runs one of the other scripts."""
    return lambda extra: show(PYTHON, f"scripts/{name}.py", *extra)


def site(_: list[str]) -> int:
    """Build the site and say where it is."""
    say("site: building ...")
    failed = failures("site")
    if not failed:
        say(f"site: open {ROOT / 'site' / 'index.html'}")
    return len(failed)


def test(extra: list[str]) -> int:
    """Run every check whatever the others say, then pytest, whose closing line comes last if all is well."""
    os.environ["TEDD_BROWSER"] = browser()
    failed = failures(*CHECKS)
    if "site" not in failed:
        os.environ["TEDD_SITE"] = str(ROOT / "site")  # or the tests would build it once more
    say("pytest ...")
    code = show(*PYTEST, *extra)
    if failed:
        say(f"error: failed before pytest, see above: {', '.join(failed)}")
    return 1 if failed else code


def browser_tests(extra: list[str]) -> int:
    """Run the browser tests on a site that is up to date."""
    os.environ["TEDD_BROWSER"] = browser()
    failed = failures("site")
    os.environ["TEDD_SITE"] = str(ROOT / "site")
    return len(failed) or show(*PYTEST, "tests/browser", *extra)


def second(extra: list[str]) -> int:
    """Build the site with MkDocs and a second builder, compare, run the browser tests on the second site."""
    name, tests = (extra or ["properdocs"])[0], extra[1:]
    if failures("site") or show(PYTHON, "-m", "scripts.second", name):
        return 1
    os.environ |= {"TEDD_BROWSER": browser(), "TEDD_SITE": str(ROOT / "build" / "second" / name / "site")}
    return show(*PYTEST, "tests/browser", *tests)


def snapshot(extra: list[str]) -> int:
    """Freeze the board, and compute it again from what was frozen: all values have to be equal."""
    code = show(*TEDD, "snapshot", "create", *extra)
    return code or show(*TEDD, "snapshot", "verify", "--strict", *extra[:1])


def archives(_: list[str]) -> int:
    """Pack every snapshot anew, and verify the archives as whoever fetches one would."""
    folder = ROOT / "build" / "archives"
    shutil.rmtree(folder, ignore_errors=True)
    code = show(*TEDD, "snapshot", "pack", str(folder))
    return code or show(*TEDD, "snapshot", "verify", *map(str, sorted(folder.glob("*.zip"))))


COMMANDS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "setup": ("install everything into .venv", lambda _: 0),  # main() has done it
    "site": ("build the site into site/", site),
    "test": ("run every check, then all tests; + pytest's arguments", test),
    "serve": ("serve the site, live; + mkdocs' arguments", lambda extra: show(*WATCHED, *extra)),
    "lint": ("check style and workflows", lambda _: len(failures("ruff check", "ruff format", "zizmor"))),
    "types": ("check types", lambda _: len(failures("mypy"))),
    "unit": ("run the tests without a browser; + pytest's arguments", lambda extra: show(*UNIT, *extra)),
    "browser": ("build the site and run the browser tests; + pytest's arguments", browser_tests),
    "second": ("build with a second builder, compare, test; + properdocs or zensical", second),
    "check": ("check the cards; + arguments of tedd check", lambda extra: show(*TEDD, "check", *extra)),
    "preview": ("build the site into build/preview/, to hand on", lambda _: show(*SITE, "build/preview")),
    "effect": ("write build/effect.json and .md; + a revision in place of origin/main", script("effect")),
    "comment": ("print the comment that a report becomes; + build/effect.json or .zip", script("comment")),
    "links": ("ask every source whether it is still there; + arguments", script("links")),
    "reproduce": ("build twice under other circumstances and compare; + arguments", script("reproduce")),
    "snapshot": (
        "freeze the board, then verify it; + an ID and options of tedd snapshot create",
        snapshot,
    ),
    "archives": ("pack every snapshot into build/archives/ and verify it", archives),
    "drift": ("list dependencies that have newer releases", lambda _: show(*PIP[:3], "list", "--outdated")),
    "lowest": ("run the unit tests with the oldest dependencies; + arguments", script("lowest")),
    "coverage": (
        "run the unit tests, name branches that none takes; + arguments",
        script("branches"),
    ),
    "mutants": ("break the formulas and count what the tests notice; + modules", script("mutants")),
    "lock": ("write requirements.lock anew; + such as --upgrade", lambda extra: show(*LOCK_ANEW, *extra)),
}


def main() -> int:
    """Read the command line, set up, and run one command."""
    lines = "\n".join(["commands:", *(f"  {name:<9} {text}" for name, (text, _) in COMMANDS.items())])
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, epilog=lines)
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("extra", nargs=argparse.REMAINDER, help="handed on, where the command has a +")
    options = parser.parse_args()
    text, work = COMMANDS[options.command]
    if options.extra and "+" not in text:
        parser.error(f"{options.command} takes no further arguments")
    prepare_environment()
    if options.command != "lock":
        set_up()
    return work(options.extra)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
