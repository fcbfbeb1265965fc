"""How to contribute: a real result on its way from table to board, what counts, how numbers are checked.

The living board and rules of the engine enter, contexts of two pages leave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import yaml

from tedd import pir
from tedd.bridges import MARGIN
from tedd.cards import Library
from tedd.changes import Change
from tedd.codes import groups
from tedd.content.boards import ranked
from tedd.impact import effects_on
from tedd.links import source_url
from tedd.paragraphs import MAX_CHARACTERS
from tedd.report import Report, as_text
from tedd.rows import Evidence
from tedd.separation import MANY

if TYPE_CHECKING:
    from tedd.board import Entry
    from tedd.content.boards import Boards, Context, Contexts
    from tedd.pir import Pir

EXAMPLE = "ifd"
"""Its numbers were counted again from raw judgements, and it needs no more than five rows."""
LINES = 8
"""Of the effect report: enough to see what it says."""
CHECKED = {
    "recomputed": "counted again from raw judgements or logs",
    "repository": "read in a file of the authors’ repository",
    "paper": "read in the paper, in the version that the source names",
    "transcription": "taken from a copy that is said to be checked",
    "secondary": "seen quoted elsewhere: shown, and feeds nothing",
}
"""What each level means, the most certain first."""


@dataclass(frozen=True)
class Example:
    """A method of the board whose card is explained line by line."""

    entry: Entry
    pir: Pir
    excerpt: str
    """Its first row, as it stands in the card."""
    rest: int
    """Rows at the same point beside the first."""
    report: str
    """The beginning of what `tedd diff` says of adding its card; empty with more than `MANY` methods."""


def contributing(boards: Boards) -> Contexts:
    """Return the contexts of the guide and of the maintainers' page."""
    living = boards.living
    evidence = [row for method in living.library.methods for row in method.card.evidence]
    levels = get_args(Evidence.model_fields["checked"].annotation)
    guide: Context = {
        "living": living,
        "example": _example(boards),
        "ranked": len(ranked(living)),
        "levels": [(key, CHECKED[key], sum(row.checked == key for row in evidence)) for key in CHECKED],
        "minimum": {"test_sets": pir.MIN_TEST_SETS, "prompts": pir.MIN_PROMPTS},
        "margin": MARGIN,
        "longest": MAX_CHARACTERS,
        "codes": sum(len(group.codes) for group in groups()),
        "url": source_url,
    }
    if set(levels) != set(CHECKED):
        raise ValueError(f"levels without words: {set(levels) ^ set(CHECKED)}")
    return {
        ("contribute/index.md", "contribute"): guide,
        ("contribute/maintainers.md", "maintainers"): {"levels": list(CHECKED)},
    }


def _example(boards: Boards) -> Example | None:
    """Return the worked example; none on a board without a direct PIR."""
    board = boards.living
    direct = [entry for entry in board.entries if entry.ranked and entry.pir and entry.pir.basis == "direct"]
    entry = next((entry for entry in direct if entry.slug == EXAMPLE), next(iter(direct), None))
    if entry is None or entry.pir is None or entry.pir.point is None:
        return None
    rows = entry.pir.point.rows
    # the boards without the method are computed for these lines alone: at 1000 cards a tenth of a build
    report = _report(entry, boards) if len(board.entries) <= MANY else ""
    return Example(entry, entry.pir, _yaml(rows[0].row), len(rows) - 1, report)


def _yaml(row: Evidence) -> str:
    data = row.model_dump(mode="json", exclude_defaults=True)
    text: str = yaml.safe_dump([data], sort_keys=False, default_flow_style=None, width=76, allow_unicode=True)
    return re.sub(
        r"commit: ([0-9a-f]+)", r'commit: "\1"', text
    )  # as TEDD wants it: one may look like a number


def _report(entry: Entry, boards: Boards) -> str:
    """Return the beginning of the effect report of a pull request that adds the method's card."""
    library = boards.living.library
    without = Library(library.vocabulary, tuple(one for one in library.methods if one != entry.method))
    added = Change(entry.slug, "added", rows_added=len(entry.method.card.evidence))
    moved = effects_on((boards.living, boards.survey), without, {entry.slug})
    report = Report("origin/main", (added,), moved)
    return "\n".join([*as_text(report).splitlines()[:LINES], "  ..."])
