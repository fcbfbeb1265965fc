"""Tables of words on a phone, where a row is a block: each cell then says the name of its column itself.

The HTML of a page enters and leaves; tables of the class `t-stack` are changed alone. The names come from the
table's own head, so that no template writes them twice.
"""

from __future__ import annotations

import re

_TABLE = re.compile(r'<table class="[^"]*\bt-stack\b[^"]*">.*?</table>', re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"(<t[dh]\b[^>]*)(?=>(</t)?)")
_TITLE = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def stacked(page: str) -> str:
    """Return a page whose tables of words name the column in each cell, save for the first of a row."""
    return _TABLE.sub(lambda found: _named(found[0]), page)


def _named(table: str) -> str:
    """Return one table; a head of two lines names nothing: there the template does."""
    head, rest = table.split("</thead>", 1)
    if head.count("<tr") > 1:
        return table
    titles = [_TAG.sub("", title) for title in _TITLE.findall(head)]
    return f"{head}</thead>{_ROW.sub(lambda row: _row(row[0], titles), rest)}"


def _row(row: str, titles: list[str]) -> str:
    """Return a row; one that spans the table stays as it is."""
    if "colspan=" in row:
        return row
    left = iter(("", *titles[1:]))
    return _CELL.sub(lambda cell: _cell(cell[1], next(left), empty=bool(cell[2])), row)


def _cell(opening: str, title: str, *, empty: bool) -> str:
    """Return the tag that opens a cell; one that holds nothing or has a `data-l`, if an empty one, stays."""
    stays = empty or not title or "data-l=" in opening
    return opening if stays else f'{opening} data-l="{title}"'
