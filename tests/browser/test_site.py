"""The built site in a real browser: quiet, self-contained, within its width, readable by everybody."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.browser.visits import SCHEMES, Scheme, Visit, barriers
from tests.test_pages import ODD, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

KINDS = {
    "home": "",
    "leaderboard": "leaderboard/",
    "survey-edition": "leaderboard/survey/",
    "head-to-head": "leaderboard/head-to-head/",
    "why-orders-part": "leaderboard/why-orders-part/",
    "comparable": "leaderboard/comparable/",
    "robustness": "leaderboard/robustness/",
    "uncertainty": "about/uncertainty/",
    "bridges": "about/bridges/",
    "curves": "about/curves/",
    "sensitivity": "about/sensitivity/",
    "audit": "about/audit/",
    "try": "try/",
    "methods": "methods/",
    "find": "find/",
    "compare": "compare/",
    "method-direct": "methods/ifd/",
    "method-survey": "methods/deita/",
    "method-unranked": "methods/mods/",
    "chapter": "survey/",
    "chapter-scheme": "survey/scheme/",
    "chapter-tables": "survey/evaluation/",
    "chapter-comparison": "survey/comparison/",
    "chapter-timeline": "survey/trends/",
    "chapter-glossary": "survey/glossary/",
    "chapter-references": "survey/references/",
    "chapter-counterparts": "survey/figures-and-tables/",
    "snapshots": "snapshots/",
    "snapshot-frozen": "snapshots/2026.11/",
    "snapshot-changes": "snapshots/2026.11/changes/",
    "data": "data/",
    "about": "about/",
    "contribute": "contribute/",
    "codes": "contribute/codes/",
    "faults": "contribute/faults/",
    "speed": "contribute/speed/",
    "fields": "contribute/fields/",
    "maintainers": "contribute/maintainers/",
    "architecture": "contribute/architecture/",
    "api": "contribute/api/",
    "not-found": "404.html",
}
WIDTHS = {1280: 900, 390: 844}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_page_is_sound(browser: Browser, address: str, kind: str, width: int, scheme: Scheme) -> None:
    """No error, no request elsewhere, no sideways scrolling, no serious barrier, in the system's scheme."""
    visit = Visit(
        browser,
        address + KINDS[kind],
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme=scheme,
    )
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    dark = visit.page.get_attribute("html", "data-md-color-scheme") == "slate"

    assert visit.errors == []
    assert [url for url in visit.requests if not url.startswith((address, "data:", "blob:"))] == []
    assert visit.page.evaluate(overflow) <= 0  # below where a theme keeps room for a scroll bar
    assert dark == (scheme == "dark")
    if (width, scheme) != (390, "dark"):  # its colours are those of 1280, its layout that of light
        assert barriers(visit.page) == []
    visit.page.context.close()


@pytest.mark.parametrize(
    "kind", ["home", "leaderboard", "survey-edition", "find", "compare", "method-direct"]
)
def test_reads_without_scripts(browser: Browser, address: str, kind: str) -> None:
    """Without JavaScript the tables and the pictures are there."""
    page = Visit(browser, address + KINDS[kind], java_script_enabled=False).page

    assert page.locator("table tbody tr").count() > 3 or kind == "home"
    assert page.get_by_role("link", name="IFD").count() > 0 or kind == "method-direct"
    if kind in ("home", "leaderboard", "survey-edition"):
        assert page.locator("figure svg:visible").count() > 0
    page.context.close()


def test_strangers_text_is_shown_as_it_is(browser: Browser, hostile_address: str) -> None:
    """Markup in a card's texts reaches the reader as text, on its page and in lists, and does nothing."""
    visit = Visit(browser, f"{hostile_address}methods/hostile/")

    assert visit.page.locator("h1").inner_text() == ODD
    assert ODD in visit.page.title()
    assert visit.page.get_attribute("meta[name=description]", "content") == f"{ODD}: {ODD}"
    assert visit.page.locator("[onclick], article script:not([type$=json])").count() == 0
    assert visit.errors == []
    visit.page.goto(f"{hostile_address}methods/")
    assert visit.page.get_by_role("rowheader", name=ODD, exact=True).count() == 1
    visit.page.context.close()


def test_edit_link_leads_to_the_card(browser: Browser, address: str, hostile_address: str) -> None:
    """With a repository a method's page links to its card; without one it names the file only."""
    visit = Visit(browser, f"{hostile_address}methods/hostile/")
    link = visit.page.locator("a[rel=edit]")

    assert link.get_attribute("href") == "https://github.com/example/tedd/edit/main/methods/hostile.md"
    visit.page.goto(f"{address}methods/ifd/")
    assert visit.page.locator("a[rel=edit]").count() == 0
    assert visit.page.locator(".t-edit code").inner_text() == "methods/ifd.md"
    visit.page.context.close()


def test_pictures_lead_to_methods(browser: Browser, address: str) -> None:
    """A name in the picture is a link to the method's page."""
    visit = Visit(browser, address, viewport={"width": 1280, "height": 900})
    visit.page.locator("figure .t-wide a", has_text="SelectIT").first.click()

    assert visit.page.url == address + "methods/selectit/"
    visit.page.context.close()


def test_search_finds_a_method(browser: Browser, address: str) -> None:
    """Typing a word of a description finds its method, and the evidence tables stay out of the results."""
    visit = Visit(browser, address, viewport={"width": 1280, "height": 900})
    visit.page.locator("input[name=query]").press_sequentially("perplexity", delay=30)
    results = visit.page.locator(".md-search-result__item")
    results.first.wait_for()

    assert "Superfiltering" in " ".join(results.all_inner_texts())
    assert visit.errors == []
    visit.page.context.close()


def test_search_knows_other_names(browser: Browser, address: str) -> None:
    """A method is found by another name it goes by; its index is fetched only once somebody searches."""
    visit = Visit(browser, address, viewport={"width": 1280, "height": 900})
    visit.page.wait_for_load_state("networkidle")
    before = [url for url in visit.requests if "search_index" in url]
    visit.page.locator("input[name=query]").press_sequentially("Cherry LLM", delay=30)
    visit.page.locator(".md-search-result__item").first.wait_for()

    assert before == []
    assert "IFD" in visit.page.locator(".md-search-result__item").first.inner_text()
    visit.page.context.close()


def test_palette_can_be_chosen(browser: Browser, address: str) -> None:
    """The reader's choice of colours overrides the system's and stays."""
    visit = Visit(browser, address, viewport={"width": 1280, "height": 900}, color_scheme="light")
    for _ in range(2):
        visit.page.locator("[data-t-scheme]:visible").click()
    visit.page.goto(address + "about/")

    assert visit.page.get_attribute("html", "data-md-color-scheme") == "slate"
    visit.page.context.close()


def test_every_link_and_anchor_exists(site: Path) -> None:
    """Every link within the site leads to a file that is there, and its anchor to an element."""
    texts = {path: path.read_text("utf-8") for path in site.rglob("*.html") if path.name != "404.html"}
    anchors = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in texts.items()}
    wrong = []
    for path, text in texts.items():
        here = f"https://site/{path.relative_to(site).as_posix()}"
        for link in set(re.findall(r'\b(?:href|src)="([^"]+)"', text)):
            target, anchor = urldefrag(urljoin(here, link))
            if urlsplit(target).netloc != "site":
                continue
            file = site / urlsplit(target).path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            if not file.exists() or (anchor and anchor not in anchors.get(file, set())):
                wrong.append(f"{path.relative_to(site)}: {link}")

    assert wrong == []


def test_every_page_is_two_clicks_away(site: Path) -> None:
    """No page is more than two links away from the first, wherever in a page those links stand."""

    def linked(page: str) -> set[str]:
        links = re.findall(r'<a [^>]*?href="([^"]+)"', (site / page / "index.html").read_text("utf-8"))
        base = f"https://site/{page}/" if page else "https://site/"
        targets = (urlsplit(urljoin(base, link)) for link in links)
        return {target.path.strip("/") for target in targets if target.netloc == "site"}

    every = {path.parent.relative_to(site).as_posix().strip(".") for path in site.rglob("index.html")}
    first = linked("") & every

    assert len(first) > 30
    assert every - first - {page for one in first for page in linked(one)} == set()


def test_menu_needs_no_script(browser: Browser, address: str) -> None:
    """On a phone the menu opens from the keyboard and without JavaScript, and leads into every section."""
    options: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
    page = Visit(browser, f"{address}survey/trends/", **options).page
    menu = page.get_by_role("navigation", name="Header")
    page.locator(".t-menu summary").press("Enter")

    assert menu.get_by_role("link", name="Trends").get_attribute("aria-current") == "page"
    menu.get_by_role("link", name="Glossary").click()
    assert page.url == f"{address}survey/glossary/"
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("place", ["about/audit/#rows-less", "contribute/codes/#wrong-type"])
def test_a_link_into_a_fold_opens_it(browser: Browser, address: str, place: str, scripts: bool) -> None:  # noqa: FBT001 # a case
    """What an anchor inside a fold leads to is in sight below the header, without JavaScript too."""
    size: Any = {"width": 390, "height": 844}
    page = Visit(browser, address + place, viewport=size, java_script_enabled=scripts).page
    box = page.locator(f"[id='{place.split('#')[1]}']").bounding_box()

    assert box
    assert 50 < box["y"] < size["height"] / 2
    page.context.close()


def test_scripts_are_small(site: Path) -> None:
    """All scripts of the site's own stay under 25 KB as they travel; none asks anything of another host."""
    texts = [path.read_bytes() for path in (site / "assets" / "js").glob("*.js")]

    assert len(texts) > 8
    assert sum(len(gzip.compress(text, 9)) for text in texts) < 25_000
    assert not any(b"http://" in text or b"<script" in text for text in texts)


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "docs" / "assets").glob("*.css")))
def test_style_sheets_are_small(site: Path, name: str) -> None:
    """A style sheet stays under 16 KB and asks nothing of another host."""
    style = (site / "assets" / name).read_text("utf-8")

    assert len(style.encode()) < 16 * 1024
    assert "//" not in style
