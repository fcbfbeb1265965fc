"""The schemas of tables that hold what a JSON file tells at greater depth, or that stand alone; one row each.

Nothing enters; records leave.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tedd.fields import Record
from tedd.rows import Setting  # noqa: TC001 # pydantic reads it at run time
from tedd.surface.board import Scope  # noqa: TC001 # as above
from tedd.surface.head_to_head import RATIO, Basis, Verdict
from tedd.surface.kinds import (
    Correlation,
    Count,
    Formula,
    Gain,
    Ordinal,
    Probability,
    Rank,
    Ratio,
    Share,
    Slug,
    Unit,
    Variance,
)
from tedd.vocabulary import Family  # noqa: TC001 # as above


class Chance(Record):
    """How probably the first of two ranked methods is better; one row an ordered pair."""

    method: Slug
    """The method."""
    other: Slug
    """The method that it is compared with."""
    probability: Probability
    """Share of the joint draws in which the method's offset is the larger one."""


class Duel(Record):
    """Who beat whom, one row a pair of methods and a paper; a duel is one benchmark in one comparison."""

    scope: Scope
    """Kind of selection."""
    method: Slug
    """The method."""
    other: Slug
    """The one that it met."""
    study: str
    """Key of the paper."""
    wins: Count
    """Duels won by the method."""
    losses: Count
    """Duels won by the other."""
    ties: Count
    """Duels with equal scores."""
    own: str | None
    """Which of the two are the paper's own methods, separated by spaces."""


class Standing(Record):
    """A method in one kind of selection and one choice of the evidence; in JSON under scopes."""

    scope: Scope
    """Kind of selection."""
    evidence: Literal["all", "without-own", "judged", "known"]
    """Which results count; in JSON consensus, without_own and by_family."""
    component: Ordinal
    """Number of the connected group of methods, from 1; no rank goes across groups."""
    rank: Rank
    """Rank within its group, by the ratio."""
    rank_best: Rank
    """5th percentile of the rank."""
    rank_worst: Rank
    """95th percentile of the rank."""
    method: Slug
    """The method."""
    name: str
    """Its name."""
    reference: Slug
    """What it is measured against; random selection wherever it took part."""
    ratio: Annotated[Ratio, Formula(RATIO)]
    """Its scores over the reference's."""
    low: Ratio | None
    """Lower end of the 90% interval."""
    high: Ratio | None
    """Upper end of the 90% interval."""
    basis: Basis
    """How the interval came about."""
    verdict: Verdict | None
    """Where its interval lies; null for the reference itself."""
    studies: Count
    """Independent papers."""
    own_studies: Count
    """Of these, by the method's own authors."""
    arms: Count
    """Comparisons that it took part in."""
    arms_with_reference: Count
    """Comparisons in which the reference took part too."""
    arms_above: Count
    """Of these, those in which it scored higher."""


class BridgeRow(Record):
    """An anchor, negative control or method that needs a bridge; in JSON under settings and families."""

    setting: Setting
    """Setting that the bridge leads from."""
    family: Family | None
    """Family of test sets of a bridge from data; empty for the authors' line."""
    in_force: bool | None
    """Whether the bridge from data has taken the place of the authors' line."""
    kind: Literal["anchor", "control", "method"]
    """What the row is; in JSON anchors, controls and methods."""
    method: Slug | None
    """The method; empty for the bare ratio of 1."""
    study: str | None
    """For an anchor, who ran it; its own slug stands for the authors of the method."""
    ratio: Ratio
    """Score over the counterpart's."""
    sdf: Share | None
    """Selected dataset fraction."""
    pir: Ratio | None
    """For an anchor, its direct PIR; in JSON measured."""
    pir_low: Ratio | None
    """Lower end of the 90% interval of that PIR."""
    pir_high: Ratio | None
    """Upper end of the 90% interval of that PIR."""
    authors_pir: Annotated[Ratio | None, Formula("intercept + slope · ratio")]
    """PIR by the authors' line, also where it may not be used."""
    authors_covers: bool | None
    """Whether the authors' line may be used at that ratio."""
    data_pir: Annotated[Ratio | None, Formula("exp(slope · log ratio)")]
    """PIR by the bridge from data; empty outside its anchors, controls excepted."""
    data_low: Ratio | None
    """Lower end of its 90% band for a new study."""
    data_high: Ratio | None
    """Upper end of its 90% band for a new study."""


class CurvePoint(Record):
    """A point of an efficiency curve; the condition is that of all its points."""

    curve: Annotated[int, Field(ge=1), Unit("number in order")]
    """Number of the curve."""
    method: Slug
    """The method."""
    setting: Setting
    """Kind of comparison."""
    dataset: str
    """Candidate data set."""
    backbone: str
    """Model that was tuned."""
    judge: str | None
    """Who judged."""
    variant: str | None
    """Which variant of the method."""
    sdf: Share
    """Selected dataset fraction."""
    ratio: Ratio
    """Mean ratio of the rows."""
    log_variance: Variance | None
    """Variance of the log ratio, from verdicts and the spread between test sets."""
    fitted: Annotated[Ratio | None, Formula("fit_start + fit_gain · log(1 + fit_bend · sdf)")]
    """Ratio of the fitted logarithm there, from five points on."""
    fit_start: Ratio | None
    """Its value at a fraction of 0."""
    fit_gain: Gain | None
    """Factor of the logarithm."""
    fit_bend: Annotated[float | None, Unit("per unit of SDF")]
    """Factor of the fraction inside it."""
    fit_r2: Share | None
    """Share of the variance that it explains."""
    monotone: bool
    """Whether the curve never falls."""
    concave: bool
    """Whether its slope never grows."""
    fall_probability: Probability | None
    """Probability that its deepest fall is one; empty when it never falls."""
    verdict: str
    """The same in words."""


class Robust(Record):
    """A result under one backbone or judge; rows of one method that share all else differ in nothing else."""

    method: Slug
    """The method."""
    changes: Literal["backbone", "judge"]
    """Which of the two differs between the rows."""
    key: str
    """Which backbone or judge it is."""
    ratio: Ratio
    """Mean ratio over the test sets that all of them share."""
    offset: Gain | None
    """PIR minus the baseline's, where the ratio is a PIR."""
    factor: Annotated[Ratio, Formula("highest ratio ÷ lowest ratio")]
    """How far the results are apart."""
    setting: Setting
    """Kind of comparison."""
    dataset: str
    """Candidate data set."""
    backbone: str | None
    """Backbone."""
    judge: str | None
    """Judge."""
    variant: str | None
    """Which variant of the method."""
    sdf: Share
    """Selected dataset fraction, in two figures."""
    test_sets: str
    """Test sets behind the ratio, separated by spaces."""


class Order(Record):
    """The order of methods under two backbones or judges, all else the same."""

    changes: Literal["backbone", "judge"]
    """Which of the two differs."""
    one: str
    """The first backbone or judge."""
    other: str
    """The second."""
    evidence: Literal["cards", "study"]
    """From cards the order is by ratio, from a study by mean gain over random selection."""
    where: str
    """Data set, or study."""
    fraction: str
    """How much was selected, in words."""
    scope: Scope
    """Kind of selection."""
    methods: Count
    """How many methods both have."""
    tau: Correlation
    """Kendall's tau-b of the two orders; 1 is the same, −1 the opposite."""
    benchmarks: Annotated[int, Field(ge=1), Unit("count")]
    """Benchmarks that both have."""
    order_one: str
    """Methods in the order of the first, separated by spaces."""
    order_other: str
    """Methods in the order of the second, separated by spaces."""
