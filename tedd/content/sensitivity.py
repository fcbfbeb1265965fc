"""What the order of the board hangs on: which choices matter, who moves, and who leans on whose card.

The living board and its orders under other choices enter, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tedd import weight_grid
from tedd.content.boards import by_slug, ranked
from tedd.dependence import leaning
from tedd.sensitivity import (
    ALIKE,
    APART,
    FIXED_SDF,
    default_ranks,
    farthest,
    summaries,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tedd.board import Board, Entry
    from tedd.content.boards import Boards, Context, Contexts
    from tedd.dependence import Lean
    from tedd.sensitivity import Alternative, Summary

MOST = 12
"""Alternatives that the page lists; the file holds all."""
NO_CHANGE = 1e-12
"""Offsets closer than this are the same."""
CHOICES = {
    "baseline": (
        "another baseline",
        "Level, or through two other ranked methods if that line rises. Steep lines favour small fractions.",
    ),
    "draws": (
        "mean rank over the draws",
        "Methods stand in the order of their mean rank over all draws, not in that of their values.",
    ),
    "free": (
        "a baseline that is drawn too",
        "The same, and in every draw the baseline goes through what was drawn for its two methods.",
    ),
    "anchor": (
        "a bridge without one anchor",
        "The survey’s bridged values go over a line that lacks one anchor; direct methods make up two.",
    ),
    "fraction": (
        "one fraction for all",
        f"Of several published fractions the one nearest to SDF {FIXED_SDF:g} counts, not the best one.",
    ),
    "mean": (
        "all wins over all losses",
        "Wins and losses are added up over the test sets before they are divided.",
    ),
    "weights": (
        "other penalty weights",
        "By feasibility: each penalty weight is halved, kept or doubled, in every combination.",
    ),
}
"""Name and meaning of each kind of alternative."""
WEIGHTS = {
    "nothing": "changes nothing",
    "little": "hardly matters",
    "some": "matters",
    "much": "matters much",
}
IDLE = "touches no value so far"
"""Said instead where a choice has nothing to change on the present cards."""


class Choice(NamedTuple):
    """A kind of choice as the page tells of it."""

    name: str
    meaning: str
    weight: str
    summary: Summary
    first: tuple[Entry, ...]
    """Who is first on the board itself."""
    most: Entry
    """Who moves farthest."""
    touched: int | None
    """Methods whose offset it changes; None where no offsets are compared."""


class Row(NamedTuple):
    """One alternative as the page tells of it."""

    kind: str
    what: str
    tau: float
    first: tuple[Entry, ...]
    mover: Entry | None
    before: int | None
    after: int | None


class Leaning(NamedTuple):
    """A value that leans on another card, with both methods' entries."""

    lean: Lean
    method: Entry
    card: Entry


def sensitivity(boards: Boards) -> Contexts:
    """Return the context of the page on what the order hangs on."""
    living, entries = boards.living, by_slug(boards.living)
    (found, grid), default = boards.tried, default_ranks(living)
    weights = weight_grid.default_ranks(living)
    choices = [*_choices(found, default, living), *_choices(grid, weights, living)]
    leaners = leaning(living)
    leans = [Leaning(lean, entries[lean.method], entries[lean.card]) for lean in leaners or ()]
    context: Context = {
        "living": living,
        "choices": choices,
        "matter": _named(choices, "some", "much"),
        "others": _named(choices, "nothing", "little"),
        "idle": [choice.name for choice in choices if choice.touched == 0],
        "thresholds": (ALIKE, APART),
        "total": len(found),
        "kept": sum(choice.summary.kept_first for choice in choices if choice.summary.kind != "weights"),
        "top": ranked(living)[:1],
        "rows": _rows(sorted(found, key=lambda one: one.tau)[:MOST], default, entries),
        "single": _rows(weight_grid.one_by_one(grid), weights, entries),
        "grid": len(grid),
        "untried": [setting for setting in living.bridges if not _tried(setting, found)],
        "leans": leans,
        "removed": leaners is not None,
        "leaners": len({lean.lean.method for lean in leans}),
        "alone": sum(entry.pir is not None and entry.pir.basis != "bridged" for entry in living.entries),
    }
    return {("about/sensitivity.md", "sensitivity"): context}


def _named(choices: Iterable[Choice], *weights: str) -> list[str]:
    """Return the names of the choices of some weights that change any value at all."""
    return [each.name for each in choices if each.summary.weight in weights and each.touched != 0]


def _choices(found: Sequence[Alternative], default: Mapping[str, int], board: Board) -> list[Choice]:
    entries = by_slug(board)
    first = tuple(entries[slug] for slug, rank in default.items() if rank == 1)
    made = []
    for summary in summaries(found, default):
        touched = _touched([one for one in found if one.kind == summary.kind], board)
        weight = IDLE if touched == 0 else WEIGHTS[summary.weight]
        most = entries[summary.most.slug]
        made.append(Choice(*CHOICES[summary.kind], weight, summary, first, most, touched))
    return made


def _touched(found: Iterable[Alternative], board: Board) -> int | None:
    """Return how many methods have another offset under some alternative."""
    own = {entry.slug: entry.efficiency.offset for entry in board.entries if entry.efficiency}
    offsets = [one.offsets for one in found if one.offsets]
    moved = {slug for each in offsets for slug in each if abs(each[slug] - own[slug]) > NO_CHANGE}
    return len(moved) if offsets else None


def _rows(
    found: Iterable[Alternative], default: Mapping[str, int], entries: Mapping[str, Entry]
) -> list[Row]:
    rows = []
    for one in found:
        move = farthest(one, default)
        mover, before, after = (entries[move.slug], move.before, move.after) if move else (None, None, None)
        first = tuple(entries[slug] for slug in one.first)
        rows.append(Row(CHOICES[one.kind][0], one.what, one.tau, first, mover, before, after))
    return rows


def _tried(setting: str, found: Iterable[Alternative]) -> bool:
    return any(one.kind == "anchor" and one.what.startswith(f"{setting} ") for one in found)
