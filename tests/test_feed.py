"""The feed: generated from snapshots and corrections, valid, and with identifiers that last."""

from __future__ import annotations

import datetime as dt
import uuid
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import feedparser
import pytest

from tedd.board import build_board
from tedd.content.boards import Boards
from tedd.feed import PATH, feed, newest_day
from tedd.snapshots.store import load_snapshots
from tests.boards import ANCHORS, card, library, survey
from tests.frozen import CORRECTION, FIXTURES
from tests.test_pages import NO_DUELS, ODD

if TYPE_CHECKING:
    from tedd.snapshots.store import Snapshot

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://example.org/tedd/"
SNAPSHOTS = load_snapshots(FIXTURES)


def boards(*corrections: dict[str, str], snapshots: tuple[Snapshot, ...] = (), site: str = "") -> Boards:
    """Return boards of a few methods, one of them corrected."""
    given = library(*ANCHORS, card("told", survey=survey(1.4, 0.2), corrections=list(corrections)))
    return Boards(build_board(given), build_board(given, "survey"), NO_DUELS, (), snapshots, site)


def parsed(given: Boards) -> Any:  # noqa: ANN401 # feedparser has no types
    """Return the feed as a reader of feeds has it."""
    found = feedparser.parse(feed(given)[PATH].decode())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


FULL = parsed(boards(CORRECTION, snapshots=SNAPSHOTS, site=SITE))


def test_newest_first() -> None:
    """Snapshots and corrections stand together by their days."""
    assert [(one.title, one.updated[:10]) for one in FULL.entries] == [
        ("Snapshot 2024.02: 1 entered, 1 left, 4 moved, 1 corrected", "2024-02-29"),
        ("TOLD, corrected: pir of the survey", "2024-02-01"),
        ("Snapshot 2024.01: the first", "2024-01-31"),
    ]
    assert FULL.feed.updated == "2024-02-29T00:00:00Z"


def test_entries_tell_what_changed() -> None:
    """A snapshot's entry names each method that moved and why; a correction's both values and the reason."""
    snapshot, correction, first = (one.content[0].value for one in FULL.entries)

    assert "<li>FRESH: PIR 2.000 (direct)" in snapshot
    assert "(its card changed: 1 new row of evidence)" in snapshot
    assert "pir of the survey: 1.3, now 1.4. a typing error" in correction
    assert "<ul>" not in first


def test_what_atom_asks_for() -> None:
    """Identifiers are addresses of their own, each once; times have a zone; an author; declared text."""
    root = ET.fromstring(feed(boards(CORRECTION, snapshots=SNAPSHOTS))[PATH])  # noqa: S314 # made by ourselves
    entries = root.findall(f"{ATOM}entry")
    ids = [uuid.UUID(str(one.findtext(f"{ATOM}id"))) for one in (root, *entries)]

    assert len(set(ids)) == len(ids) == 4
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    for one in (root, *entries):
        assert dt.datetime.fromisoformat(str(one.findtext(f"{ATOM}updated"))).tzinfo
        assert one.findtext(f"{ATOM}title")
        assert [link.get("rel") for link in one.findall(f"{ATOM}link")] == ["alternate"]
    assert {one.attrib["type"] for one in root.iter(f"{ATOM}content")} == {"xhtml"}


def test_identifiers_last() -> None:
    """They depend neither on the address nor on what came later, nor on how a reason is told."""
    alone = parsed(boards(CORRECTION | {"reason": "told otherwise"}, snapshots=SNAPSHOTS[:1]))
    again = {one.id for one in FULL.entries}

    assert {one.id for one in alone.entries} < again
    assert alone.feed.id == FULL.feed.id
    # pinned: readers of the feed hold them
    assert FULL.entries[0].id == "urn:uuid:a1311c13-5198-5c75-9fc9-85a3634b3b3c"


def test_the_same_correction_twice() -> None:
    """Corrections that read the same have an entry and an identifier each."""
    found = parsed(boards(CORRECTION, CORRECTION))

    assert len({one.id for one in found.entries}) == 2


@pytest.mark.parametrize(
    ("site", "links"),
    [
        (SITE, ["snapshots/2024.02/changes/", "methods/told/", "snapshots/2024.01/"]),
        ("", ["snapshots/2024.02/changes/", "methods/told/", "snapshots/2024.01/"]),
    ],
)
def test_links_need_no_address_of_the_site(site: str, links: list[str]) -> None:
    """Absolute where the site has an address; relative to the feed where it has none, and none is made up."""
    given = boards(CORRECTION, snapshots=SNAPSHOTS, site=site)
    found = parsed(given)

    assert [one.link for one in found.entries] == [f"{site or './'}{link}" for link in links]
    assert ('rel="self"' in feed(given)[PATH].decode()) == bool(site)


def test_without_anything_to_tell() -> None:
    """A feed without entries is one too, dated by the newest method."""
    found = parsed(boards())

    assert found.entries == []
    assert found.feed.updated == f"{newest_day(boards()).isoformat()}T00:00:00Z"
    assert newest_day(boards(snapshots=SNAPSHOTS)) == dt.date(2024, 2, 29)


def test_strangers_text_stays_text() -> None:
    """Whatever a correction says is text, and what XML cannot hold is replaced."""
    given = boards(CORRECTION | {"reason": ODD, "field": ODD})
    text = feed(given)[PATH].decode()
    tags = {element.tag.rsplit("}", 1)[-1] for element in ET.fromstring(text).iter()}  # noqa: S314 # as above

    assert tags & {"script", "img", "a", "style"} == set()
    assert parsed(given).entries[0].title.startswith("TOLD, corrected: ")
