"""The pages of the site, as Markdown whose tables and pictures are finished HTML.

Boards and their pictures enter, `{path: bytes}` leaves. Names, titles and notes come from strangers:
templates escape all of them and put none where the site builder reads Markdown. What needs computing is
computed in `tedd.content` before a template sees it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tedd import figures, social, views
from tedd.apostrophes import curved
from tedd.content.about import about
from tedd.content.api import api
from tedd.content.architecture import architecture
from tedd.content.audit import audit
from tedd.content.bridges import bridges
from tedd.content.chapters import chapters
from tedd.content.codes import codes
from tedd.content.comparable import comparable
from tedd.content.compare import compare
from tedd.content.contributing import contributing
from tedd.content.curves import curve_pages
from tedd.content.data import data
from tedd.content.duels import duels
from tedd.content.faults import faults
from tedd.content.field_reference import field_reference
from tedd.content.finder import finder
from tedd.content.home import home
from tedd.content.leaderboards import leaderboards
from tedd.content.methods import methods
from tedd.content.robust import robust
from tedd.content.sensitivity import sensitivity
from tedd.content.snapshots import snapshots
from tedd.content.speed import speed
from tedd.content.uncertainty import uncertainty
from tedd.content.what_if import what_if
from tedd.content.why_orders_part import why_orders_part
from tedd.finished import FINISHED
from tedd.formats import FILTERS
from tedd.kept import kept
from tedd.stacked import stacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tedd.content.boards import Boards, Context, Contexts

MAKERS: tuple[Callable[[Boards], Contexts], ...] = (
    home,
    leaderboards,
    finder,
    compare,
    comparable,
    robust,
    duels,
    why_orders_part,
    uncertainty,
    chapters,
    bridges,
    curve_pages,
    sensitivity,
    about,
    data,
    audit,
    codes,
    contributing,
    faults,
    architecture,
    api,
    speed,
    field_reference,
    snapshots,
    what_if,
)
"""Who makes the pages with pictures, a topic each."""

END = b"\n---\n"
"""The end of a page's front matter."""
PROSE = ("about",)
"""Templates with paragraphs of Markdown; all others hold HTML between their headings."""
_HEADING = re.compile(rb"\n(###? .*)")


class Picture(NamedTuple):
    """A picture as it stands in a page."""

    wide: Markup
    narrow: Markup
    """For phones."""


def pages(boards: Boards, drawn: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield every generated page with its path; `methods/ifd.md` becomes /methods/ifd/.

    `drawn` holds all pictures under their paths, as `tedd.figures` returns them.
    """
    yield from alone(boards)
    yield from illustrated(boards, drawn)


def alone(boards: Boards) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of methods: they hold no picture and no whole board."""
    return ((path, _alone(name, path, context)) for (path, name), context in methods(boards).items())


def illustrated(boards: Boards, drawn: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield all other pages."""
    environment = _environment()
    for maker in MAKERS:
        for (path, name), context in maker(boards).items():
            yield path, _render(environment, name, path, context, drawn)


def front_of(page: bytes) -> bytes:
    """Return a page's front matter as a page of its own."""
    return page[: page.index(END) + len(END)]


def rendered(name: str, context: Context) -> str:
    """Return what a template of another kind than a page says, such as the feed."""
    return _environment().get_template(name).render(context)


@kept
def _alone(name: str, path: str, context: Context) -> bytes:
    return _render(_environment(), name, path, context, {})


def _render(
    environment: Environment, name: str, path: str, context: Context, drawn: Mapping[str, bytes]
) -> bytes:
    root = _root(path)

    def picture(prefix: str, kind: str) -> Picture:
        """Return a picture as it stands in this page, with links from here."""
        svgs = (drawn[figures.path(prefix, kind, compact=compact)] for compact in (False, True))
        return Picture(*(Markup(figures.inline(svg, f"{root}methods/{{}}/".format)) for svg in svgs))  # noqa: S704 # our own SVG

    page = environment.get_template(f"{name}.md.jinja").render(context, root=root, picture=picture)
    return _finished(page, name, path)


@kept
def _finished(page: str, name: str, path: str) -> bytes:
    """Return a rendered page with what all pages have."""
    front, body = page.split(END.decode(), 1)
    body = curved(stacked(body))
    return f"{front}\nsocial: {social.path(path)}\n---\n".encode() + (
        body.encode() if name in PROSE else _marked(body.encode())
    )


def _marked(body: bytes) -> bytes:
    """Put the marks of finished HTML around all that stands between headings."""
    parts = [part.strip() for part in _HEADING.split(b"\n" + body)]
    begin, end = (mark.encode() for mark in FINISHED)
    marked = [
        part if number % 2 else b"\n".join((begin, part, end)) for number, part in enumerate(parts) if part
    ]
    return b"\n" + b"\n\n".join(marked) + b"\n"


@cache
def _environment() -> Environment:
    """Return what renders; compiling all templates takes a second, so they are compiled once a process."""
    environment = Environment(
        loader=PackageLoader("tedd"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= FILTERS | {"steps": views.steps, "trained": views.trained}
    return environment


def _root(path: str) -> str:
    """Return the way from a page's address to the root: methods/ifd.md is shown at /methods/ifd/."""
    address = path.removesuffix(".md").removesuffix("index")
    return "../" * len([part for part in address.split("/") if part]) or "./"
