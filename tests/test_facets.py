"""Facets: what a table can be filtered by, and data that no text of a card can break out of."""

from __future__ import annotations

import json

from tedd.content.facets import FLAGS, LABELS, facets
from tedd.formats import data
from tests.boards import board, card, real_board
from tests.test_pages import ODD, hostile


def test_every_facet_tells_methods_apart() -> None:
    """A facet is offered when its values differ, each value is one that a method has."""
    found = facets(real_board(), tuple(LABELS))
    for facet in found.facets:
        values = {value for value, _ in facet.options}
        assert len(values) > 1
        assert values == {fact[facet.key] for fact in found.facts}

    assert len(found.facts) == len(real_board().entries)
    assert all(fact[flag] in (True, False) for fact in found.facts for flag in FLAGS)


def test_a_facet_with_one_value_is_not_offered() -> None:
    """Two methods that share everything leave nothing to choose."""
    assert facets(board(card("one"), card("other")), tuple(LABELS)).facets == ()


def test_a_method_is_found_by_all_its_names() -> None:
    """Name and aliases are there to be searched."""
    facts = {fact["slug"]: fact for fact in facets(real_board(), ()).facts}

    assert "Cherry LLM" in str(facts["ifd"]["names"])


def test_no_text_ends_a_data_block() -> None:
    """Whatever a card says, the block holds no markup and reads back as it was."""
    names = ["</script><script>alert(1)</script>", "<!--", "a & b", "\u2028"]
    text = data([names, {"name": ODD}])

    assert not set("<>&") & set(text)
    assert json.loads(text) == [names, {"name": ODD}]
    assert not set("<>&") & set(data(facets(board(hostile()), ()).facts))
