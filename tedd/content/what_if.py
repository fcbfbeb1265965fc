"""What somebody's own method would rank: choices of the form, and one method worked through by hand.

The living board enters, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from tedd.constants import limits, rules
from tedd.evidence import PIR_SETTINGS
from tedd.rows import Counts

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.content.boards import Boards, Contexts
    from tedd.vocabulary import Family

PHRASES = {
    "same-model-win-rate": "A judge compared answers with those of the same model tuned on all data.",
    "same-model-benchmark": "Your model and the same model tuned on all data took the same benchmarks.",
    "other-model-win-rate": "A judge compared answers with those of another model. No bridge exists.",
    "other-model-benchmark": "Your model and another model took the same benchmarks.",
}
KINDS = {
    "wins": "Wins, ties and losses",
    "score": "Scores of both models",
    "winning_score": "A winning score",
    "ratio": "A ratio alone",
}
"""Forms of a measure, by the field that tells them apart."""
FLAGS = {
    "open_source": "The selection code is public",
    "model_free": "Another model can take its place without retraining",
    "dataset_free": "Another data set can be selected from without retraining",
    "proprietary_free": "No proprietary model is used",
}
FAMILIES: dict[Family, str] = {
    "accuracy": "shares of right answers",
    "win-rate": "shares of prompts won",
    "graded": "grades",
}
JOIN = "~"
"""Between the values of several test sets in a link; no number holds it."""


class Named(NamedTuple):
    """A choice of the form that is in no vocabulary."""

    name: str


class Worked(NamedTuple):
    """A method of the board whose rank is worked out step by step."""

    entry: Entry
    rows: tuple[tuple[str, Counts, float], ...]
    """Test set, counts and ratio of each result."""
    ratio: float
    expected: float
    """The baseline's PIR at the method's fraction."""
    link: str
    """The form's state with the method's numbers in it and the method itself out of the comparison."""


def what_if(boards: Boards) -> Contexts:
    """Return the context of the page where a reader tries a method."""
    living, names = boards.living, boards.living.library.vocabulary
    context = {
        "living": living,
        "settings": PHRASES,
        "kinds": KINDS,
        "flags": FLAGS,
        "families": {one.family: Named(FAMILIES[one.family]) for one in living.data_bridges if one.in_force},
        "judges": names.judges,
        "datasets": names.datasets,
        "models": names.models,
        "contestants": [entry for entry in living.entries if entry.ranked],
        "limits": limits(),
        "rules": rules(),
        "worked": worked(living),
        "unity": {control.setting: control.pir for control in living.controls if control.slug is None},
    }
    return {("try/index.md", "try"): context}


def worked(board: Board) -> Worked | None:
    """Return the best ranked method whose PIR is counted from wins and losses; None without one."""
    for entry in board.entries:
        point = entry.pir.point if entry.ranked and entry.pir and entry.pir.basis == "direct" else None
        counted = [(item, item.row.measure) for item in point.rows] if point else []
        rows = tuple(
            (board.library.vocabulary.benchmarks[item.row.test_set].name, measure, item.value)
            for item, measure in counted
            if isinstance(measure, Counts) and item.value is not None
        )
        if point and rows and len(rows) == len(counted):
            return Worked(entry, rows, point.ratio, board.baseline.pir(point.sdf), _link(entry, rows))
    return None


def _link(entry: Entry, rows: tuple[tuple[str, Counts, float], ...]) -> str:
    """Return the state of the form that works the example out again."""
    point, facts = entry.pir and entry.pir.point, entry.feasibility.facts
    row = point.rows[0].row if point else None
    counts = [measure.model_dump() for _, measure, _ in rows]
    state = {
        "setting": PIR_SETTINGS[0],
        "kind": "wins",
        **{name: JOIN.join(str(one[name]) for one in counts) for name in ("wins", "ties", "losses")},
        "judge": (row and row.judge) or "",
        "sdf": f"{entry.pir.sdf:.12g}" if entry.pir else "",
        "dataset": row.dataset if row else "",
        "backbone": row.backbone if row else "",
        "trained_models": str(facts.trained_models),
        "steps": str(facts.steps),
        "llm_uses": str(facts.llm_uses),
        **{name: "on" for name in FLAGS if getattr(facts, name)},
        **({"small_models": "on"} if facts.small else {}),
        "without": entry.slug,
    }
    return urlencode(state)
