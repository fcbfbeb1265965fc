"""A new card: each field explained in a line, examples of what may be left out, TODO where its author writes.

What is known of a method enters; the text of a card leaves, and is written where no file is yet. Explanations
come from the schema and answers are judged by the checker, so that no rule is written twice.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import textwrap
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from tedd.cards import card_paths, parse
from tedd.frontmatter import parse_card
from tedd.neighbours import neighbours
from tedd.problems import CardError
from tedd.rules import slug_problems
from tedd.schema import Card
from tedd.wording import expected_of, inside, schema_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tedd.problems import Problem
    from tedd.remedies import Schema

PLACES = {
    "name": "name",
    "title": "title",
    "authors": "authors",
    "arxiv": "arxiv",
    "url": "url",
    "first_appeared": "first_appeared",
    "code": "code.url",
    "features": "taxonomy.features",
    "criteria": "taxonomy.criteria",
    "signal": "taxonomy.signal",
}
"""What may be given for a new card, and its place in the card; authors are parted by commas."""
UNKNOWN = "TODO"
_AND = re.compile(r"\s*,\s*and\s+|\s*,\s*|\s+and\s+")
"""Between authors: commas, or the `and` of BibTeX and of prose."""
EXAMPLE_SLUG, EXAMPLE_PAPER = "ifd", "2308.12032"


def card(given: Mapping[str, str]) -> str:
    """Return the text of a new card from what is known of the method."""
    known = {key: text for key, text in given.items() if text}
    if "arxiv" in known and parse_month(known["arxiv"]):
        known.setdefault("first_appeared", parse_month(known["arxiv"]))

    def value(key: str, example: str = UNKNOWN) -> str:
        """Return what was given, in quotes that any text survives."""
        if key not in known:
            return example
        parts = _AND.split(known[key].strip()) if key == "authors" else known[key]
        return json.dumps(parts, ensure_ascii=False)

    environment = Environment(  # noqa: S701 # a card is no HTML; values are in quotes of JSON, which YAML reads
        loader=PackageLoader("tedd"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    named = " ".join(known.get("name", "the method").split())
    return environment.get_template("card.md.jinja").render(
        about=about,
        more=more,
        value=value,
        named=named if named.isprintable() else "the method",
        example_slug=EXAMPLE_SLUG,
        paper=known.get("arxiv", EXAMPLE_PAPER),
        with_url="url" in known,
        with_code="code" in known,
    )


def parse_month(arxiv: str) -> str:
    """Return the month that an arXiv identifier carries; empty for what is none."""
    year, month = arxiv[:2], arxiv[2:4]
    return f"20{year}-{month}" if (year + month).isdecimal() and arxiv[4:5] == "." else ""


def about(place: str) -> str:
    """Return the explanation of a field: its meaning, what it may be, and whether it may be left out."""
    schema, parent = _declared(place)
    meaning = str(schema["description"]).split("\n", 1)[0].rstrip(".")
    optional = place.rpartition(".")[2] not in parent.get("required", ())
    return f"{meaning} ({expected_of(schema)}{'; may be left out' if optional else ''})."


def more(place: str, before: str = "") -> list[str]:
    """Return what the field reference says beyond the explanation, in lines that begin with `before`."""
    _, _, rest = str(_declared(place)[0]["description"]).partition("\n\n")
    paragraph = " ".join(rest.split())
    return textwrap.wrap(
        paragraph, 110, initial_indent=before, subsequent_indent=before, break_on_hyphens=False
    )


def _declared(place: str) -> tuple[Schema, Schema]:
    """Return the schema of a field, and of the record that holds it."""
    schema: Schema = schema_of(Card)
    parent: Schema = {}
    for part in place.split("."):
        parent, schema = schema, inside(schema, 0 if part == "*" else part)
    return schema, parent


def faults(given: Mapping[str, str], slug: str, folder: Path) -> tuple[Problem, ...]:
    """Return what the checker says of a new card, apart from what is still to be filled in."""
    others = neighbours(card_paths(folder))
    try:
        _, found = parse(card(given).encode(), f"{slug}.md", slug, None, {slug}, others=others)
    except CardError as error:
        return error.problems
    places = tuple(PLACES[key] for key, text in given.items() if text)
    return tuple(problem for problem in found if problem.code != "todo" and problem.field.startswith(places))


def slug_faults(slug: str) -> tuple[Problem, ...]:
    """Return why a slug cannot be used."""
    return tuple(slug_problems(slug, parse_card(b"---\n---\n", f"{slug}.md")))


def write(text: str, path: Path) -> None:
    """Write a card aside, then give it its name; raise FileExistsError where a file is already."""
    if os.path.lexists(path):
        raise FileExistsError(path)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False
    ) as file:
        file.write(text)
    os.chmod(file.name, 0o644)  # noqa: PTH101 # a card is for all to read
    os.replace(file.name, path)  # noqa: PTH105 # a temporary file has only a name
