"""The diagrams of the survey's chapters, and the one of TEDD's own architecture.

Both boards enter, SVG files leave as a mapping of path to bytes, like those of `tedd.figures`. matplotlib is
imported only when something is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.drawing.architecture import draw_architecture
from tedd.drawing.distance import draw_distance, examples
from tedd.drawing.frame import SIZES
from tedd.drawing.process import draw_process
from tedd.drawing.reversal import draw_reversal
from tedd.drawing.scheme import draw_scheme
from tedd.drawing.timeline import draw_timeline
from tedd.figures import path
from tedd.formats import listed, plural, signed
from tedd.reversal import reversal
from tedd.scheme import scheme
from tedd.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from tedd.board import Board
    from tedd.drawing.frame import Size
    from tedd.drawing.svg import Sheet

DIAGRAMS = ("process", "scheme", "distance", "reversal", "timeline", "architecture")
PREFIX = "chapter"
"""Begins the diagrams' file names: `chapter-scheme-light.svg`."""

_TITLES = {
    "process": "Data selection for fine-tuning",
    "scheme": "Methods in the three-stage scheme",
    "distance": "From two ratios to a distance",
    "reversal": "Two curves measured at different fractions",
    "timeline": "Timeline of data selection methods",
    "architecture": "From cards to pages",
}

_TEXTS = {
    "process": (
        "Candidate data go two ways. Tuned on all of them, a model becomes the baseline model (BLM). "
        "A selector takes a subset, and the model tuned on that is the selective-enhanced model "
        "(SEM). Both sit the same test."
    ),
    "architecture": (
        "Cards become records. Records go two ways: through numbers to boards, and through the votes of "
        "studies to a consensus. Both become outputs, and outputs become pages."
    ),
}
"""What those show that are the same on every board."""
_DRAWN = {"process": draw_process, "reversal": draw_reversal, "architecture": draw_architecture}
"""Those that no board is needed for."""


def diagrams(
    living: Board, survey: Board, *, link: Callable[[str], str] = "../../methods/{}/".format
) -> dict[str, bytes]:
    """Return all diagrams under their paths; `link` as in `tedd.figures.figures`."""
    found: dict[str, bytes] = {}
    for kind in DIAGRAMS:
        description = alt_text(living, survey, kind)
        for size in SIZES:
            sheet = _draw(living, survey, kind, size)
            drawn = sheet.svg(_TITLES[kind], description, link)
            compact = bool(size.suffix)
            found |= {path(PREFIX, kind, paint, compact=compact): svg for paint, svg in drawn.items()}
    return found


def alt_text(living: Board, survey: Board, kind: str) -> str:
    """Return what a diagram shows."""
    if kind in _TEXTS:
        return _TEXTS[kind]
    if kind == "reversal":
        return _reversal_text()
    return {"scheme": _scheme_text, "timeline": _timeline_text}.get(kind, _distance_text)(
        survey if kind == "distance" else living
    )


def _draw(living: Board, survey: Board, kind: str, size: Size) -> Sheet:
    name = f"{PREFIX}-{kind}{size.suffix}"
    if kind in _DRAWN:
        return _DRAWN[kind](size, name)
    if kind == "distance":
        return draw_distance(survey, size, name)
    return (draw_scheme if kind == "scheme" else draw_timeline)(living, size, name)


def _reversal_text() -> str:
    example = reversal()
    better, worse = example.better, example.worse
    return (
        "Lead over the baseline by fraction: the better method's curve lies above the worse one's. "
        f"Measured at SDF {better.s:g} the better leads by {better.offset:.3f}; measured at SDF {worse.s:g} "
        f"the worse leads by {worse.offset:.3f}, which is more."
    )


def _scheme_text(board: Board) -> str:
    features, criteria, evaluation = scheme(board)
    first = [f"{row.title} ({len(row.entries)})" for panel in features.panels for row in panel.rows]
    second = [f"{panel.title.lower()} ({len(panel.entries)})" for panel in criteria.panels]
    third = [panel.title.lower() for panel in evaluation.panels]
    return (
        f"Three stages with the methods in boxes. Feature extraction: {listed(first)}. "
        f"Criteria design: {listed(second)}. Selector evaluation: {listed(third)}."
    )


def _timeline_text(board: Board) -> str:
    moments = timeline(board)
    if not moments:
        return "No method yet."
    first, last = moments[0].entry.method.card, moments[-1].entry.method.card
    return (
        f"{plural(len(moments), 'method')} by month, from {first.name} ({first.first_appeared}) "
        f"to {last.name} ({last.first_appeared}), with marks for candidate data, quality measure and "
        "selected feature."
    )


def _distance_text(board: Board) -> str:
    told = [
        f"{entry.method.card.name} lies {signed(entry.efficiency.offset)} from it vertically and "
        f"{signed(entry.efficiency.perpendicular)} at a right angle"
        for entry in examples(board)
        if entry.efficiency
    ]
    return (
        f"PIR over SDF on one scale, with the baseline. {listed(told)}."
        if told
        else "PIR over SDF, with the baseline."
    )
