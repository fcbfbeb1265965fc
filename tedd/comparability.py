"""Which methods can really be compared: groups that share what they were measured on, and why others don't.

A `Board` enters, one `Comparison` leaves. Two kinds of groups: PIRs, wins over losses against the same model
on all data, ranked by their offset; and experiments, benchmark scores at one fraction, ranked by their ratio.
Nothing here changes the board.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from tedd.direct import is_converted, is_direct
from tedd.draws import Chance
from tedd.efficiency import place
from tedd.pir import Pir, is_unified, preferred
from tedd.pir_draws import context
from tedd.placing import Member, by_offset, by_ratio
from tedd.rows import BENCHMARK
from tedd.separation import MANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tedd.board import Board, Entry
    from tedd.evidence import OperatingPoint
    from tedd.pir_draws import Context
    from tedd.vocabulary import Vocabulary

Ratio = Literal["counted", "converted", "scores"]
"""Wins over losses as counted, the same out of winning scores, or scores divided."""
Term = Literal["backbone", "judge", "dataset", "ratio", "scope"]
TERMS: tuple[Term, ...] = ("backbone", "judge", "dataset", "ratio", "scope")
"""What is let go, one at a time, in this order."""


class Ground(NamedTuple):
    """What results share that are comparable with each other; None where it was let go, or for no judge."""

    ratio: Ratio | None
    dataset: str | None
    backbone: str | None
    judge: str | None
    scope: str | None
    modality: str


@dataclass(frozen=True)
class Group:
    """Methods that are comparable with each other, best first."""

    name: str
    """Key, unique over all groups; also its place on the page."""
    ground: Ground
    members: tuple[Member, ...]
    relaxed: Term | None = None
    """The one condition in which they may differ; None in the strictest sense."""
    sdf: float | None = None
    """The fraction that an experiment's members share, in two figures."""
    test_sets: tuple[str, ...] = ()
    """The test sets that an experiment's members share."""

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Its methods."""
        return frozenset(member.entry.slug for member in self.members)


class Reason(NamedTuple):
    """Why a PIR is not comparable with those of the main group."""

    key: str
    """Kind of reason, such as `survey`."""
    text: str
    """Clause that follows on `because`."""


@dataclass(frozen=True)
class Comparison:
    """What can be compared on a board, and what cannot."""

    main: Group | None
    """The first group of the board's own PIRs: the board cut to comparable rows."""
    strict: tuple[Group, ...]
    """All groups of PIRs in the strictest sense, those beside the board's own PIRs included."""
    relaxed: tuple[Group, ...]
    """With one condition let go; only those that bring together what no group before does."""
    experiments: tuple[Group, ...]
    """Benchmark scores on one pool, backbone, judge, tests and fraction; of one scope first, then of any."""
    reasons: Mapping[str, tuple[Reason, ...]]
    """For every method outside the main group: why."""
    general: tuple[Member, ...]
    """Ranked methods of general selection for text, ranked anew among themselves."""
    apart: tuple[tuple[Entry, int | None], ...]
    """Targeted and multimodal methods, each with the place that it would take there, if it has a PIR."""

    def of(self, slug: str) -> tuple[Group, ...]:
        """Return the strict groups that hold a method, in the order of the page."""
        return self._by_slug.get(slug, ())

    @cached_property
    def _by_slug(self) -> dict[str, tuple[Group, ...]]:
        """All answers of `of`, found in one pass: each page of a method asks."""
        found: dict[str, tuple[Group, ...]] = {}
        for group in (*self.strict, *self.experiments):
            for slug in group.slugs if group.relaxed is None else ():
                found[slug] = (*found.get(slug, ()), group)
        return found


def comparison(board: Board) -> Comparison:
    """Return what is comparable on a board; intervals need a board with its uncertainty."""
    shared, results = _shared(board), tuple(_results(board))
    strict = tuple(_groups(results, None, [], board, shared))
    groups = list(strict)
    for term in TERMS:
        groups += _groups(results, term, [group.slugs for group in groups], board, shared)
    main = next((group for group in strict if sum(member.own for member in group.members) > 1), None)
    inside = main.slugs if main else frozenset()
    return Comparison(
        main,
        strict,
        tuple(groups[len(strict) :]),
        tuple(_experiments(board, shared)),
        {e.slug: tuple(reasons(e, main, board)) for e in board.entries if e.slug not in inside},
        *_cut(board, shared),
    )


def _shared(board: Board) -> Context | None:
    """Return the context of the board's draws; None without any, or with too many methods to draw again."""
    found = board.uncertainty
    return context(board, Chance(found.draws, found.seed)) if found and len(board.entries) <= MANY else None


class Result(NamedTuple):
    """A point that gives a PIR by itself, whether or not the board shows that one."""

    entry: Entry
    point: OperatingPoint
    ground: Ground


def _results(board: Board) -> Iterator[Result]:
    vocabulary = board.library.vocabulary
    for entry in board.entries:
        for point in entry.points:
            if is_direct(point, vocabulary):
                yield Result(entry, point, _ground(entry, point, "counted"))
            elif is_converted(point, vocabulary):
                yield Result(entry, point, _ground(entry, point, "converted"))


def _ground(entry: Entry, point: OperatingPoint, ratio: Ratio) -> Ground:
    on, card = point.condition, entry.method.card
    return Ground(ratio, on.dataset, on.backbone, on.judge, card.scope, card.modality)


def _groups(
    results: Iterable[Result],
    term: Term | None,
    known: Iterable[frozenset[str]],
    board: Board,
    shared: Context | None,
) -> list[Group]:
    """Return the groups of PIRs with at least two methods that no known group holds already.

    Those with most of the board's own PIRs come first. A method with several fractions, or several conditions
    where one is let go, takes part with the point that would set its PIR (`tedd.pir.preferred`).
    """
    found: dict[Ground, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        found[_loosened(result.ground, term)][result.entry.slug].append(result)
    groups = []
    for ground, methods in found.items():
        if len(methods) > 1 and not any(methods.keys() <= slugs for slugs in known):
            chosen = ((group[0].entry, preferred(one.point for one in group)) for group in methods.values())
            pairs = [(entry, _pir(entry, point)) for entry, point in chosen if point]
            groups.append(Group(_name(ground, term), ground, by_offset(pairs, board, shared), term))
    return sorted(groups, key=_order)


def _loosened(ground: Ground, term: Term | None) -> Ground:
    return Ground(**(ground._asdict() | {term: None})) if term else ground


def _pir(entry: Entry, point: OperatingPoint) -> Pir:
    """Return the board's PIR where it comes from this point, else the one that the point would give."""
    if entry.pir and entry.pir.point is point:
        return entry.pir
    basis: Literal["direct", "bridged"] = "bridged" if point.borrowed else "direct"
    return Pir(point.ratio, basis, point.sdf, is_unified(point.condition), point)


def _name(ground: Ground, term: Term | None, *more: str) -> str:
    parts = [*(part or "any" for part in ground[:4]), *more, *([f"any-{term}"] if term else [])]
    return "-".join(parts).replace(".", "-")


def _order(group: Group) -> tuple[object, ...]:
    return -sum(member.own for member in group.members), -len(group.members), group.name


def _experiments(board: Board, shared: Context | None) -> Iterator[Group]:
    """Yield the groups of benchmark results at one fraction: of one scope, then more of any."""
    within = _scored(board, None, (), shared)
    yield from within
    yield from _scored(board, "scope", within, shared)


def _scored(board: Board, term: Term | None, known: Iterable[Group], shared: Context | None) -> list[Group]:
    """Return the groups of benchmark results with at least two methods, but for the known ones."""
    found: dict[tuple[Ground, float, tuple[str, ...]], dict[str, Result]] = defaultdict(dict)
    for entry in board.entries:
        for point in entry.points:
            if point.condition.setting == BENCHMARK:
                ground = _loosened(_ground(entry, point, "scores"), term)
                group = found[ground, float(f"{point.sdf:.2g}"), tuple(sorted(point.test_sets))]
                best = group.get(entry.slug)
                if best is None or point.ratio > best.point.ratio:
                    group[entry.slug] = Result(entry, point, ground)
    same = {(*group.ground[1:4], group.sdf, group.test_sets): group.slugs for group in known}
    groups = []
    for (ground, sdf, test_sets), results in found.items():
        several = sum(result.entry.method.card.kind == "method" for result in results.values()) > 1
        if several and same.get((*ground[1:4], sdf, test_sets)) != results.keys():
            name = _name(ground, term, f"{sdf:g}", *test_sets)
            points = {slug: (result.entry, result.point) for slug, result in results.items()}
            groups.append(Group(name, ground, by_ratio(points, shared), term, sdf, test_sets))
    return sorted(groups, key=lambda group: (-len(group.members), group.name))


def reasons(entry: Entry, main: Group | None, board: Board) -> Iterator[Reason]:
    """Yield why a method's PIR is not comparable with those of the main group; at least one."""
    card, pir, names = entry.method.card, entry.pir, board.library.vocabulary
    if card.scope == "targeted":
        yield Reason("targeted", "examples of the target task steer its selection")
    if card.modality != "text":
        yield Reason("multimodal", "it tunes a model of vision and language")
    if pir is None:
        why = f": {entry.reason}".replace(": It", ": it") if entry.reason and card.kind == "method" else ""
        yield Reason("no-pir", f"it has no PIR{why}")
    elif pir.point is None:
        yield Reason("survey", f"its PIR is {pir.origin}, with no results behind it to compare")
    elif pir.bridge:
        yield Reason("bridged", f"its PIR is {pir.origin}")
    elif pir.basis == "bridged":
        yield Reason("converted", f"its PIR is {pir.origin}")
    if pir and pir.point:
        yield from _elsewhere(pir.point, main, names)
    if main is None:
        yield Reason("alone", "no two methods on the board share all conditions")


def _elsewhere(point: OperatingPoint, main: Group | None, names: Vocabulary) -> Iterator[Reason]:
    """Yield in what a PIR's condition parts from the main group's."""
    on = point.condition
    if main is None:
        return
    _, dataset, backbone, judge, *_ = main.ground
    if on.dataset != dataset and dataset:
        ours, theirs = names.datasets[on.dataset].name, names.datasets[dataset].name
        yield Reason("dataset", f"it selects from {ours}, not from {theirs}")
    if on.backbone != backbone and backbone:
        ours, theirs = names.models[on.backbone].name, names.models[backbone].name
        yield Reason("backbone", f"it tunes {ours}, not {theirs}")
    if on.judge != judge and judge:
        yield Reason("judge", f"{_judged(on.judge, names)}, not by {names.judges[judge].name}")


def _judged(judge: str | None, names: Vocabulary) -> str:
    if judge is None:
        return "its answers are checked against known ones"
    mixed = names.judges[judge].kind == "mixed"
    return (
        "its answers are judged in part only"
        if mixed
        else f"its answers are judged by {names.judges[judge].name}"
    )


def _cut(
    board: Board, shared: Context | None
) -> tuple[tuple[Member, ...], tuple[tuple[Entry, int | None], ...]]:
    """Return general methods for text, ranked among themselves, and apart from them all others."""
    special = [entry for entry in board.entries if is_special(entry)]
    kept = [(e, e.pir) for e in board.entries if e.ranked and e.pir and not is_special(e)]
    general = by_offset(kept, board, shared)
    offsets = {member.entry.slug: member.key for member in general}
    return general, tuple((e, place(e.efficiency.offset, offsets) if e.efficiency else None) for e in special)


def is_special(entry: Entry) -> bool:
    """Whether a method selects for a target task or for another modality than text."""
    return entry.method.card.scope == "targeted" or entry.method.card.modality != "text"
