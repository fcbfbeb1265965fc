"""A sheet to draw on with matplotlib, and what it takes to make its SVG fit for a web page.

Lines, areas, marks and words in pixels enter (y points up), SVG bytes leave: without prolog, style sheet or
clutter, every id prefixed, each method's parts inside one link with a tooltip, the same bytes every time.
matplotlib is imported only when something is drawn or measured, since that takes most of a second.
"""

from __future__ import annotations

import io
import re
import warnings
from html import escape
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from xml.etree import ElementTree as ET

from tedd.drawing.fonts import DESCENT, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matplotlib.artist import Artist

    from tedd.drawing.geometry import Point
    from tedd.drawing.labels import Align

Scheme = Literal["light", "dark"]
Role = Literal["text", "muted", "grid", "better", "worse", "baseline", "point", "provisional"]
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
}
"""Teal and vermilion stay apart for colour-blind readers; shapes tell the same, so colour is never alone.
No two roles share a value, so that `inline` can tell from a value which role it stands for."""

FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_DEFAULTS = {("text-anchor", "start"), ("stroke-dashoffset", "0")}
_PART = "part"
_NUMBER = re.compile(r"-?\d+\.\d+")
_TAG = re.compile(r"<[^<>]*>")
_PAINT = re.compile(r'\b(fill|stroke)="(#[0-9a-f]{6})"')
_METHOD = re.compile(r'href="[^"]*"( [^<>]*?data-slug="([^"]*)")')


class Style(NamedTuple):
    """How words look."""

    role: Role
    size: float
    """Font size in pixels."""
    align: Align = "left"
    bold: bool = False


class Group:
    """Parts that belong together; with a slug it becomes a link to that method, with its tooltip."""

    def __init__(self, name: str, slug: str | None = None, title: str = "") -> None:
        self.name = name
        self.slug = slug
        self.title = title
        self.artists: list[Artist] = []

    def line(
        self,
        points: Sequence[Point],
        role: Role,
        width: float,
        dash: Sequence[float] = (),
        *,
        opacity: float = 1,
    ) -> None:
        """Draw a line through points."""
        from matplotlib.lines import Line2D  # noqa: PLC0415

        xs, ys = zip(*points, strict=True)
        line = Line2D(
            xs, ys, color=COLOURS[role].light, linewidth=width, alpha=None if opacity == 1 else opacity
        )
        line.set_dash_capstyle("butt")
        line.set_solid_capstyle("butt")
        line.set_linestyle((0, tuple(dash)) if dash else "solid")
        self._add(line)

    def area(self, corners: Sequence[Point], role: Role, opacity: float) -> None:
        """Fill a polygon."""
        from matplotlib.patches import Polygon  # noqa: PLC0415

        colour = COLOURS[role].light
        self._add(Polygon(corners, facecolor=colour, edgecolor="none", linewidth=0, alpha=opacity))

    def mark(self, at: Point, shape: Shape, role: Role, size: float, *, hollow: bool = False) -> None:
        """Draw a mark of `size` pixels across."""
        from matplotlib.markers import MarkerStyle  # noqa: PLC0415
        from matplotlib.patches import PathPatch  # noqa: PLC0415
        from matplotlib.path import Path  # noqa: PLC0415
        from matplotlib.transforms import Affine2D  # noqa: PLC0415

        style, colour = MarkerStyle(shape), COLOURS[role].light
        form = style.get_path().transformed(style.get_transform())
        if shape == "o":
            form = Path.arc(0, 360, n=4).transformed(Affine2D().scale(0.5))  # half as many curves
        path = form.transformed(Affine2D().scale(size).translate(*at))
        face, edge, width = ("none", colour, 1.6) if hollow else (colour, "none", 0.0)
        self._add(PathPatch(path, facecolor=face, edgecolor=edge, linewidth=width))

    def words(self, at: Point, text: str, style: Style) -> None:
        """Write one line; `at` is the lower left, middle or right corner of its line box."""
        from matplotlib.text import Text  # noqa: PLC0415

        if not plain(text):  # matplotlib leaves out empty words, and every artist must come back as a part
            return
        text_ = Text(at[0], at[1] + DESCENT * style.size, plain(text), parse_math=False, usetex=False)
        text_.set(color=COLOURS[style.role].light, horizontalalignment=style.align)
        text_.set(fontfamily="DejaVu Sans", fontsize=style.size)
        text_.set(fontweight="bold" if style.bold else "normal")
        self._add(text_)

    def _add(self, artist: Artist) -> None:
        from matplotlib.transforms import IdentityTransform  # noqa: PLC0415

        artist.set_transform(IdentityTransform())
        self.artists.append(artist)


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
        self._groups.append(Group(name, slug, title))
        return self._groups[-1]

    def svg(self, title: str, description: str, link: Callable[[str], str]) -> dict[Scheme, bytes]:
        """Return the finished picture in both schemes; `link` gives a method's address from its slug."""
        parts = _parts(self._drawn())
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
            if group.artists:
                _opened(root, group, self.name, link).extend(next(parts) for _ in group.artists)
        light = ET.tostring(root, encoding="unicode") + "\n"
        dark = _repainted(light, {colour.light: colour.dark for colour in COLOURS.values()})
        return {"light": light.encode(), "dark": dark.encode()}

    def _drawn(self) -> str:
        """Return matplotlib's SVG, whatever settings the user's own matplotlib has."""
        import matplotlib as mpl  # noqa: PLC0415
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415

        settings: dict[Any, Any] = {
            "svg.fonttype": "none",
            "svg.hashsalt": self.name,
            "path.sketch": None,
            "path.effects": [],
            "path.simplify": False,
            "lines.scale_dashes": False,
        }
        text = io.StringIO()
        with mpl.rc_context(settings), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph")  # letters that only the reader's fonts have
            figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72)
            figure.patch.set_visible(False)
            for number, artist in enumerate(artist for group in self._groups for artist in group.artists):
                artist.set_gid(f"{_PART}{number}")
                artist.set_zorder(number)
                figure.add_artist(artist)
            FigureCanvasSVG(figure).print_svg(text, metadata={"Date": None})  # type: ignore[no-untyped-call]
        return text.getvalue()


def inline(svg: bytes, link: Callable[[str], str] = "../methods/{}/".format) -> str:
    """Return a picture for use inside a page: it follows the page's colours and links from the page's place.

    Colours become `var(--tedd-fig-<role>, <value>)`. The role changes from `img` to `group`, since what is
    inside an image cannot be reached by keyboard or screen reader, and the links here can.
    """
    values = {value: colour.variable for colour in COLOURS.values() for value in colour[:2]}
    variables = {value: f"var({variable}, {value})" for value, variable in values.items()}
    text = _repainted(svg.decode(), variables)
    head, body = text.split(">", 1)
    head = re.sub(r' (width|height)="\d+"', "", head.replace('role="img"', 'role="group"'))
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


def _parts(drawn: str) -> Iterator[ET.Element]:
    """Yield what was drawn, in its order, each part as one element without clutter."""
    root = ET.fromstring(drawn)  # noqa: S314 # written by matplotlib a moment ago
    return (_tidy(element[0]) for element in root.iter() if element.get("id", "").startswith(_PART))


def _tidy(element: ET.Element) -> ET.Element:
    """Return a path or text with its style as attributes, short numbers and nothing that is the default."""
    attributes = {key: value for key, value in element.items() if key not in {"style", "transform"}}
    attributes |= dict(_styles(element.get("style", "")))
    tidy = ET.Element(element.tag.rpartition("}")[2], attributes)
    for key in ("x", "y", "d"):
        if value := attributes.get(key):
            tidy.set(key, _NUMBER.sub(_short, " ".join(value.split())))
    tidy.text = element.text
    return tidy


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _styles(style: str) -> Iterator[tuple[str, str]]:
    for declaration in filter(None, style.split(";")):
        key, value = (part.strip() for part in declaration.split(":", 1))
        if key not in {"font-family", "stroke-linejoin"} and (key, value) not in _DEFAULTS:
            yield key, value


def _repainted(svg: str, values: dict[str, str]) -> str:
    """Return the picture with its colours exchanged, in attributes only: a name may look like one."""

    def paint(found: re.Match[str]) -> str:
        return f'{found[1]}="{values.get(found[2], found[2])}"'

    return _TAG.sub(lambda tag: _PAINT.sub(paint, tag[0]), svg)
