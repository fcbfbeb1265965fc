"""The order in which methods appeared, with the survey's three marks for each (its Figure 6).

A `Board` enters, one `Moment` for each method leaves, oldest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from tedd.formats import term, words
from tedd.scheme import in_order
from tedd.selection import Timeline

if TYPE_CHECKING:
    from tedd.board import Board, Entry

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUESTIONS = {
    "candidate_dataset": "candidate data",
    "quality_measurement": "quality by",
    "selected_feature": "selected by",
}
"""The survey's three aspects, in the order of its section 6.1."""
COLUMNS: tuple[tuple[str, str], ...] = tuple(
    (aspect, key) for aspect in QUESTIONS for key in get_args(Timeline.model_fields[aspect].annotation)
)
"""Every aspect with each of its answers."""


class Moment(NamedTuple):
    """One method on the timeline."""

    entry: Entry
    year: str
    month: str
    marks: tuple[bool, ...]
    """One for each of `COLUMNS`; empty when the method has none of the survey's marks."""
    ours: bool
    """The marks are our reading, not the survey's."""

    @property
    def covered(self) -> bool:
        """Whether the survey covers the method."""
        return self.entry.method.card.survey is not None


def timeline(board: Board) -> tuple[Moment, ...]:
    """Return the methods in order of their months, without the baselines."""
    methods = (entry for entry in board.entries if entry.method.card.kind == "method")
    return tuple(_moment(entry) for entry in in_order(methods))


def answer(aspect: str, key: str) -> str:
    """Return an aspect's answer in words."""
    return words(key) if aspect == "candidate_dataset" else term(key)


def answers(moment: Moment) -> list[str]:
    """Return what the marks of a method say, an aspect after the other."""
    return [answer(*column) for column, marked in zip(COLUMNS, moment.marks, strict=False) if marked]


def _moment(entry: Entry) -> Moment:
    card = entry.method.card
    given, (year, month) = card.taxonomy.timeline, card.first_appeared.split("-")
    marks = tuple(getattr(given, aspect) == key for aspect, key in COLUMNS) if given else ()
    return Moment(entry, year, MONTHS[int(month) - 1], marks, "timeline" in card.taxonomy.our_reading)
