"""Where the repository says how to cite: CITATION.cff points at the newest snapshot.

The file's text and a snapshot enter, the text with another pointer leaves. Only what stands below the marker
is ever replaced; all else in the file is written by hand.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tedd.snapshots.cite import AUTHOR, seal_of, title_of
from tedd.snapshots.seal import SnapshotError

if TYPE_CHECKING:
    from tedd.snapshots.store import Snapshot

CITATION = "CITATION.cff"
MARKER = "# The newest snapshot. `tedd snapshot create` writes what stands below; nothing else may.\n"


def pointed(text: str, newest: Snapshot | None) -> str:
    """Return the text of a CITATION.cff that points at a snapshot, or at none while there is none."""
    if text.count(MARKER) != 1:
        raise SnapshotError(f"{CITATION}: the line {MARKER.strip()!r} should stand in it once")
    return text.split(MARKER, maxsplit=1)[0] + MARKER + (_reference(newest) if newest else "")


def _reference(snapshot: Snapshot) -> str:
    manifest = snapshot.manifest
    return f"""references:
  - type: data
    title: {json.dumps(title_of(manifest))}
    authors:
      - name: {AUTHOR}
    version: {json.dumps(manifest.id)}
    date-released: {manifest.date.isoformat()}
    license: CC-BY-4.0
    identifiers:
      - type: other
        value: sha256:{seal_of(snapshot)}
        description: SHA-256 of the snapshot's SHA256SUMS
"""


def point(citation: Path, newest: Snapshot | None) -> bool:
    """Let a CITATION.cff point at a snapshot; return whether it did not before.

    Nothing happens where there is no such file. It is written aside and renamed: whole or not at all.
    """
    if not citation.is_file():
        return False
    old = citation.read_bytes()
    new = pointed(old.decode(), newest).encode()
    if new == old:
        return False
    handle, aside = tempfile.mkstemp(prefix=f".{citation.name}.", dir=citation.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
        Path(aside).chmod(citation.stat().st_mode)
        Path(aside).replace(citation)
    finally:
        Path(aside).unlink(missing_ok=True)
    return True
