"""How results and orders hold up under other backbones and judges; what is left of the survey's Table 3.

Spreads and orders under other settings enter, the context of one page leaves.
"""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple

from tedd.content.boards import by_slug
from tedd.content.comparable import title
from tedd.links import source_url
from tedd.orders import ORDERED, summaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tedd.board import Board, Entry
    from tedd.content.boards import Boards, Context, Contexts
    from tedd.orders import Pairing
    from tedd.robustness import Spread, What
    from tedd.schema import QuotedPir

LISTED = 24
"""Pairings of one place that are listed; more stand in the data file."""
TABLE_3 = ("ifd", "alpagasus")
"""The two methods of the survey's Table 3, the one that it puts ahead first."""


class Steadiness(NamedTuple):
    """How much a method's results depend on the backbone."""

    entry: Entry
    spreads: int
    middle: float
    """Median of the factors between the highest and the lowest ratio."""
    widest: Spread


class Quoted(NamedTuple):
    """A PIR that the survey prints beside its ranking."""

    entry: Entry
    given: QuotedPir
    offset: float | None
    board: float | None
    """The PIR on the board."""


class Orders(NamedTuple):
    """Pairings of enough methods for an order, taken together."""

    scope: str
    pairings: int
    studies: int
    tau: float
    same_first: int
    """Pairings in which the same method comes first."""


def robust(boards: Boards) -> Contexts:
    """Return the context of the page on backbones and judges."""
    living = boards.living
    names = living.library.vocabulary
    labels = {key: one.name for known in (names.models, names.judges) for key, one in known.items()}
    places = {file.slug: file.study.name for file in boards.duels.studies}
    places |= {key: dataset.name for key, dataset in names.datasets.items() if key not in places}
    tables: dict[What, list[Spread]] = {
        what: [spread for spread in boards.spreads if spread.what == what] for what in ("backbone", "judge")
    }
    context: Context = {
        "labels": labels,
        "places": places,
        "named": by_slug(living),
        "titles": {entry.slug: entry.method.card.name for entry in living.entries} | dict(boards.duels.names),
        "words": lambda spread: spread.words(names),
        "tables": tables,
        "turning": sum(spread.turns for spread in tables["backbone"]),
        "steadiness": list(steadiness(tables["backbone"])),
        "summaries": summaries(boards.pairings),
        "orders": list(orders(boards.pairings)),
        "most": LISTED,
        "ordered": ORDERED,
        "quoted": list(_quoted(living)),
        "meetings": list(_meetings(boards)),
        "pictured": bool(boards.spreads),
        "url": source_url,
    }
    return {("leaderboard/robustness/index.md", "robustness"): context}


def steadiness(spreads: Iterable[Spread]) -> Iterator[Steadiness]:
    """Yield each method's dependence on the backbone, the steadiest first."""
    found: dict[str, list[Spread]] = defaultdict(list)
    for spread in spreads:
        found[spread.entry.slug].append(spread)
    rows = [
        Steadiness(
            group[0].entry,
            len(group),
            median(spread.factor for spread in group),
            max(group, key=lambda spread: spread.factor),
        )
        for group in found.values()
    ]
    yield from sorted(rows, key=lambda row: (row.widest.factor, row.entry.slug))


def orders(pairings: Iterable[Pairing]) -> Iterator[Orders]:
    """Yield what pairings of enough methods say together, general selection first."""
    found: dict[str, list[Pairing]] = defaultdict(list)
    for pairing in pairings:
        if pairing.orders:
            found[pairing.scope].append(pairing)
    for scope, group in sorted(found.items()):
        yield Orders(
            scope,
            len(group),
            len({pairing.where for pairing in group}),
            fmean(pairing.tau for pairing in group),
            sum(pairing.same_first for pairing in group),
        )


def _quoted(board: Board) -> Iterator[Quoted]:
    for entry in board.entries:
        survey = entry.method.card.survey
        for given in survey.quoted if survey else ():
            offset = board.baseline.offset(given.sdf, given.pir) if given.sdf is not None else None
            yield Quoted(entry, given, offset, entry.pir.value if entry.pir else None)


def _meetings(boards: Boards) -> Iterator[tuple[str, bool]]:
    """Yield every group of comparable results with both methods of Table 3, and whether it says the same."""
    compared, names = boards.compared, boards.living.library.vocabulary
    ahead, behind = TABLE_3
    for group in (*compared.strict, *compared.experiments):
        keys = {member.entry.slug: member.key for member in group.members}
        if group.relaxed is None and ahead in keys and behind in keys:
            yield title(group.ground, names), keys[ahead] > keys[behind]
