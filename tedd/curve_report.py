"""What all efficiency curves say together of the survey's two properties.

Curves enter, a `CurveReport` and groups of curves under one recipe leave. The survey assumes (appendix A.2)
that curves rise ever more slowly and that the curve of a better method is steeper everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tedd.curves import meetings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tedd.curves import Curve, Meeting
    from tedd.evidence import Condition

SURE = 0.95
"""Probability from which a fall is told as one."""


@dataclass(frozen=True)
class CurveReport:
    """How many curves and meetings hold what the survey assumes."""

    curves: tuple[Curve, ...]
    rising: int
    """Curves that never fall."""
    as_assumed: int
    """Of these, those that rise ever more slowly: property 1."""
    falling: int
    """Curves that fall, if only by chance."""
    surely_falling: tuple[Curve, ...]
    """Those that fall with a probability above `SURE`, the surest first."""
    fitted: tuple[Curve, ...]
    """Curves with points enough for a logarithm."""
    meetings: tuple[Meeting, ...]
    """Property 2 where two curves were measured under one recipe."""
    holding: int
    """Meetings in which it holds."""
    crossing: int
    """Meetings in which the two methods change places."""
    below_all_data: int
    """Curves that lie below parity at every fraction: they may rise to the 1 that all data has by
    definition."""
    above_all_data: int
    """Curves with a ratio above 1: these must fall before the fraction reaches 1."""


def curve_report(found: Sequence[Curve]) -> CurveReport:
    """Return what some curves say together."""
    falling = [one for one in found if not one.monotone]
    sure = [one for one in falling if (one.fall_probability or 0) > SURE]
    met = meetings(found)
    return CurveReport(
        tuple(found),
        sum(one.monotone for one in found),
        sum(one.monotone and one.concave for one in found),
        len(falling),
        tuple(sorted(sure, key=lambda one: -(one.fall_probability or 0))),
        tuple(one for one in found if one.fit),
        met,
        sum(meeting.holds for meeting in met),
        sum(bool(meeting.crossings) for meeting in met),
        sum(all(at.ratio < 1 for at in one.points) for one in found),
        sum(any(at.ratio > 1 for at in one.points) for one in found),
    )


def by_recipe(found: Sequence[Curve]) -> dict[Condition, tuple[Curve, ...]]:
    """Return the curves by condition, variant included: what one panel of the picture holds."""
    groups: dict[Condition, list[Curve]] = defaultdict(list)
    for one in found:
        groups[one.condition].append(one)
    return {condition: tuple(group) for condition, group in groups.items()}
