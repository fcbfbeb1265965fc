"""Whether today's engine still gives what a snapshot holds, value by value.

A `Snapshot` enters, a `Verdict` leaves. Values are compared exactly. Numbers that differ by at most
`ROUNDING` are told to be equal up to rounding: another processor or another version of numpy may round the
last bit of a logarithm otherwise, and ranks themselves tie below 1e-9. All else was moved by a change of the
engine, which is told and is no fault of the snapshot. Pictures are not drawn again: checksums vouch for them.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tedd.snapshots.inputs import parsed
from tedd.snapshots.outputs import BOARD, HEAD_TO_HEAD, computed
from tedd.snapshots.seal import SnapshotError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tedd.snapshots.store import Snapshot

ROUNDING = 1e-12
"""Relative and, for numbers below 1, absolute."""
VALUES = (BOARD, HEAD_TO_HEAD)
"""Files that are compared value by value; the others hold the same values as tables."""
NAMES = ("slug", "method", "study", "setting", "judge")
"""Keys by which an item of a list is told from the others."""
GONE = "gone"


class Moved(NamedTuple):
    """A value that today's engine gives otherwise."""

    method: str
    """Slug; for what belongs to no method, the file."""
    field: str
    """Such as `efficiency.rank`."""
    frozen: str
    """As JSON."""
    now: str
    """As JSON; `gone` when there is no such value any more."""


@dataclass(frozen=True)
class Verdict:
    """What a recomputation gave."""

    values: int
    """Values that were compared."""
    moved: tuple[Moved, ...]
    rounded: int
    """Values that are equal up to rounding only."""
    added: tuple[str, ...]
    """Fields that the engine of then did not know."""
    texts: tuple[str, ...]
    """Tables and references that read otherwise, where no value moved."""


def recompute(snapshot: Snapshot) -> Verdict:
    """Compute a snapshot's values anew from its inputs; raise `SnapshotError` where that is impossible."""
    try:
        now = computed(snapshot.inputs(), snapshot.manifest.edition)
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise SnapshotError(
            f"inputs: today's engine cannot compute them ({type(error).__name__}: {error})"
        ) from error
    pairs = [pair for name in VALUES if name in snapshot.files for pair in _pairs(snapshot, now, name)]
    moved = [item for item, same in pairs if same is None]
    differing = [
        name for name, content in now.items() if name not in VALUES and _differs(snapshot, name, content)
    ]
    added = {field for name in VALUES if name in now for field in _added(snapshot, now, name)}
    rounded = sum(same is False for _, same in pairs)
    texts = () if moved or rounded or added else tuple(differing)
    return Verdict(len(pairs), tuple(moved), rounded, tuple(sorted(added)), texts)


def _differs(snapshot: Snapshot, name: str, content: bytes) -> bool:
    return snapshot.files.get(name, content) != content


def _pairs(snapshot: Snapshot, now: Mapping[str, bytes], name: str) -> Iterator[tuple[Moved, bool | None]]:
    """Yield each frozen value with how it stands: equal (True), up to rounding (False), moved (None)."""
    new = dict(_leaves(parsed(now, name), ())) if name in now else {}
    for path, value in _leaves(parsed(snapshot.files, name), ()):
        here = _moved(name, path, value, new.get(path, GONE), there=path in new)
        yield here, _same(value, new[path]) if path in new else None


def _moved(name: str, path: tuple[str, ...], old: object, new: object, *, there: bool) -> Moved:
    method, field = (path[1], path[2:]) if path[0] == "methods" and len(path) > 2 else (name, path)  # noqa: PLR2004 # methods, whose, what
    return Moved(method, ".".join(field), json.dumps(old), json.dumps(new) if there else GONE)


def _same(old: object, new: object) -> bool | None:
    if type(old) is bool or type(new) is bool or not _number(old) or not _number(new):
        return True if old == new and type(old) is type(new) else None
    if old == new:
        return True
    close = math.isclose(old, new, rel_tol=ROUNDING, abs_tol=ROUNDING)  # type: ignore[arg-type] # just seen
    return False if close else None


def _number(value: object) -> bool:
    return isinstance(value, int | float)


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:  # noqa: ANN401 # JSON
    """Yield every single value with its way from the top; an empty list or object is a value too."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from _leaves(part, (*path, key))
    elif isinstance(value, list) and value:
        names = [_name(part) for part in value]
        unique = None not in names and len(set(names)) == len(names)
        for number, part in enumerate(value):
            yield from _leaves(part, (*path, str(names[number] if unique else number)))
    else:
        yield path, value


def _name(part: object) -> str | None:
    if not isinstance(part, dict):
        return None
    return next((part[key] for key in NAMES if isinstance(part.get(key), str)), None)


def _added(snapshot: Snapshot, now: Mapping[str, bytes], name: str) -> Iterator[str]:
    """Yield the fields that are new, without the names and numbers of list items."""
    if name not in snapshot.files:
        yield name
        return
    old = dict(_leaves(parsed(snapshot.files, name), ()))
    for path, value in _leaves(parsed(now, name), ()):
        if path not in old:
            yield _moved(name, path, value, value, there=True).field
