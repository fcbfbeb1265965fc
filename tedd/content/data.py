"""The page of the data: files, what v1 promises, examples that run, and what every field means.

`Boards` enter for the site's address alone; the context leaves. Files and fields come from
`tedd.surface.catalogue`, examples from `templates/examples.yaml`, which tests run as they stand on the page.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import yaml

from tedd import linked_data
from tedd.kept import kept
from tedd.surface.catalogue import FILES, STABLE
from tedd.surface_files import TWINS

if TYPE_CHECKING:
    from tedd.content.boards import Boards, Contexts
    from tedd.surface.catalogue import File

NOWHERE = "SITE"
"""Stands for the site's address where that is not known."""


class Example(NamedTuple):
    """A piece of a program."""

    title: str
    note: str
    language: str
    text: str


def data(boards: Boards) -> Contexts:
    """Return the context of the page of the data."""
    return {
        ("data/index.md", "data"): {
            "stable": [file for file in FILES if file.stable],
            "others": [file for file in FILES if not file.stable],
            "twins": TWINS,
            "explained": _once(),
            "examples": examples(boards.site),
            "site": boards.site,
            "linked_data": linked_data.block(linked_data.dataset("../")),
        },
    }


@kept
def examples(site: str) -> tuple[Example, ...]:
    """Return the examples for a site's address."""
    text = resources.files("tedd").joinpath("templates/examples.yaml").read_text(encoding="utf-8")
    address = f"{site or f'{NOWHERE}/'}{STABLE}"
    found = (Example(**given) for given in yaml.safe_load(text))
    return tuple(one._replace(text=one.text.replace("DATA", address).strip()) for one in found)


def _once() -> list[File]:
    """Return the files to explain: of those that share a schema the first."""
    schemas: set[str] = set()
    found = []
    for file in FILES:
        if file.schema is None or file.schema_path not in schemas:
            found.append(file)
        schemas.add(file.schema_path)
    return found
