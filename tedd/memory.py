"""Says that memory is short, also where a library would wait for it without an end.

The last line of a traceback enters, or nothing; an OSError about memory leaves where memory is short.
"""

from __future__ import annotations

import errno
import mmap
import re
from functools import cache

SCIPY = 192 * 2**20
"""Bytes of addresses that scipy takes when it starts, with some to spare."""
_SHORT = re.compile(
    r"^[\w.]*MemoryError\b|^ImportError: .*(failed to map segment|annot allocate)", re.MULTILINE
)
"""What Python says where memory is short; the second comes from the loader of a library."""


@cache
def room_for_scipy() -> None:
    """Raise OSError unless scipy finds room: its OpenBLAS asks again and again, and never gives up."""
    mmap.mmap(-1, SCIPY).close()


def shortage(said: str) -> OSError | None:
    """Return what a traceback, or its last line, says as an error of the system, if it is about memory."""
    return OSError(errno.ENOMEM, "Cannot allocate memory") if _SHORT.search(said) else None
