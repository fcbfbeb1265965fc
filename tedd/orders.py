"""Whether the order of methods stays when another backbone is tuned, or another judge asked.

A `Board` and the studies enter; a `Pairing` leaves for every two backbones (or judges) that several methods
share, all else the same. Orders come from ratios on the cards, and from mean gains over random selection in
the studies, always over the test sets that both sides have in common.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from tedd.contrasts import cells_of
from tedd.robustness import WHATS, fixed_of, mean_ratio, shared_tests
from tedd.rows import SAME_MODEL
from tedd.sensitivity import kendall
from tedd.study import BASE, FULL, RANDOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tedd.board import Board
    from tedd.contrasts import Cell
    from tedd.evidence import OperatingPoint
    from tedd.robustness import Fixed, What
    from tedd.studies import StudyFile
    from tedd.study import Arm

TWO = 2
"""Methods that a pairing needs."""
ORDERED = 3
"""Methods that make an order; two are in the same order half of the time by chance."""


@dataclass(frozen=True)
class Pairing:
    """The order of methods under two backbones, or judges, of one experiment."""

    what: What
    one: str
    other: str
    where: str
    """Key of the data set, or of the study."""
    fraction: str
    """What was selected, in words."""
    methods: tuple[str, ...]
    """Methods that both have, in the order of the first."""
    order: tuple[str, ...]
    """The same in the order of the second."""
    tau: float
    """Kendall's tau-b of the two orders: 1 is the same, -1 the opposite."""
    benchmarks: int
    """Benchmarks that both have."""
    scope: str
    study: bool = False
    """Whether it comes from a study's arms, where order is by gain over random selection."""

    @property
    def orders(self) -> bool:
        """Whether the methods are enough for an order to say something."""
        return len(self.methods) >= ORDERED

    @property
    def same(self) -> bool:
        """Whether both have the same order to the last place."""
        return self.order == self.methods

    @property
    def same_first(self) -> bool:
        """Whether the same method comes first in both."""
        return self.order[0] == self.methods[0]


def pairings_of(board: Board, studies: Iterable[StudyFile]) -> tuple[Pairing, ...]:
    """Return all pairings, those of cards first."""
    return (*_pairings(board), *_study_pairings(board, studies))


def _pairings(board: Board) -> Iterator[Pairing]:
    """Yield the pairs of backbones, then of judges, that two methods or more share on their cards."""
    for what in WHATS:
        found: dict[Fixed, dict[str, dict[str, OperatingPoint]]] = defaultdict(lambda: defaultdict(dict))
        for entry in board.entries:
            for point in entry.points:
                key = getattr(point.condition, what)
                if point.condition.setting in SAME_MODEL and key is not None:
                    found[fixed_of(point, what)][key][entry.slug] = point
        several = {fixed: keys for fixed, keys in found.items() if len(keys) > 1}
        for fixed, keys in sorted(several.items(), key=lambda item: str(item[0])):
            for one, other in combinations(sorted(keys), 2):
                yield from _pairing(what, fixed, (one, other), (keys[one], keys[other]), board)


def _pairing(
    what: What,
    fixed: Fixed,
    keys: tuple[str, str],
    sides: tuple[Mapping[str, OperatingPoint], Mapping[str, OperatingPoint]],
    board: Board,
) -> Iterator[Pairing]:
    both = sorted(set(sides[0]) & set(sides[1]))
    tests = shared_tests(side[slug] for side in sides for slug in both) if both else set()
    if len(both) < TWO or not tests:
        return
    values = [{slug: mean_ratio(side[slug], tests) for slug in both} for side in sides]
    scopes = {board.library.by_slug[slug].card.scope for slug in both}
    where = fixed.dataset, f"{100 * fixed.sdf:g}%"
    yield _compared(what, keys, where, values, len(tests), "general" if scopes == {"general"} else "targeted")


def _compared(  # noqa: PLR0913, PLR0917 # one for each field of the pairing
    what: What,
    keys: tuple[str, str],
    where: tuple[str, str],
    values: Sequence[Mapping[str, float]],
    benchmarks: int,
    scope: str,
    *,
    study: bool = False,
) -> Pairing:
    first, second = (tuple(sorted(side, key=lambda slug: (-side[slug], slug))) for side in values)
    tau = kendall([values[0][slug] for slug in first], [values[1][slug] for slug in first])
    return Pairing(what, *keys, *where, first, second, tau, benchmarks, scope, study)


class Budget(NamedTuple):
    """What arms of a study share that differ in the backbone alone."""

    study: str
    pool: str
    selected: int | None
    sdf: float | None
    words: str | None
    targeted: bool
    recipe: str | None


def _study_pairings(board: Board, studies: Iterable[StudyFile]) -> Iterator[Pairing]:
    """Yield the pairs of backbones of studies: orders by mean gain over random on shared benchmarks."""
    files = tuple(studies)
    arms = {arm.id: (file.slug, arm) for file in files for arm in file.study.arms}
    found: dict[Budget, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for cell in cells_of(files, board.library.vocabulary).usable:
        if RANDOM in cell.scores:
            study, arm = arms[cell.arm]
            found[_budget(study, arm)][arm.backbone].append(cell)
    for budget, backbones in sorted(found.items(), key=lambda item: str(item[0])):
        for one, other in combinations(sorted(backbones), 2):
            pairing = _of_arms(budget, (one, other), (backbones[one], backbones[other]))
            if pairing:
                yield pairing


def _budget(study: str, arm: Arm) -> Budget:
    return Budget(study, arm.pool, arm.selected, arm.sdf, arm.budget, arm.targeted, arm.recipe)


def _of_arms(
    budget: Budget, keys: tuple[str, str], sides: tuple[Sequence[Cell], Sequence[Cell]]
) -> Pairing | None:
    """Return the pairing of two backbones; None with fewer than two methods besides random and full data."""
    tests = {cell.benchmark for cell in sides[0]} & {cell.benchmark for cell in sides[1]}
    gains = [_gains([cell for cell in side if cell.benchmark in tests]) for side in sides]
    both = sorted(set(gains[0]) & set(gains[1]))
    if len(both) < TWO:
        return None
    values = [{method: side[method] for method in both} for side in gains]
    words = budget.words or (
        f"{budget.selected:,} samples" if budget.selected else f"{100 * (budget.sdf or 0):g}%"
    )
    scope = "targeted" if budget.targeted else "general"
    return _compared("backbone", keys, (budget.study, words), values, len(tests), scope, study=True)


def _gains(cells: Sequence[Cell]) -> dict[str, float]:
    """Return the mean gain over random, as a ratio, of each method that ran on all of the benchmarks."""
    gains: dict[str, list[float]] = defaultdict(list)
    for cell in cells:
        for method in cell.scores.keys() - {RANDOM, FULL, BASE}:
            gains[method].append(cell.difference(method, RANDOM) or 0.0)
    return {method: math.exp(fmean(found)) for method, found in gains.items() if len(found) == len(cells)}


@dataclass(frozen=True)
class Summary:
    """What some pairings say together."""

    where: str
    """Key of the data set, or of the study."""
    what: What
    scope: str
    study: bool
    pairings: tuple[Pairing, ...]

    @property
    def tau(self) -> float | None:
        """Mean of Kendall's tau-b over the pairings that order enough methods; None where there are none."""
        found = [pairing.tau for pairing in self.pairings if pairing.orders]
        return fmean(found) if found else None

    @property
    def same(self) -> int:
        """Pairings whose order is the same to the last place."""
        return sum(pairing.same for pairing in self.pairings)

    @property
    def same_first(self) -> int:
        """Pairings in which the same method comes first."""
        return sum(pairing.same_first for pairing in self.pairings)

    @property
    def most(self) -> int:
        """Methods in the largest of them."""
        return max(len(pairing.methods) for pairing in self.pairings)

    @property
    def keys(self) -> tuple[str, ...]:
        """Backbones, or judges, that take part."""
        return tuple(sorted({key for pairing in self.pairings for key in (pairing.one, pairing.other)}))


def summaries(pairings: Iterable[Pairing]) -> tuple[Summary, ...]:
    """Return the pairings by where they come from: cards first, then studies, general selection first."""
    found: dict[tuple[bool, str, str, What], list[Pairing]] = defaultdict(list)
    for pairing in pairings:
        found[pairing.study, pairing.scope, pairing.where, pairing.what].append(pairing)
    return tuple(
        Summary(where, what, scope, study, tuple(group))
        for (study, scope, where, what), group in sorted(found.items())
    )
