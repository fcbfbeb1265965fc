"""Badges: what they say, and that a stranger's text stays text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tedd.badges import badge, badges, path, words
from tedd.uncertainty import quantify
from tests.boards import entry, real_board
from tests.test_pages import ODD


def name(svg: str) -> str | None:
    """Return what a badge is called."""
    return ET.fromstring(svg).get("aria-label")  # noqa: S314 # TEDD drew it


def test_a_badge_says_the_range() -> None:
    """A ranked method's badge gives the range of its ranks, a provisional one's says so."""
    board = quantify(real_board())
    said = {one.slug: words(one) for one in board.entries}

    first = entry(board, "ifd").efficiency
    assert first
    assert said["ifd"] == f"efficiency rank {first.rank_best}–{first.rank_worst}"
    assert said["random"] == "reference point"
    assert all(said[one.slug].startswith("provisional") for one in board.entries if one.provisional)


def test_badges_are_pictures_of_all_methods() -> None:
    """Every method has a badge, well-formed, with its words as its name for screen readers."""
    board = real_board()
    made = badges(board)

    assert made.keys() == {path(one.slug) for one in board.entries}
    for one in board.entries:
        assert name(made[path(one.slug)].decode()) == f"TEDD {words(one)}"


def test_a_badge_escapes() -> None:
    """Whatever the words hold, they are text."""
    assert name(badge(ODD + "\u202e")) == f"TEDD {ODD}"
