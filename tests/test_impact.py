"""Effects: who moves on the boards, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tedd.board import build_board
from tedd.impact import (
    BRIDGED,
    DRAWN,
    EDITIONS,
    NAMES,
    OWN,
    PASSED,
    Standing,
    effects,
    effects_on,
    moves,
    shifts,
)
from tedd.published import Published
from tedd.uncertainty import quantify
from tests.boards import ANCHORS, card, library, survey, wins
from tests.networks import FILES, LIBRARY

if TYPE_CHECKING:
    from tedd.cards import Library
    from tedd.vocabulary import Dataset

OLD = library(*ANCHORS, card("one", survey=survey(1.5, 0.1)), card("two", survey=survey(1.3, 0.1)))


def test_nothing_moves_without_a_change() -> None:
    """The same cards give the same boards."""
    assert effects(OLD, OLD, ()) == ()


def test_a_new_first_moves_the_others() -> None:
    """A method that enters above others moves them, and their own values stay; each is told why."""
    new = library(*OLD.methods, card("best", evidence=wins(3.0)))
    found = {(one.edition, one.slug): one for one in effects(OLD, new, {"best"})}
    best, one = found["living", "best"], found["living", "one"]

    assert best.old is None
    assert best.new
    assert (best.new.rank, best.reason) == (1, OWN)
    assert one.old
    assert one.new
    assert (one.old.rank, one.new.rank, one.old.pir) == (1, 2, one.new.pir)
    assert one.reason == PASSED
    # the survey never saw it: its card is listed there, and moves nobody's efficiency rank
    assert all(
        e.new is None or e.old is None or e.new.rank == e.old.rank
        for k, e in found.items()
        if k[0] == "survey"
    )


def test_a_method_that_leaves_is_told() -> None:
    """A card that is gone is gone from the board."""
    new = library(*(method for method in OLD.methods if method.slug != "one"))

    assert next(e for e in effects(OLD, new, {"one"}) if e.slug == "one").new is None


def test_a_vocabulary_moves_boards_without_any_card() -> None:
    """Who moves because a pool was counted again is told so, whatever no card says."""
    old = library(*ANCHORS, card("one", evidence=wins(2.0, sdf=None, selected_size=1000)))
    sized = {**old.vocabulary.datasets, "alpaca": replaced(old, size=50_000)}
    new = replace(old, vocabulary=old.vocabulary.model_copy(update={"datasets": sized}))
    one = next(one for one in effects(old, new, ()) if one.slug == "one")

    assert one.old
    assert one.new
    assert (one.old.sdf, one.new.sdf) == (1000 / 52002, 1000 / 50_000)
    assert one.reason == NAMES


def replaced(made: Library, *, size: int) -> Dataset:
    """Return the pool of Alpaca with another size."""
    return made.vocabulary.datasets["alpaca"].model_copy(update={"size": size})


AT = Standing(1.5, "bridged", 0.1, 0.2, None, None, None, 2, 3)


@pytest.mark.parametrize(
    ("moved", "changed", "reason"),
    [
        (AT._replace(pir=1.6), {"one", "other"}, OWN),
        (AT._replace(pir=1.6), {"other"}, BRIDGED),
        (AT._replace(pir=1.6, basis="direct"), {"other"}, BRIDGED),
        (AT._replace(pir=1.6), {"vocabulary.yaml"}, NAMES),
        (AT._replace(would_rank=3), {"other"}, PASSED),
        (AT._replace(feasibility_rank=4), {"other"}, PASSED),
        (AT._replace(offset=0.3), {"other"}, DRAWN),
    ],
)
def test_the_nearest_cause_is_told(moved: Standing, changed: set[str], reason: str) -> None:
    """Its own card comes first, then what its value is made from, then who passed it, then the draws."""
    (found,) = moves("living", {"one": AT}, {"one": moved}, changed)

    assert found.reason == reason


def test_a_value_from_published_results_moves_by_names_alone() -> None:
    """Where no bridge has a say, no other card moves a value: the vocabulary did, or the engine."""
    direct = AT._replace(basis="direct")
    (found,) = moves("living", {"one": direct}, {"one": direct._replace(sdf=0.2)}, {"other"})

    assert found.reason == NAMES


def test_boards_that_stand_are_used() -> None:
    """Effects on boards that are made already are those between two states of the cards."""
    new = library(*OLD.methods[:-1])
    boards = [quantify(build_board(new, edition), shares=False) for edition in EDITIONS]

    assert effects_on(boards, OLD, ()) == effects(OLD, new, ())


def test_a_new_study_moves_head_to_head() -> None:
    """Methods of a study that came are told, the largest gain first; with the same studies nothing moves."""
    now, before = Published(LIBRARY, FILES), Published(LIBRARY, FILES[1:])
    found = shifts(before, now)
    ran = {row.method for arm in FILES[0].study.arms for row in arm.rows}
    gains = [one.new.ratio for one in found if one.new and one.scope == "general"]

    assert shifts(now, now) == ()
    assert ran & {one.slug for one in found}
    assert all(one.old != one.new for one in found)
    assert gains == sorted(gains, reverse=True)


def test_a_gain_that_moved_is_told_without_a_rank() -> None:
    """A score that changed a little moves gains where no rank moves; another order of studies moves none."""
    file = FILES[0]
    arm = file.study.arms[0]
    last = arm.rows[-1]
    scores = {key: score * 1.0001 for key, score in last.scores.items()}
    rows = (*arm.rows[:-1], last.model_copy(update={"scores": scores}))
    arms = (arm.model_copy(update={"rows": rows}), *file.study.arms[1:])
    changed = replace(file, study=file.study.model_copy(update={"arms": arms}))
    now = Published(LIBRARY, FILES)

    found = shifts(now, Published(LIBRARY, (changed, *FILES[1:])))
    assert any(one.old and one.new and one.old[1:] == one.new[1:] for one in found)
    assert shifts(now, Published(LIBRARY, FILES[::-1])) == ()
