"""Descriptions: what is refused, where it is found, and which HTML is left."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tedd.fields import is_address
from tedd.frontmatter import parse_card
from tedd.paragraphs import MAX_CHARACTERS
from tedd.prose import problems_in, to_html

TAGS = {"p", "em", "strong", "a", "code", "pre", "ul", "ol", "li", "blockquote", "br", "hr"}


def found(text: str) -> list[str]:
    """Return place and message of what is wrong with a description."""
    document = parse_card(f"---\na: 1\n---\n{text}".encode(), "x.md")
    return [f"{problem.line - 3}:{problem.column} {problem.message}" for problem in problems_in(document)]


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, a < b, R&D, 5 > 3.",
        "*Soft*, **loud** and `code <b>`.",
        "- one\n- two\n\n1. first\n2. second",
        "> quoted",
        "[a link](https://example.org/a_(b)?c=d#e) and <https://example.org>",
        "[a link][1]\n\n[1]: https://example.org",
        "[not a link] and [neither](",
        "Two words\\\nin two lines",
        "    indented code\n    ![no picture](x)",
        "```\n<b>code</b>\n```",
        "Café, 日本語, 1 ± 2, “quotes”",
        "---",
    ],
)
def test_ordinary_markdown_is_allowed(text: str) -> None:
    """Paragraphs, lists, quotes, code, emphasis and https links are all that a description needs."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("One.\n\nTwo\nthree <b>four</b>.", ["4:7 HTML is not allowed", "4:14 HTML is not allowed"]),
        ("`a\nb` <i>", ["2:4 HTML is not allowed"]),
        ("> a\n> <br/>", ["2:3 HTML is not allowed"]),
        ("- a\n\n  <p>b", ["3:3 HTML is not allowed"]),
        ("a <b\nc> <i>", ["1:3 HTML is not allowed", "2:4 HTML is not allowed"]),
        ("<!-- a -->", ["1:1 HTML is not allowed"]),
        ("<?php ?>", ["1:1 HTML is not allowed"]),
        ("a\n\n![b](https://c.org/d.png)", ["3:1 images are not allowed"]),
        ("[![b](https://c.org/d.png)](https://c.org)", ["1:2 images are not allowed"]),
        ("# A", ["1:1 headings are not allowed"]),
        ("A\n===", ["1:1 headings are not allowed"]),
        ("[a](https://b.org)\n[c](//d.org)", ["2:1 not a usable link"]),
        ("[a]() and [b](#c)", ["1:1 not a usable link", "1:11 not a usable link"]),
        ("x [y](https://u:p@z.org)", ["1:3 not a usable link"]),
        ("[a](https://b.org 'c&#x202e;')", ["1:21 invisible or control character"]),
        ("a&nbsp;b", ["1:2 invisible or control character"]),
        ("```x&#8203;\n```", ["1:5 invisible or control character"]),
        ("- " * 12 + "a", ["1:1 nested too deeply"]),
        ("", ["0:1 no description"]),
        (" \n\n", ["0:1 no description"]),
        ("x" * (MAX_CHARACTERS + 1), ["1:1 the description is too long"]),
    ],
)
def test_what_is_refused_is_found_at_its_place(text: str, places: list[str]) -> None:
    """HTML, images, headings, odd links and hidden characters are found at their line and column."""
    assert found(text) == places


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "<java\tscript:alert(1)>",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://example.org",
        "mailto:a@example.org",
        "../x.md",
        "#top",
        "?a",
        "\\\\example.org",
        "https:example.org",
        "https://",
        "https://localhost/",
        "https://10.0.0.1/",
    ],
)
def test_only_public_https_addresses_are_linked(address: str) -> None:
    """A link leads to a public https address, however else it is disguised."""
    assert len(found(f"[a]({address})")) == 1
    assert len(found(f"[a][b]\n\n[b]: {address}")) == 1


def test_html_of_a_description() -> None:
    """Markdown becomes HTML; what looks like HTML stays text."""
    assert to_html("*a* `<b>` [c](https://d.org)\n") == (
        '<p><em>a</em> <code>&lt;b&gt;</code> <a href="https://d.org">c</a></p>\n'
    )


markdown = st.text("ab \n*_`[]()<>!#&;:/\\-=+.1\"'~|\t") | st.lists(
    st.sampled_from(
        [
            "[a](",
            "https://b.org",
            "javascript:",
            ")",
            "<b>",
            "![",
            "`",
            "\n\n",
            "    ",
            "> ",
            "- ",
            "&lt;",
            "&#x202e;",
        ]
    ),
    max_size=12,
).map("".join)


@given(markdown)
@example("    ![a](https://b.org/c.png)")
def test_html_of_any_accepted_description_is_harmless(text: str) -> None:
    """Nothing but a few tags without attributes, and links to https addresses, ever comes out."""
    if found(text):
        return
    html = to_html(text)

    for tag, attributes in re.findall(r"</?([a-z0-9]+)([^>]*)>", html):
        assert tag in TAGS
        href = re.fullmatch(r' href="([^"]*)"(?: title="[^"]*")?', attributes)
        language = re.fullmatch(r' class="language-[^"]*"', attributes)
        assert attributes in ("", " /") or language or re.fullmatch(r' start="\d+"', attributes) or href
        assert not href or is_address(href[1].replace("&amp;", "&"))


def test_what_cannot_be_found_again_is_told_at_its_block() -> None:
    """An address written in entities stands nowhere as it is read: the place is that of its paragraph."""
    assert [line.split(" ")[0] for line in found("Fine.\n\n[x](&#106;avascript:a)")] == ["3:1"]
