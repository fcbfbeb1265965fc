"""The pictures of a board: efficiency and feasibility, wide and for phones, light and dark.

A board enters, SVG files leave as a mapping of path to bytes, ready to be written or put into a page with
`inline`. matplotlib is imported only when something is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tedd.drawing.efficiency import draw_efficiency
from tedd.drawing.feasibility import draw_feasibility
from tedd.drawing.fonts import plain
from tedd.drawing.frame import SIZES
from tedd.drawing.robustness import draw_robustness
from tedd.drawing.spots import signed, standing
from tedd.drawing.svg import css_variables, inline
from tedd.formats import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tedd.board import Board, Entry
    from tedd.drawing.svg import Scheme
    from tedd.robustness import Spread
    from tedd.vocabulary import Vocabulary

__all__ = ["KINDS", "Kind", "alt_text", "css_variables", "figures", "inline", "path", "robustness_figures"]

Kind = Literal["efficiency", "feasibility"]
KINDS: tuple[Kind, ...] = ("efficiency", "feasibility")
"""The pictures that every board has."""
FOLDER = "assets/figures"
MOST_NAMES = 4

_DRAW = {"efficiency": draw_efficiency, "feasibility": draw_feasibility}
_TITLES = {
    "efficiency": "Efficiency of data selection methods",
    "feasibility": "Feasibility of data selection methods",
}


def figures(
    board: Board, *, prefix: str, link: Callable[[str], str] = "../../methods/{}/".format
) -> dict[str, bytes]:
    """Return all pictures of a board under their paths; `prefix` tells the boards apart, such as `living`.

    `link` gives the address of a method's page from its slug. The addresses in the files lead from
    `assets/figures/`; `inline` writes those that lead from a page.
    """
    found: dict[str, bytes] = {}
    for kind in KINDS:
        description = alt_text(board, kind)
        for size in SIZES:
            sheet = _DRAW[kind](board, size, f"{prefix}-{kind}{size.suffix}")
            drawn = sheet.svg(_TITLES[kind], description, link)
            compact = bool(size.suffix)
            found |= {path(prefix, kind, scheme, compact=compact): svg for scheme, svg in drawn.items()}
    return found


def robustness_figures(
    spreads: Sequence[Spread],
    names: Vocabulary,
    *,
    prefix: str,
    link: Callable[[str], str] = "../../methods/{}/".format,
) -> dict[str, bytes]:
    """Return the picture of what backbone and judge do to a result, under its paths."""
    labels = {key: one.name for known in (names.models, names.judges) for key, one in known.items()}
    notes = [spread.words(names) for spread in spreads]
    widest = max(spreads, key=lambda spread: spread.factor, default=None)
    text = f"{plural(len(spreads), 'result')} measured under several backbones or judges, a row each."
    if widest:
        text += f" The widest is {plain(widest.entry.method.card.name)}: " + ", ".join(
            f"{labels[mark.key]} {mark.ratio:.2f}" for mark in widest.marks
        )
    found: dict[str, bytes] = {}
    for size in SIZES:
        sheet = draw_robustness(spreads, labels, notes, size, f"{prefix}-robustness{size.suffix}")
        drawn = sheet.svg("What backbone and judge do to a result", f"{text}.", link)
        compact = bool(size.suffix)
        found |= {path(prefix, "robustness", scheme, compact=compact): svg for scheme, svg in drawn.items()}
    return found


def path(prefix: str, kind: str, scheme: Scheme = "light", *, compact: bool = False) -> str:
    """Return the path of one picture, such as `assets/figures/living-efficiency-compact-light.svg`."""
    return f"{FOLDER}/{prefix}-{kind}{'-compact' * compact}-{scheme}.svg"


def alt_text(board: Board, kind: Kind) -> str:
    """Return what a picture shows, in one or two sentences."""
    return _efficiency_text(board) if kind == "efficiency" else _feasibility_text(board)


def _efficiency_text(board: Board) -> str:
    placed = [(entry.efficiency and entry.efficiency.rank, entry) for entry in board.entries]
    ranked = [(rank, entry) for rank, entry in placed if rank]
    others = sum(entry.pir is not None for entry in board.entries) - len(ranked)
    without = f" {others} more shown without a rank." if others else ""
    if not ranked:
        return f"PIR over SDF with the baseline: no method is ranked yet.{without}"
    sides = [standing(entry) for _, entry in ranked]
    words = {"above": "above the baseline", "on": "on it", "below": "below"}
    counts = ", ".join(f"{sides.count(side)} {where}" for side, where in words.items() if side in sides)
    last = max(rank for rank, _ in ranked)
    text = f"PIR over SDF of {_count(len(ranked))}: {counts}. {_at(ranked, 1)} first ({_offset(ranked, 1)})"
    return text + (f", {_at(ranked, last)} last ({_offset(ranked, last)})." if last > 1 else ".") + without


def _feasibility_text(board: Board) -> str:
    ranked = [(entry.feasibility.rank, entry) for entry in board.by_feasibility() if entry.feasibility.rank]
    if not ranked:
        return "Simplicity rank and flexibility rank: no method is ranked yet."
    last = max(rank for rank, _ in ranked)
    text = f"Simplicity rank and flexibility rank of {_count(len(ranked))}. {_at(ranked, 1)} most feasible"
    return text + (f", {_at(ranked, last)} least feasible (rank {last})." if last > 1 else ".")


def _count(number: int) -> str:
    return f"{number} ranked method" + "s" * (number != 1)


def _offset(ranked: Sequence[tuple[int, Entry]], rank: int) -> str:
    """Return the offset of those who hold an efficiency rank."""
    offsets = [entry.efficiency.offset for held, entry in ranked if held == rank and entry.efficiency]
    return f"offset {signed(offsets[0])}"


def _at(ranked: Sequence[tuple[int, Entry]], rank: int) -> str:
    """Return the names of those who hold a rank; of many only the first ones."""
    names = [plain(entry.method.card.name) for held, entry in ranked if held == rank]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
