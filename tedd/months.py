"""What the months of a card say beside each other: first appearance, arXiv identifiers, and the calendar.

A card and its document enter; problems leave. A month that is still to come is only a warning, since it rests
on the clock of whoever checks; nothing but a message ever depends on it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tedd.problems import shown, told_once
from tedd.rows import Arxiv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.frontmatter import Document
    from tedd.problems import Loc, Problem
    from tedd.schema import Card


def odd_months(card: Card, document: Document) -> Iterator[Problem]:
    """Yield what is wrong or unlikely between the months of a card."""
    yield from _appearance(card, document)
    yield from _early_sources(card, document)
    yield from _to_come(card, document)


def _month(arxiv: str) -> str:
    """Return the month that an arXiv identifier carries."""
    return f"20{arxiv[:2]}-{arxiv[2:4]}"


def _number(month: str) -> int:
    """Return a month as a number, so that a difference is one in months."""
    return int(month[:4]) * 12 + int(month[5:])


def _appearance(card: Card, document: Document) -> Iterator[Problem]:
    """Compare the month of first appearance with the one that the paper's arXiv identifier carries."""
    first, month = card.first_appeared, _month(card.arxiv) if card.arxiv else ""
    place = ("first_appeared",)
    if month and month < first:
        words = {"expected": f"{month} or earlier", "got": first, "hint": f"write {month}, or mend arxiv"}
        yield document.problem(place, "later than the paper itself", **words, code="month-late")
    # An identifier is given when a paper is announced, which may be the month after it was submitted.
    elif month and not card.venue and _number(month) > _number(first) + 1:
        words = {"expected": f"about {month}", "got": first}
        words["hint"] = "mend one of them, or add the venue it was at"
        message = "earlier than the paper's arXiv identifier"
        yield document.problem(place, message, **words, code="month-early", severity="warning")


def _early_sources(card: Card, document: Document) -> Iterator[Problem]:
    """Find results that a paper had before the method was there, each paper once."""
    found: dict[str, list[Problem]] = {}
    for n, row in enumerate(card.evidence):
        paper = row.source.arxiv if isinstance(row.source, Arxiv) else card.arxiv
        if not paper or paper == card.arxiv or _number(_month(paper)) >= _number(card.first_appeared) - 1:
            continue
        words = {"expected": f"a paper from {card.first_appeared} or later", "got": shown(paper)}
        words["hint"] = "mend the identifier, or first_appeared"
        message, place = "a source from before the method", ("evidence", n, "source", "arxiv")
        told = document.problem(place, message, **words, code="source-early", severity="warning")
        found.setdefault(paper, []).append(told)
    yield from map(told_once, found.values())


def _to_come(card: Card, document: Document) -> Iterator[Problem]:
    """Find months and days after today: nothing has been published yet that will be."""
    today = dt.datetime.now(dt.UTC).date()
    months = (("first_appeared",), card.first_appeared), (("arxiv",), _month(card.arxiv or "0001"))
    later: list[tuple[Loc, str, str]] = [
        (loc, "this month", on) for loc, on in months if on > f"{today:%Y-%m}"
    ]
    later += [
        (("corrections", n, "date"), "today", one.date.isoformat())
        for n, one in enumerate(card.corrections)
        if one.date > today + dt.timedelta(days=1)  # it may be tomorrow already where the author lives
    ]
    for loc, latest, got in later:
        words = {"expected": f"{latest} or earlier", "got": got, "hint": "mend it"}
        yield document.problem(loc, "still to come", **words, code="still-to-come", severity="warning")
