"""What programs find on the built site: the sitemap, the feed, llms.txt, and what snapshots offer to copy."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import feedparser
import pytest

from tests.browser.conftest import ADDRESS as SITE
from tests.browser.test_site import WIDTHS
from tests.browser.visits import SCHEMES, Scheme, Visit, barriers

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def pages(folder: Path) -> set[str]:
    """Return the addresses of all pages of a built site, below its first page."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("index.html")}
    return {path.removesuffix("index.html") for path in found}


def locations(folder: Path) -> list[str]:
    """Return the addresses of a sitemap."""
    root = ET.fromstring((folder / "sitemap.xml").read_bytes())  # noqa: S314 # built a moment ago
    return [str(one.text) for one in root.iter(LOCATION)]


def test_sitemap_names_every_page_once(hostile_site: Path) -> None:
    """Where the site has an address the sitemap holds each page, frozen ones too, and nothing else."""
    found = locations(hostile_site)

    assert len(found) == len(set(found)) > 30
    assert set(found) == {SITE + page for page in pages(hostile_site)}
    assert f"{SITE}snapshots/2024.02/" in found


def test_without_an_address_the_sitemap_is_empty(site: Path) -> None:
    """A sitemap takes absolute addresses alone, and none is made up."""
    assert locations(site) == []


def test_feed_and_llms_txt_lead_to_pages(site: Path, hostile_site: Path) -> None:
    """Every link of both leads to a page or a file that is there, with an address of the site and without."""
    for folder, root in ((site, "https://nowhere/"), (hostile_site, SITE)):
        links = re.findall(r"(?<!\\)\]\(([^)\s]+)\)", (folder / "llms.txt").read_text("utf-8"))
        found = feedparser.parse((folder / "feed.xml").read_bytes())
        links += [entry.link for entry in found.entries]
        paths = [urljoin(root, link).removeprefix(root) for link in links]
        assert len(paths) > 40
        assert [path for path in paths if not (folder / path).exists()] == []


def test_every_page_names_the_feed(hostile_site: Path) -> None:
    """A reader of feeds finds it from any page."""
    for page in pages(hostile_site):
        text = (hostile_site / page / "index.html").read_text("utf-8")
        [link] = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"', text)
        assert urljoin(SITE + page, link) == f"{SITE}feed.xml"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", ["snapshots/2024.02/", "snapshots/2024.02/changes/"])
def test_frozen_pages_are_sound(
    browser: Browser, hostile_address: str, page: str, width: int, scheme: Scheme
) -> None:
    """Pages of a snapshot of schema 1 are held to what all pages are held to."""
    view = {"width": width, "height": WIDTHS[width]}
    visit = Visit(browser, hostile_address + page, viewport=view, color_scheme=scheme)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

    assert visit.errors == []
    assert [url for url in visit.requests if not url.startswith((hostile_address, "data:", "blob:"))] == []
    assert visit.page.evaluate(overflow) == 0
    assert barriers(visit.page) == []
    visit.page.context.close()


def test_citations_can_be_copied(browser: Browser, hostile_address: str) -> None:
    """Each form of a citation has a button that copies it, whole and as it stands."""
    visit = Visit(
        browser,
        f"{hostile_address}snapshots/2024.02/",
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    copied = []
    for form in visit.page.locator("pre.t-bib").all():
        form.locator("button").click()
        visit.page.wait_for_timeout(100)
        copied.append(visit.page.evaluate("navigator.clipboard.readText()"))

    assert [text.split("{")[0].split(" ")[0] for text in copied] == ["@misc", "The", "cff-version:", "TY"]
    assert all(f"{SITE}snapshots/2024.02/" in text for text in copied)
    visit.page.context.close()
