"""Descriptions of words and links alone: whatever is called so, the Markdown parser finds nothing in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tedd.frontmatter import parse_card
from tedd.paragraphs import is_words_and_links
from tedd.problems import CardError
from tedd.prose import problems_in

CARDS = sorted((Path(__file__).parent.parent / "methods").glob("*.md"))
PIECES = st.sampled_from(
    [
        *("word", "Café", "日本", "7B", "1,000", "(aside)", "“said”", "a*b", "_soft_", "**loud**", "`code`"),
        *("[RDS+](https://arxiv.org/abs/2503.01807)", "[a\nb](https://b.org)", "[a\n- b](https://b.org)"),
        *("[a](https://localhost)", "[a](https://b.org:99)", "![a](https://b.org)", "[a]: https://b.org"),
        *(" ", " ", "\n", "\n\n", ".", ":", "!", "- ", "# ", "1. ", "1) ", "> ", "---", "===", "    ", "\t"),
        *(
            "<b>",
            "&lt;",
            "&#x202e;",
            "\\",
            "[",
            "]",
            "(",
            ")",
            "~~~",
            "```",
            "|",
            "e\u0301\u0301\u0301\u0301",
        ),
        *("*_*_*_*_", "www.b.org", "http://b.org", "mailto:a@b.org", "{: .a}", "\u0301"),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_what_needs_no_parser_has_no_problems(text: str) -> None:
    """A description that is taken for words and links holds nothing that the parser would refuse."""
    if is_words_and_links(text):
        try:
            document = parse_card(f"---\na: 1\n---\n{text}".encode(), "x.md")
        except CardError:  # a character that no file may hold
            return

        assert list(problems_in(document)) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Words.",
            "One,\n(two)\n\n7B \u201cthree\u201d.",
            "See [the RDS+\npaper](https://arxiv.org/abs/2503.01807).",
        ),
        *("A *soft*, **loud** and `code`.", "A scale of 5! It is 3 > 2."),
    ],
)
def test_what_most_authors_write_needs_no_parser(text: str) -> None:
    """Paragraphs with links, emphasis and code are known without the parser."""
    assert is_words_and_links(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\n",
            "<b>",
            "a <b>",
            "&lt;",
            "a\\",
            "# A",
            "- a",
            "* a",
            "+ a",
            "> a",
            "1. a",
            "1)\n",
            "    a",
        ),
        *("a\n===", "a\n---", "[a]: https://b.org", "![a](https://b.org)", "[a](https://127.0.0.1)", "\ta"),
        *(
            "[a](http://b.org)",
            "[a\n- b](https://b.org)",
            "a \u0301\u0301\u0301\u0301",
            "*_" * 7,
            "~~~",
            "``` a",
        ),
    ],
)
def test_in_doubt_the_parser_is_asked(text: str) -> None:
    """Whatever could be anything else than words and links is left to the parser."""
    assert not is_words_and_links(text)


def test_the_cards_need_no_parser() -> None:
    """Most real cards are checked without it, so that a check of one answers at once."""
    plain = [is_words_and_links(path.read_text("utf-8").partition("\n---\n")[2]) for path in CARDS]

    assert sum(plain) > 0.9 * len(CARDS)
