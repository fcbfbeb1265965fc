"""Small made-up cards and boards for tests: valid by default, each test changes what it is about."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tedd.board import build_board
from tedd.cards import Library, Method, load
from tedd.evidence import operating_points, ratios_of, tie_rates
from tedd.schema import Card
from tedd.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.evidence import OperatingPoint, RowRatio
    from tedd.feasibility import Edition

Data = dict[str, Any]
METHODS = Path(__file__).parent.parent / "methods"
SOURCE: Data = {"arxiv": "2406.14115", "where": "Table 1"}
VOCABULARY = Vocabulary.model_validate(
    {
        "datasets": {
            "alpaca": {"name": "Alpaca", "size": 52002},
            "dolly": {"name": "Dolly", "size": 15000},
            "unsized": {"name": "A pool of unknown size"},
        },
        "models": {
            key: {"name": key}
            for key in ("llama-7b", "llama-13b", "llama-2-7b", "llama-2-13b", "mistral-7b", "vicuna-7b")
        },
        "benchmarks": {
            "vicuna": {"name": "Vicuna", "prompts": 80},
            "koala": {"name": "Koala", "prompts": 180},
            "self-instruct": {"name": "Self-Instruct", "prompts": 252},
            "two-sets": {"name": "Two sets", "parts": ["vicuna", "koala"]},
            "arc": {"name": "ARC"},
            "mmlu": {"name": "MMLU"},
            "exams": {"name": "Exams", "parts": ["arc", "mmlu"]},
            "suite": {"name": "Suite", "parts": ["exams", "self-instruct"]},
        },
        "judges": {
            "gpt-4": {"name": "GPT-4", "kind": "llm"},
            "chatgpt": {"name": "ChatGPT", "kind": "llm"},
            "claude": {"name": "Claude", "kind": "llm"},
            "human": {"name": "Annotators", "kind": "human"},
            "mixed": {"name": "Mixed", "kind": "mixed"},
        },
    }
)


def row(**changes: object) -> Data:
    """Return a row: a win rate of 1.6 against full data, GPT-4, Alpaca, LLaMA-7B, 10%, on 180 prompts."""
    default: Data = {
        "setting": "same-model-win-rate",
        "counterpart": {"kind": "full-data", "name": "Alpaca-7B"},
        "dataset": "alpaca",
        "sdf": 0.1,
        "backbone": "llama-7b",
        "judge": "gpt-4",
        "test_set": "koala",
        "measure": counts(80, 50, 50),
        "reported_by": "authors",
        "source": SOURCE,
        "checked": "paper",
    }
    return {key: value for key, value in (default | changes).items() if value is not None}


def counts(wins: int, ties: int, losses: int) -> Data:
    """Return a measure of counted prompts."""
    return {"wins": wins, "ties": ties, "losses": losses}


def wins(ratio: float = 1.6, *, losses: int = 50, **changes: object) -> list[Data]:
    """Return rows of two test sets with one ratio of wins to losses: enough for a direct PIR."""
    measure = counts(round(ratio * losses), 30, losses)
    return [row(test_set=name, measure=measure, **changes) for name in ("vicuna", "koala")]


def bench(ratio: float, test_set: str = "mmlu", **changes: object) -> Data:
    """Return a benchmark row against full data."""
    measure = {"score": 50 * ratio, "counterpart_score": 50.0}
    fields = {"setting": "same-model-benchmark", "judge": None, "test_set": test_set, "measure": measure}
    return row(**(fields | changes))


def survey(pir: float | None, sdf: float | None, **changes: object) -> Data:
    """Return a survey block."""
    return {"pir": pir, "sdf": sdf, "source": SOURCE, **changes}


def steps(*llm_uses: int) -> Data:
    """Return an algorithm with one step for each number of LLM uses."""
    return {"steps": [{"do": f"Step {n}", "llm_uses": uses} for n, uses in enumerate(llm_uses, 1)]}


def selector(trained_models: int = 0, *missing: str, **changes: object) -> Data:
    """Return a selector that has every good property but the missing ones."""
    flags = ("open_source", "model_free", "dataset_free", "proprietary_free")
    return {"trained_models": trained_models, **{flag: flag not in missing for flag in flags}, **changes}


def card(slug: str, **changes: object) -> Method:
    """Return a ranked method without evidence."""
    default: Data = {
        "name": slug.upper(),
        "title": f"A paper on {slug}",
        "authors": ["Ada Lovelace", "Alan Turing"],
        "first_appeared": "2024-01",
        "arxiv": "2401.00001",
        "status": "ranked",
        "taxonomy": {"features": "raw-text", "criteria": "internal", "signal": "perplexity"},
        "algorithm": steps(1, 0),
        "selector": selector(),
    }
    return Method(slug, Card.model_validate(default | changes), "A description.", f"methods/{slug}.md")


def library(*methods: Method) -> Library:
    """Return a library in the order given."""
    return Library(VOCABULARY, methods)


@cache
def real() -> Library:
    """Return the real cards."""
    return load(METHODS)


@cache
def real_board(edition: Edition = "living") -> Board:
    """Return the board of the real cards."""
    return build_board(real(), edition)


def board(*methods: Method, edition: Edition = "living") -> Board:
    """Return the board of some methods."""
    return build_board(library(*methods), edition)


def entry(made: Board, slug: str) -> Entry:
    """Return one method's entry of a board."""
    return next(entry for entry in made.entries if entry.slug == slug)


def only(evidence: list[Data], **changes: object) -> Entry:
    """Return the entry of a single method with some evidence."""
    return board(card("one", evidence=evidence, **changes)).entries[0]


def ratios(*rows: Data) -> tuple[RowRatio, ...]:
    """Return the ratios of a method that has these rows, alone in its library."""
    method = card("one", evidence=list(rows))
    return ratios_of(method, library(method), tie_rates([method]))


def points(*rows: Data) -> tuple[OperatingPoint, ...]:
    """Return the operating points of a method that has these rows."""
    return operating_points(ratios(*rows), VOCABULARY)


def saved(folder: Path, *methods: Method) -> Path:
    """Write methods and the vocabulary as files that the command line can read; return the folder.

    Numbers of prompts are left out: made-up counts are of no real test set.
    """
    folder.mkdir(parents=True, exist_ok=True)
    hidden = {"benchmarks": {key: {"prompts"} for key in VOCABULARY.benchmarks}}
    names = VOCABULARY.model_dump_json(exclude_none=True, exclude=hidden)
    (folder / "vocabulary.yaml").write_text(names, "utf-8")
    for method in methods:
        facts = method.card.model_dump_json(exclude_defaults=True)
        (folder / f"{method.slug}.md").write_text(f"---\n{facts}\n---\n{method.description}\n", "utf-8")
    return folder


ANCHORS = (
    card(
        "low", survey=survey(1.2, 0.1, ratios={"same-model-benchmark": 0.95, "other-model-benchmark": 0.98})
    ),
    card(
        "high", survey=survey(1.5, 0.1, ratios={"same-model-benchmark": 1.05, "other-model-benchmark": 1.02})
    ),
)
"""Two methods that anchor both bridges: PIR = 3 * ratio - 1.65 from benchmarks of the same model."""
