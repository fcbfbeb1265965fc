"""How wide words are, before anything is drawn.

Text enters, pixels leave. Measured in DejaVu Sans, which comes with matplotlib and is wider than the fonts
that readers will see: what fits here fits there.
"""

from __future__ import annotations

import errno
import logging
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

LINE_HEIGHT = 1.25
"""Height of a line of text, in font sizes."""
DESCENT = 0.3
"""From the lower edge of a line of text to where its letters stand, in font sizes."""
_UNKNOWN = 1.1
"""Width of a letter that DejaVu Sans lacks, in font sizes: a Chinese one and some more."""


def plain(text: str) -> str:
    """Return text without control and formatting characters: XML forbids some, some turn a line around."""
    if text.isprintable():  # nearly always, and then nothing can be left out
        return text
    return "".join(letter for letter in text if not unicodedata.category(letter).startswith("C"))


def shortened(text: str, size: float, width: float) -> str:
    """Return text cut with an ellipsis to a width in pixels."""
    text = plain(text)
    if measure(text, size) <= width:
        return text
    while text and measure(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of text in pixels, set in DejaVu Sans: wider than the fonts that readers will see."""
    return sum(_advance(letter, size, bold) for letter in plain(text))


@cache
def _advance(letter: str, size: float, bold: bool) -> float:  # noqa: FBT001 # a key of the cache
    """Return a letter's width in pixels, with or without rounding to whole ones, whichever is wider."""
    font = _font(size, bold)
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 # once `font_file` has quietened it

    if unicodedata.combining(letter):
        return 0.0
    if font.get_char_index(ord(letter)) == 0:
        return _UNKNOWN * size
    glyph = font.load_char(ord(letter), flags=LoadFlags.DEFAULT)
    return max(glyph.linearHoriAdvance / 65536, glyph.horiAdvance / 64)


@cache
def _font(size: float, bold: bool) -> FT2Font:  # noqa: FBT001 # a key of the cache
    file = font_file(f"DejaVuSans{'-Bold' if bold else ''}")
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 # as above

    font = FT2Font(file)
    font.set_size(size, 72)
    return font


@cache
def font_file(name: str) -> str:
    """Return the file of a font that comes with matplotlib; raise FileNotFoundError where it was left out."""
    # Without a home of the user's it warns that it has no place for its cache, and none is used here.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl  # noqa: PLC0415 # after the line above

    file = Path(mpl.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"
    if not file.is_file():
        remedy = "a font of matplotlib is missing; install it anew: pip install --force-reinstall matplotlib"
        raise FileNotFoundError(errno.ENOENT, remedy, str(file))
    return str(file)
