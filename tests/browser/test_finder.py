"""The method finder: what it says is what tedd.finder says, for every combination of needs."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import pytest

from tedd.finder import FRACTIONS, NEEDS, answer, finder
from tests.boards import real_board
from tests.browser.visits import PHONE, SCHEMES, Scheme, barriers

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

KEYS = [need.key for need in NEEDS]
ASK = """cases => cases.map(({ needs, asked }) => {
    const form = document.querySelector("#finder");
    for (const box of form.querySelectorAll("[name=need]")) box.checked = needs.includes(box.value);
    for (const select of form.querySelectorAll("select")) select.value = asked[select.name] ?? "";
    form.dispatchEvent(new Event("input"));
    const texts = [...document.querySelectorAll(".b-out li")].map((item) => [
        item.dataset.slug, item.textContent.slice(item.firstChild.textContent.length + 2).split("; ")]);
    const fits = [...document.querySelectorAll("#answer ol li")].map((item) => item.dataset.slug);
    return { fits, out: Object.fromEntries(texts) };
})"""


def cases() -> list[dict[str, Any]]:
    """Return all sets of needs, alone and with values asked for."""
    sets = [list(needs) for size in range(len(KEYS) + 1) for needs in combinations(KEYS, size)]
    found = finder(real_board())
    values = [{}, *({"fraction": str(part)} for part in FRACTIONS[::2])]
    values += [{"data": choice.value} for choice in found.questions["data"][:3]]
    values += [{"backbone": c.value, "fraction": "0.05"} for c in found.questions["backbone"][:3]]
    return [{"needs": needs, "asked": asked} for needs, asked in product(sets, values)]


def test_page_and_python_find_the_same(visit: Callable[..., Page]) -> None:
    """On all combinations of needs the page's answer is Python's: who fits, in which order, all reasons."""
    made, found = finder(real_board()), cases()
    expected = [answer(made, case["needs"], case["asked"]) for case in found]
    given = visit("find/").evaluate(ASK, found)

    assert len(found) >= 2 ** len(KEYS)
    for case, one, other in zip(found, given, expected, strict=True):
        assert one["fits"] == list(other.fits), case
        assert one["out"] == {slug: list(reasons) for slug, reasons in other.out.items()}, case


def test_link_restores_the_question(visit: Callable[..., Page]) -> None:
    """Ticked needs and chosen values stand in the address and come back with it."""
    page = visit("find/")
    page.get_by_label("train no model to select").check()
    page.get_by_label("call no proprietary model").check()
    page.locator("select[name=data]").select_option(label="Alpaca")
    page.wait_for_timeout(350)
    again = visit(page.url.split("/", 3)[3])

    assert page.url.endswith("find/?need=training&need=proprietary&data=alpaca")
    assert page.locator("#answer").inner_text() == again.locator("#answer").inner_text()
    again.get_by_role("button", name="Reset").click()
    assert again.locator(".b-out li").count() == 0


def test_answer_comes_best_first_with_ranges(visit: Callable[..., Page]) -> None:
    """The first method that fits shows its range of ranks, what the PIR rests on, and leads to its page."""
    page = visit("find/?need=training")
    first = page.locator("#answer ol li").first
    slug = answer(finder(real_board()), ["training"], {}).fits[0]

    assert first.get_attribute("data-slug") == slug
    assert any(character.isdigit() for character in first.locator(".t-pos").inner_text())
    first.get_by_role("link").click()
    assert page.url.endswith(f"/methods/{slug}/")


def test_without_scripts_the_needs_stand_in_tables(visit: Callable[..., Page]) -> None:
    """Without JavaScript each need has its methods, each method its facts, and no control is shown."""
    page = visit("find/", java_script_enabled=False)

    assert page.locator("article :is(form, button, select, input):visible").count() == 0
    assert page.locator(".t-choice tbody tr").count() == len(NEEDS) + 1
    assert page.locator(".t-board tbody tr").count() == len(finder(real_board()).candidates)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_answer_has_no_barriers(visit: Callable[..., Page], scheme: Scheme) -> None:
    """With an answer on the page everybody can read it, on a phone too."""
    page = visit("find/?need=training&fraction=0.05", color_scheme=scheme, viewport=PHONE)

    assert page.locator("#answer li").count() > 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert barriers(page) == []
