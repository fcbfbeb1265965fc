"""The diagrams of the chapters: every method a link in its place, words that fit, the same bytes."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from typing import get_args

import pytest

from tedd.diagrams import DIAGRAMS, PREFIX, alt_text, diagrams
from tedd.drawing.blocks import wrapped
from tedd.drawing.fonts import measure
from tedd.drawing.svg import COLOURS, Scheme
from tedd.figures import path
from tests.boards import ANCHORS, board, card, real_board
from tests.pictures import SVG, extent, links, mark, middle, overlap, parse

SIZES = (False, True)


@cache
def drawn() -> dict[str, bytes]:
    """Return the diagrams of the real cards."""
    return diagrams(real_board(), real_board("survey"))


@pytest.mark.parametrize("compact", SIZES)
def test_every_method_is_a_link_of_the_scheme(compact: bool) -> None:  # noqa: FBT001 # a parameter of the test
    """The scheme links each method twice, by its features and by its criterion, with a tooltip."""
    root = parse(drawn()[path(PREFIX, "scheme", compact=compact)])
    found = [link.get("data-slug", "") for link in root.iter(f"{SVG}a")]

    assert sorted(found) == sorted(2 * [entry.slug for entry in real_board().entries])
    assert all(link.findtext(f"{SVG}title") for link in root.iter(f"{SVG}a"))


@pytest.mark.parametrize("compact", SIZES)
def test_the_timeline_runs_downward(compact: bool) -> None:  # noqa: FBT001 # a parameter of the test
    """Methods stand from the first month above to the last one below."""
    root = parse(drawn()[path(PREFIX, "timeline", compact=compact)])
    months = {entry.slug: entry.method.card.first_appeared for entry in real_board().entries}
    heights = [
        (float(text.get("y", "0")), months[slug])
        for slug, link in links(root).items()
        if (text := link.find(f"{SVG}text")) is not None
    ]

    assert [month for _, month in sorted(heights)] == sorted(month for _, month in heights)


def test_marks_of_our_reading_are_hollow() -> None:
    """A mark that the survey did not give is drawn as an outline, whatever its colour."""
    root = parse(drawn()[path(PREFIX, "timeline")])
    fills = {slug: {p.get("fill") for p in link.iter(f"{SVG}path")} for slug, link in links(root).items()}

    assert fills["mig"] == {"none"}
    assert "none" not in fills["ifd"]


def test_distances_are_drawn_at_a_right_angle() -> None:
    """In the picture of the comparison the solid line meets the baseline at a right angle, in pixels."""
    root = parse(drawn()[path(PREFIX, "distance")])
    base = next(g for g in root.iter(f"{SVG}g") if g.get("class") == "tedd-fig-baseline")
    (x0, y0), (x1, y1) = ends(base.findall(f"{SVG}path")[0].get("d", ""))
    (a0, b0), (a1, b1) = ends(links(root)["ifd"].findall(f"{SVG}path")[1].get("d", ""))

    assert (x1 - x0) * (a1 - a0) + (y1 - y0) * (b1 - b0) == pytest.approx(0, abs=60)
    assert middle(mark(links(root)["ifd"], 0))[0] == pytest.approx(a0, abs=0.2)


def ends(line: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return both ends of a straight line."""
    x0, y0, x1, y1 = map(float, re.findall(r"-?\d+(?:\.\d+)?", line))
    return (x0, y0), (x1, y1)


def clashes(svg: bytes) -> list[tuple[str, str]]:
    """Return words with the words that they cover, and those that leave the picture."""
    root = parse(svg)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    boxes = [(text.text or "", extent(text, height)) for text in root.iter(f"{SVG}text")]
    found = [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if overlap(a, b)]
    sheet = (-1, -1, width + 1, height + 1)
    return found + [
        (words, "the border")
        for words, box in boxes
        if box.x0 < sheet[0] or box.y0 < sheet[1] or box.x1 > sheet[2] or box.y1 > sheet[3]
    ]


@pytest.mark.parametrize("kind", DIAGRAMS)
@pytest.mark.parametrize("compact", SIZES)
def test_words_stay_apart_and_inside(kind: str, compact: bool) -> None:  # noqa: FBT001 # a parameter of the test
    """No word covers another, and none leaves the picture."""
    assert clashes(drawn()[path(PREFIX, kind, compact=compact)]) == []


@pytest.mark.parametrize("kind", DIAGRAMS)
def test_diagrams_follow_both_schemes(kind: str) -> None:
    """Light and dark differ in colours alone, all ids are the picture's own, and a text says what is seen."""
    light, dark = (drawn()[path(PREFIX, kind, name)].decode() for name in get_args(Scheme))
    for colour in COLOURS.values():
        dark = dark.replace(colour.dark, colour.light)

    assert dark == light
    assert len(alt_text(real_board(), real_board("survey"), kind)) > 60
    assert len(set(ids := re.findall(r'\bid="([^"]*)"', light))) == len(ids)
    assert not re.search(r"<\?|<!|<style|<script|matplotlib|/work|/home", light)


def test_the_same_boards_give_the_same_bytes() -> None:
    """Two drawings are identical."""
    assert diagrams(real_board(), real_board("survey")) == drawn()


def test_empty_and_odd_boards_have_diagrams() -> None:
    """Boards without methods, with endless names and with crowded boxes are drawn; names stay words."""
    names = ["é" * 120, "a & b < c", "$x$", *(f"A method with number {n}" for n in range(40))]
    many = [card(f"m{n}", name=name) for n, name in enumerate(names)]
    empty, crowded = board(), board(*ANCHORS, *many)

    assert len(diagrams(empty, empty)) == len(drawn())
    found = diagrams(crowded, crowded)
    for kind in ("scheme", "timeline"):
        assert clashes(found[path(PREFIX, kind)]) == clashes(found[path(PREFIX, kind, compact=True)]) == []
    text = found[path(PREFIX, "scheme")].decode()
    assert "more</text>" in text
    assert "a &amp; b &lt; c" in text


def test_text_is_broken_at_spaces_and_hyphens() -> None:
    """Lines are never wider than asked, hyphens stay, and only a longer word is cut."""
    lines = wrapped("selective-enhanced model of unbelievablylongwordsthatnobodywrites", 12, 90)

    assert lines[0] == "selective-"
    assert lines[-1].endswith("…")
    assert all(measure(line, 12) <= 90 for line in lines)
