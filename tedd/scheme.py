"""The survey's three-stage scheme (its Figure 2) with the methods of a board in their places.

A `Board` enters; stages leave, each with its panels, rows and the methods in a row. Picture, chapters and the
list of methods show the same places, so they are worked out once, here.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, get_args

from tedd.formats import plural, sentence, term
from tedd.selection import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tedd.board import Board, Entry
    from tedd.schema import Card
    from tedd.vocabulary import Vocabulary

    Entries = tuple[Entry, ...]
    """Methods in order of first appearance."""

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
    entries = in_order(board.entries)
    tested = _evaluation(entries, board.library.vocabulary)
    return (
        Stage(1, "Feature extraction", "What stands for a sample?", (_features(entries),)),
        Stage(2, "Criteria design", "Where does its quality label come from?", tuple(_criteria(entries))),
        Stage(3, "Selector evaluation", "How is the choice tested?", tested),
    )


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return methods by month of first appearance, then by name."""
    return tuple(sorted(entries, key=lambda e: (e.method.card.first_appeared, e.method.card.name.casefold())))


def _features(entries: Entries) -> Panel:
    return Panel("features", "Features", _rows(entries, FEATURES, lambda card: card.taxonomy.features))


def _criteria(entries: Entries) -> Iterator[Panel]:
    for criteria in CRITERIA:
        those = tuple(entry for entry in entries if entry.method.card.taxonomy.criteria == criteria)
        if those:
            rows = _rows(those, SIGNALS, lambda card: card.taxonomy.signal)
            yield Panel(criteria, sentence(term(criteria)).rstrip("."), rows)


def _rows(entries: Entries, keys: Iterable[str], place: Callable[[Card], str]) -> tuple[Row, ...]:
    """Return a box for each place of a method."""
    found = defaultdict(list)
    for entry in entries:
        found[place(entry.method.card)].append(entry)
    titles = {key: "no quality label" if key == "none" else term(key) for key in keys if key in found}
    return tuple(Row(key, title, tuple(found[key])) for key, title in titles.items())


def _evaluation(entries: Entries, vocabulary: Vocabulary) -> tuple[Panel, ...]:
    def tiers(card: Card) -> set[str | None]:
        return {vocabulary.datasets[key].tier for key in card.evaluated_on.candidates}

    def kinds(card: Card) -> set[str]:
        return {row.counterpart.kind for row in card.evidence}

    def metrics(card: Card) -> set[str]:
        return {key for key in METRICS for row in card.evidence if key in row.setting}

    def rows(names: dict[str, str] | dict[str | None, str], of: Callable[[Card], object]) -> tuple[Row, ...]:
        found = [(entry, of(entry.method.card)) for entry in entries]
        made = (
            Row(str(key), title, tuple(e for e, keys in found if key in keys), counted=True)  # type: ignore[operator] # sets, all three
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
