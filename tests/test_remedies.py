"""Remedies: the value that was probably meant."""

from __future__ import annotations

import pytest

from tedd.fields import ARXIV, COMMIT, KEY, MONTH, PATH
from tedd.remedies import Schema, remedy

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
FRACTION: Schema = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
TRUTH: Schema = {"type": "boolean"}
LIST: Schema = {"type": "array", "items": TEXT}
MAPPING: Schema = {"type": "object", "properties": {}}


def pattern(form: str) -> Schema:
    """Return the schema of text of a form."""
    return {"type": "string", "pattern": form}


@pytest.mark.parametrize(
    ("value", "source", "schema", "words"),
    [
        ("RANKED", "RANKED", {"type": "string", "enum": ["ranked", "listed"]}, 'did you mean "ranked"?'),
        ("x", "x", {"type": "string", "enum": ["ranked", "listed"]}, ""),
        (42, "42", TEXT, 'put it in quotes: "42"'),
        (True, "True", TEXT, 'put it in quotes: "True"'),
        ([1], "", TEXT, "write a single value"),
        ({}, "", WHOLE, "write a single value"),
        ("3,111", "3,111", WHOLE, "write the bare number: 3111"),
        ("52 002", "52 002", WHOLE, "write the bare number: 52002"),
        ("52_002", "52_002", WHOLE, "write the bare number: 52002"),
        ("52K", "52K", WHOLE, "write the bare number: 52000"),
        (3.0, "3.0", WHOLE, "write the bare number: 3"),
        (3.5, "3.5", WHOLE, "write what was counted; a percentage or an average is no count"),
        (3000.0, "3e3", WHOLE, "write 3000"),
        ("NaN", "NaN", NUMBER, "leave the key out when the number is unknown"),
        ("None", "None", pattern(KEY), "leave the key out when nothing is known"),
        (-1, "-1", WHOLE, ""),
        ("many", "many", WHOLE, "write the bare number"),
        ("1.5", "1.5", NUMBER, "write the bare number: 1.5"),
        (1.5, "1.5", NUMBER, ""),
        ("5%", "5%", NUMBER, "write the bare number: 5"),
        (5, "5", FRACTION, "a fraction, not a percentage: write 0.05"),
        ("5.98%", "5.98%", FRACTION, "a fraction, not a percentage: write 0.0598"),
        ("0.5%", "0.5%", FRACTION, "a fraction, not a percentage: write 0.005"),
        (3111, "3111", FRACTION, ""),
        ("yes", "yes", TRUTH, "write true"),
        ("Off", "Off", TRUTH, "write false"),
        ("maybe", "maybe", TRUTH, ""),
        ("a, b", "a, b", LIST, 'write a list: ["a", "b"]'),
        ({"a": 1}, "", LIST, "start each entry with a hyphen"),
        ([{"a": 1}], "", MAPPING, "remove the hyphens"),
        ("a", "a", MAPPING, "write key: value, indented, one to a line"),
        (2308.12, "2308.12", pattern(ARXIV), ""),
        (2308.1203, "2308.12030", pattern(ARXIV), 'put it in quotes: "2308.12030"'),
        ("x", "https://arxiv.org/abs/2308.12032v2", pattern(ARXIV), 'did you mean "2308.12032"?'),
        ("2023/08", "2023/08", pattern(MONTH), 'did you mean "2023-08"?'),
        ("2023-08-15", "2023-08-15", pattern(MONTH), 'did you mean "2023-08"?'),
        ("Aug 2023", "Aug 2023", pattern(MONTH), ""),
        ("LLaMA 2 7B", "LLaMA 2 7B", pattern(KEY), 'did you mean "llama-2-7b"?'),
        ("日本", "日本", pattern(KEY), ""),
        ("01FAC8D", "01FAC8D", pattern(COMMIT), 'did you mean "01fac8d"?'),
        ("at 01fac8d", "at 01fac8d", pattern(COMMIT), 'did you mean "01fac8d"?'),
        ("/docs/a.md", "/docs/a.md", pattern(PATH), ""),
    ],
)
def test_remedies(value: object, source: str, schema: Schema, words: str) -> None:
    """What can be told from a wrong value and its schema is offered, and nothing else."""
    assert remedy(value, source, schema) == words
