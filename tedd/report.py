"""The effect report of a pull request: which files changed, which numbers, and who moves on the boards.

Two states of cards and studies enter; text for a terminal, Markdown for a comment or JSON for a program
leaves. Whatever stands in a card is a stranger's: in Markdown it goes into code spans, which nothing in it
can leave.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tedd.changes import ENTRY, REMOVED, changes
from tedd.formats import decimal, fraction, gain, plural, rank_range, signed
from tedd.impact import effects, shifts
from tedd.problems import printable
from tedd.published import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tedd.changes import Change, Number
    from tedd.impact import Effect, Place, Shift, Standing
    from tedd.published import Published

MOST = 40
"""Methods that a report lists one by one; of more it tells the number."""
LONGEST = 1000
"""Characters of a code span: whole entries of the corrections fit, and nobody fills a comment with one."""
ARROW = "\N{RIGHTWARDS ARROW}"
_CARD_GONE = (
    "the card is gone, and its address with it; give it its old name back, or put it back with status: "
    "superseded, or status: listed and a reason"
)
_STUDY_GONE = "the study is gone, and its numbers with it; keep it: what does not hold is corrected in it"
EDITIONS = {"living": "Living board", "survey": "Survey edition"}


@dataclass(frozen=True)
class Report:
    """All that a comparison found."""

    base: str
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    shifts: tuple[Shift, ...] | None = None
    """How methods moved in head to head; None where that was not asked."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What keeps the change from being accepted, each with its remedy."""
        gone = [one for one in self.changes if one.kind == "removed"]
        removed = [
            f"{file_of(one.slug)}: {_STUDY_GONE if one.slug.endswith('.yaml') else _CARD_GONE}"
            for one in gone
        ]
        silent = [
            f"{file_of(number.slug)}: {number.field} was {number.old} and is {_now(number)} without a "
            f"correction; add to corrections:\n{_entry(number)}"
            for one in self.changes
            for number in one.unexplained
            if not number.field.startswith(ENTRY)
        ]
        lost = [
            f"{file_of(number.slug)}: the {number.field} ({number.old}) is gone; put it back: what was "
            "published stays told"
            for one in self.changes
            for number in one.unexplained
            if number.field.startswith(ENTRY)
        ]
        return (*removed, *silent, *lost)


def report_of(base: str, old: Published, new: Published) -> Report:
    """Return what changed from one state to another; `base` names the older one."""
    found = changes(old, new)
    moved = effects(old.library, new.library, {one.slug for one in found})
    return Report(base, found, moved, shifts(old, new) if found else ())


def as_json(report: Report) -> str:
    """Return the report for programs."""
    data = {"schema": 1, "base": report.base, "ok": not report.faults, "faults": list(report.faults)}
    parts = {
        "changes": [_named(asdict(one), one) for one in report.changes],
        "effects": [
            {"edition": one.edition, "slug": one.slug, **both_ends(one), "reason": one.reason}
            for one in report.effects
        ],
        "head_to_head": report.shifts
        and [{"scope": one.scope, "slug": one.slug, **both_ends(one)} for one in report.shifts],
    }
    return json.dumps(data | parts, indent=1, allow_nan=False) + "\n"


def both_ends(one: Effect | Shift) -> dict[str, object]:
    """Return where a method stood and where it stands, for programs; None for where it did not."""
    return {"old": one.old and one.old._asdict(), "new": one.new and one.new._asdict()}


def as_text(report: Report) -> str:
    """Return the report for a terminal."""
    return "\n".join(_lines(report, printable, "{}:", "  ")) + "\n"


def as_markdown(report: Report) -> str:
    """Return the report for a comment on a pull request."""
    return "\n".join(_lines(report, code, "\n### {}\n", "- ")) + "\n"


def code(text: str) -> str:
    """Return a text as a code span that it cannot leave: no backtick, no line break, bounded length."""
    plain = printable(text).replace("`", "'")
    return f"`{plain if len(plain) <= LONGEST else f'{plain[: LONGEST - 3]}...'}`"


def _lines(report: Report, quote: Callable[[str], str], head: str, item: str) -> Iterator[str]:
    """Yield the report's lines: what must be mended first, then files, then the boards."""
    if report.changes:
        yield from _files(report, quote, head, item)
    else:
        yield f"No card, study or name of the vocabulary differs from {quote(report.base)}."
    if not report.changes and not report.effects:  # another engine moves boards without any file
        return
    for edition, title in EDITIONS.items():
        yield head.format(title)
        told = [one for one in report.effects if one.edition == edition]
        seen = [_moved(one, quote) for one in told if not one.old or not one.new or _way(one.old, one.new)]
        yield from _listed(seen, item, len(told) - len(seen))
    if report.shifts is not None:
        yield head.format("Head to head")
        seen = [_shifted(one, quote) for one in report.shifts if _ends(one)[0] != _ends(one)[1]]
        yield from _listed(seen, item, len(report.shifts) - len(seen))


def _listed(lines: list[str], item: str, unseen: int) -> Iterator[str]:
    """Yield what moved, as far as anybody reads it, and how many moved by less than a printed digit."""
    yield from (item + line for line in lines[:MOST] or ["nothing moves"] * (not unseen))
    yield from _more(len(lines), item)
    if unseen:
        yield f"{item}{plural(unseen, 'method')} by less than a printed digit"


def _files(report: Report, quote: Callable[[str], str], head: str, item: str) -> Iterator[str]:
    """Yield what must be mended, and what happened to each file."""
    if report.faults:
        yield head.format("To be mended")
        yield from (item + _fault(fault, quote) for fault in report.faults)
    yield head.format(f"Files, against {quote(report.base)}")
    yield from (item + line for one in report.changes[:MOST] for line in _file(one, quote))
    yield from _more(len(report.changes), item)


def _more(number: int, item: str) -> Iterator[str]:
    if number > MOST:
        yield f"{item}and {number - MOST} more"


def _shifted(one: Shift, quote: Callable[[str], str]) -> str:
    return f"{quote(one.slug)}, {one.scope} selection: " + f" {ARROW} ".join(_ends(one))


def _ends(one: Shift) -> tuple[str, str]:
    return _gained(one.old) if one.old else "new", _gained(one.new) if one.new else "gone"


def _gained(at: Place) -> str:
    return f"{gain(at.ratio)}, rank {rank_range(at)}"


def _fault(fault: str, quote: Callable[[str], str]) -> str:
    first, *rest = fault.split("\n")
    return "\n".join([quote(first), *(f"    {quote(line)}" for line in rest)])


def _file(one: Change, quote: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of one file."""
    if one.kind != "changed":
        rows = f" with {plural(one.rows_added, 'row')} of evidence" if one.rows_added else ""
        yield f"{quote(one.slug)} {one.kind}{rows}"
        return
    rows = f"; {plural(one.rows_added, 'new row')} of evidence" if one.rows_added else ""
    yield f"{quote(one.slug)} changed: {', '.join(one.fields)}{rows}"
    for number in one.numbers:
        said = "not explained" if number in one.unexplained else "explained in its corrections"
        yield f"{quote(one.slug)} {quote(f'{number.field}: {number.old}, now {_now(number)}')} ({said})"


def _moved(one: Effect, quote: Callable[[str], str]) -> str:
    if one.new is None:
        return f"{quote(one.slug)}: gone from the board"
    if one.old is None:
        return f"{quote(one.slug)}: new, {standing_words(one.new)}"
    return f"{quote(one.slug)}: {_way(one.old, one.new)} ({one.reason})"


def _way(old: Standing, new: Standing) -> str:
    """Return what differs between two standings as they are printed."""
    before, after = _parts(old), _parts(new)
    ways = [f"{part} {before[part]} {ARROW} {after[part]}" for part in before if before[part] != after[part]]
    return ", ".join(ways)


def _parts(at: Standing) -> dict[str, str]:
    """Return what a report tells of a standing, part by part."""
    place = "unranked" if at.rank is None else str(at.rank)
    return {
        "PIR": "none" if at.pir is None else f"{decimal(at.pir)} ({at.basis})",
        "SDF": fraction(at.sdf),
        "offset": signed(at.offset),
        "place": place if at.would_rank is None else f"{at.would_rank} if it were ranked",
        "ranks": rank_range(at) if at.rank is not None else place,
        "feasibility rank": str(at.feasibility_rank or "none"),
    }


def standing_words(at: Standing) -> str:
    """Return where a method stands, in one phrase."""
    if at.pir is None:
        place = "no PIR"
    else:
        value = f"PIR {decimal(at.pir)} ({at.basis}), offset {signed(at.offset)}"
        rank = f"rank {rank_range(at)}" if at.rank is not None else "unranked"
        place = f"{value}, {f'would be {at.would_rank}' if at.would_rank is not None else rank}"
    return place + (f", feasibility {at.feasibility_rank}" if at.feasibility_rank is not None else "")


def _now(number: Number) -> str:
    return "gone" if number.new == REMOVED else number.new


def _entry(number: Number) -> str:
    """Return the correction to add, as YAML."""
    values = {
        "date": "YYYY-MM-DD",
        "field": number.field,
        "old": number.old,
        "new": number.new,
        "reason": "why",
    }
    return "- {" + ", ".join(f"{key}: {json.dumps(value)}" for key, value in values.items()) + "}"


def _named(data: dict[str, object], one: Change) -> dict[str, object]:
    """Return a change with its numbers as mappings: a named tuple would become a bare list."""
    lists = {key: [number._asdict() for number in getattr(one, key)] for key in ("numbers", "unexplained")}
    return data | lists
