"""Constants of the engine for programs that compute with the board: its rules and the limits of its fields.

Nothing but the engine's own constants and schema enter; plain data leaves, so that no number is typed twice.
"""

from __future__ import annotations

import functools
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from tedd.board import BRIDGED, CONVERTED
from tedd.bridges import MARGIN
from tedd.efficiency import TIE
from tedd.evidence import MAX_RATIO, PIR_SETTINGS, ZERO_LOSSES
from tedd.feasibility import MAX_WEIGHT
from tedd.pir import MIN_PROMPTS, MIN_TEST_SETS, UNIFIED_BACKBONES, UNIFIED_DATASET, UNIFIED_JUDGE
from tedd.rows import WIN_RATE, BareRatio, Counts, Evidence, Scores, WinningScore
from tedd.schema import Card, Survey
from tedd.selection import Algorithm, Selector, Step
from tedd.separation import SURE
from tedd.vocabulary import Benchmark
from tedd.yamltree import MAX_DIGITS

if TYPE_CHECKING:
    from tedd.fields import Record

BOUNDS = ("type", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
FIELDS: dict[type[Record], tuple[str, ...]] = {
    Counts: ("wins", "ties", "losses"),
    Scores: ("score", "counterpart_score"),
    WinningScore: ("winning_score", "tie_rate"),
    BareRatio: ("ratio",),
    Evidence: ("sdf", "candidate_size", "selected_size"),
    Survey: ("pir",),
    Selector: ("trained_models",),
    Step: ("llm_uses",),
    Benchmark: ("prompts",),
}
Json = dict[str, Any]


def rules() -> Json:
    """Return the numbers and names by which ratios become PIRs and PIRs become ranks."""
    return {
        "settings": list(PIR_SETTINGS),
        "win_rate": WIN_RATE,
        "min_test_sets": MIN_TEST_SETS,
        "min_prompts": MIN_PROMPTS,
        "unified": {"dataset": UNIFIED_DATASET, "backbones": list(UNIFIED_BACKBONES), "judge": UNIFIED_JUDGE},
        "zero_losses": ZERO_LOSSES,
        "max_ratio": MAX_RATIO,
        "margin": MARGIN,
        "tie": TIE,
        "digits": MAX_DIGITS,
        "reach": NormalDist().inv_cdf(SURE),
        "reasons": {"bridged": BRIDGED, "converted": CONVERTED},
    }


@functools.cache  # making a JSON Schema takes ten times as long as the rest of a board's data
def limits() -> dict[str, Json]:
    """Return type and bounds of each number of a card that a what-if may change, as in its JSON Schema."""
    found = {
        name: _bounds(model.model_json_schema()["properties"][name])
        for model, names in FIELDS.items()
        for name in names
    }
    listed = Algorithm.model_json_schema()["properties"]["steps"]
    rows = Card.model_json_schema()["properties"]["evidence"]["maxItems"]
    steps = {"type": "integer", "minimum": listed["minItems"], "maximum": listed["maxItems"]}
    uses = {**found["llm_uses"], "maximum": found["llm_uses"]["maximum"] * listed["maxItems"]}
    weight = {"type": "number", "minimum": 0, "maximum": MAX_WEIGHT}
    return found | {"steps": steps, "llm_uses": uses, "rows": {"maximum": rows}, "weight": weight}


def _bounds(schema: Json) -> Json:
    """Return the bounds of a number, or of the number that may also be null."""
    plain = {**next(iter(schema.get("anyOf", ())), {}), **schema}
    return {name: plain[name] for name in BOUNDS if name in plain}
