"""The schema of a board's constants: baseline, bridges, doubt, penalties and rules.

Nothing enters; `Constants` and its parts leave.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tedd.fields import Record
from tedd.rows import Setting  # noqa: TC001 # pydantic reads it at run time
from tedd.surface.kinds import (
    Count,
    Formula,
    Gain,
    Ordinal,
    Penalty,
    Probability,
    Radians,
    Ratio,
    Share,
    Slug,
    Unit,
)
from tedd.vocabulary import Family  # noqa: TC001 # as above

LINE = "f(s) = intercept + slope · s"


class Point(Record):
    """A point of the baseline."""

    sdf: Share
    """Selected dataset fraction."""
    pir: Ratio
    """Performance improvement ratio."""


class Baseline(Record):
    """The line that efficiency is measured from."""

    points: list[Point]
    """The two methods that define it, with the survey's values."""
    slope: Annotated[float, Unit("PIR per unit of SDF"), Formula("(p₂ − p₁) ÷ (s₂ − s₁)")]
    """Slope of the line."""
    intercept: Annotated[Ratio, Formula("p₁ − slope · s₁")]
    """PIR of the line at a fraction of 0."""
    theta: Annotated[Radians, Formula("θ = atan(slope)")]
    """Angle between the line and the axis of the fraction."""


class Anchor(Record):
    """A method with both a ratio and a PIR of a win rate."""

    slug: Slug
    """The method."""
    ratio: Ratio
    """Its ratio in the bridge's setting."""
    pir: Ratio
    """Its PIR."""


class Bridge(Record):
    """The authors' line from a setting's ratio to the PIR of a win rate."""

    slope: Annotated[float, Unit("PIR per unit of ratio")]
    """Slope of the line, by least squares."""
    intercept: Annotated[Ratio, Formula("pir = intercept + slope · ratio")]
    """PIR of the line at a ratio of 0."""
    usable: Annotated[list[Ratio], Field(min_length=2, max_length=2)]
    """Smallest and largest ratio that it may be used for."""
    anchors: list[Anchor]
    """The methods that it goes through."""


class DataBridge(Record):
    """A line through parity, fitted to methods that have both a ratio of a family and a PIR of a win rate."""

    slope: Annotated[float, Unit("log PIR per unit of log ratio"), Formula("pir = exp(slope · log ratio)")]
    """Slope of the line on the scale of logarithms."""
    usable: Annotated[list[Ratio], Field(min_length=2, max_length=2)]
    """Smallest and largest ratio that it may be used for."""


class Control(Record):
    """A case in which selection gains nothing, and the PIR that a bridge gives it all the same."""

    setting: Setting
    """Setting of the bridge."""
    what: str
    """Which case, in words."""
    slug: Slug | None
    """Method whose own random control it is; null for the bare ratio of 1."""
    sdf: Share | None
    """Fraction of that control."""
    ratio: Ratio
    """What the bridge is asked."""
    pir: Ratio
    """What it answers."""
    covered: bool
    """Whether the ratio lies where the bridge may be used."""


class Neighbours(Record):
    """Two methods next to each other on the board."""

    upper: Slug
    """The one with the larger offset."""
    lower: Slug
    """The one below it."""
    probability: Probability
    """Share of the draws in which the upper one is better."""
    apart: bool
    """Whether that is sure, looking at this pair alone."""
    surely_apart: bool
    """Whether it still is after Holm's correction for all neighbours."""


class Pairs(Record):
    """Pairs of ranked methods; above 100 methods of neighbours alone."""

    all: Count
    """All of them."""
    apart: Count
    """Of these, apart one by one."""
    surely_apart: Count
    """Of these, apart after Holm's correction over all pairs."""


class Shares(Record):
    """By how much the variance of a method's offset falls when one source of doubt is switched off."""

    verdicts: Share
    """Chance of single verdicts."""
    test_sets: Share = Field(alias="test-sets")
    """Which test sets were chosen."""
    printing: Share
    """Digits that a source prints."""
    ties: Share
    """Tie rates that were borrowed."""
    making: Share
    """How the survey's value was made."""
    anchors: Share
    """Anchors of a bridge."""


class Uncertainty(Record):
    """How sure the order is, from joint draws."""

    draws: Count
    """How many boards were drawn."""
    seed: Ordinal
    """Seed of the draws."""
    above_baseline: dict[Slug, Probability]
    """By method, the probability of an offset above 0."""
    first: dict[Slug, Probability]
    """By ranked method, the probability of rank 1."""
    neighbours: list[Neighbours]
    """Each ranked method with the next one."""
    pairs: Pairs
    """How many pairs can be told apart."""
    tie_groups: list[list[Slug]]
    """Ranked methods in order; a group ends before the first that is surely below the group's first."""
    shares: dict[Slug, Shares]
    """By method, what its doubt comes from."""
    pooled: dict[Slug, Ratio]
    """By method, all wins over all losses, where every row of its PIR prints counts."""


class Weights(Record):
    """Penalty for each model, step and missing property."""

    trained_model: Penalty
    """For a trained model."""
    trained_small_model: Penalty
    """For a small one, such as GPT-2."""
    step: Penalty
    """For a step."""
    closed_source: Penalty
    """Where the authors published no code."""
    model_bound: Penalty
    """Where the method is not model-free."""
    dataset_bound: Penalty
    """Where it is not dataset-free."""
    proprietary: Penalty
    """Where it uses a proprietary model."""
    many_models: Count
    """Trained models above which the survey edition gives one penalty for all."""
    many_models_penalty: Penalty
    """That penalty; in the living edition the largest one."""


class Unified(Record):
    """The condition under which PIRs can be compared."""

    dataset: str
    """Candidate data set."""
    backbones: list[str]
    """Backbones, the preferred one first."""
    judge: str
    """Judge."""


class Reasons(Record):
    """Words for methods without a rank of their own."""

    bridged: str
    """For a PIR through a bridge."""
    converted: str
    """For a PIR from a winning score."""


class Rules(Record):
    """How ratios become PIRs and PIRs become ranks."""

    settings: list[Setting]
    """Settings that may lead to a PIR."""
    win_rate: Setting
    """The one whose ratios are PIRs."""
    min_test_sets: Count
    """A direct PIR needs so many test sets ..."""
    min_prompts: Count
    """... or so many prompts."""
    unified: Unified
    """The survey's unified condition."""
    zero_losses: Annotated[float, Unit("prompts")]
    """What is added to wins and losses where there are no losses."""
    max_ratio: Ratio
    """Largest ratio that is taken."""
    margin: Share
    """How far outside its anchors a bridge may be used, as a share of their span."""
    tie: Gain
    """Offsets closer than this share a rank."""
    digits: Annotated[int, Unit("digits")]
    """Most digits of a number on a card."""
    reach: Annotated[float, Unit("standard errors")]
    """Half the width of a 90% interval."""
    reasons: Reasons
    """Words for methods without a rank of their own."""


class Constants(Record):
    """Everything that is the same for all methods."""

    baseline: Baseline
    """The line that efficiency is measured from."""
    bridges: dict[Setting, Bridge]
    """By setting, the authors' bridge."""
    data_bridges: dict[Setting, dict[Family, DataBridge]]
    """By setting and family of test sets, the bridges from data that are used in place of the authors'."""
    negative_controls: list[Control]
    """What bridges make of no gain at all."""
    tie_rates: dict[str, Share]
    """By judge, ties per prompt; `all` where a judge has none of its own."""
    uncertainty: Uncertainty | None
    """How sure the order is."""
    weights: Weights
    """Penalties of feasibility."""
    rules: Rules
    """How ratios become PIRs and PIRs become ranks."""
    limits: dict[str, dict[str, str | float]]
    """Type and bounds of each number that a card may hold, in the words of JSON Schema."""
