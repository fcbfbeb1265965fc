"""The benchmark's figures: how rounds become ratios, and which of them have a goal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from scripts.benchmark import GOAL_AT, Round, against, growth, ratio
from scripts.processes import machine, measure, median
from scripts.stock import same
from tedd.surface.benchmark import At, Cost
from tests.boards import ANCHORS, saved

if TYPE_CHECKING:
    from pathlib import Path


def cost(wall: float, cpu: float = 1.0, peak: float = 1.0) -> Cost:
    """Return a cost."""
    return Cost(wall=wall, cpu=cpu, peak=peak)


ROUNDS = [
    Round(cost(1), cost(2), cost(4)),
    Round(cost(3), cost(3), cost(3)),
    Round(cost(2), cost(1), cost(8)),
]


def test_ratios_are_taken_round_by_round() -> None:
    """A machine that slows down hits all builders of a round, so the median is of ratios, not of seconds."""
    assert ratio(ROUNDS, "same", "wall") == 1
    assert ratio(ROUNDS, "ordinary", "wall") == 0.25


def test_goals_stand_at_one_size_alone() -> None:
    """Each comparison is told at every size, and has a goal where one was set."""
    found = {one.name: one.goal for one in against(GOAL_AT, ROUNDS)}

    assert len(found) == 6
    assert {name: goal for name, goal in found.items() if goal} == {
        f"wall-ordinary-{GOAL_AT}": 0.6,
        f"peak-ordinary-{GOAL_AT}": 1.3,
    }
    assert {one.goal for one in against(100, ROUNDS)} == {None}


def at(cards: int, pages: int, cpu: float) -> At:
    """Return the costs at a number of cards."""
    parts = dict.fromkeys(("load", "rank", "render"), cost(1))
    return At(cards=cards, pages=pages, build=cost(9, cpu), same=None, ordinary=None, **parts)


def test_growth_is_a_page() -> None:
    """Twice the time for twice the pages is no growth."""
    assert growth(at(1000, 1100, 10), at(3000, 2200, 20)).value == 1
    assert growth(at(1000, 1000, 10), at(3000, 3000, 60)).value == 2


def test_each_figure_has_a_median_of_its_own() -> None:
    """The middle of three runs in time need not be the middle one in memory."""
    assert median([cost(1, 5, 9), cost(2, 4, 7), cost(3, 6, 8)]) == cost(2, 5, 8)


def test_processes_are_measured_from_outside() -> None:
    """A command that does little takes time and memory; one that fails is told by its words."""
    found = measure([sys.executable, "-c", "print('lost')"])

    assert min(found.wall, found.cpu, found.peak) > 0
    with pytest.raises(RuntimeError, match=r"failed: .*exit\(3\)"):
        measure([sys.executable, "-c", "exit(3)"])


def test_a_run_names_its_machine() -> None:
    """Processor, memory and the versions that matter stand beside the figures."""
    found = machine()

    assert found.processors > 0
    assert found.memory > 0
    assert {"mkdocs", "mkdocs-material", "numpy"} <= found.versions.keys()


def test_stock_material_gets_the_very_same_pages(tmp_path: Path) -> None:
    """What is compared has TEDD's pages and navigation, and nothing of its theme, hooks or generator."""
    same(saved(tmp_path / "methods", *ANCHORS), tmp_path / "same")
    found = yaml.safe_load((tmp_path / "same" / "mkdocs.yml").read_text("utf-8"))

    assert (found["theme"], found["plugins"]) == ({"name": "material"}, ["search"])
    assert found["nav"][0] == {"Home": "index.md"}
    assert "hooks" not in found
    assert (tmp_path / "same" / "docs" / "leaderboard" / "index.md").is_file()
