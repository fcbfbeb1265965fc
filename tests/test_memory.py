"""Short memory is told, and nothing waits for it."""

from __future__ import annotations

import errno
import subprocess
import sys

import pytest

from tedd.console import explained
from tedd.memory import SCIPY, room_for_scipy, shortage
from tests.commands import ROOT

LIMITED = f"""
import resource
from pathlib import Path
import tedd.network, tedd.memory
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + {SCIPY // 2}, -1))
try:
    tedd.memory.room_for_scipy()
except OSError as error:
    print(error.errno)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no such limits there")
def test_scipy_is_not_waited_for() -> None:
    """Half of what scipy needs is refused with the system's own error, before scipy asks for it."""
    command = [sys.executable, "-c", LIMITED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert (done.stdout, done.stderr) == (f"{errno.ENOMEM}\n", "")
    room_for_scipy()  # without a limit there is room


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("Traceback\n  x\nMemoryError", True),
        ("numpy._core._exceptions._ArrayMemoryError: Unable to allocate 9 GiB", True),
        ("ImportError: libX.so.6: failed to map segment from shared object", True),
        ("ImportError: libX.so.6: cannot allocate memory in static TLS block", True),
        ("ImportError: cannot import name 'x'", False),
        ("ValueError: MemoryError", False),
        ("ValueError: failed to map segment", False),
    ],
)
def test_what_python_says_of_short_memory(said: str, *, short: bool) -> None:
    """The two ways in which Python runs out of memory become one error with a remedy; others stay theirs."""
    error = shortage(said)

    assert (error is not None) == short
    assert error is None or explained(error).startswith("Cannot allocate memory; raise the limit")


def test_commands_calculate_in_one_thread() -> None:
    """A command takes no more memory on a machine of many processors, unless its user wants it to."""
    code = "import os, tedd.starting as s; s.start_quickly(); print(os.environ['OPENBLAS_NUM_THREADS'])"
    command = [sys.executable, "-c", code]

    assert subprocess.check_output(command, cwd=ROOT, env={}) == b"1\n"
    assert subprocess.check_output(command, cwd=ROOT, env={"OPENBLAS_NUM_THREADS": "3"}) == b"3\n"
