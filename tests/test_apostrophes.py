"""Words have curved apostrophes on every page; code, data and addresses keep what they are."""

from __future__ import annotations

import re

import pytest

from tedd.apostrophes import curved
from tests.test_pages import real_pages

CODE = re.compile(r"<(code|pre|script|style)\b.*?</\1>|<[^>]*>|`[^`\n]*`", re.DOTALL)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("the survey's and the authors&#39; own", "the survey’s and the authors’ own"),
        ("<b title=\"IFD's\">IFD</b>'s", "<b title=\"IFD's\">IFD</b>'s"),
        ("<code>it's</code> it's `it's`", "<code>it's</code> it’s `it's`"),
        ("<script>\"it's\"</script>", "<script>\"it's\"</script>"),
        ("a 'quotation' here", "a 'quotation' here"),
    ],
    ids=["words", "attribute", "code", "data", "quotation"],
)  # fmt: skip
def test_apostrophes_are_curved(given: str, expected: str) -> None:
    """An apostrophe stands in a word or behind its last s; nothing else is touched."""
    assert curved(given) == expected


def test_no_page_has_a_straight_apostrophe() -> None:
    """Whatever a card or a template wrote, a reader sees one kind of apostrophe."""
    words = {path: CODE.sub("", page.split("\n---\n", 1)[1]) for path, page in real_pages().items()}
    found = {
        path: hit[0]
        for path, text in words.items()
        if (hit := re.search(r"\w+(?:'|&#39;)\w+|s(?:'|&#39;) ", text))
    }

    assert found == {}
