"""The commands `tedd snapshot create|verify|diff|list|pack|cite`: arguments, exit codes and printing.

Arguments enter, printed text and an exit code leave. Exit codes: 0 sound, 1 damaged or refused, 2 wrong
usage.
"""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tedd.console import cards_option, count, fail, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from tedd.feasibility import Edition
    from tedd.snapshots.changes import State
    from tedd.snapshots.inputs import Inputs
    from tedd.snapshots.recompute import Verdict
    from tedd.snapshots.store import Snapshot

SHOWN = 40
"""Values that are listed one by one; of more the number is told."""


class Places(NamedTuple):
    """Where things lie."""

    cards: Path
    snapshots: Path


snapshots_option = click.option(
    "--snapshots",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of snapshots; by default docs/snapshots beside the cards.",
)


def _sound(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command tell what is wrong with a snapshot, line by line."""

    @functools.wraps(command)
    def wrapper(*args: object, snapshots: Path | None, cards: Path, **options: object) -> None:
        from tedd.snapshots.seal import SnapshotError  # noqa: PLC0415 # nothing heavy before it is needed
        from tedd.snapshots.store import folder_beside  # noqa: PLC0415 # as above

        try:
            command(*args, at=Places(cards, snapshots or folder_beside(cards)), **options)
        except SnapshotError as error:
            fail("\ntedd: ".join(error.problems))

    return told(wrapper)


@click.group()
def snapshot() -> None:
    """Freeze the board, verify frozen ones, and tell what changed between them."""


@snapshot.command()
@click.argument("name", metavar="ID")
@click.option("--edition", type=click.Choice(["living", "survey"]), default="living", help="Which board.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day that the snapshot names; today by default.",
)
@click.option("--dirty", is_flag=True, help="Freeze although files differ from the last commit.")
@snapshots_option
@cards_option
@_sound
def create(name: str, edition: str, day: dt.datetime | None, at: Places, *, dirty: bool) -> None:
    """Freeze the board under ID (YYYY.MM, or YYYY.MM.N): all or nothing, and never again changed."""
    from tedd.revisions import described  # noqa: PLC0415 # nothing heavy before it is needed
    from tedd.snapshots.outputs import contents  # noqa: PLC0415 # as above
    from tedd.snapshots.store import place, refuse_existing  # noqa: PLC0415 # as above

    refuse_existing(at.snapshots, name)
    revision = described(at.cards)
    if revision and revision.endswith("-dirty") and not dirty:
        fail("files differ from the last commit, so no revision names what is frozen; commit, or add --dirty")
    click.echo("Reading cards, computing the board, drawing pictures ...", err=True)
    date = (day or dt.datetime.now(tz=dt.UTC)).date()
    files = contents(_inputs(at.cards), _edition(edition), name, date, revision)
    made = place(files, at.snapshots, name)
    size = sum(map(len, files.values()))
    click.echo(f"{len(files) + 1} files, {size / 2**20:.1f} MiB in {made}", err=True)
    _point(at)


def _point(at: Places) -> None:
    """Let CITATION.cff, where there is one beside the cards, point at the newest snapshot beside them."""
    from tedd.snapshots.pointer import CITATION, point  # noqa: PLC0415 # nothing heavy before it is needed
    from tedd.snapshots.store import folder_beside, ids, read  # noqa: PLC0415 # as above

    names = ids(at.snapshots)
    if at.snapshots.resolve() != folder_beside(at.cards):
        return  # snapshots of elsewhere, such as a trial
    if point(at.cards.resolve().parent / CITATION, read(at.snapshots, names[-1]) if names else None):
        click.echo(f"{CITATION} points at {names[-1] if names else 'no snapshot'}", err=True)


def _edition(name: str) -> Edition:
    return "survey" if name == "survey" else "living"


def _inputs(cards: Path) -> Inputs:
    from tedd.cards import load  # noqa: PLC0415 # nothing heavy before it is needed
    from tedd.discrepancies import load_discrepancies  # noqa: PLC0415 # as above
    from tedd.snapshots.inputs import Inputs  # noqa: PLC0415 # as above
    from tedd.studies import load_studies  # noqa: PLC0415 # as above

    library = load(cards)
    return Inputs(library, load_studies(library, cards), load_discrepancies(library, cards))


@snapshot.command()
@snapshots_option
@cards_option
@_sound
def cite(at: Places) -> None:
    """Let CITATION.cff point at the newest snapshot, as `create` does."""
    _point(at)


@snapshot.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("names", metavar="[ID]...", nargs=-1)
@snapshots_option
@cards_option
@_sound
def pack(folder: Path, names: tuple[str, ...], at: Places) -> None:
    """Write snapshots, or all of them, as ZIP archives into FOLDER, each with its checksum beside it.

    An archive's bytes follow from the snapshot alone: packed again anywhere, it is the same.
    """
    from tedd.snapshots.archive import archive_name, packed  # noqa: PLC0415 # nothing heavy before it is needed
    from tedd.snapshots.seal import sums  # noqa: PLC0415 # as above
    from tedd.snapshots.store import ids, read  # noqa: PLC0415 # as above

    folder.mkdir(parents=True, exist_ok=True)
    for name in names or ids(at.snapshots):
        found = read(at.snapshots, name)
        content = packed(found)
        path = folder / archive_name(found)
        path.write_bytes(content)
        path.with_name(f"{path.name}.sha256").write_bytes(sums({path.name: content}))
        click.echo(f"{len(content) / 2**20:.1f} MiB in {path}", err=True)


@snapshot.command()
@click.argument("names", metavar="[ID|FILE.zip]...", nargs=-1)
@click.option("--strict", is_flag=True, help="Fail, too, when today's engine gives other values.")
@snapshots_option
@cards_option
@_sound
def verify(names: tuple[str, ...], at: Places, *, strict: bool) -> None:
    """Check every byte of snapshots, or of all, and compute its values anew from its inputs.

    A packed one is read where it lies, without unpacking it.

    Exit code 1 means damage. Values that a change of the engine moved are told and are no damage.
    """
    from tedd.snapshots.recompute import recompute  # noqa: PLC0415 # nothing heavy before it is needed
    from tedd.snapshots.seal import SnapshotError  # noqa: PLC0415 # as above
    from tedd.snapshots.store import ids  # noqa: PLC0415 # as above

    wanted = names or ids(at.snapshots)
    problems, moved = [], False
    for one in wanted:
        try:
            verdict = recompute(_opened(one, at))
        except SnapshotError as error:
            problems += [f"{one}: {problem}" for problem in error.problems]
            continue
        click.echo("\n".join(f"{one}: {line}" for line in _verdict(verdict)))
        moved |= bool(verdict.moved or verdict.texts)
    if not wanted:
        click.echo(f"no snapshots in {at.snapshots}", err=True)
    if problems:
        raise SnapshotError(*problems)
    if strict and moved:
        fail("the engine gives other values than it did")


def _opened(name: str, at: Places) -> Snapshot:
    """Return the snapshot of an id, or that which an archive holds."""
    from tedd.snapshots.archive import ENDING, unpacked  # noqa: PLC0415 # nothing heavy before it is needed
    from tedd.snapshots.store import read  # noqa: PLC0415 # as above

    return unpacked(Path(name)) if name.endswith(ENDING) else read(at.snapshots, name)


def _verdict(found: Verdict) -> list[str]:
    """Return what a recomputation gave, in lines."""
    lines = [f"every byte is the one that was sealed; {found.values:,} values computed anew"]
    if found.rounded:
        lines.append(f"{found.rounded:,} of them are equal up to rounding (1e-12), all others exactly")
    if not (found.moved or found.rounded or found.texts):
        lines[0] += ", all equal"
    if found.added:
        lines.append(f"fields that came later and are not compared: {', '.join(found.added[:SHOWN])}")
    if found.texts:
        lines.append(f"the same values, written otherwise today: {', '.join(found.texts)}")
    if found.moved:
        lines.append(f"the engine of today moves {count(len(found.moved), 'value')}; the frozen ones stand:")
        lines += [f"  {one.method} {one.field}: {one.frozen}, now {one.now}" for one in found.moved[:SHOWN]]
    if len(found.moved) > SHOWN:
        lines.append(f"  and {len(found.moved) - SHOWN:,} more")
    return lines


@snapshot.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="[B]", default="now")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="Output."
)
@snapshots_option
@cards_option
@_sound
def diff(old: str, new: str, form: str, at: Places) -> None:
    """Show what changed from snapshot A to B, or to the living board as it stands."""
    from tedd.snapshots import told as words  # noqa: PLC0415 # nothing heavy before it is needed
    from tedd.snapshots.changes import compare  # noqa: PLC0415 # as above

    found = compare(_state(old, at), _state(new, at))
    click.echo(getattr(words, f"as_{form}")(found).encode(), nl=False)


def _state(name: str, at: Places) -> State:
    from tedd.snapshots.changes import NOW, state_now, state_of  # noqa: PLC0415 # as above
    from tedd.snapshots.store import read  # noqa: PLC0415 # as above

    if name != NOW:
        return state_of(read(at.snapshots, name))
    from tedd.board import build_board  # noqa: PLC0415 # as above
    from tedd.exports import board_data  # noqa: PLC0415 # as above
    from tedd.published import Published  # noqa: PLC0415 # as above
    from tedd.uncertainty import quantify  # noqa: PLC0415 # as above

    library, studies, _ = _inputs(at.cards)
    now = board_data(quantify(build_board(library), shares=False))
    return state_now(now, "living", Published(library, studies))


@snapshot.command("list")
@snapshots_option
@cards_option
@_sound
def list_(at: Places) -> None:
    """List all snapshots, oldest first."""
    from tedd.snapshots.store import load_snapshots  # noqa: PLC0415 # nothing heavy before it is needed

    found = load_snapshots(at.snapshots)
    for one in found:
        made = one.manifest
        size = sum(map(len, one.files.values())) / 2**20
        click.echo(f"{one.id:<11} {made.edition:<7} {made.date}  {made.methods:>4} methods  {size:.1f} MiB")
    if not found:
        click.echo(f"no snapshots in {at.snapshots}", err=True)
