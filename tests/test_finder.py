"""The finder: whoever misses a need is out with a reason, whoever misses none fits, best first."""

from __future__ import annotations

from functools import cache
from itertools import combinations

from tedd.finder import FRACTIONS, NEEDS, Finder, answer, finder
from tests.boards import board, card, real_board, row, selector, wins


@cache
def real() -> Finder:
    """Return the finder of the real cards."""
    return finder(real_board())


def test_a_method_is_out_for_each_need_it_misses() -> None:
    """A method fits when nothing speaks against it; else every need that it misses gives one reason."""
    entries = {candidate.entry.slug: candidate.entry for candidate in real().candidates}
    for size in range(len(NEEDS) + 1):
        for needs in combinations(NEEDS, size):
            found = answer(real(), [need.key for need in needs], {})
            for slug, entry in entries.items():
                reasons = [reason for need in needs if (reason := need.against(entry))]
                assert (slug in found.fits) == (not reasons)
                assert list(found.out.get(slug, ())) == reasons


def test_nothing_asked_fits_all_methods_in_the_boards_order() -> None:
    """Without any need all methods fit, best first, and a baseline is no method to choose."""
    found = answer(real(), [], {})

    assert list(found.fits) == [e.slug for e in real_board().entries if e.method.card.kind == "method"]
    assert "random" not in found.fits


def test_every_value_to_ask_for_has_a_method() -> None:
    """A data set or backbone that no method was measured with is not offered."""
    for question in ("data", "backbone"):
        for choice in real().questions[question]:
            assert answer(real(), [], {question: choice.value}).fits


def test_a_fraction_is_met_by_what_was_measured_at_most_there() -> None:
    """The smallest measured fraction counts, and the reason names it; without any it is not known."""
    made = board(
        card("half", evidence=[*wins(sdf=0.1), *wins(sdf=0.02)]),
        card("blind", evidence=[]),
        card("large", evidence=wins(sdf=0.5)),
    )
    found = answer(finder(made), [], {"fraction": str(FRACTIONS[2])})

    assert found.fits == ("half",)
    assert found.out["blind"] == ("its fraction is not known",)
    assert found.out["large"] == ("never measured below 50%",)


def test_reasons_are_told_in_words() -> None:
    """Reasons name the number of trained models and the data set that is missing."""
    made = board(
        card("trainer", evidence=[row()], selector=selector(2, "proprietary_free"), scope="targeted"),
        card("small", evidence=[row(dataset="dolly")], selector=selector(1, trained_model_size="small")),
    )
    asked = {"data": "dolly", "backbone": "llama-7b"}
    found = answer(finder(made), [need.key for need in NEEDS], asked)

    assert found.fits == ()
    assert found.out["small"] == ("trains 1 small model",)
    assert found.out["trainer"] == (
        "trains 2 models",
        "calls a proprietary model",
        "needs examples of the target task",
        "no result on Dolly",
    )
