"""What a board is made of, frozen and read back: nothing is lost, and not a bit of the board changes."""

from __future__ import annotations

import json
import random

import pytest

from tedd.board import build_board
from tedd.discrepancies import load_discrepancies
from tedd.exports import board_json, evidence_csv
from tedd.head_to_head import head_to_head
from tedd.head_to_head_files import as_json
from tedd.snapshots.inputs import (
    CARDS,
    SCHEMA,
    STUDIES,
    Inputs,
    canonical,
    frozen,
    of_edition,
    parsed,
    thawed,
)
from tedd.snapshots.outputs import contents
from tedd.snapshots.seal import SnapshotError
from tedd.snapshots.store import read
from tests.boards import METHODS, card, library, real
from tests.frozen import DAY, FIXTURES, tiny
from tests.generated import EXAMPLES, made
from tests.networks import FILES

REAL = Inputs(real(), FILES, load_discrepancies(real(), METHODS))


def test_the_real_inputs_come_back() -> None:
    """Cards, studies and discrepancies are equal after being frozen and read back, and freeze the same."""
    back = thawed(frozen(REAL), SCHEMA)

    assert back == REAL
    assert frozen(back) == frozen(REAL)


def test_the_real_boards_are_the_same() -> None:
    """From frozen inputs both boards and the duels are computed to the same bytes as from the cards."""
    back = thawed(frozen(REAL), SCHEMA)

    for edition in ("living", "survey"):
        given = of_edition(back, edition).library
        assert board_json(build_board(given, edition)) == board_json(build_board(real(), edition))
        assert evidence_csv(build_board(given, edition)) == evidence_csv(build_board(real(), edition))
    assert as_json(head_to_head(back.library, back.studies)) == as_json(head_to_head(real(), FILES))


@pytest.mark.parametrize("seed", range(EXAMPLES.max_examples // 3))
def test_any_cards_come_back(seed: int) -> None:
    """Numbers of every size and texts of every kind survive."""
    given = Inputs(library(*made(4, seed)), (), {})
    back = thawed(frozen(given), SCHEMA)

    assert back.library.methods == tuple(sorted(given.library.methods, key=lambda one: one.slug))


def test_order_does_not_matter() -> None:
    """The same cards in another order freeze to the same bytes."""
    methods = list(real().methods)
    random.Random(3).shuffle(methods)  # noqa: S311 # an order, no secret
    shuffled = REAL._replace(library=library(*methods))

    assert frozen(shuffled)[CARDS] == frozen(REAL)[CARDS]


def test_canonical_json() -> None:
    """Keys are sorted, nothing is rounded or escaped, and what is no number is refused."""
    assert canonical({"b": 0.1 + 0.2, "a": "ü", "c": [1e-300, 5.0, 7, None]}) == (
        '{"a":"ü","b":0.30000000000000004,"c":[1e-300,5.0,7,null]}'
    )
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))


def test_every_value_is_written() -> None:
    """Defaults are written out: a later default cannot change what an older snapshot says."""
    first = json.loads(tiny()[CARDS])[0]["card"]

    assert set(type(card("one").card).model_fields) == set(first)
    assert first["aliases"] == []


def test_the_survey_edition_holds_what_the_survey_knew() -> None:
    """Its snapshot has the survey's methods and no studies, which came later."""
    files = contents(REAL, "survey", "2025.02", DAY, None)

    assert {one["slug"] for one in json.loads(files[CARDS])} == {
        method.slug for method in real().methods if method.card.survey
    }
    assert STUDIES not in files
    assert "head-to-head.json" not in files


@pytest.mark.parametrize(
    "change",
    [
        {CARDS: b'[{"slug": "../x", "card": {}, "description": ""}]'},
        {CARDS: b'[{"slug": "x", "card": {"colour": "red"}, "description": ""}]'},
        {CARDS: b"[7]"},
        {CARDS: b"{}x"},
        {STUDIES: b'[{"slug": "x"}]'},
        {"inputs/vocabulary.json": b"[]"},
    ],
)
def test_inputs_that_make_no_sense_are_refused(change: dict[str, bytes]) -> None:
    """Whatever the checksums say, inputs go through the schema."""
    with pytest.raises(SnapshotError, match="inputs"):
        thawed({**tiny(), **change}, SCHEMA)


def test_an_unknown_schema_is_told() -> None:
    """Who reads a newer snapshot with an older program is told so."""
    with pytest.raises(SnapshotError, match="schema 2 is newer"):
        thawed(tiny(), 2)


def test_inputs_of_schema_1_are_still_read() -> None:
    """Whatever becomes of the card's schema, what was frozen under schema 1 can be read."""
    found = read(FIXTURES, "2024.02").inputs()

    assert [method.slug for method in found.library.methods] == [
        "direct",
        "fresh",
        "high",
        "listed",
        "low",
        "told",
    ]
    told = found.library.by_slug["told"].card
    assert told.survey
    assert (told.survey.pir, told.corrections[0].reason) == (1.4, "a typing error")
    assert found.studies[0].study.arms[0].rows[1].scores == {"mmlu": 41.0}


def test_a_missing_file_is_told() -> None:
    """A snapshot without one of its files is refused by that file's name."""
    with pytest.raises(SnapshotError, match=r"cards\.json: missing"):
        parsed({}, "cards.json")
