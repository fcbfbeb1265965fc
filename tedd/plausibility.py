"""What is hardly right about a card whose fields are right by themselves: what they say beside each other.

A card, its document and the vocabulary enter; problems leave. What contradicts itself is an error; what is
only unlikely is a warning, which never fails a check and says what would settle it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import fmean
from typing import TYPE_CHECKING

from tedd.months import odd_months
from tedd.problems import shown
from tedd.rows import BareRatio, Counts, Scores, WinningScore
from tedd.rules import PERCENT, beyond

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tedd.frontmatter import Document
    from tedd.problems import Loc, Problem
    from tedd.rows import Evidence
    from tedd.schema import Card
    from tedd.vocabulary import Benchmark, Vocabulary
    from tedd.yamltree import Node

ONE_SCALE = 20.0
"""Scores further apart than this factor were hardly printed on one scale."""
PLAUSIBLE = 0.2, 5.0
"""Published ratios lie well within; 112 would be a percentage."""
MAX_LINE = 400
"""Characters of a field that are looked through: no field that the schema takes is longer."""
ROUNDING = 0.05
"""An average may part from its parts' by this share of itself: parts are rounded, some are weighted."""

_MARKUP = (
    (re.compile(r"&(#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{1,31});"), "entity",
     "an HTML entity, which is shown as it is written", "write the character that it stands for"),
    (re.compile(r"\[[^\]\[]*\]\((https?:|mailto:|www\.|[/.#])[^)]*\)"), "link-in-line",
     "a Markdown link, which is shown as it is written",
     "write the words alone; addresses have fields of their own"),
)  # fmt: skip
_PROPRIETARY = re.compile(r"ChatGPT|\bGPT-?(?:3\.5|4|5)|\bClaude\b|\bGemini\b|text-davinci|\bAPI\b")


def implausible(card: Card, document: Document, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield what is unlikely or contradictory between the fields of one card."""
    yield from odd_months(card, document)
    yield from _proprietary(card, document)
    yield from _survey(card, document)
    for n, row in enumerate(card.evidence):
        benchmark = vocabulary.benchmarks.get(row.test_set)
        if benchmark:
            yield from _counts(document, n, row, vocabulary)
            yield from _scores(document, n, row, benchmark)
        if isinstance(row.measure, BareRatio):
            yield from _ratio(document, ("evidence", n, "measure", "ratio"), row.measure.ratio)
    yield from _twice(card, document)
    yield from _aggregates(card, document, vocabulary)


def _unlikely(document: Document, loc: Loc, message: str, code: str, **parts: str) -> Problem:
    return document.problem(loc, message, code=code, severity="warning", **parts)


def markup(document: Document) -> Iterator[Problem]:
    """Yield Markdown and HTML's spelling of characters in facts, which are shown letter by letter."""
    for loc, text in _texts((), document.tree.root):
        for pattern, code, message, hint in () if text.startswith("https://") else _MARKUP:
            if found := pattern.search(text[:MAX_LINE]):
                yield _unlikely(document, loc, message, code, got=shown(found[0]), hint=hint)


def _texts(loc: Loc, node: Node) -> Iterator[tuple[Loc, str]]:
    if isinstance(node.data, str):
        yield loc, node.data
    for part, child in node.children.items():
        yield from _texts((*loc, part), child)


def _proprietary(card: Card, document: Document) -> Iterator[Problem]:
    """Compare what the steps call with the fact that feasibility counts."""
    words = [*card.algorithm.init, *(step.do for step in card.algorithm.steps)]
    found = next((match[0] for text in words if (match := _PROPRIETARY.search(text))), None)
    signal = card.taxonomy.signal if card.taxonomy.signal.startswith("proprietary") else None
    free, place = card.selector.proprietary_free, ("selector", "proprietary_free")
    if free and (found or signal):
        message = "proprietary-free, yet " + (f"a step names {found}" if found else f"the signal is {signal}")
        hint = "write false, or say in the step or signal what takes the model's place"
        yield _unlikely(document, place, message, "proprietary-use", hint=hint)
    if not free and not found and not signal and not card.selector.note:
        message = "not proprietary-free, yet no step names a proprietary model"
        hint = "name the model in its step, or say why in note of selector"
        yield _unlikely(document, place, message, "proprietary-unnamed", hint=hint)


def _survey(card: Card, document: Document) -> Iterator[Problem]:
    if card.survey and card.survey.pir is not None:
        yield from _ratio(document, ("survey", "pir"), card.survey.pir)
    for setting, ratio in (card.survey.ratios if card.survey else {}).items():
        yield from _ratio(document, ("survey", "ratios", setting), ratio)
    for n, other in enumerate(card.survey.disputed_sdf if card.survey else ()):
        if other.selected_size > other.candidate_size:
            place, message = ("survey", "disputed_sdf", n, "selected_size"), "more selected than there is"
            words = {"expected": f"at most {other.candidate_size:,}", "got": f"{other.selected_size:,}"}
            hint = "mend one of the two sizes"
            yield document.problem(place, message, **words, hint=hint, code="selected-exceeds-candidate")


def _ratio(document: Document, loc: Loc, ratio: float) -> Iterator[Problem]:
    low, high = PLAUSIBLE
    if not low <= ratio <= high:
        percent = low <= ratio / PERCENT <= high
        hint = (
            f"if it is a percentage, write {ratio / PERCENT:.12g}" if percent else "look at the source again"
        )
        expected = f"a ratio from {low:g} to {high:g}, where 1 means no difference"
        message, got = "far from 1", f"{ratio:g}"
        yield _unlikely(document, loc, message, "odd-ratio", expected=expected, got=got, hint=hint)


def prompts_of(test_set: str, vocabulary: Vocabulary) -> int | None:
    """Return the prompts of a test set, or of its parts together; None when any is unknown."""
    benchmark = vocabulary.benchmarks.get(test_set)
    if benchmark is None or benchmark.prompts:
        return benchmark.prompts if benchmark else None
    parts = [vocabulary.benchmarks[part].prompts for part in benchmark.parts if part in vocabulary.benchmarks]
    return sum(filter(None, parts)) if parts and len(parts) == len(benchmark.parts) and all(parts) else None


def _counts(document: Document, n: int, row: Evidence, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Compare wins, ties and losses with the prompts of the test set."""
    prompts, counts = prompts_of(row.test_set, vocabulary), row.measure
    if not prompts or not isinstance(counts, Counts):
        return
    total = counts.wins + counts.ties + counts.losses
    most = prompts * (row.seeds or 1) * (2 if row.position_swapped else 1)
    judge = vocabulary.judges.get(row.judge or "")
    loc, got = ("evidence", n, "measure"), f"{total:,}"
    by_people = judge is not None and judge.kind != "llm"  # several people may have judged each answer
    if total > most and not (by_people and total % prompts == 0):
        message, expected = f"more verdicts than {row.test_set} has prompts", f"at most {most:,} in all"
        hint = "mend the counts, or give seeds or position_swapped if answers were judged more than once"
        code = "counts-exceed-prompts"
        yield document.problem(loc, message, expected=expected, got=got, hint=hint, code=code)
    elif total < prompts and not row.note:
        message, expected = f"fewer verdicts than {row.test_set} has prompts", f"{prompts:,} in all"
        hint = "mend the counts; if the source leaves answers out, say so in note"
        yield _unlikely(document, loc, message, "counts-miss-prompts", expected=expected, got=got, hint=hint)


def _scores(document: Document, n: int, row: Evidence, benchmark: Benchmark) -> Iterator[Problem]:
    """Compare scores with the ends of their benchmark's scale, and with each other."""
    measure, loc = row.measure, ("evidence", n, "measure")
    if not isinstance(measure, Scores):
        return
    given = {"score": measure.score, "counterpart_score": measure.counterpart_score}
    known = {field: value for field, value in given.items() if value is not None}
    for field, value in known.items():
        if expected := beyond(value, benchmark.low, benchmark.high):
            hint = "mend the score; if the scale is wrong, mend low and high in vocabulary.yaml"
            words = {"expected": expected, "got": f"{value:.12g}", "hint": hint}
            message = f"outside the scale of {row.test_set}"
            yield document.problem((*loc, field), message, **words, code="score-outside-scale")
    small, large = min(known.values()), max(known.values())
    if large <= 1 and small > 0 and benchmark.high == PERCENT:
        message, hint = (
            f"looks like a fraction, where {row.test_set} is in percent",
            f"write {measure.score * PERCENT:.12g}",
        )
        got = f"{measure.score:.12g}"
        yield _unlikely(document, (*loc, "score"), message, "fraction-for-percent", got=got, hint=hint)
    elif 0 < small * ONE_SCALE < large:
        message, expected = "scores far apart", "both on one scale, such as percent"
        got, hint = f"{small:.12g} and {large:.12g}", "look at the source again"
        yield _unlikely(document, loc, message, "two-scales", expected=expected, got=got, hint=hint)


def _trial(row: Evidence) -> tuple[object, ...]:
    """Return what two rows share when the same experiment gave both, apart from the test set."""
    rival, size = row.counterpart, (row.candidate_size, row.selected_size, row.sdf)
    kept = (row.judge_version, row.length_controlled, row.position_swapped, row.seeds, row.epochs)
    who = (row.reported_by, row.reporter)
    return (row.setting, rival, row.dataset, *size, row.backbone, row.judge, row.variant, *kept, *who)


def _twice(card: Card, document: Document) -> Iterator[Problem]:
    """Find rows that say the same, and rows that nothing but their number tells apart."""
    seen: dict[tuple[object, ...], int] = {}
    for n, row in enumerate(card.evidence):
        first = seen.setdefault((_trial(row), row.test_set), n)
        if first == n:
            continue
        line = document.node(("evidence", first)).place[0]
        if card.evidence[first].measure == row.measure:
            message, hint = f"the same result as in line {line}", "keep one of them"
            yield document.problem(("evidence", n), message, hint=hint, code="duplicate-row")
        else:
            message = f"another number under the conditions of line {line}"
            hint = "say in variant, seeds or epochs what tells them apart, or keep one"
            yield _unlikely(document, ("evidence", n), message, "rows-alike", hint=hint)


def _aggregates(card: Card, document: Document, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Compare each aggregate with the rows of its parts, where the card has them."""
    trials: dict[tuple[object, ...], dict[str, Evidence]] = defaultdict(dict)
    for row in card.evidence:
        trials[_trial(row)].setdefault(row.test_set, row)
    for n, row in enumerate(card.evidence):
        benchmark = vocabulary.benchmarks.get(row.test_set)
        around = trials[_trial(row)] if benchmark and benchmark.parts else {}
        parts = {key: around[key] for key in (benchmark.parts if benchmark else ()) if key in around}
        if parts and not row.aggregate:
            message, hint = (
                "counted twice: its parts have results of their own",
                "add aggregate: true to this result",
            )
            yield _unlikely(document, ("evidence", n), message, "aggregate-unmarked", hint=hint)
        expected = "" if row.note or not parts else _misfit(row, parts, vocabulary)
        if expected:
            message = "does not fit the results of its parts"
            hint = "mend what was misread, here or in a part; if it was printed so, say so in note"
            place = ("evidence", n, "measure")
            yield _unlikely(document, place, message, "aggregate-unlike-parts", expected=expected, hint=hint)


def _misfit(row: Evidence, parts: Mapping[str, Evidence], vocabulary: Vocabulary) -> str:
    """Return what an aggregate should be, when it cannot be the sum or the average of its parts."""
    scale, measures = vocabulary.benchmarks[row.test_set], [part.measure for part in parts.values()]
    whole = len(parts) == len(scale.parts)
    if isinstance(row.measure, Counts):
        counted = [one for one in measures if isinstance(one, Counts)]
        return _missum(row.measure, counted, whole=whole and len(counted) == len(parts))
    ends = {(vocabulary.benchmarks[key].low, vocabulary.benchmarks[key].high) for key in parts}
    if not whole or ends != {(scale.low, scale.high)}:
        return ""  # an average over benchmarks of several scales is normalised in ways of its own
    weights = [vocabulary.benchmarks[key].prompts or 1 for key in parts]
    fields = ("winning_score",) if isinstance(row.measure, WinningScore) else ("score", "counterpart_score")
    for field in fields:
        values = [value for one in measures if (value := getattr(one, field, None)) is not None]
        own = getattr(row.measure, field, None)
        if own is not None and len(values) == len(weights):
            means = fmean(values), fmean(values, weights)
            if all(abs(own - mean) > ROUNDING * max(own, mean) for mean in means):
                return f"a {field} of about {means[0]:.4g}"
    return ""


def _missum(own: Counts, parts: list[Counts], *, whole: bool) -> str:
    """Return the sums of some parts' counts, when the whole's counts are others, or smaller."""
    sums = [(name, sum(getattr(one, name) for one in parts)) for name in ("wins", "ties", "losses")]
    wrong = [(name, count) for name, count in sums if getattr(own, name) < count]
    if whole and any(getattr(own, name) != count for name, count in sums):
        return ", ".join(f"{count:,} {name}" for name, count in sums)
    return "at least " + ", ".join(f"{count:,} {name}" for name, count in wrong) if wrong else ""
