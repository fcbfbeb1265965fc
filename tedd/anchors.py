"""Anchors of the bridges from data: methods with a direct PIR and a benchmark ratio of the same model.

Cards and their operating points enter, a `LivingBridge` for each setting and family of metric leaves. Which
PIR a method stands for plays no part, so that the board can ask before any is chosen.
"""

from __future__ import annotations

import math
from statistics import fmean
from typing import TYPE_CHECKING

from tedd import point_draws
from tedd.bridges import BRIDGED_SETTINGS
from tedd.direct import is_direct
from tedd.living_bridges import FAMILIES, DataAnchor, LivingBridge, fit_line
from tedd.pir import preferred
from tedd.printed import half_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tedd.cards import Method
    from tedd.evidence import OperatingPoint, RowRatio
    from tedd.vocabulary import Vocabulary

    Points = tuple[OperatingPoint, ...]


def living_bridges(
    methods: Sequence[Method], points: Mapping[str, Points], vocabulary: Vocabulary
) -> tuple[LivingBridge, ...]:
    """Return a bridge from data for each setting and family, also where it has no anchor yet.

    `points` holds the operating points of every method by slug.
    """
    direct = [(method, _direct(points[method.slug], vocabulary)) for method in methods]
    found = []
    for setting in BRIDGED_SETTINGS:
        for family in FAMILIES:
            keys = vocabulary.families.get(family, ())
            anchors = []
            for method, own in direct:
                beside = [_rows_beside(point, points[method.slug], setting, keys) for point in own]
                anchors += _anchor(method, own, beside, vocabulary)
            kept = tuple(sorted(anchors))
            found.append(LivingBridge(setting, family, kept, fit_line(kept) if kept else None))
    return tuple(found)


def _direct(points: Points, vocabulary: Vocabulary) -> list[OperatingPoint]:
    """Return the points that may set a PIR by themselves and have a logarithm."""
    return [point for point in points if point.ratio > 0 and is_direct(point, vocabulary)]


def _anchor(
    method: Method, direct: Sequence[OperatingPoint], beside: Sequence[list[RowRatio]], vocabulary: Vocabulary
) -> list[DataAnchor]:
    """Return a method's anchor, if any: its most unified direct point with rows of the family beside it."""
    point = preferred(point for point, rows in zip(direct, beside, strict=True) if rows)
    if point is None:
        return []
    ratio = fmean(item.value or 0.0 for item in beside[direct.index(point)])
    variance = point_draws.model(method.slug, point, vocabulary, half_units(method.card.evidence)).variance
    return [DataAnchor(method.slug, point.rows[0].row.reporter or method.slug, ratio, point.ratio, variance)]


def _rows_beside(point: OperatingPoint, points: Points, setting: str, keys: Sequence[str]) -> list[RowRatio]:
    """Return the rows of a family on the same tuned model: data set, backbone, fraction and variant."""
    here = point.condition
    return [
        item
        for other in points
        if other.condition == here._replace(setting=setting, judge=other.condition.judge)
        and math.isclose(other.sdf, point.sdf, rel_tol=1e-9)
        for item in other.rows
        if item.row.test_set in keys and item.value
    ]
