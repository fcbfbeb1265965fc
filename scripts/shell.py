"""Runs commands for scripts/run.py and says how they went; nothing that has to be installed is imported.

Commands enter, what they printed or their exit codes leave.
"""

import os
import subprocess
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT
from typing import NoReturn

VENV = Path(__file__).resolve().parent.parent / ".venv"
SERVE = ("-m", "mkdocs", "serve", "--dirty")
"""Arguments of Python; what --dirty means here: scripts/serving.py."""
PYTHON = str(VENV / ("Scripts" if os.name == "nt" else "bin") / "python")


def say(text: str) -> None:
    """Print one line of progress at once, also where the output is not a terminal."""
    print(text, flush=True)


def fail(text: str) -> NoReturn:
    """End with a message that says what is wrong and what to do."""
    sys.exit(f"error: {text}")


def end_of(output: str, hint: str) -> str:
    """Return the last lines of what a failed command printed, where its reason stands, and what to do."""
    hint = "the disk is full; free some space, then try again" if "No space left" in output else hint
    return "".join(f"{line}\n" for line in [*output.splitlines()[-20:], hint]).rstrip()


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with its output kept, both streams in one."""
    return subprocess.run(  # noqa: S603 - every command is written in this file
        command, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, encoding="utf-8", errors="replace", check=False
    )


def show(*command: str) -> int:
    """Run a command with its output shown as it comes."""
    return subprocess.run(command, check=False).returncode  # noqa: S603 - as in run()
