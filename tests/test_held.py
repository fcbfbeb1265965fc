"""Finished HTML that nobody misses waits in a page's source and comes back as it was."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from scripts import held
from tedd.finished import FINISHED

LONG = f"<p>{'x' * held.LONG}</p>\n"
SHORT = "<p>short</p>\n"


def page(source: str, *, searched: bool = True) -> Any:  # noqa: ANN401 # MkDocs' Page, as far as the hook asks
    """Return a page with its source."""
    meta = {} if searched else {"search": {"exclude": True}}
    return SimpleNamespace(meta=meta, file=SimpleNamespace(content_string=f"---\ntitle: A\n---\n{source}"))


def finished(*blocks: str) -> str:
    """Return Markdown with blocks of finished HTML."""
    return "# A\n" + "\n".join(f"{FINISHED[0]}\n{block}{FINISHED[1]}" for block in blocks)


def test_long_blocks_come_back() -> None:
    """Two long blocks of a page leave its Markdown and stand in its HTML again, each in its own place."""
    before = finished(LONG, SHORT, LONG.replace("x", "y"))

    without = held.on_page_markdown(before, page=page(before))

    assert len(without) < 400
    assert SHORT in without
    assert held.on_post_page(without, page=page(before)) == before


def test_pictures_come_back() -> None:
    """A picture leaves the words around it, which are searched; an icon stays."""
    picture, icon = '<svg class="tedd-figure"><text>1</text></svg>', '<svg class="icon"></svg>'
    before = finished(f"<p>{icon} before {picture}\n{picture} after</p>\n", f"{picture}\n")

    without = held.on_page_markdown(before, page=page(before))

    assert "<text>" not in without
    assert f"<p>{icon} before <!--" in without
    assert held.on_post_page(without, page=page(before)) == before


def test_a_block_is_not_long_by_its_pictures() -> None:
    """What stands around a large picture stays where the search reads it."""
    picture = f'<svg class="tedd-figure"><text>{"1" * held.LONG}</text></svg>'
    before = finished(f"<p>around</p>{picture}\n")

    without = held.on_page_markdown(before, page=page(before))

    assert "<p>around</p><!--" in without
    assert held.on_post_page(without, page=page(before)) == before


def test_short_blocks_stay() -> None:
    """What is searched stays where the search reads it."""
    before = finished(SHORT)

    assert held.on_page_markdown(before, page=page(before)) == before


def test_pages_that_are_not_searched_wait_whole() -> None:
    """Of a page of a method nothing but headings is read twice."""
    before = finished(SHORT, SHORT.replace("short", r"a back\slash, \1"))
    method = page(before, searched=False)

    without = held.on_page_markdown(before, page=method)

    assert "<p>" not in without
    assert held.on_post_page(without, page=method) == before


def test_nothing_is_held_between() -> None:
    """Between reading and writing a page, its blocks are nowhere but in its source."""
    without = held.on_page_markdown(finished(LONG), page=page(finished(LONG)))
    other = finished(LONG.replace("x", "z"))

    assert held.on_post_page(without, page=page(other)) == other
