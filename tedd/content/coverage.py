"""How often intervals hold the truth: stored results of the simulations in scripts/, grouped for the page.

The JSON files in tedd/templates/ enter, groups of rows leave. What they hold and how to make them anew:
scripts/coverage.py and scripts/coverage_network.py.
"""

from __future__ import annotations

import json
from importlib import resources
from itertools import groupby
from typing import Any, NamedTuple

Stored = dict[str, Any]
LEAST = 100
"""A share of fewer intervals than this is not shown: it would be known to no more than 3%."""
BASES = {
    "direct": "Wins and losses over test sets that differ as much as those on the cards do",
    "survey, making unknown": "A value on the survey’s word, from unseen wins and losses of such test sets",
    "direct, at the ends": "As the first group, with test sets that do not differ at all, or twice as much",
    "winning score": "One test set’s winning score, converted with a borrowed tie rate that is wrong",
    "bridged": "A value over a line through two uncertain anchors, with methods scattered around it",
    "bridged by data": "A value over a line from five anchors of three studies, none of which ran the method",
}
"""What each group of simulations stands for."""


class Group(NamedTuple):
    """The worlds of one kind of value."""

    basis: str
    meaning: str
    lowest: float
    highest: float
    rows: list[Stored]


class Known(NamedTuple):
    """A world of the network, without shares of too few intervals."""

    world: str
    bias: float
    error: float
    coverage: list[float | None]


def stored(name: str) -> Stored:
    """Return a stored result: parameters of the run, and rows."""
    text = resources.files("tedd").joinpath(f"templates/{name}.json").read_text(encoding="utf-8")
    found: Stored = json.loads(text)
    return found


def groups(run: Stored) -> list[Group]:
    """Return the worlds of single methods by what their value rests on."""
    found = []
    for basis, members in groupby(run["rows"], key=lambda row: str(row["basis"])):
        rows = list(members)
        shares = [row["coverage"] for row in rows]
        found.append(Group(basis, BASES[basis], min(shares), max(shares), rows))
    return found


def known(run: Stored) -> list[Known]:
    """Return the worlds of the network."""
    found = []
    for row in run["rows"]:
        pairs = zip(row["coverage"].values(), row["intervals"].values(), strict=True)
        shares = [share if number >= LEAST else None for share, number in pairs]
        found.append(Known(row["world"], row["bias"], row["error"], shares))
    return found
