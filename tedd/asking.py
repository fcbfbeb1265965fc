"""Asks an author for the facts of a new card, one after the other, until the checker takes each answer.

What is known already and the folder of cards enter; answers leave. An empty answer leaves a TODO. Who leaves
halfway is given the command that goes on with the answers so far.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from tedd import scaffold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HOW = {
    "authors": " Part them by commas, or by and.",
    "arxiv": " No quotes are needed here.",
    "code": " Leave it empty where there is none.",
}


def answers(given: Mapping[str, str], slug: str, folder: Path) -> dict[str, str]:
    """Return what was given, and answers for the rest; questions go to the error stream."""
    known = {key: text for key, text in given.items() if text}
    click.echo("An empty answer leaves a TODO in the card.", err=True)
    for key, place in scaffold.PLACES.items():
        if key in known or (key == "url" and "arxiv" in known):
            continue
        click.echo(f"\n{scaffold.about(place)}{_HOW.get(key, '')}", err=True)
        for line in scaffold.more(place):
            click.echo(line, err=True)
        try:
            known |= _asked(key, known, slug, folder)
        except (click.Abort, KeyboardInterrupt):
            click.echo(
                f"\n\nNothing is written yet. To go on from here:\n{_resuming(known, slug, folder)}", err=True
            )
            raise
    return known


def _resuming(known: Mapping[str, str], slug: str, folder: Path) -> str:
    """Return the command that asks for the rest; its options hold what is known."""
    named = click.get_current_context().get_parameter_source("cards") == ParameterSource.COMMANDLINE
    options = [f"--{key.replace('_', '-')}={text}" for key, text in known.items()]
    return shlex.join(["tedd", "new", slug, *options, *([f"--cards={folder}"] if named else [])])


def _asked(key: str, known: Mapping[str, str], slug: str, folder: Path) -> dict[str, str]:
    """Return the answer to one question; a wrong one is told, and asked for again."""
    default = scaffold.parse_month(known.get("arxiv", "")) if key == "first_appeared" else ""
    while True:
        text = str(click.prompt(key, default=default, show_default=bool(default), err=True)).strip()
        wrong = scaffold.faults({**known, key: text}, slug, folder) if text else ()
        if not wrong:
            return {key: text} if text else {}
        for problem in wrong:
            click.echo(problem.text, err=True)
