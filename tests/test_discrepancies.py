"""Discrepancies: what the file may say, what each does to the order, and that the boards stay as they are."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tedd.audit_files import audit_files
from tedd.board import build_board
from tedd.cards import Library
from tedd.discrepancies import load_discrepancies
from tedd.effects import told
from tedd.efficiency import BASELINE
from tedd.readings import BASELINE_METHODS
from tests.boards import METHODS, entry, real, real_board

if TYPE_CHECKING:
    from tedd.discrepancies import Discrepancy
    from tedd.effects import Effect, Told

GOOD = """\
discrepancies:
  deita-pool:
    title: DEITA's pool
    where: [Efficiency data]
    stands: "0.1"
    found: "0.02"
    source: {arxiv: "2312.15685", where: Table 1}
    methods: [deita]
    instead:
      - label: 6,000 of 300,000
        changes: {deita: {selected_size: 6000, candidate_size: 300000}}
      - label: by ChatGPT
        changes: {ifd: {rows: {backbone: llama-7b, judge: chatgpt, sdf: 0.0598}}}
"""
CHANGE = "{selected_size: 6000, candidate_size: 300000}"


@cache
def found() -> dict[str, Discrepancy]:
    """Return the real discrepancies."""
    return load_discrepancies(real(), METHODS)


@cache
def items() -> dict[str, Told]:
    """Return the real discrepancies with their effects."""
    return {item.key: item for item in told(found(), real_board("survey"), real_board())}


def efficiency(one: Effect) -> dict[str, tuple[int, int]]:
    """Return who moves by efficiency in the survey edition."""
    return {move.slug: (move.old, move.new) for move in one.survey if move.board == "efficiency"}


def feasibility(one: Effect) -> dict[str, tuple[int, int]]:
    """Return who moves by feasibility in the survey edition."""
    return {move.slug: (move.old, move.new) for move in one.survey if move.board == "feasibility"}


def value(one: Effect, slug: str, what: str) -> float:
    """Return a number that a reading gives."""
    return next(value.new for value in one.values if (value.slug, value.what) == (slug, what))


def test_many_and_each_with_its_source() -> None:
    """There are well over twenty, each with a source and a place in it, and all of the published lists."""
    expected = {
        *(
            "table-3-caption",
            "deita-pool",
            "instructiongpt-4-models",
            "superfiltering-annotation",
            "shed-pool",
        ),
        *("ifd-five-percent", "ifd-judge", "less-drawn", "equation-6-sine", "pixels", "homeomorphism"),
        *("equation-4-offset", "formula-1-index", "miwv-copied", "csv-two-columns", "car-scorer"),
        *("alpagasus-9k", "alpagasus-flexibility", "alpagasus-anchor", "instruction-mining-arxiv"),
        *("ifd-pages", "preprints", "cherry-mmlu", "nuggets-counts", "selectit-candidates"),
        *("instructiongpt-4-closed", "bridge-parity", "offsets-reverse", "figure-4-vertical"),
    }

    assert len(found()) >= 50
    assert expected <= found().keys()
    assert all(item.source.where and item.where for item in found().values())


def test_no_effect_is_typed() -> None:
    """What can be computed is computed; only where there is no reading does a reason stand."""
    assert all(bool(item.instead) != bool(item.reason) for item in found().values())
    assert sum(bool(item.instead) for item in found().values()) >= 40


def test_deita_at_its_own_pool() -> None:
    """With 6,000 of 300,000 DEITA goes from rank 10 to 4 in both editions, as the board's dispute says."""
    small, large = items()["deita-pool"].effects

    assert value(small, "deita", "SDF") == 0.02
    assert efficiency(small)["deita"] == (10, 4)
    assert efficiency(large)["deita"] == (10, 5)
    assert {move.slug for move in small.own} == {"deita"}
    assert len(small.others) == 7
    disputed = entry(real_board("survey"), "deita").disputed
    assert [other.efficiency.would_rank for other in disputed] == [4, 5]


def test_ifd_by_chatgpt() -> None:
    """ChatGPT's verdicts give 1.605 as a mean, which keeps rank 1, and 1.347 pooled, which is rank 10."""
    mean, pooled, _ = items()["ifd-judge"].effects

    assert value(mean, "ifd", "PIR") == pytest.approx(1.605, abs=5e-4)
    assert (mean.survey, mean.living) == ((), ())
    assert value(pooled, "ifd", "PIR") == pytest.approx(1.347, abs=5e-4)
    assert efficiency(pooled)["ifd"] == (1, 10)


@pytest.mark.parametrize(
    ("key", "ranks"),
    [
        ("ifd-five-percent", {}),
        ("less-drawn", {}),
        ("equation-6-sine", {}),
        ("figure-4-vertical", {}),
        ("shed-pool", {"shed": (6, 7), "nuggets": (7, 6)}),
        ("car-drawn", {"car": (9, 8), "instag": (8, 9)}),
        ("car-abstract", {"car": (9, 10), "deita": (10, 9)}),
    ],
)
def test_efficiency(key: str, ranks: dict[str, tuple[int, int]]) -> None:
    """Ranks by efficiency under readings of one number; no effect is computed too."""
    (one,) = items()[key].effects

    assert efficiency(one) == ranks


@pytest.mark.parametrize(
    ("key", "slug", "ranks"),
    [
        ("superfiltering-annotation", "superfiltering", (3, 1)),
        ("deita-dataset-free", "deita", (7, 5)),
        ("instructiongpt-4-models", "instruction-mining", (7, 6)),
        ("instructiongpt-4-closed", "instructiongpt-4", (6, 7)),
        ("alpagasus-flexibility", "car", (1, 2)),
    ],
)
def test_feasibility(key: str, slug: str, ranks: tuple[int, int]) -> None:
    """Ranks by feasibility under other facts."""
    (one,) = items()[key].effects

    assert feasibility(one)[slug] == ranks
    assert efficiency(one) == {}


def test_the_living_board_has_its_own_facts() -> None:
    """Where a card already holds the primary source's facts, the living board does not move."""
    (one,) = items()["superfiltering-annotation"].effects

    assert one.living == ()


def test_ceiling() -> None:
    """Without the ceiling 129 and 500 models weigh 263 and 1003, and no feasibility rank moves."""
    (one,) = items()["penalty-ceiling"].effects

    assert value(one, "instruction-mining", "simplicity penalty") == 263
    assert value(one, "shed", "simplicity penalty") == 1003
    assert not items()["penalty-ceiling"].moves


def test_a_moved_anchor_carries_what_came_over_the_bridge() -> None:
    """With the mean of AlpaGasus' benchmarks as anchor the bridge moves the four that came over it."""
    one, _ = items()["alpagasus-anchor"].effects

    ratio = value(one, "alpagasus", "benchmark ratio")
    assert ratio == pytest.approx(1.0054, abs=5e-5)
    assert {move.slug for move in one.other_values} == {"less", "nuggets", "selectit", "shed"}
    slope = (1.475 - 1.284) / (1.010 - ratio)
    old = (1.475 - 1.284) / (1.010 - 0.949)
    less = 0.949 + (1.491 - 1.284) / old
    assert value(one, "less", "PIR") == pytest.approx(1.475 + slope * (less - 1.010))


def test_the_baseline_follows_its_methods_in_the_survey_edition() -> None:
    """The survey draws its line anew, so that its two methods stay level; the living baseline is fixed."""
    (one,) = items()["instruction-mining-fraction"].effects
    moved = {move.slug: (move.old, move.new) for move in one.living}

    assert one.survey == ()
    assert moved["instruction-mining"] == (5, 6)
    both = [entry(real_board("survey"), slug).pir for slug in BASELINE_METHODS]
    assert tuple((pir.sdf, pir.value) for pir in both if pir) == BASELINE.points


@pytest.mark.parametrize("key", ["deita-pool", "shed-pool", "car-drawn", "less-drawn", "instag-fraction"])
def test_effects_equal_a_board_of_changed_cards(key: str) -> None:
    """Ranks under a reading are those of a board built from cards that say so, in both editions."""
    for one in items()[key].effects:
        ((slug, change),) = one.reading.changes.items()
        method = real().by_slug[slug]
        survey = method.card.survey
        assert survey is not None
        word = {"pir": change.pir or survey.pir, "sdf": change.fraction or survey.sdf}
        card = method.card.model_copy(update={"survey": survey.model_copy(update=word)})
        others = tuple(other for other in real().methods if other.slug != slug)
        library = Library(real().vocabulary, (*others, replace(method, card=card)))
        for edition, moves in (("survey", one.survey), ("living", one.living)):
            before, after = _ranks(real(), edition), _ranks(library, edition)
            expected = {slug: (before[slug], after[slug]) for slug in before if before[slug] != after[slug]}
            assert {move.slug: (move.old, move.new) for move in moves} == expected


def _ranks(library: Library, edition: str) -> dict[str, int]:
    made = build_board(library, "survey" if edition == "survey" else "living")
    return {e.slug: e.efficiency.rank for e in made.entries if e.efficiency and e.efficiency.rank}


def test_what_moves_ranks_comes_first() -> None:
    """Discrepancies that move ranks come first, the farthest move before nearer ones."""
    order = list(items().values())
    farthest = [item.farthest for item in order]

    assert [item.moves for item in order] == sorted((item.moves for item in order), reverse=True)
    assert farthest == sorted(farthest, reverse=True)


def test_the_file_for_programs() -> None:
    """The JSON holds every discrepancy with its source, its values and its moves, in the page's order."""
    files = audit_files((), items().values())
    data = json.loads(files["data/discrepancies.json"])["discrepancies"]

    assert [item["key"] for item in data] == list(items())
    assert all(item["source"].startswith("https://") for item in data)
    pool = next(item for item in data if item["key"] == "deita-pool")["readings"][0]
    assert {"slug": "deita", "what": "SDF", "old": 0.1, "new": 0.02} in pool["values"]
    assert {"slug": "deita", "board": "efficiency", "old": 10, "new": 4} in pool["survey"]
