"""Writes requirements.lock anew from pyproject.toml; `lock.py --upgrade` takes newer versions."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT, LOCK = "pyproject.toml", "requirements.lock"


def uv_in(folder: Path) -> tuple[str, tuple[str, ...]]:
    """Make an environment with uv; return its Python, and the beginning of every command of uv."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 - written here
    python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)  # noqa: S603 - as above
    return python, (python, "-m", "uv")


def main(extra: list[str]) -> int:
    """Let uv, in an environment that is gone afterwards, find the versions; hand on its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        _, uv = uv_in(Path(folder))
        # One version for every Python and system ("fewest"), or the numbers could differ between them.
        command = [
            *(*uv, "pip", "compile", PROJECT, "--output-file", LOCK, "--all-extras"),
            *("--universal", "--fork-strategy", "fewest", "--python-version", "3.11"),
            *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"),
            *("--no-config", "--quiet", *extra),
        ]
        return subprocess.run(command, check=False).returncode  # noqa: S603 - as above


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
