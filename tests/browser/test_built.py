"""The files of the built site, without a browser: every link leads somewhere, and HTML is what it should be.

Two sites are read: that of the real cards, and that of odd ones, which is published below a host's root.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.browser.conftest import ADDRESS
from tests.built import FROZEN, SVG, Link, Page, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FIELDS = ("input", "select", "textarea")
SNAPSHOT = re.compile(r"snapshots/[^/]+(?=/)")
QUIET = re.compile(r"""<(script|style)\b.*?</\1>|<!--.*?-->|="[^"]*"|='[^']*'""", re.DOTALL)
SLOPPY = re.compile(r"&(?!#?\w+;)|<[a-z][^<>]*=[^<>]*")
"""What stays of an ampersand that begins no reference, and of a tag with a value in no quotes."""
USELESS = re.compile(r"\b(picture|image|figure|diagram|screenshot|graphic|chart|plot) of\b", re.IGNORECASE)
"""What an alternative text begins with when it names a picture rather than saying what it shows."""


@pytest.fixture(scope="session", params=["real", "hostile"])
def read(request: pytest.FixtureRequest) -> Site:
    """Return each of the two sites, read once."""
    name = "site" if request.param == "real" else "hostile_site"
    folder: Path = request.getfixturevalue(name)
    return Site(folder, "" if request.param == "real" else ADDRESS)


def article(page: Page) -> ET.Element:
    """Return what a page itself says, without what surrounds every page."""
    return next(element for element in page.tree.iter("article"))


def text(element: ET.Element) -> str:
    """Return the words of an element."""
    return " ".join("".join(map(str, element.itertext())).split())


def test_every_link_leads_to_a_file_and_its_anchor_to_an_element(read: Site) -> None:
    """Links of pages, pictures, styles, scripts, linked data, data files and the search index all exist."""
    # methods of a frozen picture may have gone, as those of the odd cards' snapshots have
    broken = [one for one in read.broken() if not (read.address and FROZEN.match(one))]

    assert len(list(read.links())) > 20 * len(read.pages)
    assert broken == []


def test_links_that_lead_elsewhere_are_seen(tmp_path: Path) -> None:
    """A missing page, anchor, candidate of a srcset, style's picture and indexed page are each reported."""
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "search_index.json").write_text('{"docs": [{"location": "gone/#a"}]}')
    (tmp_path / "a.css").write_text("p { background: url('gone.png') } q { background: url(data:x) }")
    (tmp_path / "sitemap.xml").write_text("<urlset><url><loc>https://a.org/t/gone/</loc></url></urlset>")
    (tmp_path / "index.html").write_text(
        '<a href="#a">a</a><a href="gone.html">b</a><a href="?c#ok" id="ok">c</a>'
        '<img srcset="a.css 1x, d.png 2x">'
        '<svg><a href="#e">e</a></svg><a href="https://a.org/else/">f</a><a href="https://a.org/t/g">g</a>'
        '<a href="/h">h</a><a href="https://b.org">i</a><a href="mailto:j@b.org">j</a>'
        '<script type="application/ld+json">{"url": "./k.csv", "name": "a/b"}</script>'
    )

    found = Site(tmp_path, "https://a.org/t/").broken()

    assert found == [
        *("index.html: #a", "index.html: gone.html", "index.html: d.png", "index.html: #e"),
        *("index.html: https://a.org/t/g", "index.html: /h", "index.html: ./k.csv", "a.css: gone.png"),
        *("search/search_index.json: ../gone/#a", "sitemap.xml: https://a.org/t/gone/"),
    ]


def test_every_page_is_reached_from_the_first(read: Site) -> None:
    """Following links alone, without scripts or search, a reader comes to every page and every data file."""
    reached = read.reached()
    files = {path for path in read.files if path.startswith("data/")}
    for path in read.files:
        snapshot = SNAPSHOT.match(path)
        if (
            snapshot and f"{snapshot[0]}/index.html" in read.pages
        ):  # the odd cards' site has files of real ones, too
            files.add(path)

    assert set(read.pages) - reached == {"404.html"}
    assert {path for path in files if path not in reached and "/figures/" not in path} == set()


def test_every_page_is_listed_for_search_engines(read: Site) -> None:
    """Where the site has an address, its sitemap and its pages name that of each page, and no other."""
    if not read.address:
        pytest.skip("a site without an address has no sitemap")
    listed = [link for link in read.links() if link.source == "sitemap.xml"]
    pages = set(read.pages) - {"404.html"}
    named = {
        page.path: read.target(Link(page.path, str(link.get("href"))))
        for page in read.pages.values()
        for link in page.tree.iter("link")
        if link.get("rel") == "canonical"
    }

    assert {found[0] for link in listed if (found := read.target(link))} == pages
    assert named == {path: (path, "") for path in pages}


def test_the_page_for_lost_readers_works_at_any_depth(read: Site) -> None:
    """A host shows 404.html at any address, so each of its links and files is named from the host's root."""
    links = [link.address for link in read.pages["404.html"].links]

    assert len(links) > 20
    assert [link for link in links if not link.startswith(("/", "#", "https://"))] == []


def test_html_is_parsed_without_an_error(read: Site) -> None:
    """No page has what the HTML standard calls a parse error."""
    assert [error for page in read.pages.values() for error in page.errors] == []


def test_values_are_quoted_and_ampersands_written_out(read: Site) -> None:
    """Every value of an attribute stands in quotes, and every & of a text begins a reference."""
    sloppy = {page.path: SLOPPY.findall(QUIET.sub("", page.text)) for page in read.pages.values()}

    assert SLOPPY.findall(QUIET.sub("", '<td class=a title="b=c&d"><!-- & --> & &amp; &#39;')) != []
    assert {path: found for path, found in sloppy.items() if found} == {}


def test_ids_are_unique_and_what_is_named_exists(read: Site) -> None:
    """No page has an id twice, and each label, caption or description belongs to an element that is there."""
    doubles = {
        page.path: found
        for page in read.pages.values()
        if (found := [name for name, times in Counter(page.all_ids).items() if times > 1 or not name])
    }
    missing = {page.path: lost for page in read.pages.values() if (lost := set(page.named()) - page.ids)}

    assert doubles == {}
    assert missing == {}


def test_pages_have_a_language_and_a_title_of_their_own(read: Site) -> None:
    """Each page says its language, has one title that no other has, a description, and one main part."""
    titles = [[text(found) for found in page.tree.iter("title")] for page in read.pages.values()]
    wrong = [
        page.path
        for page in read.pages.values()
        if page.tree.get("lang") != "en"
        or len(list(page.tree.iter("main"))) != 1
        or not [meta.get("content") for meta in page.tree.iter("meta") if meta.get("name") == "description"]
        or not page.text.lstrip().lower().startswith("<!doctype html>")
    ]

    assert wrong == []
    assert all(len(found) == 1 and found[0] for found in titles)
    assert [name for name, times in Counter(found[0] for found in titles).items() if times > 1] == []


def test_headings_leave_out_no_level(read: Site) -> None:
    """A page has one heading of the first level, first; each other is at most one level below the last."""
    wrong = {}
    for page in read.pages.values():
        levels = [int(str(e.tag)[1]) for e in article(page).iter() if e.tag in HEADINGS]
        steps = [after - before for before, after in pairwise(levels)]
        if levels[:1] != [1] or levels.count(1) != 1 or max(steps, default=0) > 1:
            wrong[page.path] = levels
        assert all(text(element) for element in article(page).iter() if element.tag in HEADINGS)

    assert wrong == {}


def test_tables_say_what_they_hold(read: Site) -> None:
    """Each table has a name and columns with headings; every heading says what it stands for."""
    wrong = []
    for page in read.pages.values():
        parents = {child: parent for parent in page.tree.iter() for child in parent}
        for table in page.tree.iter("table"):
            around = parents[table]
            named = table.find("caption") is not None or around.get("aria-label") or table.get("aria-label")
            heads = list(table.iter("th"))
            scoped = all(head.get("scope") in ("col", "row", "colgroup", "rowgroup") for head in heads)
            if not (named and heads and scoped and all(map(said, heads))):
                wrong.append(f"{page.path}: {text(table)[:80]}")

    assert wrong == []


def said(element: ET.Element) -> bool:
    """Whether an element has words, or a name for those who cannot see it."""
    names = ("aria-label", "aria-labelledby", "alt", "title")
    return bool(text(element) or any(e.get(name) for e in element.iter() for name in names))


def test_what_can_be_used_has_a_name(read: Site) -> None:
    """Each link, button and field has a name, folded or not; no link is empty or runs a script."""
    wrong = []
    for page in read.pages.values():
        parents = {child: parent for parent in page.tree.iter() for child in parent}
        labels = {label.get("for") for label in page.tree.iter("label") if said(label)}
        for element in page.tree.iter():
            inside = element in parents and parents[element].tag == "label" and said(parents[element])
            label = said(element) or inside or element.get("id") in labels
            used = element.tag in ("button", *FIELDS) or (element.tag == "a" and element.get("href"))
            scripted = str(element.get("href")).startswith("javascript:")
            hidden = element.get("type") == "hidden" or "md-toggle" in element.get("class", "")
            if scripted or (used and not label and not hidden):
                wrong.append(f"{page.path}: {ET.tostring(element, 'unicode')[:120]}")

    assert wrong == []


def pictures(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the name and the description of each picture of a page that is not decoration."""
    for element in page.tree.iter():
        if element.tag == "img":
            yield "", element.get("alt", "")
        elif element.tag == f"{SVG}svg" and element.get("aria-hidden") != "true" and not icon(element):
            parts = {child.tag: text(child) for child in element}
            yield parts.get(f"{SVG}title", ""), parts.get(f"{SVG}desc", "")


def icon(element: ET.Element) -> bool:
    """Whether a picture is one of the theme's icons, which stand in labels and buttons that have names."""
    return element.get("viewBox") == "0 0 24 24" and len(element) == 1


def test_every_picture_says_what_it_shows(read: Site) -> None:
    """A figure has a title and a description, drawn wide or narrow the same; an image has its words."""
    found = {(page.path, *words) for page in read.pages.values() for words in pictures(page)}
    figures = {(path, title, words) for path, title, words in found if title}
    images = {words for _, title, words in found if not title}
    short = [one for one in figures if len(one[2]) < 30]
    alike = Counter((path, words) for path, _, words in figures)

    assert len(figures) > 10
    assert short == []
    assert [one for one in figures if USELESS.search(one[1] + " " + one[2]) or one[1] in one[2]] == []
    assert [one for one, times in alike.items() if times > 1] == []
    assert len(images) >= len({path for path, title, _ in found if not title})
    assert [words for words in images if len(words) < 20 or USELESS.search(words)] == []


def test_every_figure_stands_with_its_caption(read: Site) -> None:
    """A figure of a page holds a picture and words about it; the picture is one that can be read."""
    for page in read.pages.values():
        for figure in page.tree.iter("figure"):
            caption = figure.find("figcaption")

            assert caption is not None
            assert len(text(caption)) > 20, page.path
            for svg in figure.iter(f"{SVG}svg"):
                named = (svg.get("aria-labelledby") or "").split()
                parts = {child.get("id"): child.tag for child in svg}
                assert [parts[name] for name in named] == [f"{SVG}title", f"{SVG}desc"]
                # A group when its parts are links, which `img` would hide from those who cannot see it.
                assert svg.get("role") == ("group" if list(svg.iter(f"{SVG}a")) else "img"), page.path


def test_pictures_to_be_taken_away_say_what_they_show(read: Site) -> None:
    """A picture that somebody saves or embeds carries the same words, and a badge its method's standing."""
    for path in sorted(read.files):
        if not path.endswith(".svg") or path == "assets/favicon.svg":
            continue
        root = ET.fromstring((read.folder / path).read_text("utf-8"))  # noqa: S314 # written by the build
        named = [text(found) for tag in ("title", "desc") if (found := root.find(f"{SVG}{tag}")) is not None]

        assert root.get("role") in ("img", "group"), path
        assert len(named) == (1 if path.startswith("badges/") else 2), path
        assert all(len(words) > 12 for words in named), path
