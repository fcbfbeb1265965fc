"""Penalties and ranks of feasibility, by hand-worked values and by what must never happen."""

from __future__ import annotations

from itertools import product

import pytest

from tedd.feasibility import Edition, annotate, flexibility_penalty, rank
from tedd.selection import Selector
from tests.boards import Data, card, selector, steps, survey

FLAGS = ("model_free", "dataset_free", "proprietary_free")


@pytest.mark.parametrize(
    ("facts", "uses", "survey_penalty", "living_penalty"),
    [
        (selector(0), (1, 0), 2, 2),
        (selector(0, "open_source"), (1, 0, 0), 4, 4),
        (selector(1), (1, 0, 0), 5, 5),
        (selector(1, trained_model_size="small"), (1, 0, 0), 4.5, 4.5),
        (selector(2), (1, 1, 1, 1, 0), 9, 9),
        (selector(30), (0, 0, 1, 0), 64, 64),
        (selector(97), (0, 0, 0, 0), 198, 198),
        (selector(100), (0, 0, 0, 0, 0), 205, 200),
        (selector(101), (0,), 200, 200),
        (selector(129, "open_source"), (0, 0, 0, 0), 200, 200),
        (selector(500), (0, 0, 0), 200, 200),
        (selector(110, trained_model_size="small"), (0,), 200, 166),
    ],
)
def test_simplicity_penalty(
    facts: Data, uses: tuple[int, ...], survey_penalty: float, living_penalty: float
) -> None:
    """Trained models count 2, or 1.5 if small, each step 1, closed code 1; many models come to 200."""
    method = card("one", selector=facts, algorithm=steps(*uses)).card

    found = [annotate(method, edition).simplicity_penalty for edition in ("survey", "living")]

    assert found == [survey_penalty, living_penalty]


def test_a_hundred_models_are_never_worse_than_five_hundred() -> None:
    """The living cap holds for every number of steps, closed or open code; the survey's rule does not."""
    for missing, number in product(((), ("open_source",)), range(1, 41)):
        fewer, more = (
            card("one", selector=selector(models, *missing), algorithm=steps(*[0] * number)).card
            for models in (100, 500)
        )
        pairs = {e: (annotate(fewer, e), annotate(more, e)) for e in ("survey", "living")}

        assert pairs["living"][0].simplicity_penalty <= pairs["living"][1].simplicity_penalty
        assert pairs["survey"][0].simplicity_penalty > pairs["survey"][1].simplicity_penalty


@pytest.mark.parametrize(
    ("missing", "penalty"),
    [
        ((), 0),
        (("proprietary_free",), 1),
        (("dataset_free",), 2),
        (("model_free",), 3),
        (("model_free", "proprietary_free"), 4),
        (("model_free", "dataset_free"), 5),
        (FLAGS, 6),
        (("open_source",), 0),
    ],
)
def test_flexibility_penalty(missing: tuple[str, ...], penalty: float) -> None:
    """Bound to a model costs 3, to a data set 2, to a proprietary model 1; closed code nothing."""
    assert flexibility_penalty(Selector.model_validate(selector(0, *missing))) == penalty


def test_facts_are_counted() -> None:
    """Steps and LLM uses come out of the algorithm; small models are told."""
    facts = annotate(
        card("one", algorithm=steps(2, 0, 1), selector=selector(1, trained_model_size="small")).card, "living"
    )

    assert (facts.steps, facts.llm_uses, facts.trained_models, facts.small) == (3, 3, 1, True)
    assert (facts.open_source, facts.model_free, facts.dataset_free, facts.proprietary_free) == (True,) * 4


@pytest.mark.parametrize(("edition", "found"), [("survey", (1, 3, False)), ("living", (0, 2, True))])
def test_survey_edition_reads_the_surveys_annotation(edition: Edition, found: tuple[int, int, bool]) -> None:
    """Where they differ, the survey edition takes the survey's annotation, the living one the source's."""
    block = survey(1.4, 0.05, selector=selector(1, "model_free"), algorithm=steps(0, 1, 0))

    facts = annotate(card("one", survey=block).card, edition)

    assert (facts.trained_models, facts.steps, facts.model_free) == found


def test_ranks_by_hand() -> None:
    """Dense ranks of both penalties; feasibility ranks their sum, not the sum of the penalties."""
    cards = {
        "simple": card("simple", selector=selector(0, *FLAGS)),
        "twin": card("twin", selector=selector(0, *FLAGS)),
        "flexible": card("flexible", selector=selector(30)),
        "neither": card("neither", selector=selector(40, *FLAGS)),
        "middle": card("middle", selector=selector(1, "proprietary_free")),
    }

    found = rank({slug: annotate(method.card, "living") for slug, method in cards.items()})

    assert {slug: (f.simplicity_rank, f.flexibility_rank, f.rank) for slug, f in found.items()} == {
        "simple": (1, 3, 1),
        "twin": (1, 3, 1),
        "flexible": (3, 1, 1),
        "middle": (2, 2, 1),
        "neither": (4, 3, 2),
    }


def test_better_annotation_never_worsens_a_rank() -> None:
    """Fewer models or steps, open code or one more freedom never push a method back."""
    others = {
        f"{models}-{number}": annotate(
            card(
                "other", selector=selector(models, *FLAGS[:number]), algorithm=steps(*[0] * (number + 1))
            ).card,
            "living",
        )
        for models, number in product((0, 1, 100, 500), range(4))
    }
    for models, missing in product((1, 100, 500), FLAGS):
        worse = card("one", selector=selector(models, missing, "open_source"), algorithm=steps(0, 0, 0))
        for better in (
            card("one", selector=selector(models - 1, missing, "open_source"), algorithm=steps(0, 0, 0)),
            card("one", selector=selector(models, missing, "open_source"), algorithm=steps(0, 0)),
            card("one", selector=selector(models, missing), algorithm=steps(0, 0, 0)),
            card("one", selector=selector(models, "open_source"), algorithm=steps(0, 0, 0)),
        ):
            before, after = (
                rank({**others, "one": annotate(method.card, "living")})["one"] for method in (worse, better)
            )

            assert (after.simplicity_rank or 0) <= (before.simplicity_rank or 0)
            assert (after.flexibility_rank or 0) <= (before.flexibility_rank or 0)
