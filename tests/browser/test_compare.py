"""Comparisons: what the script shows for any methods is what Python shows for the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tedd.content.compare import FIRST
from tests.boards import real_board
from tests.browser.visits import PHONE, SCHEMES, Scheme, barriers, ranked

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SAID = "all => all.map((body) => body.parentElement.innerHTML.replace(/\\s+|(?<=href=\")[^\"]*methods/g, ''))"


def test_script_and_page_say_the_same(visit: Callable[..., Page]) -> None:
    """Asked for the methods that the page shows by itself, the script writes the very same tables."""
    written = visit(f"compare/?m={','.join(ranked()[:FIRST])}")
    still = visit("compare/", java_script_enabled=False)

    assert written.locator("article").get_by_role("status").inner_text() == f"{FIRST} methods side by side"
    assert written.locator("tbody").evaluate_all(SAID) == still.locator("tbody").evaluate_all(SAID)


def test_two_methods_are_chosen(visit: Callable[..., Page]) -> None:
    """Choosing methods puts them side by side, and the address brings them back."""
    page = visit("compare/?m=less,random")
    page.get_by_label("Method 1").select_option("superfiltering")
    page.get_by_label("Method 3").select_option("ifd")
    heads = page.locator("table:has(#facts) thead a").all_inner_texts()
    again = visit(page.url.split("/", 3)[3])

    assert heads == ["Superfiltering", "Random selection", "IFD"]
    assert page.url.endswith("compare/?m=superfiltering,random,ifd")
    assert page.locator("#pairs tr").count() == 3
    assert again.locator("article").inner_text() == page.locator("article").inner_text()


def test_a_methods_page_leads_to_its_comparison(visit: Callable[..., Page]) -> None:
    """The link on a method's page opens the comparison with that method first, and another beside it."""
    page = visit("methods/selectit/")
    page.get_by_role("link", name="Compare SelectIT").click()
    page.get_by_role("status").get_by_text("2 methods").wait_for()

    assert page.locator("table:has(#facts) thead a").first.inner_text() == "SelectIT"
    assert page.locator("#pairs tr").count() == 1


@pytest.mark.parametrize(
    "query", ["m=nobody", "m=", "m=ifd,ifd,ifd", "m=__proto__,constructor", "m=" + "ifd," * 500]
)
def test_nonsense_in_the_address_breaks_nothing(visit: Callable[..., Page], query: str) -> None:
    """Unknown methods are left out, doubles count once."""
    page = visit(f"compare/?{query}")

    assert page.locator("#facts tr").count() > 10
    assert page.locator("table:has(#facts) thead a").count() == FIRST


def test_every_method_can_be_chosen(visit: Callable[..., Page]) -> None:
    """All methods of the board can be compared, with a link to each."""
    page = visit("compare/")
    options = page.get_by_label("Method 2").locator("option")

    assert options.count() == len(real_board().entries) + 1


def test_without_scripts_the_first_methods_are_compared(visit: Callable[..., Page]) -> None:
    """Without JavaScript the first of the board stand side by side, and no control is shown."""
    page = visit("compare/", java_script_enabled=False)

    assert page.locator("article :is(form, button, select, input):visible").count() == 0
    assert page.locator("table:has(#facts) thead a").count() == FIRST
    assert page.locator("#pairs tr").count() == FIRST * (FIRST - 1) / 2


@pytest.mark.parametrize("scheme", SCHEMES)
def test_comparison_has_no_barriers(visit: Callable[..., Page], scheme: Scheme) -> None:
    """With chosen methods everybody can read it, on a phone too."""
    page = visit("compare/?m=ifd,less,random", color_scheme=scheme, viewport=PHONE)

    assert page.locator("#pairs tr").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert barriers(page) == []
