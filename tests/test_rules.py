"""What facts mean for each other, beyond what the broken cards show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.cards import parse
from tedd.vocabulary import Vocabulary
from tests.examples import VALID, VOCABULARY, changed, problems

if TYPE_CHECKING:
    from tedd.problems import Problem


def fields(found: list[Problem] | tuple[Problem, ...]) -> list[str]:
    """Return the field of each problem."""
    return [problem.field for problem in found]


def test_every_place_that_names_a_thing_is_looked_up() -> None:
    """Data sets, models, judges and benchmarks are looked up wherever they are named; each is told once."""
    empty = Vocabulary(datasets={}, models={}, benchmarks={}, judges={})

    _, found = parse(VALID.encode(), "methods/example.md", "example", empty, {"example"})

    assert fields(found) == [
        "evaluated_on.candidates[0]",
        "evaluated_on.backbones[0]",
        "evidence[0].judge",
        "evidence[0].test_set",
        "evidence[1].test_set",
    ]
    assert [problem.message.removeprefix("not in the vocabulary") for problem in found] == [
        ", here and in 2 more places",
        ", here and in 2 more places",
        "",
        "",
        "",
    ]


def test_names_are_looked_up_in_cards_with_other_mistakes() -> None:
    """A missing field does not hide an unknown name."""
    card = changed(
        '-title: "An example: choosing data by its loss"\n\n-    judge: gpt-4\n+    judge: gpt-5-x\n'
    )

    assert fields(problems(card.encode())) == ["title", "evidence[0].judge"]


def test_a_card_without_a_vocabulary_is_checked_by_itself() -> None:
    """While the vocabulary is broken, nothing is called unknown."""
    card = changed("-    judge: gpt-4\n+    judge: gpt-5-x\n")

    assert parse(card.encode(), "methods/example.md", "example", None, set())[1] == []


def test_another_card_may_be_named() -> None:
    """A counterpart or a successor that has a card is known by its file name."""
    card = changed(
        "-status: ranked\n+status: superseded\n+superseded_by: other\n\n"
        "-  - setting: same-model-win-rate\n-    counterpart: {kind: full-data, name: Alpaca-7B}\n"
        "+  - setting: head-to-head\n+    counterpart: {kind: selector, name: Other, slug: other}\n"
    )

    method, found = parse(card.encode(), "methods/example.md", "example", VOCABULARY, {"example", "other"})

    assert found == []
    assert method
    assert fields(problems(card.encode())) == ["superseded_by", "evidence[0].counterpart.slug"]


def test_a_results_own_candidate_size_goes_before_the_vocabularys() -> None:
    """A source that counts the candidates otherwise is believed."""
    card = changed("-    selected_size: 3111\n+    selected_size: 60000\n+    candidate_size: 70000\n")

    assert problems(card.encode()) == ()


def test_an_aggregate_of_known_parts_is_fine() -> None:
    """A benchmark made of others may stand for them."""
    raw = VOCABULARY.model_dump()
    raw["benchmarks"]["vicuna"]["parts"] = ["mmlu"]
    card = changed("-    checked: recomputed\n+    aggregate: true\n+    checked: recomputed\n")

    found = parse(card.encode(), "methods/example.md", "example", Vocabulary.model_validate(raw), {"example"})

    assert found[1] == []
