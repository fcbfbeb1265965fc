"""The schemas of the files behind single pages: sensitivity, audit, discrepancies, comparisons.

Nothing enters; records leave. These files are documented like all others, but may change with their pages.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tedd.fields import Record
from tedd.surface.board import Modality, Scope  # noqa: TC001 # as above
from tedd.surface.kinds import (
    Correlation,
    Count,
    Formula,
    Gain,
    Number,
    Probability,
    Rank,
    Ratio,
    Share,
    Slug,
)


class Alternative(Record):
    """A method's rank under another choice; of weights those that change one, and the ends of the grid."""

    by: Literal["efficiency", "feasibility"]
    """Which board."""
    kind: str
    """Which choice is made otherwise: baseline, draws, free, anchor, fraction, mean, weights or grid."""
    alternative: str
    """What was chosen instead."""
    method: Slug
    """The method."""
    rank: Rank
    """Rank under it."""
    default_rank: Rank
    """Rank on the board."""
    offset: Gain | None
    """PIR minus the PIR of the alternative's baseline; empty where ranks do not come from offsets."""
    tau: Correlation | None
    """Kendall's tau-b of the whole order against the board's; 1 is the same order."""


class Counted(Record):
    """A method of the survey; own stands for what its rows of evidence give without the survey's word."""

    method: Slug
    """The method."""
    survey_pir: Ratio | None
    """The survey's PIR."""
    survey_sdf: Share | None
    """The survey's selected fraction."""
    survey_rank: Rank | None
    """Its efficiency rank in the survey edition."""
    own_pir: Ratio | None
    """The PIR that the rows give on their own."""
    own_sdf: Share | None
    """Their selected fraction."""
    own_rank: Rank | None
    """Rank that the rows' own value would take in the survey edition."""
    difference: Annotated[Gain | None, Formula("own_pir − survey_pir")]
    """How far the two are apart."""
    own_basis: Literal["direct", "elsewhere", "converted", "bridged"] | None
    """How: counted under the unified condition or elsewhere, from winning scores, or through a bridge."""
    own_rows: Count | None
    """Number of rows behind it."""
    own_pooled: Annotated[Ratio | None, Formula("Σ wins ÷ Σ losses")]
    """All wins over all losses of these rows, where counts are published."""
    own_by_authors: bool | None
    """Whether all of them come from the method's authors."""
    used: bool
    """Whether the living board takes the rows' own value."""
    missing: str | None
    """Why the rows give no value."""


class Changed(Record):
    """A number that a reading changes."""

    slug: Slug
    """The method."""
    what: Literal["PIR", "SDF", "benchmark ratio", "simplicity penalty", "flexibility penalty"]
    """Which number."""
    old: Number
    """On the survey's board."""
    new: Number
    """Under the reading."""


class Move(Record):
    """A rank that a reading changes."""

    slug: Slug
    """The method."""
    board: Literal["efficiency", "feasibility"]
    """Which board."""
    old: Rank
    """On the board."""
    new: Rank
    """Under the reading."""


class Reading(Record):
    """A way to compute with a discrepancy."""

    label: str
    """What is taken, in words."""
    values: list[Changed]
    """Numbers that change in the survey edition."""
    survey: list[Move]
    """Ranks that change in the survey edition."""
    living: list[Move]
    """Ranks that change in the living edition."""


class Discrepancy(Record):
    """Two places of the published material that do not agree."""

    key: str
    """Its address on the page of the audit."""
    title: str
    """What it is about."""
    where: list[str]
    """Places in the published material."""
    stands: str
    """What stands there."""
    found: str
    """What is found elsewhere."""
    methods: list[Slug]
    """Methods that it concerns."""
    reason: str | None
    """Why no number depends on it; null where there are readings."""
    source: str
    """Address of what was found."""
    source_where: str
    """Place in it."""
    moves_a_rank: bool
    """Whether a reading changes a rank in either edition."""
    readings: list[Reading]
    """Ways to compute with it."""


class Discrepancies(Record):
    """Every discrepancy of the published material, with what each reading changes."""

    number: Literal[1] = Field(alias="schema")
    """Version of this format."""
    discrepancies: list[Discrepancy]
    """The discrepancies."""


class Profile(Record):
    """A method in words, as the page that compares prints it."""

    slug: Slug
    """The method."""
    name: str
    """Its name."""
    facts: list[str]
    """Its facts, in the order of labels."""
    steps: list[str]
    """Steps of its algorithm."""
    pir: Annotated[list[Ratio] | None, Field(min_length=2, max_length=2)]
    """5th and 95th percentile of its PIR."""
    offset: Annotated[list[Gain] | None, Field(min_length=2, max_length=2)]
    """5th and 95th percentile of its offset."""
    results: dict[str, tuple[str, list[str]]]
    """By test set and counterpart: number and range, then each ratio with its circumstances."""


class Met(Record):
    """What one study found of two methods."""

    scope: Scope
    """Kind of selection."""
    method: Slug
    """The method."""
    other: Slug
    """The other one."""
    study: str
    """Name of the study."""
    wins: Count
    """Duels won by the method."""
    losses: Count
    """Duels won by the other."""
    ties: Count
    """Duels with equal scores."""


class Compared(Record):
    """Methods in words; for numbers take the leaderboard and the evidence."""

    number: Literal[1] = Field(alias="schema")
    """Version of this format."""
    labels: list[str]
    """Names of the facts."""
    better: dict[Slug, dict[Slug, Probability]]
    """By method and method, how probably the first is more efficient than the second."""
    methods: list[Profile]
    """The methods, in the order of the board."""
    meetings: list[Met]
    """Studies that ran two of them under one recipe."""


class Comparable(Record):
    """What a method's PIR was measured on, and which others it can be compared with; in the board's order."""

    method: Slug
    """The method."""
    pir: Ratio | None
    """Its PIR on the living board."""
    basis: Literal["direct", "survey", "bridged"] | None
    """What the PIR rests on."""
    unified: bool | None
    """Whether it was measured under the survey's unified condition."""
    dataset: str | None
    """Candidate data set of the PIR; empty on the survey's word, as nobody knows the rows behind it."""
    backbone: str | None
    """Backbone of the PIR."""
    judge: str | None
    """Judge of the PIR."""
    scope: Scope
    """Targeted when examples of the target task steer the selection."""
    modality: Modality
    """What the data hold."""
    group: str | None
    """Group of comparable PIRs that it belongs to; empty when it is not comparable."""
    group_rank: Rank | None
    """Rank in that group."""
    also_in: str | None
    """Other groups, of results beside the PIR, in which it can be compared; separated by spaces."""
    reason: str | None
    """Why its PIR cannot be compared with those of the group."""
