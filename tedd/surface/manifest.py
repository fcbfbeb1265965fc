"""The schema of a snapshot's manifest: what was frozen, when, and computed with what.

Nothing enters; `Manifest` leaves. `tedd.snapshots` writes one into each snapshot, and reads it back by this.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tedd.fields import Count, Day, Line, Record

ID = r"^20[0-9]{2}\.(0[1-9]|1[0-2])(\.[1-9][0-9]?)?$"


class Manifest(Record):
    """What a snapshot is."""

    number: Literal[1] = Field(alias="schema")
    """Schema of the snapshot's files."""
    id: str = Field(pattern=ID)
    """`YYYY.MM`, or `YYYY.MM.N` for another one of a month."""
    edition: Literal["living", "survey"]
    """Which board."""
    date: Day
    """Day on which it was frozen."""
    engine: Line
    """Version of TEDD that computed it."""
    revision: Line | None
    """Commit of cards and engine, `-dirty` behind it where files differed; null without git."""
    computed_with: dict[str, Line]
    """Versions of Python and of the packages that numbers and pictures depend on."""
    methods: Count
    """Methods on the board."""
    results: Count
    """Rows of evidence."""
    studies: Count
    """Studies under one recipe."""
    pictures: dict[str, str]
    """What each picture shows, in words."""
