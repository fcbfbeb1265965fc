"""Which published numbers two states of cards and studies have in common, and which changed.

Two `Published`s enter, `Change`s leave. A row is the same row while what was measured stays the same: its
number may be corrected, its note reworded, and it may move up or down its file. A number that changed, and
one that vanished, needs an entry in the file's `corrections`: no silent change.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from tedd.published import (
    SIZES,
    of_arm,
    of_card,
    of_result,
    of_run,
    of_study,
    of_vocabulary,
    told,
    told_of_run,
)
from tedd.rules import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tedd.cards import Method
    from tedd.corrections import Correction
    from tedd.fields import Record
    from tedd.published import Numbers, Published
    from tedd.rows import Evidence
    from tedd.schema import Card
    from tedd.studies import StudyFile
    from tedd.study import Arm, Row, Study
    from tedd.vocabulary import Vocabulary

REMOVED = "removed"
ENTRY = "correction of "
"""How the field begins that stands for an entry of the corrections themselves."""
OneRow = TypeVar("OneRow", bound="Evidence | Row")
Pairs = tuple[tuple[OneRow, OneRow | None], ...]


class Number(NamedTuple):
    """A published number that changed or vanished, in the words that its correction takes."""

    slug: str
    """Of a card; what is no card is called by its file below `methods/`."""
    field: str
    """Such as `wins on vicuna against Alpaca-7B (alpaca, llama-7b, gpt-4)`."""
    old: str
    new: str
    """`removed` for a number that vanished."""


@dataclass(frozen=True)
class Change:
    """What happened to one card, to one study, or to the vocabulary."""

    slug: str
    """Of a card; what is no card is called by its file below `methods/`."""
    kind: Literal["added", "changed", "removed"]
    fields: tuple[str, ...] = ()
    """Top-level fields that differ."""
    rows_added: int = 0
    numbers: tuple[Number, ...] = ()
    """Published numbers that changed or vanished."""
    unexplained: tuple[Number, ...] = ()
    """Those of them without an entry in `corrections`."""


def changes(old: Published, new: Published) -> tuple[Change, ...]:
    """Return what was added, changed or removed: cards, then studies, in order of their slugs, then names."""
    cards, studies = (old.library.by_slug, new.library.by_slug), (old.by_file, new.by_file)
    names = old.library.vocabulary, new.library.vocabulary
    found = [_card(slug, *(state.get(slug) for state in cards)) for slug in _differing(*cards)]
    found += [_study(slug, *(state.get(slug) for state in studies)) for slug in _differing(*studies)]
    if names[0] != names[1]:
        found.append(_change(VOCABULARY, names, _compare(VOCABULARY, *map(of_vocabulary, names))))
    return tuple(found)


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return sorted(slug for slug in old.keys() | new.keys() if old.get(slug) != new.get(slug))


def _card(slug: str, before: Method | None, after: Method | None) -> Change:
    if before is None or after is None:
        return _whole(slug, len(after.card.evidence) if after else None)
    pairs, added = matched(before.card.evidence, after.card.evidence, (_same, _sized, told))
    numbers = (
        *_compare(slug, of_card(before.card), of_card(after.card)),
        *_rows(slug, pairs, told, of_result),
    )
    more = ("description",) if before.description != after.description else ()
    return _change(slug, (before.card, after.card), numbers, added, more)


def _study(slug: str, before: StudyFile | None, after: StudyFile | None) -> Change:
    if before is None or after is None:
        return _whole(slug, sum(len(arm.rows) for arm in after.study.arms) if after else None)
    numbers = [*_compare(slug, of_study(before.study), of_study(after.study))]
    arms, added = {arm.id: arm for arm in after.study.arms}, 0
    for arm in before.study.arms:
        if arm.id in arms:
            found, rows = _arm(slug, arm, arms.pop(arm.id))
            numbers += found
            added += rows
        else:  # one entry for the whole: nobody reads one for each of its scores
            numbers.append(Number(slug, f"the rows of {arm.id}", str(len(arm.rows)), REMOVED))
    added += sum(len(arm.rows) for arm in arms.values())
    return _change(slug, (before.study, after.study), numbers, added)


def _arm(slug: str, old: Arm, new: Arm) -> tuple[list[Number], int]:
    """Return the numbers of an arm that changed, and how many rows are new."""
    pairs, added = matched(old.rows, new.rows, (_same, lambda row: told_of_run(row, old), _run))
    rows = _rows(slug, pairs, lambda row: told_of_run(row, old), of_run)
    return [*_compare(slug, of_arm(old), of_arm(new)), *rows], added


def _whole(slug: str, rows: int | None) -> Change:
    """Return that a file came with so many rows, or that it went."""
    return Change(slug, "removed") if rows is None else Change(slug, "added", rows_added=rows)


def _change(
    slug: str,
    states: tuple[Card, Card] | tuple[Study, Study] | tuple[Vocabulary, Vocabulary],
    numbers: Iterable[Number],
    added: int = 0,
    more: tuple[str, ...] = (),
) -> Change:
    """Return what changed in a file that stayed; a new entry of its corrections explains a number."""
    before, after = states
    fields = [name for name in type(before).model_fields if getattr(before, name) != getattr(after, name)]
    old, new = (Counter(map(_key, state.corrections)) for state in states)
    lost = (Number(slug, f"{ENTRY}{key[0]}", f"{key[1]} to {key[2]}", REMOVED) for key in old - new)
    numbers, known = (*numbers, *lost), new - old
    unexplained = tuple(number for number in numbers if number[1:] not in known)
    return Change(slug, "changed", (*fields, *more), added, numbers, unexplained)


def _key(correction: Correction) -> tuple[str, str, str]:
    return correction.field, correction.old, correction.new


def _rows(
    slug: str,
    pairs: Pairs[OneRow],
    name: Callable[[OneRow], str],
    numbers: Callable[[OneRow], dict[str, object]],
) -> Iterator[Number]:
    for row, other in pairs:
        yield from _compare(slug, {name(row): numbers(row)}, {name(row): numbers(other)} if other else {})


def _compare(slug: str, old: Numbers, new: Numbers) -> Iterator[Number]:
    """Yield what differs between two sets of numbers; a number that is new is none of ours."""
    for thing, values in old.items():
        now = new.get(thing, {})
        for key, value in values.items():
            other = now.get(key)
            if value is not None and value != other:
                yield Number(slug, f"{key} {thing}", _text(value), REMOVED if other is None else _text(other))


def _text(value: object) -> str:
    return json.dumps(value)


def matched(
    old: Iterable[OneRow], new: Iterable[OneRow], likenesses: Sequence[Callable[[OneRow], object]]
) -> tuple[Pairs[OneRow], int]:
    """Return each old row with the row it became, and how many rows are new.

    The same row is the one that is alike in the first of the likenesses, else in the next; of several that
    are alike, the first is the first.
    """
    free, left = dict(enumerate(new)), list(old)
    found: list[tuple[OneRow, OneRow | None]] = []
    for alike in likenesses:
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for place, row in free.items():
            waiting[alike(row)].append(place)
        still = []
        for row in left:
            if places := waiting[alike(row)]:
                found.append((row, free.pop(places.popleft())))
            else:
                still.append(row)
        left = still
    return (*found, *((row, None) for row in left)), len(free)


def _same(row: Record) -> str:
    """Return all of a row but its note."""
    return row.model_dump_json(exclude={"note"})


def _sized(row: Evidence) -> tuple[object, ...]:
    """Return the experiment of a row and its sizes."""
    return told(row), row.setting, row.reported_by, *(getattr(row, size) for size in SIZES)


def _run(row: Row) -> tuple[object, ...]:
    """Return which run a row of a study is, however long it was trained on however much."""
    return row.method, row.variant
