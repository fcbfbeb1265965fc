"""Runs the unit tests with the oldest versions that pyproject.toml allows; arguments go to pytest.

Only what the project itself names is old: the rest is as new as those versions take, as it would be for
somebody who installs them today. Whoever has newer ones is served by the lock, which is tested all the time.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.lock import PROJECT, uv_in

ROOT = Path(__file__).resolve().parent.parent


def main(extra: list[str]) -> int:
    """Install the oldest versions in an environment that is gone afterwards, and test with them."""
    with tempfile.TemporaryDirectory() as folder:
        python, uv = uv_in(Path(folder))
        versions = str(Path(folder, "lowest.txt"))
        oldest = ("--resolution", "lowest-direct", "--python-version", "3.11", "--no-config", "--quiet")
        compiled = (*uv, "pip", "compile", PROJECT, "--all-extras", *oldest, "--output-file", versions)
        subprocess.run(compiled, check=True)  # noqa: S603 - written here
        install = (*uv, "pip", "install", "--quiet", "--python", python, "-r", versions)
        subprocess.run(install, check=True)  # noqa: S603 - as above
        tests = (python, "-m", "pytest", "--ignore=tests/browser", *extra)
        # Tests start the tools that are installed beside their Python.
        path = os.pathsep.join((str(Path(python).parent), os.environ["PATH"]))
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": path}
        return subprocess.run(tests, env=environment, check=False).returncode  # noqa: S603 - as above


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
