"""The method finder: what somebody needs, and which methods give it.

The living board enters, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.finder import NEEDS
from tedd.finder import finder as made
from tedd.formats import ABSENT, decimal, percent, rank_range, term
from tedd.views import choices

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.content.boards import Boards, Context, Contexts
    from tedd.finder import Candidate, Finder

QUESTIONS = {"data": "Candidate data", "backbone": "Backbone", "fraction": "Fraction of the data"}
"""What a value can be asked for of."""


def finder(boards: Boards) -> Contexts:
    """Return the context of the finder's page."""
    context = {"choices": choices(boards.living), **finder_form(boards.living)}
    return {("find/index.md", "find"): context}


def finder_form(living: Board) -> Context:
    """Return what the form and the facts behind it need, on any page."""
    found = made(living)
    return {
        "needs": NEEDS,
        "questions": [(key, QUESTIONS[key], choices) for key, choices in found.questions.items()],
        "candidates": found.candidates,
        "measured": [(QUESTIONS[key], _measured(found, key)) for key in ("data", "backbone")],
        "facts": [_facts(candidate) for candidate in found.candidates],
    }


def _measured(found: Finder, question: str) -> list[tuple[str, list[Entry]]]:
    return [
        (choice.words, [each.entry for each in found.candidates if choice.value in each.has[question]])
        for choice in found.questions[question]
    ]


def _facts(candidate: Candidate) -> dict[str, object]:
    """Return what the script shows of a method and looks up: words are finished here."""
    entry, pir = candidate.entry, candidate.entry.pir
    return {
        "slug": entry.slug,
        "name": entry.method.card.name,
        "rank": _rank(entry),
        "basis": pir.basis if pir else None,
        "basis_words": term(pir.basis) if pir else None,
        "note": f"PIR {decimal(pir.value)} with {percent(pir.sdf)} of the data" if pir else "no PIR",
        "against": candidate.against,
        "has": candidate.has,
    }


def _rank(entry: Entry) -> str:
    """Return the range of ranks; in brackets that of a provisional method."""
    if entry.efficiency is None or not (entry.ranked or entry.provisional):
        return ABSENT
    text = rank_range(entry.efficiency)
    return f"({text})" if entry.provisional else text
