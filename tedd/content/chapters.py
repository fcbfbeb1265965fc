"""The chapters of the survey: which there are, how they follow each other, and what each is given.

Boards enter, contexts of the chapters' templates leave.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from tedd.content import chapter_facts as facts
from tedd.content.boards import by_slug
from tedd.content.references import references
from tedd.curves import meetings
from tedd.drawing.distance import examples
from tedd.kept import kept
from tedd.reversal import reversal
from tedd.scheme import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tedd.content.boards import Boards, Context, Contexts
    from tedd.rows import Setting


class Chapter(NamedTuple):
    """One chapter and its place among the others."""

    key: str
    """File name, address and template: `survey/<key>.md`, `/survey/<key>/`, `survey-<key>`."""
    title: str
    about: str
    """One sentence for lists and search."""
    related: tuple[tuple[str, str], ...] = ()
    """Pages of the board that belong to it: words and address from the root."""


@kept
def _yaml(name: str) -> Any:  # noqa: ANN401 # whatever the file holds
    return yaml.safe_load(resources.files("tedd").joinpath(f"templates/{name}.yaml").read_text("utf-8"))


class Known(NamedTuple):
    """A row of the survey's Table 4, as far as it survives."""

    slug: str
    name: str
    pir: float
    made_from: str
    ratios: Mapping[Setting, float]


def _comparison(boards: Boards) -> Context:
    survey = boards.survey
    cards = [(entry.slug, entry.method.card) for entry in in_order(survey.entries)]
    measured = boards.curves
    pairs = meetings(measured)
    return {
        "known": [
            Known(slug, card.name, card.survey.pir, card.survey.made_from, card.survey.ratios)
            for slug, card in cards
            if card.survey and card.survey.pir
        ],
        "settings": list(survey.bridges),
        "bridges": survey.bridges,
        "line": survey.baseline,
        "examples": examples(survey),
        "reversal": reversal(),
        "unity": next((control for control in survey.controls if control.slug is None), None),
        "measured": len(measured),
        "rising": sum(curve.monotone for curve in measured),
        "pairs": len(pairs),
        "keeping": sum(pair.holds for pair in pairs),
        "ranked": sum(entry.ranked for entry in survey.entries),
    }


FACTS: Mapping[str, Callable[[Boards], Context]] = {
    "index": facts.overview,
    "scheme": lambda boards: facts.stages(boards) | facts.overview(boards),
    "features": facts.stages,
    "criteria": facts.stages,
    "evaluation": lambda boards: facts.stages(boards) | facts.evaluation(boards),
    "robustness": facts.robustness,
    "comparison": _comparison,
    "trends": facts.trends,
    "challenges": facts.challenges,
    "figures-and-tables": lambda _: {"counterparts": _yaml("counterparts")},
}
"""What a chapter is given beyond what all are given."""


def all_chapters() -> tuple[Chapter, ...]:
    """Return the chapters in reading order."""
    return tuple(
        Chapter(each["key"], each["title"], each["about"], tuple(map(tuple, each["related"])))
        for each in _yaml("chapters")
    )


def chapters(boards: Boards) -> Contexts:
    """Return the contexts of all chapters."""
    known = all_chapters()
    shared: Context = {
        "chapters": known,
        "cited": references(boards),
        "names": by_slug(boards.living),
        "living": boards.living,
        "survey": boards.survey,
    }
    found: Contexts = {}
    for number, chapter in enumerate(known):
        around: Context = {
            "chapter": chapter,
            "before": known[number - 1] if number else None,
            "after": known[number + 1] if chapter is not known[-1] else None,
        }
        own = FACTS[chapter.key](boards) if chapter.key in FACTS else {}
        found[f"survey/{chapter.key}.md", f"survey-{chapter.key}"] = shared | around | own
    return found
