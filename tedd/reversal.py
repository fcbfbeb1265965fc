"""The worked example against comparing offsets at different fractions (survey, appendix A.3).

Nothing enters; two made-up methods leave, the better of which has the smaller offset.
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Example(NamedTuple):
    """A made-up method, measured at one fraction."""

    a: float
    s: float
    offset: float


class Reversal(NamedTuple):
    """Two curves f(s) = a ln(1 + rate s): the better one has the smaller offset."""

    rate: float
    baseline: float
    better: Example
    worse: Example

    def lead(self, a: float, s: float) -> float:
        """Return how far a curve lies above the baseline at a fraction."""
        return (a - self.baseline) * math.log1p(self.rate * s)


def reversal(rate: float = 20, baseline: float = 1) -> Reversal:
    """Return the worked example that offsets at different fractions can reverse the order of methods."""

    def curve(a: float, s: float) -> Example:
        return Example(a, s, (a - baseline) * math.log1p(rate * s))

    return Reversal(rate, baseline, curve(1.2, 0.02), curve(1.1, 0.2))
