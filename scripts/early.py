"""Shows the page of a card that changed while the rest of the site is still being built.

Cards and the pages made from them enter as `scripts/gen_site.py` has them. A page that somebody waits for
leaves for the served folder at once, built with the theme and the navigation of the last build; the whole
build makes it again, like every file. Until that has ended the server hands out such pages and what they
load from `assets/`. Who asks for anything else waits, as during any build, so nothing old is shown.
"""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from tedd.cards import Method

FEW = 5
"""More cards than these do not change by hand: then nobody waits for a single page."""


LOOK = 0.02
"""Seconds between two looks at whether a page is ready."""


class Last(NamedTuple):
    """A build that came to its end, as far as a page more needs it."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    environment: Environment


class State:
    """What builds leave to each other, and the running one to requests."""

    on = False
    server: LiveReloadServer | None = None
    last: Last | None = None
    known: tuple[Method, ...] = ()
    """The cards of the last build."""
    cards: tuple[Method, ...] = ()
    """The cards of the running one."""
    awaited: frozenset[str] = frozenset()
    """Pages of cards that changed, by source, until they are built."""
    written: frozenset[str] = frozenset()
    """Pages in the served folder that are newer than the last build."""
    ready: frozenset[str] = frozenset()
    """Addresses of those that requests may have."""
    whole = Event()
    """Set while the served folder is what a whole build made."""


def begin(*, on: bool) -> None:
    """Start without a build: `on` while serving, otherwise nothing is held and nothing early."""
    State.on, State.last, State.known = on, None, ()


def attach(server: LiveReloadServer) -> None:
    """Have a server answer with pages that are ready while it builds, and with nothing else."""
    builder = server.builder

    def build() -> None:
        State.whole.clear()
        builder()
        State.whole.set()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        while not _is_ready(str(environ["PATH_INFO"]), server.mount_path):
            if State.whole.wait(LOOK):
                break
        return server.serve_request(environ, start_response)

    server.builder = build
    server.set_app(answer)
    State.server = server
    State.whole.set()


def _is_ready(path: str, root: str) -> bool:
    beside = bool(State.ready) and path.startswith(f"{root}assets/")
    return beside or path in State.ready or path.startswith("/livereload/")


def finish(last: Last) -> None:
    """Keep a build that came to its end, without the texts of its pages."""
    State.last, State.known, State.written = last, State.cards, frozenset()
    for page in (file.page for file in last.files.documentation_pages()):
        if page:
            page.markdown = page.content = None


def forget() -> None:
    """Let no page be early in the build that begins: all pages will be others."""
    State.last = None


def await_pages(cards: tuple[Method, ...]) -> None:
    """Say of which cards a build is, to find those that are new or changed since the last."""
    if not State.on:
        return
    before = {card.slug: card for card in State.known}
    changed = frozenset(f"methods/{card.slug}.md" for card in cards if before.get(card.slug) != card)
    State.cards, State.ready = cards, frozenset()
    State.awaited = changed if State.last and len(changed) <= FEW else frozenset()


def show(path: str, content: bytes) -> None:
    """Build a page if somebody waits for it; the last of them opens the server for all."""
    last = State.last
    if last is None or path not in State.awaited:
        return
    page = Page(None, File.generated(last.config, path, content=content), last.config)
    State.written |= {path}
    _populate_page(page, last.config, last.files)
    _build_page(page, last.config, last.files.documentation_pages(), last.nav, last.environment)
    State.ready |= {str(page.abs_url)}
    State.awaited -= {path}
    if State.server and not State.awaited:
        server = State.server
        # what MkDocs does at the end of a build: browsers load their pages anew
        with server._epoch_cond:  # noqa: SLF001 # there is no other way
            server._visible_epoch = server._wanted_epoch  # noqa: SLF001 # as above
            server._epoch_cond.notify_all()  # noqa: SLF001 # as above


def close() -> None:
    """Let all requests wait: the served folder is being written."""
    State.ready = frozenset()
