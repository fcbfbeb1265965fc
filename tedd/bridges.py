"""Bridges: lines that turn a ratio of another evaluation setting into a same-model win-rate PIR.

The survey's (ratio, PIR) pairs of the cards enter, one `Bridge` per setting leaves, with its negative
controls: what it says of a ratio of 1 and of random selection. Survey, appendix A.1.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean, linear_regression
from typing import TYPE_CHECKING, NamedTuple

from tedd.evidence import MAX_RATIO
from tedd.rows import BENCHMARK, BareRatio, Scores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tedd.cards import Method
    from tedd.evidence import RowRatio

BRIDGED_SETTINGS = (BENCHMARK, "other-model-benchmark")
MARGIN = 0.1
"""How far outside its anchors a bridge may be used, as a share of their span."""
MIN_SPAN = 1e-6
"""Anchors whose ratios lie closer together give no line."""


class Anchor(NamedTuple):
    """A method that has both a ratio in the setting and a same-model win-rate PIR."""

    slug: str
    ratio: float
    pir: float


@dataclass(frozen=True)
class Bridge:
    """Least-squares line PIR = intercept + slope * ratio."""

    setting: str
    slope: float
    intercept: float
    anchors: tuple[Anchor, ...]

    def pir(self, ratio: float) -> float:
        """Return the PIR that the bridge gives for a ratio."""
        return self.intercept + self.slope * ratio

    @property
    def span(self) -> tuple[float, float]:
        """Smallest and largest ratio that it may be used for: its anchors and `MARGIN` of their span."""
        ratios = [anchor.ratio for anchor in self.anchors]
        slack = MARGIN * (max(ratios) - min(ratios))
        return min(ratios) - slack, max(ratios) + slack

    def covers(self, ratio: float) -> bool:
        """Whether a ratio lies in `span`."""
        low, high = self.span
        return low <= ratio <= high


class NegativeControl(NamedTuple):
    """A case where selection gains nothing, and the PIR that the bridge gives it all the same."""

    setting: str
    what: str
    slug: str | None
    """Card whose own random control it is; None for the bare ratio of 1."""
    sdf: float | None
    ratio: float
    pir: float
    covered: bool
    """Whether the ratio lies where the bridge may be used."""


def fit(methods: Iterable[Method]) -> dict[str, Bridge]:
    """Return a bridge for each setting that at least two methods anchor with different ratios."""
    anchors: dict[str, list[Anchor]] = defaultdict(list)
    for method in methods:
        survey = method.card.survey
        if survey is not None and survey.pir is not None:
            for setting, ratio in survey.ratios.items():
                anchors[setting].append(Anchor(method.slug, ratio, survey.pir))
    return {
        setting: _line(setting, anchors[setting])
        for setting in BRIDGED_SETTINGS
        if _spread([anchor.ratio for anchor in anchors[setting]]) > MIN_SPAN
    }


def _spread(ratios: list[float]) -> float:
    return max(ratios, default=0.0) - min(ratios, default=0.0)


def _line(setting: str, anchors: list[Anchor]) -> Bridge:
    anchors = sorted(anchors)
    slope, intercept = linear_regression([a.ratio for a in anchors], [a.pir for a in anchors])
    return Bridge(setting, slope, intercept, tuple(anchors))


def negative_controls(
    bridges: dict[str, Bridge], rows: dict[str, tuple[RowRatio, ...]]
) -> tuple[NegativeControl, ...]:
    """Return the controls of every bridge: a ratio of 1, and random selection where a card implies it."""
    controls = []
    for setting, bridge in bridges.items():
        cases: list[tuple[str, str | None, float | None, float]] = [("no change at all", None, None, 1.0)]
        for slug, items in rows.items():
            cases += [("random selection", slug, sdf, ratio) for sdf, ratio in _random(setting, items)]
        controls += [
            NegativeControl(setting, what, slug, sdf, ratio, bridge.pir(ratio), bridge.covers(ratio))
            for what, slug, sdf, ratio in cases
        ]
    return tuple(controls)


def _random(setting: str, rows: tuple[RowRatio, ...]) -> list[tuple[float, float]]:
    """Return (SDF, random over full data): the method over full data, divided by the method over random.

    Only scores divide so: wins over one opponent say nothing of another's wins.
    """
    over_random: dict[object, list[float]] = defaultdict(list)
    for item in rows:
        random = item.row.counterpart.kind == "random" and item.row.checked != "secondary" and _is_score(item)
        if random and item.value:
            over_random[_trial(item)].append(item.value)
    found: dict[float, list[float]] = defaultdict(list)
    for item in rows:
        against = over_random.get(_trial(item))
        same = item.row.setting == setting and item.row.counterpart.kind == "full-data" and _is_score(item)
        if not against or not same or item.unused is not None or item.value is None or item.sdf is None:
            continue
        ratio = item.value / fmean(against)
        if ratio <= MAX_RATIO:
            found[item.sdf].append(ratio)
    return [(sdf, fmean(ratios)) for sdf, ratios in sorted(found.items())]


def _is_score(item: RowRatio) -> bool:
    measure = item.row.measure
    return isinstance(measure, Scores) or (isinstance(measure, BareRatio) and measure.scale == "score")


def _trial(item: RowRatio) -> tuple[object, ...]:
    row = item.row
    return row.dataset, row.backbone, row.judge, row.test_set, row.variant, item.sdf
