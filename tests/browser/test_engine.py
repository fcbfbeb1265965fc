"""The what-if engine of the browser against tedd itself, on random boards and on malformed input.

Everything runs in a few batches: Python makes cases and answers, one script in the page answers them all.
"""

from __future__ import annotations

import json
import math
import re
from itertools import islice, product
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tedd.efficiency import TIE, Baseline, dense_ranks, place
from tedd.exports import board_data
from tedd.fields import Fraction, Record
from tedd.frontmatter import parse_card
from tedd.pir import _flaw
from tedd.printed import decimals, half_unit
from tedd.rows import BareRatio, Counts, Scores, WinningScore
from tedd.selection import Selector
from tedd.weight_grid import FACTORS, weight_grid
from tedd.wording import problems_of
from tests import generated
from tests.boards import ANCHORS, VOCABULARY, board, card, counts, real_board, row, survey
from tests.browser.conftest import ROOT, served
from tests.generated import Chance
from tests.test_anchors import accuracy, bridged
from tests.test_anchors import made as five_anchors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tedd.board import Board
    from tedd.bridges import Bridge
    from tedd.feasibility import Edition

Json = dict[str, Any]
BOARDS = 200
EDITIONS: tuple[Edition, ...] = ("living", "survey")
RANKS = ("simplicity_rank", "flexibility_rank", "rank")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page that has the engine as `engine` and answers a list of calls with values or messages."""
    with served(ROOT / "docs") as address:
        found = browser.new_page()
        found.goto(f"{address}assets/js/")
        found.evaluate("async () => { window.engine = await import('./engine.js'); }")
        found.evaluate(
            """() => { window.tried = (work) => {
                try { return work(); } catch (error) {
                    if (!(error instanceof engine.FieldError)) throw error;
                    return { field: error.field, message: error.message };
                }
            }; }"""
        )
        yield found
        found.close()


@pytest.fixture(scope="module")
def boards() -> list[Board]:
    """Return random boards of both editions, every form of evidence and extreme numbers among them."""
    anchors = list(ANCHORS)
    return [
        board(*anchors, *generated.made(1 + seed % 9, seed), edition=EDITIONS[seed % 4 == 0])
        for seed in range(BOARDS)
    ]


def ask(page: Page, script: str, argument: object) -> Any:  # noqa: ANN401 - whatever the script returns
    """Return what a function of the page gives; JSON text passes to a browser a hundred times faster."""
    work = f"text => JSON.stringify(({script})(JSON.parse(text)))"
    return json.loads(page.evaluate(work, json.dumps(argument)))


def near(found: float | None, value: float | None) -> bool:
    """Whether two values agree within 1e-9 of their size, or are both absent."""
    if found is None or value is None:
        return found is value
    return math.isclose(found, value, rel_tol=1e-9, abs_tol=1e-9)


def data(of: Board) -> Json:
    """Return a board as a browser reads it from leaderboard.json."""
    parsed: Json = json.loads(json.dumps(board_data(of)))
    return parsed


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


def test_boards_rank_alike(page: Page, boards: list[Board]) -> None:
    """Offsets, distances, penalties and all ranks of a board are recomputed from its JSON."""
    found = ask(page, "boards => boards.map(board => engine.rankBoard(board))", [data(b) for b in boards])

    assert len(boards) == BOARDS
    assert [line for one, own in zip(found, boards, strict=True) for line in differences(one, own)] == []
    assert sum(entry.ranked for made in boards for entry in made.entries) > 2 * BOARDS
    assert sum(entry.provisional for made in boards for entry in made.entries) > BOARDS / 4


def test_methods_join_and_leave_alike(page: Page) -> None:
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
    found = ask(page, "cases => cases.map(([board, options]) => engine.rankBoard(board, options))", cases)

    assert [line for one, made in zip(found, expected, strict=True) for line in differences(one, made)] == []


def test_provisional_points_take_the_place_they_would(page: Page) -> None:
    """A provisional point gets the rank that it would take, and moves nobody."""
    made = real_board()
    entry = next(entry for entry in made.entries if entry.provisional and entry.pir)
    assert entry.pir is not None
    extra = {"slug": "mine", "sdf": entry.pir.sdf, "pir": entry.pir.value, "provisional": True}
    found = ask(page, "([board, extra]) => engine.rankBoard(board, {extra: [extra]})", [data(made), extra])
    mine = found.pop("mine")

    assert entry.efficiency is not None
    assert (mine["rank"], mine["would_rank"]) == (None, entry.efficiency.would_rank)
    assert differences(found, made) == []


def test_other_baselines_alike(page: Page, boards: list[Board]) -> None:
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
        page,
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


def test_other_weights_alike(page: Page, boards: list[Board]) -> None:
    """Every combination of halved, kept and doubled penalties ranks as in the sensitivity analysis."""
    chosen = [made for made in boards if len(made.by_feasibility()) > 5][:3]
    factors = list(product(FACTORS, repeat=7))
    for made in (real_board(), real_board("survey"), *chosen):
        found = ask(
            page,
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


def test_rows_alike(page: Page, boards: list[Board]) -> None:
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
    found = ask(page, script, cases)

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


def test_means_and_their_flaws_alike(page: Page, boards: list[Board]) -> None:
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
        page,
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


def test_standing_alike(page: Page) -> None:
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
    found = [nothing | own for own in ask(page, script, cases)]

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
def test_ranges_by_hand(page: Page, measures: list[Json], low: float, high: float) -> None:
    """A range is half a printed unit at its widest, or what so few prompts may give; it holds the value."""
    constants = data(real_board())["constants"]
    script = """([constants, measures]) => [
        engine.operatingPoint(measures.map((one) => engine.rowRatio(constants, one))).ratio,
        engine.ratioRange(constants, measures),
    ]"""
    value, found = ask(page, script, [constants, measures])

    assert low - 1e-6 <= found["low"] <= value <= found["high"] <= high + 1e-6
    if "winning_score" not in measures[0] and value:
        assert (found["low"], found["high"]) == pytest.approx((low, high), abs=1e-6)


def test_printed_digits_alike(page: Page) -> None:
    """Half a unit of the last place is what the uncertainty of a card takes it for."""
    texts = ["41.2", "41", "0.05", "81.71", "1.001", "100", "0,5", "1e-3", "4.12e1", "5E2", "2.5e-2"]
    found = ask(page, "texts => texts.map(engine.halfUnit)", texts)

    assert found == pytest.approx([half_unit(decimals(float(text.replace(",", ".")))) for text in texts])


def test_bridges_alike(page: Page) -> None:
    """PIR, cover and words of a bridge on a fine grid around its anchors; the win rate needs none."""
    made = real_board()
    constants = data(made)["constants"]
    ratios = [0.9 + n / 2000 for n in range(400)] + [end for one in made.bridges.values() for end in one.span]
    settings = constants["rules"]["settings"]
    script = (
        "([constants, pairs]) => pairs.map(([setting, ratio]) => engine.bridge(constants, setting, ratio))"
    )
    pairs = list(product(settings, ratios))
    for (setting, ratio), own in zip(pairs, ask(page, script, [constants, pairs]), strict=True):
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


def test_bridges_from_data_alike(page: Page) -> None:
    """Where a bridge from data is in force, results of its family go over it, and all others as before."""
    made = five_anchors(5)
    constants, setting = data(made)["constants"], "same-model-benchmark"
    line = accuracy(made)
    ratios = [0.95 + n / 1000 for n in range(150)] + list(line.span)
    script = """([constants, setting, pairs]) => pairs.map(([ratio, family]) =>
        engine.bridge(constants, setting, ratio, family))"""
    found = ask(page, script, [constants, setting, [(r, f) for r in ratios for f in ("accuracy", "graded")]])

    assert constants["data_bridges"].keys() == {setting}
    for ratio, own, other in zip(ratios, found[::2], found[1::2], strict=True):
        assert own["covered"] == line.covers(ratio)
        assert not own["covered"] or near(own["pir"], line.pir(ratio))
        assert near(other["pir"], made.bridges[setting].pir(ratio))


@pytest.mark.parametrize("ratio", [1.02, 1.0, 1.2])
def test_standing_over_a_bridge_from_data_alike(page: Page, ratio: float) -> None:
    """A made-up accuracy is listed in the browser as a card of it would be, with the same words."""
    entry = next(one for one in five_anchors(5, bridged(ratio)).entries if one.slug == "bridged")
    constants = data(five_anchors(5))["constants"]
    script = """([constants, setting, point]) => engine.standing(constants, setting, point, "", "accuracy")"""
    point = {"ratio": ratio, "scale": "other", "test_sets": 1, "prompts": 0}
    own = ask(page, script, [constants, "same-model-benchmark", point])

    assert (own["status"] == "provisional", own["reason"]) == (entry.provisional, entry.reason)
    assert entry.pir is None or near(own["pir"], entry.pir.value)


def test_dense_ranks_alike(page: Page) -> None:
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

    assert ask(page, script, [cases, TIE]) == [dense_ranks(v, largest_first=first) for v, first in cases]
    placed = [
        (chance.choice((0.0, TIE / 2, TIE * 1.001, 0.05)) + chance.choice((*others.values(), 0.0)), others)
        for others, _ in cases
    ]
    script = "([cases, tolerance]) => cases.map(([value, others]) => engine.place(value, others, tolerance))"
    assert ask(page, script, [placed, TIE]) == [place(value, others) for value, others in placed]


MEASURES: tuple[tuple[type[Record], Json], ...] = (
    (Counts, {"wins": 3, "ties": 2, "losses": 1}),
    (Scores, {"score": 41.2, "counterpart_score": 40}),
    (WinningScore, {"winning_score": 1.1, "tie_rate": 0.2}),
    (BareRatio, {"ratio": 1.1, "scale": "score"}),
)
MALFORMED = (
    *("abc", "-1", "-0.5", "0", "1", "1.5", "2.5", "0.05", "5%", "12.5%", "1001", "1e10", "52k", "1,234,567"),
    *("1e-400x", "NaN", "Infinity", "--1", "1 2", "0x10", "1.2.3", "2e9", ".5", "5.", "1e999", "9" * 16),
    *("0." + "1" * 15, "=1+1", "<b>1</b>", "½", "1m", "+1", "true1"),
)  # fmt: skip


def told(model: type[Record], fields: Json, name: str, text: str) -> str | None:
    """Return what `tedd check` says of one wrong number of a mapping; None when it is right."""
    lines = [f"{key}: {text if key == name else value}" for key, value in fields.items()]
    document = parse_card(("---\n" + "\n".join(lines) + "\n---\n").encode(), "x.md")
    problems = list(document.tree.problems)
    try:
        model.model_validate(document.data)
    except ValidationError as error:
        problems += problems_of(error, document, model)
    return next((problem.text for problem in problems if problem.field == name), None)


OF_FILES = re.compile("; (look at the source again|write it in this form)$")
"""Remedies for whoever reads a file; who types a number has just been told."""


def test_malformed_numbers_are_told_alike(page: Page) -> None:
    """What a field refuses, and the words it does it with, are those of `tedd check`."""
    constants = data(real_board())["constants"]
    cases, expected = [], []
    for model, fields in MEASURES:
        for name, text in product([key for key in fields if key != "scale"], MALFORMED):
            cases.append((fields | {name: text}, name))
            expected.append(told(model, fields, name, text))
    script = """([constants, cases]) => cases.map(([measure]) => tried(() => {
        engine.rowRatio(constants, measure); return null;
    }))"""
    for (fields, name), own, words in zip(
        cases, ask(page, script, [constants, cases]), expected, strict=True
    ):
        sound = own is None or own["field"] != name
        assert sound == (words is None), (name, fields[name], own, words)
        if not sound and "number of at most" not in str(words):  # its remedy is about YAML's own words
            assert own["message"] == OF_FILES.sub("", str(words)), (name, fields[name])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("sdf", "", "is empty"),
        ("sdf", None, "is empty"),
        ("sdf", "  ", "is empty"),
        ("sdf", "5", "write 0.05"),
        ("sdf", "5 %", "write 0.05"),
        ("sdf", "0", "above 0 and up to 1"),
        ("sdf", "-0.1", "out of range"),
        ("sdf", "1.0000001", "out of range"),
        ("sdf", True, "wrong type"),
        ("sdf", [0.1], "wrong type"),
        ("sdf", "0,05", 0.05),
        ("sdf", " 0.05 ", 0.05),
        ("score", "41,2", 41.2),
        ("score", "1,234", "write the bare number: 1234"),
        ("score", "\u22121", "out of range"),
        ("candidate_size", "52,002", "write the bare number: 52002"),
        ("candidate_size", "52002", 52002),
        ("selected_size", "1.5", "wrong type"),
        ("steps", "0", "from 1 up to 40"),
        ("trained_models", "-1", "out of range"),
        ("weight", "-1", "out of range"),
    ],
)
def test_fields_of_the_form(page: Page, field: str, value: object, words: str | float) -> None:
    """Empty and wrong fields are named; a decimal comma is read, a thousands separator is not guessed."""
    constants = data(real_board())["constants"]
    script = "([constants, field, value]) => tried(() => engine.number(constants, field, value))"
    found = ask(page, script, [constants, field, value])

    if isinstance(words, str):
        assert found["field"] == field
        assert words in found["message"]
    else:
        assert found == words


@pytest.mark.parametrize(
    "call",
    [
        *(
            f"engine.number(constants, 'sdf', {value})"
            for value in ("NaN", "Infinity", "-Infinity", "{}", "1e999")
        ),
        *(
            f"engine.bridge(constants, 'same-model-benchmark', {value})"
            for value in ("NaN", "Infinity", "'1'")
        ),
        "engine.bridge(constants, 'head-to-head', 1)",
        "engine.bridge(constants, 'constructor', 1)",
        "engine.rowRatio(constants, {})",
        "engine.rowRatio(constants, {wins: 0, ties: 5, losses: 0})",
        "engine.rowRatio(constants, {wins: NaN, ties: 5, losses: 0})",
        "engine.operatingPoint([])",
        "engine.operatingPoint([engine.rowRatio(constants, {score: 1e9, counterpart_score: 1e-9})])",
        "engine.operatingPoint([{ratio: 1}, {wins: 2, ties: 1, losses: 1}].map((m) => row(m)))",
        "engine.baselineThrough({sdf: 0.1, pir: 1}, {sdf: 0.1, pir: 2})",
        "engine.baselineThrough({sdf: NaN, pir: 1}, {sdf: 0.1, pir: 2})",
        "engine.rankBoard(board, {extra: [{slug: 'x', sdf: 0, pir: 1}]})",
        "engine.rankBoard(board, {extra: [{slug: 'x', sdf: 0.1, pir: NaN}]})",
        "engine.rankBoard(board, {extra: [{sdf: 0.1, pir: 1, facts: {trained_models: -1, steps: 1}}]})",
        "engine.rankBoard(board, {weights: {step: 'many'}})",
        "engine.rankBoard(board, {weights: {step: -1}})",
    ],
)
def test_nonsense_is_refused(page: Page, call: str) -> None:
    """No NaN, infinity or impossible combination gets in: a field is named each time."""
    script = f"""board => {{
        const {{ constants }} = board;
        const row = (measure) => engine.rowRatio(constants, measure);
        return tried(() => {call});
    }}"""

    assert ask(page, script, data(real_board())).keys() == {"field", "message"}


def test_limits_are_those_of_the_schema() -> None:
    """The published limits refuse what the schema refuses, field by field."""
    limits = data(real_board())["constants"]["limits"]

    assert limits["sdf"] == {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
    with pytest.raises(ValidationError):
        TypeAdapter(Fraction).validate_python(limits["sdf"]["exclusiveMinimum"])
    assert (
        limits["trained_models"].items()
        <= Selector.model_json_schema()["properties"]["trained_models"].items()
    )
    assert list(islice(limits, 3)) == ["wins", "ties", "losses"]
