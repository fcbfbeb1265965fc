"""Apostrophes as print has them: cards are typed with the straight one of a keyboard, pages show the curved.

The body of a page enters and leaves, as HTML or Markdown. Code, data and tags stay as they are.
"""

from __future__ import annotations

import re

_KEPT = re.compile(
    r"(<code\b.*?</code>|<pre\b.*?</pre>|<script\b.*?</script>|<style\b.*?</style>|<[^>]*>|`[^`\n]*`)",
    re.DOTALL,
)
_STRAIGHT = re.compile(r"(?<=\w)(?:'|&#39;)(?=\w)|(?<=s)(?:'|&#39;)(?!\w)")
"""One inside a word, or behind the s of a plural: what else follows a letter may end a quotation."""


def curved(body: str) -> str:
    """Return a page whose words have curved apostrophes."""
    if not _has(body):
        return body  # taken apart, a list of all methods is ten times as large
    parts = _KEPT.split(body)
    parts[::2] = [_STRAIGHT.sub("’", part) if _has(part) else part for part in parts[::2]]
    return "".join(parts)


def _has(text: str) -> bool:
    return "'" in text or "&#39;" in text
