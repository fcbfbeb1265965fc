"""The card of a method: every field, its type and its meaning.

The front matter of `methods/<slug>.md` enters as plain data, one frozen `Card` leaves. Fields are declared
here, in `tedd.selection` and in `tedd.rows`, and nowhere else: the JSON Schema (`tedd schema`) and the field
reference come from them. Whether a number is plausible beside the others is decided in `tedd.rules`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from tedd.corrections import Corrections  # noqa: TC001 # pydantic reads it when the program runs
from tedd.fields import (
    ArxivId,
    AsTuple,
    Fraction,
    Key,
    Keys,
    Line,
    Lines,
    Month,
    Name,
    Names,
    Positive,
    Record,
    Url,
    problem,
)
from tedd.rows import Evidence, Ratio, Setting, Source  # noqa: TC001 # pydantic reads them at run time
from tedd.selection import Algorithm, Selector, Taxonomy  # noqa: TC001 # as above


class Code(Record):
    """Where the method's code is."""

    url: Url
    """Repository with the method's code."""
    official: bool
    """True when the authors published it."""
    license: Line | None = None
    """SPDX name; null when the repository states none."""
    note: Line | None = None
    """What is missing from it."""


class DisputedSdf(Record):
    """Another selected fraction than the survey's, with its source."""

    selected_size: Positive
    """Samples selected."""
    candidate_size: Positive
    """Samples in the candidate set."""
    source: Source
    """Where it stands."""
    note: Line | None = None
    """Why they part."""


class QuotedPir(Record):
    """A PIR that the survey prints beside the one it ranks by; shown, never used."""

    pir: Annotated[float, Field(gt=0, le=100)]
    """Performance improvement ratio as printed."""
    sdf: Fraction | None = None
    """Fraction printed with it."""
    source: Source
    """Where it stands."""
    note: Line
    """What it is said to be."""


class Survey(Record):
    """What the survey says of the method; the survey edition reads this block and nothing else for a PIR."""

    pir: Annotated[float, Field(gt=0, le=100)] | None = None
    """Performance improvement ratio."""
    sdf: Fraction | None = None
    """Selected dataset fraction."""
    candidate_size: Positive | None = None
    """Candidate samples that the survey assumes."""
    made_from: Literal["direct", "bridged", "unknown"] = "unknown"
    """How the survey got the PIR: from a win rate, through a bridge, or not known."""
    made_from_note: Line | None = None
    """Why we think so."""
    ratios: Annotated[dict[Setting, Ratio], Field(max_length=5)] = Field(default_factory=dict)
    """Ratios per setting that the survey's bridges rest on (Table 4, as far as it survives)."""
    disputed_sdf: Annotated[tuple[DisputedSdf, ...], AsTuple, Field(max_length=8)] = ()
    """Fractions of the primary source that part from the survey's."""
    quoted: Annotated[tuple[QuotedPir, ...], AsTuple, Field(max_length=8)] = ()
    """Other PIRs that it prints."""
    selector: Selector | None = None
    """The survey's annotation, where the primary source says otherwise."""
    algorithm: Algorithm | None = None
    """The survey's algorithm, where the primary source says otherwise."""
    source: Source
    """Where the survey says it."""
    note: Line | None = None
    """What parts from the primary source, in words."""


class EvaluatedOn(Record):
    """The survey's Tables 1 and 2: on what the authors evaluated."""

    candidates: Keys = ()
    """Candidate data sets."""
    backbones: Keys = ()
    """Backbones that were tuned."""
    counterparts: Lines = ()
    """Counterpart models."""
    metrics: Lines = ()
    """Test sets and metrics."""


class Cost(Record):
    """What running the selector costs."""

    what: Line
    """Which part of the selection."""
    amount: Annotated[float, Field(ge=0, le=1e12)]
    """How much."""
    unit: Literal["minutes", "gpu-hours", "dollars", "api-calls", "gigabytes"]
    """Of what."""
    for_samples: Positive | None = None
    """Number of samples it was measured on."""
    hardware: Line | None = None
    """On what."""
    source: Source
    """Where it stands."""


class Card(Record):
    """One method: the front matter of its file."""

    name: Name
    """Name as people write it."""
    aliases: Names = ()
    """Other names it goes by."""
    title: Line
    """Title of the paper."""
    authors: Annotated[Names, Field(min_length=1)]
    """Authors, in the paper's order."""
    first_appeared: Month
    """Month of first appearance; its place on the timeline."""
    venue: Line | None = None
    """Where it was published."""
    arxiv: ArxivId | None = None
    """arXiv identifier, quoted."""
    url: Url | None = None
    """Address of the paper, when it is not on arXiv."""
    code: Code | None = None
    """Where the code is."""
    status: Literal["ranked", "listed", "superseded"]
    """Whether it is ranked; a `listed` method is shown without a rank, for a reason.

    Write ranked wherever there is a result against all data or another model: whether that makes a rank, a
    provisional place or none follows from the results. listed is for reasons that no number shows.
    """
    reason: Line | None = None
    """Why it is not ranked."""
    superseded_by: Key | None = None
    """Slug of the method that takes its place."""
    kind: Literal["method", "baseline"] = "method"
    """A baseline is a reference point and holds no rank."""
    scope: Literal["general", "targeted"] = "general"
    """`targeted` when examples of the target task steer the selection."""
    modality: Literal["text", "vision-language"] = "text"
    """What the data hold."""
    taxonomy: Taxonomy
    """Place in the three-stage scheme."""
    algorithm: Algorithm
    """Pseudo-algorithm."""
    selector: Selector
    """Facts for feasibility."""
    cost: Annotated[tuple[Cost, ...], AsTuple, Field(max_length=40)] = ()
    """Published costs."""
    evaluated_on: EvaluatedOn = Field(default_factory=EvaluatedOn)
    """What it was evaluated on; a card without it has no row in the tables of the chapter on evaluation."""
    survey: Survey | None = None
    """What the survey says of it; absent for methods that it does not cover."""
    evidence: Annotated[tuple[Evidence, ...], AsTuple, Field(max_length=1000)] = ()
    """Reported results."""
    corrections: Corrections = ()
    """Changes of published numbers."""

    @model_validator(mode="after")
    def _status(self) -> Card:
        if self.status == "listed" and self.reason is None:
            message, expected = "a listed method without a reason", "reason: why it is not ranked"
            raise problem(message, expected, "add it", at="status", code="no-reason")
        if self.status == "superseded" and self.superseded_by is None:
            message, expected = "a superseded method without a successor", "superseded_by: its file name"
            raise problem(message, expected, "add it", at="status", code="no-successor")
        if self.arxiv is None and self.url is None:
            message, expected = "no address of the paper", "arxiv or url"
            raise problem(message, expected, "add one of them", at="title", code="no-paper")
        return self
