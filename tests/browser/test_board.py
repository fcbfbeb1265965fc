"""The leaderboard as somebody uses it: search, filters, order, own weights, links, files, on a phone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tedd.content.facets import facets
from tests.boards import real_board
from tests.browser.test_site import SCHEMES, Scheme, Visit, barriers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


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


def slugs(page: Page, table: str = "Efficiency") -> list[str]:
    """Return the methods that a table shows, in order."""
    rows = page.get_by_role("region", name=table, exact=True).locator("tbody tr:visible")
    found: list[str] = rows.evaluate_all("rows => rows.map((row) => row.dataset.slug)")
    return found


def fold(page: Page, name: str) -> Locator:
    """Open one of the folds and return it."""
    part = page.locator(f"[data-fold={name}]")
    part.locator("summary").click()
    return part


def saved(page: Page, button: str) -> str:
    """Press a button and return the text of the file that it saves."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(waiting.value.path()).read_text("utf-8")


def ranked() -> list[str]:
    """Return the ranked methods in the board's order."""
    return [entry.slug for entry in real_board().entries if entry.ranked]


def test_head_sorts_and_turns_round(visit: Callable[..., Page]) -> None:
    """A column's button sorts, the largest first where large is good, then turns round, then lets go."""
    page = visit("leaderboard/")
    entries = {entry.slug: entry for entry in real_board().entries}
    button = page.get_by_role("region", name="Efficiency", exact=True).get_by_role("button", name="PIR")
    head = page.locator("#view-efficiency th[data-key=pir]").first
    by_pir = sorted(ranked(), key=lambda slug: -entries[slug].pir.value)  # type: ignore[union-attr]

    assert slugs(page) == ranked()
    button.click()
    assert slugs(page) == by_pir
    assert head.get_attribute("aria-sort") == "descending"
    button.press("Enter")
    assert slugs(page) == by_pir[::-1]
    assert head.get_attribute("aria-sort") == "ascending"
    button.press("Space")
    assert slugs(page) == ranked()
    assert head.get_attribute("aria-sort") is None


@pytest.mark.parametrize("key", ["name", "sdf", "offset", "signal", "basis"])
def test_every_column_sorts_both_ways(visit: Callable[..., Page], key: str) -> None:
    """Sorted downwards, a column ends with what it began with upwards."""
    page = visit(f"leaderboard/?sort={key}")
    cells = f"#view-efficiency [aria-label=Efficiency] th[data-key={key}]"
    column = page.locator(cells).evaluate("head => head.cellIndex")
    values = f"rows => rows.map((row) => row.cells[{column}].firstChild.textContent)"
    rows = page.locator("#view-efficiency [aria-label=Efficiency] tbody tr")
    upwards = rows.evaluate_all(values)
    page.locator(f"{cells} button").click()
    if "data-high" in page.locator(cells).evaluate("head => head.outerHTML"):
        page.locator(f"{cells} button").click()
    downwards = page.locator("#view-efficiency [aria-label=Efficiency] tbody tr").evaluate_all(values)

    assert sorted(upwards) == sorted(downwards)
    assert upwards[0] == downwards[-1]


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


def test_own_weights_rank_again_and_are_marked(visit: Callable[..., Page]) -> None:
    """Other weights move ranks, page and file say whose they are, and a reset undoes it."""
    page = visit("leaderboard/?view=feasibility")
    before = page.locator("#view-feasibility tbody").inner_text()
    form = fold(page, "weights")
    for field in form.locator("input").all():
        field.fill("0")
    form.get_by_label("Proprietary model").fill("5")
    page.locator("#yours", has_text="not TEDD").wait_for()
    free = {e.slug for e in real_board().by_feasibility() if e.feasibility.facts.proprietary_free}
    rows = json.loads(saved(page, "JSON"))

    assert {row["slug"] for row in rows["methods"] if row["feasibility"] == 1} == free
    assert {row["feasibility"] for row in rows["methods"] if row["slug"] not in free} == {2}
    assert "not TEDD" in rows["note"]
    assert rows["weights"]["proprietary"] == "5"
    form.get_by_label("Per step").fill("")
    page.locator("#yours", has_text="Per step").wait_for()
    page.get_by_role("button", name="Reset").click()
    assert page.locator("#view-feasibility tbody").inner_text() == before


def test_own_baseline_sets_its_methods_to_zero(visit: Callable[..., Page]) -> None:
    """A baseline through two methods gives both an offset of zero; through one fraction there is none."""
    page = visit("leaderboard/?from=ifd&to=selectit")
    page.locator("#yours", has_text="not TEDD").wait_for()
    rows = {row["slug"]: row for row in json.loads(saved(page, "JSON"))["methods"]}

    assert rows["ifd"]["offset"] == rows["selectit"]["offset"] == 0
    page.goto(page.url.split("?")[0] + "?from=less&to=superfiltering")
    page.locator("#yours", has_text="TEDD\u2019s ranks are shown").wait_for()
    assert slugs(page) == ranked()


def test_files_hold_what_is_shown(visit: Callable[..., Page]) -> None:
    """CSV and JSON hold the rows and columns in sight, in their order, as plain numbers."""
    page = visit("leaderboard/?find=in&sort=-pir&column=-sdf")
    shown = [
        slug
        for table in ("Efficiency", "Provisional methods", "Methods without an efficiency rank")
        for slug in slugs(page, table)
    ]
    rows = list(csv.DictReader(io.StringIO(saved(page, "CSV"))))
    values = [float(row["pir"]) for row in rows if row["slug"] in ranked()]

    assert [row["slug"] for row in rows] == shown
    assert "sdf" not in rows[0]
    assert values == sorted(values, reverse=True)
    assert float(rows[0]["offset"]) == pytest.approx(float(rows[0]["offset"]))
    found = json.loads(saved(page, "JSON"))
    assert [row["slug"] for row in found["methods"]] == shown
    assert found["source"] == page.url


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pictures_are_saved(visit: Callable[..., Page], scheme: Scheme) -> None:
    """A picture comes as SVG and as PNG, in the colours of the page."""
    page = visit("leaderboard/", color_scheme=scheme)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="SVG").first.click()
    assert waiting.value.suggested_filename == f"living-efficiency-{scheme}.svg"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG").first.click()
    assert waiting.value.suggested_filename == f"living-efficiency-{scheme}.png"
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


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


def test_link_is_copied(browser: Browser, address: str) -> None:
    """The button copies the address with the state."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}leaderboard/")
    page.get_by_role("searchbox", name="Find a method").fill("less")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Link copied.").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == f"{address}leaderboard/?find=less"
    context.close()


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


MANY = """async () => {
    const { Table } = await import("../assets/js/tables.js");
    const slugs = [...Array(300).keys()].map(String);
    const row = (n) => `<tr data-slug="${n}"><th>${n}</th><td>${(7 * n) % 300}</td></tr>`;
    const html = slugs.map(row).join("");
    const box = document.createElement("div");
    box.innerHTML = `<div class="t-scroll"><table><thead><tr><th data-key="name">Name</th>
        <th class="t-n" data-key="value">Value</th></tr></thead><tbody>${html}</tbody></table></div>`;
    document.querySelector("article").replaceChildren(box);
    const table = new Table(box.querySelector("table"), new Map(slugs.map((slug, n) => [slug, n])));
    const rows = () => [...box.querySelectorAll("tr[data-slug]:not([hidden])")];
    const seen = () => rows().map((row) => row.dataset.slug);
    const steps = [["", () => true], ["-value", (n) => true], ["-value", (n) => n % 2], ["", (n) => n % 2],
                   ["value", (n) => n < 5], ["", (n) => true]];
    const found = steps.map(([order, fits]) => {
        table.sort(order);
        table.show(slugs.map((_, n) => Boolean(fits(n))));
        return [seen(), table.records(new Set()).map((record) => record.slug)];
    });
    box.querySelector("button").click();
    return [...found, [seen(), table.records(new Set()).map((record) => record.slug)]];
}"""


def test_of_many_rows_the_first_are_shown(visit: Callable[..., Page]) -> None:
    """Of 300 methods the first hundred are shown in every order until all are asked for; files hold all."""
    numbers = range(300)
    value = {n: 7 * n % 300 for n in numbers}
    downwards = sorted(numbers, key=lambda n: -value[n])
    odd = [n for n in downwards if n % 2]
    five = sorted(range(5), key=value.__getitem__)
    expected = [list(numbers), downwards, odd, sorted(odd), five, list(numbers), list(numbers)]
    found = visit("methods/").evaluate(MANY)

    for step, ((shown, records), order) in enumerate(zip(found, expected, strict=True)):
        assert [int(slug) for slug in records] == order
        assert [int(slug) for slug in shown] == (order if step == len(found) - 1 else order[:100])


def test_strangers_names_stay_text(browser: Browser, hostile_address: str) -> None:
    """A name full of markup is text in the tables and in the files, and finds itself."""
    for path in ("leaderboard/", "methods/", "find/", "compare/?m=hostile,low"):
        visit = Visit(browser, hostile_address + path)
        assert visit.errors == []
        assert visit.page.locator("article [onclick], article d").count() == 0
        visit.page.context.close()
