"""Pictures inside of pages: they follow the page, and say in words what they show."""

from __future__ import annotations

import re
from dataclasses import replace

from tedd.drawing import spots
from tedd.drawing.svg import COLOURS
from tedd.figures import alt_text, css_variables, inline, path
from tests.boards import board, card, survey
from tests.pictures import (
    SVG,
    drawn,
    links,
    parse,
    real,
)


def test_inline_follows_the_page() -> None:
    """Inside a page colours come from the page, and links lead from its place and take the keyboard."""
    for name, svg in drawn("living").items():
        inside = inline(svg, "../../methods/{}/?a&b".format)

        assert 'role="group"' in inside, name
        assert not re.search(r'(fill|stroke)="#', inside)
        assert re.findall(r'href="([^"]*)"', inside)[0] == "../../methods/ifd/?a&amp;b".replace(
            "ifd", first(svg)
        )
        assert set(re.findall(r"var\((--[a-z-]+),", inside)) <= {
            colour.variable for colour in COLOURS.values()
        }
        assert "\n" not in inside
    assert all(colour.variable in css_variables("dark") for colour in COLOURS.values())


def first(svg: bytes) -> str:
    """Return the slug of a picture's first link."""
    return next(iter(links(parse(svg))))


def test_tooltips_say_the_numbers() -> None:
    """Whoever points at a method reads its PIR, SDF, offset and rank; with intervals, those too."""
    found = links(parse(drawn("survey")[path("survey", "efficiency")]))
    ifd = next(entry for entry in real("survey").entries if entry.slug == "ifd")
    assert ifd.pir
    assert ifd.efficiency
    wide = replace(ifd.pir, low=1.6, high=1.9)
    sure = replace(ifd.efficiency, rank_best=1, rank_worst=2)

    assert found["ifd"].findtext(f"{SVG}title") == "IFD: PIR 1.747 at SDF 0.050, offset +0.31, rank 1"
    assert (found["instructiongpt-4"].findtext(f"{SVG}title") or "").endswith(
        "at SDF 0.058, offset 0.00, rank 5"
    )
    assert (found["shed"].findtext(f"{SVG}title") or "").endswith("offset \N{MINUS SIGN}0.02, rank 6")
    assert found["ifd"].get("href") == "../../methods/ifd/"
    assert (found["mods"].findtext(f"{SVG}title") or "").endswith("offset +1.94, not ranked")
    assert spots.tooltip(ifd, wide, sure).endswith(
        "1.747 (1.60 to 1.90) at SDF 0.050, offset +0.31, rank 1 (1 to 2)"
    )


def test_alt_texts_say_what_is_seen() -> None:
    """The text for those who do not see a picture counts both sides and names the first and the last."""
    low, high, level = (
        card(slug, survey=survey(pir, 0.025)) for slug, pir in (("a", 1.2), ("b", 1.6), ("c", 1.4))
    )
    given = board(low, high, level, card("d", survey=survey(1.3, 0.1), status="listed", reason="a reason"))

    assert alt_text(given, "efficiency") == (
        "PIR over SDF of 3 ranked methods: 1 above the baseline, 1 on it, 1 below. "
        "B first (offset +0.20), A last (offset \N{MINUS SIGN}0.20). 1 more shown without a rank."
    )
    assert alt_text(given, "feasibility") == (
        "Simplicity rank and flexibility rank of 3 ranked methods. A, B and C most feasible."
    )
