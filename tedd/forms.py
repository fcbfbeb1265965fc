"""The two forms in which data leave: CSV and JSON.

Records enter, text leaves: deterministic and finite, numbers as computed, no NaN, nothing that runs.
"""

from __future__ import annotations

import csv
import io
import json
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A cell that begins so is run as a formula by some spreadsheet; the last four are the full-width forms."""
Json = dict[str, Any]


def json_lines(head: Json, key: str, records: Iterable[Json]) -> str:
    """Return an object as JSON whose last value is a list, one record of it a line."""
    return json_bytes(head, key, records).decode()


def json_bytes(head: Json, key: str, records: Iterable[Json]) -> bytes:
    """Return the same as bytes, which holds one record at a time in memory."""
    out = io.BytesIO()
    out.write(f'{_dump(head)[:-1]},\n "{key}": [\n  '.encode())
    for number, record in enumerate(records):
        out.write((",\n  " * (number > 0) + _dump(record)).encode())
    out.write(b"\n]}\n")
    return out.getvalue()


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def csv_text(rows: Iterable[Mapping[str, object]], columns: Sequence[str] = ()) -> str:
    """Return CSV with a header, of `columns` or else of the first row's keys.

    Text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    rows = iter(rows)
    out = io.StringIO()
    if not columns:
        first = next(rows, {})
        columns, rows = list(first), chain([first] if first else [], rows)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    known = _Texts()
    writer.writerows(
        [known[value] if type(value) is str else cell(value) for value in map(row.__getitem__, columns)]
        for row in rows
    )
    return out.getvalue()


class _Texts(dict[str, object]):
    """Texts of one file as cells, each worked out once: most stand in many rows."""

    def __missing__(self, text: str) -> object:
        self[text] = found = cell(text)
        return found


def cell(value: object) -> object:
    """Return a value as a cell of a CSV file: truth in lower case, no text that a spreadsheet would run."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
