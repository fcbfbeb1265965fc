"""One sentence on each method: how sure its place is, and what it rests on.

A board that `tedd.uncertainty` has filled in enters, a `Verdict` for each method leaves: facts as data, and
the same facts in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tedd.separation import SURE

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.pir import Pir
    from tedd.separation import Uncertainty
    from tedd.vocabulary import Vocabulary

Side = Literal["surely above", "probably above", "undecided", "probably below", "surely below"]
PROBABLE = 0.8
"""A side is called probable from this probability, sure from `separation.SURE`."""
NOTABLE = 0.05
"""The probability of rank 1 is told from here."""


@dataclass(frozen=True)
class Verdict:
    """How sure a method's place is."""

    slug: str
    side: Side
    """Its offset's side of the baseline."""
    above: float
    """Probability of lying above the baseline."""
    first: float | None
    """Probability of rank 1; None for a method that holds no rank."""
    ranks: tuple[int, int] | None
    """5th and 95th percentile of the rank; for a provisional method, of the rank that it would take."""
    provisional: bool
    rests_on: str
    """What its PIR rests on, in words."""

    @property
    def text(self) -> str:
        """The verdict in words."""
        side = "on either side of" if self.side == "undecided" else self.side
        place = "holds no rank"
        if self.ranks is not None:
            best, worst = self.ranks
            between = str(best) if best == worst else f"{best} to {worst}"
            place = f"would rank {between}" if self.provisional else f"rank {between}"
        if self.first is not None and self.first >= NOTABLE:
            place += f", first in {self.first:.0%} of the draws"
        return f"{side} the baseline; {place}; rests on {self.rests_on}"


def verdicts(board: Board) -> tuple[Verdict, ...]:
    """Return the verdicts of all methods with a PIR, in the board's order; none before draws were made."""
    found = board.uncertainty
    if found is None:
        return ()
    return tuple(
        _verdict(entry, entry.pir, found, board.library.vocabulary) for entry in board.entries if entry.pir
    )


def _verdict(entry: Entry, pir: Pir, found: Uncertainty, vocabulary: Vocabulary) -> Verdict:
    above, ranks = found.above_baseline[entry.slug], None
    efficiency = entry.efficiency
    if efficiency and efficiency.rank_best is not None and efficiency.rank_worst is not None:
        ranks = (efficiency.rank_best, efficiency.rank_worst)
    first = found.first.get(entry.slug)
    rests_on = _rests_on(pir, vocabulary)
    return Verdict(entry.slug, side(above), above, first, ranks, entry.provisional, rests_on)


def side(above: float) -> Side:
    """Return the side of the baseline in words."""
    if max(above, 1 - above) < PROBABLE:
        return "undecided"
    if above > 1 / 2:
        return "surely above" if above >= SURE else "probably above"
    return "surely below" if 1 - above >= SURE else "probably below"


def _rests_on(pir: Pir, vocabulary: Vocabulary) -> str:
    if pir.point is None:
        making = {"bridged": ", made through a bridge", "direct": ", made from a win rate"}
        return "the survey’s word" + making.get(pir.made_from or "", ", of unknown making")
    studies = len({item.row.reporter for item in pir.point.rows})
    parts = [_some(studies, "study", "studies"), _some(len(pir.point.test_sets), "test set", "test sets")]
    if pir.point.condition.judge:
        judge = vocabulary.judges[pir.point.condition.judge]
        parts.append("judged in part by a model" if judge.kind == "mixed" else f"{judge.name} judge")
    if pir.bridge:
        parts.append(f"carried over a bridge of {_some(len(pir.bridge.anchors), 'anchor', 'anchors')}")
    return ", ".join(parts)


def _some(number: int, one: str, many: str) -> str:
    return f"one {one}" if number == 1 else f"{number} {many}"
