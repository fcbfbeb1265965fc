"""What facts mean beside each other: what is refused, what is only told, and what is fine."""

from __future__ import annotations

import pytest

from tedd.cards import parse
from tedd.vocabulary import Vocabulary
from tests.examples import VALID, VOCABULARY, changed, problems

WINS = "    measure: {wins: 44, ties: 15, losses: 21}\n"
SCORES = "    measure: {score: 41.2, counterpart_score: 40.1}\n"


def codes(text: str) -> list[str]:
    """Return the codes of a card's problems."""
    return [problem.code for problem in problems(text.encode())]


def measured(old: str, new: str, more: str = "") -> str:
    """Return the card with another measure, and more fields beside it."""
    assert old in VALID
    return VALID.replace(old, f"    measure: {new}\n{more}")


def row(test_set: str, measure: str, *more: str) -> str:
    """Return a result under the conditions of the first one."""
    return "".join(
        (
            "  - setting: same-model-win-rate\n",
            "    counterpart: {kind: full-data, name: Alpaca-7B}\n",
            "    dataset: alpaca\n    selected_size: 3111\n    backbone: llama-7b\n    judge: gpt-4\n",
            f"    test_set: {test_set}\n    measure: {measure}\n    reported_by: authors\n",
            '    source: {arxiv: "2308.00001", where: Table 9}\n    checked: paper\n',
            *(f"    {line}\n" for line in more),
        )
    )


def exam(test_set: str, measure: str, *more: str) -> str:
    """Return a result under the conditions of the second one."""
    text = row(test_set, measure, *more).replace("win-rate", "benchmark")
    return text.replace("    judge: gpt-4\n", "").replace("selected_size: 3111", "sdf: 0.05")


def with_rows(*rows: str) -> str:
    """Return the card with more results."""
    return VALID.replace("corrections:", "".join(rows) + "corrections:", 1)


@pytest.mark.parametrize(
    ("counts", "more", "expected"),
    [
        ("{wins: 60, ties: 0, losses: 20}", "", []),
        ("{wins: 100, ties: 40, losses: 20}", "    seeds: 2\n", []),
        ("{wins: 100, ties: 40, losses: 20}", "    position_swapped: true\n", []),
        ("{wins: 100, ties: 40, losses: 21}", "    seeds: 2\n", ["counts-exceed-prompts"]),
        ("{wins: 30, ties: 40, losses: 9}", "", ["counts-miss-prompts"]),
        ("{wins: 30, ties: 40, losses: 9}", "    note: One answer is missing.\n", []),
    ],
)
def test_counts_beside_prompts(counts: str, more: str, expected: list[str]) -> None:
    """Verdicts add up to the prompts, as often as they were judged."""
    assert codes(measured(WINS, counts, more)) == expected


def test_several_people_may_judge_each_answer() -> None:
    """Verdicts of people may be a multiple of the prompts, and nothing else beyond them."""
    by_people = VALID.replace("judge: gpt-4", "judge: human")

    assert codes(by_people.replace(WINS, "    measure: {wins: 140, ties: 50, losses: 50}\n")) == []
    assert codes(by_people.replace(WINS, "    measure: {wins: 140, ties: 50, losses: 51}\n")) == [
        "counts-exceed-prompts"
    ]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ("{score: 0, counterpart_score: 40}", []),
        ("{score: 100, counterpart_score: 100}", []),
        ("{score: 100.5, counterpart_score: 101}", ["score-outside-scale"] * 2),
        ("{score: 1.5, counterpart_score: 2.5}", []),
        ("{score: 0.7}", ["fraction-for-percent"]),
        ("{score: 0.7, counterpart_score: 50}", ["two-scales"]),
        ("{score: 3, counterpart_score: 50}", []),
        ("{ratio: 4.9, scale: score}", []),
        ("{ratio: 98, scale: score}", ["odd-ratio"]),
        ("{ratio: 0.1, scale: score}", ["odd-ratio"]),
    ],
)
def test_scores_beside_their_scale(scores: str, expected: list[str]) -> None:
    """Scores lie on their benchmark's scale, both on the same one, and ratios near 1."""
    assert codes(measured(SCORES, scores)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Score D with GPT-2", []),
        ("Score D with GPT-3.5", ["proprietary-use"]),
        ("Call an API for each sample", ["proprietary-use"]),
        ("Score D with a rapid heuristic", []),
        ("Ask Claude", ["proprietary-use"]),
    ],
)
def test_claims_beside_steps(words: str, expected: list[str]) -> None:
    """A step that names a proprietary model contradicts the claim to need none."""
    assert codes(VALID.replace("Score D with the backbone", words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("R&D; and more", []),
        ("Q&amp;A", ["entity"]),
        ("a &#x3C; b", ["entity"]),
        ("f[i](x)", []),
        ("[i] (/x)", []),
        ("[paper](https://example.org)", ["link-in-line"]),
        ("[paper](/x)", ["link-in-line"]),
    ],
)
def test_markup_in_one_line(words: str, expected: list[str]) -> None:
    """What only Markdown or HTML would turn into something else is told."""
    assert codes(VALID.replace("Keep the best", words)) == expected


def test_an_address_may_hold_what_looks_like_an_entity() -> None:
    """Parameters of an address are no entities."""
    assert codes(VALID.replace("com/example/example", "com/example?a=1&copy;=2")) == []


def test_a_reason_settles_a_claim() -> None:
    """A method may need a proprietary model that no step names, when its card says why."""
    unnamed = VALID.replace("proprietary_free: true\n", "proprietary_free: false\n")

    assert codes(unnamed) == ["proprietary-unnamed"]
    assert codes(unnamed.replace("free: false\ncost", "free: false\n  note: Marks by ChatGPT.\ncost")) == []


def test_rows_beside_each_other() -> None:
    """The same result twice is refused, another one told, and a variant settles it."""
    same, other = row("vicuna", "{wins: 44, ties: 15, losses: 21}"), "{wins: 45, ties: 15, losses: 20}"

    assert codes(with_rows(same)) == ["duplicate-row"]
    assert codes(with_rows(row("vicuna", other))) == ["rows-alike"]
    assert codes(with_rows(row("vicuna", other, "variant: Other"))) == []


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("{wins: 120, ties: 65, losses: 75}", []),
        ("{wins: 121, ties: 64, losses: 75}", ["aggregate-unlike-parts"]),
        ("{wins: 140, ties: 100, losses: 20}", ["aggregate-unlike-parts"]),
    ],
)
def test_sums_beside_their_parts(whole: str, expected: list[str]) -> None:
    """Counts of an aggregate are the sums of its parts."""
    koala = row("koala", "{wins: 76, ties: 50, losses: 54}")

    assert codes(with_rows(koala, row("two-sets", whole, "aggregate: true"))) == expected


@pytest.mark.parametrize(
    ("score", "expected"), [("1.2", []), ("1.16", []), ("1.28", []), ("1.4", ["aggregate-unlike-parts"])]
)
def test_averages_beside_their_parts(score: str, expected: list[str]) -> None:
    """A winning score of an aggregate is about the mean of its parts' (1.2), or that by prompts (1.277)."""
    parts = (("vicuna", "1.0"), ("koala", "1.4"))
    rows = [row(key, f"{{winning_score: {value}}}", "variant: Other") for key, value in parts]
    whole = row("two-sets", f"{{winning_score: {score}}}", "variant: Other", "aggregate: true")

    assert codes(with_rows(*rows, whole)) == expected


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("{score: 45.6, counterpart_score: 45.05}", []),
        ("{score: 49, counterpart_score: 45.05}", ["aggregate-unlike-parts"]),
        ("{score: 45.6, counterpart_score: 49}", ["aggregate-unlike-parts"]),
        ("{ratio: 1.5, scale: score}", []),
    ],
)
def test_both_sides_beside_their_parts(whole: str, expected: list[str]) -> None:
    """Of an aggregate's scores, each side's is about the mean of its parts'; a printed ratio is no mean."""
    part = exam("arc", "{score: 50, counterpart_score: 50}")

    assert codes(with_rows(part, exam("exams", whole, "aggregate: true"))) == expected


def test_averages_over_several_scales_are_the_authors_own() -> None:
    """Where parts have scales of their own, nobody knows how they were brought together."""
    one_scale = {"name": "ARC", "low": 0, "high": 100}
    other = VOCABULARY.model_dump()
    text = with_rows(
        exam("arc", "{score: 50, counterpart_score: 50}"),
        exam("exams", "{score: 49, counterpart_score: 45.05}", "aggregate: true"),
    )
    found = []
    for arc in (one_scale, {"name": "ARC"}):
        given = Vocabulary.model_validate(other | {"benchmarks": other["benchmarks"] | {"arc": arc}})
        told = parse(text.encode(), "methods/example.md", "example", given, {"example"})[1]
        found.append([problem.code for problem in told])

    assert found == [["aggregate-unlike-parts"], []]


def test_a_note_settles_what_was_printed_so() -> None:
    """What a source prints against its own parts stays, once the card says so."""
    odd = row("two-sets", "{wins: 1, ties: 100, losses: 1}", "aggregate: true", "note: As printed.")

    assert "aggregate-unlike-parts" not in codes(with_rows(odd))


def test_warnings_do_not_hide_a_card() -> None:
    """A card with warnings alone is as good as any other."""
    text = changed("-  proprietary_free: true\n+  proprietary_free: false\n")

    assert {problem.severity for problem in problems(text.encode())} == {"warning"}
