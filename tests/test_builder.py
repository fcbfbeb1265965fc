"""What pages need of any builder, read from the site's own settings, pages and scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.builder import bare_scripts, searched, site_settings
from tests.test_pages import real_pages

if TYPE_CHECKING:
    from pathlib import Path


def test_pages_of_methods_can_be_searched_whole() -> None:
    """A builder without the search's short entries of methods gets their pages for its search."""
    pages = {path: page for path, page in real_pages().items() if re.fullmatch(r"methods/[^/]+\.md", path)}
    kept_out = {path for path, page in pages.items() if "exclude: true" in page}

    assert kept_out == pages.keys() - {"methods/index.md"}
    assert not [path for path in kept_out if "exclude: true" in searched(pages[path])]


def test_settings_are_plain_data() -> None:
    """Settings are read without a builder: what a tag of its own would fill in is left out."""
    found = site_settings()

    assert found["site_url"] is None
    assert found["nav"][0] == {"Home": "index.md"}


def test_scripts_travel_without_comments(tmp_path: Path) -> None:
    """Comments on lines of their own go; one behind code, and what only looks like one, stays."""
    (tmp_path / "a.js").write_text('// a\n/** b\n * c */\nlet x = "//"; // d\n  // e\n', "utf-8")

    assert bare_scripts(tmp_path) == {"a.js": 'let x = "//"; // d\n'}
