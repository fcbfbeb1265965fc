"""How to cite a snapshot: as BibTeX, APA, CFF and RIS.

A manifest, the checksum of the whole and the site's address enter, texts leave. No identifier is invented:
what names the data for good is the SHA-256 of `SHA256SUMS`; an address stands where the site has one.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from tedd.snapshots.seal import sums

if TYPE_CHECKING:
    from tedd.snapshots.store import Snapshot
    from tedd.surface.manifest import Manifest

AUTHOR = "The TEDD contributors"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Named here: those of the standard library follow the system's language."""
EDITIONS = {"living": "living edition", "survey": "survey edition"}


class Citation(NamedTuple):
    """One form of a citation."""

    form: str
    """Such as BibTeX."""
    text: str


def seal_of(snapshot: Snapshot) -> str:
    """Return the SHA-256 of a snapshot's `SHA256SUMS`, which stands for every byte of it."""
    return hashlib.sha256(sums(snapshot.files)).hexdigest()


def citations(snapshot: Snapshot, site: str) -> tuple[Citation, ...]:
    """Return the citations of a snapshot; `site` is the site's address, empty where it is not known."""
    manifest, seal = snapshot.manifest, seal_of(snapshot)
    address = f"{site}snapshots/{manifest.id}/" if site else ""
    return (
        Citation("BibTeX", _bibtex(manifest, seal, address)),
        Citation("APA", _apa(manifest, address)),
        Citation("CFF", _cff(manifest, seal, address)),
        Citation("RIS", _ris(manifest, seal, address)),
    )


def title_of(manifest: Manifest) -> str:
    """Return how a snapshot is called where it is cited."""
    return f"TEDD: data selection for fine-tuning large language models, {EDITIONS[manifest.edition]}"


def _bibtex(manifest: Manifest, seal: str, address: str) -> str:
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{title_of(manifest)}}}",
        "year": str(manifest.date.year),
        "month": str(manifest.date.month),
        "version": manifest.id,
        "note": f"Snapshot {manifest.id}, SHA-256 {seal}",
        "url": address,
    }
    width = max(map(len, fields))
    lines = "".join(f"  {key:<{width}} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@misc{{tedd-{manifest.id},\n{lines}}}"


def _apa(manifest: Manifest, address: str) -> str:
    day = manifest.date
    date = f"{day.year}, {MONTHS[day.month - 1]} {day.day}"
    return f"{AUTHOR}. ({date}). {title_of(manifest)} (Snapshot {manifest.id}) [Data set]. {address}".strip()


def _cff(manifest: Manifest, seal: str, address: str) -> str:
    fields = {
        "cff-version": "1.2.0",
        "message": json.dumps("Please cite this snapshot, and the survey that the board carries on."),
        "type": "dataset",
        "title": json.dumps(title_of(manifest)),
        "version": json.dumps(manifest.id),
        "date-released": manifest.date.isoformat(),
        "license": "CC-BY-4.0",
        "url": json.dumps(address) if address else "",
    }
    lines = [f"{key}: {value}" for key, value in fields.items() if value]
    who = ["authors:", f"  - name: {AUTHOR}"]
    what = ["identifiers:", "  - type: other", f"    value: sha256:{seal}", "    description: SHA256SUMS"]
    return "\n".join([*lines, *who, *what])


def _ris(manifest: Manifest, seal: str, address: str) -> str:
    fields = (
        ("TY", "DATA"),
        ("AU", AUTHOR),
        ("TI", title_of(manifest)),
        ("PY", str(manifest.date.year)),
        ("DA", manifest.date.strftime("%Y/%m/%d")),
        ("ET", manifest.id),
        ("N1", f"Snapshot {manifest.id}, SHA-256 {seal}"),
        ("UR", address),
        ("ER", ""),
    )
    return "\n".join(f"{key}  - {value}" for key, value in fields if value or key == "ER")
