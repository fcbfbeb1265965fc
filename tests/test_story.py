"""Story: penalties and evidence laid out without loss."""

from __future__ import annotations

from tedd import story
from tests.boards import real_board


def test_penalties_add_up() -> None:
    """The terms shown for a penalty sum to it, unless the ceiling applied, and then the page says so."""
    for entry in real_board().entries:
        facts = entry.feasibility.facts
        simple = sum(part.penalty for part in story.simplicity_parts(entry))

        assert simple == facts.simplicity_penalty or story.capped(entry)
        assert sum(part.penalty for part in story.flexibility_parts(entry)) == facts.flexibility_penalty


def test_evidence_groups_hold_every_row_once() -> None:
    """The groups of a method's page hold each row of its card exactly once."""
    for entry in real_board().entries:
        shown = [
            item.index
            for group in story.groups(entry, real_board().library)
            for part in group.experiments
            for item in part.items
        ]

        assert sorted(shown) == list(range(len(entry.rows)))
