"""Makes valid cards with made-up numbers, for benchmarks: `python scripts/synthetic.py OUT 1000`.

The real vocabulary and a seed enter; a folder of cards leaves, each with the shape and size of a typical real
one. Nothing made here is ever published.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

METHODS = Path(__file__).resolve().parent.parent / "methods"
TEST_SETS = {"vicuna": 80, "koala": 180, "wizardlm": 218, "self-instruct": 252, "lima": 300}
BENCHMARKS = ("mmlu", "arc", "hellaswag", "truthfulqa")
FLAGS = ("open_source", "model_free", "dataset_free", "proprietary_free")
SOURCE = {"arxiv": "2612.14115", "where": "made up for a benchmark"}
TAXONOMIES = (
    {"features": "raw-text", "criteria": "internal", "signal": "perplexity"},
    {"features": "model-oriented", "criteria": "sample-influence", "signal": "gradient-similarity"},
    {"features": "human-designed", "criteria": "external-preference", "signal": "community-llm-score"},
)


def card(number: int, chance: random.Random) -> dict[str, Any]:
    """Return the front matter of one made-up method: nine results at each of two fractions."""
    sizes = sorted(chance.sample(range(500, 12000), 2))
    evidence = [row for size in sizes for row in (*_wins(size, chance), *_scores(size, chance))]
    year, month = chance.randint(23, 26), chance.randint(1, 12)
    uses = [chance.randint(0, 2) for _ in range(chance.randint(2, 5))]
    return {
        "name": f"Method {number:04d}",
        "title": f"A made-up method number {number}",
        "authors": ["A. Author", "B. Author"],
        "first_appeared": f"20{year}-{month:02d}",
        "arxiv": f"{year}{month:02d}.{number:05d}",
        "status": "ranked",
        "taxonomy": chance.choice(TAXONOMIES),
        "algorithm": {"steps": [{"do": f"Step {n}", "llm_uses": use} for n, use in enumerate(uses, 1)]},
        "selector": {
            "trained_models": chance.choice((0, 0, 1, 2, 30, 129)),
            **{flag: chance.choice((True, False)) for flag in FLAGS},
            "note": "Facts drawn by chance.",
        },
        "evidence": evidence,
    }


def _row(
    size: int, setting: str, test_set: str, measure: dict[str, Any], judge: str | None
) -> dict[str, Any]:
    return {
        "setting": setting,
        "counterpart": {"kind": "full-data", "name": "Alpaca-7B"},
        "dataset": "alpaca",
        "selected_size": size,
        "backbone": "llama-7b",
        "judge": judge,
        "test_set": test_set,
        "measure": measure,
        "reported_by": "authors",
        "source": dict(SOURCE),
        "checked": "paper",
    }


def _wins(size: int, chance: random.Random) -> list[dict[str, Any]]:
    rows = []
    for test_set, prompts in TEST_SETS.items():
        ties, better = int(0.27 * prompts), chance.uniform(0.4, 0.7)
        wins = int((prompts - ties) * better)
        counts = {"wins": wins, "ties": ties, "losses": prompts - ties - wins}
        rows.append(_row(size, "same-model-win-rate", test_set, counts, "gpt-4"))
    return rows


def _scores(size: int, chance: random.Random) -> list[dict[str, Any]]:
    rows = []
    for test_set in BENCHMARKS:
        counterpart = round(chance.uniform(35, 60), 2)
        score = round(counterpart * chance.uniform(0.9, 1.1), 2)
        measure = {"score": score, "counterpart_score": counterpart}
        rows.append(_row(size, "same-model-benchmark", test_set, measure, None))
    return rows


def write_cards(folder: Path, count: int, seed: int = 0) -> None:
    """Write the real vocabulary and `count` made-up cards into a folder."""
    chance = random.Random(seed)  # noqa: S311 - numbers for a benchmark, not for secrets
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(METHODS / "vocabulary.yaml", folder)
    for number in range(count):
        front = yaml.dump(card(number, chance), Dumper=_Dumper, sort_keys=False)
        text = (
            f"---\n{front}---\nA made-up method. It stands for a paragraph of prose about its cost and use.\n"
        )
        (folder / f"method-{number:04d}.md").write_text(text)


class _Dumper(yaml.CSafeDumper):
    """Writes out what YAML would shorten to an alias, which cards must not have."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


if __name__ == "__main__":
    write_cards(Path(sys.argv[1]), int(sys.argv[2]))
