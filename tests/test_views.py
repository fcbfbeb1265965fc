"""Views: trade-offs, choices and where editions part."""

from __future__ import annotations

from tedd import views
from tedd.finder import NEEDS
from tests.boards import real_board


def test_nobody_beats_the_best_of_both_boards() -> None:
    """The methods shown as best on both boards are those that no other one equals or beats on both."""
    ranks = {
        entry.slug: (entry.efficiency.rank, entry.feasibility.rank)
        for entry in real_board().entries
        if entry.efficiency and entry.efficiency.rank and entry.feasibility.rank
    }
    unbeaten = {
        one
        for one, mine in ranks.items()
        if not any(a <= mine[0] and b <= mine[1] and (a, b) != mine for a, b in ranks.values())
    }
    found = views.trade_off(real_board())

    assert {entry.slug for entry in found.best} == unbeaten
    assert {item.entry.slug for item in found.beaten} == set(ranks) - unbeaten
    assert all(item.by for item in found.beaten)


def test_a_difference_between_editions_has_its_reason() -> None:
    """Wherever the editions part, the survey edition's page says why."""
    for item in views.editions(real_board(), real_board("survey")):
        assert not item.moved or item.reasons


def test_choices_meet_their_need() -> None:
    """A method that is offered for a need meets it, and the most efficient one comes first."""
    needs = {need.words: need for need in NEEDS}
    for choice in views.choices(real_board()):
        places = [entry.efficiency.rank for entry in choice.best if entry.efficiency]
        asked = [needs[choice.need]] if choice.need in needs else NEEDS

        assert not any(need.against(entry) for need in asked for entry in choice.best)
        assert places == sorted(places)  # type: ignore[type-var] # ranked, so never None
