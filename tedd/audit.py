"""The survey's value of each method beside what its rows of evidence give on their own.

Both boards enter, one `Checked` a method of the survey leaves. The rows' own value is found by the rules of
`tedd.pir`, as if the survey had said nothing but its bridges: it may be one that the board does not use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tedd.direct import pooled
from tedd.efficiency import place
from tedd.living_bridges import Bridges
from tedd.pir import living_pir

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.board import Board, Entry
    from tedd.pir import Pir

Basis = Literal["direct", "elsewhere", "converted", "bridged"]


@dataclass(frozen=True)
class Checked:
    """One method of the survey, counted again."""

    survey: Entry
    """As the survey has it."""
    living: Entry
    """As the living board has it."""
    own: Pir | None
    """What its rows give by themselves."""
    basis: Basis | None
    """How: wins over losses, unified or elsewhere; a converted winning score; or through a bridge."""
    missing: str | None
    """Why its rows give nothing; None when they do."""
    pooled: float | None
    """All wins over all losses, beside the mean of ratios; None where counts are not published."""
    rank: int | None
    """Rank that the rows' own value would take in the survey edition, all others as they are."""

    @property
    def slug(self) -> str:
        """The method's key."""
        return self.survey.slug

    @property
    def difference(self) -> float | None:
        """The rows' own PIR minus the survey's."""
        return self.own.value - self.survey.pir.value if self.own and self.survey.pir else None

    @property
    def by_authors(self) -> bool:
        """Whether all rows behind the rows' own value come from the method's authors."""
        point = self.own.point if self.own else None
        return point is not None and all(item.row.reported_by == "authors" for item in point.rows)

    @property
    def used(self) -> bool:
        """Whether the living board takes the rows' own value."""
        return (
            self.own is not None and self.living.pir is not None and self.living.pir.point is self.own.point
        )


def audit(survey: Board, living: Board) -> tuple[Checked, ...]:
    """Return every method of the survey, in the order of its edition."""
    entries = {entry.slug: entry for entry in living.entries}
    offsets = {
        entry.slug: entry.efficiency.offset for entry in survey.entries if entry.ranked and entry.efficiency
    }
    return tuple(_checked(entry, entries[entry.slug], offsets, survey) for entry in survey.entries)


def _checked(survey: Entry, living: Entry, offsets: Mapping[str, float], board: Board) -> Checked:
    silent = living.method.card.model_copy(update={"survey": None})
    bridges = Bridges(board.bridges, board.data_bridges)
    found = living_pir(silent, living.points, bridges, board.library.vocabulary)
    if isinstance(found, str):
        return Checked(survey, living, None, None, found, None, None)
    others = {slug: offset for slug, offset in offsets.items() if slug != survey.slug}
    rank = place(board.baseline.offset(found.sdf, found.value), others) if survey.ranked else None
    ratio = pooled(found.point) if found.point else None
    return Checked(survey, living, found, _basis(found), None, ratio, rank)


def _basis(pir: Pir) -> Basis:
    if pir.basis == "direct":
        return "direct" if pir.unified else "elsewhere"
    return "bridged" if pir.bridge else "converted"
