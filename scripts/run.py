"""Set up, build, serve and test TEDD with nothing but Python: `python3 scripts/run.py --help`.

The Makefile only forwards to this file. Everything is installed into .venv, from requirements.lock.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT
from typing import NoReturn

# Stands before any definition, because older Pythons stumble over their annotations.
if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may well have an older Python
    sys.exit(
        f"TEDD needs Python 3.11 or newer; this is Python {platform.python_version()} ({sys.executable}).\n"
        "Name a newer one, for example: make test PYTHON=python3.12, or python3.12 scripts/run.py test"
    )

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
LOCK_ANEW = [sys.executable, "scripts/lock.py"]
PIP = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
MKDOCS = [PYTHON, "-m", "mkdocs"]
TEDD = [PYTHON, "-m", "tedd"]
PREVIEW = [*MKDOCS, "build", "--strict", "--quiet", "--site-dir", "build/preview"]
SERVE = [*MKDOCS, "serve", "--watch", "methods", "--watch", "tedd"]
PYTEST = [PYTHON, "-m", "pytest"]
UNIT = [*PYTEST, "--ignore=tests/browser"]
ZIZMOR = [str(BIN / "zizmor"), "--offline", "--no-progress", "--persona=pedantic", ".github"]

# No banners of the site's builder, and no matplotlib settings from the user's home to change a figure.
ENVIRONMENT = {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "MPLCONFIGDIR": str(VENV / "matplotlib"),
    "PYTHONUTF8": "1",
}

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
# Browsers that are usually installed but not on the search path: macOS, then Windows.
BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def say(text: str) -> None:
    """Print one line of progress at once, also where the output is not a terminal."""
    print(text, flush=True)


def fail(text: str) -> NoReturn:
    """End with a message that says what is wrong and what to do."""
    sys.exit(f"error: {text}")


def end_of(output: str) -> str:
    """Return the last lines of what a failed command printed, where its reason stands."""
    return "".join(f"{line}\n" for line in output.splitlines()[-20:])


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with its output kept, both streams in one."""
    return subprocess.run(  # noqa: S603 - every command is written in this file
        command, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, encoding="utf-8", errors="replace", check=False
    )


def show(*command: str) -> int:
    """Run a command with its output shown as it comes."""
    return subprocess.run(command, check=False).returncode  # noqa: S603 - as in run()


# --- set-up -------------------------------------------------------------------------------------------------


def prepare_environment() -> None:
    """Set what every tool sees; with the commit's time for "now", a commit always gives the same bytes."""
    os.chdir(ROOT)
    os.environ.update(ENVIRONMENT)
    os.environ.pop("COLUMNS", None)  # or MkDocs would wrap the log that build_site() reads line by line
    if shutil.which("git"):
        commit_time = run("git", "log", "-1", "--format=%ct").stdout.strip()
        if commit_time.isdecimal():  # else it is no checkout, or one without a commit
            os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time)


def set_up() -> None:
    """Install what requirements.lock names, then TEDD itself, where either has changed."""
    unless_done(VENV / "locked.stamp", LOCK, install_locked)
    # --no-build-isolation: the build backend is in the lock, so nothing is fetched for it.
    editable = ("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    unless_done(VENV / "tedd.stamp", PROJECT, lambda: install("tedd", *editable))


def unless_done(stamp: Path, file: Path, work: Callable[[], None]) -> None:
    """Do the work unless its stamp says that it was done for the file as it is."""
    # The path is part of it: a copied .venv would still import TEDD from the folder it was copied from.
    state = f"{ROOT}, Python {platform.python_version()}, {hashlib.sha256(file.read_bytes()).hexdigest()}"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != state:
        work()
        stamp.write_text(state, encoding="utf-8")


def install_locked() -> None:
    """Make .venv anew, so that nothing in it is older than the lock, and fill it."""
    made = run(sys.executable, "-m", "venv", "--clear", str(VENV))
    if made.returncode:
        fail(f"{end_of(made.stdout)}cannot make .venv; on Debian or Ubuntu: apt-get install python3-venv")
    install("requirements.lock (about a minute)", "--require-hashes", "--no-deps", "-r", str(LOCK))
    run(PYTHON, "-c", "import matplotlib.font_manager")  # makes its font cache now, not amid a build's log


def install(what: str, *arguments: str) -> None:
    """Install with pip, saying what and how long it took; pip's own words only when it fails."""
    say(f"setup: installing {what} ...")
    start = time.monotonic()
    done = run(*PIP, *arguments)
    if done.returncode:
        fail(f"{end_of(done.stdout)}pip could not install {what}; is the package index within reach?")
    say(f"setup: installed in {time.monotonic() - start:.0f} s")


# --- a browser ----------------------------------------------------------------------------------------------


def browser() -> str:
    """Return the path of a Chromium-like browser, installing one where none is found."""
    found = find_browser() or install_debian_browser() or install_playwright_browser()
    return found or fail("no browser found: install Chromium, or name one with TEDD_BROWSER=/path/to/it")


def find_browser() -> str | None:
    """Return the browser that TEDD_BROWSER names, or else the first one on this machine."""
    named = os.environ.get("TEDD_BROWSER")
    if named and not shutil.which(named):
        fail(f"TEDD_BROWSER names {named}, which cannot be run; correct or unset it")
    return named or next(filter(None, map(shutil.which, BROWSERS + BROWSER_FILES)), None)


def install_debian_browser() -> str | None:
    """Install Debian's Chromium where that can be done without asking for a password."""
    if not shutil.which("apt-get"):
        return None
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if sudo and run("sudo", "--non-interactive", "true").returncode:
        return None
    say("browser: installing chromium with apt-get (a minute or two) ...")
    run(*sudo, "apt-get", "update")
    done = run(*sudo, "apt-get", "install", "-y", "chromium")
    if done.returncode:
        say(f"{end_of(done.stdout)}browser: apt-get could not install chromium")
    return find_browser()


def install_playwright_browser() -> str | None:
    """Let Playwright download its own Chromium, unless it did before."""
    say("browser: asking Playwright for its own Chromium ...")
    done = run(PYTHON, "-m", "playwright", "install", "chromium")
    if done.returncode:
        say(f"{end_of(done.stdout)}browser: Playwright could not install Chromium")
        return None
    ask = "from playwright.sync_api import *\nwith sync_playwright() as p: print(p.chromium.executable_path)"
    return shutil.which(run(PYTHON, "-c", ask).stdout.strip())


# --- checks -------------------------------------------------------------------------------------------------

Outcome = tuple[bool, str]  # whether a check passed, and what it printed


def tool(*command: str) -> Outcome:
    """Run a command as a check: it passes when it exits with 0."""
    done = run(*command)
    return done.returncode == 0, done.stdout


def build_site() -> Outcome:
    """Build site/ and accept nothing in the log but information: no warning, no banner."""
    done = run(*MKDOCS, "build", "--strict")
    noise = [line for line in done.stdout.splitlines() if line.strip() and not line.startswith("INFO ")]
    return done.returncode == 0 and not noise, done.stdout if done.returncode else "\n".join(noise)


CHECKS: dict[str, Callable[[], Outcome]] = {
    "ruff check": lambda: tool(PYTHON, "-m", "ruff", "check", "--no-fix"),
    "ruff format": lambda: tool(PYTHON, "-m", "ruff", "format", "--check"),
    "mypy": lambda: tool(PYTHON, "-m", "mypy"),
    "zizmor": lambda: tool(*ZIZMOR),
    "tedd check": lambda: tool(*TEDD, "check"),
    "site": build_site,
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


COMMANDS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "setup": ("install everything into .venv", lambda _: 0),  # main() has done it
    "site": ("build the site into site/", site),
    "test": ("run every check, then all tests; + pytest's arguments", test),
    "serve": ("serve the site, live; + mkdocs' arguments", lambda extra: show(*SERVE, *extra)),
    "lint": ("check style and workflows", lambda _: len(failures("ruff check", "ruff format", "zizmor"))),
    "types": ("check types", lambda _: len(failures("mypy"))),
    "unit": ("run the tests without a browser; + pytest's arguments", lambda extra: show(*UNIT, *extra)),
    "browser": ("build the site and run the browser tests; + pytest's arguments", browser_tests),
    "second": (
        "build with a second builder, compare, test; + properdocs or zensical",
        second,
    ),
    "check": ("check the cards; + arguments of tedd check", lambda extra: show(*TEDD, "check", *extra)),
    "preview": ("build the site into build/preview/, to be handed on", lambda _: show(*PREVIEW)),
    "effect": ("write build/effect.json and .md; + a revision in place of origin/main", script("effect")),
    "comment": ("print the comment that a report becomes; + build/effect.json or .zip", script("comment")),
    "links": ("ask every source whether it is still there; + arguments", script("links")),
    "drift": ("list dependencies that have newer releases", lambda _: show(*PIP[:3], "list", "--outdated")),
    "lowest": ("run the unit tests with the oldest dependencies; + arguments", script("lowest")),
    "mutants": ("break the formulas and count what the tests notice; + modules", script("mutants")),
    "lock": ("write requirements.lock anew; + --upgrade", lambda extra: show(*LOCK_ANEW, *extra)),
}


def main() -> int:
    """Read the command line, set up, and run one command."""
    lines = [f"  {name:<8} {text}" for name, (text, _) in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        formatter_class=argparse.RawDescriptionHelpFormatter, epilog="\n".join(["commands:", *lines])
    )
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
