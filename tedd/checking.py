"""Everything that `tedd check` looks at: cards, and the vocabulary, studies and discrepancies beside them.

Paths, or the bytes of a card that an editor holds, and the folder of cards enter; problems leave, in order of
their places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tedd import cards as reader
from tedd.cards import DISCREPANCIES, STUDIES
from tedd.frontmatter import MAX_BYTES
from tedd.neighbours import neighbours
from tedd.problems import CardError, Problem
from tedd.rules import VOCABULARY, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tedd.cards import Library

STANDARD_INPUT = "-"
MOST = MAX_BYTES + 1
"""Bytes to read of a stream: enough to see that it is too large."""
_YAML = (".yaml", ".yml")
_MEANT = re.compile(r"[^.].*\.(md|markdown|ya?ml)(\.txt)?", re.IGNORECASE)
"""Names of files that somebody takes for cards or studies; editors on Windows like to add .txt."""


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files that paths name: a folder stands for its cards, or for its studies if it has none."""
    return [file for path in paths for file in (_within(path) if path.is_dir() else [path])]


def _within(folder: Path) -> list[Path]:
    return reader.card_paths(folder) or sorted(folder.glob("*.yaml")) or [folder]


def count_in(folder: Path) -> int:
    """Return how many cards a folder holds."""
    return len(reader.card_paths(folder))


def check_folder(folder: Path) -> tuple[Problem, ...]:
    """Return the problems of all cards, and of the files beside them once no card has an error."""
    library, problems = reader.examine(reader.card_paths(folder), folder)
    problems += reader.none_in(folder)
    sound = library is not None and all(problem.severity == "warning" for problem in problems)
    beside = _beside(library, folder) if sound and library else []
    return tuple(sorted([*problems, *beside, *map(_unknown, _passed_by(folder))]))


def _passed_by(folder: Path) -> list[Path]:
    """Return the files that look like cards or studies, but are read as neither."""
    known = (folder / VOCABULARY, folder / DISCREPANCIES)
    read = {*reader.card_paths(folder), *reader.study_paths(folder), *known}
    found = (path for home in (folder, folder / STUDIES) if home.is_dir() for path in home.iterdir())
    return [path for path in found if _MEANT.fullmatch(path.name) and path not in read]


def check_files(paths: Iterable[Path], folder: Path) -> tuple[Problem, ...]:
    """Return the problems of some files; each is read by what its name says that it is."""
    paths = list(paths)
    cards = [path for path in paths if path.suffix not in _YAML]
    others = [path for path in paths if path.suffix in _YAML]
    found = list(reader.check(cards, folder)) if cards else []
    for path in others:
        if path.name == VOCABULARY:
            found += reader.read_vocabulary(path)[1]
        elif path.name == DISCREPANCIES or path.parent.name == STUDIES:
            found += _of_file(path, folder)
        else:
            found.append(_unknown(path))
    return tuple(sorted(set(found)))


def check_text(raw: bytes, slug: str | None, folder: Path) -> tuple[Problem, ...]:
    """Return the problems of a card's bytes; without a slug its name makes one."""
    slug = slug or _slug_in(raw)
    vocabulary, problems = reader.read_vocabulary(folder / VOCABULARY)
    around = reader.card_paths(folder)
    slugs = {path.stem for path in around} | {slug}
    try:
        problems += reader.parse(raw, STANDARD_INPUT, slug, vocabulary, slugs, others=neighbours(around))[1]
    except CardError as error:
        problems += error.problems
    return tuple(sorted(problems))


def _slug_in(raw: bytes) -> str:
    """Return the slug that the name in a card makes; `draft` when it has none."""
    name = re.search(r"^name:[ \t]*(.+)$", raw.decode(errors="replace"), re.MULTILINE)
    return (slug_of(name[1]) if name else "") or "draft"


def _of_file(path: Path, folder: Path) -> list[Problem]:
    """Return the problems of one file beside cards; those of the cards when they cannot be used."""
    try:
        library = reader.load(folder)
    except CardError as error:
        return list(error.problems)
    home = path.parent if path.name == DISCREPANCIES else path.parent.parent
    name = reader.name_of(path)
    return [problem for problem in _beside(library, home) if problem.path == name]


def _beside(library: Library, folder: Path) -> list[Problem]:
    # Only these two need the engine behind the cards; a check of cards answers without it.
    from tedd.discrepancies import load_discrepancies  # noqa: PLC0415 # as above
    from tedd.studies import load_studies  # noqa: PLC0415 # as above

    problems: list[Problem] = []
    for load in (load_studies, load_discrepancies):
        try:
            load(library, folder)
        except CardError as error:
            problems += error.problems
    return problems


def _unknown(path: Path) -> Problem:
    expected = f"a card such as ifd.md, {VOCABULARY}, {DISCREPANCIES}, or a study below {STUDIES}/"
    place = reader.name_of(path), 1, 1, "file"
    hint = "name it as what it is"
    return Problem(*place, "no file of TEDD has this name", expected, hint=hint, code="unknown-file")
