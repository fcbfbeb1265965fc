"""Bridges from data: how a benchmark ratio has gone with the win-rate PIR of the same model, so far.

Anchors enter (`tedd.anchors` finds them), a `LivingBridge` leaves. Families are kept apart: a ratio of
accuracies of 1.04 and one of AlpacaEval win rates of 1.31 came with the same PIR of 1.75.

    log PIR = slope * log ratio + effect of the study + noise

The line goes through parity: a model that merely equals its counterpart has PIR 1, where the survey's line
says 1.44. The slope is shrunk towards 1 (a ratio carried over as it is). How far studies differ is averaged
over all that the anchors leave possible: with the likeliest size alone, 90% bands held 69 to 72% of truths in
worlds where studies do differ, averaged they hold 88 to 94% (scripts/coverage_bridges.py). With fewer than
`ENOUGH` anchors the line is shown and not used; the authors' stays in force (`tedd.bridges`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, get_args

import numpy as np

from tedd.bridges import MARGIN
from tedd.spread import PRIOR, half_t
from tedd.vocabulary import Family

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tedd.bridges import Bridge, NegativeControl
    from tedd.draws import Array

ENOUGH = 5
"""Anchors from which a bridge from data takes the place of the authors' line."""
PRIOR_SLOPE, PRIOR_WIDTH = 1.0, 5.0
"""Mean and standard deviation of the slope before any anchor: wide, as 3.1 and 5.5 are the authors' at
parity."""
REACH = 1.645
"""Standard errors on either side of a 90% band."""
FAMILIES: tuple[Family, ...] = get_args(Family)
MANY = 200
"""Anchors up to which each is left out in turn."""
MOST = 700.0
"""Logarithm of about the largest number that a computer can hold."""
LEAST_VARIANCE = 1e-9
"""Variance of a log PIR that claims to be exact."""
EFFECT_SCALE = PRIOR["same-model-win-rate"]
"""Scale of the half-t prior on the study effect, a standard deviation of log PIR: studies differ as test sets
of win rates do, for want of anything known."""


class DataAnchor(NamedTuple):
    """A method with a direct PIR and a benchmark ratio of one and the same tuned model."""

    slug: str
    study: str
    """Who ran it; anchors of one study share its effect."""
    ratio: float
    pir: float
    variance: float
    """Variance of the log PIR."""


class LeftOut(NamedTuple):
    """An anchor seen from the line through all others."""

    anchor: DataAnchor
    predicted: float
    low: float
    high: float


def _exp(power: float) -> float:
    """Return e to a power, and a very large number instead of none: absurd ratios must not end a build."""
    return math.exp(min(power, MOST))


@dataclass(frozen=True)
class Line:
    """A fitted line through parity."""

    slope: float
    slope_variance: float
    effect: float
    """Standard deviation of the study effect, on the log scale: the root of the mean of its square."""

    def band(self, ratio: float) -> tuple[float, float, float]:
        """Return PIR for a ratio and its 90% band for a new study."""
        log_ratio = math.log(ratio)
        reach = REACH * math.sqrt(log_ratio**2 * self.slope_variance + self.effect**2)
        centre = self.slope * log_ratio
        return _exp(centre), _exp(centre - reach), _exp(centre + reach)


@dataclass(frozen=True)
class LivingBridge:
    """A bridge from data with its state."""

    setting: str
    family: Family
    anchors: tuple[DataAnchor, ...]
    line: Line | None
    """None without any anchor."""

    @property
    def in_force(self) -> bool:
        """Whether it has enough anchors to be used."""
        return len(self.anchors) >= ENOUGH

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return f"{len(self.anchors)} of {ENOUGH} anchors" + (": in force" if self.in_force else "")

    def pir(self, ratio: float) -> float | None:
        """Return the PIR for a ratio; None outside the anchors or before it is in force."""
        return self.line.band(ratio)[0] if self.line and self.in_force and self.covers(ratio) else None

    @property
    def span(self) -> tuple[float, float]:
        """Smallest and largest ratio it may be used for: its anchors and `MARGIN` of their span in logs.

        Raises ValueError without any anchor.
        """
        logs = [math.log(anchor.ratio) for anchor in self.anchors]
        slack = MARGIN * (max(logs) - min(logs))
        return math.exp(min(logs) - slack), math.exp(max(logs) + slack)

    def covers(self, ratio: float) -> bool:
        """Whether a ratio lies in `span`; no ratio does without anchors."""
        if not self.anchors:
            return False
        low, high = self.span
        # A bridge of one anchor has no span: its own ratio must not be lost between exp and log.
        return low * (1 - 1e-12) <= ratio <= high * (1 + 1e-12)

    def left_out(self) -> tuple[LeftOut, ...]:
        """Return each anchor as seen from the line through the others, two at least.

        Nothing for more than `MANY` anchors, where one hardly matters and the time grows with the square.
        """
        if not 3 <= len(self.anchors) <= MANY:  # noqa: PLR2004 # one is left out, a study effect needs two
            return ()
        found = []
        for index, anchor in enumerate(self.anchors):
            line = fit_line(self.anchors[:index] + self.anchors[index + 1 :])
            found.append(LeftOut(anchor, *line.band(anchor.ratio)))
        return tuple(found)

    def controls(self, controls: Iterable[NegativeControl]) -> tuple[NegativeControl, ...]:
        """Return the board's negative controls of this setting as this bridge sees them."""
        return tuple(
            control._replace(pir=self.line.band(control.ratio)[0], covered=self.covers(control.ratio))
            for control in controls
            if self.line and control.setting == self.setting
        )


class Bridges(NamedTuple):
    """All bridges of a board."""

    authors: Mapping[str, Bridge]
    """The authors' lines, by setting."""
    from_data: tuple[LivingBridge, ...] = ()
    """For each setting and family, in force or not; none in the survey edition."""


def fit_line(anchors: Sequence[DataAnchor]) -> Line:
    """Return the line through parity, averaged over study effects: restricted likelihood times a prior.

    A single study tells of the effect only by how far its anchors are from a line through parity, and for the
    rest leaves its prior, see `EFFECT_SCALE`; the slope's shrinkage is a normal prior, see `PRIOR_SLOPE`.
    """
    found = _sums(anchors)
    effects, prior = half_t(EFFECT_SCALE)
    tried = effects[:, None]
    # The covariance of anchors is diagonal but for one block a study, whose inverse is known (Sherman and
    # Morrison): sums over studies do, where inverting would take a second at 100 anchors.
    shrunk = tried**2 / (1 + tried**2 * found.weight)
    xx = found.xx - (shrunk * found.x**2).sum(axis=1) + PRIOR_WIDTH**-2
    xy = found.xy - (shrunk * found.x * found.y).sum(axis=1) + PRIOR_SLOPE * PRIOR_WIDTH**-2
    slopes = xy / xx
    spread = np.log1p(tried**2 * found.weight).sum(axis=1)
    explained = slopes * xy + (shrunk * found.y**2).sum(axis=1)
    density = prior + 0.5 * (explained - spread - np.log(xx))
    share = np.exp(density - density.max())
    share /= share.sum()
    slope = float(share @ slopes)
    variance = float(share @ (1 / xx + (slopes - slope) ** 2))
    return Line(slope, variance, float(np.sqrt(share @ effects**2)))


class _Sums(NamedTuple):
    """Sums over anchors, weighted by one over the variance of their log PIR."""

    xx: float
    """Of squared log ratios; then of log ratio times log PIR."""
    xy: float
    weight: Array
    """By study: of the weights, of log ratios, of log PIRs."""
    x: Array
    y: Array


def _sums(anchors: Sequence[DataAnchor]) -> _Sums:
    x = np.log([anchor.ratio for anchor in anchors])
    y = np.log([anchor.pir for anchor in anchors])
    weight = 1 / np.array([max(anchor.variance, LEAST_VARIANCE) for anchor in anchors])
    _, study = np.unique([anchor.study for anchor in anchors], return_inverse=True)
    return _Sums(
        float((weight * x**2).sum()),
        float((weight * x * y).sum()),
        np.bincount(study, weight).astype(float),
        np.bincount(study, weight * x).astype(float),
        np.bincount(study, weight * y).astype(float),
    )
