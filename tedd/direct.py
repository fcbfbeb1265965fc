"""Operating points that are wins over losses against full data: which may set a PIR, and their pooled ratio.

An `OperatingPoint` enters, a yes or no or a number leaves. The same rule as `pir.living_pir`'s first one, for
points that were not chosen there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.pir import MIN_PROMPTS, MIN_TEST_SETS
from tedd.rows import WIN_RATE, Counts

if TYPE_CHECKING:
    from tedd.evidence import OperatingPoint
    from tedd.vocabulary import Vocabulary


def is_win_rate(point: OperatingPoint, vocabulary: Vocabulary) -> bool:
    """Whether an LLM judged the tuned model against the same model on all data."""
    judge = point.condition.judge
    by_llm = judge is not None and vocabulary.judges[judge].kind == "llm"
    return point.condition.setting == WIN_RATE and by_llm


def is_direct(point: OperatingPoint, vocabulary: Vocabulary) -> bool:
    """Whether a point may set a PIR by itself: an LLM judge's wins over losses, on enough prompts."""
    return is_win_rate(point, vocabulary) and point.counted and _enough(point)


def is_converted(point: OperatingPoint, vocabulary: Vocabulary) -> bool:
    """Whether a point would set a PIR but for its tie rate, which is borrowed from other results."""
    return is_win_rate(point, vocabulary) and point.borrowed and _enough(point)


def _enough(point: OperatingPoint) -> bool:
    return len(point.test_sets) >= MIN_TEST_SETS or point.prompts >= MIN_PROMPTS


def pooled(point: OperatingPoint) -> float | None:
    """Return all wins over all losses, which averages no ratios; None unless every row prints its counts."""
    counts = [item.row.measure for item in point.rows if isinstance(item.row.measure, Counts)]
    wins, losses = sum(measure.wins for measure in counts), sum(measure.losses for measure in counts)
    return wins / losses if losses and len(counts) == len(point.rows) else None
