"""The feed of result changes: what each snapshot changed, and every correction, newest first.

Boards with their snapshots enter, an Atom file leaves. An entry keeps its identifier whatever becomes of the
site's address. Where the site has one, links are absolute; else they are relative to the feed, which Atom
allows, and the feed does not name itself.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import uuid
from typing import TYPE_CHECKING, NamedTuple

from tedd.pages import rendered
from tedd.snapshots.changes import compare
from tedd.snapshots.cite import AUTHOR
from tedd.snapshots.told import parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.content.boards import Boards, Context

PATH = "feed.xml"
NAMES = uuid.UUID("5d1f0a3e-8a47-5c0b-9e53-7a2f6b1c4d90")
"""Under which identifiers of entries are made; another one would make every reader show all entries anew."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    """One change, as the feed tells it."""

    key: str
    """What its identifier is made from: facts that never change."""
    day: dt.date
    title: str
    link: str
    """Address below the first page."""
    words: str
    """What happened, in a sentence."""
    parts: tuple[tuple[str, list[str]], ...] = ()
    """Kinds of changes with their lines."""

    @property
    def id(self) -> str:
        """Return its identifier."""
        return uuid.uuid5(NAMES, self.key).urn

    @property
    def updated(self) -> str:
        """Return its time: cards and snapshots know days."""
        return f"{self.day.isoformat()}T00:00:00Z"


def feed(boards: Boards) -> dict[str, bytes]:
    """Return the feed under its path."""
    entries = sorted(
        (*_frozen(boards), *_corrected(boards)), key=lambda one: (one.day, one.key), reverse=True
    )
    context: Context = {
        "id": uuid.uuid5(NAMES, "feed").urn,
        "updated": entries[0].updated if entries else f"{newest_day(boards).isoformat()}T00:00:00Z",
        "author": AUTHOR,
        "entries": entries,
        "site": boards.site,
        "path": PATH,
    }
    text = rendered("feed.xml.jinja", context)
    return {PATH: _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text).encode()}


def newest_day(boards: Boards) -> dt.date:
    """Return the day of the newest snapshot; before there is one, the month of the newest method."""
    if boards.snapshots:
        return max(one.manifest.date for one in boards.snapshots)
    months = (one.card.first_appeared for one in boards.living.library.methods)
    return dt.date.fromisoformat(f"{max(months)}-01")


def _frozen(boards: Boards) -> Iterator[Entry]:
    """Yield an entry for each snapshot, with what it changed since the one before it."""
    before = (compare(old, new) for old, new in itertools.pairwise(boards.states))
    for one, change in zip(boards.snapshots, itertools.chain([None], before), strict=False):
        told = f"The {one.manifest.edition} edition of the board, frozen with all that it was computed from."
        yield Entry(
            key=f"snapshot {one.id}",
            day=one.manifest.date,
            title=f"Snapshot {one.id}: {change.words if change else 'the first'}",
            link=f"snapshots/{one.id}/{'changes/' if change else ''}",
            words=f"{told} Since {change.old.label}: {change.words}." if change else told,
            parts=tuple(parts(change, str)) if change else (),
        )


def _corrected(boards: Boards) -> Iterator[Entry]:
    """Yield an entry for each correction of a published number."""
    seen: dict[str, int] = {}
    for slug, name, page, one in boards.corrected:
        facts = f"correction {slug} {one.date.isoformat()} {one.field} {one.old} {one.new}"
        seen[facts] = number = seen.get(facts, 0) + 1
        yield Entry(
            key=facts if number == 1 else f"{facts} {number}",
            day=one.date,
            title=f"{name}, corrected: {one.field}",
            link=page,
            words=f"{one.field}: {one.old}, now {one.new}. {one.reason}",
        )
