"""How robust a result is to the backbone and to the judge: the question of the survey's Table 3.

A `Board` enters; a `Spread` leaves for every result that was measured more than once with nothing but the
backbone (or the judge) changed. It counts on the test sets that all of them have in common. Settings against
other models are left out: there the counterpart changes with the backbone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple

from tedd.rows import SAME_MODEL, WIN_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tedd.board import Board, Entry
    from tedd.efficiency import Baseline
    from tedd.evidence import OperatingPoint
    from tedd.vocabulary import Vocabulary

What = Literal["backbone", "judge"]
WHATS: tuple[What, ...] = ("backbone", "judge")


class Fixed(NamedTuple):
    """What stays the same while the backbone or the judge changes; that one is None."""

    setting: str
    dataset: str
    backbone: str | None
    judge: str | None
    variant: str | None
    scale: str
    sdf: float
    """In two figures."""


class Mark(NamedTuple):
    """A result under one backbone or judge."""

    key: str
    """Backbone or judge."""
    ratio: float
    """Mean over the shared test sets; a PIR where the setting is a win rate."""
    offset: float | None
    """PIR minus the baseline's; None where the ratio is no PIR."""


@dataclass(frozen=True)
class Spread:
    """One method's result under several backbones, or several judges, all else the same."""

    entry: Entry
    what: What
    fixed: Fixed
    test_sets: tuple[str, ...]
    """Test sets that all of them share."""
    marks: tuple[Mark, ...]
    """Highest ratio first."""

    @property
    def factor(self) -> float:
        """Highest ratio over the lowest: 1 where nothing depends on the backbone or judge."""
        return self.marks[0].ratio / self.marks[-1].ratio

    def words(self, names: Vocabulary) -> str:
        """Return what it was measured on, in words."""
        fixed = self.fixed
        judged = f", judged by {names.judges[fixed.judge].name}" if fixed.judge else ""
        tuned = f", {names.models[fixed.backbone].name}" if fixed.backbone else ""
        tests = (
            names.benchmarks[self.test_sets[0]].name
            if len(self.test_sets) == 1
            else f"{len(self.test_sets)} tests"
        )
        return f"{names.datasets[fixed.dataset].name}, {100 * fixed.sdf:g}% kept, {tests}{tuned}{judged}"

    @property
    def turns(self) -> bool:
        """Whether one of them says better than all data and another one says worse."""
        return self.marks[0].ratio > 1 > self.marks[-1].ratio


def spreads_of(board: Board) -> tuple[Spread, ...]:
    """Return all results that several backbones share, then those that several judges do."""
    return tuple(spread for what in WHATS for spread in _spreads(board, what))


def fixed_of(point: OperatingPoint, what: What) -> Fixed:
    """Return all that a point was measured on but the backbone, or the judge."""
    setting, dataset, backbone, judge, variant = point.condition
    tuned, asked = (None if what == "backbone" else backbone), (None if what == "judge" else judge)
    return Fixed(setting, dataset, tuned, asked, variant, point.rows[0].scale, float(f"{point.sdf:.2g}"))


def _spreads(board: Board, what: What) -> Iterator[Spread]:
    for entry in board.entries:
        found: dict[Fixed, dict[str, OperatingPoint]] = defaultdict(dict)
        for point in entry.points:
            key = getattr(point.condition, what)
            if point.condition.setting in SAME_MODEL and key is not None:
                found[fixed_of(point, what)][key] = point
        several = {fixed: points for fixed, points in found.items() if len(points) > 1}
        for fixed, points in sorted(several.items(), key=lambda item: str(item[0])):
            shared = shared_tests(points.values())
            marks = [_mark(key, point, shared, board.baseline) for key, point in points.items() if shared]
            # a model that won nothing is any number of times worse: no factor tells how far
            ordered = tuple(sorted((m for m in marks if m.ratio), key=lambda mark: (-mark.ratio, mark.key)))
            if len(ordered) > 1:
                yield Spread(entry, what, fixed, tuple(sorted(shared)), ordered)


def shared_tests(points: Iterable[OperatingPoint]) -> set[str]:
    """Return the test sets that some points share."""
    return set.intersection(*({item.row.test_set for item in point.rows} for point in points))


def mean_ratio(point: OperatingPoint, test_sets: Iterable[str]) -> float:
    """Return the mean ratio over some test sets."""
    wanted = set(test_sets)
    values = (item.value for item in point.rows if item.row.test_set in wanted)
    return fmean(value for value in values if value is not None)


def _mark(key: str, point: OperatingPoint, test_sets: Iterable[str], line: Baseline) -> Mark:
    ratio = mean_ratio(point, test_sets)
    win_rate = point.condition.setting == WIN_RATE and point.rows[0].scale != "other"
    return Mark(key, ratio, line.offset(point.sdf, ratio) if win_rate else None)


def chief(spreads: Iterable[Spread]) -> tuple[Spread, ...]:
    """Return one spread for each method and kind, the widest first.

    It is the one nearest to the method's PIR: a win rate before benchmarks, the same data set, the nearest
    fraction; then most marks and most tests.
    """
    best: dict[tuple[str, What], Spread] = {}
    for spread in sorted(spreads, key=_standing):
        best.setdefault((spread.entry.slug, spread.what), spread)
    return tuple(sorted(best.values(), key=lambda spread: (spread.what, -spread.factor, spread.entry.slug)))


def _standing(spread: Spread) -> tuple[object, ...]:
    fixed, pir = spread.fixed, spread.entry.pir
    dataset = pir.point.condition.dataset if pir and pir.point else None
    away = abs(fixed.sdf - pir.sdf) if pir else fixed.sdf
    size = -len(spread.marks), -len(spread.test_sets)
    return fixed.setting != WIN_RATE, fixed.dataset != dataset, away, size, str(fixed)


def shown(spreads: Iterable[Spread]) -> tuple[Spread, ...]:
    """Return what a picture shows: of each method, no reference point, the chief spread and the widest."""
    known = [spread for spread in spreads if spread.entry.method.card.kind == "method"]
    found: list[Spread] = []
    for spread in chief(known):
        same = [one for one in known if one.entry is spread.entry and one.what == spread.what]
        widest = max(same, key=lambda one: one.factor)
        found += [spread] if widest is spread else [spread, widest]
    return tuple(found)
