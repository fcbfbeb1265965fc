"""Hands every generated file to the site's builder: the only file that knows MkDocs (second.py: others)."""

import gc
import os
import sys
from itertools import chain
from pathlib import Path

import mkdocs_gen_files

from scripts import early
from scripts.builder import FinishedHtml, bare_scripts, script_hashes
from tedd.build import one_by_one
from tedd.cards import load
from tedd.console import explained
from tedd.discrepancies import load_discrepancies
from tedd.problems import CardError, as_text
from tedd.search import entry
from tedd.snapshots.seal import SnapshotError
from tedd.snapshots.store import folder_beside, load_snapshots, published
from tedd.studies import load_studies

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
    made = one_by_one(library, studies, discrepancies, snapshots, mkdocs_gen_files.config.site_url or "")
    if folder_beside(folder) != Path(mkdocs_gen_files.config.docs_dir) / "snapshots":
        # cards of elsewhere: their frozen files are not among the documents
        made = chain(made, published(snapshots).items())
    early.await_pages(library.methods)
    for path, content in made:
        with mkdocs_gen_files.open(path, "wb") as file:
            file.write(content)
        early.show(path, content)
except OSError as error:
    print(explained(error), file=sys.stderr)
    sys.exit(1)
gc.enable()
for name, script in bare_scripts(Path(__file__).parent.parent / "docs" / "assets" / "js").items():
    with mkdocs_gen_files.open(f"assets/js/{name}", "w") as file:
        file.write(script)

config = mkdocs_gen_files.config
config.markdown_extensions.append(FinishedHtml())
# `mkdocs serve` puts a script of its own into pages; there, and only there, they have no policy.
if not str(config.site_url).startswith(f"http://{config.dev_addr}/"):
    config.extra["script_hashes"] = script_hashes([Path(part) for part in config.theme.dirs])
# Each method is one short entry of the search; its page stays out (`search: exclude` in its front matter).
config.plugins["material/search"].search_index.entries += map(entry, library.methods)
