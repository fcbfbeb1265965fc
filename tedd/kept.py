"""Keeps results from one build to the next while a site is served, by the content they were made from.

Functions that are marked with `kept` enter; their results leave, made anew or as an earlier build made them
from equal arguments. Content is what pickle writes of the arguments, where a result that is kept itself
stands for all that is in it. Equal bytes come from equal content, so nothing is ever stale, as long as nobody
changes a result. What a whole build did not ask for is dropped. Off, as everywhere but while serving, the
mark does nothing and nothing is held.
"""

from __future__ import annotations

import io
import pickle
from functools import wraps
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")
Key = tuple[object, bytes]
_NOTHING: object = ()


class _Kept:
    """All that is kept."""

    on = False
    ground: object = None
    results: dict[Key, Any]
    asked: set[Key]
    """What the running build asked for."""
    known: dict[int, tuple[int, object]]
    """By address: the number that stands for a result, and the result, so that the address stays its own."""
    numbers = count()


def keep(*, on: bool) -> None:
    """Begin to keep results, or stop it; either way nothing is held yet."""
    _Kept.on = on
    _Kept.results, _Kept.asked, _Kept.known = {}, set(), {}


keep(on=False)


def stand_on(ground: object) -> None:
    """Say what all results hang on besides their arguments, such as templates; with another, none is good."""
    if ground != _Kept.ground:
        keep(on=_Kept.on)
    _Kept.ground = ground


def drop_unused() -> None:
    """End a build: what it did not ask for goes."""
    unused = _Kept.results.keys() - _Kept.asked
    _Kept.results = {key: result for key, result in _Kept.results.items() if key not in unused}
    addresses = {id(part) for result in _Kept.results.values() for part in _parts(result)}
    _Kept.known = {address: known for address, known in _Kept.known.items() if address in addresses}
    _Kept.asked = set()


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a function of its arguments alone, whose result nobody changes."""

    @wraps(function)
    def found(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _Kept.on:
            return function(*args, **kwargs)
        key = function, _content((args, kwargs))
        if key not in _Kept.results:
            result = _Kept.results[key] = function(*args, **kwargs)
            for part in filter(_worth_a_number, _parts(result)):
                _Kept.known.setdefault(id(part), (next(_Kept.numbers), part))
        _Kept.asked.add(key)
        kept_result: R = _Kept.results[key]
        return kept_result

    return found


@kept
def one(value: R) -> R:
    """Return the first of all equal values, so that what is made from it is found without reading it."""
    return value


def _parts(result: object) -> tuple[object, ...]:
    """Return a result and, of several, each."""
    return (result, *result) if isinstance(result, tuple | list) else (result,)


def _worth_a_number(part: object) -> bool:
    """Leave out what is one object in many places, and would lose its number with the first of them."""
    return not isinstance(part, str | bytes | int | float | None) and part is not _NOTHING


class _Pickler(pickle.Pickler):
    def persistent_id(self, part: object) -> int | None:
        found = _Kept.known.get(id(part))
        return found[0] if found else None


def _content(arguments: object) -> bytes:
    written = io.BytesIO()
    _Pickler(written, pickle.HIGHEST_PROTOCOL).dump(arguments)
    return blake2b(written.getbuffer(), digest_size=16).digest()
