"""Where the cards are that came with this package.

Nothing enters, a folder leaves. A wheel holds the cards as they were when it was built; a checkout has them
beside the package, and is asked for first by nobody but itself.
"""

from __future__ import annotations

from pathlib import Path


def own_cards() -> Path:
    """Return the folder of the cards inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    packed = package / "methods"
    return packed if packed.is_dir() else package.parent / "methods"
