"""What changed between two states of the board, and why, in every form in which it is told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from tedd.board import build_board
from tedd.exports import board_data
from tedd.formats import MINUS
from tedd.impact import NAMES, OWN, PASSED
from tedd.published import Published
from tedd.snapshots.changes import PARTED, Difference, State, compare, state_now, state_of
from tedd.snapshots.store import read
from tedd.snapshots.told import as_json, as_markdown, as_text
from tests.boards import ANCHORS, card, library, survey, wins
from tests.frozen import CORRECTION, FIXTURES
from tests.test_pages import ODD

if TYPE_CHECKING:
    from tedd.feasibility import Edition

OLD, NEW = (state_of(read(FIXTURES, name)) for name in ("2024.01", "2024.02"))
FOUND = compare(OLD, NEW)
TEXT = f"""From 2024.01 (living edition) to 2024.02 (living edition): 7 changes.
Entered:
  FRESH: PIR 2.000 (direct), offset +0.502, rank 1–3, feasibility 1
Left:
  BRIDGED
Moved:
  DIRECT: PIR 1.700 (direct), offset +0.202, rank 1–3, feasibility 1 → PIR 1.667 (direct), offset +0.169, \
rank 1–4, feasibility 1 (its card changed: 1 new row of evidence)
  HIGH: PIR 1.500 (survey), offset +0.002, rank 1–4, feasibility 1 → PIR 1.500 (survey), offset +0.002, \
rank 1–5, feasibility 1 (others moved past it)
  TOLD: PIR 1.300 (survey), offset {MINUS}0.328, rank 2–4, feasibility 1 → PIR 1.400 (survey), \
offset {MINUS}0.228, rank 2–5, feasibility 1 (its card changed: 1 corrected number and survey)
  LOW: PIR 1.200 (survey), offset {MINUS}0.298, rank 2–4, feasibility 1 → PIR 1.200 (survey), \
offset {MINUS}0.298, rank 3–5, feasibility 1 (others moved past it)
Corrected:
  TOLD: pir of the survey: 1.3, now 1.4, on 2024-02-01: a typing error
"""


def state(*names: str, edition: Edition = "living", pir: float = 1.3, **changes: object) -> State:
    """Return the state of some methods, one of them with a PIR of the survey."""
    made = [*ANCHORS, card("one", survey=survey(pir, 0.1), **changes), *(card(name) for name in names)]
    given = library(*made)
    return state_now(board_data(build_board(given, edition)), edition, Published(given))


def moved(found: Difference) -> dict[str, str]:
    """Return why methods moved."""
    return {one.slug: one.reason for one in found.moved}


def test_text() -> None:
    """Who entered, left and moved, from where to where and why, and what was corrected."""
    assert as_text(FOUND) == TEXT.replace("\\\n", "")
    assert FOUND.words == "1 entered, 1 left, 4 moved, 1 corrected"


def test_nothing_changed() -> None:
    """A state does not differ from itself."""
    found = compare(OLD, OLD)

    assert (found.number, found.words) == (0, "nothing changed")
    assert as_text(found).count("\n") == 1


def test_json_holds_the_same() -> None:
    """Programs get every standing as it is, not rounded."""
    data = json.loads(as_json(FOUND))

    assert data["old"] == {"label": "2024.01", "edition": "living"}
    assert [one["slug"] for one in data["entered"] + data["left"]] == ["fresh", "bridged"]
    assert data["moved"][0]["new"]["pir"] == pytest.approx(5 / 3, abs=0.01)
    assert data["corrected"][0]["reason"] == "a typing error"
    assert data["unexplained"] == []


def test_markdown_keeps_strangers_texts_in_code() -> None:
    """Names, fields and reasons of cards cannot leave their code spans."""
    text = ODD + "\n# heading\n@everyone `x` ![z](https://example.org)"
    odd = replace(
        FOUND,
        old=replace(OLD, label=text, names={}),
        new=replace(NEW, names=dict.fromkeys(NEW.names, text)),
        corrected=(FOUND.corrected[0]._replace(field=text, reason=text),),
    )
    html = MarkdownIt().render(as_markdown(odd))

    assert "<a " not in html
    assert "<img" not in html
    assert "@everyone" not in re.sub(r"<code>[^<]*</code>", "", html)


def test_a_silent_change_is_told() -> None:
    """A number that changed without a correction is not passed over."""
    found = compare(state(), state(pir=1.4))

    assert [number.field for number in found.unexplained] == ["pir of the survey"]
    assert "1 changed without a correction" in found.words
    assert "one" in moved(found)


def test_rounding_is_no_change() -> None:
    """A standing that differs in the last bit, as on another machine, did not move."""
    old = state()
    nearly = {
        slug: at._replace(pir=at.pir * (1 + 1e-15)) if at.pir else at for slug, at in old.standings.items()
    }

    assert compare(old, replace(old, standings=nearly)).number == 0


def test_rounding_is_no_reason_either() -> None:
    """Of a method that others passed, a last bit of its PIR does not say that the engine counts otherwise."""
    old = state()
    at = old.standings["one"]
    assert at.pir
    assert at.rank
    passed = at._replace(pir=at.pir * (1 + 1e-15), rank=at.rank + 1)

    assert moved(compare(old, replace(old, standings={**old.standings, "one": passed}))) == {"one": PASSED}


def test_between_editions_the_reason_is_the_edition() -> None:
    """The same cards give another value in the other edition, and that is said; who only it has entered."""
    found = compare(state(edition="survey", evidence=wins(2.0)), state("new", evidence=wins(2.0)))

    assert moved(found).pop("one") == "the living edition takes its PIR from published results"
    assert set(moved(found).values()) - {moved(found)["one"]} == {PARTED}
    assert [one.slug for one in found.entered] == ["new"]


def test_an_engine_that_counts_otherwise_is_the_reason() -> None:
    """Where no card changed and a value did, the engine did it."""
    old = state()
    other = {slug: at._replace(pir=9.0) if slug == "one" else at for slug, at in old.standings.items()}

    assert moved(compare(replace(old, standings=other), old)) == {
        "one": "no card changed: the engine counts otherwise"
    }


def test_a_board_of_long_ago_may_lack_fields() -> None:
    """What a board's file does not hold is absent, and no error."""
    bare = {"methods": [{"slug": "one", "name": "One"}, {"slug": "two", "name": "Two", "pir": None}]}
    found = state_now(bare, "living", Published(library()))

    assert {at.rank for at in found.standings.values()} == {None}
    assert found.names == {"one": "One", "two": "Two"}


def test_a_fraction_alone_is_a_value_that_moved() -> None:
    """A fraction that moved while no card changed is the engine's doing, as a PIR is."""
    old, new = state(), state("other")
    shifted = {slug: at._replace(sdf=0.3) if slug == "one" else at for slug, at in old.standings.items()}
    before = replace(old, standings=shifted)

    assert moved(compare(before, old))["one"] == "no card changed: the engine counts otherwise"
    assert moved(compare(before, new))["one"] == NAMES


def test_who_is_new_in_both_ways_entered_by_its_card() -> None:
    """Between editions a method whose card is new entered by that, not by the edition."""
    found = compare(state(edition="survey"), state("new"))

    assert [(one.slug, one.reason) for one in found.entered] == [("new", OWN)]


def test_methods_go_by_their_newest_names() -> None:
    """A method that was renamed is told by its name of today, one that left by its last."""
    found = compare(state("gone"), state(name="Renamed"))

    assert [found.name(slug) for slug in ("one", "gone", "nobody")] == ["Renamed", "GONE", "nobody"]


def test_the_corrections_of_a_new_card_are_none_of_the_boards() -> None:
    """What a card had corrected before it came is no correction between two boards."""
    with_past = card("new", corrections=[CORRECTION])
    old, given = state(), library(*ANCHORS, card("one", survey=survey(1.3, 0.1)), with_past)
    new = state_now(board_data(build_board(given)), "living", Published(given))

    assert compare(old, new).corrected == ()
    assert [one.slug for one in compare(old, new).entered] == ["new"]


def test_numbers_without_a_correction_are_not_told_as_corrected() -> None:
    """The reason of a method that moved counts the numbers that its card explains, and no others."""
    found = compare(state(), state(pir=1.4))

    assert moved(found)["one"] == "its card changed: survey"
