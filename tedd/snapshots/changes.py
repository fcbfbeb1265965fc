"""What changed from one state of the board to another: who entered, left and moved, and what was corrected.

Two `State`s enter, frozen ones or the board as it stands, and a `Difference` leaves. Where a method stands is
read from the board's files, not computed anew; why it moved is read from the cards behind the boards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tedd.changes import changes
from tedd.formats import listed, plural
from tedd.impact import Standing, moves
from tedd.published import Published
from tedd.snapshots.recompute import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tedd.changes import Change, Number
    from tedd.feasibility import Edition
    from tedd.impact import Effect
    from tedd.snapshots.store import Snapshot

NOW = "now"
"""Label of the board as it stands."""
PARTED = "the editions rank other methods beside it, and part in some facts of feasibility"
_SOURCES = {
    "direct": "published results",
    "survey": "the survey",
    "bridged": "other results through a bridge",
}


@dataclass(frozen=True)
class State:
    """A board at one time."""

    label: str
    """A snapshot's id, or `now`."""
    edition: Edition
    standings: Mapping[str, Standing]
    names: Mapping[str, str]
    published: Published
    """Cards and studies that it was computed from."""


class Corrected(NamedTuple):
    """A published number that was corrected in between, as its file tells it."""

    slug: str
    """Of a card; what is no card is called by its file below `methods/`."""
    date: str
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True)
class Difference:
    """All that changed from one state to another."""

    old: State
    new: State
    entered: tuple[Effect, ...]
    left: tuple[Effect, ...]
    moved: tuple[Effect, ...]
    corrected: tuple[Corrected, ...]
    unexplained: tuple[Number, ...]
    """Numbers that changed without a correction; there should be none."""

    @property
    def number(self) -> int:
        """How many changes that is."""
        parts = (self.entered, self.left, self.moved, self.corrected, self.unexplained)
        return sum(map(len, parts))

    @property
    def words(self) -> str:
        """The changes in numbers, as one phrase."""
        parts = {
            "entered": self.entered,
            "left": self.left,
            "moved": self.moved,
            "corrected": self.corrected,
            "changed without a correction": self.unexplained,
        }
        told = [f"{len(found):,} {what}" for what, found in parts.items() if found]
        return ", ".join(told) or "nothing changed"

    def name(self, slug: str) -> str:
        """Return a method's name, as it is now where it has one."""
        return self.new.names.get(slug) or self.old.names.get(slug, slug)


def state_of(snapshot: Snapshot) -> State:
    """Return the state that a snapshot holds."""
    edition, inputs = snapshot.manifest.edition, snapshot.inputs()
    made_of = Published(inputs.library, inputs.studies)
    return State(snapshot.id, edition, standings(snapshot.board), names(snapshot.board), made_of)


def state_now(board: Mapping[str, Any], edition: Edition, made_of: Published) -> State:
    """Return the state of a board as it stands, from its data as `tedd.exports` gives them."""
    return State(NOW, edition, standings(board), names(board), made_of)


def names(board: Mapping[str, Any]) -> dict[str, str]:
    """Return the methods' names under their slugs."""
    return {one["slug"]: one["name"] for one in board["methods"]}


def standings(board: Mapping[str, Any]) -> dict[str, Standing]:
    """Return where each method stands, from a board's JSON of any age: what it does not hold is absent."""
    return {one["slug"]: _standing(one) for one in board["methods"]}


def _standing(one: Mapping[str, Any]) -> Standing:
    pir, efficiency = (one.get(part) or {} for part in ("pir", "efficiency"))
    return Standing(
        pir=pir.get("value"),
        basis=pir.get("basis"),
        sdf=one.get("sdf"),
        feasibility_rank=(one.get("feasibility") or {}).get("rank"),
        **{key: efficiency.get(key) for key in ("offset", "rank", "rank_best", "rank_worst", "would_rank")},
    )


def compare(old: State, new: State) -> Difference:
    """Return what changed from one state to another."""
    found = {one.slug: one for one in changes(old.published, new.published)}
    after = {slug: _settled(old.standings.get(slug), standing) for slug, standing in new.standings.items()}
    effects = [
        replace(one, reason=_reason(one, old, new, found))
        for one in moves(new.edition, old.standings, after, found)
    ]
    return Difference(
        old,
        new,
        tuple(one for one in effects if one.old is None),
        tuple(one for one in effects if one.new is None),
        tuple(one for one in effects if one.old and one.new),
        tuple(_corrected(old.published, new.published)),
        tuple(number for one in found.values() for number in one.unexplained),
    )


def _settled(old: Standing | None, new: Standing) -> Standing:
    """Return the newer standing with the older values where they are the same up to rounding."""
    if old is None:
        return new
    pairs = zip(old, new, strict=True)
    return Standing._make(one if _close(one, other) else other for one, other in pairs)


def _close(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=ROUNDING, abs_tol=ROUNDING)
    return one == other


def _corrected(old: Published, new: Published) -> Iterator[Corrected]:
    """Yield the corrections that a file of both states has got in between."""
    before = old.corrections
    for slug, entries in new.corrections.items():
        for one in entries:
            if one not in before.get(slug, entries):
                yield Corrected(slug, one.date.isoformat(), one.field, one.old, one.new, one.reason)


def _reason(effect: Effect, old: State, new: State, found: Mapping[str, Change]) -> str:
    """Return why a method moved, the nearest cause first."""
    change = found.get(effect.slug)
    if change and change.kind == "changed":
        return f"its card changed: {listed(list(_parts(change)))}"
    if not (effect.old and effect.new):
        return "the other edition has it" if old.edition != new.edition and not change else effect.reason
    same = effect.old[:3] == effect.new[:3]  # PIR, basis, fraction
    if old.edition != new.edition:
        source = _SOURCES.get(effect.new.basis or "", "no result")
        return PARTED if same else f"the {new.edition} edition takes its PIR from {source}"
    return effect.reason if found or same else "no card changed: the engine counts otherwise"


def _parts(change: Change) -> Iterable[str]:
    """Yield what changed on a card, in words."""
    corrections = len(change.numbers) - len(change.unexplained)
    if corrections:
        yield plural(corrections, "corrected number")
    if change.rows_added:
        yield f"{plural(change.rows_added, 'new row')} of evidence"
    told = {"evidence", "corrections"} if corrections or change.rows_added else {"corrections"}
    yield from (field.replace("_", " ") for field in change.fields if field not in told)
