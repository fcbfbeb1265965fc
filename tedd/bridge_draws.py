"""Draws of a bridge: the line through uncertain anchors, and what it makes of an uncertain ratio.

Draws of the anchors' PIRs enter, a slope and an intercept in every draw leave; a bridge from data
(`tedd.living_bridges`) is drawn from its band. The authors' line is one of PIR on
ratios as they are observed, noise and all, so that the noise of a ratio is scatter around the line and counts
at the printed slope. Drawing the anchors' ratios themselves would divide by a difference of two noisy
numbers: with the survey's anchors, 0.06 apart, intervals would reach from 0 to 4 and have no finite variance.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tedd.draws import Array, Chance
    from tedd.living_bridges import LivingBridge


class DrawnLine(NamedTuple):
    """A bridge's line in every draw."""

    slope: Array
    intercept: Array


def line(ratios: Sequence[float], pirs: Sequence[Array]) -> DrawnLine:
    """Return the least-squares line through the anchors in every draw."""
    at = np.array(ratios)[:, None]
    drawn = np.stack(list(pirs))
    ratio, pir = at.mean(axis=0), drawn.mean(axis=0)
    slope = ((at - ratio) * (drawn - pir)).sum(axis=0) / ((at - ratio) ** 2).sum(axis=0)
    return DrawnLine(slope, pir - slope * ratio)


def across(drawn: DrawnLine, ratio: float, scatter: Array) -> Array:
    """Return draws of the PIR for a ratio; `scatter` is the ratio's noise times the printed slope.

    A PIR is never negative.
    """
    return np.maximum(drawn.intercept + drawn.slope * ratio + scatter, 0.0)


def along(bridge: LivingBridge, ratio: float, drawn: Array, chance: Chance, study: str) -> Array:
    """Return draws of the PIR that a bridge from data gives for a ratio with draws of its own.

    The slope is shared by all methods that use the bridge, the effect of a study by those it reports. A new
    study is assumed even where it reports anchors too: its interval is the band, and the ratio's noise.
    """
    line = bridge.line
    if line is None:
        raise ValueError(f"the {bridge.family} bridge from {bridge.setting} has no anchor")
    name = (bridge.setting, bridge.family)
    slope = line.slope + math.sqrt(line.slope_variance) * chance.normal("anchors", *name)
    effect = line.effect * chance.normal("anchors", *name, study)
    pir: Array = np.exp(slope * math.log(ratio) + line.slope * np.log(drawn / ratio) + effect)
    return pir
