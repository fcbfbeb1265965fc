"""Writes what the cards and studies here change against a revision, to build/effect.json and build/effect.md.

`python scripts/effect.py [REVISION]`; without one, origin/main. Fails where `tedd diff` does: when a
published number changed without a correction, or a card is gone.
"""

import sys
from pathlib import Path

from tedd.problems import CardError, as_text
from tedd.report import as_json, as_markdown, report_of
from tedd.report import as_text as told
from tedd.revisions import RevisionError, published, published_at

CARDS = Path("methods")
BUILD = Path("build")


def main(base: str) -> int:
    """Write both files, print the report, and say whether the change may be accepted as it is."""
    try:
        new, old = published(CARDS), published_at(base, CARDS)
    except (CardError, RevisionError) as error:
        print(as_text(error.problems) if isinstance(error, CardError) else error, file=sys.stderr)
        return 1
    report = report_of(base, old, new)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "effect.json").write_text(as_json(report), "utf-8")
    (BUILD / "effect.md").write_text(as_markdown(report), "utf-8")
    print(told(report), end="")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ["origin/main"]))
