"""Badges that authors can put into their README: "TEDD efficiency rank 2-5".

A board enters, one small SVG for each method leaves. The rank is a range wherever draws were made: a badge
with one number would say more than the evidence does.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tedd.drawing.fonts import measure, plain
from tedd.formats import rank_range

if TYPE_CHECKING:
    from tedd.board import Board, Entry

FOLDER = "badges"
SIZE, HEIGHT, PADDING = 11, 20, 7
"""Font size, height and room beside the words, in pixels: what other badges in a README have."""
INK, GOLD = "#1d2630", "#f7e9c4"
LABEL = "TEDD"


def badges(board: Board) -> dict[str, bytes]:
    """Return a badge for each method on a board under `badges/<slug>.svg`."""
    return {path(entry.slug): badge(words(entry)).encode() for entry in board.entries}


def path(slug: str) -> str:
    """Return the path of a method's badge."""
    return f"{FOLDER}/{slug}.svg"


def words(entry: Entry) -> str:
    """Return what the badge of a method says."""
    if entry.ranked and entry.efficiency:
        return f"efficiency rank {rank_range(entry.efficiency)}"
    if entry.provisional and entry.efficiency:
        return f"provisional efficiency rank {rank_range(entry.efficiency)}"
    return "reference point" if entry.method.card.kind == "baseline" else "listed, not ranked"


def badge(text: str) -> str:
    """Return a badge: TEDD on the left, the words on the right."""
    text = plain(text)
    left, right = (round(measure(part, SIZE)) + 2 * PADDING for part in (LABEL, text))
    title = escape(f"{LABEL} {text}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{HEIGHT}" role="img" '
        f'aria-label="{title}"><title>{title}</title>'
        f'<rect width="{left + right}" height="{HEIGHT}" rx="3" fill="{GOLD}"/>'
        f'<path d="M3 0h{left - 3}v{HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="{INK}"/>'
        f'<g font-family="Verdana,DejaVu Sans,sans-serif" font-size="{SIZE}">'
        f'<text x="{PADDING}" y="14" fill="#fff">{LABEL}</text>'
        f'<text x="{left + PADDING}" y="14" fill="{INK}">{escape(text)}</text></g></svg>\n'
    )
