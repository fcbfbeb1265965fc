"""The what-if engine of the browser, asked from Python: cases in, its answers out.

Everything runs in a few batches: Python makes cases and answers, one script in the page answers them all.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from tedd.exports import board_data

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tedd.board import Board
    from tedd.feasibility import Edition

Json = dict[str, Any]
BOARDS = 200
EDITIONS: tuple[Edition, ...] = ("living", "survey")


def ask(page: Page, script: str, argument: object) -> Any:  # noqa: ANN401 - whatever the script returns
    """Return what a function of the page gives; JSON text passes to a browser a hundred times faster."""
    work = f"text => JSON.stringify(({script})(JSON.parse(text)))"
    return json.loads(page.evaluate(work, json.dumps(argument)))


def near(found: float | None, value: float | None) -> bool:
    """Whether two values agree within 1e-9 of their size, or are both absent."""
    if found is None or value is None:
        return found is value
    return math.isclose(found, value, rel_tol=1e-9, abs_tol=1e-9)


def data(of: Board) -> Json:
    """Return a board as a browser reads it from leaderboard.json."""
    parsed: Json = json.loads(json.dumps(board_data(of)))
    return parsed
