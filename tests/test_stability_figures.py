"""The pictures of rank stability: a bar, a mark and a line where the ranks are, readable at every size."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from tedd import figures
from tedd.drawing.frame import SIZES
from tedd.drawing.stability import MOST_ROWS, Range, draw_stability, tooltip
from tedd.sensitivity import alternatives
from tedd.stability_figures import KINDS, alt_text, efficiency_ranges, stability_figures
from tedd.uncertainty import quantify
from tedd.weight_grid import tried
from tests.pictures import SVG, extent, links, parse, real

if TYPE_CHECKING:
    from tedd.board import Board

SIZE_NAMES = ["wide", "compact"]
each_size = pytest.mark.parametrize("compact", [False, True], ids=SIZE_NAMES)


@lru_cache
def sure() -> Board:
    """Return the real board with draws."""
    return quantify(real("living"), shares=False)


@lru_cache
def drawn() -> dict[str, bytes]:
    """Return the pictures of the real board with draws."""
    return stability_figures(sure(), tried(sure()), prefix="living")


def sheet(rows: list[Range], size: int = 0) -> bytes:
    """Return a drawn picture of some rows."""
    return draw_stability(rows, SIZES[size], "test").svg("Title", "Text", "{}".format)["light"]


def test_files() -> None:
    """Both pictures come in two sizes and two schemes, and the same bytes every time."""
    paths = {
        figures.path("living", kind, scheme, compact=compact)
        for kind in KINDS
        for scheme in ("light", "dark")
        for compact in (False, True)
    }

    assert set(drawn()) == paths
    assert stability_figures(sure(), tried(sure()), prefix="living") == drawn()


@each_size
def test_every_ranked_method_has_its_row(compact: bool) -> None:  # noqa: FBT001 # a parameter
    """Each ranked method is a link with its name and its ranges in words, in the order of the board."""
    root = parse(drawn()[figures.path("living", "stability-efficiency", compact=compact)])
    rows = efficiency_ranges(sure(), alternatives(sure()))

    assert list(links(root)) == [row.slug for row in rows]
    for row in rows:
        link = links(root)[row.slug]
        title = link.find(f"{SVG}title")
        assert title is not None
        assert title.text == tooltip(row)
        assert [words.text for words in link.iter(f"{SVG}text")] == [row.name]


@each_size
@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_inside_and_apart(kind: figures.Kind, compact: bool) -> None:  # noqa: FBT001 # a parameter
    """No word leaves the picture or covers another one, and all are large enough for a phone."""
    root = parse(drawn()[figures.path("living", kind, compact=compact)])
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    words = [(text, extent(text, height)) for text in root.iter(f"{SVG}text")]

    for number, (text, box) in enumerate(words):
        assert -1 <= box.x0 <= box.x1 <= width + 1
        assert -1 <= box.y0 <= box.y1 <= height + 1
        assert float(text.get("font-size", "0").removesuffix("px")) >= 11
        assert not any(
            box.x0 < o.x1 and o.x0 < box.x1 and box.y0 < o.y1 and o.y0 < box.y1 for _, o in words[:number]
        )


def test_a_wider_range_is_a_longer_bar() -> None:
    """The bar's length grows with the range, and a method that never moves still has one."""
    root = parse(sheet([Range("a", "A", 1, 1, 1), Range("b", "B", 2, 1, 4)]))
    bars = [links(root)[slug].findall(f"{SVG}path")[0].get("d", "") for slug in ("a", "b")]
    lengths = [max(xs) - min(xs) for xs in ([float(x) for x in bar.split()[1::3]] for bar in bars)]

    assert 0 < lengths[0] < lengths[1]


def test_draws_are_drawn_only_where_there_are_any() -> None:
    """A row without draws has bar and mark; with draws a line and an entry of the legend more."""
    without, with_draws = sheet([Range("a", "A", 1, 1, 3)]), sheet([Range("a", "A", 1, 1, 3, (1, 2))])

    assert len(links(parse(without))["a"].findall(f"{SVG}path")) == 2
    assert len(links(parse(with_draws))["a"].findall(f"{SVG}path")) == 3
    assert b"nine of ten draws" in with_draws
    assert b"nine of ten draws" not in without


@pytest.mark.parametrize("size", [0, 1], ids=SIZE_NAMES)
def test_many_rows_and_none(size: int) -> None:
    """A picture holds 60 rows at most, cuts endless names, and can be drawn without any row."""
    rows = [Range(f"m{n}", "endless " * 30, n + 1, 1, 200) for n in range(200)]

    assert len(links(parse(sheet(rows, size)))) == MOST_ROWS
    assert links(parse(sheet([], size))) == {}


def test_the_alternative_text_says_who_moves() -> None:
    """It names the first method and the one that moves most, with their ranges."""
    text = alt_text([Range("a", "A", 1, 1, 2), Range("b", "B", 2, 1, 9)])

    assert "A, rank 1, goes from 1 to 2" in text
    assert "B, rank 2, moves most, from 1 to 9" in text
    assert "no method" in alt_text([])
