"""The list of references: papers of the cards, of the studies, and the few other works that chapters cite.

Boards enter, one `Reference` for each paper leaves, under the key by which a chapter cites it.
"""

from __future__ import annotations

from collections import Counter
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import yaml

from tedd.kept import kept
from tedd.links import arxiv_url, paper_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tedd.board import Board
    from tedd.content.boards import Boards
    from tedd.studies import StudyFile

Kind = Literal["method", "study", "work"]
PAIR = 2
"""More authors than this are shortened in a citation."""


class Reference(NamedTuple):
    """One paper."""

    key: str
    """Slug of the card or study, or the key in `works.yaml`: unique, and the anchor of its entry."""
    kind: Kind
    label: str
    """As a sentence cites it: Li et al., 2023a."""
    authors: tuple[str, ...]
    more: bool
    """There are more authors than named."""
    title: str
    year: str
    venue: str | None
    url: str | None
    study: bool
    """It is also a study of the head-to-head board."""


def references(boards: Boards) -> dict[str, Reference]:
    """Return all references under their keys, in the order of their labels."""
    found = (*_methods(boards.living, boards.duels.studies), *_studies(boards), *_works())
    told = _told_apart(sorted(found, key=lambda r: (r.label.casefold(), r.title.casefold())))
    return {reference.key: reference for reference in told}


def _methods(board: Board, studies: Iterable[StudyFile]) -> Iterator[Reference]:
    papers = {name for file in studies for name in (file.study.arxiv, file.slug) if name}
    for method in board.library.methods:
        card, year = method.card, method.card.first_appeared.split("-")[0]
        yield Reference(
            key=method.slug,
            kind="method",
            label=_label(card.authors, year),
            authors=card.authors,
            more=False,
            title=card.title,
            year=year,
            venue=card.venue,
            url=paper_url(card),
            study=bool({card.arxiv, method.slug} & papers),
        )


def _studies(boards: Boards) -> Iterator[Reference]:
    """Yield the studies whose paper no card stands for; their files name no authors."""
    methods = boards.living.library.methods
    known = {address for method in methods for address in (method.card.arxiv, method.card.url) if address}
    for file in boards.duels.studies:
        study = file.study
        slugged = file.slug in boards.living.library.by_slug
        if slugged or (study.arxiv or study.url) in known:
            continue
        url = arxiv_url(study.arxiv) if study.arxiv else study.url
        year = f"20{study.arxiv[:2]}" if study.arxiv else ""
        label = ", ".join(filter(None, (study.name, year)))
        yield Reference(f"study-{file.slug}", "study", label, (), False, study.title, year, None, url, True)  # noqa: FBT003 # of a record


@kept
def _works() -> tuple[Reference, ...]:
    return tuple(_read_works())


def _read_works() -> Iterator[Reference]:
    text = resources.files("tedd").joinpath("templates/works.yaml").read_text(encoding="utf-8")
    works: dict[str, dict[str, Any]] = yaml.safe_load(text)
    for key, work in works.items():
        authors, year, more = tuple(work["authors"]), str(work["year"]), bool(work.get("more"))
        label = _label((*authors, *([""] * PAIR if more else [])), year)
        yield Reference(
            key, "work", label, authors, more, work["title"], year, work.get("venue"), work["url"], False  # noqa: FBT003 # of a record
        )  # fmt: skip


def _label(authors: tuple[str, ...], year: str) -> str:
    names = [author.split()[-1] for author in authors if author.split()]
    who = f"{names[0]} et al." if len(authors) > PAIR else " and ".join(names)
    return f"{who}, {year}"


def _told_apart(ordered: list[Reference]) -> Iterator[Reference]:
    """Yield references with a letter behind the year wherever two have one label."""
    often, seen = Counter(reference.label for reference in ordered), Counter[str]()
    for reference in ordered:
        number, label = seen[reference.label], reference.label
        seen[label] += 1
        yield reference._replace(label=f"{label}{_letters(number)}") if often[label] > 1 else reference


def _letters(number: int) -> str:
    """Return a, b, ... z, aa, ab, ... for 0, 1, ..."""
    rest = "" if number < 26 else _letters(number // 26 - 1)  # noqa: PLR2004 # letters of the alphabet
    return rest + chr(ord("a") + number % 26)
