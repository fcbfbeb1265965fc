"""What all commands share: where the cards are, and how a mistake is told without a traceback.

Options and errors of a command enter; the folder of cards leaves, or a message and an exit code. Nothing
heavy is imported here.
"""

from __future__ import annotations

import codecs
import errno
import functools
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from tedd.memory import shortage
from tedd.packed import own_cards
from tedd.problems import CardError, as_text

if TYPE_CHECKING:
    from collections.abc import Callable

_SPACE = "free some space or name another place, then try again: nothing was changed"
_RIGHTS = "name a place that you may use, or ask for the right to: nothing was changed"
_REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _SPACE),
    errno.ENOMEM: "raise the limit that ulimit -v shows, or end other programs: nothing was changed",
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), _RIGHTS),
}
"""What to do where the system refuses to write or to read."""
_SIGNS = {"│": "|", "█": "#", "–": "-", "’": "'", "×": "x", "…": "..."}
"""What stands for the signs of our own tables where a terminal lacks them."""


def _cards_folder(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path:
    """Return the folder of cards: as given, else the nearest `methods` at or above the working folder."""
    found = value or _near()
    if found is None:
        raise click.UsageError(
            "no folder methods/ with a vocabulary.yaml here or above; name it with --cards"
        )
    return found


def _readable_folder(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path:
    """Return the same for a command that only reads: where there is none, the cards that came with TEDD."""
    return value or _near() or own_cards()


def _near() -> Path | None:
    here = Path.cwd()
    found = (folder / "methods" for folder in (here, *here.parents))
    return next((folder for folder in found if (folder / "vocabulary.yaml").is_file()), None)


_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
cards_option = click.option(
    "--cards",
    type=_FOLDER,
    callback=_cards_folder,
    help="Folder of cards; by default the nearest methods/.",
)
any_cards_option = click.option(
    "--cards",
    type=_FOLDER,
    callback=_readable_folder,
    help="Folder of cards; by default the nearest methods/, else those that came with TEDD.",
)


def told(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command tell of problems in cards and files instead of showing a traceback."""

    @functools.wraps(command)
    def wrapper(*args: object, **options: object) -> None:
        try:
            command(*args, **options)
        except CardError as error:
            click.echo(as_text(error.problems), err=True)
            fail(count(len(error.problems)))
        except (MemoryError, ImportError) as error:
            short = shortage(f"{type(error).__name__}: {error}")
            if short is None:
                raise
            fail(explained(short))
        except BrokenPipeError:  # as in `tedd rank --format json | head`: click ends quietly
            raise
        except OSError as error:
            _forget_output()
            fail(explained(error))

    return wrapper


def _forget_output() -> None:
    """Let go of what found no room: as it ends, Python would try again, and end with exit code 120."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def explained(error: OSError) -> str:
    """Return what the system refused, where, and what to do about it."""
    said = (error.filename, error.strerror or str(error), _REMEDIES.get(error.errno or 0))
    place, *rest = (str(part) for part in said if part)
    return f"{place}: {'; '.join(rest)}" if error.filename else "; ".join((place, *rest))


def speak_plainly() -> None:
    """Let output go through where the terminal has no Unicode: signs become letters, others their codes."""
    codecs.register_error("plainly", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plainly")


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeEncodeError) and error.object[error.start] in _SIGNS:
        return _SIGNS[error.object[error.start]], error.start + 1
    return codecs.backslashreplace_errors(error)


def fail(message: str) -> NoReturn:
    """End with a message and exit code 1."""
    click.echo(f"tedd: {message}", err=True)
    sys.exit(1)


def count(number: int, of: str = "problem") -> str:
    """Return a number of things in words."""
    return f"{number} {of}{'s' * (number != 1)}"
