"""The schema of the file of a run of the benchmark: what builds cost, and on which machine.

Nothing enters; records leave. `scripts/benchmark.py` writes such a file, the page of the cost shows one.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tedd.fields import Record
from tedd.surface.kinds import Count, Number, Unit

Seconds = Annotated[float, Field(ge=0), Unit("seconds")]
Mebibytes = Annotated[float, Field(ge=0), Unit("MiB")]


class Machine(Record):
    """What the run was made on."""

    system: str
    """Operating system."""
    processor: str
    """Model of the processor, as the system names it."""
    processors: Count
    """Processors that the run could use."""
    memory: Annotated[float, Field(ge=0), Unit("GiB")]
    """Memory of the machine."""
    python: str
    """Version of Python."""
    versions: dict[str, str]
    """Versions of the packages that take most of the time."""


class Cost(Record):
    """What one process cost; the median of the runs, each figure on its own."""

    wall: Seconds
    """From start to end."""
    cpu: Seconds
    """Of processor time."""
    peak: Mebibytes
    """Largest resident memory."""


class At(Record):
    """The costs at one number of cards."""

    cards: Count
    """Number of cards."""
    pages: Count
    """Pages of the site."""
    load: Cost
    """Read and check the cards."""
    rank: Cost
    """The same and compute the board, without intervals."""
    render: Cost
    """All that TEDD computes, as pages, pictures and files, without the site builder."""
    build: Cost
    """The whole site, by TEDD."""
    same: Cost | None
    """The same pages as files, built by stock Material; null where it was not tried."""
    ordinary: Cost | None
    """The same content as ordinary Markdown, built by stock Material; null where it was not tried."""


class Drawing(Record):
    """What the intervals, rank ranges and probabilities of one board cost."""

    methods: Count
    """Methods of the board."""
    draws: Count
    """Draws."""
    cost: Cost
    """Their cost; the memory is that of the whole process."""


class Measure(Record):
    """One result of the run."""

    name: str
    """Its name."""
    what: str
    """What it is."""
    value: Number
    """Its value."""
    unit: Literal["ratio", "seconds"]
    """What it counts."""
    goal: Number | None
    """At most so much was aimed at; null where it is only told."""


class Benchmark(Record):
    """A whole run of the benchmark."""

    number: Literal[1] = Field(alias="schema")
    """Version of this form."""
    date: str
    """Day of the run."""
    runs: Count
    """Rounds of builders that are compared, in turn; where TEDD is compared with none, it ran once."""
    machine: Machine
    """What it ran on."""
    measures: list[Measure]
    """The results."""
    sizes: list[At]
    """What they come from, by number of cards."""
    draws: list[Drawing]
    """Cost of the draws, by methods and draws."""
