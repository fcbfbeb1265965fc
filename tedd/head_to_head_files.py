"""Files and tables of the head-to-head board: JSON for programs, CSV for spreadsheets, cells for a terminal.

A `HeadToHead` enters, text leaves. Numbers are written as they are; only the terminal's table rounds.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tedd.forms import csv_text
from tedd.surface.catalogue import header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.consensus import Consensus, Estimate
    from tedd.head_to_head import Duel, HeadToHead, View
    from tedd.studies import StudyFile

SCHEMA = 1
LONGEST_NAME = 16
Table = tuple[tuple[str, ...], list[tuple[str, ...]]]


def head_to_head_files(board: HeadToHead) -> dict[str, bytes]:
    """Return the data files of the board under their paths."""
    return {
        "data/head-to-head.json": as_json(board).encode(),
        "data/head-to-head.csv": as_csv(board).encode(),
        "data/duels.csv": duels_csv(board).encode(),
    }


def as_json(board: HeadToHead) -> str:
    """Return the board as JSON: for each kind of selection the consensus, network, duels and agreement."""
    data = {
        "schema": SCHEMA,
        "studies": [_study(file) for file in board.studies],
        "counts": {
            "studies": len(board.studies),
            "arms": board.arms,
            "rows": board.rows,
            "scores": board.scores,
        },
        "left_out": dict(board.left_out),
        "from_cards": {"rows": board.from_cards.fed, "left_out": dict(board.from_cards.left_out)},
        "at_chance": dict(board.at_chance),
        "methods": [
            {"method": key, "name": name, "card": key in board.with_card} for key, name in board.names.items()
        ],
        "scopes": {view.scope: _view(view) for view in board.views},
    }
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _study(file: StudyFile) -> dict[str, Any]:
    study = file.study
    return {
        "study": file.slug,
        "name": study.name,
        "title": study.title,
        "arxiv": study.arxiv,
        "own_methods": list(study.own_methods),
        "arms": len(study.arms),
        "rows": sum(len(arm.rows) for arm in study.arms),
    }


def _view(view: View) -> dict[str, Any]:
    return {
        "cells": view.cells,
        "arms": view.arms,
        "consensus": [_consensus(one) for one in view.consensus],
        "without_own": [_consensus(one) for one in view.without_own],
        "by_family": {family: [_consensus(one) for one in found] for family, found in view.by_family.items()},
        "edges": [{**asdict(edge), "inconsistent": edge.inconsistent} for edge in view.edges],
        "duels": [_duel(duel) for duel in view.duels],
        "survey_order": asdict(view.survey_order) if view.survey_order else None,
        "survey_order_without_own": asdict(view.survey_order_without_own)
        if view.survey_order_without_own
        else None,
    }


def _consensus(one: Consensus) -> dict[str, Any]:
    estimates = [{**asdict(estimate), "verdict": estimate.verdict} for estimate in one.estimates]
    return {**asdict(one), "estimates": estimates}


def _duel(duel: Duel) -> dict[str, Any]:
    meetings = [{**asdict(meeting), "own": sorted(meeting.own)} for meeting in duel.meetings]
    total = {"wins": duel.wins, "losses": duel.losses, "ties": duel.ties}
    return {"method": duel.method, "other": duel.other, **total, "meetings": meetings}


def rows(board: HeadToHead) -> Iterator[dict[str, object]]:
    """Yield one record a method for each consensus."""
    columns = header("head-to-head")
    for view in board.views:
        kinds: dict[str, tuple[Consensus, ...]] = {
            "all": view.consensus,
            "without-own": view.without_own,
            **view.by_family,
        }
        for kind, found in kinds.items():
            for number, one in enumerate(found, 1):
                for estimate in one.estimates:
                    given = {
                        "scope": view.scope,
                        "evidence": kind,
                        "component": number,
                        "name": board.names[estimate.method],
                        "reference": one.reference,
                    }
                    yield {key: given[key] if key in given else getattr(estimate, key) for key in columns}


def as_csv(board: HeadToHead) -> str:
    """Return one line a method for each consensus."""
    return csv_text(rows(board), header("head-to-head"))


def duels_csv(board: HeadToHead) -> str:
    """Return one line for each pair of methods in each study."""
    found = (
        {"scope": view.scope, "method": duel.method, "other": duel.other}
        | {key: value for key, value in asdict(met).items() if key != "own"}
        | {"own": " ".join(sorted(met.own))}
        for view in board.views
        for duel in view.duels
        for met in duel.meetings
    )
    return csv_text(found, header("duels"))


def tables(board: HeadToHead) -> dict[str, Table]:
    """Return titled tables for a terminal of 80 columns: heads, then rows of text."""
    heads = ("#", "Method", "%", "90% interval", "Papers", "Won", "Verdict")
    found: dict[str, Table] = {}
    for view in board.views:
        for number, one in enumerate(view.consensus, 1):
            part = f", component {number}" if number > 1 else ""
            title = f"{view.scope.capitalize()} selection{part}: percent against {board.names[one.reference]}"
            found[title] = (heads, [_cells(estimate, board) for estimate in one.estimates])
    return found


def _cells(e: Estimate, board: HeadToHead) -> tuple[str, ...]:
    interval = "" if e.low is None or e.high is None else f"{_percent(e.low)} to {_percent(e.high)}"
    ranks = str(e.rank_best) if e.rank_best == e.rank_worst else f"{e.rank_best}-{e.rank_worst}"
    above = f"{e.arms_above}/{e.arms_with_reference}" if e.arms_with_reference else ""
    papers = f"{e.studies} ({e.own_studies})" if e.own_studies else str(e.studies)
    return (ranks, shown(board.names[e.method]), _percent(e.ratio), interval, papers, above, e.verdict or "")


def shown(name: str) -> str:
    """Return a name cut to the width of its column."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _percent(ratio: float) -> str:
    return f"{100 * (ratio - 1):+.1f}"
