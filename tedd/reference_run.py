"""The run of the benchmark that the site shows: what builds cost, measured once, on a machine that it names.

`templates/benchmark.json`, as `scripts/benchmark.py` writes it, enters; its record and its data file leave.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from tedd.surface.benchmark import Benchmark

PATH = "data/benchmark.json"


@cache
def reference_run() -> Benchmark:
    """Return the run."""
    text = (resources.files("tedd") / "templates" / "benchmark.json").read_text("utf-8")
    return Benchmark.model_validate_json(text)


def reference_files() -> dict[str, bytes]:
    """Return the data file of the run under its path."""
    return {PATH: text_of(reference_run()).encode()}


def text_of(run: Benchmark) -> str:
    """Return a run as JSON."""
    data = run.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
