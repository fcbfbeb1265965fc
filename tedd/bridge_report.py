"""What there is to say of each bridge: its anchors, its controls, whom it carries and whom it refuses.

A living `Board` enters, a `SettingReport` for each bridged setting leaves. The page, the pictures and the
data files on bridges all show the same report.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from tedd.bridges import BRIDGED_SETTINGS
from tedd.living_bridges import ENOUGH, REACH, Bridges, LivingBridge
from tedd.pir import carried, preferred, ways

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.bridges import Bridge
    from tedd.evidence import OperatingPoint
    from tedd.living_bridges import DataAnchor, LeftOut
    from tedd.vocabulary import Vocabulary


class Band(NamedTuple):
    """A PIR with a 90% interval."""

    pir: float
    low: float
    high: float


class ByAuthors(NamedTuple):
    """What the authors' line makes of a ratio."""

    pir: float
    covered: bool
    """Whether the ratio lies where that line may be used."""


@dataclass(frozen=True)
class Case:
    """A ratio, and what both bridges make of it: an anchor, a control or a method that needs a bridge."""

    slug: str | None
    """The method; None for the bare ratio of 1."""
    ratio: float
    sdf: float | None
    authors: ByAuthors | None
    """None where the authors have no line."""
    data: Band | None
    """None without any anchor, and outside the anchors unless it is a control."""
    measured: Band | None = None
    """For an anchor: its direct PIR."""
    study: str | None = None
    """For an anchor: who ran it."""
    families: tuple[str, ...] = ()
    """Families of its rows; rows of no family are left out."""


@dataclass(frozen=True)
class FamilyReport:
    """A bridge from data."""

    bridge: LivingBridge
    missing: int
    """Anchors that it lacks to come into force."""
    anchors: tuple[Case, ...]
    left_out: tuple[LeftOut, ...]
    controls: tuple[Case, ...]
    cases: tuple[Case, ...]
    """Methods without a PIR of another basis that have a ratio of the family."""
    middle: Case | None
    """The middle of the anchors' ratios, on the log scale."""

    @property
    def refused(self) -> tuple[Case, ...]:
        """Methods whose ratio lies outside the anchors."""
        return tuple(case for case in self.cases if case.data is None)

    @property
    def slope_range(self) -> tuple[float, float] | None:
        """90% interval of the slope."""
        line = self.bridge.line
        if line is None:
            return None
        reach = REACH * math.sqrt(line.slope_variance)
        return line.slope - reach, line.slope + reach


@dataclass(frozen=True)
class SettingReport:
    """All bridges from one setting."""

    setting: str
    authors: Bridge | None
    controls: tuple[Case, ...]
    cases: tuple[Case, ...]
    """Methods that the authors' line carries or refuses at present."""
    families: tuple[FamilyReport, ...]


def report(board: Board) -> tuple[SettingReport, ...]:
    """Return what there is to say of the bridges of a living board."""
    return tuple(_setting(setting, board) for setting in BRIDGED_SETTINGS)


def _setting(setting: str, board: Board) -> SettingReport:
    authors = board.bridges.get(setting)
    families = (_family(bridge, board) for bridge in board.data_bridges if bridge.setting == setting)
    cases, references = (_by_authors(setting, kind, board) for kind in ("method", "baseline"))
    controls = [
        _case(control.slug, control.ratio, control.sdf, authors, None)
        for control in board.controls
        if control.setting == setting
    ]
    return SettingReport(setting, authors, (*controls, *references), cases, tuple(families))


def _needy(board: Board, kind: str) -> list[Entry]:
    """Return the methods, or the baselines, without a direct PIR and without the survey's."""
    return [
        entry
        for entry in board.entries
        if entry.method.card.kind == kind and (entry.pir is None or entry.pir.basis == "bridged")
    ]


def _by_authors(setting: str, kind: str, board: Board) -> tuple[Case, ...]:
    """Return what comes to the authors' line at present."""
    vocabulary, found = board.library.vocabulary, []
    for entry in _needy(board, kind):
        for bridge, point in ways(entry.points, Bridges(board.bridges, board.data_bridges), vocabulary):
            if not isinstance(bridge, LivingBridge) and bridge.setting == setting:
                families = _families(point, vocabulary)
                case = _case(entry.slug, point.ratio, point.sdf, bridge, None)
                found.append(replace(case, families=families))
    return tuple(sorted(found, key=lambda case: (-case.ratio, case.slug or "")))


def _families(point: OperatingPoint, vocabulary: Vocabulary) -> tuple[str, ...]:
    tests = {item.row.test_set for item in point.rows}
    return tuple(family for family, keys in vocabulary.families.items() if tests & set(keys))


def _case(
    slug: str | None, ratio: float, sdf: float | None, authors: Bridge | None, data: Band | None
) -> Case:
    by_authors = ByAuthors(authors.pir(ratio), authors.covers(ratio)) if authors else None
    return Case(slug, ratio, sdf, by_authors, data)


def _family(bridge: LivingBridge, board: Board) -> FamilyReport:
    authors = board.bridges.get(bridge.setting)
    return FamilyReport(
        bridge,
        max(0, ENOUGH - len(bridge.anchors)),
        tuple(_anchor(anchor, bridge, authors) for anchor in bridge.anchors),
        bridge.left_out(),
        tuple(_controls(bridge, board)),
        tuple(
            case if bridge.covers(case.ratio) else replace(case, data=None)
            for case in _of_family(bridge, "method", board)
        ),
        _middle(bridge, authors),
    )


def _of_family(bridge: LivingBridge, kind: str, board: Board) -> list[Case]:
    """Return the ratios of a family of methods, or of baselines, largest first."""
    authors, vocabulary = board.bridges.get(bridge.setting), board.library.vocabulary
    chosen = ((entry, preferred(carried(entry.points, bridge, vocabulary))) for entry in _needy(board, kind))
    cases = (
        _case(entry.slug, point.ratio, point.sdf, authors, _band(bridge, point.ratio))
        for entry, point in chosen
        if point
    )
    return sorted(cases, key=lambda case: (-case.ratio, case.slug or ""))


def _band(bridge: LivingBridge, ratio: float) -> Band | None:
    return Band(*bridge.line.band(ratio)) if bridge.line else None


def _anchor(anchor: DataAnchor, bridge: LivingBridge, authors: Bridge | None) -> Case:
    case = _case(anchor.slug, anchor.ratio, None, authors, _band(bridge, anchor.ratio))
    factor = math.exp(REACH * math.sqrt(anchor.variance))
    measured = Band(anchor.pir, anchor.pir / factor, anchor.pir * factor)
    return replace(case, measured=measured, study=anchor.study)


def _controls(bridge: LivingBridge, board: Board) -> list[Case]:
    """Return the ratio of 1, and random selection where it was measured by the family's metrics."""
    keys = board.library.vocabulary.families.get(bridge.family, ())
    of_family = {
        entry.slug
        for entry in board.entries
        if any(item.row.counterpart.kind == "random" and item.row.test_set in keys for item in entry.rows)
    }
    authors = board.bridges.get(bridge.setting)
    found = [_case(None, 1.0, None, authors, _band(bridge, 1.0))]
    for control in board.controls:
        if control.setting == bridge.setting and control.slug in of_family:
            band = _band(bridge, control.ratio)
            found.append(_case(control.slug, control.ratio, control.sdf, authors, band))
    return found + _of_family(bridge, "baseline", board)


def _middle(bridge: LivingBridge, authors: Bridge | None) -> Case | None:
    if not bridge.anchors:
        return None
    logs = [math.log(anchor.ratio) for anchor in bridge.anchors]
    ratio = math.exp((min(logs) + max(logs)) / 2)
    return _case(None, ratio, None, authors, _band(bridge, ratio))
