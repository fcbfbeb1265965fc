"""Pictures and long finished HTML are kept from the theme and come back as they were."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from scripts import held
from tedd.finished import FINISHED

LONG = f"<p>{'x' * held.LONG}</p>\n"
SHORT = "<p>short</p>\n"


def page(path: str) -> Any:  # noqa: ANN401 # MkDocs' Page, of which the hook asks no more than the path
    """Return a page of some path."""
    return SimpleNamespace(file=SimpleNamespace(src_uri=path))


def finished(*blocks: str) -> str:
    """Return Markdown with blocks of finished HTML."""
    return "# A\n" + "\n".join(f"{FINISHED[0]}\n{block}{FINISHED[1]}" for block in blocks)


def test_long_blocks_come_back() -> None:
    """Two long blocks of a page leave its Markdown and stand in its HTML again, each in its own place."""
    other = LONG.replace("x", "y")
    before = finished(LONG, SHORT, other)

    without = held.on_page_markdown(before, page=page("a.md"))

    assert len(without) < 300
    assert SHORT in without
    assert held.on_post_page(without, page=page("a.md")) == before


def test_pages_do_not_mix() -> None:
    """A page gets its own blocks, once, also when many are read before one is written."""
    ours = held.on_page_markdown(finished(LONG), page=page("a.md"))
    theirs = held.on_page_markdown(finished(LONG.replace("x", "z")), page=page("b.md"))

    assert held.on_post_page(theirs, page=page("b.md")) == finished(LONG.replace("x", "z"))
    assert held.on_post_page(ours, page=page("a.md")) == finished(LONG)
    assert held.on_post_page(ours, page=page("a.md")) == ours


def test_short_blocks_stay() -> None:
    """What is searched stays where the search reads it."""
    assert held.on_page_markdown(finished(SHORT), page=page("a.md")) == finished(SHORT)


def test_pictures_come_back() -> None:
    """A picture leaves a short block, whose words stay, and stands in its place again."""
    picture = '<svg viewBox="0 0 1 1" class="tedd-figure"><text>PIR</text></svg>'
    before = finished(f"<p>words</p>\n<figure>{picture}\n{picture}</figure>\n")

    without = held.on_page_markdown(before, page=page("a.md"))

    assert "svg" not in without
    assert "<p>words</p>" in without
    assert held.on_post_page(without, page=page("a.md")) == before
