"""Whether a description is nothing but words and links, so that no Markdown parser has to look at it.

A description enters, yes or no leaves. Most cards say yes, and loading the parser takes longer than all that
a check does with a card. In doubt the answer is no: what is refused, and where it stands, is the business of
`tedd.prose` alone.
"""

from __future__ import annotations

import re

from tedd.fields import PILED, is_address

MAX_CHARACTERS = 6000
"""Of a description; no longer one is taken."""

_LINK = re.compile(r"(?<!!)\[([\w ,.'’+\n-]+)\]\((https://[a-z0-9.-]+(?:/[A-Za-z0-9._/-]*)?)\)")
_LINE = re.compile(
    r"(?![0-9]{1,9}[.)](?:\s|$))"  # no entry of a numbered list
    r"(?:[^\W_]|[(“])"  # what starts so is no other list, no quote, heading, rule or code
    r"[^<&\\\[\]\n]*"  # without these there is no HTML, entity, escape, link or image
)
_EMPHASIS = re.compile(r"[*_]")
_MOST_EMPHASIS = 12
"""Signs of emphasis: so few cannot nest as deeply as is refused."""


def is_words_and_links(text: str) -> bool:
    """Return whether a description is sure to hold nothing that could be refused."""
    if not text.strip() or len(text) > MAX_CHARACTERS:
        return False
    if not all(is_address(address) for _, address in _LINK.findall(text)):
        return False
    words = _LINK.sub(r"\1", text)
    known = all(_LINE.fullmatch(line) for line in words.split("\n") if line)
    return known and len(_EMPHASIS.findall(words)) <= _MOST_EMPHASIS and not re.search(PILED, words)
