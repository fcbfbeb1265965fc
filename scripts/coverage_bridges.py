"""Methods with a known truth whose PIR comes through a bridge: worlds for `scripts/coverage.py`.

Chance enters; an interval of the engine and the truth that it should hold leave. Two bridges are there: the
authors' line through two uncertain anchors, and a line from data as soon as it has enough of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tedd.bridge_draws import across, along, line
from tedd.draws import Chance
from tedd.living_bridges import ENOUGH, DataAnchor, LivingBridge, fit_line
from tedd.separation import span

ANCHOR_NOISE, RATIO_NOISE = 0.12, 0.025
"""Standard deviations of the log of an anchor's PIR and of a benchmark ratio."""
Trial = tuple[tuple[float, float], float]
"""An interval, and the true PIR."""


def through_bridge(chance: np.random.Generator, draws: int, scatter: float) -> Trial:
    """Return interval and truth of a PIR through a line that two noisy methods anchor.

    Anchors and their noise are as on the real board. In this world PIR = 1.35 + 3 (ratio - 1), with some
    scatter of methods around the line.
    """
    ratios = np.array([0.949, 1.010, chance.uniform(0.96, 1.02)])
    truths = 1.35 + 3.0 * (ratios - 1) + scatter * chance.normal(size=3)
    seen = ratios * np.exp(RATIO_NOISE * chance.normal(size=3))
    noise = [Chance(draws, int(chance.integers(2**31))) for _ in range(5)]
    pirs = truths[:2] * np.exp(ANCHOR_NOISE * chance.normal(size=2))
    printed = (pirs[1] - pirs[0]) / (seen[1] - seen[0])
    anchors = [
        pir * np.exp(ANCHOR_NOISE * one.normal("verdicts", "anchor"))
        + printed * ratio * RATIO_NOISE * other.normal("anchors", "anchor")
        for pir, ratio, one, other in zip(pirs, seen[:2], noise[:2], noise[2:4], strict=True)
    ]
    noisy = printed * seen[2] * RATIO_NOISE * noise[4].normal("making", "method")
    drawn = across(line(list(seen[:2]), anchors), seen[2], noisy)
    value = pirs[0] + printed * (seen[2] - seen[0])
    return span(drawn, value), float(truths[2])


@dataclass(frozen=True)
class Relation:
    """How benchmark ratios and PIRs go together in a world: not as the engine supposes, but for the first."""

    studies: float = 0.0
    """Spread of studies around the relation, as a standard deviation of log PIR; with heavy tails."""
    methods: float = 0.0
    """Spread of the methods of a study, which the engine's line does not know."""
    bend: float = 0.0
    """Share of the slope that is gone at a log ratio of 0.1."""


RELATIONS = {
    "studies agree": Relation(),
    "studies differ by 0.1": Relation(studies=0.1),
    "studies differ by 0.1, the line bends by half": Relation(studies=0.1, bend=0.5),
    "methods of a study scatter by 0.1, too": Relation(studies=0.1, methods=0.1),
}


def through_data(chance: np.random.Generator, draws: int, relation: Relation) -> Trial:
    """Return interval and truth of a PIR over a line from the fewest anchors that put one in force.

    They come from three studies, the method from a fourth. Slopes are from 2 to 5 at parity, as those of the
    authors' lines are; benchmark ratios reach from 0.95 to 1.11, and the method's lies among them.
    """
    slope = chance.uniform(2, 5)
    effects = relation.studies * chance.standard_t(5, 4) * math.sqrt(3 / 5)
    study = np.array([*(n % 3 for n in range(ENOUGH)), 3])
    logs = chance.uniform(-0.05, 0.1, ENOUGH + 1)
    logs[ENOUGH] = chance.uniform(logs[:ENOUGH].min(), logs[:ENOUGH].max())
    truths = slope * logs * (1 - relation.bend * np.abs(logs) / 0.1) + effects[study]
    truths += relation.methods * chance.normal(size=ENOUGH + 1)
    ratios = np.exp(logs + RATIO_NOISE / 5 * chance.normal(size=ENOUGH + 1))
    pirs = np.exp(truths[:ENOUGH] + ANCHOR_NOISE * chance.normal(size=ENOUGH))
    anchors = tuple(
        DataAnchor(str(n), str(study[n]), float(ratios[n]), float(pirs[n]), ANCHOR_NOISE**2)
        for n in range(ENOUGH)
    )
    bridge = LivingBridge("same-model-benchmark", "accuracy", anchors, fit_line(anchors))
    source, ratio = Chance(draws, int(chance.integers(2**31))), float(ratios[ENOUGH])
    noisy = ratio * np.exp(RATIO_NOISE / 5 * source.normal("making", "method"))
    value = fit_line(anchors).band(ratio)[0]
    return span(along(bridge, ratio, noisy, source, "3"), value), math.exp(truths[ENOUGH])
