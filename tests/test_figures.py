"""The pictures: every point where its values are, the same bytes every time, safe inside a page."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest

from tedd.board import build_board
from tedd.drawing import spots
from tedd.drawing.svg import COLOURS
from tedd.figures import KINDS, figures, inline, path
from tedd.uncertainty import quantify
from tests.boards import ANCHORS, bench, board, card, selector, survey
from tests.pictures import (
    EDITIONS,
    METHODS,
    NUMBERS,
    SVG,
    covered,
    drawn,
    group,
    links,
    mark,
    middle,
    parse,
    points,
    read,
    real,
)

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.feasibility import Edition
    from tedd.figures import Kind


@pytest.mark.parametrize("compact", [False, True])
def test_points_lie_where_their_values_are(compact: bool) -> None:  # noqa: FBT001 # a parameter of the test
    """Read off the axes' own numbers, every point has its method's SDF and PIR, to a pixel."""
    root = parse(drawn("living")[path("living", "efficiency", compact=compact)])
    height = float(root.get("height", "0"))
    ticks = [part for part in group(root, "frame") if re.fullmatch(r"[\d.]+", part.text or "")]
    across = [
        (float(t.text or ""), float(t.get("x", "0"))) for t in ticks if t.get("text-anchor") == "middle"
    ]
    upward = [float(t.text or "") for t in ticks if t.get("text-anchor") == "end"]
    lines = (
        points(part, height) for part in group(root, "frame") if part.get("stroke") == COLOURS["grid"].light
    )
    up = list(zip(upward, [line[0][1] for line in lines], strict=True))

    assert [entry for entry in real("living").entries if entry.ranked]
    for entry in real("living").entries:
        if entry.ranked and entry.pir:
            x, y = middle(mark(links(root)[entry.slug], height))
            assert read(x, across) == pytest.approx(entry.pir.sdf, abs=0.0008)
            assert read(y, up) == pytest.approx(entry.pir.value, abs=0.002)


@pytest.mark.parametrize("compact", [False, True])
def test_scripts_are_told_where_values_lie(compact: bool) -> None:  # noqa: FBT001 # a parameter of the test
    """By the picture's own data, a script finds every ranked point to a tenth of a pixel."""
    root = parse(drawn("living")[path("living", "efficiency", compact=compact)])
    box, values = (
        [float(number) for number in root.get(f"data-{name}", "").split()] for name in ("box", "values")
    )
    height = float(root.get("height", "0"))

    for entry in real("living").entries:
        if entry.ranked and entry.pir:
            x, y = middle(mark(links(root)[entry.slug], height))
            shares = (
                (at - values[n]) / (values[n + 2] - values[n])
                for n, at in enumerate((entry.pir.sdf, entry.pir.value))
            )
            across, down = (box[n] + share * (box[n + 2] - box[n]) for n, share in enumerate(shares))
            assert across == pytest.approx(x, abs=0.2)
            assert height - down == pytest.approx(y, abs=3)


def test_the_legend_names_what_is_drawn() -> None:
    """Intervals stand in the legend where draws were made, and nowhere else."""
    plain, surer = board(*ANCHORS), quantify(board(*ANCHORS), draws=100, shares=False)

    assert "90% interval" not in {sample.words for sample in spots.legend(plain)}
    assert "90% interval" in {sample.words for sample in spots.legend(surer)}


def test_a_mark_says_the_side_without_colour() -> None:
    """Above, below and on the baseline differ in shape; the marks of those without a rank are hollow."""
    far = card("far", survey=survey(1.5, 0.1), status="listed", reason="a reason")
    given = board(
        *ANCHORS, card("guess", evidence=[bench(1.0)]), card("level", survey=survey(1.4, 0.025)), far
    )
    found = links(parse(figures(given, prefix="made")[path("made", "efficiency")]))
    shapes = {slug: link.findall(f"{SVG}path")[-1] for slug, link in found.items()}
    forms = {slug: len(NUMBERS.findall(shape.get("d", ""))) for slug, shape in shapes.items()}

    assert entry_sides(given) == {
        "high": "above",
        "low": "below",
        "guess": "provisional",
        "level": "on",
        "far": "listed",
    }
    assert {slug for slug, shape in shapes.items() if shape.get("fill") == "none"} == {"guess", "far"}
    assert len({forms["high"], forms["level"], forms["guess"]}) == 3
    assert shapes["high"].get("d", "").split()[1] == shapes["low"].get("d", "").split()[1]
    assert (
        len(
            {shape.get("fill") for shape in shapes.values()}
            | {shape.get("stroke") for shape in shapes.values()}
        )
        >= 5
    )


def entry_sides(given: Board) -> dict[str, str]:
    """Return what each method's mark says."""
    return {entry.slug: spots.standing(entry) for entry in given.entries}


def test_a_far_point_stands_at_the_border_with_its_value() -> None:
    """A method far beyond the others does not squeeze them: it stands at the border with its value."""
    for edition in EDITIONS:
        root = parse(drawn(edition)[path(edition, "efficiency")])
        height, found = float(root.get("height", "0")), links(root)
        near = [entry.slug for entry in real(edition).entries if entry.ranked]
        levels = [middle(mark(found[slug], height))[1] for slug in near]

        assert found["mods"].findtext(f"{SVG}text") == "MoDS, PIR 3.34"
        assert middle(mark(found["mods"], height))[1] > max(levels) - 1
        assert max(levels) - min(levels) > 0.6 * height


def test_stems_end_on_the_baseline() -> None:
    """The line of a ranked method runs from its point to the baseline at its SDF."""
    root = parse(drawn("survey")[path("survey", "efficiency")])
    (start, end), *_ = [points(part, 480) for part in group(root, "baseline")]
    stems = [points(part, 480) for part in group(root, "stems")]

    assert len(stems) == sum(entry.ranked for entry in real("survey").entries) - 2
    for _, (x, y) in stems:
        assert read(x, [(start[1], start[0]), (end[1], end[0])]) == pytest.approx(y, abs=0.2)


def test_methods_of_one_cell_share_a_label() -> None:
    """Methods with the same two ranks are listed line under line, each with a point and a link of its own."""
    given = board(
        *(card(slug, survey=survey(1.5, 0.1)) for slug in ("one", "two", "three")),
        card("last", selector=selector(5)),
    )
    root = parse(figures(given, prefix="made")[path("made", "feasibility")])
    found = links(root)
    texts = [found[slug].find(f"{SVG}text") for slug in ("one", "three", "two")]
    lines = [(text.get("x"), float(text.get("y", "0"))) for text in texts if text is not None]

    assert len({x for x, _ in lines}) == 1
    for upper, lower in pairwise(lines):
        assert lower[1] - upper[1] == pytest.approx(16.25, abs=0.1)
    assert len({middle(mark(found[slug], 0)) for slug in ("one", "two", "three")}) == 3


@pytest.mark.parametrize("edition", EDITIONS)
def test_feasibility_ranks_stand_at_the_projections(edition: Edition) -> None:
    """Every feasibility rank stands once beside its projection, from the best corner down."""
    root = parse(drawn(edition)[path(edition, "feasibility")])
    numbers = [part for part in group(root, "projections") if part.tag == f"{SVG}text"]
    ranks = sorted({entry.feasibility.rank or 0 for entry in real(edition).by_feasibility()})

    assert [int(number.text or "") for number in numbers] == ranks
    assert [float(number.get("y", "0")) for number in numbers] == sorted(
        float(n.get("y", "0")) for n in numbers
    )


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_board_has_pictures(kind: Kind) -> None:
    """A board without methods has pictures and a text that says so."""
    svg = figures(board(), prefix="made")[path("made", kind)]

    assert parse(svg).findtext(f"{SVG}desc", "").endswith("no method is ranked yet.")


def test_the_same_board_gives_the_same_bytes() -> None:
    """Two drawings are identical, whatever the order of cards and the user's settings of matplotlib."""
    with mpl.rc_context(
        {"svg.fonttype": "path", "lines.linewidth": 9, "font.size": 30, "font.family": "serif"}
    ):
        library = real("living").library
        turned = build_board(replace(library, methods=library.methods[::-1]), "living")

        assert figures(turned, prefix="living") == drawn("living")


def test_names_of_strangers_stay_words() -> None:
    """Markup, formulas, colours, unknown letters and endless names are drawn as words and hurt nothing."""
    names = ['a & b < c > "d"', "$x^2$ $", 'fill="#0b7a75"', "選択方法\u202eabc", "é" * 120, "\u200b"]
    given = board(
        *(card(f"m{n}", name=name, survey=survey(1.3 + n / 20, 0.1)) for n, name in enumerate(names))
    )
    for svg in figures(given, prefix="made").values():
        root = parse(svg)
        titles = [link.findtext(f"{SVG}title", "") for link in links(root).values()]
        words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))

        assert {title.split(":")[0] for title in titles} == {
            re.sub("[\u202e\u200b]", "", name) for name in names
        }
        assert "$x^2$ $" in words
        assert "éé…" in words
        assert covered(svg) == []
        assert 'fill="#0b7a75"' in (links(parse(inline(svg).encode()))["m2"].findtext(f"{SVG}title") or "")


def test_pictures_can_stand_together_in_a_page() -> None:
    """All ids of all pictures differ, and nothing in a picture names a machine, a program or a day."""
    found = [svg.decode() for edition in EDITIONS for name, svg in drawn(edition).items() if "light" in name]
    most = 8_000 + 600 * len(real("living").entries)
    ids = [each for svg in found for each in re.findall(r'\bid="([^"]*)"', svg)]

    assert len(set(ids)) == len(ids)
    assert "living-efficiency-compact-point-ifd" in ids
    for svg in found:
        assert svg.startswith("<svg ")
        assert not re.search(r"<\?|<!|<style|<script|matplotlib|metadata|/work|/home|20\d\d-", svg)
        assert len(svg) < most


def test_schemes_differ_in_colours_alone() -> None:
    """The dark picture is the light one with each colour exchanged for its partner."""
    for name, svg in drawn("living").items():
        if "light" in name:
            dark = drawn("living")[name.replace("light", "dark")].decode()
            for colour in COLOURS.values():
                dark = dark.replace(colour.dark, colour.light)
            assert dark == svg.decode()


@pytest.mark.parametrize(("scheme", "paper"), [(0, "#ffffff"), (1, "#1e2129")])
def test_colours_can_be_told_from_the_page(scheme: int, paper: str) -> None:
    """All but grid and paper reach a contrast of 4.5 on the page, and no value serves two roles."""
    for role, colour in COLOURS.items():
        low, high = sorted((light(colour[scheme]), light(paper)))
        assert (high + 0.05) / (low + 0.05) >= (0 if role in ("grid", "paper") else 4.5), role
    assert len({value for colour in COLOURS.values() for value in colour[:2]}) == 2 * len(COLOURS)


def light(colour: str) -> float:
    """Return a colour's relative luminance, as the Web Content Accessibility Guidelines define it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_matplotlib_waits_until_something_is_drawn() -> None:
    """Importing the pictures does not import matplotlib, which takes longer than a check of all cards."""
    script = "import sys, tedd.figures; sys.exit('matplotlib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], cwd=METHODS.parent, check=False).returncode == 0
