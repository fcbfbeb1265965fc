"""The head-to-head board: who beats random selection, who met whom, who beat whom, and whose word it is.

The head-to-head board enters, the context of its page leaves.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from tedd.agreement import TELLING, inconsistent
from tedd.allegiance import flattery, known, sides
from tedd.consensus import reference_of
from tedd.content.matrix import matrix
from tedd.contrasts import cells_of
from tedd.duel_figures import PREFIX, kinds
from tedd.links import arxiv_url, source_url
from tedd.study import FULL
from tedd.votes import votes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tedd.agreement import Edge
    from tedd.allegiance import Sides
    from tedd.content.boards import Boards, Context, Contexts
    from tedd.contrasts import Cell
    from tedd.head_to_head import HeadToHead, View
    from tedd.studies import StudyFile
    from tedd.vocabulary import Vocabulary
    from tedd.votes import Vote

PATH = "leaderboard/head-to-head/index.md"
SOURCES = 6
"""Places in a source that are named; of more only the number is told."""


class Result(NamedTuple):
    """What one paper says of one method."""

    method: str
    ratio: float
    """Scores over the reference's."""
    cells: int
    own: bool


class Results(NamedTuple):
    """What one paper says of the methods that it ran together."""

    scope: str
    reference: str
    rows: tuple[Result, ...]
    """Best first."""


class Place(NamedTuple):
    """Where a number stands."""

    url: str
    where: str


class Paper(NamedTuple):
    """One paper as the page shows it."""

    file: StudyFile
    url: str | None
    """Address of the paper; None where only its repository is known, which `sources` names."""
    pools: list[str]
    backbones: list[str]
    sizes: tuple[int, int] | None
    """Fewest and most samples selected."""
    results: tuple[Results, ...]
    sources: tuple[Place, ...]
    more_sources: int


def duels(boards: Boards) -> Contexts:
    """Return the context of the head-to-head page."""
    board, vocabulary = boards.duels, boards.living.library.vocabulary
    cells = cells_of(board.studies, vocabulary)
    context: Context = {
        "board": board,
        "enough": TELLING,
        "prefix": PREFIX,
        "kinds": kinds(board),
        "views": [_view(view, board) for view in board.views],
        "flattery": flattery(side for view in board.views for side in _sides(view)),
        "papers": [
            _paper(file, cells.usable, vocabulary)
            for file in sorted(board.studies, key=lambda file: file.study.name.casefold())
        ],
        "paper_names": {file.slug: file.study.name for file in board.studies},
        "from_files": len(board.studies) - len(board.from_cards.files),
        "cards_left_out": sum(board.from_cards.left_out.values()),
        "scores_left_out": sum(board.left_out.values()),
        "used": board.scores - sum(board.left_out.values()),
    }
    return {(PATH, "head-to-head"): context}


def _view(view: View, board: HeadToHead) -> Context:
    first = view.consensus[0] if view.consensus else None
    told = [one for one in first.estimates if one.method != FULL] if first else []
    both = [edge for edge in view.edges if edge.gap is not None]
    return {
        "view": view,
        "matrix": matrix(view, board),
        "whole_matrix": matrix(view, board, least=1),
        "sides": [side for side in _sides(view) if side.own_studies],
        "known": known(first.estimates) if first else None,
        "gaps": sorted(both, key=_size, reverse=True),
        "inconsistent": inconsistent(view.edges),
        "ranges": [one for one in first.estimates if one.leave_one_out] if first else [],
        "above": [one.method for one in told if one.verdict == "above"],
        "below": [one.method for one in told if one.verdict == "below"],
        "unsettled": sum(one.verdict == "not separable" for one in told),
        "alone": sum(one.verdict == "one study" for one in told),
    }


def _sides(view: View) -> tuple[Sides, ...]:
    return (
        sides(view.consensus[0], view.without_own[0] if view.without_own else None) if view.consensus else ()
    )


def _size(edge: Edge) -> float:
    """Return how many of its intervals' widths a gap lies from 1."""
    if not edge.gap or not edge.gap_high:
        return 0.0
    return abs(math.log(edge.gap)) / math.log(edge.gap_high / edge.gap)


def _paper(file: StudyFile, cells: Iterable[Cell], vocabulary: Vocabulary) -> Paper:
    study = file.study
    mine = [cell for cell in cells if cell.study == file.slug]
    places = list(dict.fromkeys(Place(source_url(arm.source), arm.source.where) for arm in study.arms))
    sizes = [arm.selected for arm in study.arms if arm.selected]
    return Paper(
        file,
        arxiv_url(study.arxiv) if study.arxiv else study.url,
        list(dict.fromkeys(vocabulary.datasets[arm.pool].name for arm in study.arms)),
        list(dict.fromkeys(vocabulary.models[arm.backbone].name for arm in study.arms)),
        (min(sizes), max(sizes)) if sizes else None,
        tuple(found for scope in ("general", "targeted") for found in _results(mine, scope)),
        tuple(places[:SOURCES]),
        max(0, len(places) - SOURCES),
    )


def _results(cells: Sequence[Cell], scope: str) -> Iterable[Results]:
    """Yield the methods that hang together in one paper, against random selection where it took part."""
    votes = votes_of(cell for cell in cells if cell.scope == scope)
    for block in sorted({vote.block for vote in votes}):
        part = [vote for vote in votes if vote.block == block]
        reference = reference_of(part)
        zero = next(vote.value for vote in part if vote.method == reference)
        rows = (_result(vote, zero) for vote in part if vote.method != reference)
        yield Results(scope, reference, tuple(sorted(rows, key=lambda row: (-row.ratio, row.method))))


def _result(vote: Vote, zero: float) -> Result:
    return Result(vote.method, math.exp(vote.value - zero), vote.cells, vote.own)
