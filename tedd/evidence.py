"""Rows of evidence become ratios, and rows of one experiment become operating points.

`Evidence` rows enter; `RowRatio`s and `OperatingPoint`s leave. A ratio is the selected-data model over its
counterpart, dimensionless; 1 means no difference. The mean is the survey's Formula 1 (appendix A.1).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple

from tedd.cards import Library
from tedd.kept import kept
from tedd.rows import OTHER_MODEL, SAME_MODEL, BareRatio, Counts, Scores, WinningScore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tedd.cards import Method
    from tedd.rows import Evidence
    from tedd.vocabulary import Vocabulary

PIR_SETTINGS = (*SAME_MODEL, *OTHER_MODEL)
ZERO_LOSSES = 0.5  # added to wins and losses when there are no losses, so that the ratio stays finite
MAX_RATIO = 1000.0  # as for a ratio that a card prints; scores further apart, a 0 too, are not on one scale


@dataclass(frozen=True)
class RowRatio:
    """One row with what the engine makes of it."""

    index: int
    """Place in the card, from 0."""
    row: Evidence
    value: float | None
    """Ratio; None when the row does not carry one."""
    sdf: float | None
    """Selected dataset fraction; None when neither sizes nor a fraction were published."""
    converted: bool = False
    """The ratio comes from a winning score."""
    borrowed: bool = False
    """The conversion needed the tie rate of other rows."""
    adjusted: bool = False
    """No losses: one half was added to wins and losses."""
    unused: str | None = None
    """Why it feeds no operating point; None when it does."""

    @property
    def scale(self) -> Literal["wins-losses", "borrowed", "other"]:
        """What the ratio divides: wins and losses, the same with a borrowed tie rate, or anything else."""
        measure = self.row.measure
        if self.borrowed:
            return "borrowed"
        by_counts = self.converted or isinstance(measure, Counts)
        if by_counts or (isinstance(measure, BareRatio) and measure.scale == "wins-losses"):
            return "wins-losses"
        return "other"


class Condition(NamedTuple):
    """What rows must share to be averaged, apart from the fraction."""

    setting: str
    dataset: str
    backbone: str
    judge: str | None
    variant: str | None


@dataclass(frozen=True)
class OperatingPoint:
    """Rows of one condition and one scale at one selected fraction, and their mean ratio."""

    condition: Condition
    sdf: float
    ratio: float
    """Mean of the rows' ratios (Formula 1 of the survey)."""
    rows: tuple[RowRatio, ...]
    test_sets: frozenset[str]
    """Test sets behind it; an aggregate counts as its parts."""
    prompts: int
    """Different prompts behind it, as far as they are known."""

    @property
    def counted(self) -> bool:
        """Whether every ratio is wins over losses by itself, with no tie rate borrowed from other cards."""
        return all(item.scale == "wins-losses" for item in self.rows)

    @property
    def borrowed(self) -> bool:
        """Whether its ratios are winning scores, converted with the tie rate of other rows."""
        return all(item.scale == "borrowed" for item in self.rows)


def tie_rates(methods: Iterable[Method]) -> dict[str | None, float]:
    """Return ties per prompt for each judge, pooled over the rows that print counts; under None over all.

    Judges differ too much to share one rate: among the survey's methods GPT-4 ties on 27% of the prompts,
    ChatGPT on 67%.
    """
    ties: dict[str | None, int] = defaultdict(int)
    prompts: dict[str | None, int] = defaultdict(int)
    for method in methods:
        for row in method.card.evidence:
            if isinstance(row.measure, Counts) and row.checked != "secondary":
                for judge in dict.fromkeys((row.judge, None)):
                    ties[judge] += row.measure.ties
                    prompts[judge] += row.measure.wins + row.measure.ties + row.measure.losses
    return {judge: ties[judge] / prompts[judge] for judge in prompts}


def row_ratio(index: int, row: Evidence, sdf: float | None, ties: dict[str | None, float]) -> RowRatio:
    """Return the ratio of one row: wins/losses, scores divided, a winning score converted, or as printed."""
    measure = row.measure
    if isinstance(measure, Counts):
        extra = 0.0 if measure.losses else ZERO_LOSSES
        value = (measure.wins + extra) / (measure.losses + extra)
        return RowRatio(index, row, value, sdf, adjusted=bool(extra))
    if isinstance(measure, WinningScore):
        rate = measure.tie_rate if measure.tie_rate is not None else ties.get(row.judge, ties.get(None))
        borrowed = measure.tie_rate is None
        return RowRatio(
            index, row, converted(measure.winning_score, rate), sdf, converted=True, borrowed=borrowed
        )
    if isinstance(measure, Scores):
        return RowRatio(index, row, _score_ratio(measure), sdf)
    return RowRatio(index, row, measure.ratio, sdf)


def converted(winning_score: float, tie_rate: float | None) -> float | None:
    """Return wins/losses of a winning score w = 1 + (wins - losses)/n at a tie rate t.

    It is (1 - t + d)/(1 - t - d) with d = w - 1. None when no tie rate is known, or when the score leaves no
    losses or no wins at that rate.
    """
    if tie_rate is None:
        return None
    lead = winning_score - 1
    wins, losses = 1 - tie_rate + lead, 1 - tie_rate - lead
    return wins / losses if losses > 0 < wins else None


def _score_ratio(measure: Scores) -> float | None:
    own, other = measure.score, measure.counterpart_score
    if other is None:
        return None
    better, worse = (other, own) if measure.lower_is_better else (own, other)
    return better / worse if better <= worse * MAX_RATIO and worse <= better * MAX_RATIO else None


def fraction(row: Evidence, candidate_size: int | None) -> float | None:
    """Return the selected dataset fraction: sizes where published, else the printed fraction, else None."""
    if row.selected_size is None:
        return row.sdf
    return row.selected_size / candidate_size if candidate_size else None


def ratios_of(method: Method, library: Library, ties: dict[str | None, float]) -> tuple[RowRatio, ...]:
    """Return every row of a method with its ratio, its fraction, and why it is not used if it is not."""
    lent = any(isinstance(row.measure, WinningScore) for row in method.card.evidence)
    return _ratios_of(method, Library(library.vocabulary, ()), ties if lent else {})


@kept
def _ratios_of(method: Method, library: Library, ties: dict[str | None, float]) -> tuple[RowRatio, ...]:
    rows = [
        row_ratio(index, row, fraction(row, library.candidate_size(row)), ties)
        for index, row in enumerate(method.card.evidence)
    ]
    covered = dict(_covered(rows, library.vocabulary))
    return tuple(_with_reason(item, covered, library.vocabulary) for item in rows)


def _condition(row: Evidence) -> Condition:
    return Condition(row.setting, row.dataset, row.backbone, row.judge, row.variant)


def _trial(item: RowRatio, judge: str | None, test_set: str) -> tuple[object, ...]:
    """Return what an aggregate and its parts share; full data is one counterpart by whatever name.

    The scale is part of it: no score of unknown making, or with a borrowed tie rate, replaces counted wins.
    """
    row, rival = item.row, item.row.counterpart
    against = None if rival.kind == "full-data" else rival.model or rival.name
    return _condition(row)._replace(judge=judge), item.sdf, item.scale, against, test_set


def _covered(rows: Sequence[RowRatio], vocabulary: Vocabulary) -> Iterator[tuple[object, str]]:
    """Yield what aggregate rows stand for: trial and name of the aggregate.

    The parts of a mixed aggregate may each have had a judge of their own, or none.
    """
    for item in rows:
        row = item.row
        if not row.aggregate or _unusable(item, vocabulary) is not None:
            continue
        mixed = row.judge is not None and vocabulary.judges[row.judge].kind == "mixed"
        for judge in (None, *vocabulary.judges) if mixed else (row.judge,):
            for part in parts_of(row.test_set, vocabulary):
                yield _trial(item, judge, part), vocabulary.benchmarks[row.test_set].name


def parts_of(test_set: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the parts of a benchmark, and the parts of its parts."""
    found: set[str] = set()
    left = [test_set]
    while left:
        new = set(vocabulary.benchmarks[left.pop()].parts) - found
        found |= new
        left += new
    return frozenset(found - {test_set})


def _unusable(item: RowRatio, vocabulary: Vocabulary) -> str | None:
    """Return why a row can feed nothing by itself; None when it can."""
    row = item.row
    if row.checked == "secondary":
        return "quoted elsewhere: shown, not used"
    if row.setting not in PIR_SETTINGS or row.counterpart.kind in ("random", "selector"):
        return "head to head: feeds no PIR"
    if row.judge and vocabulary.judges[row.judge].kind == "human":
        return "human judgement: shown beside, sets no PIR"
    if item.value is None:
        return "no ratio follows from what was published"
    return None if item.sdf is not None else "selected fraction not published"


def _with_reason(item: RowRatio, covered: dict[object, str], vocabulary: Vocabulary) -> RowRatio:
    reason = _unusable(item, vocabulary)
    aggregate = covered.get(_trial(item, item.row.judge, item.row.test_set))
    if reason is None and aggregate:
        reason = f"part of {aggregate}, which stands for it"
    return replace(item, unused=reason)


@kept
def operating_points(rows: Iterable[RowRatio], vocabulary: Vocabulary) -> tuple[OperatingPoint, ...]:
    """Return the operating points of a method's rows, in order of condition, fraction and scale.

    Ratios of different scales are never averaged: a result that is printed as a score takes nothing away from
    counted wins and losses.
    """
    groups: dict[tuple[Condition, float, str], list[RowRatio]] = defaultdict(list)
    for item in rows:
        if item.unused is None and item.sdf is not None:
            groups[_condition(item.row), item.sdf, item.scale].append(item)
    ordered = sorted(groups.items(), key=lambda group: ([part or "" for part in group[0][0]], group[0][1:]))
    return tuple(_point(condition, sdf, group, vocabulary) for (condition, sdf, _), group in ordered)


def _point(condition: Condition, sdf: float, rows: list[RowRatio], vocabulary: Vocabulary) -> OperatingPoint:
    ratio = fmean(item.value for item in rows if item.value is not None)
    names = {name for item in rows for name in _test_sets(item, vocabulary)}
    prompts: dict[str, int] = defaultdict(int)
    for item in rows:  # a test set that is judged twice has no more prompts
        test_set = item.row.test_set
        prompts[test_set] = max(prompts[test_set], _prompts(item, vocabulary))
    return OperatingPoint(condition, sdf, ratio, tuple(rows), frozenset(names), sum(prompts.values()))


def part(point: OperatingPoint, rows: Sequence[RowRatio], vocabulary: Vocabulary) -> OperatingPoint | None:
    """Return a point of only some of its rows; None of none."""
    if len(rows) == len(point.rows):
        return point
    return _point(point.condition, point.sdf, list(rows), vocabulary) if rows else None


def _test_sets(item: RowRatio, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the test sets behind a row: its own, or an aggregate's parts."""
    return (vocabulary.benchmarks[item.row.test_set].parts if item.row.aggregate else ()) or (
        item.row.test_set,
    )


def _prompts(item: RowRatio, vocabulary: Vocabulary) -> int:
    """Return the prompts behind a row: its counts, else those of its test set or of its parts."""
    measure = item.row.measure
    if isinstance(measure, Counts):
        return measure.wins + measure.ties + measure.losses
    return sum(vocabulary.benchmarks[name].prompts or 0 for name in _test_sets(item, vocabulary))
