"""The cards' own head-to-head rows as studies: what a paper says of a method beside another subset.

A `Library` and the studies' files enter; one `StudyFile` for each further paper leaves, and a count of the
rows that are not taken, by reason. A paper that has a study of its own is never counted again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tedd.evidence import parts_of
from tedd.rows import Arxiv, Scores
from tedd.studies import StudyFile
from tedd.study import RANDOM, Arm, Row, Study, StudyBenchmark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tedd.cards import Library, Method
    from tedd.rows import Evidence
    from tedd.vocabulary import Vocabulary

SETTING = "head-to-head"
RECIPE = "One recipe for both subsets of a row, as the card and its source tell it."


class CardStudies(NamedTuple):
    """What the cards add to the studies."""

    files: tuple[StudyFile, ...]
    """One for each paper without a study, in order of their keys."""
    fed: int
    """Rows in them."""
    left_out: Mapping[str, int]
    """Rows that are not taken, by reason."""


class _Fit(NamedTuple):
    """A row that is taken, with the paper that it comes from."""

    paper: str
    """arXiv identifier."""
    method: Method
    row: Evidence
    score: float
    counterpart: str
    counterpart_score: float
    lower_is_better: bool


def card_studies(library: Library, files: Iterable[StudyFile]) -> CardStudies:
    """Return the cards' head-to-head rows, a study for each paper that has none among the files."""
    files = tuple(files)
    papers: dict[str, list[_Fit]] = defaultdict(list)
    left_out: Counter[str] = Counter()
    for method in library.methods:
        rows = [row for row in method.card.evidence if row.setting == SETTING]
        for row in rows:
            found = _fit(method, row, rows, files, library.vocabulary)
            if isinstance(found, str):
                left_out[found] += 1
            else:
                papers[found.paper].append(found)
    studies = (_study(paper, fits) for paper, fits in sorted(papers.items()))
    fed = sum(map(len, papers.values()))
    return CardStudies(tuple(studies), fed, dict(sorted(left_out.items())))


def _fit(
    method: Method, row: Evidence, rows: Sequence[Evidence], files: Sequence[StudyFile], names: Vocabulary
) -> _Fit | str:
    """Return a row as it is taken, or why it is not."""
    paper, given = _paper(method, row), row.measure
    own = method.slug if row.reported_by == "authors" else None
    counterpart = RANDOM if row.counterpart.kind == "random" else row.counterpart.slug
    if any(paper == file.study.arxiv or own in file.study.own_methods for file in files):
        return "its paper has a study of its own here, and no paper counts twice"
    if row.checked == "secondary" or paper is None:
        return "quoted elsewhere, or no paper named"
    if counterpart is None:
        return "the other method has no card"
    if not isinstance(given, Scores) or given.counterpart_score is None:
        return "answers judged against each other: a share of wins, and no score on either side"
    scores = given.score, counterpart, given.counterpart_score
    return _beside(row, rows, names) or _Fit(paper, method, row, *scores, given.lower_is_better)


def _beside(row: Evidence, rows: Sequence[Evidence], names: Vocabulary) -> str | None:
    """Return why a row's scores cannot stand beside others; None when they can."""
    if row.selected_size is None and row.sdf is None:
        return "how much was selected is not known"
    if parts_of(row.test_set, names) & {other.test_set for other in rows}:
        return "average of scores that stand beside it"
    return None


def _paper(method: Method, row: Evidence) -> str | None:
    """Return the arXiv identifier of the paper that a row was published in."""
    if row.reported_by == "authors" and method.card.arxiv:
        return method.card.arxiv
    return row.source.arxiv if isinstance(row.source, Arxiv) else None


def _study(paper: str, fits: Sequence[_Fit]) -> StudyFile:
    first = fits[0]
    authors = [one.method for one in fits if one.row.reported_by == "authors"]
    card = authors[0].card if authors else None
    name = card.name if card else first.row.reporter or f"arXiv {paper}"
    slug = f"arxiv-{paper.replace('.', '-')}"
    study = Study(
        name=name,
        title=card.title if card else name,
        arxiv=paper,
        own_methods=tuple(sorted({method.slug for method in authors})),
        benchmarks={
            one.row.test_set: StudyBenchmark(
                scale="points", judge=one.row.judge, lower_is_better=one.lower_is_better
            )
            for one in fits
        },
        recipe=RECIPE,
        arms=tuple(_arms(slug, fits)),
    )
    return StudyFile(slug, study, (authors[0] if authors else first.method).path)


def _arms(slug: str, fits: Iterable[_Fit]) -> Iterator[Arm]:
    """Yield a comparison for each counterpart, pool, backbone and budget of a card."""
    groups: dict[tuple[object, ...], list[_Fit]] = defaultdict(list)
    for one in fits:
        row = one.row
        recipe = (row.dataset, row.backbone, row.selected_size, row.sdf, row.epochs, row.variant)
        groups[one.method.slug, row.counterpart.name, *recipe].append(one)
    for number, group in enumerate(groups.values(), 1):
        yield _arm(f"{slug}-{number}", group)


def _arm(name: str, group: Sequence[_Fit]) -> Arm:
    first, method = group[0].row, group[0].method
    checks = {one.row.checked for one in group}
    ours = {one.row.test_set: one.score for one in group}
    theirs = {one.row.test_set: one.counterpart_score for one in group}
    rows = ((method.slug, method.card.name, ours), (group[0].counterpart, first.counterpart.name, theirs))
    return Arm(
        id=name,
        pool=first.dataset,
        pool_size=first.candidate_size,
        backbone=first.backbone,
        selected=first.selected_size,
        sdf=first.sdf,
        targeted=method.card.scope == "targeted",
        source=first.source,
        checked=next(
            level for level in ("transcription", "paper", "repository", "recomputed") if level in checks
        ),
        rows=tuple(Row(method=key, label=label, scores=scores) for key, label, scores in rows),
    )
