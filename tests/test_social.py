"""Cards of shared links: one a page, the same bytes every time, no line wider than the picture."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tedd.social import HEIGHT, MARGIN, TITLE, WIDTH, WORDS, Text, path, social, width, wrapped
from tests.test_pages import ODD

PAGE = b"---\ntitle: 'A &lt;title&gt;'\ndescription: 'Some words.'\n---\n<h1>x</h1>\n"


def test_each_page_has_its_card() -> None:
    """A page's card is a picture of the usual shape, in sixteen colours."""
    made = dict(social({"methods/ifd.md": PAGE, "index.md": PAGE}))
    picture = Image.open(io.BytesIO(made[path("methods/ifd.md")]))

    assert made.keys() == {"assets/social/methods-ifd.png", "assets/social/index.png"}
    assert picture.size == (WIDTH, HEIGHT)
    assert len(picture.getcolors() or range(99)) <= 16


def test_same_page_same_bytes() -> None:
    """A card depends on its page's words, and on nothing else."""
    other = PAGE.replace(b"Some", b"Other")

    assert list(social({"index.md": PAGE})) == list(social({"index.md": PAGE}))
    assert list(social({"index.md": PAGE})) != list(social({"index.md": other}))


@pytest.mark.parametrize("style", [TITLE, WORDS])
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_no_line_is_cut_by_the_edge(text: str, style: Text) -> None:
    """Whatever the text, its lines fit the card and are no more than the style allows."""
    lines = wrapped(text, style)

    assert len(lines) <= style.lines
    assert all(width(line, style) <= WIDTH - 2 * MARGIN for line in lines)


def test_what_is_left_out_is_marked() -> None:
    """A text that does not fit ends in an ellipsis; one that fits stays whole."""
    assert wrapped("word " * 200, TITLE)[-1].endswith("…")
    assert len(wrapped("x" * 500, TITLE)) == 1
    assert wrapped("x" * 500, TITLE)[0].endswith("…")
    assert " ".join(wrapped("A short title", TITLE)) == "A short title"
    assert " ".join(wrapped(ODD, WORDS)) == ODD
