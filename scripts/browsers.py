"""Finds a browser for the tests, or installs one; nothing that has to be installed is imported.

The environment enters; the path of a Chromium-like browser leaves, or a message that says what to do.
"""

import os
import shutil

from scripts.shell import PYTHON, end_of, fail, run, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
# Browsers that are usually installed but not on the search path: macOS, then Windows.
BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


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
        say(end_of(done.stdout, "browser: apt-get could not install chromium"))
    return find_browser()


def install_playwright_browser() -> str | None:
    """Let Playwright download its own Chromium, unless it did before."""
    say("browser: asking Playwright for its own Chromium ...")
    done = run(PYTHON, "-m", "playwright", "install", "chromium")
    if done.returncode:
        say(end_of(done.stdout, "browser: Playwright could not install Chromium"))
        return None
    ask = "from playwright.sync_api import *\nwith sync_playwright() as p: print(p.chromium.executable_path)"
    return shutil.which(run(PYTHON, "-c", ask).stdout.strip())
