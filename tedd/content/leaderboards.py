"""The leaderboards and the list of methods.

Both boards enter, contexts of three pages leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd import figures, views
from tedd.content.boards import by_name, by_slug, ranked, unranked
from tedd.content.facets import LABELS, facets
from tedd.feasibility import WEIGHTS

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.content.boards import Boards, Context, Contexts

PENALTIES = {
    "trained_model": "Per trained model",
    "trained_small_model": "Per small one",
    "step": "Per step",
    "closed_source": "Code not public",
    "model_bound": "Not model-free",
    "dataset_bound": "Not dataset-free",
    "proprietary": "Proprietary model",
}
"""Words for the weights of feasibility."""


def leaderboards(boards: Boards) -> Contexts:
    """Return the contexts of the pages that show whole boards."""
    living, survey = boards.living, boards.survey
    return {
        ("leaderboard/index.md", "leaderboard"): _leaderboard(living, survey),
        ("leaderboard/survey/index.md", "survey"): _survey(living, survey),
        ("methods/index.md", "methods"): _methods(living),
    }


def _leaderboard(living: Board, survey: Board) -> Context:
    return {
        "living": living,
        "ranked": ranked(living),
        "provisional": [entry for entry in living.entries if entry.provisional],
        "unranked": unranked(living),
        "trade": views.trade_off(living),
        "parted": [item for item in views.editions(living, survey) if item.moved],
        "names": by_slug(living),
        "found": facets(living, [key for key in LABELS if key != "code"]),
        "files": {kind: figures.path("living", kind) for kind in figures.KINDS},
        "weights": {key: (PENALTIES[key], weight) for key, weight in WEIGHTS.items()},
        "points": [entry for entry in by_name(living) if entry.pir],
    }


def _methods(living: Board) -> Context:
    asked = ("features", "criteria", "signal", "scope", "year", "code")
    return {"living": living, "entries": by_name(living), "found": facets(living, asked, ())}


def _survey(living: Board, survey: Board) -> Context:
    return {
        "survey": survey,
        "ranked": ranked(survey),
        "unranked": unranked(survey),
        "editions": views.editions(living, survey),
    }
