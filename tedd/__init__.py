"""TEDD: a living survey of data selection for fine-tuning large language models."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tedd.feasibility import Edition
    from tedd.tables import Data

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def load(edition: Edition = "living", *, cards: Path | str | None = None) -> Data:
    """Return the board of an edition, `living` or `survey`, with everything its tables hold.

    The cards are those that came with the installed package, or those of the checkout it runs from; `cards`
    names another folder. An installed package knows the results of its day: for today's, read the files
    under `/data/v1/` of the site. Takes a second or two.

    Raises `tedd.problems.CardError` for cards with mistakes, and ValueError for another edition.

    >>> import tedd
    >>> data = tedd.load()
    >>> data.edition
    'living'
    >>> best = min((row for row in data.rows() if row["ranked"]), key=lambda row: row["efficiency_rank"])
    >>> best["efficiency_offset"] > 0
    True
    """
    from tedd.tables import load as read  # noqa: PLC0415 # `import tedd` alone loads nothing

    return read(edition, cards)
