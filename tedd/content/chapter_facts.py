"""What the survey's chapters say in numbers: counted from cards and boards, so that prose never lags.

Boards enter, counts and rows of tables leave.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tedd.content.robust import TABLE_3
from tedd.rows import BENCHMARK, SAME_MODEL
from tedd.scheme import in_order, scheme
from tedd.timeline import COLUMNS, timeline
from tedd.views import trade_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tedd.board import Board, Entry
    from tedd.content.boards import Boards, Context
    from tedd.evidence import OperatingPoint, RowRatio
    from tedd.timeline import Moment

MOST_POOLS = 3
"""Candidate sets, and backbones, that are named as the most frequent ones."""


def overview(boards: Boards) -> Context:
    """Count what the survey covers and what came after it."""
    entries = boards.living.entries
    covered = [entry for entry in entries if entry.method.card.survey]
    return {
        "covered": len(covered),
        "ranked": sum(entry.ranked for entry in boards.survey.entries),
        "methods": len(entries),
        "newer": sum(e.method.card.survey is None and e.method.card.kind == "method" for e in entries),
        "baselines": [entry for entry in entries if entry.method.card.kind == "baseline"],
        "results": sum(len(entry.rows) for entry in entries),
        "studies": len(boards.duels.studies),
    }


def stages(boards: Boards) -> Context:
    """Return the scheme with every method in its place."""
    features, criteria, evaluation = scheme(boards.living)
    return {"stages": (features, criteria, evaluation)}


def evaluation(boards: Boards) -> Context:
    """Return who evaluated on what (Tables 1 and 2), and the most frequent choices."""
    living = boards.living
    names = living.library.vocabulary
    shown = [entry for entry in in_order(living.entries) if _evaluated(entry)]
    pools = Counter(key for entry in shown for key in entry.method.card.evaluated_on.candidates)
    models = Counter(key for entry in shown for key in entry.method.card.evaluated_on.backbones)
    judges: dict[str, set[str]] = defaultdict(set)
    for entry in living.entries:
        for row in entry.method.card.evidence:
            if row.judge:
                judges[row.judge].add(entry.slug)
    often = sorted(judges.items(), key=lambda item: (-len(item[1]), item[0]))
    return {
        "shown": shown,
        "vocabulary": names,
        "pools": [(names.datasets[key].name, count) for key, count in pools.most_common(MOST_POOLS)],
        "pool_count": len(pools),
        "backbones": len(models),
        "common": [(names.models[key].name, count) for key, count in models.most_common(MOST_POOLS)],
        "judge": (names.judges[often[0][0]].name, len(often[0][1])) if often else None,
    }


def _evaluated(entry: Entry) -> bool:
    given = entry.method.card.evaluated_on
    return bool(given.candidates or given.backbones or given.counterparts or given.metrics)


def robustness(boards: Boards) -> Context:
    """Return what cards tell about the question of Table 3: the same selection on several backbones."""
    backbones = (
        {p.condition.backbone for p in entry.points if p.condition.setting in SAME_MODEL}
        for entry in boards.living.entries
    )
    found = [spread for spread in boards.spreads if spread.what == "backbone"]
    factors = [spread.factor for spread in found]
    return {
        "vocabulary": boards.living.library.vocabulary,
        "groups": [spread for slug in sorted(TABLE_3) for spread in found if spread.entry.slug == slug],
        "spreads": (min(factors), median(factors), max(factors)) if factors else None,
        "conditions": len(found),
        "repeating": len({spread.entry.slug for spread in found}),
        "several": sum(len(one) > 1 for one in backbones),
    }


class Year(NamedTuple):
    """What the methods of one year look at."""

    year: str
    methods: int
    marks: tuple[int, ...]
    """How many carry each of the survey's marks, in the order of `COLUMNS`."""
    unmarked: int


def trends(boards: Boards) -> Context:
    """Return the timeline, the marks counted by year, and what the survey's three questions do not cover."""
    moments = timeline(boards.living)
    newer = [moment for moment in moments if not moment.covered]
    known = {moment.entry.method.card.taxonomy.signal for moment in moments if moment.covered}
    fresh = {moment.entry.method.card.taxonomy.signal for moment in newer} - known
    return {
        "moments": moments,
        "columns": COLUMNS,
        "years": [_year(year, moments) for year in sorted({moment.year for moment in moments})],
        "newer": len(newer),
        "unmarked": [moment.entry for moment in moments if not moment.marks],
        "fresh": [m.entry for m in newer if m.entry.method.card.taxonomy.signal in fresh],
        "marked": {column: _holding(moments, number) for number, column in enumerate(COLUMNS)},
        "first": moments[0].entry.method.card.first_appeared if moments else "",
        "last": moments[-1].entry.method.card.first_appeared if moments else "",
    }


def _holding(moments: Sequence[Moment], number: int) -> tuple[int, int]:
    """Return how many of the survey's methods and of the newer ones carry a mark."""
    held = [moment.covered for moment in moments if moment.marks and moment.marks[number]]
    return held.count(True), held.count(False)


def _year(year: str, moments: Sequence[Moment]) -> Year:
    of_year = [moment for moment in moments if moment.year == year]
    marked = [moment.marks for moment in of_year if moment.marks]
    marks = tuple(sum(marks[number] for marks in marked) for number in range(len(COLUMNS)))
    return Year(year, len(of_year), marks, len(of_year) - len(marked))


class Verdicts(NamedTuple):
    """The same answers under two judges."""

    entry: Entry
    one: OperatingPoint
    other: OperatingPoint


def challenges(boards: Boards) -> Context:
    """Return what the cards say to each of the four challenges."""
    living = boards.living
    names = living.library.vocabulary
    rows = [row for entry in living.entries for row in entry.method.card.evidence]
    trade = trade_off(living)
    both = (*trade.best, *(beaten.entry for beaten in trade.beaten))
    several = [entry for entry in living.entries if len(_benchmarks(entry)) > 1]
    cards = [entry.method.card for entry in living.entries]
    return {
        "vocabulary": names,
        "best": trade.best,
        "both": len(both),
        "rows": len(rows),
        "judged": sum(names.judges[row.judge].kind != "human" for row in rows if row.judge),
        "proprietary": sum(not card.selector.proprietary_free for card in cards),
        "verdicts": next(_two_judges(living), None),
        "several": len(several),
        "mixed": sum(_mixed(_benchmarks(entry)) for entry in several),
        "example": _widest(several),
        "targeted": [entry for entry in living.entries if entry.method.card.scope == "targeted"],
        "seeing": [e for e in living.entries if e.method.card.modality != "text"],
        "untrained": sum(not card.selector.trained_models and card.kind == "method" for card in cards),
        "methods": sum(card.kind == "method" for card in cards),
    }


def _benchmarks(entry: Entry) -> list[RowRatio]:
    """Return a method's benchmark results against all data, one test set each."""
    return [
        item
        for item in entry.rows
        if item.value
        and not item.row.aggregate
        and item.row.setting == BENCHMARK
        and item.row.counterpart.kind == "full-data"
        and item.row.checked != "secondary"
    ]


def _mixed(items: Sequence[RowRatio]) -> bool:
    """Whether some results rise above all data's and some fall below."""
    values = [item.value for item in items if item.value]
    return min(values) < 1 < max(values)


class Widest(NamedTuple):
    """The result that gained most and the one that lost most, of one method on one backbone and pool."""

    entry: Entry
    gain: RowRatio
    loss: RowRatio


def _widest(entries: Sequence[Entry]) -> Widest | None:
    """Return the pair of results that lie furthest apart, one above 1 and one below."""
    found = []
    for entry in in_order(entries):
        runs: dict[tuple[object, ...], list[RowRatio]] = defaultdict(list)
        for item in _benchmarks(entry):
            runs[item.row.dataset, item.row.backbone, item.sdf].append(item)
        for items in runs.values():
            if _mixed(items):
                low, *_, high = sorted(items, key=lambda item: item.value or 0)
                found.append(Widest(entry, high, low))
    return max(found, key=lambda w: (w.gain.value or 0) / (w.loss.value or 1), default=None)


def _two_judges(board: Board) -> Iterator[Verdicts]:
    """Yield pairs of points that differ in nothing but the judge, those with most test sets first."""
    pairs = [
        Verdicts(entry, one, other)
        for entry in board.entries
        for number, one in enumerate(entry.points)
        for other in entry.points[number + 1 :]
        if one.condition.judge
        and other.condition.judge
        and one.condition._replace(judge=None) == other.condition._replace(judge=None)
        and one.sdf == other.sdf
        and one.test_sets == other.test_sets
        and one.counted
        and other.counted
    ]
    yield from sorted(pairs, key=lambda pair: -len(pair.one.test_sets))
