"""Results in the browser's what-if engine against tedd itself: ratios, bridges, ranges, standing."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

import pytest

from tedd.pir import _flaw
from tedd.printed import decimals, half_unit
from tedd.rows import Counts
from tests.boards import ANCHORS, VOCABULARY, board, card, counts, real_board, row
from tests.browser.engine import BOARDS, Json, ask, data, near
from tests.generated import Chance
from tests.test_anchors import accuracy, bridged
from tests.test_anchors import made as five_anchors

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tedd.board import Board
    from tedd.bridges import Bridge


def test_rows_alike(engine: Page, boards: list[Board]) -> None:
    """Each row's ratio, with what was done to it, is that of Python."""
    rows = [[item for entry in made.entries for item in entry.rows] for made in boards]
    cases = [
        (data_rates(made), [(item.row.measure.model_dump(), item.row.judge) for item in items])
        for made, items in zip(boards, rows, strict=True)
    ]
    script = """cases => cases.flatMap(([constants, rows]) => rows.map(([measure, judge]) => tried(() => {
        const row = engine.rowRatio(constants, measure, judge);
        return [row.value, row.converted, row.borrowed, row.adjusted, row.scale];
    })))"""
    flat = [item for items in rows for item in items]
    found = ask(engine, script, cases)

    assert len(flat) > 10 * BOARDS
    for own, item in zip(found, flat, strict=True):
        if item.row.measure.model_dump().get("counterpart_score", 0) is None:
            assert own["field"] == "counterpart_score"
        else:
            assert near(own[0], item.value), item
            assert own[1:] == [item.converted, item.borrowed, item.adjusted, item.scale], item


def data_rates(made: Board) -> Json:
    """Return the constants that a row needs, without what would make two thousand cases heavy."""
    constants = data(made)["constants"]
    return {key: constants[key] for key in ("rules", "limits", "tie_rates")}


def test_means_and_their_flaws_alike(engine: Page, boards: list[Board]) -> None:
    """Formula 1 over the rows of a point, and why a win rate is no direct PIR."""
    points = [
        (made, point, point.condition.judge)
        for made in boards
        for entry in made.entries
        for point in entry.points
        if all(isinstance(item.row.measure, Counts) and not item.row.aggregate for item in point.rows)
        and len(point.test_sets) == len(point.rows)
    ]
    rates = {id(made): data_rates(made) for made in boards}
    cases = [
        [
            rates[id(made)],
            [item.row.measure.model_dump() for item in point.rows],
            VOCABULARY.judges[judge].kind if judge else "",
        ]
        for made, point, judge in points
    ]
    found = ask(
        engine,
        """cases => cases.map(([constants, measures, kind]) => {
            const point = engine.operatingPoint(measures.map((one) => engine.rowRatio(constants, one)));
            return [point.ratio, engine.flaw(constants, point, kind)];
        })""",
        cases,
    )

    assert len(points) > BOARDS / 2
    for (ratio, flaw), (_, point, _) in zip(found, points, strict=True):
        assert near(ratio, point.ratio)
        assert flaw == _flaw(point, VOCABULARY)


def test_standing_alike(engine: Page) -> None:
    """Whether a result would be ranked, provisional or unranked, and why, is what a card of it would get."""
    cases, expected = [], []
    for seed in range(BOARDS):
        chance = Chance(seed)
        evidence = one_point(chance)
        judge = evidence[0]["judge"]
        made = board(*ANCHORS, card("one", evidence=evidence))
        entry = next(entry for entry in made.entries if entry.slug == "one")
        prompts = {item["test_set"]: VOCABULARY.benchmarks[item["test_set"]].prompts for item in evidence}
        measures = [item["measure"] | {"prompts": prompts[item["test_set"]]} for item in evidence]
        constants = data(made)["constants"]
        kind = VOCABULARY.judges[judge].kind if judge else ""
        cases.append([constants, evidence[0]["setting"], measures, judge, kind])
        expected.append(entry)
    script = """cases => cases.map(([constants, setting, measures, judge, kind]) => tried(() => {
        const point = engine.operatingPoint(measures.map((one) => engine.rowRatio(constants, one, judge)));
        return engine.standing(constants, setting, point, kind);
    }))"""
    nothing = {"status": "unranked", "pir": None}  # what a message means
    found = [nothing | own for own in ask(engine, script, cases)]

    for own, entry in zip(found, expected, strict=True):
        status = "ranked" if entry.ranked else "provisional" if entry.provisional else "unranked"
        assert own["status"] == status, (own, entry)
        if entry.pir:
            assert near(own["pir"], entry.pir.value)
        if own["pir"] is not None:
            assert own["reason"] == entry.reason
    assert {own["status"] for own in found} == {"ranked", "provisional", "unranked"}


def one_point(chance: Chance) -> list[Json]:
    """Draw rows of one operating point, its measures of one kind."""
    benchmarks = ("same-model-benchmark", "other-model-benchmark")
    setting = chance.choice(("same-model-win-rate", "same-model-win-rate", *benchmarks))
    judged = setting == "same-model-win-rate"
    kind = chance.choice(("wins", "score", "winning_score", "ratio") if judged else ("score", "ratio"))
    judge = chance.choice(("gpt-4", "gpt-4", "chatgpt", "mixed")) if judged else None
    counterpart = {"kind": "full-data" if setting.startswith("same") else "other-model", "name": "A"}
    sets = chance.sample(("koala", "vicuna", "self-instruct"), chance.randint(1, 3))
    return [
        row(setting=setting, counterpart=counterpart, test_set=name, measure=one_measure(chance, kind))
        | {"judge": judge}
        for name in sets
    ]


def one_measure(chance: Chance, kind: str) -> Json:
    """Draw a measure of a kind."""
    if kind == "wins":
        return counts(chance.randint(1, 99), chance.randint(0, 50), chance.randint(0, 99))
    if kind == "score":
        return {"score": chance.uniform(48, 52), "counterpart_score": 50.0}
    if kind == "winning_score":
        return {kind: chance.uniform(0.9, 1.2), "tie_rate": chance.choice((None, None, 0.2))}
    return {"ratio": chance.uniform(0.9, 1.1), "scale": "wins-losses"}


def spread(losses: int) -> float:
    """Return how far so many wins, and as many losses, let their ratio of 1 rise with 95%."""
    return math.exp(1.6448536 * math.sqrt(2 / losses))


@pytest.mark.parametrize(
    ("measures", "low", "high"),
    [
        ([{"score": "41.2", "counterpart_score": "40.0"}], 41.15 / 40.05, 41.25 / 39.95),
        (
            [{"score": "2.0", "counterpart_score": "2.50", "lower_is_better": True}],
            2.495 / 2.05,
            2.505 / 1.95,
        ),
        ([{"ratio": "1.1", "scale": "score"}, {"ratio": "1.30", "scale": "score"}], 1.1725, 1.2275),
        ([{"winning_score": "1.133", "tie_rate": "0.3"}], 1.2, 1.6),
        (
            [counts(30, 0, 30)],
            math.exp(-1.6448536 * math.sqrt(2 / 30)),
            math.exp(1.6448536 * math.sqrt(2 / 30)),
        ),
        (
            [counts(30, 0, 30)] * 4,
            math.exp(-1.6448536 * math.sqrt(2 / 120)),
            math.exp(1.6448536 * math.sqrt(2 / 120)),
        ),
        ([counts(0, 0, 30)], 0, 1),
    ],
)
def test_ranges_by_hand(engine: Page, measures: list[Json], low: float, high: float) -> None:
    """A range is half a printed unit at its widest, or what so few prompts may give; it holds the value."""
    constants = data(real_board())["constants"]
    script = """([constants, measures]) => [
        engine.operatingPoint(measures.map((one) => engine.rowRatio(constants, one))).ratio,
        engine.ratioRange(constants, measures),
    ]"""
    value, found = ask(engine, script, [constants, measures])

    assert low - 1e-6 <= found["low"] <= value <= found["high"] <= high + 1e-6
    if "winning_score" not in measures[0] and value:
        assert (found["low"], found["high"]) == pytest.approx((low, high), abs=1e-6)


def test_printed_digits_alike(engine: Page) -> None:
    """Half a unit of the last place is what the uncertainty of a card takes it for."""
    texts = ["41.2", "41", "0.05", "81.71", "1.001", "100", "0,5", "1e-3", "4.12e1", "5E2", "2.5e-2"]
    found = ask(engine, "texts => texts.map(engine.halfUnit)", texts)

    assert found == pytest.approx([half_unit(decimals(float(text.replace(",", ".")))) for text in texts])


def test_bridges_alike(engine: Page) -> None:
    """PIR, cover and words of a bridge on a fine grid around its anchors; the win rate needs none."""
    made = real_board()
    constants = data(made)["constants"]
    ratios = [0.9 + n / 2000 for n in range(400)] + [end for one in made.bridges.values() for end in one.span]
    settings = constants["rules"]["settings"]
    script = (
        "([constants, pairs]) => pairs.map(([setting, ratio]) => engine.bridge(constants, setting, ratio))"
    )
    pairs = list(product(settings, ratios))
    for (setting, ratio), own in zip(pairs, ask(engine, script, [constants, pairs]), strict=True):
        line: Bridge | None = made.bridges.get(setting)
        if setting == "same-model-win-rate":
            assert (own["pir"], own["covered"]) == (ratio, True)
        elif line is None:
            assert (own["pir"], own["covered"]) == (None, False)
            assert setting in own["reason"]
        else:
            assert near(own["pir"], line.pir(ratio))
            assert own["covered"] == line.covers(ratio)
            assert (own["reason"] is None) == own["covered"]


def test_bridges_from_data_alike(engine: Page) -> None:
    """Where a bridge from data is in force, results of its family go over it, and all others as before."""
    made = five_anchors(5)
    constants, setting = data(made)["constants"], "same-model-benchmark"
    line = accuracy(made)
    ratios = [0.95 + n / 1000 for n in range(150)] + list(line.span)
    script = """([constants, setting, pairs]) => pairs.map(([ratio, family]) =>
        engine.bridge(constants, setting, ratio, family))"""
    found = ask(
        engine, script, [constants, setting, [(r, f) for r in ratios for f in ("accuracy", "graded")]]
    )

    assert constants["data_bridges"].keys() == {setting}
    for ratio, own, other in zip(ratios, found[::2], found[1::2], strict=True):
        assert own["covered"] == line.covers(ratio)
        assert not own["covered"] or near(own["pir"], line.pir(ratio))
        assert near(other["pir"], made.bridges[setting].pir(ratio))


@pytest.mark.parametrize("ratio", [1.02, 1.0, 1.2])
def test_standing_over_a_bridge_from_data_alike(engine: Page, ratio: float) -> None:
    """A made-up accuracy is listed in the browser as a card of it would be, with the same words."""
    entry = next(one for one in five_anchors(5, bridged(ratio)).entries if one.slug == "bridged")
    constants = data(five_anchors(5))["constants"]
    script = """([constants, setting, point]) => engine.standing(constants, setting, point, "", "accuracy")"""
    point = {"ratio": ratio, "scale": "other", "test_sets": 1, "prompts": 0}
    own = ask(engine, script, [constants, "same-model-benchmark", point])

    assert (own["status"] == "provisional", own["reason"]) == (entry.provisional, entry.reason)
    assert entry.pir is None or near(own["pir"], entry.pir.value)
