"""Which numbers are published, and what each is called: those of cards, of studies and of the vocabulary.

Cards, studies and the vocabulary enter; their numbers leave, by the thing that they tell of, and the
corrections that each file holds.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from tedd.rules import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tedd.cards import Library
    from tedd.corrections import Correction
    from tedd.fields import Record
    from tedd.rows import Evidence
    from tedd.schema import Card, Survey
    from tedd.selection import Algorithm, Selector
    from tedd.studies import StudyFile
    from tedd.study import Arm, Row, Study
    from tedd.vocabulary import Vocabulary

Numbers = dict[str, dict[str, object]]
"""Numbers of a file by the thing that they tell of, then by key."""
SIZES = ("selected_size", "sdf", "candidate_size")
_POOL = ("selected_size", "candidate_size")
_FACTS = (
    *("trained_models", "trained_model_size"),
    *("open_source", "model_free", "dataset_free", "proprietary_free"),
)
_TRAINING = ("seeds", "epochs", "response_length")
_SECTIONS = ("datasets", "models", "benchmarks")
"""Of the vocabulary: what else it names has no numbers."""


class Published(NamedTuple):
    """All that publishes numbers, in one state."""

    library: Library
    studies: tuple[StudyFile, ...] = ()

    @property
    def by_file(self) -> dict[str, StudyFile]:
        """The studies under their files below `methods/`; a paper that only cards quote has none."""
        named = {one.path.removeprefix("methods/"): one for one in self.studies}
        return {file: one for file, one in named.items() if file.endswith(".yaml")}

    @property
    def corrections(self) -> dict[str, tuple[Correction, ...]]:
        """The corrections of each file: under the slug of a card, else under the file below `methods/`."""
        cards = {method.slug: method.card.corrections for method in self.library.methods}
        studies = {file: one.study.corrections for file, one in self.by_file.items()}
        return {**cards, **studies, VOCABULARY: self.library.vocabulary.corrections}


def file_of(slug: str) -> str:
    """Return the file that a slug stands for; what is no card is called by its file below `methods/`."""
    return f"methods/{slug}" if slug.endswith(".yaml") else f"methods/{slug}.md"


def of_card(card: Card) -> Numbers:
    """Return the numbers and facts beside the evidence that feed a board or are shown as published."""
    costs = (
        (f"of the cost {one.what}", {key: getattr(one, key) for key in ("amount", "unit", "for_samples")})
        for one in card.cost
    )
    return {
        **_feasibility(card.selector, card.algorithm, "of the"),
        **(_of_survey(card.survey) if card.survey else {}),
        **_told_apart(costs),
    }


def _of_survey(survey: Survey) -> Numbers:
    """Return what the survey says: what its edition ranks by, and the numbers that are shown beside that."""
    numbers = {key: getattr(survey, key) for key in ("pir", "sdf", "candidate_size")}
    ratios = {f"{key} ratio": ratio for key, ratio in survey.ratios.items()}
    disputed = (
        (f"of the disputed fraction ({one.source.where})", {key: getattr(one, key) for key in _POOL})
        for one in survey.disputed_sdf
    )
    quoted = (
        (f"quoted ({one.source.where})", {key: getattr(one, key) for key in ("pir", "sdf")})
        for one in survey.quoted
    )
    return {
        "of the survey": numbers | ratios,
        **_feasibility(survey.selector, survey.algorithm, "of the survey's"),
        **_told_apart(disputed),
        **_told_apart(quoted),
    }


def _told_apart(things: Iterable[tuple[str, dict[str, object]]]) -> Numbers:
    """Return the numbers of things by name; of several that share one, the later ones are counted.

    Two fractions may stand in one table of one paper: neither may hide what happens to the other.
    """
    found: Numbers = {}
    for name, numbers in things:
        free = (f"{name}, {n}" if n > 1 else name for n in count(1))
        found[next(one for one in free if one not in found)] = numbers
    return found


def _feasibility(selector: Selector | None, algorithm: Algorithm | None, whose: str) -> Numbers:
    """Return what feasibility counts; steps and LLM uses as they are counted, not as they are worded."""
    found: Numbers = {}
    if selector:
        found[f"{whose} selector"] = {fact: getattr(selector, fact) for fact in _FACTS}
    if algorithm:
        uses = sum(step.llm_uses for step in algorithm.steps)
        found[f"{whose} algorithm"] = {"steps": len(algorithm.steps), "llm_uses": uses}
    return found


def of_result(row: Evidence) -> dict[str, object]:
    """Return the numbers of a row of evidence."""
    sizes = {key: getattr(row, key) for key in (*SIZES, *_TRAINING)}
    return {**row.measure.model_dump(exclude_none=True), **sizes}


def told(row: Evidence) -> str:
    """Return what a row of evidence measured, in words that stay when rows are added above it."""
    by = f", {row.judge}" if row.judge else ""
    variant = f", {row.variant}" if row.variant else ""
    where = f"({row.dataset}, {row.backbone}{by}{variant})"
    return f"on {row.test_set} against {row.counterpart.name} {where}"


def of_study(study: Study) -> Numbers:
    """Return how a study's benchmarks are to be read; its arms have numbers of their own."""
    return {
        f"of benchmarks.{key}": {"scale": one.scale, "lower_is_better": one.lower_is_better}
        for key, one in study.benchmarks.items()
    }


def of_arm(arm: Arm) -> Numbers:
    """Return the numbers of an arm beside its rows."""
    return {f"of {arm.id}": _plain(arm)}


def of_run(row: Row) -> dict[str, object]:
    """Return the numbers of a study's row."""
    judged = _plain(row.judged) if row.judged else {}
    return {**row.scores, **_plain(row), **{f"judged {key}": value for key, value in judged.items()}}


def told_of_run(row: Row, arm: Arm) -> str:
    """Return which row of a study it is, in words that stay when rows are added above it."""
    epochs = f"epochs {row.epochs:g}" if row.epochs else None
    samples = f"selected {row.selected}" if row.selected else None
    return f"of {', '.join(filter(None, (row.method, row.variant, epochs, samples)))} in {arm.id}"


def of_vocabulary(vocabulary: Vocabulary) -> Numbers:
    """Return sizes, numbers of prompts, ends of scales and whatever else the vocabulary counts."""
    return {
        f"of {section}.{key}": _plain(one)
        for section in _SECTIONS
        for key, one in getattr(vocabulary, section).items()
    }


def _plain(record: Record) -> dict[str, object]:
    """Return the numbers and yes-or-no facts that a record holds itself."""
    return {key: value for key, value in record if isinstance(value, int | float)}
