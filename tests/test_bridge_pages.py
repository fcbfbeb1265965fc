"""What the page on bridges says: every sentence from numbers, every picture with its words."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tedd.bridge_figures import bridge_figures, bridge_text
from tedd.bridge_files import bridge_files
from tedd.bridge_report import report
from tedd.content.boards import Boards, by_slug
from tedd.content.bridges import line_words, meaning, state, summary
from tedd.curve_figures import curve_figures
from tedd.curve_report import curve_report
from tedd.figures import path
from tedd.living_bridges import LivingBridge, fit_line
from tedd.pages import pages
from tests.boards import bench, card, real_board
from tests.boards import board as board_of
from tests.pictures import SVG, group, links, mark, middle, parse
from tests.test_anchors import bridged, made
from tests.test_living_bridges import anchors
from tests.test_pages import DRAWN, NO_DUELS, Content

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.bridge_report import FamilyReport, SettingReport


@cache
def real() -> tuple[SettingReport, ...]:
    """Return the report of the real board."""
    return report(real_board())


def family(board: Board, name: str = "accuracy") -> FamilyReport:
    """Return the report of a family against the same model."""
    return next(one for one in report(board)[0].families if one.bridge.family == name)


def test_a_bridge_says_what_it_lacks() -> None:
    """Below five anchors the page counts what is missing, from five on it says that it is in force."""
    assert state(family(made(4))).startswith("It has 4 anchors; 1 more brings it into force.")
    assert state(family(made(1))).startswith("It has 1 anchor; 4 more bring it")
    assert state(family(made(5))).startswith("It has 5 anchors and is in force")
    assert summary(report(made(5))[0].families) == "1 of the 3 bridges from data is in force."
    assert "with most anchors has 4 of 5" in summary(report(made(4))[0].families)


def test_meaning_names_who_is_flattered() -> None:
    """Whoever scored below all data and got a PIR above 1 is named with both numbers."""
    board = made(0, bridged(0.99))
    words = meaning(report(board), by_slug(board))

    assert words[0].startswith("A selection that merely equals all data on benchmarks gets PIR 1.350 by")
    assert words[1].endswith("1 through the authors’ lines, 0 through a bridge from data.")
    assert words[2].startswith("1 of 1 that the authors’ lines carry scored below all data")
    assert "BRIDGED (ratio 0.990, PIR 1.320)" in words[2]


def test_meaning_names_who_is_refused() -> None:
    """A method beyond every bridge is named, a listed one not; after the switch the count moves to data."""
    listed = card("listed", evidence=[bench(1.5)], status="listed", reason="it selects twice")
    board = made(5, bridged(1.02), card("far", evidence=[bench(1.4)]), listed)
    words = meaning(report(board), by_slug(board))

    assert words[1].endswith("0 through the authors’ lines, 1 through a bridge from data.")
    assert words[-1].startswith("1 method is refused: FAR.")
    assert {case.slug for case in family(board).refused} == {"far", "listed"}
    assert report(board)[0].cases == ()


def test_line_in_words() -> None:
    """One study is confessed, a study effect is told as a factor, and a band that holds 1 is called so."""
    several = anchors(4.0, 8, effect=0.3)
    one_study = tuple(anchor._replace(study="s") for anchor in several)
    given = family(made(5))

    def words(found: tuple[object, ...]) -> str:
        bridge = LivingBridge("same-model-benchmark", "accuracy", several, fit_line(several))
        cases = tuple(replace(given.anchors[0], study=anchor.study) for anchor in found)  # type: ignore[attr-defined]
        return " ".join(line_words(replace(given, bridge=bridge, anchors=cases)))

    assert "All anchors come from one study" in words(one_study)
    assert "studies may scatter around it by a factor of" in words(several)
    assert "All anchors come from one study" not in words(several)


def test_pages_of_a_bridge_in_force() -> None:
    """The page of bridges says that it is in force, and the method's page shows how its PIR came about."""
    board = made(5, bridged(1.02), card("far", evidence=[bench(1.4)]))
    found = dict(pages(Boards(board, board_of(edition="survey"), NO_DUELS), DRAWN))
    text, method = (Content(found[name].decode()).text for name in ("about/bridges.md", "methods/bridged.md"))
    value = next(one.pir.value for one in board.entries if one.slug == "bridged" and one.pir)

    assert "It has 5 anchors and is in force" in text
    assert "PIR it gives" in text
    assert "met" in text
    assert "Drawn through 5 methods with accuracy ratios: PIR = 1.0200 to the power of" in method
    assert f"{value:.4f}" in method


def test_controls_stand_in_both_columns() -> None:
    """At a ratio of 1 the authors' line gives 1.444 and every line from data 1."""
    for one in real()[0].families:
        control = one.controls[0]
        assert control.authors is not None
        assert control.authors.pir == pytest.approx(1.4437, abs=1e-4)
        assert control.data is None or control.data.pir == 1


def test_random_selection_is_a_control_not_a_method() -> None:
    """Random selection, on its own card or implied by one, is a control of the family that measured it."""
    accuracy = real()[0].families[0]

    assert {"random", "less"} <= {case.slug for case in accuracy.controls}
    assert "random" not in {case.slug for case in accuracy.cases}
    assert [case.slug for case in real()[0].families[1].controls] == [None]


def test_json_says_what_the_board_does() -> None:
    """The JSON holds state, line and controls of every family, and no bridge is in force that has no five."""
    data = json.loads(bridge_files(real())["data/bridges.json"])

    assert data["schema"] == 1
    for setting in data["settings"].values():
        assert set(setting["families"]) == {"accuracy", "win-rate", "graded"}
        for one in setting["families"].values():
            assert one["in_force"] == (len(one["anchors"]) >= data["enough"])
            assert one["missing"] == max(0, data["enough"] - len(one["anchors"]))
            assert (one["line"] is None) == (one["anchors"] == [])


def test_csv_has_a_row_for_all() -> None:
    """The table holds every anchor, control and method of the report, and both lines' PIRs."""
    rows = list(csv.DictReader(io.StringIO(bridge_files(real())["data/bridges.csv"].decode())))
    anchors_ = [row for row in rows if row["kind"] == "anchor"]

    assert len(anchors_) == sum(len(one.anchors) for setting in real() for one in setting.families)
    assert all(row["pir"] and row["data_pir"] and row["study"] for row in anchors_)


def test_bridge_picture_shows_anchors_and_controls() -> None:
    """Each anchor is a link with its interval; two diamonds mark parity, the authors' above ours."""
    board = made(5)
    drawn = bridge_figures(report(board), board)
    root = parse(drawn[path("bridge", "same-model-benchmark-accuracy")])
    height = float(root.get("height", "0"))
    ours, authors = (part.get("stroke") for part in group(root, "controls"))
    marks = {slug: middle(mark(link, height)) for slug, link in links(root).items()}

    assert set(marks) == {f"anchor{n}" for n in range(5)}
    assert [slug for slug, _ in sorted(marks.items(), key=lambda item: item[1][0])] == sorted(marks)
    assert ours != authors
    assert "stroke-dasharray" in next(iter(group(root, "authors"))).attrib
    texts = [text.text for text in group(root, "control-words") if text.tag == f"{SVG}text"]
    assert texts == ["PIR 1", "PIR 1.35"]


def test_bridge_picture_in_words() -> None:
    """The alternative text names each anchor with ratio and PIR, and what both lines say at parity."""
    board = made(5)
    text = parse(
        bridge_figures(report(board), board)[path("bridge", "same-model-benchmark-accuracy")]
    ).findtext(f"{SVG}desc")

    assert text is not None
    assert "ANCHOR0 at ratio 0.980 with PIR 0.920" in text
    assert text.endswith("The authors’ line gives a ratio of 1 a PIR of 1.350, this one 1.")


def test_no_picture_without_an_anchor() -> None:
    """A bridge without anchors has nothing to show, nor have curves where there are none."""
    board = made(0)

    assert bridge_figures(report(board), board) == {}
    assert curve_figures(curve_report(()), board) == {}


def test_words_of_a_bridge_with_few_anchors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture's words name the anchors that are labelled, and the authors' line only where there is one."""
    one = report(real_board())[0]
    family = next(family for family in one.families if len(family.anchors) > 1)
    names = {method.slug: method.slug for method in real_board().library.methods}
    monkeypatch.setattr("tedd.bridge_figures.MOST_LABELS", 1)

    text = bridge_text(family, replace(one, authors=None), names)

    assert f"and {len(family.anchors) - 1} more" in text
    assert "authors’ line" not in text


def test_without_a_line_there_is_no_slope() -> None:
    """A bridge without anchors has no interval of a slope."""
    family = report(real_board())[0].families[0]

    assert replace(family, bridge=replace(family.bridge, anchors=(), line=None)).slope_range is None
