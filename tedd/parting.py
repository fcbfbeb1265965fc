"""Why the survey's order and the head-to-head order part: the splits of the evidence that bear on it.

Boards, cells and studies enter; small records of numbers leave, each the answer to one question of the essay.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tedd.agreement import kendall
from tedd.consensus import MANY, quantile
from tedd.laplacian import blocks_of, components, solve
from tedd.rows import Counts
from tedd.studies import fraction_of
from tedd.study import RANDOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tedd.board import Entry
    from tedd.cards import Library
    from tedd.consensus import Estimate
    from tedd.contrasts import Cell
    from tedd.head_to_head import View
    from tedd.studies import StudyFile
    from tedd.vocabulary import Vocabulary


class Span(NamedTuple):
    """Smallest, middle and largest of some numbers."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Standing:
    """One method of the survey in both orders."""

    method: str
    pir: float
    """The survey's PIR."""
    survey_place: int
    """Place among the methods that both orders hold, by the survey's PIR."""
    place: int
    """The same by the head-to-head ratio."""
    estimate: Estimate
    judged: float | None
    """Ratio to random where answers are judged."""
    known: float | None
    """Ratio to random where answers are compared with known ones."""


class Prompts(NamedTuple):
    """How few verdicts a ratio of wins to losses rests on."""

    wins: int
    losses: int
    prompts: int
    ratio: float
    """Wins over losses, all prompts together."""
    low: float
    high: float
    """90% interval from the verdicts alone, on the logarithm's scale."""


class Lengths(NamedTuple):
    """Whether longer answers score higher with a judge, inside one comparison."""

    study: str
    benchmark: str
    """Its name."""
    rows: int
    tau: float
    """Kendall's tau-b of mean length of responses and score."""


def standings(view: View, pir: Mapping[str, float]) -> tuple[Standing, ...]:
    """Return the methods that have both a survey PIR and a place in the largest network, by PIR."""
    if not view.consensus:
        return ()
    found = [one for one in view.consensus[0].estimates if one.method in pir]
    by_pir = sorted(found, key=lambda one: -pir[one.method])
    places = {one.method: n for n, one in enumerate(found, 1)}
    return tuple(
        Standing(
            one.method,
            pir[one.method],
            n,
            places[one.method],
            one,
            family_ratio(view, "judged", one.method),
            family_ratio(view, "known", one.method),
        )
        for n, one in enumerate(by_pir, 1)
    )


def family_ratio(view: View, family: str, method: str) -> float | None:
    """Return a method's ratio to random in one family of benchmarks; None where the two are not joined."""
    joined = [part.by_method for part in view.by_family[family] if part.reference == RANDOM]
    return joined[0][method].ratio if joined and method in joined[0] else None


def alike(cells: Sequence[Cell]) -> dict[str, float]:
    """Return each method's ratio to random when every cell counts alike, whoever printed it.

    Plain least squares on log score = cell + method: a paper with many tables then has many votes.
    """
    parts = components(frozenset(cell.scores) for cell in cells)
    joined = next((part for part in parts if RANDOM in part), set())
    entries = [
        (n, name, value)
        for n, cell in enumerate(cells)
        for name, value in cell.scores.items()
        if name in joined
    ]
    if not entries:
        return {}
    data = blocks_of(entries)
    effects = dict(zip(data.methods, solve(data, np.ones(len(entries)))[0], strict=True))
    return {name: math.exp(float(effect - effects[RANDOM])) for name, effect in effects.items()}


def prompts(entry: Entry) -> Prompts | None:
    """Return the verdicts behind a method's PIR; None where they were not counted."""
    point = entry.pir.point if entry.pir else None
    if point is None:
        return None
    given = [m for item in point.rows if isinstance(m := item.row.measure, Counts)]
    wins, losses = sum(m.wins for m in given), sum(m.losses for m in given)
    if not wins or not losses:
        return None
    log, half = math.log(wins / losses), quantile(MANY) * math.sqrt(1 / wins + 1 / losses)
    total = wins + losses + sum(m.ties for m in given)
    return Prompts(wins, losses, total, math.exp(log), math.exp(log - half), math.exp(log + half))


def lengths(files: Iterable[StudyFile], vocabulary: Vocabulary) -> tuple[Lengths, ...]:
    """Return, for each comparison that tells mean lengths of responses, how they go with the scores."""
    found = []
    for file in files:
        for arm in file.study.arms:
            rows = [row for row in arm.rows if row.response_length]
            judged = [key for key in file.study.benchmarks if file.study.benchmarks[key].judge]
            for key in judged:
                long = {row.label: float(row.response_length or 0) for row in rows if key in row.scores}
                scores = {row.label: row.scores[key] for row in rows if key in row.scores}
                tau = kendall(long, scores)
                found += (
                    []
                    if tau is None
                    else [Lengths(file.slug, vocabulary.benchmarks[key].name, len(long), tau)]
                )
    return tuple(found)


def fractions(files: Iterable[StudyFile], vocabulary: Vocabulary, *, targeted: bool) -> Span | None:
    """Return the fractions of the pool that the comparisons of one kind of selection take."""
    arms = [arm for file in files for arm in file.study.arms if arm.targeted == targeted]
    return span([share for arm in arms if (share := fraction_of(arm, vocabulary))])


def span(values: Sequence[float]) -> Span | None:
    """Return the ends and the median of some numbers; None of none."""
    return Span(min(values), float(median(values)), max(values)) if values else None


def papers_needed(estimate: Estimate) -> int | None:
    """Return about how many papers would tell a gain of this size from nothing, nine times out of ten.

    Standard errors shrink with the square root of the number of papers; None without an interval or a gain.
    """
    if not estimate.low or not estimate.high or estimate.ratio == 1:
        return None
    half = math.log(estimate.high / estimate.low) / 2
    error = half / quantile(estimate.studies - 1)
    return math.ceil(estimate.studies * (quantile(MANY) * error / math.log(estimate.ratio)) ** 2)


def reported_by(library: Library, methods: Iterable[str]) -> Counter[str]:
    """Return how many rows against all data some methods have on their cards, by who reported them."""
    rows = (row for slug in methods for row in library.by_slug[slug].card.evidence)
    return Counter(row.reported_by for row in rows if row.setting.startswith("same-model"))
