"""A study, several methods under one recipe: every field of a study's file, its type and its meaning.

The plain data of a file enters, one frozen `StudyFile` leaves. `methods/studies/<slug>.yaml` is one paper,
whose arms share authors, code and often training runs: the paper is the unit that counts as independent, so
it is also the unit of a file. An arm is one pool, one backbone and one budget; its rows are the methods that
were run there. Only what a source prints or what raw logs give is kept: averages that anybody can compute are
not stored, printed ones are kept as printed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from tedd.corrections import Corrections  # noqa: TC001 # pydantic reads it when the program runs
from tedd.fields import (
    ArxivId,
    AsTuple,
    Count,
    Fraction,
    Key,
    Keys,
    Line,
    Lines,
    Name,
    Points,
    Positive,
    Record,
    Url,
    problem,
)
from tedd.rows import Source  # noqa: TC001 # as above

RANDOM, FULL, BASE = "random", "full", "base"
"""Keys with a fixed meaning: a random subset of the arm's size, the whole pool, the untuned backbone."""


class Selection(Record):
    """A selection that has no card of its own."""

    name: Name
    """Name as people write it."""
    note: Line | None = None
    """What it does, as far as the study says."""


class StudyBenchmark(Record):
    """How a study scored a benchmark of the vocabulary."""

    metric: Line | None = None
    """What was counted, where the source says."""
    scale: Literal["percent", "fraction", "points"]
    """`percent` of 100, `fraction` of 1, or `points` on the benchmark's own scale."""
    lower_is_better: bool = False
    """True for a loss or perplexity."""
    judge: Key | None = None
    """Model or people that judged the answers; null when answers are compared with known ones."""


class Judgement(Record):
    """Answers of this row's model set beside those of another row's, one prompt at a time."""

    method: Key
    """Method of the other row; its wins are counted."""
    judge: Key
    """Who decided."""
    test_set: Key
    """Prompts."""
    wins: Count
    """Prompts where the other row's answer was better."""
    ties: Count
    """Prompts where neither was."""
    losses: Count
    """Prompts where this row's answer was better."""


class Row(Record):
    """One method in one arm: one tuned model, or the mean of several seeds."""

    method: Key
    """Slug of a card, or a key of the study's `methods`; `random`, `full` and `base` have a fixed meaning."""
    label: Name
    """As the source calls it."""
    variant: Line | None = None
    """Which variant, where an arm has several of one method."""
    scores: Annotated[dict[Key, Points], Field(min_length=1, max_length=60)]
    """Score on each benchmark, as printed."""
    average: Points | None = None
    """Average as the source prints it, whatever it averages; never used beside its parts."""
    seeds: Positive | None = None
    """Training seeds behind each score; absent when the source does not say, which mostly means one."""
    average_sd: Annotated[float, Field(ge=0, le=1e6)] | None = None
    """Standard deviation between seeds of the unweighted mean of the scores, on their scale."""
    selected: Positive | None = None
    """Samples selected, where it is not the arm's number."""
    epochs: Annotated[float, Field(gt=0, le=1000)] | None = None
    """Training epochs, where rows of an arm differ in them: only rows of equal epochs are compared."""
    response_length: Positive | None = None
    """Mean length of responses, in the source's unit."""
    judged: Judgement | None = None
    """Direct judgement against another row of the arm; shown, not part of the network."""
    repeats: Key | None = None
    """Arm that already holds this very run: the row is shown there and counted once."""
    reading: Line | None = None
    """Error of reading a figure, where it is not the arm's."""
    note: Line | None = None
    """What a reader must know."""


class Arm(Record):
    """One pool, one backbone, one budget and one set of benchmarks."""

    id: Key
    """Name of the arm, unique over all studies."""
    pool: Key
    """Candidate data set."""
    pool_size: Positive | None = None
    """Samples in it, where the source says so; the vocabulary's size when absent."""
    pool_size_exact: bool = True
    """False when the source prints it rounded."""
    backbone: Key
    """Model that was tuned."""
    selected: Positive | None = None
    """Samples selected."""
    sdf: Fraction | None = None
    """Selected fraction as the source prints it; else it follows from the sizes."""
    budget: Line | None = None
    """Budget in words, where no number of samples was printed."""
    targeted: bool
    """True when the subset was chosen for the benchmark that it is scored on."""
    recipe: Line | None = None
    """Training recipe, where it is not the study's."""
    source: Source
    """Where the numbers stand."""
    checked: Literal["paper", "repository", "recomputed", "transcription"]
    """How they were checked; `recomputed` from raw logs or read exactly from a vector figure; `transcription`
    is a copy that is said to be checked."""
    reading: Line | None = None
    """Error of reading a figure."""
    shares_runs_with: Keys = ()
    """Arms of the same study that share some training runs with this one."""
    overlaps: Lines = ()
    """Cards whose evidence quotes the same table."""
    cautions: Lines = ()
    """What a reader must know."""
    rows: Annotated[tuple[Row, ...], AsTuple, Field(min_length=2, max_length=200)]
    """The methods, under one recipe."""

    @model_validator(mode="after")
    def _sized(self) -> Arm:
        if self.selected is None and self.sdf is None:
            raise problem("neither selected nor sdf is given", "one of them", "add one", code="no-size")
        if self.selected and self.pool_size and self.selected > self.pool_size:
            expected = f"at most {self.pool_size}"
            hint = "mend selected or pool_size"
            raise problem("more selected than there is", expected, hint, code="selected-exceeds-candidate")
        return self

    @model_validator(mode="after")
    def _told_apart(self) -> Arm:
        seen = set()
        for row in self.rows:
            key = (row.method, row.variant, row.epochs, row.selected)
            if key in seen:
                message = f"two rows of {row.method} that nothing tells apart"
                hint = "say in variant what tells them apart, or remove one"
                raise problem(message, "a variant for each", hint, code="duplicate-row")
            seen.add(key)
        return self


class Study(Record):
    """One paper that ran several methods under one recipe."""

    name: Name
    """Short name."""
    title: Line
    """Title of the paper."""
    arxiv: ArxivId | None = None
    """arXiv identifier, quoted."""
    url: Url | None = None
    """Address of the paper, when it is not on arXiv."""
    own_methods: Keys = ()
    """Methods that the study's authors propose: their results here are marked as the authors' own."""
    methods: Annotated[dict[Key, Selection], Field(max_length=100)] = Field(default_factory=dict)
    """Methods that have no card."""
    benchmarks: Annotated[dict[Key, StudyBenchmark], Field(min_length=1, max_length=60)]
    """How each benchmark of the vocabulary was scored."""
    recipe: Line
    """Training recipe, one for all methods."""
    cautions: Lines = ()
    """What a reader must know."""
    arms: Annotated[tuple[Arm, ...], AsTuple, Field(min_length=1, max_length=300)]
    """The comparisons."""
    corrections: Corrections = ()
    """Changes of published numbers."""
