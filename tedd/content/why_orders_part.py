"""The essay on why the survey's order and the head-to-head order part: every number that it carries.

Boards enter, the context of one page leaves.
"""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any

from tedd.allegiance import flattery, known, sides
from tedd.content.boards import by_slug
from tedd.contrasts import cells_of
from tedd.parting import (
    alike,
    family_ratio,
    fractions,
    lengths,
    papers_needed,
    prompts,
    reported_by,
    span,
    standings,
)
from tedd.study import FULL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tedd.content.boards import Boards, Context, Contexts
    from tedd.head_to_head import HeadToHead, View
    from tedd.parting import Standing
    from tedd.vocabulary import Vocabulary

PATH = "leaderboard/why-orders-part/index.md"
LENGTH = "longest"
"""The rule that looks at nothing but the length of a response."""
FEW = 3


def why_orders_part(boards: Boards) -> Contexts:
    """Return the context of the essay; `ready` is false while an order or a kind of results is missing."""
    board, library = boards.duels, boards.living.library
    surveyed = {m.slug: s for m in library.methods if (s := m.card.survey) and s.pir is not None}
    view = board.view("general")
    shared = standings(view, {slug: said.pir for slug, said in surveyed.items() if said.pir is not None})
    context: Context = {"board": board, "ready": False}
    if view.survey_order and shared and view.by_family["judged"] and view.by_family["known"]:
        met = {one.method for each in board.views for part in each.consensus for one in part.estimates}
        context = {
            "board": board,
            "ready": True,
            "view": view,
            "shared": shared,
            "never_met": sorted(library.by_slug[slug].card.name for slug in surveyed.keys() - met),
            "sdf": span([said.sdf for slug, said in surveyed.items() if slug in _keys(shared) and said.sdf]),
            "made_from": Counter(said.made_from for said in surveyed.values()),
            "surveyed": len(surveyed),
            "taken": fractions(board.studies, library.vocabulary, targeted=False),
            "by_reporter": reported_by(library, _keys(shared)),
            "reported": sum(reported_by(library, _keys(shared)).values()),
            **_first(boards, view, shared[0]),
            **_families(view),
            **_own(board, library.vocabulary),
        } | _counts(shared)
    return {(PATH, "why-orders-part"): context}


def _keys(shared: Sequence[Standing]) -> list[str]:
    return [one.method for one in shared]


def _counts(shared: Sequence[Standing]) -> dict[str, Any]:
    """Return how the two orders sit on their evidence."""
    return {
        "best_here": min(shared, key=lambda one: one.place),
        "in_one_paper": sum(one.estimate.studies == 1 for one in shared),
        "in_few_papers": sum(one.estimate.studies < FEW for one in shared),
        "open_ended": sum((one.estimate.low or 0) <= 1 <= (one.estimate.high or 1) for one in shared),
        "pir_span": span([one.pir for one in shared]),
        "gain_span": span([one.estimate.ratio for one in shared]),
        "judged_higher": sum(bool(one.judged and one.known and one.judged > one.known) for one in shared),
    }


def _first(boards: Boards, view: View, first: Standing) -> dict[str, Any]:
    """Return what there is about the survey's first method."""
    cells = cells_of(boards.duels.studies, boards.living.library.vocabulary).usable
    equal = alike([cell for cell in cells if cell.scope == view.scope])
    return {
        "first": first,
        "first_alike": equal.get(first.method),
        "first_prompts": prompts(by_slug(boards.living)[first.method]),
        "first_needed": papers_needed(first.estimate),
    }


def _families(view: View) -> dict[str, Any]:
    """Return how far judged and known answers part, over all methods that have both."""
    found = {
        name: {one.method: one.ratio for one in parts[0].estimates} for name, parts in view.by_family.items()
    }
    both = sorted((found["judged"].keys() & found["known"].keys()) - {view.consensus[0].reference})
    return {
        "both": len(both),
        "both_higher": sum(found["judged"][name] > found["known"][name] for name in both),
        "judged_median": median(found["judged"][name] for name in both),
        "known_median": median(found["known"][name] for name in both),
        "longest": {name: family_ratio(view, name, LENGTH) for name in found},
        "full": view.consensus[0].by_method.get(FULL),
        "full_by": {name: family_ratio(view, name, FULL) for name in found},
    }


def _own(board: HeadToHead, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return what own authors' results do, and how length goes with a judge's score."""
    pairs = [
        (view.consensus[0], view.without_own[0])
        for view in board.views
        if view.consensus and view.without_own
    ]
    return {
        "flattery": flattery(side for pair in pairs for side in sides(*pair)),
        "known": known(board.view("general").consensus[0].estimates),
        "lengths": lengths(board.studies, vocabulary),
        "paper_names": {file.slug: file.study.name for file in board.studies},
    }
