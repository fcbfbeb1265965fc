"""Builds the site with MkDocs, whole or not at all.

    python scripts/whole_site.py [FOLDER]

Sources enter; the site in FOLDER (site/ by default) leaves, renamed into its place when all of it is there
and the log of the builder held nothing but information. `make site` and `make preview` run it, all set up.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tedd.aside import replaced
from tedd.console import explained
from tedd.memory import shortage

REFUSED = re.compile(r"^\w+Error: \[Errno (\d+)\] ([^:\n]*)(?:: (?:'[^']*' -> )?'(.*)')?$", re.MULTILINE)
"""The last line of a traceback about something that the system refused."""


class NotBuilt(Exception):  # noqa: N818 # no error of ours: it carries what the builder said
    """The site was not built, or not without a warning."""


def build(folder: Path) -> None:
    """Build into an empty folder; raise `NotBuilt` with the reason."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder.resolve())]
    done = subprocess.run(  # noqa: S603 # written above
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    noise = [line for line in done.stdout.splitlines() if line.strip() and not line.startswith("INFO ")]
    if done.returncode or noise:
        raise NotBuilt(reason(done.stdout) if done.returncode else "\n".join(noise))


def reason(output: str) -> str:
    """Return why the builder failed: what the system refused, with a remedy, else all that it said."""
    error = shortage(output)
    if refused := REFUSED.findall(output):
        number, words, place = refused[-1]
        error = OSError(int(number), words, place or None)
    return f"site: {explained(error)}" if error else output


def main() -> None:
    """Build and say nothing, or say why not."""
    place = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    try:
        with replaced(place, ours=True) as aside:
            build(aside)
    except NotBuilt as failed:
        sys.exit(str(failed))
    except OSError as error:
        sys.exit(f"site: {explained(error)}")
    except KeyboardInterrupt:
        sys.exit("site: interrupted; what stood there before still stands")


if __name__ == "__main__":
    main()
