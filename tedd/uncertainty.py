"""Fills a board with intervals and rank ranges, and says which methods are apart.

A `Board` enters, the same board leaves with `low`, `high`, `rank_best` and `rank_worst` filled in and an
`Uncertainty` beside. Point values, ranks and order stay untouched. How each value is drawn: `tedd.pir_draws`.
The baseline is fixed, as a unit of measurement is; what its own uncertainty would do: `with_free_baseline`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tedd import separation
from tedd.direct import pooled
from tedd.draws import DRAWS, SEED, SOURCES, Array, Chance, Source
from tedd.kept import one
from tedd.pir_draws import Context, context, drawn, unmoved
from tedd.separation import MANY, Matrix, Ranks, Uncertainty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tedd.board import Board, Entry
    from tedd.efficiency import Baseline

BASELINE_SLUGS = ("instruction-mining", "instructiongpt-4")
"""The methods whose published values are the baseline's two points."""


@dataclass(frozen=True)
class Sample:
    """Draws of all methods of a board that have a PIR."""

    slugs: tuple[str, ...]
    pirs: tuple[tuple[float, float], ...]
    """5th and 95th percentile of each PIR; none where only offsets were asked for."""
    offsets: Matrix
    """One row a method; four bytes a number, as no rank hangs on the eighth digit."""


def quantify(board: Board, *, draws: int = DRAWS, seed: int = SEED, shares: bool = True) -> Board:
    """Return the board with intervals, rank ranges and an `Uncertainty`.

    `shares` also works out each source's share, with up to `MANY` methods; it takes as long as the rest six
    times.
    """
    shared = context(board, Chance(draws, seed))
    sample = _sample(board, shared)
    summary = _summary(board, sample, draws, seed)
    if shares and len(sample.slugs) <= MANY:
        summary = replace(summary, shares=_shares(board, sample, shared))
    return replace(_ranged(board, sample), uncertainty=summary)


def with_ranges(board: Board, *, draws: int = DRAWS, seed: int = SEED) -> Board:
    """Return the board with intervals and rank ranges alone; the rest takes as long again."""
    return _ranged(board, _sample(board, context(board, Chance(draws, seed))))


def _ranged(board: Board, sample: Sample) -> Board:
    entries = _with_ranks(_with_intervals(board.entries, sample), sample)
    return replace(board, entries=tuple(map(one, entries)))


def _sample(board: Board, shared: Context, whole: Sample | None = None) -> Sample:
    """Draw every method once, in the board's order.

    `whole` are the same draws with all sources on: only offsets are then asked for, and those that no source
    which is off can move are taken from there.
    """
    slugs: list[str] = []
    spans = []
    # filled row by row: rows stacked in the end would stand in memory twice, 80 MiB at 1000 methods
    offsets = np.empty((len(board.entries), shared.chance.draws), dtype=np.float32)
    for entry in board.entries:
        if whole and unmoved(entry, shared.chance.off):
            offsets[len(slugs)] = whole.offsets[len(slugs)]
            slugs.append(entry.slug)
            continue
        found = drawn(entry, shared)
        if found is not None and entry.pir is not None:
            offsets[len(slugs)] = found.pir - _baseline_pir(board.baseline, found.sdf)
            slugs.append(entry.slug)
            spans += [] if whole else [separation.span(found.pir, entry.pir.value)]
    return Sample(tuple(slugs), tuple(spans), offsets[: len(slugs)])


def _baseline_pir(line: Baseline, sdf: Array | float) -> Array | float:
    """Return the baseline's PIR at one fraction or at many."""
    return line.intercept + line.slope * sdf


def _with_intervals(entries: Iterable[Entry], sample: Sample) -> list[Entry]:
    found = []
    rows = dict(zip(sample.slugs, zip(sample.pirs, sample.offsets, strict=True), strict=True))
    for entry in entries:
        if entry.pir is None or entry.efficiency is None:
            found.append(entry)
            continue
        (low, high), offsets = rows[entry.slug]
        below, above = separation.span(offsets, entry.efficiency.offset)
        efficiency = replace(entry.efficiency, offset_low=below, offset_high=above)
        found.append(replace(entry, pir=replace(entry.pir, low=low, high=high), efficiency=efficiency))
    return found


def _with_ranks(entries: Iterable[Entry], sample: Sample) -> tuple[Entry, ...]:
    """Return the entries with rank ranges; provisional ones take a place among the ranked."""
    entries = tuple(entries)
    ranked = [entry.slug for entry in entries if entry.ranked]
    provisional = [entry.slug for entry in entries if entry.provisional]
    offsets = _rows(sample, ranked)
    places: dict[str, Ranks] = dict(zip(ranked, separation.ranks(offsets), strict=True))
    would_be = separation.places_among(_rows(sample, provisional), offsets)
    places |= dict(zip(provisional, would_be, strict=True))
    return tuple(_with_rank(entry, places.get(entry.slug)) for entry in entries)


def _rows(sample: Sample, slugs: list[str]) -> Matrix:
    if tuple(slugs) == sample.slugs:
        return sample.offsets  # without a copy: 40 MiB for 1000 methods
    index = {slug: row for row, slug in enumerate(sample.slugs)}
    return sample.offsets[[index[slug] for slug in slugs]]


def _with_rank(entry: Entry, places: Ranks | None) -> Entry:
    efficiency = entry.efficiency
    point = (efficiency.rank or efficiency.would_rank) if efficiency else None
    if places is None or efficiency is None or point is None:
        return entry
    best, worst = separation.span(places, point)
    return replace(entry, efficiency=replace(efficiency, rank_best=int(best), rank_worst=int(worst)))


def _summary(board: Board, sample: Sample, draws: int, seed: int) -> Uncertainty:
    ranked = [entry.slug for entry in board.entries if entry.ranked]
    offsets = _rows(sample, ranked)
    probabilities = separation.better(offsets, ranked) if len(ranked) <= MANY else {}
    near = separation.neighbours(offsets, ranked)
    pairs = separation.all_pairs(probabilities, ranked, draws) if probabilities else list(near)
    return Uncertainty(
        draws=draws,
        seed=seed,
        above_baseline={
            slug: float(np.mean(row > 0)) for slug, row in zip(sample.slugs, sample.offsets, strict=True)
        },
        first=dict(zip(ranked, separation.first(offsets), strict=True)),
        better=probabilities,
        neighbours=near,
        pairs=(len(pairs), sum(pair.apart for pair in pairs), sum(pair.surely_apart for pair in pairs)),
        tie_groups=separation.tie_groups(ranked, pairs),
        pooled=_pooled(board),
    )


def _pooled(board: Board) -> dict[str, float]:
    points = {entry.slug: entry.pir.point for entry in board.entries if entry.pir}
    ratios = {slug: pooled(point) for slug, point in points.items() if point}
    return {slug: ratio for slug, ratio in ratios.items() if ratio is not None}


def _shares(board: Board, sample: Sample, shared: Context) -> dict[str, dict[str, float]]:
    """Return for each method by which share its offset's variance falls as each source is switched off.

    Sources work together, so the shares of a method need not add up to one.
    """
    whole = sample.offsets.var(axis=1)
    found: dict[str, dict[str, float]] = {slug: {} for slug in sample.slugs}
    for source in SOURCES:
        left = _sample(board, _without(source, board, shared), sample).offsets.var(axis=1)
        for slug, before, after in zip(sample.slugs, whole.tolist(), left.tolist(), strict=True):
            found[slug][source] = max(0.0, 1 - after / before) if before > 0 else 0.0
    return found


def _without(source: Source, board: Board, shared: Context) -> Context:
    return context(board, replace(shared.chance, off=frozenset({source})), shared)


class Freed(NamedTuple):
    """A method's rank over draws in which the baseline is drawn too."""

    best: int
    """5th percentile."""
    worst: int
    """95th percentile."""
    mean: float
    fixed_mean: float
    """Mean rank over the same draws with the baseline as it is."""


def with_free_baseline(board: Board, *, draws: int = DRAWS, seed: int = SEED) -> dict[str, Freed]:
    """Return rank ranges when the baseline is drawn too, with the two methods that define it.

    A sensitivity, not the primary figures: the offsets of those two are then zero in every draw.
    """
    shared = context(board, Chance(draws, seed))
    samples = {
        entry.slug: found for entry in board.entries if entry.ranked and (found := drawn(entry, shared))
    }
    if not samples.keys() >= set(BASELINE_SLUGS):
        return {}
    (s1, _), (s2, _) = board.baseline.points
    p1, p2 = (samples[slug].pir for slug in BASELINE_SLUGS)
    slope = (p2 - p1) / (s2 - s1)
    free = _ranks([found.pir - p1 - slope * (found.sdf - s1) for found in samples.values()])
    fixed = _ranks([found.pir - _baseline_pir(board.baseline, found.sdf) for found in samples.values()])
    points = {
        entry.slug: entry.efficiency.rank
        for entry in board.entries
        if entry.efficiency and entry.efficiency.rank
    }
    freed = {}
    for slug, row, other in zip(samples, free, fixed, strict=True):
        best, worst = separation.span(row, points[slug])
        freed[slug] = Freed(int(best), int(worst), float(row.mean()), float(other.mean()))
    return freed


def _ranks(offsets: list[Array]) -> Ranks:
    return separation.ranks(np.stack(offsets).astype(np.float32))
