"""Stores what a simulation of coverage found, with what it takes to run it again; the pages print it.

Parameters and rows enter; one JSON file leaves, a row a line, so that two runs can be compared by line.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import tedd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def store(path: Path, script: str, parameters: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the rows of a run with its parameters, its day and the version of TEDD."""
    head = {"script": script, "run": datetime.now(UTC).date().isoformat(), "tedd": tedd.__version__}
    lines = ",\n  ".join(json.dumps(row, allow_nan=False) for row in rows)
    path.write_text(f'{json.dumps(head | dict(parameters))[:-1]},\n "rows": [\n  {lines}\n]}}\n', "utf-8")
