"""Formulas and decisions.

The living board enters, the context of a page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd import pir
from tedd.bridges import MARGIN
from tedd.content.boards import by_name, by_slug
from tedd.feasibility import MANY_MODELS, MANY_MODELS_PENALTY, WEIGHTS
from tedd.reversal import reversal

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.content.boards import Boards, Context, Contexts


def about(boards: Boards) -> Contexts:
    """Return the context of the page on how numbers are made."""
    return {("about/index.md", "about"): _about(boards.living)}


def _about(living: Board) -> Context:
    judges = living.library.vocabulary.judges
    ties = [(judges[judge].name, rate) for judge, rate in living.tie_rates.items() if judge]
    pooled = [("all judges, where a judge has none of its own", living.tie_rates.get(None))]
    return {
        "living": living,
        "example": reversal(),
        "ties": sorted(ties) + pooled,
        "weights": WEIGHTS,
        "many": MANY_MODELS,
        "ceiling": MANY_MODELS_PENALTY,
        "minimum": {"test_sets": pir.MIN_TEST_SETS, "prompts": pir.MIN_PROMPTS},
        "margin": MARGIN,
        "unity": next((control for control in living.controls if control.slug is None), None),
        "noted": [e for e in by_name(living) if e.method.card.survey and e.method.card.survey.note],
        "names": by_slug(living),
    }
