"""Turns the studies' rows into cells: several methods on one benchmark in one arm, ready to compare.

`StudyFile`s and a `Vocabulary` enter; `Cell`s leave, and a count of what was left out and why. Only
differences inside a cell are ever used, so that pools, backbones, budgets and harnesses never mix. Scores
become natural logarithms, so that a difference is the logarithm of a ratio: 0.01 is about one percent.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from tedd.evidence import parts_of
from tedd.study import BASE, FULL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tedd.studies import StudyFile
    from tedd.study import Arm, Row, StudyBenchmark
    from tedd.vocabulary import Benchmark, Vocabulary

Scope = Literal["general", "targeted"]
Family = Literal["judged", "known", "mixed"]
"""Answers were judged, or compared with known ones; `mixed` is an average with parts of both."""
MARGIN = 0.05
"""A cell whose median lies less than this part of the scale above guessing is near chance: a fifth of a point
of noise at 3% would already be a ratio of 1.07."""
SPAN = {"percent": (0.0, 100.0), "fraction": (0.0, 1.0)}


@dataclass(frozen=True)
class Cell:
    """One benchmark in one arm at one number of epochs."""

    study: str
    arm: str
    setting: str
    """Pool and backbone: arms that differ in nothing but the budget are near copies of each other."""
    benchmark: str
    epochs: float | None
    scope: Scope
    """`targeted` when the subsets were chosen for this benchmark."""
    family: Family
    """How answers were scored."""
    own: frozenset[str]
    """Methods that the study's authors proposed."""
    scores: Mapping[str, float]
    """Method to score, better is higher: natural logarithm where `unusable` is None, else the plain score.
    Variants of a method are averaged, so that none is picked for having turned out best."""
    floor: float
    """Where scores start to carry information, in the unit of `scores`."""
    unusable: str | None = None
    """Why no ratio is taken; such a cell still says who scored higher."""

    def difference(self, method: str, other: str) -> float | None:
        """Return how far a method lies above another; None when either is missing."""
        if method not in self.scores or other not in self.scores:
            return None
        return self.scores[method] - self.scores[other]

    def orders(self, method: str, other: str) -> bool:
        """Whether the two can be told apart at all: at least one of them lies clearly above guessing."""
        return max(self.scores[method], self.scores[other]) > self.floor

    def without(self, methods: Iterable[str]) -> Cell:
        """Return the cell without some methods."""
        dropped = set(methods)
        return replace(self, scores={key: value for key, value in self.scores.items() if key not in dropped})


@dataclass(frozen=True)
class Cells:
    """All cells, and what did not become one."""

    usable: tuple[Cell, ...]
    """Cells that feed the network."""
    ordered: tuple[Cell, ...]
    """Cells that only tell who scored higher: scales that reach below zero, and scores near chance."""
    left_out: Mapping[str, int]
    """Scores that feed no ratio, by reason."""
    at_chance: Mapping[str, int]
    """Scores at or below guessing by method, in the cells that are near chance: leaving a cell out must not
    hide whose model broke down there."""

    @property
    def all(self) -> tuple[Cell, ...]:
        """Every cell in which scores can be ordered."""
        return self.usable + self.ordered


def cells_of(files: Iterable[StudyFile], vocabulary: Vocabulary) -> Cells:
    """Return the cells of all studies, in order of study, arm and benchmark."""
    found: list[Cell] = []
    left_out: Counter[str] = Counter()
    at_chance: Counter[str] = Counter()
    for file in sorted(files, key=lambda file: file.slug):
        for arm in sorted(file.study.arms, key=lambda arm: arm.id):
            for key, values in sorted(_scores(arm, vocabulary, left_out).items(), key=str):
                cell, below = _cell(file, arm, key, values, vocabulary)
                if len(cell.scores) > 1:
                    found.append(cell)
                    left_out.update({cell.unusable: _count(values)} if cell.unusable else {})
                    at_chance.update(below)
                else:
                    left_out["no other method on this benchmark in the arm"] += _count(values)
    usable = tuple(cell for cell in found if cell.unusable is None)
    ordered = tuple(cell for cell in found if cell.unusable)
    return Cells(usable, ordered, dict(sorted(left_out.items())), dict(sorted(at_chance.items())))


def _count(values: Mapping[str, list[float]]) -> int:
    return sum(map(len, values.values()))


def _scores(
    arm: Arm, vocabulary: Vocabulary, left_out: Counter[str]
) -> dict[tuple[str, float | None], dict[str, list[float]]]:
    """Return an arm's scores by benchmark and epochs, then by method; note what is left out."""
    scores: dict[tuple[str, float | None], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in arm.rows:
        if reason := _not_compared(row, arm):
            left_out[reason] += len(row.scores)
            continue
        for key, value in row.scores.items():
            if parts_of(key, vocabulary) & row.scores.keys():
                left_out["average of scores that stand beside it"] += 1
            else:
                scores[key, row.epochs][row.method].append(value)
    return scores


def _not_compared(row: Row, arm: Arm) -> str | None:
    if row.method == BASE:
        return "untuned backbone: nothing was selected"
    if row.repeats:
        return "run that another arm holds already"
    if row.selected not in (None, arm.selected) and row.method != FULL:
        return "another number of samples than the arm's"
    return None


def _cell(
    file: StudyFile,
    arm: Arm,
    key: tuple[str, float | None],
    values: Mapping[str, list[float]],
    vocabulary: Vocabulary,
) -> tuple[Cell, list[str]]:
    """Return a cell, and the methods at or below guessing in it, once a score."""
    benchmark, epochs = key
    scored = file.study.benchmarks[benchmark]
    floor, margin, reason = _floor(scored, vocabulary.benchmarks[benchmark])
    every = [(method, value) for method, found in values.items() for value in found]
    below: list[str] = []
    if reason is None and not scored.lower_is_better:
        below = [method for method, value in every if value <= floor]
        if below or median(value for _, value in every) < floor + margin:
            reason = "near chance level"
    if reason is None and min(value for _, value in every) <= 0:
        reason = "scale reaches below zero"
    sign = -1.0 if scored.lower_is_better else 1.0
    logs = reason is None
    scores = {
        method: sign * fmean(map(math.log, found) if logs else found)
        for method, found in sorted(values.items())
    }
    bound = math.log(floor + margin) if logs and floor + margin > 0 else floor + margin
    cell = Cell(
        study=file.slug,
        arm=arm.id,
        setting=f"{arm.pool} {arm.backbone}",
        benchmark=benchmark,
        epochs=epochs,
        scope="targeted" if arm.targeted else "general",
        family=_family(scored, vocabulary),
        own=frozenset(file.study.own_methods),
        scores=scores,
        floor=-math.inf if scored.lower_is_better else bound,
        unusable=reason,
    )
    return cell, below if reason == "near chance level" else []


def _family(scored: StudyBenchmark, vocabulary: Vocabulary) -> Family:
    if scored.judge is None:
        return "known"
    return "mixed" if vocabulary.judges[scored.judge].kind == "mixed" else "judged"


def _floor(scored: StudyBenchmark, benchmark: Benchmark) -> tuple[float, float, str | None]:
    """Return guessing's score, the margin above it in the study's unit, and why no ratio can be taken."""
    low, high = SPAN.get(scored.scale, (benchmark.low or 0.0, benchmark.high or 0.0))
    if low < 0:
        return low, 0.0, "scale reaches below zero"
    unit = (
        (high - low) / (benchmark.high - benchmark.low)
        if benchmark.high and benchmark.low is not None
        else 1.0
    )
    return max(low, (benchmark.chance or 0.0) * unit), MARGIN * (high - low), None
