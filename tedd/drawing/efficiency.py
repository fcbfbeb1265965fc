"""Draws efficiency: PIR over SDF, the baseline, and how far above or below it each method lies.

A board enters, a drawn `Sheet` leaves; every number in it is the board's. After the survey's Figure 4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.drawing.fonts import LINE_HEIGHT, measure
from tedd.drawing.frame import draw_frame, draw_label
from tedd.drawing.geometry import Box, Segment
from tedd.drawing.labels import Request, Scene, place
from tedd.drawing.spots import EDGE, MARKS, legend, spots, standing, tooltip
from tedd.drawing.svg import Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tedd.board import Board
    from tedd.drawing.frame import Frame, Size
    from tedd.drawing.labels import Placed
    from tedd.drawing.spots import Spot
    from tedd.drawing.svg import Group, Role

MOST_LABELS = 40
"""More names than this nobody reads; the other points keep their tooltips."""
BASELINE_COST = 24.0
"""What a label on the baseline costs, in pixels of distance from its point."""
BETTER, WORSE = "more efficient than the baseline", "less efficient"
_CAP = 3.5
CROWD = 60
"""Methods whose intervals are drawn, from the first of the board on; more would fill the picture."""
FAINT = 0.4
"""Opacity of intervals: most cross the whole picture, and must not hide the distances that make the order."""
_DASH = (2.0, 2.0)
_MARGIN = 6.0


def draw_efficiency(board: Board, size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    frame, shown = spots(board, size)
    sheet, line = Sheet(name, size.width, size.height), board.baseline
    ends = [frame.at(sdf, line.pir(sdf)) for sdf in (frame.x.start, frame.x.end)]
    baseline = Segment(ends[0], ends[1], BASELINE_COST)
    words = _draw_regions(sheet, frame, baseline, shown)
    draw_frame(sheet, frame, legend(board))
    group = sheet.group("baseline")
    group.line(ends, "baseline", 1.4, (5.0, 3.0))
    for point in line.points:
        group.mark(frame.at(*point), "o", "baseline", size.mark / 2)
    _draw_stems(sheet.group("stems"), shown)
    _draw_points(sheet, shown, place(_requests(shown), _scene(frame, baseline, shown, words)))
    return sheet


def _draw_regions(sheet: Sheet, frame: Frame, line: Segment, shown: Sequence[Spot]) -> list[Box]:
    """Shade both sides of the baseline and say quietly what they mean; return where the words stand."""
    group, box = sheet.group("regions"), frame.box
    group.area([(box.x0, box.y1), line.start, line.end, (box.x1, box.y1)], "better", 0.08)
    group.area([(box.x0, box.y0), line.start, line.end, (box.x1, box.y0)], "worse", 0.07)
    found = []
    role: Role
    for words, role in ((BETTER, "better"), (WORSE, "worse")):
        place_ = _free(words, role, frame, line, shown)
        if place_:
            group.words((place_.x0, place_.y0), words, Style(role, frame.size.small))
            found.append(place_)
    return found


def _free(words: str, role: Role, frame: Frame, line: Segment, shown: Sequence[Spot]) -> Box | None:
    """Return the first of three places at a region's outer edge where words cover nothing."""
    box, size = frame.box, frame.size.small
    width, height = measure(words, size), size * LINE_HEIGHT
    better = role == "better"
    low = box.y1 - height - _MARGIN if better else box.y0 + _MARGIN
    lines = [line, *(interval for spot in shown if (interval := spot.interval))]
    for share in (0.0, 0.5, 1.0) if better else (1.0, 0.5, 0.0):
        left = box.x0 + _MARGIN + share * (box.x1 - box.x0 - width - 2 * _MARGIN)
        found = Box(left, low, left + width, low + height)
        near = any(found.overlaps(Box.around(*spot.at, EDGE)) for spot in shown)
        if not near and not any(found.touches(each) for each in lines):
            return found
    return None


def _draw_stems(group: Group, shown: Sequence[Spot]) -> None:
    """Draw each method's interval, faintly, and over all of them the distances to the baseline."""
    intervals = [spot.interval for spot in shown if spot.interval]
    for (x, low), (_, high) in ((found.start, found.end) for found in intervals[:CROWD]):
        path = [(x - _CAP, low), (x + _CAP, low), (x, low), (x, high), (x - _CAP, high), (x + _CAP, high)]
        group.line(path, "muted", 1.3, opacity=FAINT)
    for spot in shown:
        if stem := spot.stem:
            role: Role = "better" if spot.efficiency.offset > 0 else "worse"
            group.line([stem.start, stem.end], role, 1.6, _DASH if spot.entry.provisional else ())


def _draw_points(sheet: Sheet, shown: Sequence[Spot], labels: Mapping[str, Placed]) -> None:
    """Draw the points, each with its label as one link."""
    for spot in shown:
        group = sheet.group("point", spot.entry.slug, tooltip(spot.entry, spot.pir, spot.efficiency))
        kind, size = standing(spot.entry), spot.frame.size
        if placed := labels.get(spot.entry.slug):
            draw_label(group, placed, spot.label, Style("muted" if kind == "listed" else "text", size.label))
        mark = MARKS[kind]
        if any(spot.beyond):
            _draw_arrow(group, spot, mark.role)
        group.mark(spot.at, mark.shape or "o", mark.role, size.mark, hollow=mark.hollow)


def _draw_arrow(group: Group, spot: Spot, role: Role) -> None:
    """Draw an arrow from a point to the border behind which it lies."""
    (x, y), (across, up) = spot.at, spot.beyond
    tip = x + across * (EDGE - 2), y + up * (EDGE - 2)
    back, side = (tip[0] - across * 5, tip[1] - up * 5), 0.0 if across and up else 3.5
    if side:
        wings = [
            (back[0] + up * side, back[1] + across * side),
            (back[0] - up * side, back[1] - across * side),
        ]
    else:
        wings = [(back[0], tip[1]), (tip[0], back[1])]
    group.line([(x + across * 7, y + up * 7), tip], role, 1.4)
    group.line([wings[0], tip, wings[1]], role, 1.4)


def _requests(shown: Sequence[Spot]) -> list[Request]:
    """Return what labels want a place: in the board's order, so that the best are served first."""
    return [
        Request(
            spot.entry.slug,
            *spot.at,
            width=measure(spot.label, spot.frame.size.label),
            height=spot.frame.size.label * LINE_HEIGHT,
            reach=spot.frame.size.mark / 2 + 4,
        )
        for spot in shown[:MOST_LABELS]
    ]


def _scene(frame: Frame, baseline: Segment, shown: Sequence[Spot], words: Sequence[Box]) -> Scene:
    lines = [line for spot in shown for line in (spot.stem, spot.interval) if line]
    return Scene(frame.room, (*words, *_blocked(shown)), (baseline, *lines), tuple(spot.at for spot in shown))


def _blocked(shown: Sequence[Spot]) -> Iterator[Box]:
    """Yield what no label may cover: points, arrows and the ends of lines."""
    for spot in shown:
        (x, y), (across, up) = spot.at, spot.beyond
        yield Box.around(x, y, spot.frame.size.mark / 2 + 1)
        if across or up:
            tip = x + across * EDGE, y + up * EDGE
            yield Box(min(x, tip[0]) - 4, min(y, tip[1]) - 4, max(x, tip[0]) + 4, max(y, tip[1]) + 4)
        if spot.stem:
            yield Box.around(*spot.foot, 2)
        if spot.interval:
            yield from (Box.around(*end, _CAP) for end in (spot.interval.start, spot.interval.end))
