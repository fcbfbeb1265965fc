"""Formulas, decisions and the dictionary of the data.

The living board enters, contexts of two pages leave.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import yaml

from tedd import linked_data, pir
from tedd.bridges import MARGIN
from tedd.content.boards import by_name, by_slug
from tedd.feasibility import MANY_MODELS, MANY_MODELS_PENALTY, WEIGHTS
from tedd.reversal import reversal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.board import Board
    from tedd.content.boards import Boards, Context, Contexts


def about(boards: Boards) -> Contexts:
    """Return the contexts of the pages on how numbers are made and what the data files hold."""
    return {
        ("about/index.md", "about"): _about(boards.living),
        ("data/index.md", "data"): {
            "dictionary": _dictionary(),
            "linked_data": linked_data.block(linked_data.dataset("../")),
        },
    }


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


def _dictionary() -> list[Mapping[str, object]]:
    text = resources.files("tedd").joinpath("templates/dictionary.yaml").read_text(encoding="utf-8")
    found: list[Mapping[str, object]] = yaml.safe_load(text)
    return found
