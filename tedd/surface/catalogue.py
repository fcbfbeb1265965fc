"""Every data file with what it holds: the one list that files, schemas, pages and data frames are made from.

Nothing enters; `FILES` leaves. A file that is stable stands under `/data/v1/` and keeps its fields there.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tedd.surface import analyses, benchmark, board, bridges, evidence, head_to_head, rows
from tedd.surface.schemas import columns, groups, methods_schema, schema_of

if TYPE_CHECKING:
    from tedd.fields import Record
    from tedd.surface.schemas import Field, Group, Json

STABLE = "data/v1/"
OTHER = "data/"


@dataclass(frozen=True)
class File:
    """A data file in one or two forms: JSON, CSV, or both with the same numbers."""

    name: str
    """Without its ending."""
    title: str
    what: str
    """What it holds."""
    document: type[Record] | None = None
    """Record of the whole JSON; None where there is none, and for the methods, whose record is the card."""
    row: type[Record] | None = None
    """Record of one row of the CSV; None where there is none, and for the methods."""
    stable: bool = True
    schema_name: str = ""
    """Of the published schema, where that is not the file's own name."""

    @property
    def folder(self) -> str:
        """Where it stands."""
        return STABLE if self.stable else OTHER

    @property
    def schema(self) -> Json | None:
        """Schema of its JSON; None where it has no JSON."""
        if self.name == METHODS:
            return _methods()
        return _schema(self.document) if self.document else None

    @property
    def schema_path(self) -> str:
        """Where that schema is published."""
        return f"{self.folder}schema/{self.schema_name or self.name}.json"

    @property
    def columns(self) -> tuple[Field, ...]:
        """Columns of its CSV."""
        if self.name == METHODS:
            return columns(_methods(), "Facts")
        return columns(_schema(self.row), self.row.__name__) if self.row else ()

    @property
    def beside(self) -> tuple[Group, ...]:
        """Records of its JSON, without the fields that are columns of its CSV too."""
        told = {(field.record, field.path[-1]) for field in self.columns}
        found = (
            group._replace(fields=tuple(one for one in group.fields if (group.name, one.name) not in told))
            for group in (groups(self.schema) if self.schema else ())
        )
        return tuple(group for group in found if group.fields)

    @property
    def paths(self) -> tuple[str, ...]:
        """Where its forms stand."""
        forms = (("json", self.document), ("csv", self.row))
        both = self.name == METHODS
        return tuple(f"{self.folder}{self.name}.{ending}" for ending, there in forms if there or both)


METHODS = "methods"


def named(name: str) -> File:
    """Return a file by its name."""
    return next(file for file in FILES if file.name == name)


def header(name: str) -> tuple[str, ...]:
    """Return the names of the columns of a CSV file."""
    return tuple(field.name for field in named(name).columns)


@functools.cache
def _schema(record: type[Record]) -> Json:
    return schema_of(record)


@functools.cache
def _methods() -> Json:
    return methods_schema()


FILES = (
    File(
        "leaderboard",
        "Leaderboard",
        "The living edition: each method with its PIR, efficiency and feasibility; in JSON also the "
        "constants and every operating point.",
        board.Leaderboard,
        board.BoardMethod,
        schema_name="board",
    ),
    File(
        "leaderboard-survey",
        "Leaderboard, survey edition",
        "The same as the survey published it.",
        board.Leaderboard,
        board.BoardMethod,
        schema_name="board",
    ),
    File(METHODS, "Methods", "The facts of every card, without its results."),
    File(
        "evidence",
        "Evidence",
        "Every published result on every card, with its source and whether it feeds a PIR.",
        evidence.Evidence,
        evidence.Result,
    ),
    File(
        "head-to-head",
        "Head to head",
        "Who beats random selection in studies under one recipe; in JSON with every paper’s own result.",
        head_to_head.HeadToHead,
        rows.Standing,
    ),
    File(
        "bridges",
        "Bridges",
        "The authors’ bridges and those from data: anchors, lines, bands, controls, and what they make of "
        "each method.",
        bridges.Bridges,
        rows.BridgeRow,
    ),
    File(
        "probabilities",
        "Probabilities",
        "How probably one ranked method is better than another.",
        row=rows.Chance,
        stable=False,
    ),
    File(
        "sensitivity",
        "Sensitivity",
        "Every rank under other baselines, bridges, fractions, means and penalty weights.",
        row=analyses.Alternative,
        stable=False,
    ),
    File("duels", "Duels", "Who beat whom, paper by paper.", row=rows.Duel, stable=False),
    File(
        "compare",
        "Comparisons",
        "What the page that compares methods shows: facts in words, results by test set, probabilities.",
        analyses.Compared,
        stable=False,
    ),
    File(
        "curves",
        "Curves",
        "Methods with results at several fractions under one recipe, point by point.",
        row=rows.CurvePoint,
        stable=False,
    ),
    File(
        "audit",
        "Audit",
        "The survey’s value of each method beside what its rows give on their own.",
        row=analyses.Counted,
        stable=False,
    ),
    File(
        "discrepancies",
        "Discrepancies",
        "Every discrepancy of the published material, with the values and ranks that each reading changes.",
        analyses.Discrepancies,
        stable=False,
    ),
    File(
        "comparability",
        "Comparability",
        "What each PIR was measured on, which others it can be compared with, and why not with the rest.",
        row=analyses.Comparable,
        stable=False,
    ),
    File(
        "robustness",
        "Robustness",
        "Results that were measured under several backbones or judges, all else the same.",
        row=rows.Robust,
        stable=False,
    ),
    File(
        "orders",
        "Orders",
        "The order of methods under two backbones or judges.",
        row=rows.Order,
        stable=False,
    ),
    File(
        "benchmark",
        "Benchmark",
        "What builds cost at several numbers of cards, beside stock Material, measured once.",
        benchmark.Benchmark,
        stable=False,
    ),
)
"""The files, those that are stable first."""
