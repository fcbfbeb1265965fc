"""The folder of all snapshots: a new one is written whole or not at all, and all of them are read back.

Files enter under an id and stand in `docs/snapshots/<id>/`; `Snapshot` records leave. Each is written into a
hidden folder beside its place, checked, flushed to the disk, and renamed: a writer that is killed leaves
nothing but that hidden folder, which the next one removes.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tedd.aside import alone, remove
from tedd.snapshots.inputs import parsed, thawed
from tedd.snapshots.outputs import BOARD, manifest_of
from tedd.snapshots.seal import SUMS, SnapshotError, sealed, sums
from tedd.surface.manifest import ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tedd.snapshots.inputs import Inputs
    from tedd.surface.manifest import Manifest

ASIDE = ".making-"
"""Beginning of a hidden folder in which a snapshot is being made; the site's builder passes it by."""


@dataclass(frozen=True)
class Snapshot:
    """A snapshot whose every byte is the one that was sealed."""

    manifest: Manifest
    files: Mapping[str, bytes]
    board: Mapping[str, Any]
    """`leaderboard.json`."""

    @property
    def id(self) -> str:
        """Its name, such as `2025.02`."""
        return self.manifest.id

    def inputs(self) -> Inputs:
        """Return what it was computed from."""
        return thawed(self.files, self.manifest.number)


def folder_beside(cards: Path) -> Path:
    """Return where the snapshots of a folder of cards lie."""
    return cards.resolve().parent / "docs" / "snapshots"


def checked_id(name: str) -> str:
    """Return a name that may stand for a snapshot; raise `SnapshotError` for any other."""
    if not re.fullmatch(ID, name):
        raise SnapshotError(
            f"{name!r} is no name of a snapshot; write YYYY.MM, or YYYY.MM.N, such as 2025.02"
        )
    return name


def ids(folder: Path) -> list[str]:
    """Return the names of all snapshots of a folder, oldest first."""
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted((name for name in names if re.fullmatch(ID, name)), key=_order)


def _order(name: str) -> list[int]:
    return [int(part) for part in name.split(".")]


def read(folder: Path, name: str) -> Snapshot:
    """Return a snapshot; raise `SnapshotError` with all that is wrong with its files."""
    place = folder / checked_id(name)
    if not os.path.lexists(place):
        raise SnapshotError(f"there is no snapshot {name}; there are: {', '.join(ids(folder)) or 'none yet'}")
    return understood(sealed(place), name)


def understood(files: Mapping[str, bytes], name: str) -> Snapshot:
    """Return the snapshot that sound files are; raise `SnapshotError` where they make no sense."""
    manifest, board = manifest_of(files), parsed(files, BOARD)
    if manifest.id != name:
        raise SnapshotError(f"manifest.json: names {manifest.id}, and the folder is {name}")
    if not isinstance(board, dict) or not _has_slugs(board.get("methods")):
        raise SnapshotError(f"{BOARD}: not a board")
    return Snapshot(manifest, files, board)


def _has_slugs(methods: object) -> bool:
    return isinstance(methods, list) and all(
        isinstance(one, dict) and isinstance(one.get("slug"), str) and isinstance(one.get("name"), str)
        for one in methods
    )


def load_snapshots(folder: Path) -> tuple[Snapshot, ...]:
    """Return all snapshots of a folder, oldest first; raise `SnapshotError` for the first that is damaged."""
    found = []
    for name in ids(folder):
        try:
            found.append(read(folder, name))
        except SnapshotError as error:
            raise SnapshotError(*(f"{name}/{problem}" for problem in error.problems)) from error
    return tuple(found)


def published(snapshots: Iterable[Snapshot]) -> dict[str, bytes]:
    """Return all files of snapshots under their places on the site."""
    files = [(one.id, {**one.files, SUMS: sums(one.files)}) for one in snapshots]
    return {f"snapshots/{name}/{path}": content for name, part in files for path, content in part.items()}


def refuse_existing(folder: Path, name: str) -> None:
    """Raise `SnapshotError` when the name is taken: a snapshot never changes."""
    if os.path.lexists(folder / checked_id(name)):
        raise SnapshotError(f"snapshot {name} exists, and none ever changes; take another name")


def place(files: Mapping[str, bytes], folder: Path, name: str) -> Path:
    """Write a snapshot's files and their checksums, all or nothing; return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        refuse_existing(folder, name)
        for scrap in folder.glob(f"{ASIDE}*"):
            remove(scrap)
        aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
        try:
            _write({**files, SUMS: sums(files)}, aside)
            if sealed(aside) != files:
                raise SnapshotError("what was written is not what was meant; is the disk sound?")
            aside.rename(folder / name)
        finally:
            remove(aside)
        _flush(folder)
    return folder / name


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder, or say that somebody else does."""
    try:
        with alone(folder, wait=False):
            yield
    except BlockingIOError as error:
        raise SnapshotError(
            f"another snapshot is being made in {folder}; try again when it is done"
        ) from error


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files and make sure that they are on the disk, folders too."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    folder.chmod(0o755)
    for path in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        _flush(path)


def _flush(folder: Path) -> None:
    if sys.platform != "win32":  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
