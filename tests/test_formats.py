"""Formats: how numbers look on a page."""

from __future__ import annotations

import pytest

from tedd import formats


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.3134, "+0.313"),
        (-0.0501, f"{formats.MINUS}0.050"),
        (2e-16, "0.000"),
        (-2e-16, "0.000"),
        (None, formats.ABSENT),
    ],
)
def test_signed_numbers(value: float | None, shown: str) -> None:
    """An offset has its sign and a real minus; what rounds to zero has none."""
    assert formats.signed(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.05, "5%"), (0.0196, "2%"), (0.1775, "18%"), (1.0, "100%")])
def test_percent(value: float, shown: str) -> None:
    """A fraction of the data is told with two figures that count."""
    assert formats.percent(value) == shown
