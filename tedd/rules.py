"""What a card's facts mean for each other, for the vocabulary and for the other cards.

A document, or the card made of it, enters; problems leave. Each field by itself is checked by the schema.
Names are looked up in the document, so that a wrong field elsewhere hides none of them; whether fields make
sense together is asked of whole cards.
"""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from tedd.fields import KEY
from tedd.problems import did_you_mean, shown, told_once
from tedd.rows import WinningScore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from tedd.fields import Keys
    from tedd.frontmatter import Document
    from tedd.problems import Loc, Problem
    from tedd.rows import Evidence
    from tedd.schema import Card
    from tedd.vocabulary import Vocabulary

    Texts = Iterable[tuple[Loc, str]]
    """Texts of a document, each with its place."""

VOCABULARY = "vocabulary.yaml"
PERCENT = 100
"""The whole, in percent."""
ROUNDING = 1e-3
"""How far printed shares may be from what they were rounded from."""

_SLUG = re.compile(r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = re.compile(r"index|studies|con|prn|aux|nul|com[0-9]|lpt[0-9]")  # site's pages, Windows' devices
_KEY = re.compile(KEY)
_NAMES: dict[Loc, str] = {
    ("evidence", "*", "dataset"): "datasets",
    ("evidence", "*", "backbone"): "models",
    ("evidence", "*", "judge"): "judges",
    ("evidence", "*", "test_set"): "benchmarks",
    ("evidence", "*", "counterpart", "model"): "models",
    ("evaluated_on", "candidates", "*"): "datasets",
    ("evaluated_on", "backbones", "*"): "models",
}
_ENTRIES = {
    "datasets": "As people write it, size: 52002",
    "models": "As people write it",
    "benchmarks": "As people write it, low: 0, high: 100",
    "judges": "As people write it, kind: llm",
}
"""What an entry of the vocabulary looks like, by section."""
_SLUGS: tuple[Loc, ...] = (("superseded_by",), ("evidence", "*", "counterpart", "slug"))


def beyond(score: float, low: float | None, high: float | None) -> str:
    """Return the ends of a scale in words when a score lies beyond them; else nothing."""
    if (low is None or score >= low) and (high is None or score <= high):
        return ""
    ends = (f"from {low:g}" if low is not None else "", f"up to {high:g}" if high is not None else "")
    return " ".join(filter(None, ends))


def slug_of(name: str) -> str:
    """Return the usable slug that is nearest to a name; empty when nothing of it can be used."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:60].strip("-")


def slug_problems(slug: str, document: Document, ending: str = ".md") -> Iterator[Problem]:
    """Yield what is wrong with the file name of a card, or of a study."""
    near = slug_of(slug)
    hint = f"rename the file to {near}{ending}" if near and near != slug else "rename the file"
    if not _SLUG.fullmatch(slug):
        message, expected = (
            "not a usable file name",
            "lower-case letters and digits with single hyphens, up to 60",
        )
        yield document.problem((), message, expected=expected, got=shown(slug), hint=hint, code="file-name")
    elif _RESERVED.fullmatch(slug):
        message, expected = "a reserved file name", "the name of a method"
        yield document.problem((), message, expected=expected, got=shown(slug), hint=hint, code="file-name")


def unknown_names(
    document: Document, slug: str, vocabulary: Vocabulary, slugs: AbstractSet[str]
) -> Iterator[Problem]:
    """Yield what a card names that neither the vocabulary nor another card has."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for path, section in _NAMES.items():
        names, texts = getattr(vocabulary, section), list(document.texts(path))
        yield from _misspelt(document, texts, names, section)
        for loc, key in _keys(document, texts):
            known = _known(document, loc, key, names, section)
            found.setdefault((section, key), []).extend(known)
    yield from map(told_once, filter(None, found.values()))
    others = slugs - {slug}
    for path in _SLUGS:
        for loc, key in _keys(document, document.texts(path)):
            if key not in others:
                hint = did_you_mean(key, others) or "leave it out until there is one"
                message, expected = "no other card has this name", "the file name of a card without .md"
                words = {"expected": expected, "got": shown(key), "hint": hint}
                yield document.problem(loc, message, **words, code="unknown-card")


def unsound(vocabulary: Vocabulary, document: Document) -> Iterator[Problem]:
    """Yield what is wrong between the names of a vocabulary."""
    lists: list[tuple[Loc, Keys]] = [(("families", key), keys) for key, keys in vocabulary.families.items()]
    lists += [(("benchmarks", key, "parts"), one.parts) for key, one in vocabulary.benchmarks.items()]
    for loc, keys in lists:
        for n, key in enumerate(keys):
            yield from _known(document, (*loc, n), key, vocabulary.benchmarks, "benchmarks")
    for key, one in vocabulary.benchmarks.items():
        if one.low is not None and one.high is not None and one.low >= one.high:
            words = {"expected": f"less than {one.high:g}", "got": f"{one.low:g}"}
            words["hint"] = "mend low or high; if they were confused, swap them"
            message = "the lowest score is not below the highest"
            yield document.problem(("benchmarks", key, "low"), message, **words, code="scale-reversed")
    yield from _parts_of_themselves(vocabulary, document)


def _parts_of_themselves(vocabulary: Vocabulary, document: Document) -> Iterator[Problem]:
    """Yield the first way that leads from a benchmark over its parts back to it."""
    benchmarks = vocabulary.benchmarks
    try:
        TopologicalSorter({key: one.parts for key, one in benchmarks.items()}).prepare()
    except CycleError as error:
        way: list[str] = error.args[1][:0:-1]  # each is followed by a part of it
        start = way.index(min(way, key=list(benchmarks).index))
        whole, *between = [*way[start:], *way[:start]]
        part = between[0] if between else whole
        message = "a part of itself" + (f", by way of {' and '.join(between)}" if between else "")
        words = {"expected": f"parts that {whole} is no part of", "got": shown(part)}
        words["hint"] = "remove it" + (f", or {whole} from the parts of {between[-1]}" if between else "")
        loc = ("benchmarks", whole, "parts", benchmarks[whole].parts.index(part))
        yield document.problem(loc, message, **words, code="part-of-itself")


def senseless(card: Card, document: Document, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield what is wrong between the fields of one result."""
    for n, row in enumerate(card.evidence):
        if row.dataset in vocabulary.datasets:
            yield from _sizes(document, ("evidence", n), row, vocabulary.datasets[row.dataset].size)
        if isinstance(row.measure, WinningScore):
            yield from _winning(document, ("evidence", n, "measure"), row.measure)
        benchmark = vocabulary.benchmarks.get(row.test_set)
        if row.aggregate and benchmark and not benchmark.parts:
            hint = f"name the parts of {row.test_set} in {VOCABULARY}, or remove aggregate"
            yield document.problem(
                ("evidence", n, "aggregate"), "an aggregate of unknown parts", hint=hint, code="no-parts"
            )


def baseless(card: Card, document: Document) -> Iterator[Problem]:
    """Yield that a method is to be ranked, and nothing on its card could rank it."""
    known = card.evidence or (card.survey and card.survey.pir)
    if card.status == "ranked" and card.kind == "method" and not known:
        message, expected = "ranked, and not one result", "evidence: each result with its source"
        hint = "add what was published; if nothing was, write status: listed and the reason"
        yield document.problem(
            ("status",), message, expected=expected, hint=hint, code="no-evidence", severity="warning"
        )


def _winning(document: Document, loc: Loc, measure: WinningScore) -> Iterator[Problem]:
    """Compare a winning score with the share of prompts that its ties leave to be won or lost."""
    free = 1 - (measure.tie_rate or 0)
    if abs(measure.winning_score - 1) > free + ROUNDING:
        expected, got = f"from {1 - free:.4g} up to {1 + free:.4g}", f"{measure.winning_score:.12g}"
        message, hint = (
            "further from 1 than the ties leave room for",
            "mend one of winning_score and tie_rate",
        )
        place, code = (*loc, "winning_score"), "score-beyond-ties"
        yield document.problem(place, message, expected=expected, got=got, hint=hint, code=code)


def _sizes(document: Document, loc: Loc, row: Evidence, known_size: int | None) -> Iterator[Problem]:
    size, selected = row.candidate_size or known_size, row.selected_size
    if selected and not size:
        message = f"no fraction can be computed: the size of {row.dataset} is unknown"
        hint = f"add candidate_size to this result, or size to {row.dataset} in {VOCABULARY}"
        yield document.problem((*loc, "selected_size"), message, hint=hint, code="no-size")
    elif selected and size and selected > size:
        message, expected = f"more samples than {row.dataset} has", f"at most {size:,}"
        place, got = (*loc, "selected_size"), f"{selected:,}"
        hint = "mend it; if the authors chose from another pool, mend dataset or candidate_size"
        code = "selected-exceeds-candidate"
        yield document.problem(place, message, expected=expected, got=got, hint=hint, code=code)


def _keys(document: Document, texts: Texts) -> Iterator[tuple[Loc, str]]:
    """Yield the keys among texts; whether they have the form of a key is for the schema to say."""
    for loc, text in texts:
        if loc not in document.tree.doubtful and _KEY.fullmatch(text):
            yield loc, text


def _misspelt(document: Document, texts: Texts, known: Iterable[str], section: str) -> Iterator[Problem]:
    """Yield a problem for each text that is no key, yet near to one that is known, such as `GPT4`."""
    for loc, text in texts:
        if loc in document.tree.doubtful or _KEY.fullmatch(text):
            continue
        if near := did_you_mean(slug_of(text), known):
            document.tree.doubtful.add(loc)  # the schema could only say that it has not the form of a key
            words = {"expected": f"one of its {section}", "got": shown(text), "hint": near}
            yield document.problem(loc, "not in the vocabulary", **words, code="unknown-name")


def _known(document: Document, loc: Loc, key: str, known: Iterable[str], section: str) -> Iterator[Problem]:
    """Yield a problem for a key that a section of the vocabulary does not have."""
    if key not in known:
        near, add = did_you_mean(key, known), f"add it to {VOCABULARY} under {section}"
        example = f"such as {key}: {{name: {_ENTRIES[section]}}}"
        hint = f"{near} Else {add}" if near else f"{add}, {example}"
        expected = f"one of its {section}"
        words = {"expected": expected, "got": shown(key), "hint": hint}
        yield document.problem(loc, "not in the vocabulary", **words, code="unknown-name")
