"""Tables of words on a phone: cells name their columns, and every table with a column of text is one."""

from __future__ import annotations

import re

import pytest

from tedd.stacked import stacked
from tests.test_pages import real_pages

HEAD = '<thead><th scope="col">Method</th><th class="t-n">PIR <a href="#">?</a></th><th>Why</th></thead>'
NARROW = {"b-side", "d-table"}
"""Tables that fit a phone as they are: methods side by side, and two columns of fields."""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            '<tr><th scope="row">IFD</th><td class="t-n">1</td><td>so</td></tr>',
            '<tr><th scope="row">IFD</th><td class="t-n" data-l="PIR ?">1</td><td data-l="Why">so</td></tr>',
        ),
        (
            '<tr><td>IFD</td><td data-l="ratio">1</td><td data-l="">so</td></tr>',
            '<tr><td>IFD</td><td data-l="ratio">1</td><td data-l="">so</td></tr>',
        ),
        (
            "<tr><td>IFD</td><td></td><td>so</td></tr>",
            '<tr><td>IFD</td><td></td><td data-l="Why">so</td></tr>',
        ),
        ('<tr><th colspan="3">All</th></tr>', '<tr><th colspan="3">All</th></tr>'),
    ],
    ids=["named", "named by the template", "empty", "spanning"],
)
def test_cells_say_their_column(row: str, expected: str) -> None:
    """Each cell but the first says its column, unless its template did, it is empty or spans the table."""
    table = '<table class="t-table t-stack">{}<tbody>{}</tbody></table>'.format

    assert stacked(table(HEAD, row)) == table(HEAD, expected)


def test_other_tables_stay() -> None:
    """A table that is not for words, and one whose head has two lines, leave as they came."""
    row = "<tbody><tr><td>IFD</td><td>1</td></tr></tbody></table>"
    two = f'<table class="t-stack"><thead><tr><th>a</th></tr><tr><th>b</th></tr></thead>{row}'

    assert stacked(f'<table class="t-table">{HEAD}{row}') == f'<table class="t-table">{HEAD}{row}'
    assert stacked(two) == two


def test_every_table_of_words_is_read_on_a_phone() -> None:
    """No page has a column of text in a table that scrolls sideways."""
    found = {
        path: kinds
        for path, page in real_pages().items()
        for kinds, table in re.findall(r'<table class="([^"]*)">(.*?)</table>', page, re.DOTALL)
        if "t-text" in table and not {"t-stack", *NARROW} & set(kinds.split())
    }

    assert found == {}
    assert 'data-l="Source"' in real_pages()["methods/ifd.md"]
