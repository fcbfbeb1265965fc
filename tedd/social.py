"""The card that a link to a page shows where links are shared: its title and description, as a picture.

Pages enter, or their front matter alone; PNG files leave, one a page. Each takes about 5 ms: sixteen shades
between paper and ink, text set in the fonts that come with matplotlib, the same bytes every time.
"""

from __future__ import annotations

import io
import zlib
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

import yaml

from tedd.drawing.fonts import font_file, plain
from tedd.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

FOLDER = "assets/social"
WIDTH, HEIGHT, MARGIN = 800, 420, 54
# half the pixels of the usual 1200 x 630, which the networks take as well: half the time
PAPER, INK, GOLD = (251, 250, 246), (29, 38, 48), (217, 162, 27)
SHADES = 15
"""Shades from paper to ink; the sixteenth colour is gold, so that a pixel takes four bits."""
_LEVELS = [round(value * (SHADES - 1) / 255) for value in range(256)]
_STEPS = [step / (SHADES - 1) for step in range(SHADES)]
_COLOURS = [[round(p + (i - p) * step) for p, i in zip(PAPER, INK, strict=True)] for step in _STEPS]
_PALETTE = [value for colour in (*_COLOURS, GOLD) for value in colour]


class Text(NamedTuple):
    """How a part of the card is set."""

    font: str
    size: int
    lines: int
    """At most; what is longer ends in an ellipsis."""


TITLE, FIGURES, WORDS, BRAND = (
    Text("DejaVuSerif-Bold", 44, 3),
    Text("DejaVuSans-Bold", 22, 1),
    Text("DejaVuSans", 20, 4),
    Text("DejaVuSerif-Bold", 24, 1),
)


def path(page: str) -> str:
    """Return the path of a page's card: methods/ifd.md has assets/social/methods-ifd.png."""
    return f"{FOLDER}/{page.removesuffix('.md').replace('/', '-')}.png"


def social(pages: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield a card for each page, from `title`, `description` and `figures` of its front matter."""
    return ((path(page), _card(front(content))) for page, content in pages.items())


@kept
def front(page: bytes) -> dict[str, str]:
    """Return `title`, `description` and `figures` of a page's front matter, as far as it has them."""
    text = page.decode().split("\n---\n", 1)[0]
    # a safe loader, in C where there is one: front matter of 1000 pages
    found = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 # see above
    return {key: unescape(str(found[key])) for key in ("title", "figures", "description") if found.get(key)}


@kept
def _card(front: dict[str, str]) -> bytes:
    """Return the PNG of one card."""
    from PIL import ImageDraw  # noqa: PLC0415 # slow to import, and only a build needs it

    grey = _blank().copy()
    draw = ImageDraw.Draw(grey)
    y = MARGIN + 60
    for key, style, strength, gap in (
        ("title", TITLE, 255, 16),
        ("figures", FIGURES, 255, 14),
        ("description", WORDS, 170, 0),
    ):
        for line in wrapped(plain(front.get(key, "")), style):
            if y + style.size > HEIGHT - MARGIN // 2:
                break
            draw.text((MARGIN, y), line, fill=strength, font=_font(style))
            y += round(style.size * 1.3)
        y += gap if key in front else 0
    buffer = io.BytesIO()
    # run lengths: half the time of a search for what repeats, and an eighth longer at most
    _coloured(grey).save(buffer, "PNG", bits=4, compress_level=4, compress_type=zlib.Z_RLE)
    return buffer.getvalue()


@cache
def _blank() -> Image:
    """Return what all cards begin with, in shades of grey."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 # as above

    grey = Image.new("L", (WIDTH, HEIGHT), 0)
    ImageDraw.Draw(grey).text((MARGIN, MARGIN - 14), "TEDD", fill=255, font=_font(BRAND))
    return grey


def _coloured(grey: Image) -> Image:
    """Return shades of grey as shades between paper and ink, with the gold rule of the site on top."""
    from PIL import ImageDraw  # noqa: PLC0415 # as above

    card = grey.point(_LEVELS)
    card.putpalette(_PALETTE)
    ImageDraw.Draw(card).rectangle((0, 0, WIDTH, 9), fill=SHADES)
    return card


def wrapped(text: str, style: Text) -> list[str]:
    """Return text in lines as wide as the card; what does not fit ends in an ellipsis."""
    lines, room = [""], WIDTH - 2 * MARGIN
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, style) <= room:
            lines[-1] = longer
        elif len(lines) == style.lines:
            lines[-1] = _cut(f"{lines[-1]}…", style)
            break
        else:
            lines += [_cut(word, style)] if lines[-1] else []
            lines[-1] = _cut(word, style)
    return [line for line in lines if line]


def _cut(text: str, style: Text) -> str:
    """Return text that fits one line, with an ellipsis where it was cut."""
    room = WIDTH - 2 * MARGIN
    if width(text, style) <= room:
        return text
    text = text[:200]
    while text and width(text.rstrip("…") + "…", style) > room:
        text = text[:-1].rstrip("…")
    return text + "…"


def width(text: str, style: Text) -> float:
    """Return the width of text: the sum over its words, each measured once, 2 ms less a card."""
    words = text.split(" ")
    return sum(_word(word, style) for word in words) + (len(words) - 1) * _word(" ", style)


@lru_cache(maxsize=10_000)
def _word(word: str, style: Text) -> float:
    return _font(style).getlength(word)


@cache
def _font(style: Text) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 # as above

    return ImageFont.truetype(font_file(style.font), style.size, layout_engine=ImageFont.Layout.BASIC)
