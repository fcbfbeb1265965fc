"""What a phone shows: tables of words whole, and everything within reach of the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_site import KINDS, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE = {"width": 390, "height": 844}
WORDS = [
    *("survey-edition", "comparable", "robustness", "bridges", "sensitivity", "method-direct"),
    *("chapter-tables", "chapter-counterparts", "about", "fields", "maintainers", "snapshots"),
]
CUT = """() => {
    for (const part of document.querySelectorAll("details")) part.open = true;
    return [...document.querySelectorAll(".t-scroll:has(> .t-stack)")]
        .filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.ariaLabel);
}"""
"""Tables of words that a phone shows in part."""


@pytest.mark.parametrize("kind", WORDS)
def test_tables_of_words_are_read_down(browser: Browser, address: str, kind: str) -> None:
    """No table with a column of text goes on beyond the edge, in what is folded away neither."""
    page = Visit(browser, address + KINDS[kind], viewport=PHONE).page

    assert page.locator(".t-stack").count() > 0
    assert page.evaluate(CUT) == []
    page.context.close()
