"""Draws of the tie rates that winning scores borrow: one for each judge, shared by all methods.

A `Board` and a `Chance` enter, an array of rates for each judge leaves. A borrowed rate comes from other
studies, so its uncertainty is how studies differ (GPT-4 ties on 24% to 32% of the prompts in the first
cards), not how precisely their pooled rate is known (within a percent).
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from tedd.rows import Counts
from tedd.spread import paule_mandel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.board import Board
    from tedd.draws import Array, Chance

FEW_STUDIES = 3
"""With fewer studies than this, a judge's spread is taken from `SPREAD`."""
SPREAD = 0.3
"""Standard deviation of the log odds of a tie between studies where too few print ties: 0.27 becomes
0.21-0.33."""


def rates(board: Board, chance: Chance, spreads: Mapping[str | None, float]) -> dict[str | None, Array]:
    """Return draws of the tie rate for each judge, and under None for a judge of whom nothing is known."""
    found: dict[str | None, Array] = {}
    for judge, spread in spreads.items():
        rate = board.tie_rates.get(judge, board.tie_rates.get(None))
        if rate is not None:
            found[judge] = around(rate, spread, chance.normal("ties", judge or "all"))
    return found


def spreads(board: Board) -> dict[str | None, float]:
    """Return how far studies differ in the log odds of a tie, for each judge and under None for all."""
    counted = _by_study(board)
    return {judge: _deviation(counted[judge]) for judge in (*board.library.vocabulary.judges, None)}


def around(rate: float, deviation: float, noise: Array) -> Array:
    """Return tie rates around a pooled one, `deviation` apart in log odds per unit of noise."""
    if not 0 < rate < 1:
        return np.full_like(noise, rate)
    log_odds = math.log(rate / (1 - rate)) + deviation * noise
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _deviation(studies: Mapping[str, tuple[int, int]]) -> float:
    """Return the standard deviation of a new study's log odds around the pooled ones."""
    if len(studies) < FEW_STUDIES:
        return SPREAD
    ties = np.array([ties + 0.5 for ties, _ in studies.values()])
    rest = np.array([prompts - ties + 0.5 for ties, prompts in studies.values()])
    variances = 1 / ties + 1 / rest
    between = paule_mandel(np.log(ties / rest), variances)
    return math.sqrt(between + 1 / float((1 / (variances + between)).sum()))


def _by_study(board: Board) -> dict[str | None, dict[str, tuple[int, int]]]:
    """Return ties and prompts by judge and by study: a card's own, and each reporter's."""
    found: dict[str | None, dict[str, tuple[int, int]]] = defaultdict(dict)
    for entry in board.entries:
        for row in entry.method.card.evidence:
            measure = row.measure
            if isinstance(measure, Counts) and row.checked != "secondary":
                prompts = measure.wins + measure.ties + measure.losses
                for judge in {row.judge, None}:
                    ties, total = found[judge].get(row.reporter or entry.slug, (0, 0))
                    found[judge][row.reporter or entry.slug] = (ties + measure.ties, total + prompts)
    return found
