"""Files on bridges: the authors' lines and those from data, what they rest on and what they say.

A `SettingReport` for each setting enters, `{path: bytes}` leaves. Numbers stand as they were computed.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tedd.exports import bridge_data
from tedd.forms import csv_text
from tedd.living_bridges import ENOUGH
from tedd.surface.catalogue import header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tedd.bridge_report import Case, FamilyReport, SettingReport

Json = dict[str, Any]
SCHEMA = 1


def bridge_files(found: Sequence[SettingReport]) -> dict[str, bytes]:
    """Return the data files on bridges under their paths."""
    return {"data/bridges.json": _as_json(found).encode(), "data/bridges.csv": _as_csv(found).encode()}


def _as_json(found: Sequence[SettingReport]) -> str:
    settings = {one.setting: _setting(one) for one in found}
    data = {"schema": SCHEMA, "enough": ENOUGH, "settings": settings}
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _setting(one: SettingReport) -> Json:
    return {
        "authors": bridge_data(one.authors) if one.authors else None,
        "controls": [_case(case) for case in one.controls],
        "methods": [_case(case) for case in one.cases],
        "families": {family.bridge.family: _family(family) for family in one.families},
    }


def _family(one: FamilyReport) -> Json:
    bridge = one.bridge
    return {
        "state": bridge.state,
        "in_force": bridge.in_force,
        "missing": one.missing,
        "line": asdict(bridge.line) if bridge.line else None,
        "usable": list(bridge.span) if bridge.anchors else None,
        "anchors": [_case(case) for case in one.anchors],
        "left_out": [
            {"method": left.anchor.slug, "predicted": left.predicted, "low": left.low, "high": left.high}
            for left in one.left_out
        ],
        "controls": [_case(case) for case in one.controls],
        "methods": [_case(case) for case in one.cases],
    }


def _case(case: Case) -> Json:
    return {
        "method": case.slug,
        "study": case.study,
        "ratio": case.ratio,
        "sdf": case.sdf,
        "measured": case.measured._asdict() if case.measured else None,
        "authors": case.authors._asdict() if case.authors else None,
        "data": case.data._asdict() if case.data else None,
        "families": list(case.families),
    }


def _as_csv(found: Sequence[SettingReport]) -> str:
    return csv_text(rows(found), header("bridges"))


def rows(found: Sequence[SettingReport]) -> Iterator[Json]:
    """Yield one record an anchor, control or method: first those of the authors' line, then by family."""
    for one in found:
        yield from _rows(one)


def _rows(one: SettingReport) -> Iterator[Json]:
    for kind, cases in (("control", one.controls), ("method", one.cases)):
        yield from (_row(case, one.setting, None, kind) for case in cases)
    for family in one.families:
        groups = (("anchor", family.anchors), ("control", family.controls), ("method", family.cases))
        for kind, cases in groups:
            yield from (_row(case, one.setting, family, kind) for case in cases)


def _row(case: Case, setting: str, family: FamilyReport | None, kind: str) -> Json:
    measured, authors, data = case.measured, case.authors, case.data
    return {
        "setting": setting,
        "family": family.bridge.family if family else None,
        "in_force": family.bridge.in_force if family else None,
        "kind": kind,
        "method": case.slug,
        "study": case.study,
        "ratio": case.ratio,
        "sdf": case.sdf,
        "pir": measured.pir if measured else None,
        "pir_low": measured.low if measured else None,
        "pir_high": measured.high if measured else None,
        "authors_pir": authors.pir if authors else None,
        "authors_covers": authors.covered if authors else None,
        "data_pir": data.pir if data else None,
        "data_low": data.low if data else None,
        "data_high": data.high if data else None,
    }
