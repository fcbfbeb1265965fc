"""The schema of the bridges: `bridges.json`.

Nothing enters; `Bridges` and its parts leave.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tedd.fields import Record
from tedd.rows import Setting  # noqa: TC001 # pydantic reads it at run time
from tedd.surface.constants import Bridge  # noqa: TC001 # as above
from tedd.surface.kinds import Count, Formula, Ratio, Share, Slug, Unit
from tedd.vocabulary import Family  # noqa: TC001 # as above


class Band(Record):
    """A PIR with a 90% interval."""

    pir: Ratio
    """The PIR."""
    low: Ratio
    """Lower end of the 90% interval."""
    high: Ratio
    """Upper end of the 90% interval."""


class ByAuthors(Record):
    """What the authors' line makes of a ratio."""

    pir: Ratio
    """The PIR."""
    covered: bool
    """Whether the line may be used at that ratio."""


class Case(Record):
    """A ratio and what both bridges make of it: an anchor, a control or a method that needs a bridge."""

    method: Slug | None
    """The method; null for the bare ratio of 1."""
    study: str | None
    """For an anchor, who ran it; its own slug stands for the authors of the method."""
    ratio: Ratio
    """Score over the counterpart's."""
    sdf: Share | None
    """Selected dataset fraction."""
    measured: Band | None
    """For an anchor, its direct PIR."""
    authors: ByAuthors | None
    """PIR by the authors' line; null where they have none."""
    data: Band | None
    """PIR by the bridge from data, with its band for a new study; null outside anchors, but for controls."""
    families: list[Family]
    """Families of the method's test sets."""


class Line(Record):
    """A fitted line through parity."""

    slope: Annotated[float, Unit("log PIR per unit of log ratio"), Formula("log pir = slope · log ratio")]
    """Slope of the line."""
    slope_variance: Annotated[float, Field(ge=0), Unit("variance of the slope")]
    """Variance of the slope."""
    effect: Annotated[float, Field(ge=0), Unit("standard deviation of a logarithm")]
    """Spread of PIRs from study to study."""


class LeftOut(Record):
    """An anchor as seen from the line through all others."""

    method: Slug
    """The anchor."""
    predicted: Ratio
    """Its PIR by the others' line."""
    low: Ratio
    """Lower end of the 90% band."""
    high: Ratio
    """Upper end of the 90% band."""


class FamilyBridge(Record):
    """The bridge from data of one family of test sets."""

    state: str
    """How far it is, in words."""
    in_force: bool
    """Whether it has taken the place of the authors' line."""
    missing: Count
    """Anchors that it lacks to do so."""
    line: Line | None
    """The line; null without any anchor."""
    usable: Annotated[list[Ratio] | None, Field(min_length=2, max_length=2)]
    """Smallest and largest ratio that it may be used for."""
    anchors: list[Case]
    """What it rests on."""
    left_out: list[LeftOut]
    """Each anchor as seen from the others, from three anchors on."""
    controls: list[Case]
    """What it makes of no gain at all."""
    methods: list[Case]
    """Methods that need it."""


class FamilyBridges(Record):
    """Bridges from data, by family of test sets."""

    accuracy: FamilyBridge
    """Shares of right answers."""
    win_rate: FamilyBridge = Field(alias="win-rate")
    """Shares of won comparisons."""
    graded: FamilyBridge
    """Marks given by a judge."""


class SettingBridges(Record):
    """All bridges from one setting."""

    authors: Bridge | None
    """The authors' line, if they have one."""
    controls: list[Case]
    """What it makes of no gain at all."""
    methods: list[Case]
    """Methods that come to it at present."""
    families: FamilyBridges
    """Bridges from data."""


class Bridges(Record):
    """The authors' bridges and those from data: anchors, lines, bands, controls, methods."""

    number: Literal[1] = Field(alias="schema")
    """Version of this format."""
    enough: Count
    """Anchors from which a bridge from data takes the place of the authors' line."""
    settings: dict[Setting, SettingBridges]
    """By setting that they lead from."""
