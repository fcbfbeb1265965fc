"""Discrepancies of the published material: what a place says, what is found elsewhere, what to compute with.

`methods/discrepancies.yaml` and a `Library` of cards enter; `Discrepancy` records leave under their keys, or
one `CardError` with every problem at its line. Guards and wording are those of cards. What a discrepancy does
to the order is never written in the file: `tedd.effects` computes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from tedd.bridges import BRIDGED_SETTINGS
from tedd.cards import DISCREPANCIES, name_of
from tedd.evidence import operating_points, ratios_of, tie_rates
from tedd.fields import AsTuple, Count, Fraction, Key, Keys, Line, Lines, Positive, Record, problem
from tedd.frontmatter import parse_yaml, read_bytes
from tedd.problems import CardError, Problem, did_you_mean, first, shown
from tedd.rows import Setting, Source  # noqa: TC001 # pydantic reads them when the program runs
from tedd.wording import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tedd.cards import Library, Method
    from tedd.evidence import OperatingPoint
    from tedd.frontmatter import Document
    from tedd.problems import Loc

NEAR = 5e-4
"""A fraction that is written with three decimals names the point that lies this near."""
FACTS = (
    "trained_models",
    "trained_model_size",
    "steps",
    "open_source",
    "model_free",
    "dataset_free",
    "proprietary_free",
)
"""Fields of a change that only feasibility reads."""


class Rows(Record):
    """Rows of a card whose ratios give a number: those of one condition at one fraction."""

    setting: Setting = "same-model-win-rate"
    """Kind of comparison."""
    dataset: Key = "alpaca"
    """Candidate data set."""
    backbone: Key
    """Model that was tuned."""
    judge: Key | None = None
    """Judge; absent where none is needed."""
    variant: Line | None = None
    """Variant of the method, where the card has several."""
    sdf: Fraction
    """Selected fraction, to three decimals or more."""
    average: Literal["mean", "pooled", "one-less"] = "mean"
    """Mean of the ratios; all wins over all losses; or their sum over one less than their number."""


class Change(Record):
    """What would stand on a method's card in the place of the survey's word."""

    pir: Annotated[float, Field(gt=0, le=100)] | None = None
    """Performance improvement ratio."""
    rows: Rows | None = None
    """Rows of the card that give the PIR: through their setting's bridge, unless they are a win rate."""
    sdf: Fraction | None = None
    """Selected dataset fraction, where it is not known from sizes."""
    selected_size: Positive | None = None
    """Samples selected."""
    candidate_size: Positive | None = None
    """Samples in the candidate set."""
    anchor: Rows | None = None
    """Rows of the card whose ratio anchors their setting's bridge."""
    trained_models: Count | None = None
    """Models trained while the selector is built."""
    trained_model_size: Literal["full", "small"] | None = None
    """Weight of such a model."""
    steps: Positive | None = None
    """Steps of the algorithm."""
    open_source: bool | None = None
    """Selection code published by the authors."""
    model_free: bool | None = None
    """Another model needs no training of the selector."""
    dataset_free: bool | None = None
    """Another data set needs no training of the selector."""
    proprietary_free: bool | None = None
    """No proprietary model is used."""

    @model_validator(mode="after")
    def _sensible(self) -> Change:
        if not self.model_dump(exclude_none=True):
            hint = "remove it, or say what stands elsewhere"
            raise problem("changes nothing", "at least one field", hint, code="changes-nothing")
        if self.pir is not None and self.rows is not None:
            raise problem(
                "both pir and rows are given", "one of them", "remove one", at="pir", code="two-values"
            )
        sizes = (self.selected_size, self.candidate_size)
        if None in sizes and any(sizes):
            raise problem(
                "half of a fraction",
                "selected_size and candidate_size together",
                "add the other size",
                code="half-fraction",
            )
        if self.sdf is not None and any(sizes):
            raise problem(
                "both sdf and sizes are given",
                "one of them",
                "remove sdf",
                at="sdf",
                code="fraction-and-size",
            )
        if None not in sizes and sizes[0] > sizes[1]:  # type: ignore[operator] # just excluded
            message, expected = "more selected than there is", f"at most {sizes[1]:,}"
            hint = "mend one of the two sizes"
            raise problem(message, expected, hint, at="selected_size", code="selected-exceeds-candidate")
        return self

    @property
    def fraction(self) -> float | None:
        """The selected fraction; None when the change leaves it."""
        if self.selected_size and self.candidate_size:
            return self.selected_size / self.candidate_size
        return self.sdf


class Reading(Record):
    """One way to read what was found, as far as numbers depend on it."""

    label: Line
    """What is read, in a few words."""
    changes: Annotated[dict[Key, Change], Field(max_length=60)] = Field(default_factory=dict)
    """What changes, by the slug of the card."""
    rule: Literal["vertical", "perpendicular", "no-ceiling"] | None = None
    """Another rule: `vertical` or `perpendicular` distance, or `no-ceiling` of the simplicity penalty."""

    complete: bool = False
    """True when the reading gives all values that the survey made: none is carried over a bridge anew."""

    @property
    def about_facts(self) -> bool:
        """Whether feasibility depends on it."""
        given = (getattr(change, fact) for change in self.changes.values() for fact in FACTS)
        return self.rule == "no-ceiling" or any(fact is not None for fact in given)

    @model_validator(mode="after")
    def _something(self) -> Reading:
        if not self.changes and self.rule is None:
            raise problem("changes nothing", "changes or rule", "add one of them", code="changes-nothing")
        return self


class Discrepancy(Record):
    """Two places that disagree, one of them in the published material."""

    title: Line
    """What it is about."""
    where: Annotated[Lines, Field(min_length=1)]
    """Places in the published material."""
    stands: Line
    """What stands there."""
    found: Line
    """What is found elsewhere."""
    source: Source
    """Where that is."""
    methods: Keys = ()
    """Methods that it concerns; empty when it concerns all or none."""
    instead: Annotated[tuple[Reading, ...], AsTuple, Field(max_length=12)] = ()
    """Readings to compute with; their effect is computed, never written down."""
    reason: Line | None = None
    """Why no number depends on it; only where there is no reading."""

    @model_validator(mode="after")
    def _told(self) -> Discrepancy:
        if bool(self.instead) == (self.reason is not None):
            message = "both of instead and reason are given" if self.instead else "no instead and no reason"
            expected = "readings to compute with, or the reason why no number depends on it"
            hint, at = ("remove one", "reason") if self.instead else ("add one of them", "")
            raise problem(message, expected, hint, at=at, code="instead-or-reason")
        return self


class Discrepancies(Record):
    """The file as a whole."""

    discrepancies: Annotated[dict[Key, Discrepancy], Field(max_length=300)]
    """All of them, under keys that stay: they are addresses on the site."""


def load_discrepancies(library: Library, folder: Path | str = "methods") -> dict[str, Discrepancy]:
    """Return the discrepancies beside the cards, none without a file; raise `CardError` with all problems."""
    path = Path(folder) / DISCREPANCIES
    if not path.exists():
        return {}
    name = name_of(path)
    found, problems = parse_discrepancies(read_bytes(path, name), name, library)
    if problems:
        raise CardError(problems)
    return found


def parse_discrepancies(
    raw: bytes, name: str, library: Library
) -> tuple[dict[str, Discrepancy], list[Problem]]:
    """Return the discrepancies of a file's bytes and its problems; raise `CardError` when it is no YAML."""
    document = parse_yaml(raw, name)
    try:
        found = Discrepancies.model_validate(document.data).discrepancies
    except ValidationError as error:
        return {}, first(problems_of(error, document, Discrepancies))
    return found, first(_cross_checks(found, document, library))


def points_of(method: Method, library: Library) -> tuple[OperatingPoint, ...]:
    """Return a method's operating points, as the living board has them."""
    rows = ratios_of(method, library, tie_rates(library.methods))
    return operating_points(rows, library.vocabulary)


def named_by(rows: Rows, points: Iterable[OperatingPoint]) -> list[OperatingPoint]:
    """Return the operating points that `rows` names; a sound file names exactly one."""
    wanted = (rows.setting, rows.dataset, rows.backbone, rows.judge, rows.variant)
    return [point for point in points if point.condition == wanted and abs(point.sdf - rows.sdf) < NEAR]


def _cross_checks(
    found: Mapping[str, Discrepancy], document: Document, library: Library
) -> Iterator[Problem]:
    """Yield what is wrong between the file and the cards."""
    for key, item in found.items():
        loc: Loc = ("discrepancies", key)
        for n, slug in enumerate(item.methods):
            yield from _unknown(document, (*loc, "methods", n), slug, library)
        for n, reading in enumerate(item.instead):
            for slug, change in reading.changes.items():
                place = (*loc, "instead", n, "changes", slug)
                unknown = list(_unknown(document, place, slug, library))
                yield from unknown or _senseless(document, place, library.by_slug[slug], change, library)


def _unknown(document: Document, loc: Loc, slug: str, library: Library) -> Iterator[Problem]:
    if slug not in library.by_slug:
        hint = did_you_mean(slug, library.by_slug) or "use the file name of a card without .md"
        yield document.key_problem(
            loc,
            "no card has this name",
            expected="a card",
            got=shown(slug),
            hint=hint,
            code="unknown-card",
        )


def _senseless(
    document: Document, loc: Loc, method: Method, change: Change, library: Library
) -> Iterator[Problem]:
    """Yield what a change says that its card does not allow."""
    survey = method.card.survey
    if survey is None or survey.pir is None:
        hint = "only what the survey says can be changed"
        message = "the survey gives no PIR for this method"
        yield document.key_problem(loc, message, hint=hint, code="nothing-to-change")
        return
    if change.pir == survey.pir or change.fraction == survey.sdf:
        field = "pir" if change.pir == survey.pir else "sdf"
        message, place = "this is what the survey says", (*loc, field)
        expected, hint = "something else", "write what stands elsewhere, or remove it"
        yield document.problem(place, message, expected=expected, hint=hint, code="changes-nothing")
    for field, rows in (("rows", change.rows), ("anchor", change.anchor)):
        if rows is None:
            continue
        count = len(named_by(rows, points_of(method, library)))
        if count != 1:
            message = "names no results of the card" if count == 0 else f"names {count} points of the card"
            expected = "condition and fraction of one operating point, as on the method's page"
            hint = "copy them from there; give judge or variant where the card has them"
            place = (*loc, field)
            yield document.problem(place, message, expected=expected, hint=hint, code="no-such-point")
        elif field == "anchor" and rows.setting not in BRIDGED_SETTINGS:
            expected = " or ".join(BRIDGED_SETTINGS)
            place = (*loc, field, "setting")
            hint = "name rows of a setting that is bridged"
            yield document.problem(
                place, "no bridge starts here", expected=expected, hint=hint, code="no-bridge"
            )
