"""What tables can be searched and filtered by: each method's facts as data, and controls that ask for them.

A board enters; facts for a data block in a page and facets for its form leave. Scripts only compare the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tedd.formats import ABSENT, term, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tedd.board import Board, Entry

FLAGS = {
    "no_training": "trains no model",
    "open_source": "authors’ code is public",
    "model_free": "model-free",
    "dataset_free": "dataset-free",
    "proprietary_free": "no proprietary model",
}
"""Facts that are true or false, and the words for true."""

LABELS = {
    "features": "Features",
    "criteria": "Criterion",
    "signal": "Quality label",
    "scope": "Scope",
    "modality": "Data",
    "basis": "Basis of the PIR",
    "year": "First appeared",
    "code": "Code",
}
"""Facts with one value of several, and their names."""

_WORDS = {"authors": "by the authors", "others": "by others", "nowhere": "none found", ABSENT: "no PIR"}

Facts = dict[str, object]


class Facet(NamedTuple):
    """A fact to choose a value of."""

    key: str
    label: str
    options: tuple[tuple[str, str], ...]
    """Values that occur, each with its words."""


class Facets(NamedTuple):
    """Everything that a table's controls need."""

    facets: tuple[Facet, ...]
    flags: dict[str, str]
    facts: list[Facts]


def facets(board: Board, keys: Sequence[str], flags: Iterable[str] = FLAGS) -> Facets:
    """Return the facts of all methods and the facets that tell at least two of them apart."""
    facts = [_facts(entry) for entry in board.entries]
    values = {key: sorted({str(each[key]) for each in facts}) for key in keys}
    found = (
        Facet(key, LABELS[key], tuple((value, _words(value)) for value in values[key]))
        for key in keys
        if len(values[key]) > 1
    )
    return Facets(tuple(found), {flag: FLAGS[flag] for flag in flags}, facts)


def _facts(entry: Entry) -> Facts:
    card, found = entry.method.card, entry.feasibility.facts
    code = ("authors" if card.code.official else "others") if card.code else "nowhere"
    return {
        "slug": entry.slug,
        "names": " ".join((card.name, *card.aliases)),
        "features": card.taxonomy.features,
        "criteria": card.taxonomy.criteria,
        "signal": card.taxonomy.signal,
        "scope": card.scope,
        "modality": card.modality,
        "basis": entry.pir.basis if entry.pir else ABSENT,
        "year": card.first_appeared[:4],
        "code": code,
        "no_training": found.trained_models == 0,
        "open_source": found.open_source,
        "model_free": found.model_free,
        "dataset_free": found.dataset_free,
        "proprietary_free": found.proprietary_free,
    }


def _words(value: str) -> str:
    """Return the words for a value, short enough for a list to choose from."""
    return _WORDS.get(value) or (words(value) if value == "targeted" else term(value))
