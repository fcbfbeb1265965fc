"""Writes TEDD's site as a site of stock Material: what its builder is compared with.

    python -m scripts.stock CARDS FOLDER

A folder of cards enters; FOLDER/same and FOLDER/ordinary leave, each with pages and a mkdocs.yml: once with
the very same pages, and once with the same content as ordinary Markdown: tables, lists and links as an author
would type them, and every page in the search, as Material has it. Left out there is what Markdown cannot say:
forms, scripts, pictures drawn into the page.

markdownify turns HTML into Markdown. It is not in the lock: the first run puts it into build/markdownify.
"""

from __future__ import annotations

import importlib
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from scripts.builder import BLOCK, searched, site_settings
from scripts.tools import tool
from tedd.build import outputs, write
from tedd.cards import load

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
MARKDOWNIFY = "markdownify==1.2.3"
KEPT = ("site_name", "nav", "not_in_nav", "markdown_extensions", "validation")
"""Settings of the site that are not about how it is built."""
UNSAID = re.compile(r"<(form|script|svg|template)\b.*?</\1>", re.DOTALL)
"""What Markdown has no words for."""


def same(cards: Path, folder: Path) -> None:
    """Write the very same pages with a configuration of stock Material."""
    docs = folder / "docs"
    write(outputs(load(cards), ()), docs)
    shutil.copytree(ROOT / "docs", docs, dirs_exist_ok=True)
    ours = site_settings()
    stock = {key: ours[key] for key in KEPT if key in ours}
    stock |= {"theme": {"name": "material"}, "plugins": ["search"], "docs_dir": "docs"}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(stock), "utf-8")


def ordinary(pages: Path, folder: Path) -> None:
    """Write the content of such pages as ordinary Markdown, with the same configuration."""
    convert = converter()
    shutil.copytree(pages, folder)
    for page in sorted((folder / "docs").rglob("*.md")):
        text = searched(page.read_text("utf-8"))
        page.write_text(BLOCK.sub(lambda found: f"\n{convert(UNSAID.sub('', found[1]))}\n", text), "utf-8")


def converter() -> Callable[[str], str]:
    """Return what turns HTML into Markdown, installing it if need be."""
    sys.path.append(str(tool(MARKDOWNIFY)))
    markdownify = importlib.import_module("markdownify").markdownify
    return lambda html: str(markdownify(html, heading_style="ATX"))


if __name__ == "__main__":
    given, made = map(Path, sys.argv[1:])
    same(given, made / "same")
    ordinary(made / "same", made / "ordinary")
