"""Writes a folder whole or not at all: aside first, then renamed into its place, one writer at a time.

Files under relative paths enter; a folder that holds all of them leaves, in its place, or the old one stays.
Whoever is killed leaves nothing but a hidden folder beside that place, which the next writer removes. Only
the standard library is imported.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARKER = ".tedd-build"
"""File in a folder that was written here, with the names of all in it: only these are ever replaced."""
PAUSE = 0.1
"""Seconds between two questions whether a folder is free, so that Ctrl-C is heard while it is waited for."""


@contextmanager
def alone(folder: Path, *, wait: bool) -> Iterator[None]:
    """Hold a folder for one writer at a time; the system lets go of it when the writer is killed.

    Raises BlockingIOError when another one holds it and `wait` is false.
    """
    hold = by_database if sys.platform == "win32" else by_folder
    with hold(folder, wait=wait):
        yield


@contextmanager
def by_folder(folder: Path, *, wait: bool) -> Iterator[None]:
    """Hold a folder as `alone` says, by a lock on the folder itself; Windows opens no folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)


@contextmanager
def by_database(folder: Path, *, wait: bool) -> Iterator[None]:
    """Hold a folder as `alone` says, by an empty database: SQLite can lock a file on every system.

    It stays in the system's folder for such, so that nothing lies beside what the user asked for.
    """
    import sqlite3  # noqa: PLC0415 # where it is needed, it comes with Python

    key = hashlib.sha256(os.path.normcase(folder.resolve()).encode()).hexdigest()[:16]
    place = Path(tempfile.gettempdir(), f"tedd-{key}.lock")
    place.touch()  # if this goes wrong, it says so better than SQLite
    with closing(sqlite3.connect(place, timeout=PAUSE, isolation_level=None)) as database:
        while True:
            try:
                database.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise OSError(errno.EIO, str(error), str(place)) from error
                if not wait:
                    raise BlockingIOError from error
        yield


@contextmanager
def replaced(folder: Path, *, ours: bool = False) -> Iterator[Path]:
    """Yield an empty folder to write in; when all went well, it takes the place of `folder`.

    Waits while another writer is at work beside it. Raises FileExistsError when the folder holds what was not
    written here, so that nothing of the user's is lost, unless whatever stands there is `ours`.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f".{folder.name}.tedd")
    with alone(folder.parent, wait=True):
        _mended(folder, aside)
        if not ours:
            refuse(folder)
        try:
            aside.mkdir()
            yield aside
            if not ours:
                names = sorted(path.relative_to(aside).as_posix() for path in _files(aside))
                (aside / MARKER).write_text("\n".join(names), "utf-8")
            _swap(aside, folder)
        finally:
            remove(aside)


def refuse(folder: Path) -> None:
    """Raise what `replaced` would raise, as far as it can be known before anything is made."""
    folder = folder.resolve()
    if folder.exists() and _foreign(folder):
        raise FileExistsError(folder)
    above = next(place for place in folder.parents if place.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "cannot be written to", str(above))


def write_all(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def remove(path: Path) -> None:
    """Remove a file, a link, or a folder with all in it, if it is there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def _mended(folder: Path, aside: Path) -> None:
    """Put in order what a killed writer left: half a folder, or the old one waiting to come back."""
    remove(aside)
    old = _old(aside)
    if old.exists() and not folder.exists():
        old.rename(folder)
    remove(old)


def _foreign(folder: Path) -> set[str]:
    """Return the files of a folder that were not written here."""
    marker = folder / MARKER
    known = {MARKER, *marker.read_text("utf-8").split("\n")} if marker.is_file() else set()
    return {path.relative_to(folder).as_posix() for path in _files(folder)} - known


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]


def _old(aside: Path) -> Path:
    return aside.with_name(f"{aside.name}.old")


def _swap(new: Path, folder: Path) -> None:
    """Put the new folder in the old one's place; the old one comes back if that fails."""
    if not folder.exists():
        new.rename(folder)
        return
    old = _old(new)
    folder.rename(old)
    try:
        new.rename(folder)
    finally:
        if not folder.exists():
            old.rename(folder)
    remove(old)
