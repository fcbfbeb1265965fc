"""Small snapshots for tests: made from a few cards, read, spoiled and sealed anew; and one of long ago."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tedd.cards import load
from tedd.discrepancies import load_discrepancies
from tedd.snapshots.inputs import Inputs
from tedd.snapshots.outputs import contents
from tedd.snapshots.seal import SUMS, sums
from tedd.snapshots.store import Snapshot, place, read
from tedd.studies import load_studies
from tests.boards import ANCHORS, bench, card, row, saved, survey, wins
from tests.networks import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tedd.cards import Method
    from tedd.feasibility import Edition

FIXTURES = Path(__file__).parent / "fixtures" / "snapshots"
"""`2024.01` and `2024.02`, of schema 1. They stand for what was published: mend the engine, never them."""
DAY = dt.date(2024, 2, 29)
CORRECTION = {
    "date": "2024-02-01",
    "field": "pir of the survey",
    "old": "1.3",
    "new": "1.4",
    "reason": "a typing error",
}


def methods() -> list[Method]:
    """Return methods of every standing: direct, on the survey's word, bridged, listed, a reference point."""
    return [
        *ANCHORS,
        card("direct", evidence=[*wins(1.7), row(checked="secondary")], survey=survey(1.5, 0.1)),
        card("told", survey=survey(1.3, 0.2)),
        card("listed", status="listed", reason="it is not comparable"),
        card("bridged", evidence=[bench(1.02)]),
    ]


def later() -> list[Method]:
    """Return the same some time later: one corrected, one gone, one new, one with more evidence."""
    rows = [*wins(1.7), row(checked="secondary")]
    kept = [one for one in methods() if one.slug in ("low", "high", "listed")]
    return [
        *kept,
        card("told", survey=survey(1.4, 0.2), corrections=[CORRECTION]),
        card("direct", evidence=[*rows, row(test_set="self-instruct")], survey=survey(1.5, 0.1)),
        card("fresh", evidence=wins(2.0)),
    ]


def cards(folder: Path, *given: Method) -> Path:
    """Write cards, `methods()` by default, and a study that `tedd` can read; return their folder."""
    saved(folder, *(given or methods()))
    (folder / "studies").mkdir(exist_ok=True)
    (folder / "studies" / "small.yaml").write_text(GOOD, "utf-8")
    return folder


def inputs(folder: Path) -> Inputs:
    """Return what stands in a folder of cards."""
    library = load(folder)
    return Inputs(library, load_studies(library, folder), load_discrepancies(library, folder))


@cache
def tiny(edition: Edition = "living") -> Mapping[str, bytes]:
    """Return the files of a small snapshot `2024.03`."""
    with tempfile.TemporaryDirectory() as folder:
        return contents(inputs(cards(Path(folder) / "methods")), edition, "2024.03", DAY, None)


def stored(folder: Path) -> Path:
    """Store the small snapshot in a folder of snapshots; return its own folder."""
    return place(dict(tiny()), folder, "2024.03")


def seal(folder: Path) -> None:
    """Write a snapshot's checksums anew, as somebody would who wants to deceive."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != SUMS
    }
    (folder / SUMS).write_bytes(sums(files))


def edited(folder: Path, name: str, change: Callable[[Any], object]) -> Snapshot:
    """Change what a JSON file of a stored snapshot holds, seal it anew, and return the snapshot."""
    path = folder / name
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")
    seal(folder)
    return read(folder.parent, folder.name)
