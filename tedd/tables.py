"""The board for Python: `tedd.load()`, its tables as plain records, and as data frames where pandas is there.

A folder of cards enters, `Data` leaves. The tables are those of the CSV files under `/data/v1/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from tedd import bridge_files, cards, exports, head_to_head_files
from tedd.board import build_board
from tedd.bridge_report import report
from tedd.feasibility import Edition
from tedd.head_to_head import head_to_head
from tedd.packed import own_cards
from tedd.studies import load_studies
from tedd.surface.catalogue import named
from tedd.surface_files import method_rows
from tedd.uncertainty import quantify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from tedd.board import Board
    from tedd.head_to_head import HeadToHead

Table = Literal["leaderboard", "methods", "evidence", "head-to-head", "bridges"]
TYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean", "string": "string", "list": "string"}
"""Type of a column of a data frame: one that knows absent values, whatever the rows hold."""


@dataclass(frozen=True)
class Data:
    """All that a folder of cards gives in one edition."""

    board: Board
    """The board itself, for who wants more than tables."""
    folder: Path
    """Where its cards are."""

    @property
    def edition(self) -> Edition:
        """Which board: `living` or `survey`."""
        return self.board.edition

    @cached_property
    def head_to_head(self) -> HeadToHead:
        """The board of the studies; it is the same in both editions."""
        library = self.board.library
        return head_to_head(library, load_studies(library, self.folder))

    def rows(self, table: Table = "leaderboard") -> list[dict[str, Any]]:
        """Return a table as records, one a row; what is absent is None.

        The tables have the columns of the files of the same names: `leaderboard`, `methods`, `evidence`,
        `head-to-head` and `bridges`. Raises ValueError for any other name.

        >>> import tedd
        >>> first = tedd.load("survey").rows()[0]
        >>> first["name"], first["pir_value"], first["efficiency_rank"]
        ('IFD', 1.747, 1)
        """
        if table not in get_args(Table):
            raise ValueError(f"no table {table!r}; there are {', '.join(get_args(Table))}")
        return [dict(row) for row in self._rows(table)]

    def _rows(self, table: Table) -> Iterable[Mapping[str, Any]]:
        if table == "leaderboard":
            return exports.board_rows(self.board)
        if table == "methods":
            return method_rows(self.board.library)
        if table == "evidence":
            return exports.evidence_rows(self.board)
        if table == "bridges":
            return bridge_files.rows(report(self.board))
        return head_to_head_files.rows(self.head_to_head)

    def frame(self, table: Table = "leaderboard") -> pd.DataFrame:
        """Return a table as a pandas data frame, with the same columns and types whatever the rows hold.

        Raises ImportError without pandas, which is an extra: `frame`.

        >>> import tedd
        >>> frame = tedd.load("survey").frame()
        >>> frame[["name", "efficiency_rank"]].head(3)
                     name  efficiency_rank
        0             IFD                1
        1            LESS                2
        2  Superfiltering                3
        >>> frame["efficiency_rank"].dtype
        Int64Dtype()
        """
        try:
            import pandas as pd  # noqa: PLC0415 # an extra: all else does without
        except ImportError as error:
            remedy = "frame() needs pandas: pip install pandas; rows() gives the same without it"
            raise ImportError(remedy) from error
        rows = self.rows(table)
        return pd.DataFrame(
            {
                column.name: pd.Series([row[column.name] for row in rows], dtype=TYPES[column.kind])
                for column in named(table).columns
            }
        )


def load(edition: Edition = "living", cards_in: Path | str | None = None) -> Data:
    """Return a board with its intervals; see `tedd.load`."""
    if edition not in get_args(Edition):
        raise ValueError(f"no edition {edition!r}; there are {' and '.join(get_args(Edition))}")
    folder = Path(cards_in) if cards_in is not None else own_cards()
    return Data(quantify(build_board(cards.load(folder), edition), shares=False), folder)
