"""Feasibility: how simple and how flexible a selector is, by the penalties and ranks of the survey's Table 5.

A card's selector facts and algorithm enter, penalties and ranks leave; smaller is better (appendix A.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tedd.efficiency import dense_ranks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.schema import Card
    from tedd.selection import Algorithm, Selector

Edition = Literal["living", "survey"]

WEIGHTS = {
    "trained_model": 2.0,
    "trained_small_model": 1.5,
    "step": 1.0,
    "closed_source": 1.0,
    "model_bound": 3.0,
    "dataset_bound": 2.0,
    "proprietary": 1.0,
}
"""Penalty per trained model, step and missing property, as the survey's authors set them."""
MAX_WEIGHT = 1000.0
"""A reader who tries other weights stays below it, so that no penalty leaves the range of exact numbers."""

MANY_MODELS = 100
MANY_MODELS_PENALTY = 200.0
"""Survey edition: above 100 trained models the whole simplicity penalty is 200. Living edition: no penalty
exceeds 200, so that a method with 100 models (about 205) never comes after one with 500."""


@dataclass(frozen=True)
class Annotation:
    """The ten columns of Table 5 that are facts, and the two penalties."""

    trained_models: int
    small: bool
    """The trained models are small, such as GPT-2."""
    steps: int
    """Counted from the algorithm."""
    llm_uses: int
    """Counted from the algorithm; shown, without weight in any penalty."""
    open_source: bool
    model_free: bool
    dataset_free: bool
    proprietary_free: bool
    simplicity_penalty: float
    flexibility_penalty: float


@dataclass(frozen=True)
class Feasibility:
    """Annotation and dense ranks; ranks are None for a method that holds no rank."""

    facts: Annotation
    simplicity_rank: int | None = None
    flexibility_rank: int | None = None
    rank: int | None = None


def annotate(card: Card, edition: Edition) -> Annotation:
    """Return facts and penalties of a card: the survey's in its edition, else the primary source's."""
    selector, algorithm = card.selector, card.algorithm
    if edition == "survey" and card.survey is not None:
        selector = card.survey.selector or selector
        algorithm = card.survey.algorithm or algorithm
    return Annotation(
        trained_models=selector.trained_models,
        small=selector.trained_model_size == "small",
        steps=len(algorithm.steps),
        llm_uses=sum(step.llm_uses for step in algorithm.steps),
        open_source=selector.open_source,
        model_free=selector.model_free,
        dataset_free=selector.dataset_free,
        proprietary_free=selector.proprietary_free,
        simplicity_penalty=simplicity_penalty(selector, algorithm, edition),
        flexibility_penalty=flexibility_penalty(selector),
    )


def simplicity_penalty(selector: Selector, algorithm: Algorithm, edition: Edition) -> float:
    """Return trained models, steps and closed code, weighted; for 200 see `MANY_MODELS_PENALTY`."""
    kind = "trained_small_model" if selector.trained_model_size == "small" else "trained_model"
    penalty = (
        WEIGHTS[kind] * selector.trained_models
        + WEIGHTS["step"] * len(algorithm.steps)
        + WEIGHTS["closed_source"] * (not selector.open_source)
    )
    if edition == "survey":
        return MANY_MODELS_PENALTY if selector.trained_models > MANY_MODELS else penalty
    return min(penalty, MANY_MODELS_PENALTY)


def flexibility_penalty(selector: Selector) -> float:
    """Return the weights of what a selector lacks: model-free, dataset-free, proprietary-free."""
    return (
        WEIGHTS["model_bound"] * (not selector.model_free)
        + WEIGHTS["dataset_bound"] * (not selector.dataset_free)
        + WEIGHTS["proprietary"] * (not selector.proprietary_free)
    )


def rank(annotations: Mapping[str, Annotation]) -> dict[str, Feasibility]:
    """Return dense ranks; feasibility ranks their sum, the projection on the 45-degree line of Figure 5."""
    simplicity = _ranks({slug: facts.simplicity_penalty for slug, facts in annotations.items()})
    flexibility = _ranks({slug: facts.flexibility_penalty for slug, facts in annotations.items()})
    overall = _ranks({slug: simplicity[slug] + flexibility[slug] for slug in annotations})
    return {
        slug: Feasibility(facts, simplicity[slug], flexibility[slug], overall[slug])
        for slug, facts in annotations.items()
    }


def _ranks(penalties: Mapping[str, float]) -> dict[str, int]:
    return dense_ranks(penalties, largest_first=False)
