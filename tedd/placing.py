"""Ranks some methods among themselves alone, with intervals from the draws that the board is drawn with.

Methods with a PIR or a ratio each enter, `Member`s in order of rank leave. A board's ranks hold among all of
its methods; these hold in a group.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tedd import separation
from tedd.efficiency import dense_ranks, place
from tedd.kept import kept
from tedd.pir_draws import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tedd.board import Board, Entry
    from tedd.draws import Array
    from tedd.evidence import OperatingPoint
    from tedd.pir import Pir
    from tedd.pir_draws import Context


@dataclass(frozen=True)
class Member:
    """A method in a group."""

    entry: Entry
    value: float
    """PIR, or ratio of scores."""
    sdf: float
    point: OperatingPoint | None
    """Rows behind it; None on the survey's word."""
    own: bool
    """Whether this is the very PIR that the board shows."""
    offset: float | None = None
    """PIR minus the baseline's; None where the value is a ratio of scores."""
    rank: int | None = None
    """Dense rank in the group; None for a reference point."""
    would_rank: int | None = None
    """For a reference point: the rank that it would take."""
    low: float | None = None
    high: float | None = None
    """90% interval of what decides the rank; None without draws but for the board's own PIR."""
    rank_best: int | None = None
    rank_worst: int | None = None
    """90% range of the rank in the group."""

    @property
    def key(self) -> float:
        """What decides the rank: the offset, else the ratio."""
        return self.value if self.offset is None else self.offset


def by_offset(pairs: Iterable[tuple[Entry, Pir]], board: Board, shared: Context | None) -> tuple[Member, ...]:
    """Return methods with their PIRs, ranked by offset among themselves, best first.

    Reference points take no place from others; `shared` is the context of the board's draws, or None.
    """
    line, samples, members = board.baseline, [], []
    for entry, pir in sorted(pairs, key=lambda pair: pair[0].slug):
        offset = line.offset(pir.sdf, pir.value)
        own = pir is entry.pir
        low, high = _on_the_board(entry) if own else (None, None)
        members.append(Member(entry, pir.value, pir.sdf, pir.point, own, offset, low=low, high=high))
        found = drawn(replace(entry, pir=pir), shared) if shared else None
        samples += [found.pir - line.intercept - line.slope * found.sdf] if found else []
    return _placed(members, samples)


def _on_the_board(entry: Entry) -> tuple[float | None, float | None]:
    """Return the interval of a method's offset as the board shows it."""
    found = entry.efficiency
    return (found.offset_low, found.offset_high) if found else (None, None)


def by_ratio(
    points: Mapping[str, tuple[Entry, OperatingPoint]], shared: Context | None
) -> tuple[Member, ...]:
    """Return methods with results at one fraction, ranked by their ratios among themselves, best first."""
    members, samples = [], []
    for _, (entry, point) in sorted(points.items()):
        own = entry.pir is not None and entry.pir.point is point
        members.append(Member(entry, point.ratio, point.sdf, point, own))
        samples += [shared.ratio(entry, point)] if shared else []
    return _placed(members, samples)


def _placed(members: Sequence[Member], samples: Sequence[Array]) -> tuple[Member, ...]:
    """Return members with ranks, and with intervals where all of them were drawn."""
    contest = {m.entry.slug: m.key for m in members if m.entry.method.card.kind == "method"}
    ranks = dense_ranks(contest)
    found = [_with_rank(member, ranks, contest) for member in members]
    if samples and len(samples) == len(members):
        found = _with_intervals(found, samples)
    return tuple(sorted(found, key=lambda member: (-member.key, member.entry.slug)))


def _with_rank(member: Member, ranks: Mapping[str, int], contest: Mapping[str, float]) -> Member:
    if member.entry.slug in ranks:
        return replace(member, rank=ranks[member.entry.slug])
    return replace(member, would_rank=place(member.key, contest))


def _with_intervals(members: Sequence[Member], samples: Sequence[Array]) -> list[Member]:
    ends = _ends(samples, [member.key for member in members], [member.rank for member in members])
    return [replace(member, **found._asdict()) for member, found in zip(members, ends, strict=True)]


class _Ends(NamedTuple):
    """The ends of an interval, and those of the rank's range where there is a rank."""

    low: float
    high: float
    rank_best: int | None = None
    rank_worst: int | None = None


@kept
def _ends(samples: Sequence[Array], keys: Sequence[float], ranks: Sequence[int | None]) -> list[_Ends]:
    draws = np.stack(samples).astype(np.float32)
    racing = [n for n, rank in enumerate(ranks) if rank]
    places = dict(zip(racing, separation.ranks(draws[racing]), strict=True))
    found = []
    for n, (key, rank) in enumerate(zip(keys, ranks, strict=True)):
        ends = _Ends(*separation.span(draws[n], key))
        if rank:
            best, worst = separation.span(places[n], rank)
            ends = ends._replace(rank_best=int(best), rank_worst=int(worst))
        found.append(ends)
    return found
