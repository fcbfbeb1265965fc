"""The picture of all efficiency curves, one small panel a recipe.

A `CurveReport` enters, SVG files leave as a mapping of path to bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.curve_report import SURE, by_recipe
from tedd.drawing.curves import CURVE_SIZES, Panel, draw_curves
from tedd.drawing.fonts import plain
from tedd.evidence import PIR_SETTINGS
from tedd.figures import path

if TYPE_CHECKING:
    from collections.abc import Callable

    from tedd.board import Board
    from tedd.curve_report import CurveReport
    from tedd.evidence import Condition
    from tedd.vocabulary import Vocabulary

PREFIX, KIND = "curves", "panels"


def curve_figures(
    found: CurveReport, board: Board, link: Callable[[str], str] = "../../methods/{}/".format
) -> dict[str, bytes]:
    """Return the picture of the curves under its paths; none without a curve."""
    if not found.curves:
        return {}
    names = {entry.slug: plain(entry.method.card.name) for entry in board.entries}
    shown, text = panels(found, board.library.vocabulary), curve_text(found, names)
    made: dict[str, bytes] = {}
    for size in CURVE_SIZES:
        sheet = draw_curves(shown, names, size, f"{PREFIX}-{KIND}{size.suffix}")
        drawn = sheet.svg("Efficiency curves", text, link)
        compact = bool(size.suffix)
        made |= {path(PREFIX, KIND, scheme, compact=compact): svg for scheme, svg in drawn.items()}
    return made


def panels(found: CurveReport, vocabulary: Vocabulary) -> list[Panel]:
    """Return the panels: win rates first, then by data set and backbone, most methods first."""
    made = []
    for condition, curves in by_recipe(found.curves).items():
        dataset = vocabulary.datasets[condition.dataset].name
        backbone = vocabulary.models[condition.backbone].name
        panel = Panel((dataset, backbone, _note(condition, vocabulary)), curves)
        order = PIR_SETTINGS.index(condition.setting), -len({one.slug for one in curves})
        made.append((order, panel.titles, panel))
    return [panel for *_, panel in sorted(made, key=lambda item: item[:2])]


def _note(condition: Condition, vocabulary: Vocabulary) -> str:
    kind = "win rate" if condition.setting.endswith("win-rate") else "benchmarks"
    judge = vocabulary.judges[condition.judge].name if condition.judge else None
    return ", ".join(part for part in (condition.variant, kind, judge) if part)


def curve_text(found: CurveReport, names: dict[str, str]) -> str:
    """Return what the picture shows, in words."""
    count = len(found.curves)
    text = (
        f"Ratio over SDF of {count} curve{'s' * (count != 1)}: {found.rising} never fall, {found.falling} do."
    )
    if found.surely_falling:
        surest = found.surely_falling[0]
        text += f" The surest fall, probability above {SURE:g}: {names[surest.slug]} {surest.verdict}."
    return text
