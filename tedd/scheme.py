"""The survey's three-stage scheme (its Figure 2) with the methods of a board in their places.

A `Board` enters; stages leave, each with its panels, rows and the methods in a row. Picture, chapters and the
list of methods show the same places, so they are worked out once, here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from tedd.formats import plural, sentence, term
from tedd.selection import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tedd.board import Board, Entry

FEATURES: tuple[str, ...] = get_args(Taxonomy.model_fields["features"].annotation)
CRITERIA: tuple[str, ...] = get_args(Taxonomy.model_fields["criteria"].annotation)
SIGNALS: tuple[str, ...] = get_args(Taxonomy.model_fields["signal"].annotation)
TIERS = {"typical": "Typical sets", "advanced": "Advanced sets", None: "Other sets"}
"""The survey's section 4: common instruction sets, refinements of them, and what it does not sort."""
COUNTERPARTS = {
    "full-data": "Same model, all data",
    "random": "A random subset",
    "selector": "Another selector",
    "other-model": "Another model",
}
METRICS = {"win-rate": "Wins, ties, losses", "benchmark": "Benchmark scores"}


class Row(NamedTuple):
    """One box of the scheme."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    """Methods in it, in order of first appearance."""
    counted: bool = False
    """Show how many they are instead of who: a method stands in several such boxes."""


class Panel(NamedTuple):
    """Boxes that belong together."""

    key: str
    title: str
    rows: tuple[Row, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All methods in it, each once."""
        return in_order({entry.slug: entry for row in self.rows for entry in row.entries}.values())


class Stage(NamedTuple):
    """One of the three stages."""

    number: int
    title: str
    question: str
    panels: tuple[Panel, ...]


def scheme(board: Board) -> tuple[Stage, Stage, Stage]:
    """Return the three stages; a box without methods is left out."""
    return (
        Stage(1, "Feature extraction", "What stands for a sample?", (_features(board),)),
        Stage(2, "Criteria design", "Where does its quality label come from?", _criteria(board)),
        Stage(3, "Selector evaluation", "How is the choice tested?", _evaluation(board)),
    )


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return methods by month of first appearance, then by name."""
    return tuple(sorted(entries, key=lambda e: (e.method.card.first_appeared, e.method.card.name.casefold())))


def _features(board: Board) -> Panel:
    rows = (_row(board, key, lambda entry: entry.method.card.taxonomy.features) for key in FEATURES)
    return Panel("features", "Features", tuple(row for row in rows if row.entries))


def _criteria(board: Board) -> tuple[Panel, ...]:
    found = []
    for criteria in CRITERIA:

        def signal(entry: Entry, criteria: str = criteria) -> str | None:
            taxonomy = entry.method.card.taxonomy
            return taxonomy.signal if taxonomy.criteria == criteria else None

        rows = tuple(row for row in (_row(board, key, signal) for key in SIGNALS) if row.entries)
        found.append(Panel(criteria, sentence(term(criteria)).rstrip("."), rows))
    return tuple(panel for panel in found if panel.rows)


def _row(board: Board, key: str, place: Callable[[Entry], str | None]) -> Row:
    title = "no quality label" if key == "none" else term(key)
    return Row(key, title, in_order(entry for entry in board.entries if place(entry) == key))


def _evaluation(board: Board) -> tuple[Panel, ...]:
    datasets = board.library.vocabulary.datasets

    def tiers(entry: Entry) -> set[str | None]:
        return {datasets[key].tier for key in entry.method.card.evaluated_on.candidates}

    def kinds(entry: Entry) -> set[str]:
        return {row.counterpart.kind for row in entry.method.card.evidence}

    def metrics(entry: Entry) -> set[str]:
        return {key for key in METRICS for row in entry.method.card.evidence if key in row.setting}

    def rows(names: dict[str, str] | dict[str | None, str], of: Callable[[Entry], object]) -> tuple[Row, ...]:
        found = [(entry, of(entry)) for entry in board.entries]
        made = (
            Row(str(key), title, in_order(e for e, keys in found if key in keys), counted=True)  # type: ignore[operator] # sets, all three
            for key, title in names.items()
        )
        return tuple(row for row in made if row.entries)

    panels = (
        Panel("candidates", "Candidate data", rows(TIERS, tiers)),
        Panel("counterparts", "Compared with", rows(COUNTERPARTS, kinds)),
        Panel("metrics", "Judged by", rows(METRICS, metrics)),
    )
    return tuple(panel for panel in panels if panel.rows)


def counted(row: Row) -> str:
    """Return how many methods a box holds, in words."""
    return plural(len(row.entries), "method")
