"""Boards of made-up methods for property tests: every form of evidence, extreme numbers included."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st

from tests.boards import SOURCE, VOCABULARY, Data, bench, card, counts, row, selector, steps, survey, wins

if TYPE_CHECKING:
    from tedd.cards import Method

EXAMPLES = settings(max_examples=60, deadline=None, database=None, derandomize=True)
"""The same boards on every run, so that a failure is never a matter of luck."""

FLAGS = ("open_source", "model_free", "dataset_free", "proprietary_free")
FRACTIONS = (1e-9, 0.05, 0.1, 0.1, 0.5, 1.0)
COMPARISONS = (
    *[("full-data", "same-model-win-rate")] * 3,
    *[("full-data", "same-model-benchmark")] * 3,
    ("other-model", "other-model-win-rate"),
    ("other-model", "other-model-benchmark"),
    ("random", "head-to-head"),
    ("selector", "head-to-head"),
)


class Chance(random.Random):
    """Draws the parts of cards; `seed` makes it repeatable."""

    def measure(self) -> Data:
        """Draw a number in one of its four forms."""
        extremes = (1e-300, 1.0, 50.0, 1e9)
        score = self.choice((0.0, *extremes, self.uniform(0, 100)))
        against = self.choice((*extremes, self.uniform(1, 100)))
        return self.choice(
            (
                self.counts(),
                {"score": score, "counterpart_score": against, "lower_is_better": self.random() < 0.3},
                {"score": score},
                {"winning_score": self.choice((0.0, 2.0, self.uniform(0.7, 1.3)))},
                {"winning_score": self.uniform(0, 2), "tie_rate": self.choice((0.0, 0.3, 0.99))},
                {"ratio": self.choice((1e-300, self.uniform(0.9, 1.1), 1000.0)), "scale": self.scale()},
            )
        )

    def counts(self) -> Data:
        """Draw counts, at times without a win or without a loss."""
        decided = self.choice(((0, 1), (1, 0), (1, 1), (1, 1)))
        won, lost = (most and self.randint(1, 300) for most in decided)
        return counts(won, self.randint(0, 300), lost)

    def scale(self) -> str:
        """Draw the scale of a bare ratio."""
        return self.choice(("wins-losses", "score", "unstated"))

    def row(self) -> Data:
        """Draw one row of any kind."""
        kind, setting = self.choice(COMPARISONS)
        test_set = self.choice(sorted(VOCABULARY.benchmarks))
        return row(
            setting=setting,
            counterpart={"kind": kind, "name": self.choice("AB")},
            dataset=self.choice(("alpaca", "alpaca", "dolly")),
            sdf=self.choice((None, *FRACTIONS)),
            backbone=self.choice(("llama-7b", "llama-7b", "llama-13b", "mistral-7b")),
            judge=self.choice((None, "gpt-4", *VOCABULARY.judges)),
            test_set=test_set,
            measure=self.measure(),
            aggregate=bool(VOCABULARY.benchmarks[test_set].parts) and self.random() < 0.7,
            checked=self.choice(("paper", "paper", "recomputed", "secondary")),
        )

    def evidence(self) -> list[Data]:
        """Draw rows, some of which are sure to set a direct PIR or to be bridged."""
        shared: Data = {"sdf": self.choice(FRACTIONS)}
        direct = wins(self.uniform(0.3, 3), **shared)
        score = row(test_set="two-sets", aggregate=True, measure={"winning_score": 1.1}, **shared)
        sure = self.choice(([], direct, [bench(self.uniform(0.9, 1.1), **shared)], [score], [*direct, score]))
        rows = [*sure, *(self.row() for _ in range(self.randint(0, 5)))]
        return self.sample(rows, len(rows))

    def survey(self) -> Data:
        """Draw what a survey may say."""
        pir, ratio = (
            self.choice((0.001, self.uniform(0.5, 2), 100.0)),
            self.choice((0.001, 0.9, 0.9, 1.1, 1.1, 1000.0)),
        )
        setting = self.choice(("same-model-benchmark", "other-model-benchmark"))
        disputed = {"selected_size": self.randint(1, 1000), "candidate_size": 1000, "source": SOURCE}
        return survey(
            self.choice((None, pir, pir)),
            self.choice((None, *FRACTIONS)),
            ratios=self.choice(({}, {setting: ratio}, {setting: ratio})),
            disputed_sdf=self.choice(([], [disputed])),
        )

    def card(self, slug: str) -> Method:
        """Draw a card."""
        fields: dict[str, Any] = {
            "name": self.choice(("Alpha", "alpha", "Beta", "Γάμμα")),
            "status": self.choice(("ranked", "ranked", "ranked", "listed")),
            "reason": "made up",
            "kind": self.choice(("method", "method", "method", "baseline")),
            "evidence": self.evidence(),
            "selector": selector(self.choice((0, 1, 100, 500)), *self.sample(FLAGS, self.randint(0, 4))),
            "algorithm": steps(*[self.randint(0, 3) for _ in range(self.randint(1, 5))]),
        }
        return card(slug, **fields, **self.choice(({}, {"survey": self.survey()})))


class Crowded(Chance):
    """Draws cards on which many rows share most circumstances, so that points, curves and spreads form."""

    def measure(self) -> Data:
        """Draw a number, at times a small count."""
        if self.random() < 0.3:
            return counts(self.choice((0, 1, 30)), 5, self.choice((3, 40)))
        return super().measure()

    def evidence(self) -> list[Data]:
        """Draw rows that part from one another in a few circumstances alone."""
        base, found = self.row(), super().evidence()
        for _ in range(self.randint(3, 14)):
            other = self.row()
            if other["counterpart"] == base["counterpart"] and other["setting"] == base["setting"]:
                parts = self.sample(("sdf", "backbone", "judge", "measure"), 3)
                other = base | {key: other[key] for key in parts if key in other}
            found.append(other)
        return found


def made(number: int, seed: int) -> list[Method]:
    """Return so many methods; drawing through a seed is ten times faster than through hypothesis."""
    chance = Chance(seed)
    return [chance.card(f"m{n}") for n in range(number)]


METHODS = st.builds(made, st.integers(1, 6), st.integers(0, 2**32))
