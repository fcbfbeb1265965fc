"""The head-to-head board: studies that ran several methods under one recipe, kept apart from PIR ranks.

A `Library` and the studies enter, one frozen `HeadToHead` leaves, for pages, figures and files. General and
targeted selection never mix, connected components are never ranked against each other, and every consensus
stands beside the one without results of methods by their own authors.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, get_args

from tedd.agreement import Edge, Tau, agreement, edges
from tedd.card_studies import card_studies
from tedd.consensus import Consensus, consensuses
from tedd.contrasts import Scope, cells_of
from tedd.network import networks
from tedd.studies import method_name
from tedd.votes import votes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tedd.card_studies import CardStudies
    from tedd.cards import Library
    from tedd.contrasts import Cell, Family
    from tedd.studies import StudyFile


@dataclass(frozen=True)
class Meeting:
    """Two methods in one study: how often each scored higher."""

    study: str
    wins: int
    """Cells (benchmark by arm) in which the first scored higher."""
    losses: int
    ties: int
    own: frozenset[str]
    """Which of the two are the study's authors' own."""


@dataclass(frozen=True)
class Duel:
    """Two methods wherever they met. Each score counts once, whatever its size, so no ratio is needed."""

    method: str
    other: str
    meetings: tuple[Meeting, ...]

    @property
    def wins(self) -> int:
        """Cells in which the first scored higher."""
        return sum(meeting.wins for meeting in self.meetings)

    @property
    def losses(self) -> int:
        """Cells in which the second scored higher."""
        return sum(meeting.losses for meeting in self.meetings)

    @property
    def ties(self) -> int:
        """Cells in which both scored the same."""
        return sum(meeting.ties for meeting in self.meetings)


@dataclass(frozen=True)
class View:
    """Everything that one kind of selection has to say."""

    scope: Scope
    consensus: tuple[Consensus, ...]
    """One for each connected component, largest first."""
    without_own: tuple[Consensus, ...]
    """The same without authors' results of their own methods."""
    by_family: Mapping[str, tuple[Consensus, ...]]
    """Under `judged` and `known`: the same from answers that were judged or compared with known ones."""
    edges: tuple[Edge, ...]
    """The network, largest component first."""
    duels: tuple[Duel, ...]
    """Who beat whom, where; each pair once, in order of their keys."""
    survey_order: Tau | None
    """Agreement with the order of the survey's PIR."""
    survey_order_without_own: Tau | None
    cells: int
    """Comparisons behind the consensus: benchmark by arm."""
    arms: int


@dataclass(frozen=True)
class HeadToHead:
    """The third board."""

    views: tuple[View, ...]
    """General selection first, then targeted."""
    names: Mapping[str, str]
    """Method to its name, of every method in a study."""
    with_card: frozenset[str]
    """Methods that have a card, and so a page."""
    studies: tuple[StudyFile, ...]
    """The files of `methods/studies/`, then the papers that only cards quote."""
    from_cards: CardStudies
    """What the cards' own head-to-head rows add to those files."""
    arms: int
    rows: int
    scores: int
    left_out: Mapping[str, int]
    """Scores that feed no ratio, by reason."""
    at_chance: Mapping[str, int]
    """By method, scores at or below guessing in cells that are left out for being near chance."""

    def view(self, scope: Scope) -> View:
        """Return one kind of selection."""
        return next(view for view in self.views if view.scope == scope)


def head_to_head(library: Library, studies: Iterable[StudyFile]) -> HeadToHead:
    """Return the board: rows to cells to votes to a consensus, one kind of selection at a time."""
    given = tuple(sorted(studies, key=lambda file: file.slug))
    added = card_studies(library, given)
    files = given + added.files
    found = cells_of(files, library.vocabulary)
    pir = {
        m.slug: m.card.survey.pir for m in library.methods if m.card.survey and m.card.survey.pir is not None
    }
    views = tuple(
        _view(
            scope,
            [c for c in found.usable if c.scope == scope],
            [c for c in found.all if c.scope == scope],
            pir,
        )
        for scope in get_args(Scope)
    )
    arms = [arm for file in files for arm in file.study.arms]
    rows = [row for arm in arms for row in arm.rows]
    names = {key: method_name(key, library, files) for key in sorted({row.method for row in rows})}
    scores = sum(len(row.scores) for row in rows)
    carded = frozenset(names) & frozenset(library.by_slug)
    return HeadToHead(
        views, names, carded, files, added, len(arms), len(rows), scores, found.left_out, found.at_chance
    )


def _view(scope: Scope, cells: Sequence[Cell], ordered: Sequence[Cell], pir: Mapping[str, float]) -> View:
    parts = networks(votes_of(cells))
    independent = networks(votes_of(cells, own=False))
    families: tuple[Family, ...] = ("judged", "known")
    return View(
        scope=scope,
        consensus=consensuses(cells),
        without_own=consensuses(cells, own=False),
        by_family={name: consensuses([c for c in cells if c.family == name]) for name in families},
        edges=tuple(edge for part in parts for edge in edges(part)),
        duels=duels(ordered),
        survey_order=agreement(parts[0], pir) if parts else None,
        survey_order_without_own=agreement(independent[0], pir) if independent else None,
        cells=len(cells),
        arms=len({cell.arm for cell in cells}),
    )


def duels(cells: Iterable[Cell]) -> tuple[Duel, ...]:
    """Return who scored higher how often, for each pair that met.

    Two scores that both lie near guessing are not compared.
    """
    counts: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    own: dict[str, frozenset[str]] = {}
    for cell in cells:
        own[cell.study] = cell.own
        for pair in combinations(sorted(cell.scores), 2):
            if cell.orders(*pair):
                difference = cell.scores[pair[0]] - cell.scores[pair[1]]
                counts[pair][cell.study][0 if difference > 0 else 1 if difference < 0 else 2] += 1
    return tuple(
        Duel(
            *pair, tuple(_meeting(study, met, own[study] & set(pair)) for study, met in sorted(found.items()))
        )
        for pair, found in sorted(counts.items())
    )


def _meeting(study: str, met: Sequence[int], own: frozenset[str]) -> Meeting:
    wins, losses, ties = met
    return Meeting(study, wins, losses, ties, own)
