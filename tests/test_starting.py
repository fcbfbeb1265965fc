"""The start of a command: what it spares, it spares without a change of what is said."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import atexit, gc, sys
atexit.register(lambda: print(gc.get_freeze_count() > 0))  # registered first, so run last
from tedd.starting import start_quickly
start_quickly()
import pydantic
print(gc.get_freeze_count() == 0, "importlib.metadata" not in sys.modules)
"""


def test_nothing_is_searched_in_vain() -> None:
    """Objects are frozen at the end alone, and no plugins of pydantic are looked for."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["True", "True", "True"]
