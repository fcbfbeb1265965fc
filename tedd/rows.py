"""One reported result of a card: the number, what it was measured on, and where it stands.

Plain data of one entry of `evidence:` enters, one frozen `Evidence` leaves. The sources and measures that a
number may come as are declared here, and nowhere else.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag, model_validator
from pydantic.types import Discriminator

from tedd.fields import (
    MOST_POINTS,
    ArxivId,
    Commit,
    Count,
    Fraction,
    Key,
    Line,
    Name,
    Positive,
    Record,
    RepoPath,
    Shared,
    Url,
    problem,
)

Setting = Literal[
    "same-model-win-rate",
    "same-model-benchmark",
    "other-model-win-rate",
    "other-model-benchmark",
    "head-to-head",
]
WIN_RATE: Setting = "same-model-win-rate"
BENCHMARK: Setting = "same-model-benchmark"
SAME_MODEL = WIN_RATE, BENCHMARK
"""Settings with one counterpart for every backbone: the same model on all data."""
OTHER_MODEL: tuple[Setting, ...] = ("other-model-win-rate", "other-model-benchmark")
Score = Annotated[float, Field(ge=0, le=MOST_POINTS)]
Ratio = Annotated[float, Field(gt=0, le=1000)]


class Repository(Record):
    """A place in a repository, at a commit."""

    repository: Url
    """Address of the repository."""
    commit: Commit
    """Commit, quoted."""
    path: RepoPath | None = None
    """File in it."""
    where: Line
    """Place in the file: table, row, log."""


class Arxiv(Record):
    """A place in an arXiv paper."""

    arxiv: ArxivId
    """Identifier, quoted."""
    version: Annotated[int, Field(ge=1, le=50)] | None = None
    """Version that was read."""
    where: Line
    """Table, figure or section."""


class WebPage(Record):
    """A place on a web page, for what is neither on arXiv nor in a repository."""

    url: Url
    """Address."""
    where: Line
    """Place on the page."""


def _by_key(*keys: str) -> Discriminator:
    """Choose the form of a union by the first of `keys` that is present."""

    def form(value: object) -> str | None:
        present = value if isinstance(value, dict) else vars(value) if isinstance(value, Record) else {}
        return next((key for key in keys if key in present), None)

    return Discriminator(
        form,
        custom_error_type="tedd",
        custom_error_message="the form is not clear",
        custom_error_context={
            "expected_text": "one of the keys " + ", ".join(keys),
            "hint": "",
            "code": "unclear-form",
        },
    )


Source = Annotated[
    Annotated[Repository, Tag("repository")]
    | Annotated[Arxiv, Tag("arxiv")]
    | Annotated[WebPage, Tag("url")],
    _by_key("repository", "arxiv", "url"),
]


class Counts(Record):
    """Wins, ties and losses of the selected-data model."""

    wins: Count
    """Prompts where it was judged better."""
    ties: Count
    """Prompts where neither was better."""
    losses: Count
    """Prompts where the counterpart was better."""

    @model_validator(mode="after")
    def _some(self) -> Counts:
        if self.wins + self.losses == 0:
            raise problem(
                "no wins and no losses give no ratio",
                "at least one of them above 0",
                "mend the counts, or leave the result out",
                code="no-ratio",
            )
        return self


class Scores(Record):
    """A score of the selected-data model beside its counterpart's."""

    score: Score
    """Selected-data model."""
    counterpart_score: Annotated[float, Field(gt=0, le=MOST_POINTS)] | None = None
    """Counterpart; absent when the source does not print it, then the row has no ratio."""
    lower_is_better: bool = False
    """True for a loss or perplexity: the ratio is inverted."""


class WinningScore(Record):
    """1 + (wins - losses) / prompts, printed instead of the counts."""

    winning_score: Annotated[float, Field(ge=0, le=2)]
    """1 means as many wins as losses."""
    tie_rate: Annotated[float, Field(ge=0, lt=1)] | None = None
    """Ties / prompts, where the source prints it; else the rate of all rows that print ties is used."""


class BareRatio(Record):
    """A ratio whose parts were not published."""

    ratio: Ratio
    """Selected-data model over counterpart."""
    scale: Literal["wins-losses", "score", "unstated"]
    """What was divided. Only wins/losses may set a direct PIR."""


Measure = Annotated[
    Annotated[Counts, Tag("wins")]
    | Annotated[Scores, Tag("score")]
    | Annotated[WinningScore, Tag("winning_score")]
    | Annotated[BareRatio, Tag("ratio")],
    _by_key("wins", "score", "winning_score", "ratio"),
]


class Counterpart(Record):
    """What the selected-data model was compared with."""

    kind: Literal["full-data", "random", "selector", "other-model"]
    """Same backbone on all data, on a random subset, on another selector's subset; or another model."""
    name: Name
    """Name that the source gives it."""
    slug: Key | None = None
    """For a selector that has a card: its slug; a random subset needs none."""
    model: Key | None = None
    """For another model: its key in the vocabulary."""


_SETTINGS_OF = {
    "full-data": SAME_MODEL,
    "other-model": OTHER_MODEL,
    "random": ("head-to-head",),
    "selector": ("head-to-head",),
}


class Evidence(Record):
    """One reported result: one number, or one triple of counts, with its source."""

    setting: Setting
    """Which of the survey's four evaluation settings (Table 4) it belongs to; `head-to-head` for subsets."""
    counterpart: Annotated[Counterpart, Shared]
    """What it was compared with."""
    dataset: Key
    """Candidate data set."""
    candidate_size: Positive | None = None
    """Samples in the candidate set; the vocabulary's size when absent."""
    selected_size: Positive | None = None
    """Samples selected."""
    sdf: Fraction | None = None
    """Selected fraction, only where no sizes were published."""
    backbone: Key
    """Model that was tuned."""
    judge: Key | None = None
    """Judge; null for benchmarks that need none."""
    test_set: Key
    """Benchmark or test set."""
    measure: Measure
    """The number."""
    aggregate: bool = False
    """True when it stands for rows of its parts."""
    reported_by: Literal["authors", "survey", "third-party"]
    """Whose experiment it is."""
    reporter: Line | None = None
    """For a third party: which."""
    source: Annotated[Source, Shared]
    """Where the number stands."""
    checked: Literal["paper", "repository", "recomputed", "transcription", "secondary"]
    """How it was checked; `secondary` is quoted elsewhere: shown, never used."""
    judge_version: Line | None = None
    """Version of the judge."""
    length_controlled: bool | None = None
    """Whether the win rate is controlled for length."""
    response_length: Positive | None = None
    """Mean length of responses."""
    position_swapped: bool | None = None
    """Whether both orders were judged."""
    seeds: Positive | None = None
    """Training seeds behind the number."""
    epochs: Annotated[float, Field(gt=0, le=1000)] | None = None
    """Training epochs."""
    variant: Line | None = None
    """Which variant of the method, where a paper reports several at one fraction."""
    note: Line | None = None
    """What a reader must know."""

    @model_validator(mode="after")
    def _fits(self) -> Evidence:
        allowed = _SETTINGS_OF[self.counterpart.kind]
        if self.setting not in allowed:
            raise problem(
                f"setting {self.setting} does not fit a counterpart of kind {self.counterpart.kind}",
                " or ".join(allowed),
                "choose the setting by what the model is compared with",
                at="setting",
                code="setting-unlike-counterpart",
            )
        if self.sdf is not None and self.selected_size is not None:
            raise problem(
                "both sdf and selected_size are given",
                "one of them",
                "remove sdf: it follows from the sizes",
                at="sdf",
                code="fraction-and-size",
            )
        if self.reported_by == "third-party" and self.reporter is None:
            message, expected = "a third party without a name", "reporter: who it is"
            raise problem(message, expected, "add it", at="reported_by", code="no-reporter")
        return self
