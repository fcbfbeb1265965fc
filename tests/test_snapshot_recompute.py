"""Recomputing: equal, equal up to rounding, or moved by a change of the engine, value by value."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tedd.snapshots.inputs import CARDS
from tedd.snapshots.outputs import MANIFEST
from tedd.snapshots.recompute import Moved, Verdict, recompute
from tedd.snapshots.seal import SnapshotError
from tedd.snapshots.store import read
from tests.commands import process, run
from tests.frozen import FIXTURES, cards, edited, stored, tiny

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOARD = "leaderboard.json"


def of(data: Any, slug: str) -> Any:  # noqa: ANN401 # JSON
    """Return a method of a board."""
    return next(one for one in data["methods"] if one["slug"] == slug)


def times(factor: float) -> Callable[[Any], None]:
    """Return a change that an engine might make to one method's offset."""

    def change(data: Any) -> None:  # noqa: ANN401 # JSON
        of(data, "direct")["efficiency"]["offset"] *= factor

    return change


def verdict(folder: Path, change: Callable[[Any], None]) -> Verdict:
    """Return what is found of a snapshot whose board an older engine computed otherwise."""
    return recompute(edited(stored(folder), BOARD, change))


def test_the_same_engine_gives_the_same(tmp_path: Path) -> None:
    """Every value is equal, exactly, on the machine that made it."""
    found = recompute(read(stored(tmp_path).parent, "2024.03"))

    assert found == Verdict(found.values, (), 0, (), ())
    assert found.values > 500


def test_a_moved_value_is_told(tmp_path: Path) -> None:
    """Method, field, the frozen value and today's."""
    found = verdict(tmp_path, times(2))

    [moved] = found.moved
    assert (moved.method, moved.field) == ("direct", "efficiency.offset")
    assert json.loads(moved.frozen) == 2 * json.loads(moved.now)


def test_the_last_bit_may_be_rounded_otherwise(tmp_path: Path) -> None:
    """Another processor's rounding is told apart from a change of the engine."""
    found = verdict(tmp_path, times(1 + 1e-15))

    assert (found.moved, found.rounded) == ((), 1)
    assert verdict(tmp_path / "more", times(1 + 1e-11)).moved


@pytest.mark.parametrize("old", ["1", True, None, 2, 1.0])
def test_what_is_no_number_is_compared_exactly(tmp_path: Path, old: object) -> None:
    """A rank that was no rank is another value, whatever Python thinks of `True == 1`."""

    def change(data: Any) -> None:  # noqa: ANN401 # JSON
        of(data, "direct")["efficiency"]["rank"] = old

    found = verdict(tmp_path, change)

    same = isinstance(old, float)
    assert found.moved == (() if same else (Moved("direct", "efficiency.rank", json.dumps(old), "1"),))


def test_what_came_and_what_went(tmp_path: Path) -> None:
    """A field that today's engine adds is no change; one that it no longer gives is."""

    def change(data: Any) -> None:  # noqa: ANN401 # JSON
        del of(data, "direct")["efficiency"]["distance"]
        data["constants"]["old"] = 7

    found = verdict(tmp_path, change)

    assert found.added == ("efficiency.distance",)
    assert found.moved == (Moved(BOARD, "constants.old", "7", "gone"),)


def test_inputs_that_cannot_be_computed_are_refused(tmp_path: Path) -> None:
    """Nonsense under right checksums ends in a message, not in a traceback."""

    def change(data: Any) -> None:  # noqa: ANN401 # JSON
        data[0]["card"]["evidence"][0]["dataset"] = "nowhere"

    with pytest.raises(SnapshotError, match="today's engine cannot compute them"):
        recompute(edited(stored(tmp_path), CARDS, change))


@pytest.mark.parametrize("name", ["2024.01", "2024.02"])
def test_schema_1_can_still_be_computed(name: str) -> None:
    """Today's engine takes inputs that were frozen long ago, whatever values it gives."""
    assert recompute(read(FIXTURES, name)).values > 500


def test_verify_tells_an_engine_apart_from_damage(tmp_path: Path) -> None:
    """Moved values are a note, or a failure for who asks; damage is always one, with its file."""
    folder = stored(tmp_path / "snapshots")
    given = ("--snapshots", folder.parent, "--cards", cards(tmp_path / "methods"))
    sound = run("snapshot", "verify", *given)
    edited(folder, BOARD, times(2))
    moved, strict = run("snapshot", "verify", *given), run("snapshot", "verify", "--strict", *given)
    (folder / BOARD).write_bytes(b"{}")
    damaged = run("snapshot", "verify", "2024.03", *given)

    assert (sound.exit_code, sound.stdout.split(";")[0]) == (
        0,
        "2024.03: every byte is the one that was sealed",
    )
    assert "all equal" in sound.stdout
    assert moved.exit_code == 0
    assert "2024.03:   direct efficiency.offset: " in moved.stdout
    assert (strict.exit_code, strict.stderr) == (1, "tedd: the engine gives other values than it did\n")
    assert (damaged.exit_code, damaged.stdout) == (1, "")
    assert damaged.stderr == f"tedd: 2024.03: {BOARD}: not the bytes whose checksum is in SHA256SUMS\n"


ODD = {
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "4711",
}
"""Surroundings that nobody thinks of."""
CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
#define LATER 1000000000L /* seconds: some 31 years */
int clock_gettime(clockid_t clock, struct timespec *now) {
  int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
  int failed = real(clock, now);
  if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += LATER;
  return failed;
}
time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return 0;
}
"""
"""Stands between a program and the system's clock: who asks for the day is told one some decades later."""


def test_nothing_of_the_surroundings_matters(tmp_path: Path) -> None:
    """Another language, time zone, hash seed and working folder: the same bytes, and verified as equal."""
    given = cards(tmp_path / "methods")
    where = ("--cards", given, "--snapshots", tmp_path / "snapshots")

    made = process("snapshot", "create", "2024.03", "--date", "2024-02-29", *where, **ODD)
    done = process(
        "snapshot", "verify", "--strict", *where, PYTHONHASHSEED="1", TZ="America/Adak", LC_ALL="C"
    )

    assert made.returncode == 0, made.stderr
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"all equal" in done.stdout
    assert (
        read(tmp_path / "snapshots", "2024.03").files
        == read(stored(tmp_path / "here").parent, "2024.03").files
    )
    assert os.listdir(tmp_path / "snapshots") == ["2024.03"]  # noqa: PTH208 # hidden ones, too


def test_a_file_that_came_later_is_told(tmp_path: Path) -> None:
    """A file that today's engine writes and the snapshot lacks is told by its name and not compared."""
    snapshot = read(stored(tmp_path).parent, "2024.03")
    older = replace(snapshot, files={key: value for key, value in snapshot.files.items() if key != BOARD})

    assert BOARD in recompute(older).added


@pytest.fixture
def later(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which it is some decades later; the system's own clock stays."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or not compiler:
        pytest.skip("needs Linux and a C compiler")
    source, library = tmp_path / "clock.c", tmp_path / "clock.so"
    source.write_text(CLOCK, "utf-8")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}


def test_no_day_matters(tmp_path: Path, later: dict[str, str]) -> None:
    """Decades later the same inputs give the same values; only a snapshot that is made then has that day."""
    given = cards(tmp_path / "methods")
    where = ("--cards", given, "--snapshots", tmp_path / "snapshots")
    stored(tmp_path / "snapshots")

    done = process("snapshot", "verify", "--strict", *where, **ODD, **later)
    made = process("snapshot", "create", "2024.04", *where, **later)
    then = read(tmp_path / "snapshots", "2024.04")

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"all equal" in done.stdout
    assert made.returncode == 0
    assert then.manifest.date.year > dt.datetime.now(tz=dt.UTC).year + 20
    assert {**then.files, MANIFEST: b""} == {**tiny(), MANIFEST: b""}


def test_the_published_ones_are_sound(later: dict[str, str]) -> None:
    """Every snapshot of this repository is intact and can be computed again, whenever that is."""
    done = process("snapshot", "verify", **ODD, **later)

    assert done.returncode == 0, done.stderr
