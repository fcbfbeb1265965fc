"""The data files: the promised keys, the same numbers in every form, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tedd.exports import board_csv, board_data, board_json, evidence_csv, exports
from tedd.forms import csv_text
from tests.boards import ANCHORS, Data, bench, board, card, counts, row, saved, selector, survey, wins
from tests.commands import process
from tests.generated import EXAMPLES, METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tedd.cards import Method

FILES = {
    "data/leaderboard.json",
    "data/leaderboard.csv",
    "data/leaderboard-survey.json",
    "data/leaderboard-survey.csv",
    "data/evidence.csv",
    "data/probabilities.csv",
    "data/references.bib",
}
EFFICIENCY = {"offset", "distance", "perpendicular", "rank", "rank_best", "rank_worst"}
PENALTIES = {"simplicity_penalty", "simplicity_rank", "flexibility_penalty", "flexibility_rank", "rank"}
DISPUTED = {"selected_size": 1, "candidate_size": 2, "source": {"arxiv": "2406.14115", "where": "Table 1"}}
ONE_OF_EACH = (
    *ANCHORS,
    card("direct", evidence=wins(2)),
    card("bridged", evidence=[bench(1.0)]),
    card("none", selector=selector(500, "open_source")),
    card("disputed", survey=survey(1.4, 0.1, disputed_sdf=[DISPUTED])),
)
"""A ranked, a provisional, an unranked and a disputed method."""


def lines(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def numbers(value: object) -> Iterator[float]:
    """Yield every number inside plain data."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from numbers(part)
    elif isinstance(value, int | float):
        yield value


def test_keys_of_the_promise() -> None:
    """The JSON has the keys that the design promises, for ranked and unranked methods alike."""
    data = json.loads(board_json(board(*ONE_OF_EACH)))

    assert (data["schema"], data["edition"]) == (1, "living")
    assert data["constants"].keys() >= {"baseline", "bridges", "weights"}
    assert len(data["methods"]) == len(ONE_OF_EACH)
    for method in data["methods"]:
        assert method.keys() >= {
            "slug",
            "name",
            "ranked",
            "reason",
            "sdf",
            "pir",
            "efficiency",
            "feasibility",
        }
        assert method["pir"].keys() >= {"value", "low", "high", "basis"}
        assert method["efficiency"].keys() >= EFFICIENCY
        assert method["feasibility"].keys() >= PENALTIES


def test_every_method_has_the_same_keys() -> None:
    """What a method lacks is null, not absent."""
    data = board_data(board(*ONE_OF_EACH))

    for part in ("pir", "efficiency", "feasibility"):
        assert len({tuple(method[part]) for method in data["methods"]}) == 1
    assert len({tuple(method) for method in data["methods"]}) == 1


def test_uncertainty_is_null_until_it_is_computed() -> None:
    """Intervals and rank ranges are null: no number is made up."""
    for method in board_data(board(*ONE_OF_EACH))["methods"]:
        assert (method["pir"]["low"], method["pir"]["high"]) == (None, None)
        assert (method["efficiency"]["rank_best"], method["efficiency"]["rank_worst"]) == (None, None)


def test_json_carries_what_the_board_holds() -> None:
    """PIR, its basis, fraction, ranks and reasons of the JSON are those of the board."""
    made = board(*ONE_OF_EACH)
    data = {method["slug"]: method for method in board_data(made)["methods"]}

    for found in made.entries:
        method = data[found.slug]
        assert method["ranked"] == found.ranked
        assert method["reason"] == found.reason
        assert method["pir"]["value"] == (found.pir.value if found.pir else None)
        assert method["efficiency"]["would_rank"] == (
            found.efficiency.would_rank if found.efficiency else None
        )
        assert [point["ratio"] for point in method["operating_points"]] == [p.ratio for p in found.points]
    assert data["disputed"]["disputed_sdf"][0]["sdf"] == 0.5
    assert data["bridged"]["pir"]["bridge"] == "same-model-benchmark"
    assert data["direct"]["operating_points"][0]["rows"] == [0, 1]


def test_constants_are_those_of_the_board() -> None:
    """Baseline, bridges, controls and tie rates stand beside the numbers that they made."""
    made = board(*ONE_OF_EACH, card("ties", evidence=[row(measure=counts(8, 2, 6), judge=None)]))
    constants = board_data(made)["constants"]

    assert constants["baseline"]["points"] == [{"sdf": sdf, "pir": pir} for sdf, pir in made.baseline.points]
    assert constants["tie_rates"] == {"gpt-4": 60 / 360, "all": 62 / 376}
    assert {setting: line["slope"] for setting, line in constants["bridges"].items()} == {
        setting: bridge.slope for setting, bridge in made.bridges.items()
    }
    assert [control["pir"] for control in constants["negative_controls"]] == [c.pir for c in made.controls]


def test_unknown_prompts_are_null() -> None:
    """A point tells its prompts as far as they are known, else null, never 0."""
    made = board(card("one", evidence=[row(), bench(1.0)]))

    points = board_data(made)["methods"][0]["operating_points"]

    assert {point["setting"]: point["prompts"] for point in points} == {
        "same-model-win-rate": 180,
        "same-model-benchmark": None,
    }


def test_one_line_for_each_method() -> None:
    """Two versions of the JSON can be compared by line: each method is on one of its own."""
    text = board_json(board(*ONE_OF_EACH))

    assert sum(line.strip().startswith('{"slug"') for line in text.splitlines()) == len(ONE_OF_EACH)


@pytest.mark.parametrize("methods", [(), (card("none"),), ONE_OF_EACH], ids=["empty", "no PIR", "all kinds"])
def test_every_board_can_be_written(methods: tuple[Method, ...]) -> None:
    """An empty board, or one where nobody has a PIR, is written like any other."""
    made = board(*methods)

    assert len(json.loads(board_json(made))["methods"]) == len(lines(board_csv(made))) == len(methods)
    assert lines(evidence_csv(made)) or not any(found.rows for found in made.entries)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused(number: float) -> None:
    """A number that is not finite, had it got past all else, would stop the writer."""
    method = card("one", survey=survey(1.4, 0.05))
    block = method.card.survey and method.card.survey.model_copy(update={"pir": number})
    odd = type(method)("one", method.card.model_copy(update={"survey": block}), "", "")

    with pytest.raises(ValueError, match="not JSON compliant"):
        board_json(board(odd))


@EXAMPLES
@given(METHODS)
def test_csv_and_json_hold_the_same_numbers(methods: list[Method]) -> None:
    """Each cell of the CSV is the JSON's value to the last digit, and each number is finite."""
    made = board(*methods)
    data = json.loads(board_json(made))["methods"]

    for line, method in zip(lines(board_csv(made)), data, strict=True):
        flat = {key: value for key, value in method.items() if not isinstance(value, dict | list)}
        for part, values in method.items():
            if isinstance(values, dict):
                flat |= {f"{part}_{key}": value for key, value in values.items()}
        assert line == {key: _cell(value) for key, value in flat.items()}
    assert all(math.isfinite(number) for number in numbers(data))


def _cell(value: object) -> str:
    """Return how a value of the JSON stands in the CSV."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return repr(value) if isinstance(value, float) else str(value)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff20"])
def test_formulas_are_neutralised(start: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe in front, in every text column."""
    text = f"{start}1+HYPERLINK(A1)"
    evidence = [row(note=text, counterpart={"kind": "full-data", "name": text}, variant=text)]
    made = board(card("one", name=text, status="listed", reason=text, evidence=evidence))

    method, line = lines(board_csv(made))[0], lines(evidence_csv(made))[0]

    assert {method["name"], method["reason"], line["note"], line["counterpart"], line["variant"]} == {
        f"'{text}"
    }


def test_negative_numbers_stay_numbers() -> None:
    """The minus of a number is no formula."""
    line = lines(board_csv(board(card("one", evidence=wins(0.5)))))[0]

    assert float(line["efficiency_offset"]) < 0


@EXAMPLES
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30))
def test_no_cell_begins_a_formula(text: str) -> None:
    """Whatever a name is made of, its cell begins no formula and reads back as the name."""
    method = card("one")
    card_ = method.card.model_copy(update={"name": text})

    rows = list(csv.reader(io.StringIO(board_csv(board(type(method)("one", card_, "", ""))), newline="")))

    cell = rows[1][1]
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert not cell.startswith(("=", "+", "-", "@"))


def test_evidence_holds_every_row() -> None:
    """Each row of evidence is in the file with number, ratio, source and whether it is used."""
    quoted = row(measure=counts(9, 0, 0), checked="secondary", note="a, b")
    made = board(card("one", evidence=[*wins(2), row(measure={"winning_score": 1.1}), quoted]))

    found = lines(evidence_csv(made))

    assert [line["row"] for line in found] == ["0", "1", "2", "3"]
    assert [line["measure_wins"] for line in found] == ["100", "100", "", "9"]
    assert [float(line["engine_ratio"]) for line in found][:2] == [2.0, 2.0]
    assert [line["unused_because"] for line in found] == ["", "", "", "quoted elsewhere: shown, not used"]
    assert [line["tie_rate_borrowed"] for line in found] == ["false", "false", "true", "false"]
    assert [line["half_added"] for line in found] == ["false", "false", "false", "true"]
    assert {line["source"] for line in found} == {"https://arxiv.org/abs/2406.14115"}
    assert found[3]["note"] == "a, b"


def test_files_of_the_site() -> None:
    """The files have their promised names, and each edition its own numbers."""
    old = card("old", survey=survey(1.4, 0.05), evidence=wins(3))

    files = exports(board(old), board(old, edition="survey"))

    assert set(files) == FILES
    assert b'"edition": "living"' in files["data/leaderboard.json"]
    assert lines(files["data/leaderboard.csv"].decode())[0]["pir_value"] == "3.0"
    assert lines(files["data/leaderboard-survey.csv"].decode())[0]["pir_value"] == "1.4"
    assert json.loads(files["data/leaderboard-survey.json"])["edition"] == "survey"


def test_bytes_do_not_depend_on_the_process(tmp_path: Path) -> None:
    """Two processes with different hash seeds write the same bytes."""
    judges = [row(judge=judge) for judge in ("gpt-4", "chatgpt", "human")]
    folder = saved(tmp_path, *ONE_OF_EACH, card("judged", evidence=judges))

    runs = {
        process("rank", "--format", "json", "--cards", folder, PYTHONHASHSEED=seed).stdout
        for seed in ("1", "4")
    }

    assert len(runs) == 1
    assert b"judged" in runs.pop()


def test_numbers_helper_sees_nested_numbers() -> None:
    """The search for numbers in this file looks into lists and mappings."""
    data: Data = {"a": [1, {"b": 2.5}], "c": "3", "d": None}

    found: list[Any] = list(numbers(data))

    assert found == [1, 2.5]


def test_a_cell_that_came_before_is_written_the_same() -> None:
    """Each text is made safe once a file; what equals another value without being it stays its own."""
    cells = ["=1", "=1", "1", 1, True, 1.0, "", None, "true"]

    assert csv_text({"a": value, "b": value} for value in cells).split("\n")[1:-1] == [
        "'=1,'=1", "'=1,'=1", "1,1", "1,1", "true,true", "1.0,1.0", ",", ",", "true,true"
    ]  # fmt: skip
