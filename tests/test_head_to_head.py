"""The head-to-head board of the repository's own studies, and its files."""

from __future__ import annotations

import csv
import io
import json
import math

import numpy as np
import pytest

from scripts.coverage_network import World, run
from tedd.contrasts import cells_of
from tedd.head_to_head import duels, head_to_head
from tedd.head_to_head_files import as_csv, as_json, duels_csv, rows, tables
from tedd.laplacian import blocks_of, solve
from tedd.surface.catalogue import header
from tests.networks import FILES, LIBRARY, cell

BOARD = head_to_head(LIBRARY, FILES)


def test_rough_least_squares_puts_ifd_below_random() -> None:
    """Every general cell weighed alike, IFD stands about 3% below random selection of the same size."""
    cells = [one for one in cells_of(FILES, LIBRARY.vocabulary).usable if one.scope == "general"]
    data = blocks_of([(n, name, value) for n, one in enumerate(cells) for name, value in one.scores.items()])
    effects = dict(zip(data.methods, solve(data, np.ones(len(data.value)))[0], strict=True))

    assert math.exp(effects["ifd"] - effects["random"]) == pytest.approx(0.971, abs=0.002)


def test_ifd_against_random() -> None:
    """IFD cannot be told from random: above where answers are judged, below where they are known."""
    view = BOARD.view("general")
    ifd = view.consensus[0].by_method["ifd"]

    assert (ifd.verdict, ifd.studies, ifd.own_studies) == ("not separable", 4, 1)
    assert view.by_family["judged"][0].by_method["ifd"].ratio > 1.1
    assert view.by_family["known"][0].by_method["ifd"].ratio < 1


def test_allegiance() -> None:
    """Without authors' results of their own methods MIG is gone and DEITA nearer to random."""
    view = BOARD.view("general")
    with_own, without = view.consensus[0].by_method, view.without_own[0].by_method

    assert {"mig", "instructdiff"} <= set(with_own)
    assert not {"mig", "instructdiff"} & set(without)
    assert abs(without["deita"].ratio - 1) < abs(with_own["deita"].ratio - 1)


def test_scopes_do_not_mix() -> None:
    """Targeted arms feed the targeted board alone."""
    targeted, general = (
        {s for one in BOARD.view(x).consensus for s in one.studies} for x in ("targeted", "general")
    )

    assert not targeted & general
    assert targeted | general == {file.slug for file in BOARD.studies} >= {file.slug for file in FILES}


def test_order_of_studies_is_irrelevant() -> None:
    """The order in which studies are given changes nothing."""
    assert as_json(head_to_head(LIBRARY, FILES[::-1])) == as_json(BOARD)


def test_intervals_hold_their_estimates() -> None:
    """Each interval and rank range holds what it is about, and no number is missing or infinite."""
    for view in BOARD.views:
        for one in (
            *view.consensus,
            *view.without_own,
            *(c for found in view.by_family.values() for c in found),
        ):
            for e in one.estimates:
                assert 0 < e.ratio < math.inf
                assert e.low is None or e.high is None or e.low <= e.ratio <= e.high
                assert e.rank_best <= e.rank_worst
                assert 0 <= e.arms_above <= e.arms_with_reference <= e.arms


def test_duels() -> None:
    """Wins and losses count cells, whatever the size of the difference."""
    (duel,) = duels([cell("s", "b1", x=50, y=49), cell("s", "b2", x=50, y=90), cell("t", "b1", x=7, y=7)])

    assert (duel.wins, duel.losses, duel.ties) == (1, 1, 1)
    assert [meeting.study for meeting in duel.meetings] == ["s", "t"]


def test_json() -> None:
    """The JSON parses strictly, and holds every study, method and consensus."""
    data = json.loads(as_json(BOARD), parse_constant=pytest.fail)

    assert data["counts"] == {"studies": 15, "arms": 131, "rows": 969, "scores": 3668}
    assert list(data["scopes"]) == ["general", "targeted"]
    first = data["scopes"]["general"]["consensus"][0]["estimates"][0]
    assert {"method", "ratio", "low", "high", "verdict", "results", "rank_best"} <= set(first)


def test_csv() -> None:
    """The CSV has one line a method and consensus, with the board's own numbers."""
    lines = list(csv.DictReader(io.StringIO(as_csv(BOARD))))
    ifd = next(line for line in lines if (line["scope"], line["method"]) == ("general", "ifd"))

    assert tuple(lines[0]) == header("head-to-head")
    assert len(lines) == len(list(rows(BOARD)))
    assert float(ifd["ratio"]) == BOARD.view("general").consensus[0].by_method["ifd"].ratio
    assert duels_csv(BOARD).startswith("scope,method,other,study,wins,losses,ties,own\n")


def test_table() -> None:
    """The terminal's table names each kind of selection and says in words where nothing can be told apart."""
    found = tables(BOARD)
    general = dict.fromkeys(title.split(" ")[0] for title in found)

    assert list(general) == ["General", "Targeted"]
    assert any("IFD" in row and "not separable" in row for _, rows in found.values() for row in rows)


def test_coverage() -> None:
    """90% intervals hold the truth in few draws too, wild study or not; the script prints how often."""
    for world in (World(studies=8), World(studies=8, heavy=True), World(studies=10, wild=0.7)):
        score = run(world, 5)

        assert score.coverage(3) >= 0.85
        assert abs(score.bias) < 1.0
