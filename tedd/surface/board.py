"""The schema of a board: `leaderboard.json` and `leaderboard-survey.json`; their CSV has one row a method.

Nothing enters; `Leaderboard` and its parts leave. The engine writes these files (`tedd.exports`); what stands
here is the promise that they are held to.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tedd.fields import Month, Record
from tedd.rows import Setting  # noqa: TC001 # pydantic reads it at run time
from tedd.surface.constants import LINE, Constants
from tedd.surface.kinds import (
    Count,
    Formula,
    Gain,
    Ordinal,
    Penalty,
    Rank,
    Ratio,
    Share,
    Slug,
)
from tedd.vocabulary import Family  # noqa: TC001 # as above

Scope = Literal["general", "targeted"]
Modality = Literal["text", "vision-language"]
MEAN = "p = mean(score(selected data) ÷ score(all data)) over the rows of an operating point"


class Taxonomy(Record):
    """Place in the survey's three-stage scheme."""

    features: str
    """What represents a sample."""
    criteria: str
    """Where the quality label comes from."""
    signal: str
    """The quality label."""


class Pir(Record):
    """The performance improvement ratio with all that it was measured on; all null where nobody knows."""

    value: Annotated[Ratio | None, Formula(MEAN)]
    """Performance improvement ratio."""
    low: Ratio | None
    """5th percentile of the PIR over joint draws."""
    high: Ratio | None
    """95th percentile of the PIR over joint draws."""
    basis: Literal["direct", "survey", "bridged"] | None
    """What it rests on: counted verdicts, the survey's word, or an estimate from results of another kind."""
    origin: str | None
    """How it came about, in words."""
    unified: bool | None
    """Whether it was measured under the survey's unified condition."""
    made_from: Literal["direct", "bridged", "unknown"] | None
    """On the survey's word, how the survey got it."""
    bridge: Setting | None
    """Setting of the bridge that it went through."""
    bridge_family: Family | None
    """Family of metric, where that bridge is one from data; null for the authors' line."""
    ratio: Annotated[Ratio | None, Formula(MEAN)]
    """Mean ratio of the rows behind it; the PIR unless it went through a bridge."""
    setting: Setting | None
    """Setting of the rows behind it."""
    dataset: str | None
    """Their candidate data set."""
    backbone: str | None
    """Their backbone."""
    judge: str | None
    """Their judge."""
    scope: Scope | None
    """Scope of the method whose PIR it is; null without a PIR."""
    modality: Modality | None
    """Its modality; null without a PIR."""


class Efficiency(Record):
    """How much is gained for how little data; all null without a PIR."""

    offset: Annotated[Gain | None, Formula(f"p − f(s), where {LINE}")]
    """PIR minus the baseline's at the same fraction; decides the rank."""
    offset_low: Gain | None
    """5th percentile of the offset over joint draws."""
    offset_high: Gain | None
    """95th percentile of the offset over joint draws."""
    distance: Annotated[Gain | None, Formula("offset · sin θ")]
    """The survey's distance from the baseline, its Equation 8."""
    perpendicular: Annotated[Gain | None, Formula("offset · cos θ")]
    """Length of the perpendicular to the baseline, which the survey's Figure 3 draws."""
    rank: Rank | None
    """Dense rank by offset; null when the method is not ranked."""
    would_rank: Rank | None
    """For a provisional method, the rank that it would take."""
    rank_best: Rank | None
    """5th percentile of the rank over joint draws."""
    rank_worst: Rank | None
    """95th percentile of the rank over joint draws."""


class Feasibility(Record):
    """How simple and how flexible the method is."""

    trained_models: Count
    """Models trained to build the selector."""
    small_models: bool
    """Whether those are small, such as GPT-2."""
    steps: Count
    """Steps of the algorithm."""
    llm_uses: Count
    """How often an LLM is used in them; weighs nothing."""
    open_source: bool
    """Whether the authors published the code."""
    model_free: bool
    """Whether another model needs no training of the selector."""
    dataset_free: bool
    """Whether another data set needs no training of the selector."""
    proprietary_free: bool
    """Whether no proprietary model is used."""
    simplicity_penalty: Annotated[
        Penalty,
        Formula("trained_models · (trained_model or trained_small_model) + steps · step + closed_source"),
    ]
    """Smaller is better; never above many_models_penalty."""
    simplicity_rank: Rank | None
    """Dense rank of it."""
    flexibility_penalty: Annotated[Penalty, Formula("model_bound + dataset_bound + proprietary")]
    """Smaller is better; weights of the properties that are missing."""
    flexibility_rank: Rank | None
    """Dense rank of it."""
    rank: Annotated[Rank | None, Formula("dense rank of simplicity_rank + flexibility_rank")]
    """Feasibility rank; null when the method holds none."""


class Disputed(Record):
    """What would change if another published fraction held."""

    sdf: Share
    """The other fraction."""
    offset: Gain
    """Offset at it."""
    would_rank: Rank
    """Rank with it."""


class OperatingPoint(Record):
    """Rows that share setting, data set, backbone, judge, variant and fraction."""

    setting: Setting
    """Kind of comparison."""
    dataset: str
    """Candidate data set."""
    backbone: str
    """Model that was tuned."""
    judge: str | None
    """Who judged; null for benchmarks that need nobody."""
    variant: str | None
    """Which variant of the method, where a paper reports several."""
    sdf: Share
    """Selected dataset fraction."""
    ratio: Annotated[Ratio, Formula(MEAN)]
    """Mean ratio of the rows."""
    prompts: Count | None
    """Prompts behind it; null where they are not known."""
    rows: list[Ordinal]
    """Numbers of the rows in the evidence."""
    wins_over_losses: bool
    """Whether every row counts wins and losses."""


class BoardMethod(Record):
    """One method on a board."""

    slug: Slug
    """The method's key; its page is at /methods/ followed by it."""
    name: str
    """Name."""
    ranked: bool
    """Whether it holds an efficiency rank."""
    provisional: bool
    """Whether it is listed with the rank that it would take."""
    reason: str | None
    """Why it holds no efficiency rank; null when it does."""
    kind: Literal["method", "baseline"]
    """A baseline is a reference point and holds no rank."""
    status: Literal["ranked", "listed", "superseded"]
    """Whether its card asks for a rank."""
    scope: Scope
    """Targeted when examples of the target task steer the selection."""
    modality: Modality
    """What the data hold."""
    taxonomy: Taxonomy
    """Place in the three-stage scheme."""
    first_appeared: Month
    """Month of first appearance."""
    arxiv: str | None
    """arXiv identifier: text, though it looks like a number."""
    sdf: Annotated[Share | None, Formula("s = samples selected ÷ samples in the candidate set")]
    """Selected dataset fraction of the PIR."""
    pir: Pir
    """The performance improvement ratio that the method stands for."""
    efficiency: Efficiency
    """How much it gains for how little data."""
    feasibility: Feasibility
    """How simple and how flexible it is."""
    disputed_sdf: list[Disputed]
    """Other published fractions, and what they would give."""
    operating_points: list[OperatingPoint]
    """All mean ratios of the method."""
    verdict: str | None
    """How sure the place is and what it rests on, in words; null without a PIR."""


class Leaderboard(Record):
    """A board: the living edition, or the survey edition as published."""

    number: Literal[1] = Field(alias="schema")
    """Version of this format."""
    edition: Literal["living", "survey"]
    """Which board."""
    constants: Constants
    """Everything that is the same for all methods."""
    methods: list[BoardMethod]
    """The methods, in the order of the board."""
