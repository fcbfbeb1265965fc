"""Which published numbers two states of the cards have in common, and which changed.

Two `Library`s enter, `Change`s leave. A row of evidence is the same row while what was measured stays the
same: its number may be corrected, its note reworded, and it may move up or down the card. A number that
changed, and one that vanished, needs an entry in the card's `corrections`: no silent change.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tedd.cards import Library, Method
    from tedd.rows import Evidence
    from tedd.schema import Card, Correction
    from tedd.selection import Algorithm, Selector

Numbers = dict[str, dict[str, object]]
"""Numbers of a card by the thing that they tell of, then by key."""
SIZES = ("selected_size", "sdf", "candidate_size")
REMOVED = "removed"
ENTRY = "correction of "
"""How the field begins that stands for an entry of the corrections themselves."""
_FACTS = (
    *("trained_models", "trained_model_size"),
    *("open_source", "model_free", "dataset_free", "proprietary_free"),
)
_TRAINING = ("seeds", "epochs", "response_length")


class Number(NamedTuple):
    """A published number that changed or vanished, in the words that its correction takes."""

    slug: str
    field: str
    """Such as `wins on vicuna against Alpaca-7B (alpaca, llama-7b, gpt-4)`."""
    old: str
    new: str
    """`removed` for a number that vanished."""


@dataclass(frozen=True)
class Change:
    """What happened to one card."""

    slug: str
    kind: Literal["added", "changed", "removed"]
    fields: tuple[str, ...] = ()
    """Top-level fields that differ."""
    rows_added: int = 0
    numbers: tuple[Number, ...] = ()
    """Published numbers that changed or vanished."""
    unexplained: tuple[Number, ...] = ()
    """Those of them without an entry in `corrections`."""


def changes(old: Library, new: Library) -> tuple[Change, ...]:
    """Return the cards that were added, changed or removed, in order of their slugs."""
    found = []
    for slug in sorted(old.by_slug.keys() | new.by_slug.keys()):
        before, after = old.by_slug.get(slug), new.by_slug.get(slug)
        if before is None:
            found.append(Change(slug, "added", rows_added=len(after.card.evidence) if after else 0))
        elif after is None:
            found.append(Change(slug, "removed"))
        elif (before.card, before.description) != (after.card, after.description):
            found.append(_changed(before, after))
    return tuple(found)


def _changed(before: Method, after: Method) -> Change:
    names = type(before.card).model_fields
    fields = [name for name in names if getattr(before.card, name) != getattr(after.card, name)]
    if before.description != after.description:
        fields.append("description")
    rows, added = matched(before.card.evidence, after.card.evidence)
    old, new = (Counter(map(_key, method.card.corrections)) for method in (before, after))
    lost = (Number(before.slug, f"{ENTRY}{key[0]}", f"{key[1]} to {key[2]}", REMOVED) for key in old - new)
    numbers = (*_facts_changed(before, after), *_rows_changed(before.slug, rows), *lost)
    known = new - old
    unexplained = tuple(number for number in numbers if number[1:] not in known)
    return Change(before.slug, "changed", tuple(fields), added, numbers, unexplained)


def _key(correction: Correction) -> tuple[str, str, str]:
    return correction.field, correction.old, correction.new


def _facts_changed(before: Method, after: Method) -> Iterator[Number]:
    new = _facts(after.card)
    for thing, values in _facts(before.card).items():
        yield from _compare(before.slug, thing, values, new.get(thing, {}))


def _rows_changed(slug: str, rows: Iterable[tuple[Evidence, Evidence | None]]) -> Iterator[Number]:
    for row, other in rows:
        yield from _compare(slug, told(row), _row(row), _row(other) if other else {})


def _compare(slug: str, thing: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Number]:
    """Yield what differs between two sets of numbers; a number that is new is none of ours."""
    for key, value in old.items():
        other = new.get(key)
        if value is not None and value != other:
            yield Number(slug, f"{key} {thing}", _text(value), REMOVED if other is None else _text(other))


def _text(value: object) -> str:
    return json.dumps(value)


def _facts(card: Card) -> Numbers:
    """Return the numbers and facts beside the evidence that feed a board or are shown as published."""
    found = _feasibility(card.selector, card.algorithm, "of the")
    if card.survey:
        numbers = {key: getattr(card.survey, key) for key in ("pir", "sdf", "candidate_size")}
        found["of the survey"] = numbers | {
            f"{key} ratio": ratio for key, ratio in card.survey.ratios.items()
        }
        found |= _feasibility(card.survey.selector, card.survey.algorithm, "of the survey's")
        for other in card.survey.disputed_sdf:
            sizes: dict[str, object] = {
                "selected_size": other.selected_size,
                "candidate_size": other.candidate_size,
            }
            found[f"of the disputed fraction ({other.source.where})"] = sizes
        for quoted in card.survey.quoted:
            found[f"quoted ({quoted.source.where})"] = {"pir": quoted.pir, "sdf": quoted.sdf}
    for cost in card.cost:
        found[f"of the cost {cost.what}"] = {"amount": cost.amount}
    return found


def _feasibility(selector: Selector | None, algorithm: Algorithm | None, whose: str) -> Numbers:
    """Return what feasibility counts; steps and LLM uses as they are counted, not as they are worded."""
    found: Numbers = {}
    if selector:
        found[f"{whose} selector"] = {fact: getattr(selector, fact) for fact in _FACTS}
    if algorithm:
        uses = sum(step.llm_uses for step in algorithm.steps)
        found[f"{whose} algorithm"] = {"steps": len(algorithm.steps), "llm_uses": uses}
    return found


def _row(row: Evidence) -> dict[str, object]:
    """Return the numbers of a row."""
    sizes = {key: getattr(row, key) for key in (*SIZES, *_TRAINING)}
    return {**row.measure.model_dump(exclude_none=True), **sizes}


def told(row: Evidence) -> str:
    """Return what a row measured, in words that stay when rows are added above it."""
    by = f", {row.judge}" if row.judge else ""
    variant = f", {row.variant}" if row.variant else ""
    where = f"({row.dataset}, {row.backbone}{by}{variant})"
    return f"on {row.test_set} against {row.counterpart.name} {where}"


def matched(
    old: Iterable[Evidence], new: Iterable[Evidence]
) -> tuple[tuple[tuple[Evidence, Evidence | None], ...], int]:
    """Return each old row that changed with the row it became, and how many rows are new.

    The same row is the one with the same numbers, else of the same experiment and sizes, else of the same
    experiment.
    """
    free, left = list(new), list(old)
    found: list[tuple[Evidence, Evidence | None]] = []
    for alike in (_whole, _sized, told):
        waiting: dict[object, list[Evidence]] = defaultdict(list)
        for row in reversed(free):
            waiting[alike(row)].append(row)
        still = []
        for row in left:
            if waiting[alike(row)]:
                found.append((row, waiting[alike(row)].pop()))
            else:
                still.append(row)
        free, left = [row for rows in waiting.values() for row in reversed(rows)], still
    return (*found, *((row, None) for row in left)), len(free)


def _whole(row: Evidence) -> str:
    return row.model_dump_json(exclude={"note"})


def _sized(row: Evidence) -> tuple[object, ...]:
    return told(row), row.setting, row.reported_by, *(getattr(row, size) for size in SIZES)
