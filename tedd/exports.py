"""Files for programs: the board as JSON and CSV, the evidence as CSV, BibTeX of the methods.

Boards enter, `{path: bytes}` leaves. Deterministic and finite: keys in a fixed order, numbers as computed, no
rounding, no NaN. The JSON's keys are a promise (DESIGN section 7).
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from tedd.bibtex import bibtex
from tedd.constants import limits, rules
from tedd.feasibility import MANY_MODELS, MANY_MODELS_PENALTY, WEIGHTS
from tedd.forms import csv_text, json_bytes, json_lines
from tedd.kept import kept
from tedd.links import source_url
from tedd.rows import BareRatio, Counts, Scores, WinningScore
from tedd.surface.catalogue import header
from tedd.verdicts import verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.board import Board, Disputed, Efficiency, Entry
    from tedd.bridges import Bridge, NegativeControl
    from tedd.evidence import OperatingPoint, RowRatio
    from tedd.feasibility import Feasibility
    from tedd.separation import Uncertainty

SCHEMA = 1
MEASURES = tuple(name for form in (Counts, Scores, WinningScore, BareRatio) for name in form.model_fields)
CIRCUMSTANCES = (
    "judge_version",
    "length_controlled",
    "response_length",
    "position_swapped",
    "seeds",
    "epochs",
)
"""What a row may say of how it was measured."""
Json = dict[str, Any]


def exports(living: Board, survey: Board) -> dict[str, bytes]:
    """Return the data files of the site; the living board also stands as plain `leaderboard`."""
    return {
        "data/leaderboard.json": board_json(living).encode(),
        "data/leaderboard.csv": board_csv(living).encode(),
        "data/leaderboard-survey.json": board_json(survey).encode(),
        "data/leaderboard-survey.csv": board_csv(survey).encode(),
        "data/evidence.csv": evidence_csv(living).encode(),
        "data/probabilities.csv": probabilities_csv(living).encode(),
        "data/references.bib": "\n".join(bibtex(method) for method in living.library.methods).encode(),
    }


def board_json(board: Board, by: str = "efficiency") -> str:
    """Return a board as JSON, one method a line, so that two versions can be compared by line."""
    data = board_data(board, by)
    return json_lines(data, "methods", data.pop("methods"))


def board_data(board: Board, by: str = "efficiency") -> Json:
    """Return a board as plain data, its methods by efficiency or by feasibility."""
    return {
        "schema": SCHEMA,
        "edition": board.edition,
        "constants": {
            "baseline": _baseline(board),
            "bridges": {setting: bridge_data(bridge) for setting, bridge in board.bridges.items()},
            "data_bridges": _in_force(board),
            "negative_controls": [_control(control) for control in board.controls],
            "tie_rates": {judge or "all": rate for judge, rate in board.tie_rates.items()},
            "uncertainty": _uncertainty(board.uncertainty),
            "weights": WEIGHTS | {"many_models": MANY_MODELS, "many_models_penalty": MANY_MODELS_PENALTY},
            "rules": rules(),
            "limits": limits(),
        },
        "methods": _entries(board, by),
    }


def _baseline(board: Board) -> Json:
    line = board.baseline
    points = [{"sdf": sdf, "pir": pir} for sdf, pir in line.points]
    return {"points": points, "slope": line.slope, "intercept": line.intercept, "theta": line.theta}


def bridge_data(bridge: Bridge) -> Json:
    """Return a line between two points with the ratios it may be used for."""
    return {
        "slope": bridge.slope,
        "intercept": bridge.intercept,
        "usable": list(bridge.span),
        "anchors": [anchor._asdict() for anchor in bridge.anchors],
    }


def _in_force(board: Board) -> dict[str, dict[str, Json]]:
    """Return the bridges from data that have taken the place of the authors', by setting and family."""
    found: dict[str, dict[str, Json]] = {}
    for one in board.data_bridges:
        if one.in_force and one.line:
            line = {"slope": one.line.slope, "usable": list(one.span)}
            found.setdefault(one.setting, {})[one.family] = line
    return found


def _control(control: NegativeControl) -> Json:
    return control._asdict()


def _uncertainty(found: Uncertainty | None) -> Json | None:
    """Return all but the table of pairs, which has a file of its own (`probabilities_csv`)."""
    if found is None:
        return None
    data = asdict(replace(found, better={}))
    del data["better"]
    return data | {"pairs": dict(zip(("all", "apart", "surely_apart"), found.pairs, strict=True))}


def probabilities_csv(board: Board) -> str:
    """Return one line for each ordered pair of ranked methods: how probably the first is better."""
    better = board.uncertainty.better if board.uncertainty else {}
    rows = (
        {"method": one, "other": other, "probability": probability}
        for one, others in better.items()
        for other, probability in others.items()
    )
    return csv_text(rows, header("probabilities"))


def _entries(board: Board, by: str) -> list[Json]:
    words = {verdict.slug: verdict.text for verdict in verdicts(board)}
    return [_entry(entry) | {"verdict": words.get(entry.slug)} for entry in board.ordered(by)]


def _entry(entry: Entry) -> Json:
    card = entry.method.card
    return {
        "slug": entry.slug,
        "name": card.name,
        "ranked": entry.ranked,
        "provisional": entry.provisional,
        "reason": entry.reason,
        "kind": card.kind,
        "status": card.status,
        "scope": card.scope,
        "modality": card.modality,
        "taxonomy": {part: getattr(card.taxonomy, part) for part in ("features", "criteria", "signal")},
        "first_appeared": card.first_appeared,
        "arxiv": card.arxiv,
        "sdf": entry.pir.sdf if entry.pir else None,
        "pir": _pir(entry),
        "efficiency": _efficiency(entry.efficiency),
        "feasibility": _feasibility(entry.feasibility),
        "disputed_sdf": [_disputed(disputed) for disputed in entry.disputed],
        "operating_points": [_point(point) for point in entry.points],
    }


def _pir(entry: Entry) -> Json:
    """Return a PIR with all that it was measured on; None where nobody knows."""
    pir, card = entry.pir, entry.method.card
    point = pir.point if pir else None
    own = ("value", "low", "high", "basis", "origin", "unified", "made_from")
    shared = ("setting", "dataset", "backbone", "judge")
    return {
        **{key: getattr(pir, key, None) for key in own},
        "bridge": pir.bridge.setting if pir and pir.bridge else None,
        "bridge_family": getattr(pir.bridge, "family", None) if pir else None,
        "ratio": point.ratio if point else None,
        **{key: getattr(point.condition, key) if point else None for key in shared},
        "scope": card.scope if pir else None,
        "modality": card.modality if pir else None,
    }


def _efficiency(efficiency: Efficiency | None) -> Json:
    offsets = ("offset", "offset_low", "offset_high", "distance", "perpendicular")
    keys = (*offsets, "rank", "would_rank", "rank_best", "rank_worst")
    return {key: getattr(efficiency, key) if efficiency else None for key in keys}


def _feasibility(found: Feasibility) -> Json:
    facts = found.facts
    return {
        "trained_models": facts.trained_models,
        "small_models": facts.small,
        "steps": facts.steps,
        "llm_uses": facts.llm_uses,
        "open_source": facts.open_source,
        "model_free": facts.model_free,
        "dataset_free": facts.dataset_free,
        "proprietary_free": facts.proprietary_free,
        "simplicity_penalty": facts.simplicity_penalty,
        "simplicity_rank": found.simplicity_rank,
        "flexibility_penalty": facts.flexibility_penalty,
        "flexibility_rank": found.flexibility_rank,
        "rank": found.rank,
    }


def _disputed(disputed: Disputed) -> Json:
    return {
        "sdf": disputed.sdf,
        "offset": disputed.efficiency.offset,
        "would_rank": disputed.efficiency.would_rank,
    }


def _point(point: OperatingPoint) -> Json:
    return point.condition._asdict() | {
        "sdf": point.sdf,
        "ratio": point.ratio,
        "prompts": point.prompts or None,
        "rows": [item.index for item in point.rows],
        "wins_over_losses": point.counted,
    }


def board_csv(board: Board, by: str = "efficiency") -> str:
    """Return one row a method: identity, PIR, efficiency, feasibility."""
    return csv_text(board_rows(board, by), header("leaderboard"))


def board_rows(board: Board, by: str = "efficiency") -> list[Json]:
    """Return one flat record a method: what is an object in JSON becomes a prefix, lists are left out."""
    return [_flat(entry) for entry in _entries(board, by)]


def _flat(entry: Json) -> Json:
    flat: Json = {}
    for key, value in entry.items():
        if isinstance(value, dict):
            flat |= {f"{key}_{name}": part for name, part in value.items()}
        elif not isinstance(value, list):
            flat[key] = value
    return flat


def evidence_csv(board: Board) -> str:
    """Return one line for each row of evidence, with its ratio, its source and whether it is used."""
    return csv_text(evidence_rows(board), header("evidence"))


def evidence_json(board: Board) -> bytes:
    """Return the same as JSON, one row a line."""
    return json_bytes({"schema": SCHEMA}, "rows", evidence_rows(board))


def evidence_rows(board: Board) -> Iterator[Json]:
    """Yield one flat record for each row of evidence, by method in the order of the board."""
    return (row for entry in board.entries for row in _evidence_rows(entry.slug, entry.rows))


@kept
def _evidence_rows(slug: str, rows: tuple[RowRatio, ...]) -> list[Json]:
    return [_evidence_row(slug, item) for item in rows]


def _evidence_row(slug: str, item: RowRatio) -> Json:
    row = item.row
    measure = row.measure.model_dump()
    return {
        "method": slug,
        "row": item.index,
        "setting": row.setting,
        "counterpart_kind": row.counterpart.kind,
        "counterpart": row.counterpart.name,
        "dataset": row.dataset,
        "selected_size": row.selected_size,
        "sdf": item.sdf,
        "backbone": row.backbone,
        "judge": row.judge,
        "test_set": row.test_set,
        "variant": row.variant,
        **{f"measure_{name}": measure.get(name) for name in MEASURES},
        "aggregate": row.aggregate,
        "engine_ratio": item.value,
        "converted": item.converted,
        "tie_rate_borrowed": item.borrowed,
        "half_added": item.adjusted,
        "unused_because": item.unused,
        "reported_by": row.reported_by,
        "reporter": row.reporter,
        "checked": row.checked,
        "source": source_url(row.source),
        "where": row.source.where,
        "note": row.note,
        **{name: getattr(row, name) for name in CIRCUMSTANCES},
    }
