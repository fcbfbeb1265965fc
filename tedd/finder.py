"""Which methods fit what somebody needs, and why each of the others does not.

Entries of a board enter; for each method the reasons against it leave, one for each need that it misses. The
page's script only looks them up, so that the rules stand here alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tedd.formats import percent, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tedd.board import Board, Entry
    from tedd.feasibility import Annotation

FRACTIONS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3)
"""Fractions to choose from: how small a part of the data is wanted."""


def _training(entry: Entry) -> str | None:
    facts = entry.feasibility.facts
    small = "small " * facts.small
    return f"trains {plural(facts.trained_models, f'{small}model')}" if facts.trained_models else None


def _fact(holds: Callable[[Annotation], bool], reason: str) -> Callable[[Entry], str | None]:
    return lambda entry: None if holds(entry.feasibility.facts) else reason


def _task(entry: Entry) -> str | None:
    return "needs examples of the target task" if entry.method.card.scope == "targeted" else None


def _text(entry: Entry) -> str | None:
    return None if entry.method.card.modality == "text" else "made for images with text"


@dataclass(frozen=True)
class Need:
    """Something that a method gives or does not."""

    key: str
    words: str
    """As what somebody wants to do."""
    against: Callable[[Entry], str | None]
    """Why a method does not give it; None when it does."""


NEEDS = (
    Need("training", "train no model to select", _training),
    Need(
        "proprietary",
        "call no proprietary model",
        _fact(lambda f: f.proprietary_free, "calls a proprietary model"),
    ),
    Need(
        "code",
        "start from the authors’ code",
        _fact(lambda f: f.open_source, "the authors published no code"),
    ),
    Need(
        "dataset",
        "go to another data set without training again",
        _fact(lambda f: f.dataset_free, "must be trained again for another data set"),
    ),
    Need(
        "model",
        "go to another model without training again",
        _fact(lambda f: f.model_free, "must be trained again for another model"),
    ),
    Need("task", "do without examples of a target task", _task),
    Need("text", "select from text alone", _text),
)


@dataclass(frozen=True)
class Choice:
    """One of several values that somebody may ask for."""

    value: str
    words: str
    against: str
    """Why a method does not have it, where it gives no reason of its own."""


@dataclass(frozen=True)
class Candidate:
    """A method with all that the finder asks for."""

    entry: Entry
    against: Mapping[str, str]
    """Reasons by key of the need or of the question that it fails; keys that it never fails are missing."""
    has: Mapping[str, tuple[str, ...]]
    """Values that it has, by question."""
    smallest: float | None
    """Smallest selected fraction that it was measured at."""


@dataclass(frozen=True)
class Finder:
    """Everything that there is to choose from."""

    questions: Mapping[str, tuple[Choice, ...]]
    """Values to ask for: candidate data, backbone, fraction."""
    candidates: tuple[Candidate, ...]
    """Best first: ranked, provisional, unranked; baselines are no methods to choose."""


@dataclass(frozen=True)
class Answer:
    """Methods that fit, best first, and why the others are out."""

    fits: tuple[str, ...]
    out: Mapping[str, tuple[str, ...]]


def finder(board: Board) -> Finder:
    """Return all methods of a board with their facts, and the values that at least one of them has."""
    candidates = tuple(_candidate(entry) for entry in board.entries if entry.method.card.kind == "method")
    names, has = board.library.vocabulary, [candidate.has for candidate in candidates]
    data = {key for each in has for key in each["data"]}
    backbones = {key for each in has for key in each["backbone"]}
    questions = {
        "data": _choices({key: names.datasets[key].name for key in data}, "no result on {}"),
        "backbone": _choices({key: names.models[key].name for key in backbones}, "no result with {}"),
        "fraction": tuple(_at_most(part) for part in FRACTIONS),
    }
    return Finder(questions, candidates)


def _at_most(part: float) -> Choice:
    return Choice(str(part), f"measured at {percent(part)} or less", "its fraction is not known")


def _choices(names: Mapping[str, str], against: str) -> tuple[Choice, ...]:
    ordered = sorted(names.items(), key=lambda item: item[1].casefold())
    return tuple(Choice(key, name, against.format(name)) for key, name in ordered)


def _candidate(entry: Entry) -> Candidate:
    against = {need.key: reason for need in NEEDS if (reason := need.against(entry))}
    on, rows = entry.method.card.evaluated_on, [item.row for item in entry.rows]
    fractions = [item.sdf for item in entry.rows if item.sdf is not None]
    smallest = min([*fractions, *([entry.pir.sdf] if entry.pir else [])], default=None)
    if smallest is not None:
        against["fraction"] = f"never measured below {percent(smallest)}"
    has = {
        "data": tuple(sorted({*on.candidates, *(row.dataset for row in rows)})),
        "backbone": tuple(sorted({*on.backbones, *(row.backbone for row in rows)})),
        "fraction": tuple(str(part) for part in FRACTIONS if smallest is not None and smallest <= part),
    }
    return Candidate(entry, against, has, smallest)


def answer(given: Finder, needs: Iterable[str], asked: Mapping[str, str]) -> Answer:
    """Return who fits: every need, and every value asked for by its question."""
    needs, found = list(needs), {}
    for candidate in given.candidates:
        reasons = [candidate.against[key] for key in needs if key in candidate.against]
        for question, value in asked.items():
            if value not in candidate.has[question]:
                choice = next(each for each in given.questions[question] if each.value == value)
                reasons.append(candidate.against.get(question, choice.against))
        found[candidate.entry.slug] = tuple(reasons)
    fits = tuple(slug for slug, reasons in found.items() if not reasons)
    return Answer(fits, {slug: reasons for slug, reasons in found.items() if reasons})
