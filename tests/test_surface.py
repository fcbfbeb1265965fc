"""The data surface: every file keeps to its published schema, and every field is explained."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from bibtexparser.entrypoint import parse_string as read
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from pybtex.database import parse_string

from tedd.bridge_files import bridge_files
from tedd.bridge_report import report
from tedd.exports import board_json, evidence_json
from tedd.head_to_head import head_to_head
from tedd.head_to_head_files import head_to_head_files
from tedd.studies import load_studies
from tedd.surface.catalogue import FILES, OTHER, STABLE, named
from tedd.surface.schemas import groups
from tedd.surface_files import REFERENCES, document, methods_json, schema_files
from tedd.uncertainty import quantify
from tests.boards import METHODS as FOLDER
from tests.boards import board, library, real
from tests.commands import ROOT, run
from tests.frozen import FIXTURES
from tests.generated import EXAMPLES, METHODS, made
from tests.test_exports import ONE_OF_EACH
from tests.test_pages import hostile, real_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tedd.cards import Method
    from tedd.surface.catalogue import File

Json = dict[str, Any]
SCHEMAS = schema_files("https://example.org/")
FEWER = settings(EXAMPLES, max_examples=25)  # five files are validated for each


def data(path: str) -> Any:  # noqa: ANN401 # whatever a file holds
    """Return what a JSON file of the site holds."""
    return json.loads(real_data()[path])


@cache
def validator(name: str) -> Draft202012Validator:
    """Return what checks a JSON file by its schema."""
    schema = named(name).schema
    assert schema
    return Draft202012Validator(schema)


def faults(name: str, text: str | bytes) -> list[str]:
    """Return what is wrong with a JSON file."""
    return [f"{one.json_path}: {one.message}" for one in validator(name).iter_errors(json.loads(text))]


@pytest.mark.parametrize("folder", [ROOT / "docs" / "snapshots", FIXTURES], ids=["published", "made up"])
def test_manifests_keep_to_their_schema(folder: Path) -> None:
    """The manifest of every snapshot, as it lies frozen, validates against the published schema."""
    check = Draft202012Validator(json.loads(SCHEMAS[f"{STABLE}schema/manifest.json"]))
    found = [json.loads(path.read_text("utf-8")) for path in folder.glob("*/manifest.json")]

    assert len(found) > 1
    assert [error.message for one in found for error in check.iter_errors(one)] == []
    assert not check.is_valid({**found[0], "id": "newest"})


def test_every_json_file_has_a_schema_and_keeps_to_it() -> None:
    """Each JSON file that is no schema and no JSON-LD validates against its published schema."""
    found = {path for path in real_data() if path.endswith(".json") and "/schema/" not in path}
    found -= {path for path in found if "@context" in data(path)}
    described = {path for file in FILES for path in file.paths if path.endswith(".json")}

    assert {path.rsplit("/", 1)[1] for path in found} == {path.rsplit("/", 1)[1] for path in described}
    for file in FILES:
        for path in file.paths:
            if path.endswith(".json"):
                schema = json.loads(real_data()[file.schema_path])
                assert [one.message for one in Draft202012Validator(schema).iter_errors(data(path))] == []


@FEWER
@given(METHODS)
def test_every_board_keeps_to_the_schema(methods: list[Method]) -> None:
    """Boards of made-up methods in both editions keep to the schema, and so do evidence, facts, bridges."""
    living = board(*methods)

    assert faults("leaderboard", board_json(living)) == []
    assert faults("leaderboard-survey", board_json(board(*methods, edition="survey"))) == []
    assert faults("evidence", evidence_json(living)) == []
    assert faults("methods", methods_json(library(*methods))) == []
    assert faults("bridges", bridge_files(report(living))["data/bridges.json"]) == []


@pytest.mark.parametrize("edition", ["living", "survey"])
@pytest.mark.parametrize(
    "methods", [ONE_OF_EACH, (hostile(),), tuple(made(6, 5))], ids=["each", "odd", "drawn"]
)
def test_boards_with_draws_keep_to_the_schema(methods: tuple[Method, ...], edition: Any) -> None:  # noqa: ANN401
    """Intervals, shares and probabilities have their place in the schema too."""
    living = quantify(board(*methods, edition=edition), draws=200)

    assert faults("leaderboard", board_json(living)) == []
    assert faults("methods", methods_json(library(*methods))) == []


def test_empty_boards_keep_to_the_schema() -> None:
    """Without methods and without studies the files still have their form."""
    found = head_to_head_files(head_to_head(library(), ()))

    assert faults("leaderboard", board_json(board())) == []
    assert faults("head-to-head", found["data/head-to-head.json"]) == []
    assert found["data/head-to-head.csv"].decode().strip().split(",") == [
        field.name for field in named("head-to-head").columns
    ]


@pytest.mark.parametrize("path", sorted(SCHEMAS))
def test_schemas_are_schemas(path: str) -> None:
    """Each schema is JSON Schema 2020-12, names its address, and is the one that the site carries."""
    schema = json.loads(SCHEMAS[path])

    Draft202012Validator.check_schema(schema)
    assert schema.pop("$id") == f"https://example.org/{path}"
    assert json.loads(real_data()[path]) == schema


def test_the_command_prints_every_schema() -> None:
    """`tedd schema NAME` prints what the site publishes, and names all there are for an unknown one."""
    assert run("schema").stdout == document(json.loads(real_data()[f"{STABLE}schema/card.json"]))
    assert run("schema", "board").stdout.encode() == real_data()[f"{STABLE}schema/board.json"]

    wrong = run("schema", "boards")

    assert wrong.exit_code == 2
    assert "board" in wrong.stderr


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_field_is_explained(file: File) -> None:
    """Every key and column has a meaning, and every number a unit; no object takes keys that are not told."""
    found = [
        *file.columns,
        *(field for group in (groups(file.schema) if file.schema else ()) for field in group.fields),
    ]

    assert found
    assert [field.name for field in found if not field.meaning.endswith((".", "..."))] == []
    assert [
        one.name
        for one in found
        if one.kind in {"number", "integer"} and one.name != "schema" and not one.unit
    ] == []
    for node in objects(file.schema or {}):
        assert node["additionalProperties"] is False


def objects(node: object) -> Iterator[Json]:
    """Yield every record of a schema."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict) and node.get("type") == "object":
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from objects(part)


def test_an_undocumented_key_fails() -> None:
    """A key that no schema knows, one that is missing, or a value of another type is found at any depth."""
    places: list[tuple[str, str, Callable[[Any], Json]]] = [
        ("leaderboard", "surprise", lambda found: found),
        ("leaderboard", "surprise", lambda found: found["methods"][0]["pir"]),
        ("leaderboard", "surprise", lambda found: found["constants"]["uncertainty"]["neighbours"][0]),
        ("evidence", "surprise", lambda found: found["rows"][0]),
        ("methods", "surprise", lambda found: found["methods"][0]["taxonomy"]),
        (
            "head-to-head",
            "surprise",
            lambda found: found["scopes"]["general"]["consensus"][0]["estimates"][0],
        ),
        (
            "bridges",
            "surprise",
            lambda found: found["settings"]["same-model-benchmark"]["families"]["graded"],
        ),
    ]
    for name, key, place in places:
        for change in ("add", "drop", "spoil"):
            found = data(f"{STABLE}{name}.json")
            record = place(found)
            first = next(iter(record))
            if change == "drop":
                del record[first]
            else:
                record[key if change == "add" else first] = {"no": "such"}
            assert next(validator(name).iter_errors(found), None), (name, change)


def test_old_addresses_hold_the_same_bytes() -> None:
    """What stood under /data/ before v1 stands there still, equal to its twin byte for byte."""
    twins = [
        path
        for path in real_data()
        if path.startswith(STABLE) and OTHER + path.removeprefix(STABLE) in real_data()
    ]

    assert len(twins) == 10
    assert all(real_data()[path] == real_data()[OTHER + path.removeprefix(STABLE)] for path in twins)


def test_references_parse() -> None:
    """Two readers find every method in the BibTeX file, under its slug and with its whole title."""
    text = real_data()[STABLE + REFERENCES].decode()
    slugs = {method.slug for method in real().methods}
    second = read(text)

    assert set(parse_string(text, "bibtex").entries) == slugs
    assert [entry.key for entry in second.entries] == sorted(slugs)
    assert second.failed_blocks == []
    for entry in second.entries:
        assert {"title", "author", "year", "url"} <= entry.fields_dict.keys()


def test_facts_are_those_of_the_cards() -> None:
    """The methods' file holds every value of every card but its evidence, defaults included."""
    methods = data(f"{STABLE}methods.json")["methods"]
    found = {one["slug"]: one for one in methods}

    assert list(found) == sorted(found)
    for method in real().methods:
        facts = method.card.model_dump(mode="json", exclude={"evidence"})
        assert found[method.slug] == {"slug": method.slug, **facts, "description": method.description}


def test_head_to_head_of_a_torn_network_keeps_to_the_schema() -> None:
    """Where groups have no random selection, or a family has no results, the form stays."""
    studies = load_studies(real(), FOLDER)
    for file in studies[:4]:
        text = head_to_head_files(head_to_head(real(), (file,)))["data/head-to-head.json"]
        assert faults("head-to-head", text) == []
