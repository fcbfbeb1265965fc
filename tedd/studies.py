"""Reads the studies, and says everything that is wrong with them at once.

`methods/studies/*.yaml` and a `Library` of cards enter; `StudyFile`s leave, or one `CardError` with the
problems of all files. Guards and wording are those of cards; a key that neither a card, the vocabulary nor
the study itself knows is refused with the nearest right one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tedd.cards import STUDIES, name_of, study_paths
from tedd.frontmatter import parse_yaml, read_bytes
from tedd.problems import CardError, Problem, did_you_mean, first, shown
from tedd.rules import PERCENT, beyond, slug_problems
from tedd.study import BASE, FULL, RANDOM, Study
from tedd.wording import problems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tedd.cards import Library
    from tedd.frontmatter import Document
    from tedd.problems import Loc
    from tedd.study import Arm
    from tedd.vocabulary import Vocabulary

FIXED = {RANDOM: "Random subset", FULL: "Full data", BASE: "Untuned backbone"}
"""Names of the keys with a fixed meaning, where no card gives one."""


@dataclass(frozen=True)
class StudyFile:
    """A study with its slug: the file's name without its ending, and the cluster that its arms form."""

    slug: str
    study: Study
    path: str
    """File, relative to the repository: `methods/studies/mig.yaml`."""


def load_studies(library: Library, folder: Path | str = "methods") -> tuple[StudyFile, ...]:
    """Return all studies of a folder in order of their slugs; raise `CardError` with every problem."""
    files, problems = [], []
    for path in study_paths(Path(folder)):
        file, found = read_study(path, library)
        problems += found
        files += [file] if file else []
    problems += _shared_arms(files)
    if problems:
        raise CardError(problems)
    return tuple(files)


def read_study(path: Path, library: Library) -> tuple[StudyFile | None, list[Problem]]:
    """Return one study and its problems; the study is None when there are any."""
    name = name_of(path)
    try:
        return parse_study(read_bytes(path, name), name, path.stem, library)
    except CardError as error:
        return None, list(error.problems)


def parse_study(raw: bytes, name: str, slug: str, library: Library) -> tuple[StudyFile | None, list[Problem]]:
    """Return the study of a file's bytes and its problems; raise `CardError` when it is not even YAML."""
    document = parse_yaml(raw, name)
    try:
        study = Study.model_validate(document.data)
    except ValidationError as error:
        return None, first(problems_of(error, document, Study))
    problems = first([*slug_problems(slug, document, ".yaml"), *_cross_checks(study, document, library)])
    return (None if problems else StudyFile(slug, study, f"methods/{STUDIES}/{slug}.yaml")), problems


def method_name(key: str, library: Library, files: Iterable[StudyFile]) -> str:
    """Return a method's name: its card's, else the fixed one, else the first study's that names it."""
    if method := library.by_slug.get(key):
        return method.card.name
    named = (file.study.methods[key].name for file in files if key in file.study.methods)
    return FIXED.get(key) or next(named, key)


def fraction_of(arm: Arm, vocabulary: Vocabulary) -> float | None:
    """Return the fraction of the pool that an arm selects: as printed, else from the sizes."""
    size = arm.pool_size or vocabulary.datasets[arm.pool].size
    return arm.sdf or (arm.selected / size if arm.selected and size else None)


def _shared_arms(files: Iterable[StudyFile]) -> Iterator[Problem]:
    """Yield arms whose name another study has taken, so that a number's address is one."""
    owners: dict[str, str] = {}
    for file in files:
        for n, arm in enumerate(file.study.arms):
            other = owners.setdefault(arm.id, file.path)
            if other != file.path:
                message, hint = f"{other} has an arm of this name", "give one of them another name"
                place = file.path, 1, 1, f"arms[{n}].id"
                yield Problem(*place, message, got=shown(arm.id), hint=hint, code="arm-twice")


def _cross_checks(study: Study, document: Document, library: Library) -> Iterator[Problem]:
    """Yield what is wrong between fields, once each field is right by itself."""
    vocabulary = library.vocabulary
    methods = {*library.by_slug, *study.methods, *FIXED}
    for n, key in enumerate(study.own_methods):
        yield from _unknown(document, ("own_methods", n), key, methods, "a card or a key of methods")
    for key, benchmark in study.benchmarks.items():
        yield from _unknown(document, ("benchmarks", key), key, vocabulary.benchmarks, "a benchmark")
        place = ("benchmarks", key, "judge")
        yield from _unknown(document, place, benchmark.judge, vocabulary.judges, "a judge")
    ids = Counter(arm.id for arm in study.arms)
    for n, arm in enumerate(study.arms):
        if ids[arm.id] > 1:
            yield document.problem(
                ("arms", n, "id"),
                "given twice",
                got=shown(arm.id),
                hint="name each arm once",
                code="arm-twice",
            )
        yield from _arm_keys(document, n, arm, vocabulary, ids)
        yield from _row_keys(document, n, arm, study, methods)
        yield from _arm_numbers(document, n, arm, study, vocabulary)


def _arm_numbers(
    document: Document, n: int, arm: Arm, study: Study, vocabulary: Vocabulary
) -> Iterator[Problem]:
    """Yield a selection larger than its pool, and scores that their benchmark cannot give."""
    pool = vocabulary.datasets.get(arm.pool)
    size = arm.pool_size or (pool.size if pool else None)
    if arm.selected and size and arm.selected > size:
        words = {"expected": f"at most {size:,}", "got": f"{arm.selected:,}"}
        message, code = f"more samples than {arm.pool} has", "selected-exceeds-candidate"
        words["hint"] = "mend it; if the authors chose from another pool, mend pool or pool_size"
        yield document.problem(("arms", n, "selected"), message, **words, code=code)
    for m, row in enumerate(arm.rows):
        for key, score in row.scores.items():
            known, given = vocabulary.benchmarks.get(key), study.benchmarks.get(key)
            unit = PERCENT if given and given.scale == "fraction" else 1
            expected = beyond(score * unit, known.low, known.high) if known else ""
            if expected:
                words = {"expected": expected, "got": f"{score * unit:.12g}"}
                place, message = ("arms", n, "rows", m, "scores", key), f"outside the scale of {key}"
                words["hint"] = f"mend the score, or the scale of {key} in benchmarks"
                yield document.problem(place, message, **words, code="score-outside-scale")


def _arm_keys(
    document: Document, n: int, arm: Arm, vocabulary: Vocabulary, ids: Collection[str]
) -> Iterator[Problem]:
    loc: Loc = ("arms", n)
    yield from _unknown(document, (*loc, "pool"), arm.pool, vocabulary.datasets, "a data set")
    yield from _unknown(document, (*loc, "backbone"), arm.backbone, vocabulary.models, "a model")
    for m, other in enumerate(arm.shares_runs_with):
        yield from _unknown(document, (*loc, "shares_runs_with", m), other, ids, "an arm")
    for m, row in enumerate(arm.rows):
        yield from _unknown(document, (*loc, "rows", m, "repeats"), row.repeats, ids, "an arm")
        if row.judged:
            for part, known in (("judge", vocabulary.judges), ("test_set", vocabulary.benchmarks)):
                place = (*loc, "rows", m, "judged", part)
                yield from _unknown(document, place, getattr(row.judged, part), known, f"a {part}")


def _row_keys(
    document: Document, n: int, arm: Arm, study: Study, methods: Collection[str]
) -> Iterator[Problem]:
    for m, row in enumerate(arm.rows):
        loc: Loc = ("arms", n, "rows", m)
        yield from _unknown(document, (*loc, "method"), row.method, methods, "a card or a key of methods")
        for key in row.scores:
            yield from _unknown(document, (*loc, "scores", key), key, study.benchmarks, "a key of benchmarks")
        if row.judged:
            here = {other.method for other in arm.rows}
            yield from _unknown(
                document, (*loc, "judged", "method"), row.judged.method, here, "a row of the arm"
            )


def _unknown(
    document: Document, loc: Loc, key: str | None, known: Collection[str], what: str
) -> Iterator[Problem]:
    if key is not None and key not in known:
        near = did_you_mean(key, known)
        yield document.problem(
            loc,
            "unknown name",
            expected=what,
            got=shown(key),
            hint=near or f"name it as {what}",
            code="unknown-name",
        )
