"""Draws a bridge from data beside the authors' line: PIR over ratio, both on logarithmic scales.

A `FamilyReport` and the authors' `Bridge` enter, a drawn `Sheet` leaves. Anchors have names and 90%
intervals; the cross marks parity, where a selection equals all data and both lines ought to meet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tedd.drawing.fonts import LINE_HEIGHT, measure, shortened
from tedd.drawing.frame import COMPACT, WIDE, Frame, Sample, draw_frame, draw_label, inner_box
from tedd.drawing.geometry import Box, Segment
from tedd.drawing.labels import Request, Scene, place
from tedd.drawing.logs import log_axis, spanned
from tedd.drawing.svg import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tedd.bridge_report import Case, FamilyReport
    from tedd.bridges import Bridge
    from tedd.drawing.frame import Axis, Size
    from tedd.drawing.geometry import Point
    from tedd.drawing.labels import Placed
    from tedd.drawing.svg import Group, Role

BRIDGE_SIZES = (replace(WIDE, height=400), replace(COMPACT, height=430))
STEPS = 60
"""Straight pieces of a line that is bent on these scales."""
LONGEST = 150.0
"""Longest name, in pixels."""
MOST_LABELS = 40
"""Of more anchors than this none is named: they keep their tooltips, and stand in the table."""
_CAP = 4.0
_DASH = (5.0, 3.0)


@dataclass(frozen=True)
class _Scene:
    """What is drawn, and where."""

    report: FamilyReport
    authors: Bridge | None
    frame: Frame

    def at(self, ratio: float, pir: float) -> Point:
        """Return the place of a point; PIRs beyond the picture stand at its border."""
        y = self.frame.y
        return self.frame.at(math.log(ratio), min(max(math.log(pir), y.start), y.end))

    def ratios(self) -> list[float]:
        """Return ratios from the left to the right border."""
        x = self.frame.x
        return [math.exp(x.start + (x.end - x.start) * n / STEPS) for n in range(STEPS + 1)]


def draw_bridge(
    report: FamilyReport, authors: Bridge | None, names: Mapping[str, str], size: Size, name: str
) -> Sheet:
    """Return the drawn picture; `names` holds the anchors' names by slug, `name` begins every id in it."""
    legend = _legend(authors)
    frame = Frame(size, inner_box(size, legend), *_axes(report, authors, size))
    sheet, scene = Sheet(name, size.width, size.height), _Scene(report, authors, frame)
    _draw_band(sheet.group("band"), scene)
    draw_frame(sheet, frame, legend)
    _draw_parity(sheet.group("parity"), scene)
    lines = list(_draw_lines(sheet, scene))
    _draw_controls(sheet.group("controls"), scene)
    words = {
        case.slug or "": shortened(names[case.slug or ""], size.label, LONGEST) for case in report.anchors
    }
    words |= {key: text for key, (_, text) in _at_parity(scene).items()}
    found = _labels(scene, words, lines)
    for case in report.anchors:
        group = sheet.group("point", case.slug, _tooltip(case, names[case.slug or ""]))
        _draw_anchor(group, case, scene)
        if placed := found.get(case.slug or ""):
            draw_label(group, placed, words[case.slug or ""], Style("text", size.label))
    quiet = sheet.group("control-words")
    for key in _at_parity(scene):
        if placed := found.get(key):
            draw_label(quiet, placed, words[key], Style("muted", size.label))
    return sheet


def _legend(authors: Bridge | None) -> list[Sample]:
    found = [Sample("anchor, with 90% interval", "better", "o"), Sample("bridge from data", "point")]
    if authors:
        found.append(Sample("authors’ line", "baseline", dash=_DASH))
    return [*found, Sample("equal to all data", "text", "D", hollow=True)]


def _axes(report: FamilyReport, authors: Bridge | None, size: Size) -> tuple[Axis, Axis]:
    ratios = [1.0, *(case.ratio for case in report.anchors)]
    pirs = [1.0, *(end for case in report.anchors if case.measured for end in case.measured[1:])]
    if authors:
        ratios += authors.span
        pirs += [pir for ratio in (*ratios, 1.0) if (pir := authors.pir(ratio)) > 0]
    return (
        log_axis(*spanned(ratios), "Ratio of the benchmark", 7 if size.width > COMPACT.width else 5),
        log_axis(*spanned(pirs), "PIR", 6),
    )


def _draw_band(group: Group, scene: _Scene) -> None:
    line = scene.report.bridge.line
    if line:
        bands = [(ratio, line.band(ratio)) for ratio in scene.ratios()]
        lower = [scene.at(ratio, band[1]) for ratio, band in bands]
        upper = [scene.at(ratio, band[2]) for ratio, band in bands]
        group.area([*lower, *reversed(upper)], "point", 0.12)


def _draw_parity(group: Group, scene: _Scene) -> None:
    box, (x, y) = scene.frame.box, scene.at(1.0, 1.0)
    group.line([(box.x0, y), (box.x1, y)], "muted", 0.9, (1.5, 2.5))
    group.line([(x, box.y0), (x, box.y1)], "muted", 0.9, (1.5, 2.5))


def _draw_lines(sheet: Sheet, scene: _Scene) -> Iterator[Segment]:
    """Draw both lines, strong where they may be used and thin beyond; yield their pieces."""
    authors, bridge = scene.authors, scene.report.bridge
    if authors:
        yield from _draw_line(sheet.group("authors"), scene, authors.pir, authors.span)
    if line := bridge.line:
        yield from _draw_line(sheet.group("data"), scene, lambda ratio: line.band(ratio)[0], bridge.span)


def _draw_line(
    group: Group, scene: _Scene, pir: Callable[[float], float], span: tuple[float, float]
) -> Iterator[Segment]:
    role: Role = "baseline" if group.name == "authors" else "point"
    for part, width in _parts(sorted([*scene.ratios(), *span]), *span):
        path = _inside(part, pir, scene)
        if len(path) > 1:
            group.line(path, role, width, _DASH if role == "baseline" else ())
            yield from (Segment(*ends) for ends in pairwise(path))


def _parts(ratios: list[float], low: float, high: float) -> Iterator[tuple[list[float], float]]:
    """Yield the ratios below, inside and above a range, each with the width of a line there."""
    yield [ratio for ratio in ratios if ratio <= low], 0.9
    yield [ratio for ratio in ratios if low <= ratio <= high], 2.0
    yield [ratio for ratio in ratios if ratio >= high], 0.9


def _inside(ratios: Sequence[float], pir: Callable[[float], float], scene: _Scene) -> list[Point]:
    """Return the places of those points that lie in the picture."""
    x, y = scene.frame.x, scene.frame.y
    values = ((ratio, pir(ratio)) for ratio in ratios if x.start <= math.log(ratio) <= x.end)
    return [
        scene.at(ratio, value) for ratio, value in values if value > 0 and y.start <= math.log(value) <= y.end
    ]


def _draw_controls(group: Group, scene: _Scene) -> None:
    """Mark what both lines make of a ratio of exactly 1."""
    for key, (at, _) in _at_parity(scene).items():
        group.mark(at, "D", "point" if key == " data" else "baseline", scene.frame.size.mark, hollow=True)


def _labels(scene: _Scene, words: Mapping[str, str], lines: Sequence[Segment]) -> dict[str, Placed]:
    """Return where names of anchors and PIRs at parity stand."""
    size, anchors = scene.frame.size, scene.report.anchors
    spots = {case.slug or "": scene.at(*_place(case)) for case in anchors}
    spots |= {key: at for key, (at, _) in _at_parity(scene).items()}
    named = [case.slug or "" for case in anchors] if len(anchors) <= MOST_LABELS else []
    shown = [*_at_parity(scene), *named]
    requests = [_request(key, spots[key], words[key], size) for key in shown]
    blocked = tuple(Box.around(*at, size.mark / 2 + 1) for at in spots.values())
    bars = [_bar(case, scene) for case in anchors]
    return place(requests, Scene(scene.frame.room, blocked, (*lines, *bars), tuple(spots.values())))


def _draw_anchor(group: Group, case: Case, scene: _Scene) -> None:
    bar = _bar(case, scene)
    (x, low), (_, high) = bar.start, bar.end
    path = [(x - _CAP, low), (x + _CAP, low), (x, low), (x, high), (x - _CAP, high), (x + _CAP, high)]
    group.line(path, "better", 1.3)
    group.mark(scene.at(*_place(case)), "o", "better", scene.frame.size.mark)


def _at_parity(scene: _Scene) -> dict[str, tuple[Point, str]]:
    """Return where both lines pass a ratio of exactly 1, and the PIR there; no slug begins with a space."""
    found = {}
    if scene.report.bridge.line:
        found[" data"] = scene.at(1.0, 1.0), "PIR 1"
    if scene.authors and (pir := scene.authors.pir(1.0)) > 0:
        found[" authors"] = scene.at(1.0, pir), f"PIR {pir:.2f}"
    return found


def _place(case: Case) -> tuple[float, float]:
    return case.ratio, case.measured.pir if case.measured else 1.0


def _bar(case: Case, scene: _Scene) -> Segment:
    low, high = (case.measured.low, case.measured.high) if case.measured else (1.0, 1.0)
    return Segment(scene.at(case.ratio, low), scene.at(case.ratio, high))


def _request(key: str, at: Point, words: str, size: Size) -> Request:
    return Request(key, *at, measure(words, size.label), size.label * LINE_HEIGHT, size.mark / 2 + 4)


def _tooltip(case: Case, name: str) -> str:
    pir = case.measured
    if pir is None:
        return name
    return f"{name}: ratio {case.ratio:.3f}, PIR {pir.pir:.3f} ({pir.low:.2f} to {pir.high:.2f})"
