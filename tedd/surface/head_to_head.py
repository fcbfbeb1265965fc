"""The schema of the head-to-head board: `head-to-head.json`.

Nothing enters; `HeadToHead` and its parts leave.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tedd.fields import Record
from tedd.surface.kinds import Correlation, Count, Formula, Rank, Ratio, Share, Slug, Unit

Basis = Literal["left-out", "pooled", "reference"]
Verdict = Literal["above", "below", "not separable", "one study"]
RATIO = "exp(effect of the method − effect of the reference), from log score = cell + method in each study"


class StudyFacts(Record):
    """A paper that ran several methods under one recipe."""

    study: str
    """Its key."""
    name: str
    """Its name."""
    title: str
    """Its title."""
    arxiv: str | None
    """arXiv identifier: text, though it looks like a number."""
    own_methods: list[Slug]
    """Methods that are its authors' own."""
    arms: Count
    """Comparisons that it made: one recipe, backbone and budget each."""
    rows: Count
    """Methods in all of its comparisons together."""


class Counts(Record):
    """How much there is."""

    studies: Count
    """Papers."""
    arms: Count
    """Comparisons."""
    rows: Count
    """Methods in comparisons."""
    scores: Count
    """Scores."""


class FromCards(Record):
    """What the cards' own head-to-head results add to the studies."""

    rows: Count
    """Results that count."""
    left_out: dict[str, Count]
    """By reason, results that do not."""


class Named(Record):
    """A method that some study ran."""

    method: Slug
    """Its key."""
    name: str
    """Its name."""
    card: bool
    """Whether it has a card, and so a page."""


class StudyResult(Record):
    """One study's own word on a method against the reference."""

    study: str
    """The study."""
    ratio: Annotated[Ratio, Formula("geometric mean of score ÷ reference's score")]
    """Score over the reference's."""
    low: Ratio
    """Lower end of the 90% interval, from the spread of its cells."""
    high: Ratio
    """Upper end of the 90% interval."""
    cells: Count
    """Benchmarks times comparisons."""
    arms: Count
    """Comparisons with both."""
    arms_above: Count
    """Of these, those in which the method scored higher on average."""
    own: bool
    """Whether the method is the authors' own."""
    kept: Share
    """Share of its weight that it keeps; near 0 when it lies far from all others."""


class Estimate(Record):
    """One method of a group."""

    method: Slug
    """The method."""
    ratio: Annotated[Ratio, Formula(RATIO)]
    """Its scores over the reference's."""
    low: Ratio | None
    """Lower end of the 90% interval."""
    high: Ratio | None
    """Upper end of the 90% interval."""
    basis: Basis
    """Interval from leaving out papers, or from the spread that all methods share; or the reference."""
    rank: Rank
    """Rank within the group, by the ratio."""
    rank_best: Rank
    """5th percentile of the rank."""
    rank_worst: Rank
    """95th percentile of the rank."""
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
    leave_one_out: Annotated[list[Ratio] | None, Field(min_length=2, max_length=2)]
    """Smallest and largest ratio when any one study is left out."""
    left_out: Annotated[list[str] | None, Field(min_length=2, max_length=2)]
    """Study without which the ratio is smallest, and the one without which it is largest."""
    results: list[StudyResult]
    """Studies that ran both it and the reference, each by itself."""
    verdict: Verdict | None
    """Where its interval lies; null for the reference itself."""


class Consensus(Record):
    """A connected group of methods: only inside it are they comparable."""

    reference: Slug
    """Random selection wherever it took part, else the method that most studies share."""
    estimates: list[Estimate]
    """Its methods, best first."""
    studies: list[str]
    """Its studies."""
    tau: Annotated[float, Field(ge=0), Unit("ratio minus 1")]
    """Standard deviation of a method's effect from study to study."""
    freedom: Count
    """Votes beyond the fewest that would join the methods; at 0 the studies cannot disagree."""


class Families(Record):
    """The consensus by kind of answer."""

    judged: list[Consensus]
    """From answers that were judged."""
    known: list[Consensus]
    """From answers compared with known ones."""


class Edge(Record):
    """Two methods that some study ran together."""

    method: Slug
    """The method."""
    other: Slug
    """The other one."""
    studies: list[str]
    """Who ran both."""
    direct: Ratio
    """The method's scores over the other's, by these studies."""
    network: Ratio
    """The same by all studies together."""
    indirect: Ratio | None
    """The same by all other studies; null when they do not join the two."""
    gap: Annotated[Ratio | None, Formula("direct ÷ indirect")]
    """How far direct and indirect evidence are apart; 1 means consistent."""
    gap_low: Ratio | None
    """Lower end of its 90% interval."""
    gap_high: Ratio | None
    """Upper end of its 90% interval."""
    inconsistent: bool | None
    """Whether that interval leaves out 1."""


class Meeting(Record):
    """Two methods in one study."""

    study: str
    """The study."""
    wins: Count
    """Duels won by the method."""
    losses: Count
    """Duels won by the other."""
    ties: Count
    """Duels with equal scores."""
    own: list[Slug]
    """Which of the two are the authors' own."""


class Duel(Record):
    """Two methods wherever they met."""

    method: Slug
    """The method."""
    other: Slug
    """The other one."""
    wins: Count
    """Duels won by the method."""
    losses: Count
    """Duels won by the other."""
    ties: Count
    """Duels with equal scores."""
    meetings: list[Meeting]
    """The same by study."""


class Agreement(Record):
    """Agreement of two orders."""

    value: Correlation
    """Kendall's tau-b; 1 is the same order."""
    low: Correlation
    """Lower end of its 90% interval, from leaving out studies."""
    high: Correlation
    """Upper end of its 90% interval."""
    methods: list[Slug]
    """Methods that both orders hold."""


class Scope(Record):
    """Everything that one kind of selection has to say."""

    cells: Count
    """Comparisons behind the consensus: benchmarks times arms."""
    arms: Count
    """Arms behind it."""
    consensus: list[Consensus]
    """From all results, one for each connected group, largest first."""
    without_own: list[Consensus]
    """The same without authors' results of their own methods."""
    by_family: Families
    """The same by kind of answer."""
    edges: list[Edge]
    """Pairs that were run together."""
    duels: list[Duel]
    """Who beat whom."""
    survey_order: Agreement | None
    """Agreement with the order of the survey's PIR."""
    survey_order_without_own: Agreement | None
    """The same without authors' results of their own methods."""


class Scopes(Record):
    """Both kinds of selection; they are never mixed."""

    general: Scope
    """Selection for all tasks."""
    targeted: Scope
    """Selection for a target task."""


class HeadToHead(Record):
    """Who beats random selection in studies that ran several methods under one recipe."""

    number: Literal[1] = Field(alias="schema")
    """Version of this format."""
    studies: list[StudyFacts]
    """The papers."""
    counts: Counts
    """How much there is."""
    left_out: dict[str, Count]
    """By reason, scores that feed no ratio."""
    from_cards: FromCards
    """What the cards add to the studies."""
    at_chance: dict[Slug, Count]
    """By method, scores at or below guessing among those left out for being near chance."""
    methods: list[Named]
    """Every method in a study."""
    scopes: Scopes
    """The boards."""
