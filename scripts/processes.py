"""Measures whole processes from outside: seconds, memory, and how soon a page shows a change.

Commands enter, costs as the operating system counts them leave.
"""

from __future__ import annotations

import contextlib
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.shell import SERVE
from tedd.surface.benchmark import Cost, Machine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
# Without bytecode every start compiles all libraries anew, which would time the compiler.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}
PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "numpy", "matplotlib", "pydantic")
PATIENCE = 300.0
"""Seconds until a page that does not come is given up."""


def measure(command: Sequence[str], **environment: str) -> Cost:
    """Run a command without its output; raise RuntimeError when it fails."""
    start = time.perf_counter()
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, null, 1)]
    process = os.posix_spawn(command[0], list(command), ENVIRONMENT | environment, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    os.close(null)
    if status:
        raise RuntimeError(f"failed: {' '.join(command)}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(
        wall=statistics.median(cost.wall for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        peak=statistics.median(cost.peak for cost in costs),
    )


@contextlib.contextmanager
def served(cards: Path) -> Iterator[str]:
    """Serve the site of a folder of cards as `make serve` does; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, *SERVE, "--quiet", "-a", address, "--watch", str(cards)]
    server = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT | {"TEDD_CARDS": str(cards)})  # noqa: S603 # written above
    try:
        wait_for(f"http://{address}/", "</html>")
        yield f"http://{address}/"
    finally:
        server.terminate()
        server.wait()


def seconds_until_shown(cards: Path, card: Path, numbers: tuple[str, str], words: str) -> float:
    """Return how long `make serve` takes from a number that changes in a card to the card's page with it.

    `numbers` are the first place in the card that has the number, old and new; `words` are the page's.
    """
    with served(cards) as address:
        page = f"{address}methods/{card.stem}/"
        if words in answer(page):
            raise RuntimeError(f"there before the change: {words}")
        changed = card.read_text("utf-8").replace(*numbers, 1)
        start = time.perf_counter()
        card.write_text(changed, "utf-8")
        wait_for(page, words)
        return time.perf_counter() - start


def wait_for(address: str, word: str) -> None:
    """Wait until a page has a word."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if word in answer(address):
            return
        time.sleep(0.05)
    raise RuntimeError(f"not shown: {address}")


def answer(address: str) -> str:
    """Return a page; nothing where there is none yet."""
    with (
        contextlib.suppress(urllib.error.URLError, ConnectionError),
        urllib.request.urlopen(address, timeout=PATIENCE) as found,  # noqa: S310 # of this machine
    ):
        return str(found.read().decode())
    return ""


def machine() -> Machine:
    """Return what this process runs on."""
    return Machine(
        system=f"{platform.system()} {platform.release().split('-')[0]}",
        processor=_processor(),
        processors=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        python=platform.python_version(),
        versions={name: metadata.version(name) for name in PACKAGES},
    )


def _processor() -> str:
    """Return the processor's model where Linux tells it, else its family."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.is_file() else []
    found = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(found, platform.machine())
