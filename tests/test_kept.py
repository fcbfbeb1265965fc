"""What is kept from build to build is what would be made anew."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from scripts.synthetic import write_cards
from tedd import kept
from tedd.build import outputs
from tedd.cards import load
from tedd.discrepancies import load_discrepancies
from tedd.kept import kept as mark
from tedd.studies import load_studies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALLS: list[object] = []


@mark
def doubled(values: tuple[object, ...]) -> tuple[object, ...]:
    """Return values twice, and tell of the call."""
    CALLS.append(values)
    return values + values


@mark
def counted(values: object) -> int:
    """Return the number of calls so far."""
    CALLS.append(values)
    return len(CALLS)


@pytest.fixture(autouse=True)
def keeping() -> Iterator[None]:
    """Keep results during a test alone."""
    CALLS.clear()
    kept.keep(on=True)
    yield
    kept.keep(on=False)


def test_equal_arguments_are_asked_once() -> None:
    """A result is kept by what its arguments say, not by which objects they are; off, it is not."""
    assert doubled((1, "a b")) is doubled((1, "a b"[:2] + "b"))
    assert len(CALLS) == 1

    kept.keep(on=False)
    doubled((1, "a"))
    doubled((1, "a"))
    assert len(CALLS) == 3


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (0, False), (0.0, -0.0), ("1", b"1"), ((1,), [1]), ({"a": 1}, {"a": True})]
)
def test_what_prints_otherwise_is_another(one: object, other: object) -> None:
    """Values that Python calls equal, but that print otherwise, are told apart."""
    assert counted(one) != counted(other)


def test_a_kept_result_stands_for_itself() -> None:
    """What is made from a kept result is found again by it, but not by an equal one that is not kept."""
    first = doubled((np.arange(3), "a"))
    assert counted(first) == counted(first) == 2
    assert counted((*first,)) == 3


def test_what_a_build_does_not_ask_for_goes() -> None:
    """At the end of a build that came to its end what it did not ask for is dropped, and the rest stays."""
    doubled((1,))
    doubled((2,))
    kept.drop_unused()
    doubled((1,))
    kept.drop_unused()
    assert CALLS == [(1,), (2,)]

    doubled((1,))
    doubled((2,))
    assert CALLS == [(1,), (2,), (2,)]


def test_another_ground_leaves_nothing() -> None:
    """Where templates changed, nothing is good any more; where none did, everything is."""
    kept.stand_on({"template": b"1"})
    doubled((1,))
    kept.stand_on({"template": b"1"})
    doubled((1,))
    assert len(CALLS) == 1

    kept.stand_on({"template": b"2"})
    doubled((1,))
    assert len(CALLS) == 2


def built(folder: Path) -> dict[str, bytes]:
    """Return all outputs of a folder of cards."""
    library = load(folder)
    return outputs(library, load_studies(library, folder), load_discrepancies(library, folder))


def test_nobody_changes_what_is_kept(tmp_path: Path) -> None:
    """A build after a change equals one without anything kept, and leaves all that was kept as it was."""
    write_cards(tmp_path, 3)
    built(tmp_path)
    kept.drop_unused()
    before = {key: pickle.dumps(result) for key, result in kept._Kept.results.items()}  # noqa: SLF001 # all of it

    card = tmp_path / "method-0001.md"
    card.write_text(re.sub(r"wins: \d+", "wins: 7", card.read_text("utf-8"), count=1), "utf-8")
    with_kept, after = built(tmp_path), kept._Kept.results  # noqa: SLF001 # as above
    changed = [key[0] for key, content in before.items() if pickle.dumps(after[key]) != content]

    kept.keep(on=False)
    assert with_kept == built(tmp_path)
    assert changed == []
