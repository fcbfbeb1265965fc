"""The site, built once and served on this machine only, and the browser that looks at it.

TEDD_SITE names a folder with a site that is built already, by whichever builder: then that one is tested.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import generated
from tests.boards import ANCHORS, board, saved
from tests.browser.engine import BOARDS, EDITIONS
from tests.browser.visits import WIDE, Visit
from tests.frozen import FIXTURES
from tests.test_pages import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tedd.board import Board

ROOT = Path(__file__).parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADDRESS, REPOSITORY = "https://example.org/tedd/", "https://github.com/example/tedd"
"""Where the site of odd cards would be published, below a host's root, and its repository."""
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files without writing a log."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def built(folder: Path, **environment: str) -> Path:
    """Build the site into a folder, every warning an error; return the folder."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    variables = os.environ | QUIET | environment
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yield its address."""
    handler = functools.partial(Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site, built from the real cards."""
    given = os.environ.get("TEDD_SITE")
    return Path(given).resolve() if given else built(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Yield the address of the site."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site whose cards are full of markup, with an address, a repository and snapshots."""
    folder = tmp_path_factory.mktemp("hostile")
    cards = str(saved(folder / "methods", *ANCHORS, hostile()))
    shutil.copytree(FIXTURES, folder / "docs" / "snapshots")
    return built(folder / "site", TEDD_CARDS=cards, TEDD_SITE_URL=ADDRESS, TEDD_REPOSITORY_URL=REPOSITORY)


@pytest.fixture(scope="session")
def hostile_address(hostile_site: Path) -> Iterator[str]:
    """Yield the address at which that site is served."""
    with served(hostile_site) as found:
        yield found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Return how to start the browser of this machine: TEDD_BROWSER, else the first that is found."""
    found = os.environ.get("TEDD_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    arguments = [
        *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    ]
    # None leaves the choice to Playwright, which then uses a browser that it installed itself.
    return {**browser_type_launch_args, "executable_path": found, "args": arguments}


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Yield what opens an address of the site; at the end no page may have met an error."""
    visits: list[Visit] = []

    def opened(path: str, **options: object) -> Page:
        visits.append(Visit(browser, address + path, **({"viewport": WIDE} | options)))
        return visits[-1].page

    yield opened
    for each in visits:
        each.page.context.close()
    assert [error for each in visits for error in each.errors] == []


@pytest.fixture
def form(browser: Browser, address: str) -> Iterator[Visit]:
    """Yield the page, its form ready."""
    found = Visit(browser, f"{address}try/", viewport=WIDE, accept_downloads=True)
    found.page.locator("#try-form").wait_for(state="visible")
    yield found
    assert found.errors == []
    found.page.context.close()


@pytest.fixture(scope="module")
def engine(browser: Browser) -> Iterator[Page]:
    """Yield a page that has the engine as `engine` and answers a list of calls with values or messages."""
    with served(ROOT / "docs") as address:
        found = browser.new_page()
        found.goto(f"{address}assets/js/")
        found.evaluate("async () => { window.engine = await import('./engine.js'); }")
        found.evaluate(
            """() => { window.tried = (work) => {
                try { return work(); } catch (error) {
                    if (!(error instanceof engine.FieldError)) throw error;
                    return { field: error.field, message: error.message };
                }
            }; }"""
        )
        yield found
        found.close()


@pytest.fixture(scope="module")
def boards() -> list[Board]:
    """Return random boards of both editions, every form of evidence and extreme numbers among them."""
    anchors = list(ANCHORS)
    return [
        board(*anchors, *generated.made(1 + seed % 9, seed), edition=EDITIONS[seed % 4 == 0])
        for seed in range(BOARDS)
    ]
