"""Builds a site again and again in one process, as `make serve` does, with a change before each build.

    python tests/serving_steps.py OUT [--dirty]

Runs in a copy of the repository with few cards; the site of each step leaves in a folder below OUT of its
own. With --dirty only what changed is built, else all of it. A file `broken` holds what a refused card said;
`number-early.html` and others are the page that was built before the rest.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import sys
from pathlib import Path

from jinja2 import TemplateNotFound
from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts import early

ADDRESS = "http://127.0.0.1:8000/"
CARDS = Path("methods")
LATE = Path("tedd/templates/home.md.jinja")
"""Without this template a build stops after pages of methods."""
STEPS = (
    "first",
    "number",
    "name",
    "added",
    "removed",
    "broken",
    "repaired",
    "template",
    "theme",
    "again",
    "stopped",
    "undone",
)
FIRST = "methods/method-0000.md"
WINS = r"wins: \d+"
REPLACED = {
    "number": [(FIRST, WINS, "wins: 11")],
    "name": [(FIRST, "name: .*", "name: Another Name")],
    "broken": [(FIRST, "status: ranked", "status: rankd")],
    "repaired": [(FIRST, "status: rankd", "status: ranked"), (FIRST, r"losses: \d+", "losses: 13")],
    "template": [
        ("tedd/templates/method.md.jinja", "Data kept", "Share of the data kept"),
        ("tedd/templates/codes.yaml", "title: ", "title: All "),
    ],
    "theme": [("overrides/partials/footer.html", "</footer>", "<p>More</p></footer>")],
    "again": [(FIRST, WINS, "wins: 12")],
    "stopped": [(FIRST, WINS, "wins: 13")],
    "undone": [(FIRST, WINS, "wins: 12")],
}
"""What a step replaces: file, text, new text."""


def replaced(path: str, old: str, new: str) -> None:
    """Change the first place of a text in a file."""
    text = Path(path).read_text("utf-8")
    if not re.search(old, text):
        raise ValueError(f"{path} has no {old}")
    Path(path).write_text(re.sub(old, new, text, count=1), "utf-8")


def change(step: str) -> None:
    """Make the change of a step."""
    last = max(CARDS.glob("method-*.md"))
    for path, old, new in REPLACED.get(step, ()):
        replaced(path, old, new)
    match step:
        case "added":
            shutil.copy(last, CARDS / "added.md")
            replaced("methods/added.md", "name: .*", "name: Added")
            replaced("methods/added.md", "arxiv: '.*", "arxiv: '2401.00001'")
        case "removed":
            last.unlink()
        case "stopped":
            LATE.rename("late")
        case "undone":
            Path("late").rename(LATE)


def keep_early(site: Path, copy: Path) -> None:
    """Copy each page that is built early, as it is then."""
    show = early.show

    def shown(path: str, content: bytes) -> None:
        awaited = path in early.State.awaited
        show(path, content)
        if awaited:
            shutil.copy(site / path.removesuffix(".md") / "index.html", copy)

    early.show = shown


def main(out: Path, *, dirty: bool) -> None:
    """Build all steps."""
    site, page = out / "site", out / "early.html"
    load_config(site_dir=str(site)).plugins.on_startup(command="serve" if dirty else "build", dirty=dirty)
    keep_early(site, page)
    for step in STEPS:
        change(step)
        config = load_config(site_dir=str(site), site_url=ADDRESS)
        with contextlib.redirect_stderr(io.StringIO()) as said:
            try:
                build(config, serve_url=ADDRESS if dirty else None, dirty=dirty)
            except (SystemExit, TemplateNotFound):
                (out / step).write_text(said.getvalue(), "utf-8")
            else:
                shutil.copytree(site, out / step)
        if page.exists():
            page.rename(out / f"{step}-early.html")


if __name__ == "__main__":
    os.environ["TEDD_CARDS"] = str(CARDS.resolve())
    main(Path(sys.argv[1]), dirty="--dirty" in sys.argv)
