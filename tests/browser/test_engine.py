"""Rankings of the browser's what-if engine against tedd itself, on random boards."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tedd.efficiency import TIE, Baseline, dense_ranks, place
from tedd.weight_grid import FACTORS, weight_grid
from tests import generated
from tests.boards import ANCHORS, board, card, real_board, survey
from tests.browser.engine import BOARDS, EDITIONS, Json, ask, data, near
from tests.generated import Chance

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tedd.board import Board

RANKS = ("simplicity_rank", "flexibility_rank", "rank")


def differences(found: Json, expected: Board) -> list[str]:
    """Return where a ranking of the browser parts from a board."""
    wrong = [] if found.keys() == {entry.slug for entry in expected.entries} else ["other methods"]
    for entry in expected.entries:
        own, efficiency = found.get(entry.slug, {}), entry.efficiency
        pairs = [
            (own.get(key), getattr(efficiency, key, None)) for key in ("offset", "distance", "perpendicular")
        ]
        same = all(near(*pair) for pair in pairs)
        same &= all(own.get(key) == getattr(efficiency, key, None) for key in ("rank", "would_rank"))
        given, feasibility = own.get("feasibility"), entry.feasibility
        if feasibility.rank is None or given is None:
            same &= feasibility.rank is None and given is None
        else:
            same &= all(given[key] == getattr(feasibility, key) for key in RANKS)
            same &= near(given["simplicity_penalty"], feasibility.facts.simplicity_penalty)
            same &= near(given["flexibility_penalty"], feasibility.facts.flexibility_penalty)
        wrong += [] if same else [f"{entry.slug}: {own} is not {efficiency}, {feasibility}"]
    return wrong


def test_boards_rank_alike(engine: Page, boards: list[Board]) -> None:
    """Offsets, distances, penalties and all ranks of a board are recomputed from its JSON."""
    found = ask(engine, "boards => boards.map(board => engine.rankBoard(board))", [data(b) for b in boards])

    assert len(boards) == BOARDS
    assert [line for one, own in zip(found, boards, strict=True) for line in differences(one, own)] == []
    assert sum(entry.ranked for made in boards for entry in made.entries) > 2 * BOARDS
    assert sum(entry.provisional for made in boards for entry in made.entries) > BOARDS / 4


def test_methods_join_and_leave_alike(engine: Page) -> None:
    """A point that is added, or a method that is left out, moves the others as a card more or less would."""
    cases, expected = [], []
    for seed in range(BOARDS):
        chance = Chance(seed)
        others, edition = [*ANCHORS, *generated.made(seed % 7, seed)], EDITIONS[seed % 2]
        facts = chance.card("drawn").card
        said = survey(chance.uniform(0.5, 2), chance.choice((1e-9, 0.05, 0.1, chance.random() or 1.0)))
        new = card(
            "new", survey=said, selector=facts.selector.model_dump(), algorithm=facts.algorithm.model_dump()
        )
        without, full = board(*others, edition=edition), board(*others, new, edition=edition)
        method = next(entry for entry in data(full)["methods"] if entry["slug"] == "new")
        extra = {
            "slug": "new",
            "sdf": method["sdf"],
            "pir": method["pir"]["value"],
            "facts": method["feasibility"],
        }
        cases += [(data(without), {"extra": [extra]}), (data(full), {"without": ["new"]})]
        expected += [full, without]
    found = ask(engine, "cases => cases.map(([board, options]) => engine.rankBoard(board, options))", cases)

    assert [line for one, made in zip(found, expected, strict=True) for line in differences(one, made)] == []


def test_provisional_points_take_the_place_they_would(engine: Page) -> None:
    """A provisional point gets the rank that it would take, and moves nobody."""
    made = real_board()
    entry = next(entry for entry in made.entries if entry.provisional and entry.pir)
    assert entry.pir is not None
    extra = {"slug": "mine", "sdf": entry.pir.sdf, "pir": entry.pir.value, "provisional": True}
    found = ask(engine, "([board, extra]) => engine.rankBoard(board, {extra: [extra]})", [data(made), extra])
    mine = found.pop("mine")

    assert entry.efficiency is not None
    assert (mine["rank"], mine["would_rank"]) == (None, entry.efficiency.would_rank)
    assert differences(found, made) == []


def test_other_baselines_alike(engine: Page, boards: list[Board]) -> None:
    """A line through two other points gives the slopes, offsets, distances and ranks of Python."""
    cases, expected = [], []
    for seed, made in enumerate(boards):
        chance = Chance(seed)
        points = [
            (chance.uniform(0.001, 0.4), chance.uniform(0.5, 2)),
            (chance.uniform(0.5, 1), chance.uniform(0.5, 2)),
        ]
        cases.append((data(made), [{"sdf": sdf, "pir": pir} for sdf, pir in points]))
        expected.append((made, Baseline((points[0], points[1]))))
    found = ask(
        engine,
        """cases => cases.map(([board, points]) => {
            const line = engine.baselineThrough(...points);
            const numbers = [line.slope, line.intercept, line.theta, line.pir(0.3)];
            return [numbers, engine.rankBoard(board, {baseline: line})];
        })""",
        cases,
    )

    for (numbers, ranking), (made, line) in zip(found, expected, strict=True):
        own = {entry.slug: (entry.pir.sdf, entry.pir.value) for entry in made.entries if entry.pir}
        ranked = {entry.slug for entry in made.entries if entry.ranked}
        ranks = dense_ranks({slug: line.offset(*own[slug]) for slug in ranked})
        assert all(map(near, numbers, (line.slope, line.intercept, line.theta, line.pir(0.3))))
        assert {slug: ranking[slug]["rank"] for slug in ranked} == ranks
        for slug, point in own.items():
            for key in ("offset", "distance", "perpendicular"):
                assert near(ranking[slug][key], getattr(line, key)(*point))


def test_other_weights_alike(engine: Page, boards: list[Board]) -> None:
    """Every combination of halved, kept and doubled penalties ranks as in the sensitivity analysis."""
    chosen = [made for made in boards if len(made.by_feasibility()) > 5][:3]
    factors = list(product(FACTORS, repeat=7))
    for made in (real_board(), real_board("survey"), *chosen):
        found = ask(
            engine,
            """([board, factors]) => {
                const keys = Object.keys(board.constants.weights).slice(0, 7);
                return factors.map((row) => {
                    const scaled = keys.map((key, index) => [key, board.constants.weights[key] * row[index]]);
                    const ranking = engine.rankBoard(board, {weights: Object.fromEntries(scaled)});
                    const ranks = Object.entries(ranking).filter(([, one]) => one.feasibility);
                    return Object.fromEntries(ranks.map(([slug, one]) => [slug, one.feasibility.rank]));
                });
            }""",
            [data(made), factors],
        )
        assert found == [dict(one.ranks) for one in weight_grid(made)]


def test_dense_ranks_alike(engine: Page) -> None:
    """Ranks agree on values that lie on either side of the tie tolerance, in either direction."""
    chance = Chance(1)
    cases = []
    for number in range(BOARDS):
        steps = (0.0, TIE / 2, TIE * 0.999, TIE * 1.001, 3 * TIE, 0.1)
        values, last = {}, chance.uniform(-1, 1)
        for index in range(number % 12):
            last += chance.choice(steps)
            values[f"m{index}"] = last
        cases.append((dict(chance.sample(sorted(values.items()), len(values))), chance.random() < 0.5))
    script = """([cases, tolerance]) => cases.map(
        ([values, largestFirst]) => engine.denseRanks(values, {tolerance, largestFirst}))"""

    assert ask(engine, script, [cases, TIE]) == [dense_ranks(v, largest_first=first) for v, first in cases]
    placed = [
        (chance.choice((0.0, TIE / 2, TIE * 1.001, 0.05)) + chance.choice((*others.values(), 0.0)), others)
        for others, _ in cases
    ]
    script = "([cases, tolerance]) => cases.map(([value, others]) => engine.place(value, others, tolerance))"
    assert ask(engine, script, [placed, TIE]) == [place(value, others) for value, others in placed]
