"""Names that cards refer to by key: data sets with their sizes, models, benchmarks and judges.

`methods/vocabulary.yaml` enters, one `Vocabulary` leaves. A thing is named once, here, so that two cards that
mean the same data set say the same key, and a size or a number of prompts stands in one place.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tedd.corrections import Corrections  # noqa: TC001 # pydantic reads it when the program runs
from tedd.fields import Count, Key, Keys, Name, Points, Positive, Record, Url

Family = Literal["accuracy", "win-rate", "graded"]
"""Kinds of metric whose ratios go with a PIR in different ways."""


class Dataset(Record):
    """A pool of instruction data that a selector chooses from."""

    name: Name
    """Name as people write it."""
    size: Positive | None = None
    """Number of samples; absent when no source prints it."""
    approximate: bool = False
    """True when the size was printed rounded, such as 939K."""
    tier: Literal["typical", "advanced"] | None = None
    """The survey's section 4: a common instruction set, or a refinement of one."""
    url: Url | None = None
    """Home page."""


class Model(Record):
    """A model that is tuned, compared with, or used by a selector."""

    name: Name
    """Name as people write it."""
    family: Key | None = None
    """Model family, such as llama or llama-2."""
    size_b: Annotated[float, Field(gt=0, le=1e6)] | None = None
    """Parameters in billions."""
    trained_on: Count | None = None
    """Samples of supervised tuning, where published."""


class Benchmark(Record):
    """A test set or benchmark."""

    name: Name
    """Name as people write it."""
    prompts: Positive | None = None
    """Number of prompts, where it is fixed."""
    low: Points | None = None
    """Smallest possible score."""
    high: Points | None = None
    """Largest possible score."""
    chance: Points | None = None
    """Expected score of guessing, where answers are picked from a list of one length."""
    parts: Keys = ()
    """For an aggregate: the benchmarks it is made of. An aggregate row stands for the rows of its parts."""


class Judge(Record):
    """Who decided between two answers, or scored one."""

    name: Name
    """Name as people write it."""
    kind: Literal["llm", "human", "mixed"]
    """Who judges; human judgements are shown beside the others and never set a PIR."""


MOST = 1000
"""Names of one kind."""


class Vocabulary(Record):
    """All names, each under its key."""

    families: Annotated[dict[Family, Keys], Field(max_length=3)] = Field(default_factory=dict)
    """Benchmarks by what their score is: share of right answers, share of prompts won, or a grade."""
    datasets: Annotated[dict[Key, Dataset], Field(max_length=MOST)]
    """Candidate data sets."""
    models: Annotated[dict[Key, Model], Field(max_length=MOST)]
    """Backbones and counterpart models."""
    benchmarks: Annotated[dict[Key, Benchmark], Field(max_length=MOST)]
    """Test sets."""
    judges: Annotated[dict[Key, Judge], Field(max_length=MOST)]
    """Judges."""
    corrections: Corrections = ()
    """Changes of published numbers, such as the size of a data set."""
