"""What the search knows of a method."""

from __future__ import annotations

from tedd.search import entry
from tests.boards import real_board
from tests.test_pages import hostile


def test_a_method_is_found_by_what_it_is() -> None:
    """An entry holds every name, the paper's title, the place in the scheme and the description."""
    found = {one.slug: entry(one.method) for one in real_board().entries}

    assert found["ifd"]["location"] == "methods/ifd/"
    assert found["ifd"]["title"] == "IFD (Cherry LLM, Instruction-Following Difficulty)"
    assert "Self-Guided Data Selection" in found["ifd"]["text"]
    assert "internal information, log likelihood" in found["ifd"]["text"]
    assert "perplexity" in found["superfiltering"]["text"]


def test_an_entry_is_lean() -> None:
    """Evidence stays out: an entry is no longer than a card's title and description allow."""
    assert max(len(entry(one.method)["text"]) for one in real_board().entries) < 4000


def test_strangers_text_has_no_markup() -> None:
    """An excerpt is shown as HTML: no tag of a card survives, neither typed nor made from Markdown."""
    found = entry(hostile())

    assert "<" not in found["title"]
    assert "<" not in found["text"].replace("<p>", "").replace("</p>", "")
    assert "&lt; *d*" in found["title"]
