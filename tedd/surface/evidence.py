"""The schema of the evidence: `evidence.json` and `evidence.csv`, one row a published result.

Nothing enters; `Evidence` leaves.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tedd.fields import Record
from tedd.rows import Setting  # noqa: TC001 # pydantic reads it at run time
from tedd.surface.kinds import Count, Formula, Number, Ordinal, Ratio, Samples, Share, Slug, Unit


class Result(Record):
    """A published result with its source, and what the engine makes of it."""

    method: Slug
    """The method."""
    row: Ordinal
    """Its place on the card, from 0."""
    setting: Setting
    """Kind of comparison."""
    counterpart_kind: Literal["full-data", "random", "selector", "other-model"]
    """What it was compared with: all data, a random subset, another selector's subset, or another model."""
    counterpart: str
    """The same as the source calls it."""
    dataset: str
    """Candidate data set."""
    selected_size: Samples | None
    """Samples selected, where published."""
    sdf: Annotated[Share | None, Formula("selected_size ÷ samples in the candidate set, or as published")]
    """Selected dataset fraction."""
    backbone: str
    """Model that was tuned."""
    judge: str | None
    """Who judged; null for benchmarks that need nobody."""
    test_set: str
    """Test set or benchmark."""
    variant: str | None
    """Which variant of the method, where a paper reports several."""
    measure_wins: Annotated[int | None, Unit("prompts")]
    """Prompts won by the model tuned on selected data."""
    measure_ties: Annotated[int | None, Unit("prompts")]
    """Prompts tied."""
    measure_losses: Annotated[int | None, Unit("prompts")]
    """Prompts lost."""
    measure_score: Annotated[float | None, Unit("points of the test set")]
    """Its score."""
    measure_counterpart_score: Annotated[float | None, Unit("points of the test set")]
    """The counterpart's score."""
    measure_lower_is_better: bool | None
    """Whether a lower score is better."""
    measure_winning_score: Annotated[Number | None, Formula("w = 1 + (wins − losses) ÷ prompts")]
    """Winning score, where only that was published; 1 means as many wins as losses."""
    measure_tie_rate: Annotated[Share | None, Formula("t = ties ÷ prompts")]
    """Tie rate printed beside a winning score."""
    measure_ratio: Ratio | None
    """A ratio whose parts were not published."""
    measure_scale: Literal["wins-losses", "score", "unstated"] | None
    """What was divided in it."""
    aggregate: bool
    """Whether the row stands for the rows of a suite's parts."""
    engine_ratio: Annotated[
        Ratio | None,
        Formula("wins ÷ losses; score ÷ counterpart_score, or inverted; (w − t) ÷ (2 − w − t)"),
    ]
    """The ratio that the row gives."""
    converted: bool
    """Whether it comes from a winning score."""
    tie_rate_borrowed: bool
    """Whether the conversion needed the tie rate of other rows."""
    half_added: bool
    """Whether one half was added to wins and losses, because there were no losses."""
    unused_because: str | None
    """Why the row feeds no PIR; null when it does."""
    reported_by: Literal["authors", "survey", "third-party"]
    """Whose experiment it is."""
    reporter: str | None
    """Which third party."""
    checked: Literal["paper", "repository", "recomputed", "transcription", "secondary"]
    """How it was checked; secondary is quoted elsewhere: shown, never used."""
    source: str
    """Address of the source."""
    where: str
    """Place in it."""
    note: str | None
    """What to know."""
    judge_version: str | None
    """Version of the judge."""
    length_controlled: bool | None
    """Whether the win rate is controlled for length."""
    response_length: Annotated[int | None, Unit("as the source counts")]
    """Mean length of the responses."""
    position_swapped: bool | None
    """Whether both orders were judged."""
    seeds: Count | None
    """Training seeds behind the number."""
    epochs: Annotated[float | None, Unit("epochs")]
    """Training epochs."""


class Evidence(Record):
    """Every published result on every card, with its source."""

    number: Literal[1] = Field(alias="schema")
    """Version of this format."""
    rows: list[Result]
    """The results, by method in the order of the board."""
