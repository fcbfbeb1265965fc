"""How the numbers of one method came about, told so that a reader can follow every step.

An `Entry` and its board enter; records for the method's page leave. The engine has decided everything
already: here its decisions are only laid out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from tedd.evidence import PIR_SETTINGS
from tedd.feasibility import WEIGHTS
from tedd.living_bridges import LivingBridge

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.cards import Library
    from tedd.evidence import OperatingPoint, RowRatio
    from tedd.rows import Evidence

SHORT = 12
"""Up to this many rows, the evidence of a setting stands open."""

Rule = Literal["direct", "survey", "elsewhere", "converted", "bridge", "data-bridge", "none"]


@dataclass(frozen=True)
class Story:
    """How a method's PIR and its place came about."""

    rule: Rule
    """The rule of DESIGN section 4 that applied."""
    baseline_pir: float | None
    """PIR of the baseline at the method's fraction."""
    points: tuple[tuple[OperatingPoint, bool], ...]
    """All operating points, each with whether the PIR comes from it."""


def story(entry: Entry, board: Board) -> Story:
    """Return how the PIR of an entry came about."""
    chosen = entry.pir.point if entry.pir else None
    below = board.baseline.pir(entry.pir.sdf) if entry.pir else None
    # a bridge from data may have taken only some of a point's rows
    rows = {item.index for item in chosen.rows} if chosen else set()
    points = ((point, any(item.index in rows for item in point.rows)) for point in entry.points)
    return Story(_rule(entry), below, tuple(points))


def _rule(entry: Entry) -> Rule:
    pir = entry.pir
    if pir is None:
        return "none"
    if pir.basis == "bridged":
        if isinstance(pir.bridge, LivingBridge):
            return "data-bridge"
        return "bridge" if pir.bridge else "converted"
    return "elsewhere" if pir.basis == "direct" and not pir.unified else pir.basis


@dataclass(frozen=True)
class Experiment:
    """Rows that differ only in the test set."""

    first: Evidence
    """One of them: all share its counterpart, data set, backbone and judge."""
    sdf: float | None
    candidate_size: int | None
    items: tuple[RowRatio, ...]
    unused: str | None
    """Why none of them is used, where one reason holds for all."""
    chosen: bool
    """The PIR comes from them."""


@dataclass(frozen=True)
class Group:
    """Evidence of one setting."""

    setting: str
    experiments: tuple[Experiment, ...]
    rows: int
    used: int
    feeds: bool
    """Whether the setting can feed a PIR at all."""
    open: bool
    """Short enough to be shown at once."""


def groups(entry: Entry, library: Library) -> tuple[Group, ...]:
    """Return the evidence of a method by setting, and within it by experiment, what is used first."""
    chosen = {item.index for item in entry.pir.point.rows} if entry.pir and entry.pir.point else set()
    found = []
    for setting in (*PIR_SETTINGS, "head-to-head"):
        items = [item for item in entry.rows if item.row.setting == setting]
        if items:
            used = sum(item.unused is None for item in items)
            experiments = _experiments(items, chosen, library)
            short = len(items) <= SHORT
            found.append(Group(setting, experiments, len(items), used, setting in PIR_SETTINGS, short))
    return tuple(found)


def _experiments(items: list[RowRatio], chosen: set[int], library: Library) -> tuple[Experiment, ...]:
    parts = [tuple(rows) for _, rows in groupby(sorted(items, key=_shared), key=_shared)]
    found = [_experiment(rows, chosen, library) for rows in parts]
    return tuple(sorted(found, key=lambda part: (not part.chosen, part.unused is not None)))


def _experiment(items: tuple[RowRatio, ...], chosen: set[int], library: Library) -> Experiment:
    first, reasons = items[0], {item.unused for item in items}
    unused = first.unused if len(reasons) == 1 else None
    set_pir = any(item.index in chosen for item in items)
    return Experiment(first.row, first.sdf, library.candidate_size(first.row), items, unused, set_pir)


def _shared(item: RowRatio) -> tuple[object, ...]:
    """Return what rows of one experiment share."""
    row = item.row
    who = (row.counterpart.kind, row.counterpart.name, row.dataset, row.backbone, row.judge or "")
    how = (row.variant or "", row.judge_version or "", row.reporter or row.reported_by)
    return (*who, item.sdf or 0.0, row.selected_size or 0, *how)


@dataclass(frozen=True)
class Part:
    """One term of a penalty."""

    what: str
    amount: int
    weight: float
    penalty: float


def simplicity_parts(entry: Entry) -> tuple[Part, ...]:
    """Return the terms of the simplicity penalty, before its ceiling."""
    facts = entry.feasibility.facts
    model = "trained_small_model" if facts.small else "trained_model"
    return (
        _part("models trained", facts.trained_models, model),
        _part("steps", facts.steps, "step"),
        _part("unpublished code", int(not facts.open_source), "closed_source"),
    )


def flexibility_parts(entry: Entry) -> tuple[Part, ...]:
    """Return the terms of the flexibility penalty."""
    facts = entry.feasibility.facts
    return (
        _part("bound to its model", int(not facts.model_free), "model_bound"),
        _part("bound to its data set", int(not facts.dataset_free), "dataset_bound"),
        _part("needs a proprietary model", int(not facts.proprietary_free), "proprietary"),
    )


def _part(what: str, amount: int, weight: str) -> Part:
    return Part(what, amount, WEIGHTS[weight], amount * WEIGHTS[weight])


def capped(entry: Entry) -> bool:
    """Whether the ceiling of the simplicity penalty applied."""
    return sum(part.penalty for part in simplicity_parts(entry)) > entry.feasibility.facts.simplicity_penalty
