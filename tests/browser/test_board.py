"""The leaderboard as somebody reads it: search, filters, links, views, without scripts, on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tedd.content.facets import facets
from tests.boards import real_board
from tests.browser.visits import PHONE, SCHEMES, Scheme, Visit, barriers, fold, ranked, slugs

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page


def test_search_finds_aliases_and_fades_the_picture(visit: Callable[..., Page]) -> None:
    """Typing an alias leaves its method, tells how many there are, and fades the other points."""
    page = visit("leaderboard/")
    page.get_by_role("searchbox", name="Find a method").fill("chérry llm")

    assert slugs(page) == ["ifd"]
    assert page.get_by_role("status").first.inner_text().startswith("1 of ")
    page.locator("#view-efficiency .t-wide a.is-out").first.wait_for()
    points = page.locator("#view-efficiency .t-wide a[data-slug]:not(.is-out)")
    assert points.evaluate_all("all => all.map((point) => point.dataset.slug)") == ["ifd"]
    page.get_by_role("searchbox", name="Find a method").fill("no such method")
    assert slugs(page) == []
    assert "No method fits" in page.get_by_role("status").first.inner_text()


def test_filters_leave_what_the_cards_say(visit: Callable[..., Page]) -> None:
    """For each value of each facet the table shows exactly the methods whose card has it."""
    page = visit("leaderboard/")
    form = fold(page, "filter")
    found = facets(real_board(), ["features", "criteria", "signal", "scope", "modality", "basis", "year"])
    for facet in found.facets:
        for value, _ in facet.options:
            form.locator(f"select[name={facet.key}]").select_option(value)
            fits = {fact["slug"] for fact in found.facts if fact[facet.key] == value}
            assert slugs(page) == [slug for slug in ranked() if slug in fits]
        form.locator(f"select[name={facet.key}]").select_option("")
    for flag in found.flags:
        form.locator(f"[name={flag}]").check()
    fits = {fact["slug"] for fact in found.facts if all(fact[flag] for flag in found.flags)}
    assert slugs(page) == [slug for slug in ranked() if slug in fits]


def test_row_and_point_light_up_together(visit: Callable[..., Page]) -> None:
    """Pointing at a row, or reaching it by keyboard, lights its point; pointing at a point lights its row."""
    page = visit("leaderboard/")
    row = page.locator("#view-efficiency [aria-label=Efficiency] tr[data-slug=less]")
    point = page.locator("#view-efficiency .t-wide a[data-slug=less]")
    row.hover()
    assert "is-lit" in str(point.get_attribute("class"))
    page.locator("h1").hover()
    assert "is-lit" not in str(point.get_attribute("class"))
    row.get_by_role("link").focus()
    assert "is-lit" in str(point.get_attribute("class"))
    page.locator("#view-efficiency .t-wide a[data-slug=selectit]").focus()
    assert "is-lit" in str(
        page.locator("[aria-label=Efficiency] tr[data-slug=selectit]").get_attribute("class")
    )
    assert "is-lit" not in str(row.get_attribute("class"))


def test_link_restores_everything(visit: Callable[..., Page]) -> None:
    """Search, filters, columns, order, view and weights stand in the address, which brings them back."""
    page = visit("leaderboard/")
    page.get_by_role("tab", name="Feasibility").click()
    page.get_by_role("searchbox", name="Find a method").fill("i")
    fold(page, "filter").get_by_label("model-free").check()
    fold(page, "columns").get_by_label("Open source").uncheck()
    fold(page, "weights").get_by_label("Per step").fill("7")
    page.get_by_role("region", name="Feasibility", exact=True).get_by_role("button", name="Method").click()
    page.locator("#yours").wait_for()
    page.wait_for_timeout(350)
    again = visit(page.url.split("/", 3)[3])
    again.locator("#yours").wait_for()

    assert slugs(again, "Feasibility") == slugs(page, "Feasibility") != []
    assert page.locator("#view-feasibility").inner_text() == again.locator("#view-feasibility").inner_text()
    assert not again.locator("#view-feasibility th[data-key=open-source]").is_visible()
    assert not again.locator("#view-efficiency").is_visible()
    again.get_by_role("button", name="Reset").click()
    again.wait_for_timeout(350)
    assert again.url.endswith("leaderboard/?view=feasibility")
    assert again.locator("#yours").is_hidden()


@pytest.mark.parametrize(
    "query",
    ["find=" + "x" * 500, "sort=nothing&view=nowhere&column=-none", "criteria=%3Cscript%3E&w-step=abc",
     "w-step=-5", "from=nobody&to=&basis=", "year=1850&model_free=no&sort=-&view=", "%%%&=&a",
     "constructor=1&__proto__=2"],
)  # fmt: skip
def test_nonsense_in_the_address_breaks_nothing(visit: Callable[..., Page], query: str) -> None:
    """What no control can hold is ignored."""
    page = visit(f"leaderboard/?{query}")

    assert slugs(page) in (ranked(), [])
    assert page.locator("#yours").is_hidden()
    page.get_by_role("button", name="Reset").click()
    assert slugs(page) == ranked()


def test_tabs_work_by_keyboard_and_by_links(visit: Callable[..., Page]) -> None:
    """Arrows go from view to view; a link to a section opens the view that it is in."""
    page = visit("leaderboard/#both")
    assert page.get_by_role("tab", name="Both").get_attribute("aria-selected") == "true"
    page.get_by_role("tab", name="Both").press("ArrowRight")
    assert page.locator("#view-efficiency").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Efficiency"
    assert page.locator("#negative-control").is_visible()
    page.get_by_role("tab", name="Efficiency").press("ArrowRight")
    assert page.locator("#view-feasibility h2").is_visible()


def test_without_scripts_all_boards_are_there_and_nothing_is_dead(visit: Callable[..., Page]) -> None:
    """Without JavaScript the three boards follow each other, and no control is shown."""
    page = visit("leaderboard/", java_script_enabled=False)

    assert page.locator("article :is(form, button, select, input, [role=tab]):visible").count() == 0
    for name in ("efficiency", "feasibility", "both"):
        assert page.locator(f"h2#{name}").is_visible()
    assert page.locator("tbody tr:visible").count() > len(ranked())


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["leaderboard/", "methods/"])
def test_open_controls_have_no_barriers(visit: Callable[..., Page], path: str, scheme: Scheme) -> None:
    """With every fold open, a filter set and a column sorted, everybody can use it, on a phone too."""
    page = visit(f"{path}?find=i&sort=name&w-step=3", color_scheme=scheme)
    assert barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_filters_fold_away(visit: Callable[..., Page]) -> None:
    """The folds are closed at first, and open to fields within the screen."""
    page = visit("leaderboard/", viewport=PHONE)
    select = page.locator("select[name=criteria]")

    assert not select.is_visible()
    fold(page, "filter")
    box = select.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    select.select_option("internal")
    assert set(slugs(page)) < set(ranked())


def test_methods_are_found_by_facets(visit: Callable[..., Page]) -> None:
    """The list of methods filters by the same rules, and its state stands in the address."""
    page = visit("methods/?code=nowhere&sort=-year")
    found = facets(real_board(), ("code", "year"))
    fits = {fact["slug"] for fact in found.facts if fact["code"] == "nowhere"}
    years = page.locator("tbody tr:visible td:nth-child(5)").all_inner_texts()

    assert set(slugs(page, "Methods")) == fits
    assert years == sorted(years, reverse=True)


def test_strangers_names_stay_text(browser: Browser, hostile_address: str) -> None:
    """A name full of markup is text in the tables and in the files, and finds itself."""
    for path in ("leaderboard/", "methods/", "find/", "compare/?m=hostile,low"):
        visit = Visit(browser, hostile_address + path)
        assert visit.errors == []
        assert visit.page.locator("article [onclick], article d").count() == 0
        visit.page.context.close()
