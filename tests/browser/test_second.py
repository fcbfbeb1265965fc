"""The way out: a second builder makes the same site from the files of `tedd build` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.second import build, unlike_in_substance, unlike_mkdocs
from tests.boards import ANCHORS, saved
from tests.browser.conftest import ADDRESS, QUIET, REPOSITORY, built
from tests.built import FROZEN, Site
from tests.test_pages import hostile

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_second_builder_makes_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ProperDocs makes of pages on disk what MkDocs makes of generated ones, byte for byte, odd texts too."""
    for name, value in (QUIET | {"TEDD_SITE_URL": ADDRESS, "TEDD_REPOSITORY_URL": REPOSITORY}).items():
        monkeypatch.setenv(name, value)
    cards = saved(tmp_path / "methods", *ANCHORS, hostile())
    first = built(tmp_path / "first", TEDD_CARDS=str(cards))

    site = build("properdocs", tmp_path / "second", cards)

    assert unlike_mkdocs(first, site) == []
    assert [one for one in Site(site, ADDRESS).broken() if not FROZEN.match(one)] == []


def test_a_difference_between_builders_is_named(tmp_path: Path) -> None:
    """A page that says something else and a file that is missing are named; who built a page is not asked."""
    pages = {
        "one": '<meta name="generator"><article><a id="__skip" tabindex="-1"></a><p>x</p></article>',
        "two": '<meta name="generator" content="b"><article><p>x</p></article><footer>of the theme</footer>',
        "three": '<meta name="generator" content="b"><article><p>y</p></article>',
    }
    for name, text in pages.items():
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(text)
    (tmp_path / "three" / "data" / "a.csv").write_text("a")

    assert unlike_mkdocs(tmp_path / "one", tmp_path / "two") == ["index.html"]
    assert unlike_in_substance(tmp_path / "one", tmp_path / "two") == []
    assert unlike_in_substance(tmp_path / "two", tmp_path / "three") == ["index.html", "data/a.csv"]
