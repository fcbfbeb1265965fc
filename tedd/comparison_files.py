"""Files of what can be compared and of how results hold up: three tables as CSV.

A board with its `Comparison`, `Spread`s and `Pairing`s enters, `{path: bytes}` leaves. Numbers are written as
they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.forms import csv_text
from tedd.surface.catalogue import header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tedd.board import Board, Entry
    from tedd.comparability import Comparison
    from tedd.orders import Pairing
    from tedd.robustness import Spread

Cells = tuple[object, ...]


def comparison_files(
    board: Board, compared: Comparison, spreads: Iterable[Spread], pairings: Iterable[Pairing]
) -> dict[str, bytes]:
    """Return the data files under their paths."""
    ranks = {
        group.name: {member.entry.slug: member.rank for member in group.members}
        for group in (*compared.strict, *compared.experiments)
    }
    rows = (_method(entry, compared, ranks) for entry in board.entries)
    return {
        "data/comparability.csv": _csv("comparability", rows),
        "data/robustness.csv": _csv("robustness", _marks(spreads)),
        "data/orders.csv": _csv("orders", map(_order, pairings)),
    }


def _csv(name: str, rows: Iterable[Cells]) -> bytes:
    """Return a table whose cells stand in the order of its schema's columns."""
    columns = header(name)
    return csv_text((dict(zip(columns, row, strict=True)) for row in rows), columns).encode()


def _method(entry: Entry, compared: Comparison, ranks: Mapping[str, Mapping[str, int | None]]) -> Cells:
    """Return one method's row: what its PIR was measured on, its group, and why others are out of reach."""
    pir, card = entry.pir, entry.method.card
    on = pir.point.condition if pir and pir.point else None
    condition = (on.dataset, on.backbone, on.judge) if on else (None, None, None)
    groups = compared.of(entry.slug)
    inside = next((group.name for group in groups if group is compared.main), None)
    return (
        *(entry.slug, pir.value if pir else None, pir.basis if pir else None, pir.unified if pir else None),
        *condition,
        *(card.scope, card.modality, inside, ranks[inside][entry.slug] if inside else None),
        " ".join(group.name for group in groups if group is not compared.main),
        "; ".join(reason.text for reason in compared.reasons.get(entry.slug, ())),
    )


def _marks(spreads: Iterable[Spread]) -> Iterator[Cells]:
    for spread in spreads:
        fixed = spread.fixed
        for mark in spread.marks:
            changed = {"backbone": fixed.backbone, "judge": fixed.judge, spread.what: mark.key}
            yield (
                *(spread.entry.slug, spread.what, mark.key, mark.ratio, mark.offset, spread.factor),
                *(
                    fixed.setting,
                    fixed.dataset,
                    changed["backbone"],
                    changed["judge"],
                    fixed.variant,
                    fixed.sdf,
                ),
                " ".join(spread.test_sets),
            )


def _order(pairing: Pairing) -> Cells:
    return (
        *(pairing.what, pairing.one, pairing.other, "study" if pairing.study else "cards", pairing.where),
        *(pairing.fraction, pairing.scope, len(pairing.methods), pairing.tau, pairing.benchmarks),
        *(" ".join(pairing.methods), " ".join(pairing.order)),
    )
