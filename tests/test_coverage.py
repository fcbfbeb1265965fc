"""How often intervals contain the truth, on data from worlds that are not the engine's own."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

import tedd
from scripts import coverage_network
from scripts.coverage import STRESS, WORLDS, constants, covered, direct, table
from scripts.stored_coverage import store
from tedd.content.coverage import BASES, groups, known, stored

if TYPE_CHECKING:
    from pathlib import Path

RUN, NETWORK = stored("coverage"), stored("coverage-network")
SOME, FEW = 200, 6
"""Repetitions of the small versions here."""
FAR = 4.0
"""Standard errors by which a small version may differ from the stored one."""


@pytest.mark.parametrize("world", WORLDS)
def test_direct_intervals_cover(world: str) -> None:
    """90% intervals of direct PIRs cover 87% to 93% of the truths, over 2000 repetitions of each world."""
    chance = np.random.default_rng(20)
    cases = [WORLDS[world](chance) for _ in range(2000)]
    found = covered("direct", world, [(direct(chance, case, 500), case[1]) for case in cases])

    assert 0.87 <= found.coverage <= 0.93


def test_stored_direct_intervals_cover() -> None:
    """The stored run has 2000 repetitions or more; its direct intervals cover 87% to 93% in each world."""
    rows = {row["world"]: row for row in RUN["rows"] if row["basis"] == "direct"}

    assert set(rows) == set(WORLDS)
    assert all(row["repetitions"] == RUN["repetitions"] >= 2000 for row in RUN["rows"])
    assert all(0.87 <= row["coverage"] <= 0.93 for row in rows.values())


def test_the_stored_run_is_of_this_engine() -> None:
    """Constants and worlds of the stored runs are those in force; if not, the scripts must run anew."""
    assert {"run", "tedd", "seed", "script"} <= RUN.keys() & NETWORK.keys()
    assert RUN["constants"] == constants()
    assert [row["world"] for row in NETWORK["rows"]] == list(coverage_network.WORLDS)
    assert NETWORK["many"] == coverage_network.MANY


def test_a_small_run_agrees_with_the_stored_one() -> None:
    """What the engine covers today differs from what is stored by no more than chance."""
    small = {(row.basis, row.world): row for row in table(SOME, 500, seed=7)}
    told = {(row["basis"], row["world"]): row["coverage"] for row in RUN["rows"]}

    assert set(small) == set(told)
    for key, share in told.items():
        assert abs(small[key].coverage - share) < FAR * deviation(share, SOME)


def test_a_small_network_agrees_with_the_stored_one() -> None:
    """The same for the head-to-head network, over all intervals of two worlds."""
    for name in ("settings share errors", "few studies, one wildly off"):
        score = coverage_network.run(coverage_network.WORLDS[name], FEW, seed=7)
        row = next(row for row in NETWORK["rows"] if row["world"] == name)
        shares = [share or 0.0 for share in row["coverage"].values()]
        share = float(np.average(shares, weights=list(row["intervals"].values())))

        assert abs(score.coverage() - share) < FAR * deviation(share, FEW)


def deviation(share: float, repetitions: int) -> float:
    """Return the standard error of a share over so many repetitions."""
    return math.sqrt(share * (1 - share) / repetitions)


def test_the_page_shows_every_world() -> None:
    """Groups hold all rows of the stored run, each kind of value with its meaning, the ends among them."""
    shown = [row for group in groups(RUN) for row in group.rows]

    assert shown == RUN["rows"]
    assert [group.basis for group in groups(RUN)] == list(BASES)
    assert {row["world"] for row in shown} >= set(STRESS)
    assert all(
        group.lowest <= row["coverage"] <= group.highest for group in groups(RUN) for row in group.rows
    )


def test_shares_of_few_intervals_are_not_shown() -> None:
    """A share of fewer than 100 intervals is left out, all others are as stored."""
    row = {
        "world": "w",
        "bias": 0.0,
        "error": 1.0,
        "coverage": {"1": 1.0, "2": 0.9, "3": None},
        "intervals": {"1": 99, "2": 100, "3": 0},
    }

    assert known({"rows": [row]})[0].coverage == [None, 0.9, None]


def test_what_is_stored_can_be_read(tmp_path: Path) -> None:
    """A stored run holds its parameters, its version and its rows, a row a line."""
    rows = [{"world": "one", "coverage": 0.9}, {"world": "two", "coverage": 0.8}]
    store(tmp_path / "run.json", "scripts/x.py", {"repetitions": 5, "seed": 3}, rows)
    text = (tmp_path / "run.json").read_text("utf-8")
    found = json.loads(text)

    assert (found["script"], found["repetitions"], found["seed"]) == ("scripts/x.py", 5, 3)
    assert found["rows"] == rows
    assert found["tedd"] == tedd.__version__
    assert sum('"world"' in line for line in text.splitlines()) == len(rows)
