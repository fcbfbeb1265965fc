"""Cells: which scores are compared, and which are left out and counted."""

from __future__ import annotations

import math

import pytest

from tedd.contrasts import Cells, cells_of
from tedd.studies import parse_study
from tests.networks import FILES, GOOD, LIBRARY


def _cells(*rows: str, benchmarks: str = "mmlu: {scale: percent}") -> Cells:
    head = GOOD.split("    rows:")[0].replace("mmlu: {scale: percent}", benchmarks)
    text = head + "    rows:\n" + "".join(f"      - {{label: L, {row}}}\n" for row in rows)
    file, problems = parse_study(text.encode(), "small.yaml", "small", LIBRARY)
    assert not problems
    assert file is not None
    return cells_of([file], LIBRARY.vocabulary)


def test_logarithms() -> None:
    """A usable cell holds natural logarithms, so that a difference is the logarithm of a ratio."""
    (cell,) = _cells("method: random, scores: {mmlu: 40}", "method: mine, scores: {mmlu: 44}").usable

    difference = cell.difference("mine", "random")
    assert difference is not None
    assert math.exp(difference) == pytest.approx(1.1)
    assert cell.own == {"mine"}


def test_variants_are_averaged() -> None:
    """Variants of a method become one score, so that no method is its best of several tries."""
    rows = [f"method: mine, variant: v{n}, scores: {{mmlu: {score}}}" for n, score in enumerate((40, 50))]
    (cell,) = _cells("method: random, scores: {mmlu: 40}", *rows).usable

    assert math.exp(cell.scores["mine"]) == pytest.approx(math.sqrt(40 * 50))


def test_near_chance() -> None:
    """A cell whose median is less than 5 points above guessing takes no ratio; breakdowns are counted."""
    cells = _cells("method: random, scores: {mmlu: 29}", "method: mine, scores: {mmlu: 24}")

    assert not cells.usable
    assert cells.left_out == {"near chance level": 2}
    assert cells.at_chance == {"mine": 1}
    assert not cells.ordered[0].orders("mine", "random")


def test_collapse_is_still_a_loss() -> None:
    """A method that falls to guessing where another does well is beaten, though no ratio is taken."""
    cells = _cells("method: random, scores: {mmlu: 60}", "method: mine, scores: {mmlu: 25}")

    assert not cells.usable
    assert cells.ordered[0].orders("mine", "random")


def test_negative_scale() -> None:
    """A scale that reaches below zero is ordered, never divided."""
    rows = ("method: random, scores: {wildbench: -20}", "method: mine, scores: {wildbench: -10}")
    cells = _cells(*rows, benchmarks="wildbench: {scale: points, judge: gpt-4}")

    assert cells.left_out == {"scale reaches below zero": 2}
    assert cells.ordered[0].difference("mine", "random") == 10


def test_lower_is_better() -> None:
    """A loss is turned round, so that more is always better."""
    rows = ("method: random, scores: {mig-suite: 2.0}", "method: mine, scores: {mig-suite: 1.0}")
    (cell,) = _cells(*rows, benchmarks="mig-suite: {scale: points, lower_is_better: true}").usable

    assert cell.difference("mine", "random") == pytest.approx(math.log(2))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("method: base, scores: {mmlu: 42}", "untuned backbone: nothing was selected"),
        ("method: ifd, selected: 500, scores: {mmlu: 42}", "another number of samples than the arm's"),
        ("method: ifd, repeats: small-one, scores: {mmlu: 42}", "run that another arm holds already"),
        ("method: ifd, epochs: 4, scores: {mmlu: 42}", "no other method on this benchmark in the arm"),
    ],
)
def test_left_out(row: str, reason: str) -> None:
    """What was not trained on an equal footing is counted by its reason and compared with nothing."""
    cells = _cells("method: random, scores: {mmlu: 40}", "method: mine, scores: {mmlu: 44}", row)

    assert cells.left_out == {reason: 1}
    assert all("ifd" not in cell.scores and "base" not in cell.scores for cell in cells.all)


def test_average_beside_its_parts() -> None:
    """An average is not used where its parts stand beside it."""
    three = "mmlu: {scale: percent}\n  arc: {scale: percent}\n  mig-suite: {scale: percent}"
    rows = [f"method: {name}, scores: {{mmlu: 40, arc: 50, mig-suite: 45}}" for name in ("random", "mine")]
    cells = _cells(*rows, benchmarks=three)

    assert {cell.benchmark for cell in cells.usable} == {"mmlu", "arc"}
    assert cells.left_out == {"average of scores that stand beside it": 2}


def test_every_score_is_accounted_for() -> None:
    """Each stored score is in a usable cell or counted under a reason."""
    found = cells_of(FILES, LIBRARY.vocabulary)
    scores = sum(len(row.scores) for file in FILES for arm in file.study.arms for row in arm.rows)
    extra = sum(  # variants that share a cell
        1
        for file in FILES
        for arm in file.study.arms
        for key in {(row.method, row.epochs, benchmark) for row in arm.rows for benchmark in row.scores}
        for _ in [row for row in arm.rows if (row.method, row.epochs) == key[:2] and key[2] in row.scores][1:]
    )

    usable = sum(len(cell.scores) for cell in found.usable)
    assert 0 <= scores - usable - sum(found.left_out.values()) <= extra


def test_a_loss_of_nothing_is_ordered() -> None:
    """A loss of zero has no logarithm: it is ordered, never divided."""
    rows = ("method: random, scores: {mig-suite: 2.0}", "method: mine, scores: {mig-suite: 0.0}")
    cells = _cells(*rows, benchmarks="mig-suite: {scale: points, lower_is_better: true}")

    assert cells.left_out == {"scale reaches below zero": 2}
    assert cells.ordered[0].orders("mine", "random")
