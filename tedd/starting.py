"""Lets a short command answer at once: what a start does and no card needs is left out.

Nothing enters; the process leaves in another state, so only the command line may call this.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from types import ModuleType

COLLECT_AT = 200_000
"""Objects between two searches for garbage: a start makes as many, and nearly all of them stay."""
_PLUGINS = "pydantic.plugin._loader"


def start_quickly() -> None:
    """Search for garbage seldom and not at the end, look for no plugins of pydantic, calculate in one thread.

    When it ends, Python searches all that is left for memory that the system takes back anyway: an eighth of
    the time of a check.

    Before its first record, pydantic reads what every installed package says of itself, for plugins that may
    change what a record takes: a tenth of the time of a check, and nothing that a check should depend on. Its
    setting PYDANTIC_DISABLE_PLUGINS spares the reading, but not the modules loaded for it.

    OpenBLAS would start a thread for each processor, which no matrix here is large enough for, and take 40
    MiB of addresses for each, twice: numpy and scipy have one each.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(COLLECT_AT, 20, 20)
    atexit.register(gc.freeze)  # what is frozen is not searched
    nothing = ModuleType(_PLUGINS)
    nothing.get_plugins = tuple  # type: ignore[attr-defined] # it is made here
    sys.modules.setdefault(_PLUGINS, nothing)
