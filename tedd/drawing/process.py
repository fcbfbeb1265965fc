"""The picture of what data selection is (the survey's Figure 1): two ways from one data set to a model.

A size enters, a drawn `Sheet` leaves; nothing in it depends on a board.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.drawing.flow import ACROSS, Node, draw_flow

if TYPE_CHECKING:
    from tedd.drawing.frame import Size
    from tedd.drawing.svg import Sheet

DOWN = 4
CHOSEN = frozenset({3, 9, 12, 22, 28})
"""Which of the small squares are selected; any would do."""
WAYS = (
    ("data", "selector"),
    ("selector", "subset"),
    ("subset", "sem"),
    ("data", "blm"),
    ("sem", "test"),
    ("blm", "test"),
)
NODES = {
    "data": Node(0, 0, "Candidate data", "instructions with responses", ACROSS * DOWN, CHOSEN),
    "selector": Node(1, -1, "Selector", "extracts features, applies a criterion", chosen=True),
    "subset": Node(
        *(2, -1, "Selected subset", "SDF: its share of the candidate data", len(CHOSEN)),
        gold=frozenset(range(len(CHOSEN))),
        chosen=True,
    ),
    "sem": Node(3, -1, "SEM", "selective-enhanced model, tuned on the subset", chosen=True),
    "blm": Node(3, 1, "BLM", "baseline model, tuned on everything"),
    "test": Node(4, 0, "Same test", "PIR: the SEM's result over the BLM's"),
}


def draw_process(size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    return draw_flow(NODES, WAYS, size, name)
