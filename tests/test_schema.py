"""The schema: every field is explained, and the JSON Schema says the same as the checker."""

from __future__ import annotations

import datetime as dt
import inspect
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from pydantic import ValidationError

from tedd import discrepancies, rows, schema, selection, study, vocabulary
from tedd.codes import text_of
from tedd.fields import Record
from tedd.frontmatter import Document
from tedd.schema import Card
from tedd.study import Study
from tedd.vocabulary import Vocabulary
from tedd.wording import problems_of, schema_of
from tedd.yamltree import read
from tests.examples import FOLDER, VALID, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = (rows, selection, schema, study, vocabulary, discrepancies)
RECORDS = sorted(
    {
        value
        for module in MODULES
        for _, value in inspect.getmembers(module, inspect.isclass)
        if issubclass(value, Record) and value is not Record
    },
    key=lambda record: record.__name__,
)
VALIDATOR = jsonschema.Draft202012Validator(Card.model_json_schema())


def plain(text: str) -> Any:  # noqa: ANN401 # YAML is any
    """Return front matter as JSON has it: dates are text there."""
    data = yaml.safe_load(text.partition("\n---\n")[0])
    return json.loads(json.dumps(data, default=dt.date.isoformat))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_is_explained(record: type[Record]) -> None:
    """Each record and each of its fields has a sentence that says what it means."""
    help_ = record.help()

    assert inspect.getdoc(record)
    assert list(help_) == list(record.model_fields)
    assert [field for field, text in help_.items() if not text.endswith(".")] == []
    assert [
        field for field, text in help_.items() if text[0].islower() and not text.startswith("arXiv")
    ] == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_unknown_keys_are_refused_everywhere(record: type[Record]) -> None:
    """No record takes a key that it does not know, so that a misspelt one is never lost."""
    with pytest.raises(ValidationError, match="nonsense"):
        record.model_validate({"nonsense": 1})


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records_cannot_change(record: type[Record]) -> None:
    """A record is frozen and strict."""
    assert record.model_config["frozen"]
    assert record.model_config["strict"]


@pytest.mark.parametrize("model", [Card, Study, Vocabulary])
def test_json_schema_is_valid(model: type[Record]) -> None:
    """What `tedd schema` prints is a JSON Schema of draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(model.model_json_schema())


def test_json_schema_explains_every_field() -> None:
    """An editor that knows the JSON Schema shows the meaning of every field."""
    document = Card.model_json_schema()

    for part in (document, *document["$defs"].values()):
        assert part["description"]
        assert [
            name for name, field in part.get("properties", {}).items() if not field.get("description")
        ] == []


def test_json_schema_takes_the_valid_card() -> None:
    """The valid card and vocabulary satisfy the JSON Schema."""
    VALIDATOR.validate(plain(VALID))
    jsonschema.Draft202012Validator(Vocabulary.model_json_schema()).validate(
        yaml.safe_load(text_of("example-vocabulary.yaml"))
    )


@pytest.mark.parametrize(
    "case",
    [
        "missing-title",
        "unknown-key",
        "tie-instead-of-ties",
        "number-as-text",
        "percent-instead-of-fraction",
        "unknown-signal",
        "month-out-of-range",
        "evidence-is-a-mapping",
        "measure-of-no-form",
        "source-of-no-form",
        "no-authors",
        "text-is-too-long",
    ],
)
def test_json_schema_refuses_broken_cards(case: str) -> None:
    """What is wrong with single fields is found by an editor already."""
    broken = plain(changed((FOLDER / f"{case}.diff").read_text(encoding="utf-8")))

    assert list(VALIDATOR.iter_errors(broken))


def test_a_card_survives_a_round_trip() -> None:
    """A card written as JSON is the same card when it is read again."""
    card = Card.model_validate(plain(VALID))

    assert Card.model_validate_json(card.model_dump_json(), strict=False) == card


def unbounded(part: dict[str, Any], at: str) -> Iterator[str]:
    """Yield the places of a resolved JSON Schema where a text, list, mapping or number may be of any size."""
    kind, inner = part.get("type"), part.get("patternProperties", {}).values()
    enough = {
        "string": "maxLength" in part
        or "pattern" in part
        or "format" in part
        or "enum" in part
        or "const" in part,
        "array": "maxItems" in part,
        "object": "maxProperties" in part or not (inner or part.get("additionalProperties")),
        "boolean": True,
        **dict.fromkeys(
            ("integer", "number"),
            any("inimum" in key for key in part) and any("aximum" in key for key in part),
        ),
    }
    if "oneOf" not in part and not enough.get(str(kind), False):
        yield at
    for form in part.get("oneOf", ()):
        yield from unbounded(form, at)
    for name, field in part.get("properties", {}).items():
        yield from unbounded(field, f"{at}.{name}")
    for other in (*inner, *filter(None, (part.get("items"), part.get("additionalProperties")))):
        yield from unbounded(other, f"{at}.*")


@pytest.mark.parametrize("model", [Card, Study, Vocabulary, discrepancies.Discrepancies])
def test_nothing_has_any_size(model: type[Record]) -> None:
    """Each text, list, mapping and number that a file may hold has bounds: a stranger's fits every page."""
    assert list(unbounded(schema_of(model), model.__name__)) == []


def huge(part: dict[str, Any]) -> Any:  # noqa: ANN401 # YAML is any
    """Return a value far beyond the bounds of a part of a resolved JSON Schema."""
    sizes = {
        "string": "x" * 5000,
        "array": ["a"] * 1900,
        "integer": -(10**14),
        "number": 10**14,
        "boolean": 10**14,
    }
    return sizes.get(str(part.get("type")), {f"k{n}": 1 for n in range(1900)})


def outgrown(part: dict[str, Any]) -> Iterator[Any]:
    """Yield for each place of a resolved JSON Schema the way there with a huge value at its end."""
    yield huge(part)
    for form in part.get("oneOf", (part,)):
        for name, field in form.get("properties", {}).items():
            yield from ({name: value} for value in outgrown(field))
    for other in (*part.get("patternProperties", {}).values(), part.get("additionalProperties")):
        yield from ({"k": value} for value in outgrown(other)) if other else ()
    yield from ([value] for value in outgrown(part["items"])) if "items" in part else ()


@pytest.mark.parametrize("model", [Card, Study, Vocabulary, discrepancies.Discrepancies])
def test_what_is_too_large_is_told(model: type[Record]) -> None:
    """A huge value at any place of a file is told there, with what was expected or the remedy."""
    places = list(outgrown(schema_of(model)))
    for value in places:
        front = json.dumps(value)  # JSON is YAML
        document = Document("x.yaml", read(front, "x.yaml"), "", 1)
        try:
            model.model_validate(document.data)
            found = []
        except ValidationError as error:
            found = list(problems_of(error, document, model))

        assert any(one.code != "missing" for one in found), front[:80]
        assert all(one.expected and one.hint and len(one.text) < 1000 for one in found), front[:80]
    assert len(places) > 20
