"""What TEDD's pages need of any builder: HTML left alone, scripts without comments, hashes for their policy.

The site's settings, pages and scripts enter; they leave as any builder can use them. Nothing here knows a
builder, only Python-Markdown, which MkDocs, ProperDocs and Zensical all read pages with:
`scripts.builder:FinishedHtml` is the name by which their settings load the extension.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from markdown import Extension, Markdown  # type: ignore[import-untyped] # no types come with it
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]

from tedd.finished import FINISHED

BLOCK = re.compile(rf"^{FINISHED[0]}\n((?:.*\n)*?){FINISHED[1]}$", re.MULTILINE)
"""A block of finished HTML, read line by line: letter by letter takes sixteen times as long."""
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n", re.DOTALL | re.MULTILINE)
"""A comment of a script on lines of its own."""
INLINE = ("early",)
"""The inline scripts that pages keep: they have to run before a page is drawn."""
SETTINGS = Path(__file__).resolve().parent.parent / "mkdocs.yml"
NOT_SEARCHED = "\nsearch: {exclude: true}\n"
"""Line of the pages that the search has no need to read, as each of them has an entry of its own there."""


class _AnyTag(yaml.SafeLoader):
    """Reads mkdocs.yml as plain data: the value of an unknown tag such as !ENV is left out."""


_AnyTag.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def site_settings() -> dict[str, Any]:
    """Return the site's settings as plain data."""
    found: dict[str, Any] = yaml.load(SETTINGS.read_text("utf-8"), Loader=_AnyTag)  # noqa: S506 # a safe loader
    return found


def searched(page: str) -> str:
    """Return a page for a search that reads all pages whole."""
    return page.replace(NOT_SEARCHED, "\n", 1)


class FinishedHtml(Extension):  # type: ignore[misc] # see the import
    """Takes finished HTML out of the Markdown parser's way: safer, and twice as fast on long tables."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register before everything that reads blocks (fences 25, HTML 20), after line endings (30)."""
        md.preprocessors.register(_Stash(md), "finished", 29)


class _Stash(Preprocessor):  # type: ignore[misc] # see the import
    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.store
        return BLOCK.sub(lambda found: f"\n{stash(found[1])}\n", "\n".join(lines)).split("\n")


def bare_scripts(folder: Path) -> dict[str, str]:
    """Return a folder's scripts by name, without comments, a seventh of what they weigh as they travel."""
    return {path.name: COMMENT.sub("", path.read_text("utf-8")) for path in sorted(folder.glob("*.js"))}


def script_hashes(folders: Iterable[Path]) -> str:
    """Return the hashes of a theme's inline scripts, for the policy of the pages; all have the same.

    `folders` are those of the theme's templates, the one that overrides first.
    """
    scripts = []
    for name in INLINE:
        found = (folder / "partials" / "javascripts" / f"{name}.html" for folder in folders)
        source = next(path for path in found if path.is_file())
        scripts += re.findall("<script>(.*?)</script>", source.read_text("utf-8"), re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
