"""What the page on curves says: every sentence from numbers, every picture with its words."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from tedd.content.boards import by_slug
from tedd.content.curves import falls, fit_words
from tedd.content.curves import summary as curve_summary
from tedd.curve_figures import curve_figures, curve_text, panels
from tedd.curve_files import curve_files
from tedd.curve_report import curve_report
from tedd.curves import At, curve, curves
from tedd.evidence import Condition
from tedd.figures import path
from tests.boards import VOCABULARY, card, real_board
from tests.boards import board as board_of
from tests.pictures import SVG, group, parse

if TYPE_CHECKING:
    from tedd.curves import Curve

ON = Condition("same-model-win-rate", "alpaca", "llama-7b", "gpt-4", None)


def made_curve(slug: str, *points: tuple[float, float]) -> Curve:
    """Return a curve whose points are hardly in doubt."""
    return curve(slug, ON, [At(sdf, ratio, 1e-4) for sdf, ratio in points])


def test_curves_csv_has_a_row_for_each_point() -> None:
    """The table of curves holds every point; a fitted value stands where five points were."""
    found = curves(real_board())
    rows = list(csv.DictReader(io.StringIO(curve_files(found)["data/curves.csv"].decode())))

    assert len(rows) == sum(len(one.points) for one in found)
    assert {row["curve"] for row in rows if row["fitted"]} == {
        str(number) for number, one in enumerate(found, 1) if len(one.points) >= 5
    }


CURVES = (
    made_curve("a", (0.05, 1.0), (0.1, 1.3), (0.2, 1.5)),
    made_curve("b", (0.05, 0.9), (0.1, 1.4), (0.2, 1.1)),
    made_curve("c", (0.05, 0.5), (0.1, 0.6), (0.2, 0.9)),
)


def test_curves_are_counted() -> None:
    """The summary counts curves that rise, slow down, fall and surely fall, and the meetings that hold."""
    words = curve_summary(curve_report(CURVES))

    assert words[0] == (
        "3 curves have results at 3 or more fractions. 2 of them never fall, 1 rising ever more slowly, as "
        "assumed. 1 falls somewhere, 1 of these with a probability above 95%."
    )
    assert words[1].startswith("1 curve stays below all data")
    assert words[2].startswith("Curves of two methods were measured under one recipe 3 times.")
    assert curve_summary(curve_report(()))[0].startswith("No method has results at 3 fractions")


def test_sure_falls_are_told_with_their_numbers() -> None:
    """The sentence names the method, both ends and their fractions; without a sure fall there is none."""
    board = board_of(*(card(slug) for slug in "abc"))

    assert falls(curve_report(CURVES), by_slug(board)) == (
        "Property 1 fails plainly here: B falls from 1.400 at SDF 0.1 to 1.100 at 0.2."
    )
    assert falls(curve_report(CURVES[:1]), by_slug(board)) == ""


def test_poor_fits_are_told() -> None:
    """A logarithm that explains less than half of the variance is counted as poor."""
    falling = made_curve("d", *((0.1 * n, 2 - 0.1 * n) for n in range(1, 7)))

    assert fit_words(curve_report((falling,))).startswith(
        "Of 1 curve with 5 or more points a logarithm explains less than half of the variance in 1"
    )
    assert fit_words(curve_report(CURVES)) == ""


def test_curve_picture_has_a_panel_for_each_recipe() -> None:
    """Curves of one recipe share a panel; the picture holds every point, one mark each."""
    other = replace(CURVES[0], condition=ON._replace(backbone="llama-13b"))
    found = curve_report((*CURVES, other))
    board = board_of(*(card(slug) for slug in "abc"))
    drawn = curve_figures(found, board)
    root = parse(drawn[path("curves", "panels", compact=True)])
    points = [part for part in group(root, "curve") if part.get("fill") not in (None, "none")]

    assert [len(panel.curves) for panel in panels(found, VOCABULARY)] == [3, 1]
    assert len(points) == 4 * 3
    assert root.findtext(f"{SVG}desc") == (
        "Ratio over SDF of 4 curves: 3 never fall, 1 do. The surest fall, probability above 0.95: B falls "
        "from 1.400 at SDF 0.1 to 1.100 at 0.2."
    )


def test_words_without_a_sure_fall() -> None:
    """Where no curve surely falls none is named."""
    found = curve_report(
        [
            curve(
                "ifd",
                Condition("same-model-win-rate", "alpaca", "llama-7b", "gpt-4", None),
                [At(n / 10, 1 + n / 10) for n in range(1, 4)],
            )
        ]
    )

    assert curve_text(found, {}).endswith("1 never fall, 0 do.")
