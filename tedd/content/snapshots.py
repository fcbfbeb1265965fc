"""Frozen boards, as they were frozen: what is shown of one comes from its own files and from nothing else.

Snapshots enter, contexts of their pages leave. Only the count of changes since, and which names lead to a
page, need the board as it stands.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tedd.exports import board_data
from tedd.snapshots.changes import compare, standings, state_now
from tedd.snapshots.cite import citations, seal_of
from tedd.snapshots.outputs import picture_name
from tedd.snapshots.seal import SUMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tedd.content.boards import Boards, Context, Contexts
    from tedd.impact import Standing
    from tedd.snapshots.changes import Difference
    from tedd.snapshots.store import Snapshot

WHAT = {
    "leaderboard.json": "the board: constants, and each method with its PIR, efficiency and feasibility",
    "leaderboard.csv": "the same, one row a method",
    "evidence.csv": "every published result behind it, with its source",
    "probabilities.csv": "how probably one ranked method is better than another",
    "head-to-head.json": "who beats random selection in studies under one recipe",
    "head-to-head.csv": "the same as a table",
    "duels.csv": "who beat whom, paper by paper",
    "references.bib": "BibTeX of the methods’ papers",
    "inputs/cards.json": "all cards, as the board was computed from them",
    "inputs/studies.json": "all studies",
    "inputs/vocabulary.json": "names and sizes of data sets, models, benchmarks and judges",
    "inputs/discrepancies.json": "where the published material disagrees with itself",
    "manifest.json": "edition, day, version of the engine, commit",
    SUMS: "a SHA-256 of every other file",
}
"""What a snapshot's files hold, the pictures aside; a file that a snapshot lacks is not listed."""
CAPTIONS = {"efficiency": "Efficiency", "feasibility": "Feasibility"}


@dataclass(frozen=True)
class Row:
    """A method on a frozen board."""

    slug: str
    name: str
    at: Standing
    low: float | None
    high: float | None
    """Ends of the PIR's interval."""
    distance: float | None
    """The survey's Equation 8."""
    feasibility: Mapping[str, Any]
    """Ranks and penalties."""
    reason: str | None
    """Why it holds no rank."""


@dataclass(frozen=True)
class Shown:
    """A snapshot with what changed before it and after it."""

    snapshot: Snapshot
    since: Difference
    """From it to the living board as it stands."""
    before: Difference | None
    """From the one before to it; None for the first."""


def snapshots(boards: Boards) -> Contexts:
    """Return the contexts of the list, and of each snapshot's two pages."""
    living = boards.living
    names = living.library.by_slug
    shown = list(_shown(boards))
    found: Contexts = {("snapshots/index.md", "snapshots"): {"shown": shown[::-1], "known": names}}
    for one in shown:
        folder = f"snapshots/{one.snapshot.id}"
        frozen = _frozen(one, boards.site)
        found[f"{folder}/index.md", "snapshot"] = {"one": one, "known": names, **frozen}
        found[f"{folder}/changes.md", "snapshot-changes"] = {"one": one, "known": names}
    return found


def _shown(boards: Boards) -> Iterable[Shown]:
    if not boards.snapshots:
        return
    living = boards.living
    now = state_now(board_data(living), living.edition, boards.published)
    before = [None, *(compare(old, new) for old, new in itertools.pairwise(boards.states))]
    for snapshot, state, change in zip(boards.snapshots, boards.states, before, strict=True):
        yield Shown(snapshot, compare(state, now), change)


def _frozen(one: Shown, site: str) -> Context:
    """Return what the page of a snapshot shows of it."""
    snapshot = one.snapshot
    rows = _rows(snapshot)
    placed = [row for row in rows if row.feasibility.get("rank") is not None]
    return {
        "ranked": [row for row in rows if row.at.rank is not None],
        "provisional": [row for row in rows if row.at.rank is None and row.at.would_rank is not None],
        "unranked": [row for row in rows if row.at.rank is None and row.at.would_rank is None],
        "placed": sorted(placed, key=lambda row: (row.feasibility["rank"], row.name.casefold(), row.slug)),
        "pictures": {kind: _picture(kind, alt) for kind, alt in snapshot.manifest.pictures.items()},
        "files": [(name, _size(snapshot, name), what) for name, what in WHAT.items() if _has(snapshot, name)],
        "citations": citations(snapshot, site),
        "seal": seal_of(snapshot),
    }


def _rows(snapshot: Snapshot) -> list[Row]:
    """Return the methods in the board's order; what a board of then did not hold is absent."""
    where = standings(snapshot.board)
    return [
        Row(
            slug=one["slug"],
            name=one["name"],
            at=where[one["slug"]],
            low=(one.get("pir") or {}).get("low"),
            high=(one.get("pir") or {}).get("high"),
            distance=(one.get("efficiency") or {}).get("distance"),
            feasibility=one.get("feasibility") or {},
            reason=one.get("reason"),
        )
        for one in snapshot.board["methods"]
    ]


def _picture(kind: str, alt: str) -> Context:
    """Return the files of a picture by colour scheme, wide and for phones, with what it shows."""
    files = {
        scheme: [picture_name(kind, scheme, compact=compact) for compact in (False, True)]
        for scheme in ("light", "dark")
    }
    return {"files": files, "alt": alt, "caption": CAPTIONS.get(kind, kind)}


def _has(snapshot: Snapshot, name: str) -> bool:
    return name == SUMS or name in snapshot.files


def _size(snapshot: Snapshot, name: str) -> str:
    """Return a file's size as people read it; the checksums' own is none of its files."""
    return f"{len(snapshot.files[name]) / 1000:,.1f} kB" if name in snapshot.files else ""
