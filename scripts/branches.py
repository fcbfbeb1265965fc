"""Runs the unit tests and names the branches of the engine that none of them took; arguments go to pytest.

Fails below 100%. pyproject.toml says what counts as the engine. coverage.py is not in the lock: the first run
puts it into build/coverage. Browser tests don't count, since they see the site and not the engine.
"""

import os
import subprocess
import sys
from pathlib import Path

from scripts.tools import tool

ROOT = Path(__file__).resolve().parent.parent
COVERAGE = "coverage==7.17.3"


def main(extra: list[str]) -> int:
    """Install the tool where it is missing, run the tests under it, and print what no test took."""
    folder = tool(COVERAGE)
    # The data lie beside the tool, where tests that look at the checkout do not see them.
    places = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(folder))), "COVERAGE_FILE": str(folder / "data")}
    coverage = (sys.executable, "-m", "coverage")
    tests = (*coverage, "run", "-m", "pytest", "--ignore=tests/browser", *extra)
    failed = subprocess.run(tests, env=os.environ | places, cwd=ROOT, check=False).returncode  # noqa: S603 # written here
    missed = subprocess.run((*coverage, "report"), env=os.environ | places, cwd=ROOT, check=False).returncode  # noqa: S603 # written here
    return failed or missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
