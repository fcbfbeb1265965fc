"""Tables in order: by any column, both ways, and of very many rows the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.boards import real_board
from tests.browser.visits import ranked, slugs

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


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
