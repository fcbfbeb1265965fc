"""Fetches tools that are used now and then, and are not in the lock.

A requirement enters, such as `coverage==7.17.3`; the folder in build/ that the tool is in leaves.
"""

import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"


def tool(requirement: str) -> Path:
    """Return where a tool can be imported from, after installing it there if need be."""
    folder = BUILD / requirement.split("==", 1)[0]
    if not folder.exists():
        install = (sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), requirement)
        subprocess.run(install, check=True)  # noqa: S603 # every requirement is written in scripts/
    return folder
