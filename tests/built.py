"""Reads a built site back: pages as the HTML standard parses them, and every address that a file of it holds.

A folder that any builder wrote enters; pages, addresses and the files that they mean leave. Nothing is asked
of a network: an address of another host is none of the site's.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import html5lib  # type: ignore[import-untyped] # no types come with it

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FROZEN = re.compile(r"snapshots/[^/]+/figures/")
"""Where pictures keep links to methods that may have gone since."""
SVG = "{http://www.w3.org/2000/svg}"
ADDRESSES = {
    *("href", "src", "poster", "action", "formaction", "cite", "data", "background", "longdesc", "manifest"),
    "{http://www.w3.org/1999/xlink}href",
}
"""Attributes that hold one address; `srcset` and `imagesrcset` hold several."""
IDS = ("for", "list", "form", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
"""Attributes that name elements of the same page."""
STYLE = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
IMPORT = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*["'](\.{1,2}/[^"']+)["']""")
HERE = "https://site.invalid/"


class Link(NamedTuple):
    """An address as it stands in a file of the site."""

    source: str
    """The file that holds it, from the root of the site."""
    address: str
    tag: str = ""
    """The element that holds it; empty outside pages."""


@dataclass(frozen=True)
class Page:
    """One page: its path from the root of the site, and its text."""

    path: str
    text: str

    @cached_property
    def _parsed(self) -> tuple[ET.Element, list[Any]]:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        return parser.parse(self.text), parser.errors

    @property
    def tree(self) -> ET.Element:
        """Its root, as a browser would have it."""
        return self._parsed[0]

    @property
    def errors(self) -> list[str]:
        """What the standard calls a parse error, with line and column."""
        return [
            f"{self.path}:{line}:{column}: {code} {data}" for (line, column), code, data in self._parsed[1]
        ]

    @cached_property
    def all_ids(self) -> list[str]:
        """Every id, in order, doubles included."""
        return [found for element in self.tree.iter() if (found := element.get("id")) is not None]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id, for those who only ask whether one is there."""
        return frozenset(self.all_ids)

    @cached_property
    def links(self) -> list[Link]:
        """Every address in its elements, its styles and its linked data."""
        return [Link(self.path, *found) for found in self._addresses()]

    def _addresses(self) -> Iterator[tuple[str, str]]:
        for element in self.tree.iter():
            tag = str(element.tag).removeprefix(SVG)
            for name, value in element.attrib.items():
                if name in ADDRESSES:
                    yield value, tag
                elif name in ("srcset", "imagesrcset"):
                    yield from ((part.split()[0], tag) for part in value.split(",") if part.strip())
                elif "url(" in value:
                    yield from ((address, tag) for address in in_style(value))
            if tag == "style":
                yield from ((address, tag) for address in in_style(element.text or ""))
            if tag == "meta" and element.get("property") in ("og:url", "og:image"):
                yield element.get("content", ""), tag
            if element.get("type") == "application/ld+json":
                yield from ((address, "data") for address in in_data(json.loads(element.text or "")))

    def named(self) -> Iterator[str]:
        """Yield every id that an element names for another, such as its label's."""
        for element in self.tree.iter():
            for name in IDS:
                yield from (element.get(name) or "").split()


def in_style(style: str) -> list[str]:
    """Return the addresses of a style sheet."""
    return [one or other for one, other in STYLE.findall(style)]


def in_data(value: object) -> Iterator[str]:
    """Yield the strings of parsed JSON that can only be addresses: absolute ones, and those that walk."""
    if isinstance(value, dict):
        for item in value.values():
            yield from in_data(item)
    elif isinstance(value, list):
        for item in value:
            yield from in_data(item)
    elif isinstance(value, str) and re.fullmatch(r"(\.{0,2}/|https?://)[^\s]+", value):
        yield value


class Site:
    """A built site in a folder; `address` is where it is to be published, if it was built with one."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder = folder
        self.address = address
        self.files = frozenset(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )
        self.pages = {
            path: Page(path, (folder / path).read_text("utf-8"))
            for path in sorted(self.files)
            if path.endswith(".html")
        }

    def links(self) -> Iterator[Link]:
        """Yield every address of the site's files: pages, pictures, styles, scripts, data, lists of pages."""
        for page in self.pages.values():
            yield from page.links
        for path in sorted(self.files):
            yield from (Link(path, address) for address in self._in_file(path))

    def _in_file(self, path: str) -> list[str]:
        kind = path.rsplit(".", 1)[-1]
        if kind not in ("css", "js", "json", "svg", "xml", "webmanifest", "txt"):
            return []
        text = (self.folder / path).read_text("utf-8")
        if kind == "css":
            return in_style(text)
        if kind == "js":
            return IMPORT.findall(text)
        if kind in ("json", "webmanifest"):
            return [*in_data(json.loads(text)), *searched(path, json.loads(text))]
        if kind == "txt":
            return re.findall(r"^Sitemap:\s*(\S+)", text, re.MULTILINE)
        return [*in_xml(ET.fromstring(text))]  # noqa: S314 # written by the build under test

    def target(self, link: Link) -> tuple[str, str] | None:
        """Return the file that an address means and its anchor; None for what lies on another host."""
        base = urlsplit(self.address).path or "/"
        full = urljoin(HERE + base.lstrip("/") + link.source, link.address)
        if self.address and full.startswith(self.address):
            full = HERE + base.lstrip("/") + full.removeprefix(self.address)
        full, anchor = urldefrag(full)
        if not full.startswith(HERE) or not full.removeprefix(HERE[:-1]).startswith(base):
            # An absolute path beside the site's own is a broken link, not another host.
            return ("/" + full.removeprefix(HERE), anchor) if full.startswith(HERE) else None
        path = unquote(urlsplit(full).path.removeprefix(base))
        return (f"{path}index.html" if not path or path.endswith("/") else path), unquote(anchor)

    def broken(self) -> list[str]:
        """Return the links that lead nowhere, or to an element that is not there."""
        found = []
        for link in self.links():
            target = self.target(link)
            if target is None:
                continue
            path, anchor = target
            if path not in self.files or (
                anchor and path in self.pages and anchor not in self.pages[path].ids
            ):
                found.append(f"{link.source}: {link.address}")
        return found

    def reached(self, start: str = "index.html") -> set[str]:
        """Return the files that a reader without scripts comes to from a page, by links alone."""
        found, left = {start}, [start]
        while left:
            for link in self.pages[left.pop()].links:
                target = self.target(link) if link.tag == "a" else None
                if target and target[0] in self.files - found:
                    found.add(target[0])
                    left += [target[0]] if target[0] in self.pages else []
        return found


def searched(path: str, data: object) -> list[str]:
    """Return the addresses of a search index: `docs` in Material's, `items` in that of others."""
    if not isinstance(data, dict) or "search" not in path:
        return []
    up = "../" * path.count("/") or "./"
    return [f"{up}{item['location']}" for item in data.get("docs") or data.get("items") or ()]


def in_xml(root: ET.Element) -> Iterator[str]:
    """Yield the addresses of a picture, a feed or a list of pages."""
    for element in root.iter():
        yield from (value for name, value in element.attrib.items() if name in ADDRESSES)
        if str(element.tag).rsplit("}", 1)[-1] in ("loc", "link") and (element.text or "").strip():
            yield str(element.text).strip()
