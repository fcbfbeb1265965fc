"""Chooses the PIR and the SDF that a method stands for, by the rules of DESIGN section 4.

A method's operating points and the bridges enter; a `Pir` leaves, or the reason why there is none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tedd.bridges import BRIDGED_SETTINGS
from tedd.evidence import part
from tedd.living_bridges import LivingBridge
from tedd.rows import WIN_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tedd.bridges import Bridge
    from tedd.evidence import Condition, OperatingPoint
    from tedd.living_bridges import Bridges
    from tedd.schema import Card
    from tedd.vocabulary import Vocabulary

UNIFIED_DATASET = "alpaca"
UNIFIED_BACKBONES = ("llama-2-7b", "llama-7b", "llama-2-13b", "llama-13b")
"""The survey's unified condition (section 5): LLaMA-2 or LLaMA, 7B before 13B, on Alpaca."""
UNIFIED_JUDGE = "gpt-4"
"""Preferred among LLM judges."""
MIN_TEST_SETS = 2
MIN_PROMPTS = 200
"""A direct PIR needs this many test sets or this many prompts."""


@dataclass(frozen=True)
class Pir:
    """The performance improvement ratio that a method stands for, and how it came about."""

    value: float
    basis: Literal["direct", "survey", "bridged"]
    sdf: float
    unified: bool
    """Measured under the survey's unified condition."""
    point: OperatingPoint | None = None
    """Rows behind it; None on the survey's word."""
    bridge: Bridge | LivingBridge | None = None
    """Bridge it went through: the authors' line, or one from data."""
    made_from: Literal["direct", "bridged", "unknown"] | None = None
    """On the survey's word: how the survey got it."""
    low: float | None = None
    high: float | None = None

    @property
    def origin(self) -> str:
        """How it came about, in words."""
        if self.point is None:
            made = {"direct": "made from a win rate", "bridged": "made through a bridge"}
            return f"the survey's word, {made.get(self.made_from or '', 'made in a way not known')}"
        if self.bridge is not None:
            setting = self.bridge.setting.replace("-model-", "-model ")
            return f"estimated through the bridge from {setting} results"
        if self.basis == "bridged":
            return "converted from a winning score with a borrowed tie rate"
        return "wins over losses as counted"


def survey_pir(card: Card) -> Pir | None:
    """Return the survey's PIR at the survey's SDF; None when the survey has none."""
    survey = card.survey
    if survey is None or survey.pir is None or survey.sdf is None:
        return None
    return Pir(survey.pir, "survey", survey.sdf, unified=True, made_from=survey.made_from)


def living_pir(
    card: Card, points: Iterable[OperatingPoint], bridges: Bridges, vocabulary: Vocabulary
) -> Pir | str:
    """Return the PIR by the first rule that applies, or why none does.

    In order: direct under the unified condition, the survey's word, direct elsewhere, bridged.
    """
    points = tuple(points)
    sound = [p for p in points if p.condition.setting == WIN_RATE and _flaw(p, vocabulary) is None]
    direct = [point for point in sound if point.counted]
    return (
        _direct([point for point in direct if is_unified(point.condition)], unified=True)
        or survey_pir(card)
        or _direct(direct, unified=False)
        or _converted(sound)
        or _bridged(points, bridges, vocabulary)
        or _why_none(points, bridges, vocabulary)
    )


def is_unified(condition: Condition) -> bool:
    """Whether a condition is the survey's unified one, apart from the judge."""
    return condition.dataset == UNIFIED_DATASET and condition.backbone in UNIFIED_BACKBONES


def _flaw(point: OperatingPoint, vocabulary: Vocabulary) -> str | None:
    """Return why a win rate against full data is no PIR; None when it is well founded wins over losses."""
    judge = point.condition.judge
    if judge is None or vocabulary.judges[judge].kind != "llm":
        return "its win rate was not judged by an LLM"
    if len(point.test_sets) < MIN_TEST_SETS and point.prompts < MIN_PROMPTS:
        prompts = point.prompts or "an unknown number of"
        return f"its win rate rests on one test set with {prompts} prompts, not {MIN_PROMPTS}"
    return None if point.counted or point.borrowed else "its win rate is not printed as wins over losses"


def _direct(points: list[OperatingPoint], *, unified: bool) -> Pir | None:
    point = preferred(points)
    return None if point is None else Pir(point.ratio, "direct", point.sdf, unified, point)


def preferred(points: Iterable[OperatingPoint]) -> OperatingPoint | None:
    """Return the fraction of highest ratio in the condition that is nearest to the unified one."""
    fractions: dict[Condition, list[OperatingPoint]] = defaultdict(list)
    for point in points:
        fractions[point.condition._replace(variant=None)].append(point)
    nearest = min(fractions, key=lambda condition: _distance(condition, fractions[condition]), default=None)
    return min(fractions[nearest], key=lambda point: (-point.ratio, point.sdf)) if nearest else None


def _distance(condition: Condition, points: list[OperatingPoint]) -> tuple[object, ...]:
    """Return how far a condition is from the unified one; of equals, the one with most evidence is nearer."""
    known = condition.backbone in UNIFIED_BACKBONES
    return (
        condition.dataset != UNIFIED_DATASET,
        UNIFIED_BACKBONES.index(condition.backbone) if known else len(UNIFIED_BACKBONES),
        condition.judge != UNIFIED_JUDGE,
        -max(len(point.test_sets) for point in points),
        -max(point.prompts for point in points),
        (condition.backbone, condition.judge or "", condition.dataset),
    )


def _converted(points: Iterable[OperatingPoint]) -> Pir | None:
    """Return a provisional PIR of winning scores with a borrowed tie rate.

    That rate moves with every card that prints ties, so it gives no direct PIR.
    """
    point = preferred(points)
    if point is None:
        return None
    return Pir(point.ratio, "bridged", point.sdf, is_unified(point.condition), point)


def _bridged(points: Iterable[OperatingPoint], bridges: Bridges, vocabulary: Vocabulary) -> Pir | None:
    """Return a provisional PIR through the first bridge that covers the method's ratio."""
    for bridge, point in ways(points, bridges, vocabulary):
        value = bridge.pir(point.ratio) if bridge.covers(point.ratio) else None
        if value is not None:
            return Pir(value, "bridged", point.sdf, is_unified(point.condition), point, bridge)
    return None


def ways(
    points: Iterable[OperatingPoint], bridges: Bridges, vocabulary: Vocabulary
) -> Iterator[tuple[Bridge | LivingBridge, OperatingPoint]]:
    """Yield each bridge in force with the point that it would carry over, whether it covers its ratio or not.

    In each setting a bridge from data takes the rows of its family; the authors' line takes what is left.
    """
    points = tuple(points)
    for setting in BRIDGED_SETTINGS:
        here = [point for point in points if point.condition.setting == setting]
        taken: set[str] = set()
        for bridge in bridges.from_data:
            if bridge.setting == setting and bridge.in_force:
                taken |= set(vocabulary.families.get(bridge.family, ()))
                point = preferred(carried(here, bridge, vocabulary))
                if point:
                    yield bridge, point
        rest = (part(p, [i for i in p.rows if i.row.test_set not in taken], vocabulary) for p in here)
        point = preferred(point for point in rest if point)
        if point and setting in bridges.authors:
            yield bridges.authors[setting], point


def carried(
    points: Iterable[OperatingPoint], bridge: LivingBridge, vocabulary: Vocabulary
) -> Iterator[OperatingPoint]:
    """Yield what a bridge from data may carry over: the rows of its family of the points of its setting."""
    keys = vocabulary.families.get(bridge.family, ())
    for point in points:
        if point.condition.setting == bridge.setting:
            rows = [item for item in point.rows if item.row.test_set in keys and item.value]
            found = part(point, rows, vocabulary)
            if found:
                yield found


def _why_none(points: Iterable[OperatingPoint], bridges: Bridges, vocabulary: Vocabulary) -> str:
    """Return why no PIR comes from the points: the best of each setting falls short of something."""
    reasons = []
    point = preferred(point for point in points if point.condition.setting == WIN_RATE)
    if point:
        reasons.append(_flaw(point, vocabulary) or "")
    for bridge, point in ways(points, bridges, vocabulary):
        low, high = bridge.span
        outside = f"outside the bridge, usable from {low:.3f} to {high:.3f}"
        of = f" {bridge.family}" if isinstance(bridge, LivingBridge) else ""
        reasons.append(f"its {bridge.setting}{of} ratio {point.ratio:.3f} lies {outside}")
    return "; ".join(reasons) or "no result against full data or another model that a PIR could come from"
