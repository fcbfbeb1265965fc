"""Malformed input to the browser's what-if engine: refused where `tedd check` does, in its words."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter, ValidationError

from tedd.fields import Fraction, Record
from tedd.frontmatter import parse_card
from tedd.rows import BareRatio, Counts, Scores, WinningScore
from tedd.selection import Selector
from tedd.wording import problems_of
from tests.boards import real_board
from tests.browser.engine import Json, ask, data

if TYPE_CHECKING:
    from playwright.sync_api import Page


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


OF_FILES = re.compile("; (look at the source again|write it in this form|leave the key out .*)$")
"""Remedies for whoever reads a file; who types a number has just been told."""


def test_malformed_numbers_are_told_alike(engine: Page) -> None:
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
        cases, ask(engine, script, [constants, cases]), expected, strict=True
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
def test_fields_of_the_form(engine: Page, field: str, value: object, words: str | float) -> None:
    """Empty and wrong fields are named; a decimal comma is read, a thousands separator is not guessed."""
    constants = data(real_board())["constants"]
    script = "([constants, field, value]) => tried(() => engine.number(constants, field, value))"
    found = ask(engine, script, [constants, field, value])

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
def test_nonsense_is_refused(engine: Page, call: str) -> None:
    """No NaN, infinity or impossible combination gets in: a field is named each time."""
    script = f"""board => {{
        const {{ constants }} = board;
        const row = (measure) => engine.rowRatio(constants, measure);
        return tried(() => {call});
    }}"""

    assert ask(engine, script, data(real_board())).keys() == {"field", "message"}


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
