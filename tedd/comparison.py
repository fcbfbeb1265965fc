"""Methods side by side: their facts, their results on the same test sets, and who is better how surely.

Boards enter, `Profile`s and pairs leave; `data/compare.json` holds the same for the page that lets a reader
choose. Texts are finished here, so that page and script only print them.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from tedd.formats import decimal, percent, plural, rank_range, signed, term, words
from tedd.views import steps, trained

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tedd.board import Board, Entry
    from tedd.evidence import RowRatio
    from tedd.head_to_head import HeadToHead
    from tedd.vocabulary import Vocabulary

SCHEMA = 1
NOTHING = "–"
Interval = tuple[float, float]


class Results(NamedTuple):
    """What was measured on one test set against one kind of counterpart."""

    total: str
    """Number and range."""
    each: tuple[str, ...]
    """Every ratio with its circumstances."""


@dataclass(frozen=True)
class Profile:
    """A method as it stands beside others."""

    slug: str
    name: str
    facts: Mapping[str, str]
    """Label and words, the same labels for every method."""
    steps: tuple[str, ...]
    pir: Interval | None
    """5th and 95th percentile."""
    offset: Interval | None
    results: Mapping[str, Results]
    """By test set and counterpart."""


class Meeting(NamedTuple):
    """What one study found of two methods, over all of its comparisons."""

    scope: str
    method: str
    other: str
    study: str
    """Short name."""
    wins: int
    losses: int
    ties: int


class Versus(NamedTuple):
    """Two methods against each other, in words."""

    one: Profile
    other: Profile
    better: str
    pir: str
    offset: str
    met: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """All that can be compared."""

    profiles: tuple[Profile, ...]
    """In the board's order."""
    better: Mapping[str, Mapping[str, float]]
    """Probability that the first is more efficient than the second."""
    meetings: tuple[Meeting, ...]


def comparison(board: Board, duels: HeadToHead) -> Comparison:
    """Return all methods of a board with what is known of any two of them."""
    profiles = tuple(_profile(entry, board.library.vocabulary) for entry in board.entries)
    better = board.uncertainty.better if board.uncertainty else {}
    return Comparison(profiles, better, tuple(_meetings(duels, {each.slug for each in profiles})))


def _profile(entry: Entry, names: Vocabulary) -> Profile:
    pir, found, algorithm = entry.pir, entry.efficiency, entry.method.card.algorithm
    return Profile(
        entry.slug,
        entry.method.card.name,
        _facts(entry),
        tuple(step.do for step in algorithm.steps),
        _interval(pir.low, pir.high) if pir else None,
        _interval(found.offset_low, found.offset_high) if found else None,
        _results(entry.rows, names),
    )


def _interval(low: float | None, high: float | None) -> Interval | None:
    return None if low is None or high is None else (low, high)


def _facts(entry: Entry) -> dict[str, str]:
    card, facts, place = entry.method.card, entry.feasibility.facts, entry.efficiency
    ranked = place if place and (entry.ranked or entry.provisional) else None
    return {
        "First appeared": card.first_appeared,
        "Published": card.venue or "preprint",
        "Features": term(card.taxonomy.features),
        "Criterion": term(card.taxonomy.criteria),
        "Quality label": term(card.taxonomy.signal),
        "Scope": words(card.scope),
        "Efficiency ranks": rank_range(ranked) + " (provisional)" * entry.provisional if ranked else NOTHING,
        "PIR": _between(entry.pir.value, entry.pir.low, entry.pir.high) if entry.pir else NOTHING,
        "Basis of the PIR": term(entry.pir.basis) if entry.pir else NOTHING,
        "Data kept": percent(entry.pir.sdf) if entry.pir else NOTHING,
        "Offset": signed(place.offset) if place else NOTHING,
        "Feasibility rank": str(entry.feasibility.rank or NOTHING),
        "Trained models": trained(facts),
        "Steps (LLM uses)": steps(facts),
        "Open source": _yes(flag=facts.open_source),
        "Model-free": _yes(flag=facts.model_free),
        "Dataset-free": _yes(flag=facts.dataset_free),
        "Proprietary-free": _yes(flag=facts.proprietary_free),
    }


def _yes(*, flag: bool) -> str:
    return "yes" if flag else "no"


def _between(value: float, low: float | None, high: float | None) -> str:
    return decimal(value) + ("" if low is None else f" ({decimal(low, 2)} to {decimal(high, 2)})")


def _results(rows: Iterable[RowRatio], names: Vocabulary) -> dict[str, Results]:
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for item in rows:
        if item.value is not None:
            name = f"{names.benchmarks[item.row.test_set].name}, against {term(item.row.counterpart.kind)}"
            found[name].append((item.value, _result(item.value, item, names)))
    return {name: _gathered(found[name]) for name in sorted(found)}


def _gathered(found: Sequence[tuple[float, str]]) -> Results:
    values, texts = zip(*found, strict=True)
    total = f"{plural(len(found), 'result')}, {decimal(min(values))} to {decimal(max(values))}"
    return Results(total, texts)


def _result(value: float, item: RowRatio, names: Vocabulary) -> str:
    row = item.row
    part = f"{percent(item.sdf)} of " if item.sdf is not None else ""
    judge = f", {names.judges[row.judge].name}" if row.judge else ""
    on = f"{part}{names.datasets[row.dataset].name}, {names.models[row.backbone].name}"
    return f"{decimal(value)} with {on}{judge}"


def _meetings(duels: HeadToHead, slugs: set[str]) -> Iterable[Meeting]:
    names = {file.slug: file.study.name for file in duels.studies}
    for view in duels.views:
        for duel in view.duels:
            if {duel.method, duel.other} <= slugs:
                for met in duel.meetings:
                    counts = met.wins, met.losses, met.ties
                    yield Meeting(view.scope, duel.method, duel.other, names[met.study], *counts)


def versus(found: Comparison, profiles: Sequence[Profile]) -> tuple[Versus, ...]:
    """Return every pair of some methods, in words; compare.js says the same."""
    return tuple(
        Versus(
            one,
            other,
            _better(found, one, other),
            overlap(one.pir, other.pir),
            overlap(one.offset, other.offset),
            _met_all(found, one, other),
        )
        for one, other in combinations(profiles, 2)
    )


def _better(found: Comparison, one: Profile, other: Profile) -> str:
    probability = found.better.get(one.slug, {}).get(other.slug)
    if probability is None:
        return NOTHING
    first, share = (one, probability) if probability >= 1 / 2 else (other, 1 - probability)
    return f"{first.name}, {math.floor(100 * share + 1 / 2)}%"


def overlap(one: Interval | None, other: Interval | None) -> str:
    """Say whether two intervals have values in common."""
    if one is None or other is None:
        return NOTHING
    return "overlap" if one[0] <= other[1] and other[0] <= one[1] else "apart"


def _met_all(found: Comparison, one: Profile, other: Profile) -> tuple[str, ...]:
    pair = {one.slug, other.slug}
    return tuple(_met(one, other, met) for met in found.meetings if {met.method, met.other} == pair)


def _met(one: Profile, other: Profile, met: Meeting) -> str:
    wins, losses = (met.wins, met.losses) if met.method == one.slug else (met.losses, met.wins)
    tied = f", {met.ties} tied" if met.ties else ""
    return f"{met.study}: {one.name} {wins}, {other.name} {losses}{tied}"


class Common(NamedTuple):
    """A test set that at least two of some methods were measured on."""

    name: str
    results: tuple[Results | None, ...]
    """Of each method."""


def common(profiles: Sequence[Profile]) -> tuple[Common, ...]:
    """Return the test sets that methods share; compare.js finds the same."""
    names = sorted({name for profile in profiles for name in profile.results})
    found = (Common(name, tuple(each.results.get(name) for each in profiles)) for name in names)
    return tuple(each for each in found if sum(map(bool, each.results)) > 1)


def compare_files(found: Comparison) -> dict[str, bytes]:
    """Return the data file behind the page that compares, a method a line."""
    labels = list(found.profiles[0].facts) if found.profiles else []
    methods = ",\n ".join(_dump(_line(profile)) for profile in found.profiles)
    meetings = ",\n ".join(_dump(met._asdict()) for met in found.meetings)
    head = f'"schema": {SCHEMA}, "labels": {_dump(labels)}, "better": {_dump(found.better)}'
    text = f'{{{head},\n"methods": [\n {methods}\n],\n"meetings": [\n {meetings}\n]}}\n'
    return {"data/compare.json": text.encode()}


def _line(profile: Profile) -> dict[str, object]:
    return {
        "slug": profile.slug,
        "name": profile.name,
        "facts": list(profile.facts.values()),
        "steps": profile.steps,
        "pir": profile.pir,
        "offset": profile.offset,
        "results": profile.results,
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
