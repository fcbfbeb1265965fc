"""What is written down when a published number changes: in a card, in a study, or in the vocabulary.

An entry as plain data enters, one frozen `Correction` leaves. Whether each change has its entry is decided in
`tedd.changes`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tedd.fields import AsTuple, Day, Line, Record


class Correction(Record):
    """A published number that was changed."""

    date: Day
    """Day of the change."""
    field: Line
    """Which field."""
    old: Line
    """What stood there."""
    new: Line
    """What stands there now."""
    reason: Line
    """Why."""


Corrections = Annotated[tuple[Correction, ...], AsTuple, Field(max_length=200)]
"""All entries of a file."""
