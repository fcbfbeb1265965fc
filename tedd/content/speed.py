"""What a build costs: the reference run of the benchmark, beside what was aimed at.

The run enters, the context of a page leaves. No card changes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tedd.cost_figures import cost_text
from tedd.reference_run import reference_run

if TYPE_CHECKING:
    from tedd.content.boards import Boards, Contexts
    from tedd.surface.benchmark import Measure


class Result(NamedTuple):
    """A result with what was aimed at."""

    measure: Measure

    @property
    def reached(self) -> bool | None:
        """Whether it is at most what was aimed at; None where nothing was."""
        goal = self.measure.goal
        return None if goal is None else self.measure.value <= goal


def speed(_boards: Boards) -> Contexts:
    """Return the context of the page."""
    run = reference_run()
    results = [Result(one) for one in run.measures]
    context = {
        "run": run,
        "aimed": [one for one in results if one.reached is not None],
        "others": [one for one in results if one.reached is None],
        "reached": sum(one.reached is True for one in results),
        "least": run.sizes[0].cards,
        "most": run.sizes[-1].cards,
        "words": cost_text(run),
    }
    return {("contribute/speed.md", "speed"): context}
