"""Cards, studies and folders made of hostile texts: where a text may stand in them, one does."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

from tests.boards import SOURCE, bench, card, row, selector
from tests.boards import saved as saved_cards

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tedd.cards import Method


def facts(texts: Iterator[str]) -> dict[str, Any]:
    """Return the facts of a card that has every field, each text taken from `texts`."""

    def source() -> dict[str, Any]:
        return {**SOURCE, "where": next(texts)}

    rows = [
        *(row(test_set=name, measure={"wins": 90, "ties": 0, "losses": 60}) for name in ("vicuna", "koala")),
        bench(1.02),
        row(setting="head-to-head", counterpart={"kind": "random", "name": "x"}),
        row(setting="other-model-win-rate", counterpart={"kind": "other-model", "name": "x"}),
        row(reported_by="third-party", reporter="x", checked="secondary"),
    ]
    for one in rows:
        one["counterpart"] = {**one["counterpart"], "name": next(texts)}
        one.update(note=next(texts), judge_version=next(texts), source=source())
    rows[-1]["reporter"] = next(texts)
    rows[2]["variant"] = next(texts)
    algorithm = {"init": [next(texts)], "steps": [{"do": next(texts), "llm_uses": 1}], "result": next(texts)}
    size = {"selected_size": 10, "candidate_size": 100, "source": source(), "note": next(texts)}
    said = {"pir": 1.3, "sdf": 0.1, "made_from_note": next(texts), "note": next(texts), "source": source()}
    quoted = {"pir": 1.5, "source": source(), "note": next(texts)}
    cost = {"what": next(texts), "amount": 1, "unit": "dollars", "hardware": next(texts), "source": source()}
    fix = {key: next(texts) for key in ("field", "old", "new", "reason")}
    return {
        "name": next(texts),
        "aliases": [next(texts)],
        "title": next(texts),
        "authors": [next(texts), next(texts)],
        "venue": next(texts),
        "code": {
            "url": "https://example.org/x",
            "official": True,
            "license": next(texts),
            "note": next(texts),
        },
        "algorithm": {**algorithm, "note": next(texts)},
        "selector": selector(1, note=next(texts)),
        "cost": [cost],
        "evaluated_on": {"counterparts": [next(texts)], "metrics": [next(texts)]},
        "survey": {**said, "disputed_sdf": [size], "quoted": [quoted]},
        "evidence": rows,
        "corrections": [{"date": "2026-01-31", **fix}],
    }


def raw(data: dict[str, Any], description: str = "A description.") -> bytes:
    """Return a card's bytes: its facts as JSON, which is YAML, over the valid example's."""
    base = json.loads(card("x").card.model_dump_json(exclude_defaults=True))
    return f"---\n{json.dumps(base | data)}\n---\n{description}\n".encode()


def together(texts: list[str], number: int) -> list[Method]:
    """Return a few methods whose fields hold all of some texts in turn, each elsewhere in each method."""
    made = []
    for n in range(number):
        turn = itertools.cycle(texts[n * len(texts) // number :] + texts[: n * len(texts) // number])
        data = facts(turn)
        # what heads a method: another text each time, and never the same name twice
        data["name"], data["title"], data["aliases"] = (
            texts[(n + k * number) % len(texts)] for k in range(3)
        )
        data["aliases"] = [data["aliases"]]
        made.append(card(f"hostile-{n}", arxiv=f"2401.{n:05}", **data))
    return made


def study(texts: list[str]) -> dict[str, Any]:
    """Return a study whose texts are hostile, of two of the methods against random selection."""
    turn = itertools.cycle(texts)
    arm = {
        "id": "arm",
        "pool": "alpaca",
        "backbone": "llama-7b",
        "selected": 1000,
        "targeted": False,
        "source": {**SOURCE, "where": next(turn)},
        "checked": "paper",
        "cautions": [next(turn)],
        "rows": [
            {"method": slug, "label": next(turn), "scores": {"mmlu": score}, "note": next(turn)}
            for slug, score in (("random", 40.0), ("hostile-0", 44.0), ("hostile-1", 43.0))
        ],
    }
    names = {"name": next(turn), "title": next(turn), "recipe": next(turn)}
    return {
        **names,
        "arxiv": "2402.00001",
        "own_methods": [],
        "benchmarks": {"mmlu": {"scale": "percent"}},
        "arms": [arm],
        "corrections": [
            {"date": "2026-01-31", **{key: next(turn) for key in ("field", "old", "new", "reason")}}
        ],
    }


def saved(folder: Path, texts: list[str], *others: Method, number: int = 6) -> Path:
    """Write a folder of cards, vocabulary and a study that hold all of some texts; return it."""
    methods = together(texts, number)
    saved_cards(folder, *others, *methods)
    names = json.loads((folder / "vocabulary.yaml").read_text("utf-8"))
    turn = itertools.cycle(texts)
    for section in ("datasets", "models", "benchmarks", "judges"):
        for one in names[section].values():
            one["name"] = next(turn)
    (folder / "vocabulary.yaml").write_text(json.dumps(names), "utf-8")
    (folder / "studies").mkdir()
    (folder / "studies" / "hostile.yaml").write_text(json.dumps(study(texts)), "utf-8")
    return folder
