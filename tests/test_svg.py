"""A sheet's parts as SVG: where they lie, how they look, and what is left out."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tedd.drawing.svg import COLOURS, Group, Sheet, Style

if TYPE_CHECKING:
    from tedd.drawing.svg import Shape

HEIGHT = 80
SHAPES: tuple[Shape, ...] = ("^", "v", "<", ">", "D", "o", "s")


def part(group: Group) -> dict[str, str]:
    """Return the attributes of the one part of a group."""
    (only,) = group.parts
    return dict(only.items())


@pytest.fixture
def group() -> Group:
    """Return a group to draw in."""
    return Sheet("test", 100, HEIGHT).group("parts")


def test_a_line_goes_through_its_points(group: Group) -> None:
    """Coordinates are tenths of a pixel and count from the top; dashes are in widths of the line."""
    group.line([(1, 2), (3.14159, 4.25)], "muted", 0.8, (3.0, 2.5), opacity=0.32)

    found = part(group)
    assert found["d"] == "M 1 78 L 3.1 75.8"
    assert (found["stroke-dasharray"], found["stroke-width"]) == ("2.4,2", "0.8")
    assert (found["stroke-opacity"], found["fill"]) == ("0.32", "none")


def test_a_line_may_have_gaps(group: Group) -> None:
    """A point that is not a number ends a stroke, and the next point begins another."""
    group.line([(0, 0), (1, 0), (math.nan, math.nan), (5, 0), (6, 0)], "text", 1)

    assert part(group)["d"] == "M 0 80 L 1 80 M 5 80 L 6 80"
    assert "stroke-width" not in part(group)


def test_an_area_is_closed_once(group: Group) -> None:
    """A first corner that comes again at the end is not written twice."""
    group.area([(0, 0), (4, 0), (4, 4)], "better", 0.5)
    group.area([(0, 0), (4, 0), (4, 4), (0, 0)], "better", 0.5)

    assert [each.get("d") for each in group.parts] == ["M 0 80 L 4 80 L 4 76 z"] * 2


@pytest.mark.parametrize("hollow", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_marks_stand_around_their_place(group: Group, shape: Shape, hollow: bool) -> None:  # noqa: FBT001 # a parameter
    """Each shape is centred and `size` across, but for the diamond, a square on its corner."""
    group.mark((20, 30), shape, "point", 10, hollow=hollow)

    numbers = [float(number) for number in re.findall(r"-?[\d.]+", part(group)["d"])]
    half = 5 * math.sqrt(2) if shape == "D" else 5
    for values, middle in ((numbers[::2], 20), (numbers[1::2], HEIGHT - 30)):
        assert (min(values), max(values)) == pytest.approx((middle - half, middle + half), abs=0.06)
    assert (part(group)["fill"] == "none") == hollow == ("stroke" in part(group))


def test_words_are_plain_and_anchored(group: Group) -> None:
    """Control characters are left out, empty words are not drawn, markup is escaped."""
    group.words((10, 20), "a\u202e<b>\n", Style("text", 10, "right", bold=True))
    group.words((10, 20), "\u200b", Style("text", 10))

    found = part(group)
    assert (found["x"], found["y"], found["text-anchor"], found["font-weight"]) == ("10", "57", "end", "700")
    assert ET.tostring(group.parts[0], encoding="unicode").endswith(">a&lt;b&gt;</text>")


def test_a_name_that_looks_like_a_colour_stays() -> None:
    """Between light and dark only attributes change: words that look like one are what they were."""
    sheet, words = Sheet("test", 100, HEIGHT), f' fill="{COLOURS["text"].light}" > x'
    sheet.group("parts").words((0, 0), words, Style("text", 10))
    found = sheet.svg("a title", words, "{}/".format)
    written = words.replace(">", "&gt;")

    assert found["light"].decode().count(f'fill="{COLOURS["text"].light}"') == 3
    assert found["dark"].decode().count(written) == 2
    assert found["dark"].decode().count(f'fill="{COLOURS["text"].dark}"') == 1
