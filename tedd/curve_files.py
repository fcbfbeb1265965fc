"""The file on efficiency curves: every point of every curve, with what was said of the curve.

Curves enter, `{path: bytes}` leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.forms import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tedd.curves import Curve


def curve_files(found: Sequence[Curve]) -> dict[str, bytes]:
    """Return the data file on curves under its path."""
    rows = (row for number, one in enumerate(found, 1) for row in _rows(number, one))
    return {"data/curves.csv": csv_text(rows).encode()}


def _rows(number: int, one: Curve) -> Iterator[dict[str, object]]:
    """Yield one row a point."""
    for at in one.points:
        yield {
            "curve": number,
            "method": one.slug,
            **one.condition._asdict(),
            "sdf": at.sdf,
            "ratio": at.ratio,
            "log_variance": at.variance,
            "fitted": one.fit.ratio(at.sdf) if one.fit else None,
            "fit_start": one.fit.start if one.fit else None,
            "fit_gain": one.fit.gain if one.fit else None,
            "fit_bend": one.fit.bend if one.fit else None,
            "fit_r2": one.fit.r2 if one.fit else None,
            "monotone": one.monotone,
            "concave": one.concave,
            "fall_probability": one.fall_probability,
            "verdict": one.verdict,
        }
