"""Effects: who moves on the boards, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tedd.board import build_board
from tedd.impact import EDITIONS, NAMES, OWN, PASSED, effects, effects_on
from tedd.uncertainty import quantify
from tests.boards import ANCHORS, card, library, survey, wins

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


def test_boards_that_stand_are_used() -> None:
    """Effects on boards that are made already are those between two states of the cards."""
    new = library(*OLD.methods[:-1])
    boards = [quantify(build_board(new, edition), shares=False) for edition in EDITIONS]

    assert effects_on(boards, OLD, ()) == effects(OLD, new, ())
