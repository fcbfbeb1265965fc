"""Reads the cards and the vocabulary, and says everything that is wrong with them at once.

`methods/*.md` and `methods/vocabulary.yaml` enter; a `Library` of `Method` records leaves, or one `CardError`
with the problems of all files. Single fields are checked by the schema, what they mean for each other by
`tedd.rules`, the description by `tedd.prose`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tedd.frontmatter import parse_card, parse_yaml, read_bytes
from tedd.kept import kept, one
from tedd.neighbours import Neighbours, clashes, neighbours
from tedd.paragraphs import is_words_and_links
from tedd.plausibility import implausible, markup
from tedd.problems import CardError, Problem, first, printable
from tedd.rules import VOCABULARY, baseless, senseless, slug_problems, unknown_names, unsound
from tedd.schema import Card
from tedd.unfilled import undescribed, unfilled
from tedd.vocabulary import Vocabulary
from tedd.wording import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from tedd.frontmatter import Document
    from tedd.rows import Evidence

STUDIES, DISCREPANCIES = "studies", "discrepancies.yaml"
"""What lies beside the cards in their folder, with the vocabulary."""


@dataclass(frozen=True)
class Method:
    """A card with its slug and its description."""

    slug: str
    """File name without its ending; the method's key everywhere."""
    card: Card
    """The facts."""
    description: str
    """Markdown, checked by `tedd.prose`."""
    path: str
    """File, relative to the repository: `methods/ifd.md`."""


@dataclass(frozen=True)
class Library:
    """All methods, in order of their slugs, with the vocabulary they refer to."""

    vocabulary: Vocabulary
    methods: tuple[Method, ...]

    @cached_property
    def by_slug(self) -> dict[str, Method]:
        """Methods under their slugs."""
        return {method.slug: method for method in self.methods}

    def candidate_size(self, row: Evidence) -> int | None:
        """Return the candidate set's size in samples: the row's own, else the vocabulary's."""
        return row.candidate_size or self.vocabulary.datasets[row.dataset].size


def load(folder: Path | str = "methods") -> Library:
    """Return all cards of a folder; raise `CardError` with every error of every card."""
    folder = Path(folder)
    library, problems = examine(card_paths(folder), folder)
    errors = [problem for problem in problems if problem.severity == "error"]
    errors += none_in(folder)
    if errors or library is None:
        raise CardError(errors)
    return library


def none_in(folder: Path) -> tuple[Problem, ...]:
    """Return the problem of a folder without cards."""
    place, hint = (name_of(folder), 1, 1, "file"), "name the folder of cards with --cards"
    none = Problem(*place, "no cards here", "files such as ifd.md", hint=hint, code="no-cards")
    return () if card_paths(folder) else (none,)


def check(paths: Iterable[Path], folder: Path) -> tuple[Problem, ...]:
    """Return the problems of some cards, against the vocabulary and the other cards of `folder`."""
    return examine(paths, folder)[1]


def examine(paths: Iterable[Path], folder: Path) -> tuple[Library | None, tuple[Problem, ...]]:
    """Return a library of some cards, those without an error, and the problems of all of them.

    There is no library without a sound vocabulary.
    """
    vocabulary, problems = read_vocabulary(folder / VOCABULARY)
    around = card_paths(folder)
    slugs, others = one(frozenset(path.stem for path in around)), one(neighbours(around))
    methods = []
    for path in paths:
        known = slugs if path.stem in slugs else slugs | {path.stem}
        method, found = read_card(path, vocabulary, known, others)
        problems += found
        methods += [method] if method else []
    library = Library(vocabulary, tuple(methods)) if vocabulary else None
    return library, tuple(sorted(problems))


def card_paths(folder: Path) -> list[Path]:
    """Return the cards of a folder in order of their slugs; an ending in capitals is none on any system."""
    found = folder.glob("*.md") if folder.is_dir() else ()
    return sorted(path for path in found if path.suffix == ".md")


def study_paths(folder: Path) -> list[Path]:
    """Return the studies below a folder of cards in order of their slugs; what is in them: `tedd.studies`."""
    return sorted(path for path in (folder / STUDIES).glob("*.yaml") if path.suffix == ".yaml")


def read_card(
    path: Path, vocabulary: Vocabulary | None, slugs: AbstractSet[str], others: Neighbours | None = None
) -> tuple[Method | None, list[Problem]]:
    """Return the method of one card and its problems; the method is None when one of them is an error."""
    name = name_of(path)
    try:
        return parse(read_bytes(path, name), name, path.stem, vocabulary, slugs, others=others)
    except CardError as error:
        return None, list(error.problems)


@kept
def parse(  # noqa: PLR0913 # the bytes, their two names, and the three things around a card
    raw: bytes,
    name: str,
    slug: str,
    vocabulary: Vocabulary | None,
    slugs: AbstractSet[str],
    *,
    others: Neighbours | None = None,
) -> tuple[Method | None, list[Problem]]:
    """Return the method of a card's bytes and its problems; raise `CardError` when it is not even YAML."""
    document = parse_card(raw, name)
    # The first two walk through every value: a thousand cards should not pay for what none of them says.
    problems = [*unfilled(document, Card), *undescribed(document)] if b"TODO" in raw else []
    problems += markup(document) if b"&" in raw or b"](" in raw else []
    problems += [*_of_description(document), *slug_problems(slug, document), *document.tree.problems]
    if vocabulary:
        problems += unknown_names(document, slug, vocabulary, slugs)
    problems += clashes(document, slug, others or Neighbours({}, {}))
    try:
        card = Card.model_validate(document.data)
    except ValidationError as error:
        return None, first([*problems, *problems_of(error, document, Card)])
    problems += baseless(card, document)
    if vocabulary:
        problems += senseless(card, document, vocabulary)
        problems += implausible(card, document, vocabulary)
    sound = all(problem.severity == "warning" for problem in problems)
    # Only line breaks are stripped: with its spaces gone, an indented block would be read anew, unchecked.
    method = Method(slug, card, document.body.strip("\n"), f"methods/{slug}.md") if sound else None
    return method, first(problems)


def _of_description(document: Document) -> Iterable[Problem]:
    if is_words_and_links(document.body):
        return ()
    from tedd import prose  # noqa: PLC0415 # few cards need a Markdown parser, which takes long to load

    return prose.problems_in(document)


def read_vocabulary(path: Path) -> tuple[Vocabulary | None, list[Problem]]:
    """Return a vocabulary and its problems; None when it cannot be used."""
    name = name_of(path)
    try:
        vocabulary, problems = parse_vocabulary(read_bytes(path, name), name)
    except CardError as error:
        return None, list(error.problems)
    return vocabulary, [*problems]  # a list of the caller's own: what is kept stays as it is


@kept
def parse_vocabulary(raw: bytes, name: str) -> tuple[Vocabulary | None, list[Problem]]:
    """Return the vocabulary of a file's bytes and its problems; raise `CardError` when it is no YAML."""
    document = parse_yaml(raw, name)
    try:
        vocabulary = Vocabulary.model_validate(document.data)
    except ValidationError as error:
        return None, first(problems_of(error, document, Vocabulary))
    return vocabulary, first(unsound(vocabulary, document))


def name_of(path: Path) -> str:
    """Return a path as a person would type it here: relative where that is shorter, with forward slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # on another drive
        relative = ".."
    return printable((relative if not relative.startswith("..") else str(path)).replace(os.sep, "/"))
