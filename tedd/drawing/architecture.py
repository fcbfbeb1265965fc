"""The picture of how TEDD works: cards become records, numbers, boards, outputs and pages.

A size enters, a drawn `Sheet` leaves; nothing in it depends on a board.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.drawing.flow import Node, draw_flow

if TYPE_CHECKING:
    from tedd.drawing.frame import Size
    from tedd.drawing.svg import Sheet

WAYS = (
    ("cards", "records"),
    ("records", "numbers"),
    ("records", "votes"),
    ("numbers", "boards"),
    ("votes", "consensus"),
    ("boards", "outputs"),
    ("consensus", "outputs"),
    ("outputs", "pages"),
)
NODES = {
    "cards": Node(0, 0, "Cards", "one file a method, and studies"),
    "records": Node(1, 0, "Records", "checked, typed, frozen"),
    "numbers": Node(2, 1, "Numbers", "PIR, SDF, offsets, penalties"),
    "votes": Node(2, -1, "Votes", "of each study on its methods"),
    "boards": Node(3, 1, "Boards", "ranks, and ranges from draws"),
    "consensus": Node(3, -1, "Consensus", "head to head, with intervals"),
    "outputs": Node(4, 0, "Outputs", "paths with their bytes"),
    "pages": Node(5, 0, "Pages", "a site, by any builder"),
}


def draw_architecture(size: Size, name: str) -> Sheet:
    """Return the drawn picture; `name` begins every id in it."""
    return draw_flow(NODES, WAYS, size, name)
