"""The switch: with five anchors a bridge from data takes the place of the authors' line for its family."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tedd.board import build_board
from tedd.exports import board_data
from tedd.uncertainty import quantify
from tests.boards import ANCHORS, Data, bench, card, entry, library, survey, wins

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.cards import Method
    from tedd.feasibility import Edition
    from tedd.living_bridges import LivingBridge

FAMILIES = {"accuracy": ("arc", "mmlu"), "graded": ("exams",)}
RATIOS = (0.98, 1.0, 1.01, 1.03, 1.06)
PIRS = (0.92, 1.0, 1.04, 1.12, 1.26)


def anchor(number: int, **changes: str) -> Method:
    """Return a method with a direct PIR and an accuracy ratio of the same model: its fourth root."""
    own: Data = dict(changes)
    evidence = [*wins(PIRS[number], **own), bench(RATIOS[number], **own)]
    return card(f"anchor{number}", evidence=evidence)


def made(count: int, *more: Method, edition: Edition = "living") -> Board:
    """Return a board with so many anchors, the authors' two, and some more methods."""
    given = library(*ANCHORS, *(anchor(n) for n in range(count)), *more)
    vocabulary = given.vocabulary.model_copy(update={"families": FAMILIES})
    return build_board(replace(given, vocabulary=vocabulary), edition)


def accuracy(board: Board) -> LivingBridge:
    """Return the bridge from accuracies against the same model."""
    return next(
        one for one in board.data_bridges if (one.setting, one.family) == ("same-model-benchmark", "accuracy")
    )


def bridged(ratio: float, test_set: str = "mmlu", **changes: object) -> Method:
    """Return a method that has nothing but a benchmark ratio."""
    return card("bridged", evidence=[bench(ratio, test_set, **changes)])


def test_five_anchors_make_the_switch() -> None:
    """With five anchors the PIR is the fitted line's, and the method stays provisional."""
    board = made(5, bridged(1.02))
    found, line = entry(board, "bridged"), accuracy(board).line

    assert accuracy(board).in_force
    assert found.pir is not None
    assert line is not None
    assert found.pir.bridge == accuracy(board)
    assert found.pir.value == 1.02**line.slope
    assert found.pir.value == pytest.approx(1.02**4, rel=0.02)
    assert found.provisional


def test_four_anchors_do_not() -> None:
    """With four the authors' line stays in force: 3 * 1.02 - 1.65."""
    board = made(4, bridged(1.02))
    found = entry(board, "bridged").pir

    assert not accuracy(board).in_force
    assert found is not None
    assert found.bridge == board.bridges["same-model-benchmark"]
    assert found.value == pytest.approx(1.41)


@pytest.mark.parametrize("ratio", [0.95, 1.08])
def test_outside_the_anchors_nothing_is_given(ratio: float) -> None:
    """A ratio outside the anchors has no PIR, though the authors' line would go on; the reason says so."""
    found = entry(made(5, bridged(ratio)), "bridged")

    assert found.pir is None
    assert found.reason is not None
    assert f"same-model-benchmark accuracy ratio {ratio:.3f} lies outside" in found.reason


@pytest.mark.parametrize("test_set", ["koala", "exams"], ids=["no family", "another family"])
def test_other_metrics_keep_the_authors_line(test_set: str) -> None:
    """What the bridge's family does not hold still goes by the authors' line."""
    board = made(5, bridged(1.02, test_set))
    found = entry(board, "bridged").pir

    assert found is not None
    assert found.bridge == board.bridges["same-model-benchmark"]


def test_a_point_of_two_families_is_taken_apart() -> None:
    """Rows of two families that made one mean part: only the accuracies go over the bridge of accuracies."""
    both = card("bridged", evidence=[bench(1.02), bench(1.04, "arc"), bench(1.5, "exams")])
    found = entry(made(5, both), "bridged")

    assert [len(point.rows) for point in found.points] == [3]
    assert found.pir is not None
    assert found.pir.point is not None
    assert found.pir.point.ratio == pytest.approx(1.03)
    assert found.pir.point.test_sets == {"arc", "mmlu"}


def test_the_highest_fraction_is_carried() -> None:
    """Among fractions the one with the highest ratio of the family counts, as everywhere."""
    several = card("bridged", evidence=[bench(1.01, sdf=0.1), bench(1.03, sdf=0.2), bench(1.0, sdf=0.3)])
    found = entry(made(5, several), "bridged").pir

    assert found is not None
    assert found.sdf == 0.2


@pytest.mark.parametrize("edition", ["living", "survey"])
def test_nobody_else_moves(edition: Edition) -> None:
    """The fifth anchor changes no direct and no survey value, and the survey edition not at all."""
    told = card("told", survey=survey(1.4, 0.05), evidence=[bench(1.02)])
    before, after = (made(count, told, bridged(1.02), edition=edition) for count in (4, 5))

    for old in before.entries:
        if old.slug != "bridged":
            assert entry(after, old.slug).pir == old.pir
            assert (entry(after, old.slug).efficiency is None) == (old.efficiency is None)
    assert edition == "living" or (after.data_bridges == () and before.entries == after.entries)


def test_its_interval_is_the_band_at_least() -> None:
    """Draws of a bridged value spread as wide as the band, and the noise of the ratio comes on top."""
    board = quantify(made(5, bridged(1.02)), draws=4000, shares=False)
    found, line = entry(board, "bridged").pir, accuracy(board).line

    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert line is not None
    _, low, high = line.band(1.02)
    assert found.low <= low * 1.001
    assert found.high >= high * 0.999
    assert found.low < found.value < found.high


def test_draws_keep_to_the_rows_of_the_family() -> None:
    """No row of another family widens an interval, in the same point or at another fraction."""
    alone = card("bridged", evidence=[bench(1.02)])
    beside = card("bridged", evidence=[bench(1.02), bench(3.0, "exams"), bench(3.0, "exams", sdf=0.2)])
    one, other = (
        entry(quantify(made(5, method), draws=1000, shares=False), "bridged").pir
        for method in (alone, beside)
    )

    assert one is not None
    assert other is not None
    assert (one.low, one.high) == (other.low, other.high)


@pytest.mark.parametrize(
    "changes",
    [
        {"sdf": 0.2},
        {"dataset": "dolly"},
        {"backbone": "llama-13b"},
        {"variant": "another"},
        {"checked": "secondary"},
        {"measure": {"score": 0.0, "counterpart_score": 50.0}},
    ],
    ids=["fraction", "pool", "backbone", "variant", "quoted", "nothing"],
)
def test_an_anchor_is_one_tuned_model(changes: Data) -> None:
    """A benchmark ratio of another model than the one that was judged anchors nothing."""
    board = made(0, card("one", evidence=[*wins(1.2), bench(1.02, **changes)]))

    assert accuracy(board).anchors == ()
    assert not math.isnan(sum(found.efficiency.offset for found in board.entries if found.efficiency))


def test_an_anchor_names_its_study() -> None:
    """Rows that a third party reported make an anchor of that party's study."""
    who = {"reported_by": "third-party", "reporter": "Somebody et al."}
    found = accuracy(made(0, anchor(3, **who)))

    assert [(one.slug, one.study) for one in found.anchors] == [("anchor3", "Somebody et al.")]
    assert found.anchors[0].ratio == pytest.approx(1.03)
    assert found.anchors[0].pir == pytest.approx(1.12)


def test_a_bridge_in_force_stands_in_the_data() -> None:
    """The board's JSON has the line of each bridge from data that is in force, and of no other."""
    line = accuracy(made(5)).line
    found = board_data(made(5))["constants"]["data_bridges"]

    assert board_data(made(4))["constants"]["data_bridges"] == {}
    assert line is not None
    assert found["same-model-benchmark"]["accuracy"]["slope"] == line.slope
