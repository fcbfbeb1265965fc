"""What pages show of whole boards beyond the boards themselves: choices, trade-offs, and where editions part.

Boards enter; small records that templates print leave. Ranks are never made here, only compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tedd.finder import NEEDS
from tedd.formats import fraction, listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tedd.board import Board, Entry
    from tedd.feasibility import Annotation

TOP = 5
"""Methods on the first page."""


@dataclass(frozen=True)
class Choice:
    """A need, and the methods that meet it."""

    need: str
    best: tuple[Entry, ...]
    """The most efficient of them."""
    meeting: int
    """How many ranked methods meet it."""


def choices(board: Board) -> tuple[Choice, ...]:
    """Return for each need, and for all of them at once, the ranked methods that meet it."""
    ranked = [entry for entry in board.entries if entry.ranked]
    found = []
    for words, needs in [*((need.words, (need,)) for need in NEEDS), ("all of these", NEEDS)]:
        meeting = [entry for entry in ranked if not any(need.against(entry) for need in needs)]
        found.append(Choice(words, tuple(meeting[:3]), len(meeting)))
    return tuple(found)


@dataclass(frozen=True)
class Beaten:
    """A method that another one equals or beats on both boards."""

    entry: Entry
    by: tuple[Entry, ...]


@dataclass(frozen=True)
class TradeOff:
    """Both boards together: who is beaten on both (Pareto)."""

    best: tuple[Entry, ...]
    """Nobody is at least as good on both boards and better on one."""
    beaten: tuple[Beaten, ...]


def trade_off(board: Board) -> TradeOff:
    """Split the methods that hold both ranks into those nobody beats on both boards, and the others."""
    both = sorted((entry for entry in board.entries if _ranks(entry)), key=_ranks)
    best: list[Entry] = []
    beaten: list[Beaten] = []
    for entry in both:  # in order of efficiency, so whoever beats a method is among the best already
        better = tuple(other for other in best if _beats(other, entry))
        if better:
            beaten.append(Beaten(entry, better))
        else:
            best.append(entry)
    return TradeOff(tuple(best), tuple(beaten))


def _ranks(entry: Entry) -> tuple[int, ...]:
    """Return efficiency and feasibility rank, or nothing for a method that lacks one."""
    if entry.efficiency is None or entry.efficiency.rank is None or entry.feasibility.rank is None:
        return ()
    return entry.efficiency.rank, entry.feasibility.rank


def _beats(one: Entry, other: Entry) -> bool:
    pairs = list(zip(_ranks(one), _ranks(other), strict=True))
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


@dataclass(frozen=True)
class Edition:
    """One method in both editions."""

    living: Entry
    survey: Entry
    change: float | None
    """Living PIR minus the survey's."""
    reasons: tuple[str, ...]
    """Why efficiency or feasibility differ; empty when they don't."""
    moved: bool
    """PIR, fraction or rank differ."""


def editions(living: Board, survey: Board) -> tuple[Edition, ...]:
    """Return each method of the survey edition beside itself in the living one, in the survey's order."""
    now = {entry.slug: entry for entry in living.entries}
    return tuple(_edition(now[entry.slug], entry) for entry in survey.entries)


def _edition(living: Entry, survey: Entry) -> Edition:
    change = living.pir.value - survey.pir.value if living.pir and survey.pir else None
    same_point, same_rank = _point(living) == _point(survey), _rank(living) == _rank(survey)
    reasons = [*_pir_reasons(living), *_fact_reasons(living.feasibility.facts, survey.feasibility.facts)]
    if same_point and not same_rank:
        reasons.insert(0, "Its own point is unchanged; others moved past it.")
    return Edition(living, survey, change, tuple(reasons), moved=not (same_point and same_rank))


def _point(entry: Entry) -> tuple[float, float] | None:
    return (entry.pir.value, entry.pir.sdf) if entry.pir else None


def _rank(entry: Entry) -> int | None:
    return entry.efficiency.rank if entry.efficiency else None


def _pir_reasons(living: Entry) -> Iterable[str]:
    """Say what took the place of the survey's PIR."""
    if living.pir and living.pir.point and living.pir.basis == "direct":
        point = living.pir.point
        yield (
            f"PIR counted again from primary results: the mean over {plural(len(point.rows), 'row')} "
            f"at a fraction of {fraction(point.sdf)}."
        )


def _fact_reasons(living: Annotation, survey: Annotation) -> Iterable[str]:
    """Say which facts of feasibility the primary source gives otherwise."""
    parts = [
        f"{what} {new} instead of {old}"
        for what, new, old in zip(_FACTS, _fact_words(living), _fact_words(survey), strict=True)
        if new != old
    ]
    if parts:
        yield f"Feasibility: {listed(parts)}."


_FACTS = (
    "trained models",
    "steps (LLM uses)",
    "open source",
    "model-free",
    "dataset-free",
    "proprietary-free",
)


def _fact_words(facts: Annotation) -> tuple[str, ...]:
    flags = (facts.open_source, facts.model_free, facts.dataset_free, facts.proprietary_free)
    return trained(facts), steps(facts), *("yes" if flag else "no" for flag in flags)


def trained(facts: Annotation) -> str:
    """Return the number of trained models, small ones named so."""
    return f"{facts.trained_models:,}" + " small" * (facts.small and facts.trained_models > 0)


def steps(facts: Annotation) -> str:
    """Return steps with the LLM uses in brackets, as in the survey's Table 5."""
    return f"{facts.steps} ({facts.llm_uses})"


@dataclass(frozen=True)
class FactRow:
    """A fact of feasibility in TEDD's reading and, where it differs, in the survey's."""

    name: str
    ours: str
    survey: str | None


def fact_rows(living: Entry, survey: Entry | None) -> tuple[FactRow, ...]:
    """Return the facts of a method, each beside the survey's where that differs."""
    ours = _fact_words(living.feasibility.facts)
    theirs = _fact_words(survey.feasibility.facts) if survey else ours
    return tuple(
        FactRow(name, own, other if other != own else None)
        for name, own, other in zip(_FACTS, ours, theirs, strict=True)
    )
