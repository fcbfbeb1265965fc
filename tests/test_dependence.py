"""Whose arrival or removal moves whom, on the real board."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from tedd.dependence import Lean, leaning
from tests.simulated import board, counted_rows, entry, library, newcomer, win_row, with_methods

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.cards import Method

SLUGS = sorted(library().by_slug)
OWN = ("direct", "survey")


@lru_cache
def leans() -> tuple[Lean, ...]:
    """Return who leans on whom on the real board: as many boards as there are cards to take away."""
    return leaning(board()) or ()


@lru_cache
def without(slug: str) -> Board:
    """Return the living board of all other cards."""
    return with_methods(without=(slug,))


def points(found: Board, *, own: bool) -> dict[str, tuple[object, ...]]:
    """Return PIR, fraction and distances of the values that rest on their own card, or of all others."""
    kept: dict[str, tuple[object, ...]] = {}
    for one in found.entries:
        if (one.pir is not None and one.pir.basis in OWN) == own:
            seen = one.efficiency
            numbers = (seen.offset, seen.distance, seen.perpendicular) if seen else ()
            kept[one.slug] = (one.pir and (one.pir.basis, one.pir.value, one.pir.sdf), numbers)
    return kept


def changed(before: Board, after: Board) -> set[str]:
    """Return the methods of both boards whose values differ."""
    one, other = ({**points(found, own=True), **points(found, own=False)} for found in (before, after))
    return {slug for slug in one.keys() & other.keys() if one[slug] != other[slug]}


@pytest.mark.parametrize("gone", SLUGS)
def test_no_card_moves_a_value_of_its_own(gone: str) -> None:
    """Removing any card leaves PIR, offset and distance of all direct and surveyed methods as they were."""
    before = {slug: found for slug, found in points(board(), own=True).items() if slug != gone}

    assert points(without(gone), own=True) == before


@pytest.mark.parametrize("gone", SLUGS)
def test_the_table_names_everybody_who_moves(gone: str) -> None:
    """Whoever changes when a card is gone stands in the table beside that card, and nobody else."""
    told = {lean.method for lean in leans() if lean.card == gone}

    assert told == changed(board(), without(gone))


def test_the_table_tells_what_would_be_left() -> None:
    """PIR and place with the card and without it are those of the two boards."""
    for lean in leans():
        here, there = entry(board(), lean.method), entry(without(lean.card), lean.method)

        assert lean.before == (here.pir.value if here.pir else None)
        assert lean.after == (there.pir.value if there.pir else None)
        assert lean.place_before == (here.efficiency.would_rank if here.efficiency else None)


def arrivals() -> dict[str, Method]:
    """Return new cards: a direct one, one that would anchor a bridge, one that borrows a tie rate."""
    survey = library().by_slug["superfiltering"].card.survey
    assert survey
    anchor = newcomer("anchor", ())
    block = survey.model_copy(update={"pir": 1.6, "sdf": 0.1, "ratios": {"same-model-benchmark": 1.02}})
    return {
        "direct": newcomer("newcomer", counted_rows([(50, 10, 20), (90, 40, 50)])),
        "anchor": type(anchor)(
            "newcomer", anchor.card.model_copy(update={"survey": block}), "", "methods/newcomer.md"
        ),
        "borrows": newcomer("newcomer", (win_row("wizardlm", {"winning_score": 1.15}),)),
    }


@pytest.mark.parametrize("kind", ["direct", "anchor", "borrows"])
def test_no_arrival_moves_a_value_of_its_own(kind: str) -> None:
    """A new card leaves direct and surveyed values as they were; whom else it moves is told by name."""
    after = with_methods(arrivals()[kind])
    own = points(after, own=True)
    told = {lean.method for lean in leaning(after) or () if lean.card == "newcomer"}

    assert {slug: own[slug] for slug in points(board(), own=True)} == points(board(), own=True)
    assert told == changed(after, board())
    assert bool(told) == (kind == "anchor")


def test_borrowed_ties_are_leant_upon() -> None:
    """A winning score leans on the cards that print ties under its judge."""
    leans = leaning(with_methods(arrivals()["borrows"])) or ()

    assert {lean.card for lean in leans if lean.method == "newcomer"} >= {"ifd", "alpagasus"}
    assert {lean.role for lean in leans if lean.card == "ifd"} == {"ties"}


def test_with_very_many_cards_nothing_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boards without each card grow with the square of the cards: beyond a bound there are none."""
    monkeypatch.setattr("tedd.dependence.MOST", 1)

    assert leaning(board()) is None
