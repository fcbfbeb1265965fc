"""The pictures of the bridges from data: each anchor, the line through them, its band, the authors' line.

A `SettingReport` for each setting enters, SVG files leave as a mapping of path to bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.drawing.bridges import BRIDGE_SIZES, MOST_LABELS, draw_bridge
from tedd.drawing.fonts import plain
from tedd.figures import path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tedd.board import Board
    from tedd.bridge_report import FamilyReport, SettingReport

PREFIX = "bridge"


def bridge_figures(
    found: Iterable[SettingReport], board: Board, link: Callable[[str], str] = "../../methods/{}/".format
) -> dict[str, bytes]:
    """Return a picture of every bridge from data that has an anchor, under its paths."""
    names = {entry.slug: plain(entry.method.card.name) for entry in board.entries}
    made: dict[str, bytes] = {}
    for setting in found:
        for one in (family for family in setting.families if family.anchors):
            kind = bridge_kind(one)
            title = f"Bridge from {bridge_source(one)}"
            text = bridge_text(one, setting, names)
            for size in BRIDGE_SIZES:
                sheet = draw_bridge(one, setting.authors, names, size, f"{PREFIX}-{kind}{size.suffix}")
                drawn = sheet.svg(title, text, link)
                compact = bool(size.suffix)
                made |= {path(PREFIX, kind, scheme, compact=compact): svg for scheme, svg in drawn.items()}
    return made


def bridge_kind(one: FamilyReport) -> str:
    """Return which picture shows a bridge."""
    return f"{one.bridge.setting}-{one.bridge.family}"


def bridge_source(one: FamilyReport) -> str:
    """Return what a bridge starts from, in words."""
    kinds = {"accuracy": "accuracies", "win-rate": "win rates", "graded": "grades"}
    return f"{kinds[one.bridge.family]} against {against(one.bridge.setting)}"


def against(setting: str) -> str:
    """Return what a setting compares with, in words."""
    return "the same model" if setting.startswith("same") else "another model"


def bridge_text(one: FamilyReport, setting: SettingReport, names: Mapping[str, str]) -> str:
    """Return what the picture shows, in words."""
    shown = one.anchors[:MOST_LABELS]
    anchors = ", ".join(
        f"{names[case.slug]} at ratio {case.ratio:.3f} with PIR {case.measured.pir:.3f}"
        for case in shown
        if case.slug and case.measured
    )
    if len(shown) < len(one.anchors):
        anchors += f" and {len(one.anchors) - len(shown)} more"
    slope = one.bridge.line.slope if one.bridge.line else 1.0
    text = f"PIR over ratio. Anchors: {anchors}. The line through parity rises with the power {slope:.2f}."
    if setting.authors:
        text += f" The authors’ line gives a ratio of 1 a PIR of {setting.authors.pir(1.0):.3f}, this one 1."
    return text
