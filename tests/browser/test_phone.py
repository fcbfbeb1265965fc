"""What a phone and paper show: tables of words whole, all within reach of the keyboard, ink on white."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_site import KINDS
from tests.browser.visits import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE = {"width": 390, "height": 844}
WORDS = [
    *("survey-edition", "comparable", "robustness", "bridges", "sensitivity", "method-direct"),
    *("chapter-tables", "chapter-counterparts", "about", "fields", "maintainers", "snapshots"),
]
PRINTED = ["leaderboard", "survey-edition", "method-direct", "curves", "fields", "snapshot-frozen"]
CUT = """(kind) => {
    for (const part of document.querySelectorAll("details")) part.open = true;
    return [...document.querySelectorAll(`.t-scroll:has(> ${kind})`)]
        .filter((part) => part.scrollWidth > part.clientWidth + 2).map((part) => part.ariaLabel);
}"""
"""Tables of a kind that go on beyond the edge."""


@pytest.mark.parametrize("kind", ["home", "methods", "try", "not-found"])
def test_first_key_skips_to_the_heading(browser: Browser, address: str, kind: str) -> None:
    """The first link of a page leads over the menu to its first heading, not to a later one."""
    page = Visit(browser, address + KINDS[kind], viewport=PHONE).page
    page.keyboard.press("Tab")
    skip = page.locator("a:focus")
    assert skip.inner_text().strip() == "Skip to content"
    page.keyboard.press("Enter")
    place = page.locator("#content").bounding_box()
    heading = page.locator("h1").first.bounding_box()

    assert place
    assert heading
    assert 0 <= heading["y"] - place["y"] < 120
    page.context.close()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_search_opens_from_the_keyboard(browser: Browser, address: str, key: str) -> None:
    """Tab comes to the search's button, a key opens the search for what is typed, and Escape leads back."""
    page = Visit(browser, address + KINDS["methods"], viewport=PHONE).page
    button = page.get_by_role("button", name="Search")
    for _ in range(8):
        page.keyboard.press("Tab")
        if button.evaluate("part => part === document.activeElement"):
            break
    page.keyboard.press(key)
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    page.keyboard.type("SelectIT")
    page.get_by_role("link", name="SelectIT").first.wait_for()
    page.keyboard.press("Escape")

    assert button.evaluate("part => part === document.activeElement")
    page.context.close()


@pytest.mark.parametrize("kind", WORDS)
def test_tables_of_words_are_read_down(browser: Browser, address: str, kind: str) -> None:
    """No table with a column of text goes on beyond the edge, in what is folded away neither."""
    page = Visit(browser, address + KINDS[kind], viewport=PHONE).page

    assert page.locator(".t-stack").count() > 0
    assert page.evaluate(CUT, ".t-stack") == []
    page.context.close()


@pytest.mark.parametrize(
    "kind", ["leaderboard", "survey-edition", "method-direct", "curves", "fields", "snapshot-frozen"]
)
def test_paper_is_light_and_holds_the_tables(browser: Browser, address: str, kind: str) -> None:
    """Printed from the dark scheme a page has the light colours, no form, and no table beyond the edge."""
    page = Visit(
        browser, address + KINDS[kind], viewport={"width": 718, "height": 1000}, color_scheme="dark"
    ).page
    page.emulate_media(media="print")
    paper, ink = (
        page.evaluate(f"getComputedStyle(document.body).getPropertyValue('--{name}')")
        for name in ("paper", "ink")
    )

    assert paper > ink  # hexadecimal: the lighter one is the larger
    assert page.locator(".b-tools:visible, .b-tabs:visible, .t-dark:visible").count() == 0
    assert page.evaluate(CUT, ".t-table") == []
    page.context.close()
