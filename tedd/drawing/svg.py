"""A sheet to draw on, and the SVG that it becomes: fit for a web page.

Lines, areas, marks and words in pixels enter (y points up), SVG bytes leave: without prolog, style sheet or
clutter, every id prefixed, each method's parts inside one link with a tooltip, the same bytes every time.
A board has few kinds of parts, so they are written here: through a library for plots 1000 methods take a
third of a build.
"""

from __future__ import annotations

import math
import re
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple
from xml.etree import ElementTree as ET

from tedd.drawing.fonts import DESCENT, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tedd.drawing.geometry import Point
    from tedd.drawing.labels import Align

Scheme = Literal["light", "dark"]
Role = Literal["text", "muted", "grid", "better", "worse", "baseline", "point", "provisional", "paper"]
Shape = Literal["^", "v", "<", ">", "D", "o", "s"]


class Colour(NamedTuple):
    """One colour's two values and the CSS property that sets it on a page."""

    light: str
    dark: str
    variable: str


COLOURS: dict[Role, Colour] = {
    "text": Colour("#1f2328", "#e6e8eb", "--tedd-fig-text"),
    "muted": Colour("#57606a", "#a9b1bc", "--tedd-fig-muted"),
    "grid": Colour("#d5dae0", "#444b57", "--tedd-fig-grid"),
    "better": Colour("#0b7a75", "#4fd1c5", "--tedd-fig-better"),
    "worse": Colour("#b84a00", "#ff9e64", "--tedd-fig-worse"),
    "baseline": Colour("#3d4650", "#c3cad3", "--tedd-fig-baseline"),
    "point": Colour("#2457a6", "#8ab4f8", "--tedd-fig-point"),
    "provisional": Colour("#7a4fa3", "#c9a4f0", "--tedd-fig-provisional"),
    "paper": Colour("#fbfaf6", "#12171d", "--paper"),
}
"""Teal and vermilion stay apart for colour-blind readers; shapes tell the same, so colour is never alone.
No two roles share a value, so that `inline` can tell from a value which role it stands for."""

FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_ANCHORS: dict[Align, dict[str, str]] = {
    "left": {},
    "center": {"text-anchor": "middle"},
    "right": {"text-anchor": "end"},
}
_HALF = math.sqrt(0.5)
_CORNERS: dict[Shape, tuple[Point, ...]] = {
    "^": ((0, 0.5), (-0.5, -0.5), (0.5, -0.5)),
    "v": ((0, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "<": ((-0.5, 0), (0.5, -0.5), (0.5, 0.5)),
    ">": ((0.5, 0), (-0.5, 0.5), (-0.5, -0.5)),
    "D": ((0, -_HALF), (_HALF, 0), (0, _HALF), (-_HALF, 0)),
    "s": ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)),
}
"""Corners of marks one pixel across."""
_BEND = (math.sqrt(7) - 1) / 3
"""How far from its ends, in radii, lie the two handles of a curve that is a quarter of a circle."""
_PAINT = re.compile(r' (fill|stroke)="(#[0-9a-f]{6})"(?=[^<>]*>)')
"""A colour in a tag; it begins with what a search can leap to."""
_METHOD = re.compile(r'href="[^"]*"( [^<>]*?data-slug="([^"]*)")')


class Style(NamedTuple):
    """How words look."""

    role: Role
    size: float
    """Font size in pixels."""
    align: Align = "left"
    bold: bool = False
    halo: bool = False
    """Whether lines below keep away from the letters."""


class Group:
    """Parts that belong together; with a slug it becomes a link to that method, with its tooltip."""

    def __init__(self, name: str, height: int, slug: str | None = None, title: str = "") -> None:
        self.name = name
        self.slug = slug
        self.title = title
        self.parts: list[ET.Element] = []
        self._height = height
        """The sheet's, which turns y around."""

    def line(
        self,
        points: Sequence[Point],
        role: Role,
        width: float,
        dash: Sequence[float] = (),
        *,
        opacity: float = 1,
    ) -> None:
        """Draw a line through points, with a gap at each that is not a number; dashes in widths of it."""
        style = {"fill": "none"}
        if dash:
            style["stroke-dasharray"] = ",".join(_figure(width * length) for length in dash)
        style["stroke"] = COLOURS[role].light
        if opacity != 1:
            style["stroke-opacity"] = _figure(opacity)
        if width != 1:
            style["stroke-width"] = _figure(width)
        self._path(self._way(points), style)

    def area(self, corners: Sequence[Point], role: Role, opacity: float) -> None:
        """Fill a polygon."""
        style = {"fill": COLOURS[role].light}
        if opacity != 1:
            style["opacity"] = _figure(opacity)
        corners = corners[:-1] if tuple(corners[0]) == tuple(corners[-1]) else corners
        self._path(f"{self._way(corners)} z", style)

    def mark(self, at: Point, shape: Shape, role: Role, size: float, *, hollow: bool = False) -> None:
        """Draw a mark of `size` pixels across."""
        colour = COLOURS[role].light
        style = {"fill": "none", "stroke": colour, "stroke-width": "1.6"} if hollow else {"fill": colour}
        if shape == "o":
            self._path(self._circle(at, size / 2), style)
            return
        corners = [(at[0] + x * size, at[1] + y * size) for x, y in _CORNERS[shape]]
        self._path(f"{self._way([*corners, *corners[:hollow]])} z", style)

    def words(self, at: Point, text: str, style: Style) -> None:
        """Write one line; `at` is the lower left, middle or right corner of its line box."""
        if not plain(text):
            return
        x, y = at[0], self._height - (at[1] + DESCENT * style.size)
        attributes = {"x": _short(x), "y": _short(y)}
        if style.bold:
            attributes["font-weight"] = "700"
        attributes["font-size"] = f"{_figure(style.size)}px"
        attributes |= _ANCHORS[style.align]
        if style.halo:
            attributes |= {"paint-order": "stroke", "stroke": COLOURS["paper"].light, "stroke-width": "3"}
        part = ET.Element("text", attributes | {"fill": COLOURS[style.role].light})
        part.text = plain(text)
        self.parts.append(part)

    def _path(self, way: str, style: dict[str, str]) -> None:
        self.parts.append(ET.Element("path", {"d": way} | style))

    def _way(self, points: Sequence[Point]) -> str:
        """Return straight lines through points."""
        pieces, letter = [], "M"
        for x, y in points:
            if math.isfinite(x) and math.isfinite(y):
                pieces.append(f"{letter} {self._at(x, y)}")
                letter = "L"
            else:
                letter = "M"
        return " ".join(pieces)

    def _circle(self, at: Point, radius: float) -> str:
        """Return four curves: counter-clockwise from the right."""
        (x, y), handle = at, radius * _BEND
        ends = [(radius, 0.0), (0.0, radius), (-radius, 0.0), (0.0, -radius), (radius, 0.0)]
        pieces = [f"M {self._at(x + radius, y)}"]
        for (a, b), (c, d) in pairwise(ends):
            # the handles lie a quarter turn ahead of the start and behind the end
            points = (
                (a + handle * c / radius, b + handle * d / radius),
                (c + handle * a / radius, d + handle * b / radius),
                (c, d),
            )
            pieces.append("C " + " ".join(self._at(x + along, y + up) for along, up in points))
        return " ".join(pieces)

    def _at(self, x: float, y: float) -> str:
        return f"{_short(x)} {_short(self._height - y)}"


class Sheet:
    """A transparent drawing area of a fixed size in pixels; `name` begins every id in it."""

    def __init__(self, name: str, width: int, height: int) -> None:
        self.name = name
        self.width = width
        self.height = height
        self.data: dict[str, str] = {}
        """Attributes of the picture for scripts, without their `data-`."""
        self._groups: list[Group] = []

    def group(self, name: str, slug: str | None = None, title: str = "") -> Group:
        """Start a group to draw in; groups lie upon each other in the order in which they were started."""
        self._groups.append(Group(name, self.height, slug, title))
        return self._groups[-1]

    def svg(self, title: str, description: str, link: Callable[[str], str]) -> dict[Scheme, bytes]:
        """Return the finished picture in both schemes; `link` gives a method's address from its slug."""
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {self.width} {self.height}",
                "width": str(self.width),
                "height": str(self.height),
                "role": "img",
                "aria-labelledby": f"{self.name}-title {self.name}-desc",
                "class": "tedd-figure",
                "font-family": FONTS,
                "stroke-linejoin": "round",
                **{f"data-{name}": value for name, value in self.data.items()},
            },
        )
        ET.SubElement(root, "title", {"id": f"{self.name}-title"}).text = plain(title)
        ET.SubElement(root, "desc", {"id": f"{self.name}-desc"}).text = plain(description)
        for group in self._groups:
            if group.parts:
                _opened(root, group, self.name, link).extend(group.parts)
        light = ET.tostring(root, encoding="unicode") + "\n"
        dark = _repainted(light, {colour.light: colour.dark for colour in COLOURS.values()})
        return {"light": light.encode(), "dark": dark.encode()}


def inline(svg: bytes, link: Callable[[str], str] = "../methods/{}/".format) -> str:
    """Return a picture for use inside a page: it follows the page's colours and links from the page's place.

    Colours become `var(--tedd-fig-<role>, <value>)`. Where there are links the role changes from `img` to
    `group`, since what is inside an image cannot be reached by keyboard or screen reader.
    """
    values = {value: colour.variable for colour in COLOURS.values() for value in colour[:2]}
    variables = {value: f"var({variable}, {value})" for value, variable in values.items()}
    text = _repainted(svg.decode(), variables)
    head, body = text.split(">", 1)
    head = re.sub(r' (width|height)="\d+"', "", head)
    if "<a " in body:
        head = head.replace('role="img"', 'role="group"')
    body = _METHOD.sub(lambda found: f'href="{escape(link(found[2]))}"{found[1]}', body)
    return f"{head}>{body}".strip()


def css_variables(scheme: Scheme) -> str:
    """Return the CSS declarations that give every role its value in a colour scheme."""
    return " ".join(f"{colour.variable}: {getattr(colour, scheme)};" for colour in COLOURS.values())


def _opened(root: ET.Element, group: Group, prefix: str, link: Callable[[str], str]) -> ET.Element:
    """Start a group's element: a link with tooltip for a method, else a plain group."""
    if group.slug is None:
        return ET.SubElement(root, "g", {"class": f"tedd-fig-{group.name}"})
    attributes = {
        "href": link(group.slug),
        "id": f"{prefix}-{group.name}-{group.slug}",
        "class": f"tedd-fig-{group.name}",
        "data-slug": group.slug,
    }
    opened = ET.SubElement(root, "a", attributes)
    ET.SubElement(opened, "title").text = plain(group.title)
    return opened


def _short(number: float) -> str:
    """Return a place on the sheet in tenths of a pixel."""
    return f"{round(number, 6):.1f}".removesuffix(".0")


def _figure(number: float) -> str:
    return f"{number:f}".rstrip("0").rstrip(".")


def _repainted(svg: str, values: dict[str, str]) -> str:
    """Return the picture with its colours exchanged, in attributes only: a name may look like one."""
    return _PAINT.sub(lambda found: f' {found[1]}="{values.get(found[2], found[2])}"', svg)
