"""The links by which readers report a number: filled in where there is a repository, else to the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.browser.visits import Visit
from tests.test_pages import ODD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route


def test_every_number_can_be_reported(browser: Browser, address: str, hostile_address: str) -> None:
    """With a repository a row's link fills in the form; without one it leads to the guide."""
    visit = Visit(browser, f"{hostile_address}methods/hostile/")
    link = str(visit.page.locator("a[data-report]").first.get_attribute("href"))
    given = parse_qs(urlsplit(link).query)

    assert link.startswith("https://github.com/example/tedd/issues/new?template=error.yml&")
    assert given["title"][0].startswith(ODD[:20])
    assert given["page"] == [f"{hostile_address}methods/hostile/"]
    assert "MMLU" in given["row"][0]
    visit.page.goto(f"{address}leaderboard/head-to-head/")
    rows = visit.page.locator(".d-paper tbody tr").count()
    assert visit.page.locator(".d-paper a[data-report]:not([data-report=''])").count() == rows > 0
    visit.page.goto(f"{address}methods/ifd/")
    rows = visit.page.locator(".t-evidence tbody tr:not(.t-exp)").count()
    links = visit.page.locator(".t-evidence a[data-report]").evaluate_all(
        "all => all.map((one) => one.getAttribute('href'))"
    )
    assert links == ["../../contribute/#report-an-error"] * rows
    visit.page.goto(f"{address}contribute/")
    assert visit.page.locator("[data-forms]").is_hidden()
    visit.page.context.close()


def test_a_report_names_what_its_row_belongs_to(browser: Browser, hostile_address: str) -> None:
    """Where rows of several papers share a page, the form is told the paper."""

    def of_a_paper(route: Route) -> None:
        response = route.fetch()
        body = response.text().replace(" data-report>", ' data-report="A paper">', 1)
        route.fulfill(response=response, body=body)

    visit = Visit(browser, f"{hostile_address}methods/")
    visit.page.route("**/methods/hostile/", of_a_paper)
    visit.page.goto(f"{hostile_address}methods/hostile/")
    link = str(visit.page.locator("a[data-report]").first.get_attribute("href"))

    assert parse_qs(urlsplit(link).query)["row"][0].startswith("A paper / ")
    visit.page.context.close()
