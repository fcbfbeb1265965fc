"""The pictures of the head-to-head board: gains where their values are, names that cover nothing."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest

from tedd.agreement import edges
from tedd.drawing.network import ring_order
from tedd.duel_figures import PREFIX, duel_figures, kinds
from tedd.figures import path
from tedd.formats import gain
from tedd.head_to_head import head_to_head
from tedd.votes import votes_of
from tests.networks import FILES, LIBRARY, TRIANGLE
from tests.pictures import SVG, extent, group, mark, middle, overlap, parse

BOARD = head_to_head(LIBRARY, FILES)
KINDS = ("forest-general", "forest-brief", "network-general", "forest-targeted", "network-targeted")


@cache
def drawn() -> dict[str, bytes]:
    """Return all pictures."""
    return duel_figures(BOARD)


def test_kinds() -> None:
    """There is a forest and a network of each kind of selection, and a small forest; none without a study."""
    assert tuple(kinds(BOARD)) == KINDS
    assert kinds(head_to_head(LIBRARY.__class__(LIBRARY.vocabulary, ()), ())) == []
    assert len(drawn()) == 4 * len(KINDS)


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_words_cover_no_words(kind: str, compact: bool) -> None:  # noqa: FBT001 # a parameter of the test
    """No two words of a picture overlap, and none leaves it."""
    root = parse(drawn()[path(PREFIX, kind, compact=compact)])
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    boxes = [(text.text or "", extent(text, height)) for text in root.iter(f"{SVG}text")]
    near = ((a, b) for a, b in combinations(boxes, 2) if a[1].y0 < b[1].y1 and b[1].y0 < a[1].y1)

    assert [(a, b) for (a, one), (b, two) in near if overlap(one, two)] == []
    assert [name for name, box in boxes if box.x0 < 0 or box.x1 > width + 1 or box.y0 < 0] == []


@pytest.mark.parametrize("compact", [False, True])
def test_marks_lie_where_the_gains_are(compact: bool) -> None:  # noqa: FBT001 # a parameter of the test
    """Every row prints its gain, and its mark lies on the side of zero that the gain says, in their order."""
    root = parse(drawn()[path(PREFIX, "forest-general", compact=compact)])
    height = float(root.get("height", "0"))
    ticks = {t.text: float(t.get("x", "0")) for t in group(root, "frame") if (t.text or "").endswith("%")}
    rows = [element for element in root.iter() if element.get("class") == "tedd-fig-point"]
    found = []
    for row in rows:
        words = [text.text for text in row.iter(f"{SVG}text")]
        found.append((middle(mark(row, height))[0], words[1]))
    shown = [one for one in BOARD.view("general").consensus[0].estimates if one.basis != "reference"]

    assert sorted(words or "" for _, words in found) == sorted(gain(one.ratio) for one in shown)
    for x, printed in found:
        value = float((printed or "").removesuffix("%").replace("\N{MINUS SIGN}", "-"))
        assert (x - ticks["0%"]) * value >= -0.5


def test_same_bytes_every_time() -> None:
    """The same board gives the same bytes."""
    assert duel_figures(BOARD) == drawn()


def test_ring_order() -> None:
    """The ring begins with random selection and holds every method once, whatever the order of the edges."""
    found = edges(votes_of(TRIANGLE))
    order = ring_order(found)

    assert order[0] == "random"
    assert sorted(order) == ["random", "x", "y"]
    assert ring_order(found[::-1]) == order


def test_text_says_what_the_picture_shows() -> None:
    """The alternative text counts the methods and names those that are surely above or below."""
    texts = [drawn()[path(PREFIX, f"forest-{scope}")].decode() for scope in ("general", "targeted")]

    assert "surely below (ZIP)" in texts[0]
    assert "surely above (RDS+)" in texts[1]
