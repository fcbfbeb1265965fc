"""Files of the audit: each method counted again as CSV, each discrepancy with its effects as JSON.

`Checked` and `Told` records enter, `{path: bytes}` leaves. Numbers are as computed, not rounded.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tedd.links import source_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tedd.audit import Checked
    from tedd.effects import Effect, Told

SCHEMA = 1
COLUMNS = (
    *("method", "survey_pir", "survey_sdf", "survey_rank"),
    *("own_pir", "own_sdf", "own_rank", "difference"),
    *("own_basis", "own_rows", "own_pooled", "own_by_authors", "used", "missing"),
)


def audit_files(checked: Iterable[Checked], items: Iterable[Told]) -> dict[str, bytes]:
    """Return the data files of the audit under their paths."""
    data = {"schema": SCHEMA, "discrepancies": [_told(item) for item in items]}
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)
    return {"data/audit.csv": _csv(checked).encode(), "data/discrepancies.json": f"{text}\n".encode()}


def _csv(checked: Iterable[Checked]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(item)] for item in checked)
    return out.getvalue()


def _row(item: Checked) -> tuple[object, ...]:
    """Return one method's cells, in the order of `COLUMNS`."""
    survey, own = item.survey, item.own
    rank = survey.efficiency.rank if survey.efficiency else None
    point = own.point if own else None
    return (
        *(item.slug, survey.pir.value if survey.pir else None, survey.pir.sdf if survey.pir else None, rank),
        *(own.value if own else None, own.sdf if own else None, item.rank, item.difference),
        *(item.basis, len(point.rows) if point else None, item.pooled),
        *(item.by_authors if own else None, item.used, item.missing),
    )


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _told(item: Told) -> dict[str, Any]:
    given = item.given
    return {
        "key": item.key,
        **given.model_dump(include={"title", "where", "stands", "found", "reason", "methods"}),
        "source": source_url(given.source),
        "source_where": given.source.where,
        "moves_a_rank": item.moves,
        "readings": [_effect(effect) for effect in item.effects],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "label": effect.reading.label,
        "values": [asdict(value) for value in effect.values],
        "survey": [asdict(move) for move in effect.survey],
        "living": [asdict(move) for move in effect.living],
    }
