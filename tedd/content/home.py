"""The first page: the answer for somebody who has half a minute.

Boards enter, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd import duel_figures, linked_data, views
from tedd.agreement import TELLING
from tedd.content.boards import ranked
from tedd.content.finder import finder_form
from tedd.study import FULL

if TYPE_CHECKING:
    from tedd.board import Entry
    from tedd.consensus import Estimate
    from tedd.content.boards import Boards, Context, Contexts

NEWEST = 4
"""Methods under what is new."""


def home(boards: Boards) -> Contexts:
    """Return the context of the first page."""
    living = boards.living
    top = ranked(living)
    context: Context = {
        "living": living,
        "top": top[: views.TOP],
        "ranked": len(top),
        "others": len(living.entries) - len(top),
        "direct": sum(entry.pir is not None and entry.pir.basis == "direct" for entry in top),
        "results": sum(len(entry.rows) for entry in living.entries),
        "newest": sorted(living.entries, key=_newest)[:NEWEST],
        "duels": _duels(boards, top),
        "linked_data": linked_data.block(linked_data.dataset("./")),
    }
    return {("index.md", "home"): context | finder_form(living)}


def _newest(entry: Entry) -> tuple[int, str]:
    """Return a key that puts the latest month first, then names."""
    card = entry.method.card
    return -int(card.first_appeared.replace("-", "")), card.name.casefold()


def _duels(boards: Boards, top: tuple[Entry, ...]) -> Context:
    """Return what general selection head to head says; `kind` is None while no method was run twice."""
    board = boards.duels
    view = board.view("general")
    order = view.survey_order
    estimates = view.consensus[0].estimates if view.consensus else ()
    drawn = duel_figures.repeated(view.consensus[0]) if view.consensus else ()
    repeated = [one for one in drawn if one.method != FULL]
    return {
        "kind": duel_figures.BRIEF if duel_figures.BRIEF in duel_figures.kinds(board) else None,
        "prefix": duel_figures.PREFIX,
        "papers": len(board.studies),
        "repeated": len(repeated),
        "above": [board.names[one.method] for one in repeated if one.verdict == "above"],
        "below": [board.names[one.method] for one in repeated if one.verdict == "below"],
        "first": _of_first(estimates, top),
        "order": order if order and len(order.methods) >= TELLING else None,
    }


def _of_first(estimates: tuple[Estimate, ...], top: tuple[Entry, ...]) -> tuple[Entry, Estimate] | None:
    """Return the method that is first by efficiency with its result head to head, where it has one."""
    found = {one.method: one for one in estimates if one.low is not None}
    return next(((entry, found[entry.slug]) for entry in top[:1] if entry.slug in found), None)
