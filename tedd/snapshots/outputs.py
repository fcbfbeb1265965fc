"""What a snapshot shows of its inputs: the board as files, its pictures, and the manifest that names them.

Inputs enter, `{name: bytes}` leaves. Everything is computed from the inputs as they are frozen and read back,
so that whoever computes it again starts from the very same values in the very same order.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tedd import __version__, exports, head_to_head_files
from tedd import figures as pictures
from tedd.bibtex import bibtex
from tedd.board import build_board
from tedd.head_to_head import head_to_head
from tedd.snapshots.inputs import SCHEMA, canonical, frozen, of_edition, parsed, thawed
from tedd.snapshots.seal import SnapshotError
from tedd.surface.manifest import Manifest
from tedd.uncertainty import quantify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from tedd.board import Board
    from tedd.feasibility import Edition
    from tedd.snapshots.inputs import Files, Inputs

MANIFEST, BOARD, HEAD_TO_HEAD = "manifest.json", "leaderboard.json", "head-to-head.json"
PICTURE_LINK = "../../../methods/{}/"
"""Way from a frozen picture to a method's page."""
COMPUTED_WITH = ("numpy", "scipy", "matplotlib", "pydantic")


def contents(inputs: Inputs, edition: Edition, name: str, day: dt.date, revision: str | None) -> Files:
    """Return every file of a snapshot but its checksums."""
    given = frozen(of_edition(inputs, edition))
    inputs = thawed(given, SCHEMA)
    plain = build_board(inputs.library, edition)
    board = quantify(plain)
    manifest = Manifest.model_validate(
        {
            "schema": SCHEMA,
            "id": name,
            "edition": edition,
            "date": day,
            "engine": __version__,
            "revision": revision,
            "computed_with": _versions(),
            "methods": len(board.entries),
            "results": sum(len(one.card.evidence) for one in inputs.library.methods),
            "studies": len(inputs.studies),
            "pictures": {kind: pictures.alt_text(board, kind) for kind in pictures.KINDS},
        }
    )
    text = canonical(manifest.model_dump(mode="json", by_alias=True)) + "\n"
    # as on the site, the survey's pictures are as it drew them: without the intervals that TEDD adds
    drawn = _drawn(plain if edition == "survey" else board)
    return {MANIFEST: text.encode()} | given | _computed(board, inputs) | drawn


def computed(inputs: Inputs, edition: Edition) -> Files:
    """Return the files of values that today's engine computes from inputs; pictures are not among them."""
    return _computed(quantify(build_board(inputs.library, edition)), inputs)


def _computed(board: Board, inputs: Inputs) -> Files:
    texts = {
        BOARD: exports.board_json(board),
        "leaderboard.csv": exports.board_csv(board),
        "evidence.csv": exports.evidence_csv(board),
        "probabilities.csv": exports.probabilities_csv(board),
        "references.bib": "\n".join(bibtex(method) for method in board.library.methods),
    }
    files = {name: text.encode() for name, text in texts.items()}
    if not inputs.studies:
        return files
    duels = head_to_head_files.head_to_head_files(head_to_head(inputs.library, inputs.studies))
    return files | {path.removeprefix("data/"): content for path, content in duels.items()}


def _drawn(board: Board) -> Files:
    drawn = pictures.figures(board, prefix=board.edition, link=PICTURE_LINK.format)
    return {
        picture_name(kind, scheme, compact=compact): drawn[
            pictures.path(board.edition, kind, scheme, compact=compact)
        ]
        for kind in pictures.KINDS
        for scheme in ("light", "dark")
        for compact in (False, True)
    }


def picture_name(kind: str, scheme: str, *, compact: bool) -> str:
    """Return where a picture lies in a snapshot, such as `figures/efficiency-compact-dark.svg`."""
    return f"figures/{kind}{'-compact' * compact}-{scheme}.svg"


def _versions() -> dict[str, str]:
    return {"python": sys.version.split()[0], **{name: version(name) for name in COMPUTED_WITH}}


def manifest_of(files: Mapping[str, bytes]) -> Manifest:
    """Return a snapshot's manifest; raise `SnapshotError` when it is none."""
    data = parsed(files, MANIFEST)
    number = data.get("schema") if isinstance(data, dict) else None
    if isinstance(number, int) and number > SCHEMA:
        raise SnapshotError(
            f"{MANIFEST}: schema {number} is newer than this program's {SCHEMA}; use a newer TEDD"
        )
    try:
        return Manifest.model_validate(data)
    except ValidationError as error:
        fields = ", ".join(sorted({".".join(map(str, one["loc"])) or "all" for one in error.errors()}))
        raise SnapshotError(f"{MANIFEST}: not a manifest of schema {SCHEMA} ({fields})") from error
