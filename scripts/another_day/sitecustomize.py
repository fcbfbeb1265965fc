"""Lets every clock that Python itself reads run ahead: with this folder on PYTHONPATH, by ANOTHER_DAY days.

Python imports a module of this name when it starts, in child processes too. A stand-in for another day that
needs nothing installed; code that is not Python still reads the true clock.
"""

import ctypes
import datetime as dt
import gc
import os
import time
from collections.abc import Callable
from typing import Any

AHEAD = int(os.environ.get("ANOTHER_DAY", "0")) * 24 * 60 * 60
"""Seconds."""


def _of_now(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of `time` that is given the shifted time where it was given none."""
    return lambda seconds=None: function(time.time() if seconds is None else seconds)


def _formatted(form: str, when: Any = None) -> str:  # noqa: ANN401 # as the original: several kinds
    return _strftime(form, time.localtime() if when is None else when)


def _put(kind: type, name: str, function: Callable[..., Any]) -> None:
    """Exchange a class method of a built-in type, which Python offers no way to do."""
    gc.get_referents(kind.__dict__)[0][name] = classmethod(function)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))


_time, _time_ns, _strftime = time.time, time.time_ns, time.strftime
if AHEAD:
    time.time = lambda: _time() + AHEAD
    time.time_ns = lambda: _time_ns() + AHEAD * 10**9
    time.localtime, time.gmtime = _of_now(time.localtime), _of_now(time.gmtime)
    time.ctime = _of_now(time.ctime)
    time.strftime = _formatted
    _put(dt.datetime, "now", lambda kind, tz=None: kind.fromtimestamp(time.time(), tz))
    _put(dt.datetime, "today", lambda kind: kind.fromtimestamp(time.time()))
    _put(dt.datetime, "utcnow", lambda kind: kind.fromtimestamp(time.time(), dt.UTC).replace(tzinfo=None))
    _put(dt.date, "today", lambda kind: kind.fromtimestamp(time.time()))
