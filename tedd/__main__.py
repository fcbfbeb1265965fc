"""The command line: arguments, exit codes and printing, no logic of its own.

Arguments enter, printed text and an exit code leave. Exit codes: 0 clean, 1 problems in cards or files, 2
wrong usage. What is heavy (numpy, matplotlib, rich) is imported by the command that needs it, so that `tedd
check` answers at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tedd import __version__
from tedd.console import any_cards_option, cards_option, count, fail, speak_plainly, told
from tedd.problems import as_github, as_json, as_text
from tedd.snapshot_commands import snapshot
from tedd.starting import start_quickly

if TYPE_CHECKING:
    from collections.abc import Callable

    from tedd.cards import Library
    from tedd.problems import Problem

BOARDS = ("efficiency", "feasibility", "head-to-head")
FACTS = {
    "name": "Name of the method.",
    "title": "Title of the paper.",
    "authors": "Authors, parted by commas or by 'and'.",
    "arxiv": "arXiv identifier.",
    "url": "Address of a paper that is not on arXiv.",
    "first_appeared": "Month, such as 2026-01; by default that of the arXiv identifier.",
    "code": "Address of the code.",
    "features": "What represents a sample; a wrong value lists the choices.",
    "criteria": "Where the quality label comes from; likewise.",
    "signal": "The quality label; likewise.",
}
STDIN = Path("-")
FORMATS = {"text": as_text, "json": as_json, "github": as_github}


def _load(cards: Path) -> Library:
    from tedd.cards import load  # noqa: PLC0415 # see the module's docstring

    return load(cards)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tedd")
def main() -> None:
    """TEDD: which data selection method to use before fine-tuning, and how sure that is."""
    start_quickly()
    speak_plainly()


@main.command()
@click.option("--edition", type=click.Choice(["living", "survey"]), default="living", help="Which board.")
@click.option("--by", type=click.Choice(BOARDS), default=BOARDS[0], help="Which order.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", help="Output."
)
@any_cards_option
@told
def rank(edition: str, by: str, form: str, cards: Path) -> None:
    """Show the leaderboard; head to head comes from studies and is the same in both editions."""
    if by == "head-to-head":
        _rank_head_to_head(form, _load(cards), cards)
        return
    from tedd.board import build_board  # noqa: PLC0415 # see the module's docstring
    from tedd.uncertainty import quantify  # noqa: PLC0415 # see the module's docstring

    board = build_board(_load(cards), "survey" if edition == "survey" else "living")
    board = quantify(board, shares=form == "json")
    if form == "table":
        from tedd.terminal import print_board  # noqa: PLC0415 # see the module's docstring

        print_board(board, by)
    else:
        from tedd import exports  # noqa: PLC0415 # see the module's docstring

        render = exports.board_json if form == "json" else exports.board_csv
        click.echo(render(board, by).encode(), nl=False)  # bytes: the same on every terminal


def _rank_head_to_head(form: str, library: Library, cards: Path) -> None:
    from tedd import head_to_head_files as files  # noqa: PLC0415 # see the module's docstring
    from tedd.head_to_head import head_to_head  # noqa: PLC0415 # as above
    from tedd.studies import load_studies  # noqa: PLC0415 # as above

    board = head_to_head(library, load_studies(library, cards))
    if form == "table":
        from tedd.terminal import print_tables  # noqa: PLC0415 # see the module's docstring

        print_tables(files.tables(board))
    else:
        click.echo((files.as_json if form == "json" else files.as_csv)(board).encode(), nl=False)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="Output.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--as", "slug", metavar="SLUG", help="Name of the card that standard input holds.")
@cards_option
@told
def check(paths: tuple[Path, ...], form: str, strict: bool, slug: str | None, cards: Path) -> None:  # noqa: FBT001 # click
    """Check cards: all of them, the studies and discrepancies beside them, or the files and folders named.

    A path of - reads a card from standard input, as editors do. Warnings never fail without --strict.
    """
    from tedd import checking  # noqa: PLC0415 # see the module's docstring

    files = checking.files_in(path for path in paths if path != STDIN)
    piped = STDIN in paths
    if slug and not piped:
        raise click.UsageError("--as names the card on standard input: add the path -")
    problems = checking.check_files(files, cards) if paths else checking.check_folder(cards)
    if piped:
        problems += checking.check_text(sys.stdin.buffer.read(checking.MOST), slug, cards)
    checked = len(files) + piped if paths else checking.count_in(cards)
    _tell(problems, checked, form, strict=strict)


def _tell(problems: tuple[Problem, ...], cards: int, form: str, *, strict: bool) -> None:
    """Print problems and end."""
    if problems or form == "json":
        click.echo(FORMATS[form](problems))
    warnings = sum(problem.severity == "warning" for problem in problems)
    errors = len(problems) - warnings
    found = f"{count(errors, 'error')}, {count(warnings, 'warning')}" if warnings else count(errors)
    click.echo(f"{count(cards, 'card')}: {found}", err=True)
    sys.exit(1 if errors or (strict and warnings) else 0)


def _facts(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each fact that a new card may begin with."""
    for key, text in reversed(FACTS.items()):
        command = click.option(f"--{key.replace('_', '-')}", key, default="", metavar="TEXT", help=text)(
            command
        )
    return command


@main.command()
@click.argument("slug")
@_facts
@click.option("--input/--no-input", "ask", default=None, help="Ask for facts; by default on a terminal.")
@cards_option
@told
def new(slug: str, ask: bool | None, cards: Path, **given: str) -> None:  # noqa: FBT001 # click
    """Write a card for a new method, SLUG.md, with every field explained and TODO where you must write."""
    from tedd import asking, scaffold  # noqa: PLC0415 # see the module's docstring
    from tedd.cards import name_of  # noqa: PLC0415 # likewise

    path = cards / f"{slug}.md"
    for problem in scaffold.slug_faults(slug):
        raise click.UsageError(f"{problem.text}; give tedd new another name")
    if path.exists() or path.is_symlink():
        fail(f"{path} is there already; mend it, or choose another name")
    wrong = scaffold.faults(given, slug, cards)
    if wrong:
        raise click.UsageError("; ".join(f"{problem.field}: {problem.text}" for problem in wrong))
    if sys.stdin.isatty() if ask is None else ask:
        given = asking.answers(given, slug, cards)
    scaffold.write(scaffold.card(given), path)
    name = name_of(path)
    click.echo(f"{name} written. Fill in what `tedd check {name}` names, then see `tedd rank`.", err=True)


@main.command()
@click.argument("base")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="Output."
)
@cards_option
@told
def diff(base: str, form: str, cards: Path) -> None:
    """Show what the cards and studies here change against the git revision BASE: numbers, values and ranks.

    Fails when a published number changed without an entry in the corrections of its file.
    """
    from tedd import report  # noqa: PLC0415 # see the module's docstring
    from tedd.revisions import RevisionError, published, published_at  # noqa: PLC0415 # as above

    new = published(cards)
    try:
        old = published_at(base, cards)
    except RevisionError as error:
        fail(str(error))
    made = report.report_of(base, old, new)
    click.echo(getattr(report, f"as_{form}")(made).encode(), nl=False)
    sys.exit(1 if made.faults else 0)


@main.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@cards_option
@told
def build(out: Path, cards: Path) -> None:
    """Write all pages, pictures and data files into a folder, without any site builder."""
    from tedd.aside import refuse  # noqa: PLC0415 # see the module's docstring
    from tedd.build import outputs, write  # noqa: PLC0415 # as above
    from tedd.discrepancies import load_discrepancies  # noqa: PLC0415 # as above
    from tedd.snapshots.seal import SnapshotError  # noqa: PLC0415 # as above
    from tedd.snapshots.store import folder_beside, load_snapshots, published  # noqa: PLC0415 # as above
    from tedd.studies import load_studies  # noqa: PLC0415 # as above

    _whole(out, refuse)  # before the work, too, that somebody would wait for in vain
    click.echo("Reading cards, drawing pictures, writing pages ...", err=True)
    library = _load(cards)
    try:
        frozen = load_snapshots(folder_beside(cards))
    except SnapshotError as error:
        fail(str(error))
    site = os.environ.get("TEDD_SITE_URL", "")
    files = outputs(library, load_studies(library, cards), load_discrepancies(library, cards), frozen, site)
    files |= published(frozen)  # the site's builder finds them in docs/
    _whole(out, lambda folder: write(files, folder))
    click.echo(f"{len(files)} files in {out}", err=True)


def _whole(out: Path, work: Callable[[Path], None]) -> None:
    """Do something with a folder that is to be replaced as a whole."""
    try:
        work(out)
    except FileExistsError:
        fail(f"{out} holds files that `tedd build` did not write; name a new folder or empty it")


@main.command()
@click.argument("name", default="card")
@told
def schema(name: str) -> None:
    """Print the JSON Schema of a card's front matter, or of the data file that NAME names, such as board."""
    from tedd.surface_files import schema_files  # noqa: PLC0415 # see the module's docstring

    found = {Path(path).stem: text for path, text in schema_files().items()}
    if name not in found:
        raise click.UsageError(f"no schema {name}; there are {', '.join(found)}")
    click.echo(found[name], nl=False)


main.add_command(snapshot)


if __name__ == "__main__":
    main(prog_name="tedd")
