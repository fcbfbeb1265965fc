"""Hands every generated file to the site's builder: the only file that knows MkDocs and its Markdown."""

import base64
import gc
import hashlib
import os
import re
import sys
from pathlib import Path

import mkdocs_gen_files
from markdown import Extension, Markdown  # type: ignore[import-untyped] # no types come with it
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]
from mkdocs.theme import Theme

from tedd.build import outputs
from tedd.cards import load
from tedd.console import explained
from tedd.discrepancies import load_discrepancies
from tedd.pages import FINISHED
from tedd.problems import CardError, as_text
from tedd.snapshots.seal import SnapshotError
from tedd.snapshots.store import folder_beside, load_snapshots
from tedd.studies import load_studies

BLOCK = re.compile(rf"^{FINISHED[0]}\n(.*?)^{FINISHED[1]}$", re.DOTALL | re.MULTILINE)


COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n", re.DOTALL | re.MULTILINE)
"""A comment of a script on lines of its own."""
INLINE = ("base", "palette")
"""The inline scripts that pages keep: they have to run before a page is drawn."""


class FinishedHtml(Extension):  # type: ignore[misc] # see the import
    """Takes finished HTML out of the Markdown parser's way: safer, and twice as fast on long tables."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register before everything that reads blocks (fences 25, HTML 20), after line endings (30)."""
        md.preprocessors.register(_Stash(md), "finished", 29)


class _Stash(Preprocessor):  # type: ignore[misc] # see the import
    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.store
        return BLOCK.sub(lambda found: f"\n{stash(found[1])}\n", "\n".join(lines)).split("\n")


def script_hashes(theme: Theme) -> str:
    """Return the hashes of the theme's inline scripts, for the policy of the pages; all have the same."""
    environment = theme.get_env()
    scripts = []
    for name in INLINE:
        template = environment.get_template(f"partials/javascripts/{name}.html")
        source = Path(str(template.filename)).read_text("utf-8")
        scripts += re.findall("<script>(.*?)</script>", source, re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


# The engine drops hardly any object: looking for dead ones takes a third of its time at 1000 cards.
gc.disable()
folder = Path(os.environ.get("TEDD_CARDS") or Path(__file__).parent.parent / "methods")
try:
    library = load(folder)
    studies = load_studies(library, folder)
    discrepancies = load_discrepancies(library, folder)
    snapshots = load_snapshots(folder_beside(folder))
except CardError as error:
    print(as_text(error.problems), file=sys.stderr)
    sys.exit(1)
except SnapshotError as error:
    print(error, file=sys.stderr)
    sys.exit(1)
try:
    made = outputs(library, studies, discrepancies, snapshots, mkdocs_gen_files.config.site_url or "")
except OSError as error:
    print(explained(error), file=sys.stderr)
    sys.exit(1)
for path, content in made.items():
    with mkdocs_gen_files.open(path, "wb") as file:
        file.write(content)
gc.enable()
# Comments stay with the source: without them the scripts weigh a quarter less.
scripts = Path(__file__).parent.parent / "docs" / "assets" / "js"
for source in sorted(scripts.glob("*.js")):
    with mkdocs_gen_files.open(f"assets/js/{source.name}", "w") as file:
        file.write(COMMENT.sub("", source.read_text("utf-8")))

config = mkdocs_gen_files.config
config.markdown_extensions.append(FinishedHtml())
# Links to edit a page lead to the branch main; where no repository is named, there are none.
config.edit_uri = "edit/main/docs/" if config.repo_url else None
# `mkdocs serve` puts a script of its own into pages; there, and only there, they have no policy.
if not str(config.site_url).startswith(f"http://{config.dev_addr}/"):
    config.extra["script_hashes"] = script_hashes(config.theme)
for method in library.methods:
    mkdocs_gen_files.set_edit_path(f"methods/{method.slug}.md", f"../{method.path}")
