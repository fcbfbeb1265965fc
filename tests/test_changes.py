"""Changes: rows keep their identity, and no published number changes without its correction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tedd.changes import REMOVED, Change, matched
from tedd.changes import changes as changes_of
from tedd.published import Published, told
from tedd.rows import Evidence
from tests.boards import SOURCE, Data, bench, card, counts, library, row, selector, steps, survey

if TYPE_CHECKING:
    from random import Random

    from tedd.cards import Library

WINS = "wins on koala against Alpaca-7B (alpaca, llama-7b, gpt-4)"


def correction(field: str, old: str, new: str) -> dict[str, str]:
    """Return an entry of a card's corrections."""
    return {"date": "2026-01-02", "field": field, "old": old, "new": new, "reason": "a misprint"}


def changes(old: Library, new: Library) -> tuple[Change, ...]:
    """Return what changed on cards, without studies."""
    return changes_of(Published(old), Published(new))


def compare(old: Data, new: Data) -> Change:
    """Return the change of a card between two states."""
    (found,) = changes(library(card("one", **old)), library(card("one", **new)))
    return found


def test_cards_come_and_go() -> None:
    """A new card tells how many rows it brings; one that is gone is told, one that stays is not."""
    old, new = library(card("gone"), card("same")), library(card("same"), card("fresh", evidence=[row()]))
    found = [(one.slug, one.kind, one.rows_added) for one in changes(old, new)]

    assert found == [("fresh", "added", 1), ("gone", "removed", 0)]


def test_a_changed_number_needs_its_correction() -> None:
    """A number that changed is told with both values; an entry of that very change explains it."""
    old, new = [row()], [row(measure=counts(81, 50, 50))]
    silent = compare({"evidence": old}, {"evidence": new})
    explained = compare({"evidence": old}, {"evidence": new, "corrections": [correction(WINS, "80", "81")]})

    assert [number[1:] for number in silent.numbers] == [(WINS, "80", "81")]
    assert silent.unexplained == silent.numbers
    assert explained.numbers == silent.numbers
    assert explained.unexplained == ()


def test_an_old_correction_explains_nothing_new() -> None:
    """An entry that was there before the change does not excuse a second one."""
    before = {"evidence": [row()], "corrections": [correction(WINS, "80", "81")]}
    found = compare(before, before | {"evidence": [row(measure=counts(81, 50, 50))]})

    assert len(found.unexplained) == 1


def test_the_same_change_again_needs_an_entry_of_its_own() -> None:
    """A number that goes back and forth has one entry a change."""
    past = [correction(WINS, "80", "81"), correction(WINS, "81", "80")]
    again = [*past, correction(WINS, "80", "81") | {"date": "2026-03-01"}]
    old = {"evidence": [row()], "corrections": past}
    new = {"evidence": [row(measure=counts(81, 50, 50))]}

    assert len(compare(old, new | {"corrections": past}).unexplained) == 1
    assert compare(old, new | {"corrections": again}).unexplained == ()


def test_corrections_stay() -> None:
    """An entry that is gone is told: what was corrected once is never forgotten."""
    found = compare({"corrections": [correction(WINS, "80", "81")]}, {"corrections": []})

    assert [number[1:] for number in found.unexplained] == [(f"correction of {WINS}", "80 to 81", REMOVED)]


def test_what_feasibility_counts_is_a_published_number() -> None:
    """Steps, LLM uses and the size of trained models need a correction; other words for a step need none."""
    old = {"selector": selector(1), "algorithm": steps(1, 0)}
    counted = compare(old, {"selector": selector(1, trained_model_size="small"), "algorithm": steps(1, 2, 0)})
    renamed = compare(
        old, {"selector": selector(1), "algorithm": {"steps": [{"do": "A", "llm_uses": 1}, {"do": "B"}]}}
    )

    assert [number[1:] for number in counted.unexplained] == [
        ("trained_model_size of the selector", '"full"', '"small"'),
        ("steps of the algorithm", "2", "3"),
        ("llm_uses of the algorithm", "1", "3"),
    ]
    assert renamed.unexplained == ()


def test_a_row_that_vanished_is_told() -> None:
    """Each number of a removed row is a published number that went."""
    found = compare({"evidence": [row(), bench(1.1)]}, {"evidence": [row()]})

    assert {number.new for number in found.unexplained} == {REMOVED}
    assert {number.field.split(" ")[0] for number in found.numbers} == {
        "score", "counterpart_score", "lower_is_better", "sdf",
    }  # fmt: skip


def test_additions_and_order_are_free() -> None:
    """New rows, new notes and another order of the rows change no published number."""
    rows = [row(), bench(1.1), row(test_set="vicuna")]
    found = compare(
        {"evidence": rows}, {"evidence": [bench(1.2, "arc"), *reversed(rows[1:]), row(note="A note.")]}
    )

    assert found.numbers == ()
    assert found.rows_added == 1
    assert found.fields == ("evidence",)


def fields(old: list[Data], new: list[Data]) -> list[tuple[str, ...]]:
    """Return the numbers that changed between two lists of results."""
    return [number[1:] for number in compare({"evidence": old}, {"evidence": new}).numbers]


def test_sizes_tell_rows_apart() -> None:
    """Of results that are told alike, each keeps its sizes while its number is corrected, in any order."""
    old = [row(sdf=0.1), row(sdf=0.2, measure=counts(60, 50, 70))]
    new = [row(sdf=0.2, measure=counts(61, 50, 70)), row(sdf=0.1, measure=counts(81, 50, 50))]

    assert fields(old, new) == [(WINS, "80", "81"), (WINS, "60", "61")]


def test_rows_that_are_alike_keep_their_order() -> None:
    """Where nothing but the number tells results apart, the first stays the first."""
    old = [row(), row(measure=counts(60, 50, 70))]
    new = [row(measure=counts(81, 50, 50)), row(measure=counts(61, 50, 70))]

    assert fields(old, new) == [(WINS, "80", "81"), (WINS, "60", "61")]


def test_sizes_and_training_are_numbers_of_a_row() -> None:
    """A corrected size, or number of seeds, is a number that changed, not a result that went."""
    old, new = row(sdf=0.1, seeds=1, variant="large"), row(sdf=0.2, seeds=2, variant="large")
    name = "on koala against Alpaca-7B (alpaca, llama-7b, gpt-4, large)"

    assert fields([old], [new]) == [(f"sdf {name}", "0.1", "0.2"), (f"seeds {name}", "1", "2")]


def test_facts_and_the_surveys_word_are_published_numbers() -> None:
    """The survey's PIR, its ratios and the facts of the selector are guarded like results."""
    found = compare(
        {"survey": survey(1.5, 0.1, ratios={"same-model-benchmark": 1.01}), "selector": selector(1)},
        {"survey": survey(1.6, 0.1), "selector": selector(2)},
    )

    assert [number[1:] for number in found.unexplained] == [
        ("trained_models of the selector", "1", "2"),
        ("pir of the survey", "1.5", "1.6"),
        ("same-model-benchmark ratio of the survey", "1.01", REMOVED),
    ]


ROWS = [row(), row(note="x"), row(test_set="vicuna"), row(measure=counts(1, 2, 3)), row(sdf=0.2), bench(1.1)]
LISTS = st.lists(st.sampled_from([Evidence.model_validate(one) for one in ROWS]), max_size=8)


LIKENESSES = (Evidence.model_dump_json, told)


@given(LISTS, LISTS)
def test_each_row_is_matched_once(old: list[Evidence], new: list[Evidence]) -> None:
    """Every old row stands in one pair, no new row in two, and what is left over is counted."""
    pairs, added = matched(old, new, LIKENESSES)
    taken = [other for _, other in pairs if other]

    assert sorted(map(repr, (one for one, _ in pairs))) == sorted(map(repr, old))
    assert len(taken) + added == len(new)
    assert all(taken.count(one) <= new.count(one) for one in taken)


@given(LISTS, st.randoms())
def test_order_changes_nothing(rows: list[Evidence], random: Random) -> None:
    """Rows in another order are the same rows."""
    shuffled = list(rows)
    random.shuffle(shuffled)
    pairs, added = matched(rows, shuffled, LIKENESSES)

    assert added == 0
    assert all(other is not None and one.measure == other.measure for one, other in pairs)


def test_words_and_costs_are_looked_at() -> None:
    """A reworded description is told as such; amount, unit and samples of a cost are published numbers."""
    cost = {"what": "scoring", "amount": 2.0, "unit": "gpu-hours", "for_samples": 10, "source": SOURCE}
    changed = cost | {"amount": 3.0, "unit": "minutes", "for_samples": 20}
    new = replace(card("one", cost=[changed]), description="Other words.")
    found = changes(library(card("one", cost=[cost])), library(new))

    assert found[0].fields == ("cost", "description")
    assert [number[1:] for number in found[0].unexplained] == [
        ("amount of the cost scoring", "2.0", "3.0"),
        ("unit of the cost scoring", '"gpu-hours"', '"minutes"'),
        ("for_samples of the cost scoring", "10", "20"),
    ]


def test_what_is_disputed_and_what_is_quoted_is_published_too() -> None:
    """The sizes of a disputed fraction and a PIR that is printed beside the ranked one need corrections."""
    disputed = {"selected_size": 1, "candidate_size": 2, "source": SOURCE}
    quoted = {"pir": 1.3, "sdf": 0.2, "source": SOURCE, "note": "of another run"}
    found = compare(
        {"survey": survey(1.5, 0.1, disputed_sdf=[disputed], quoted=[quoted])},
        {"survey": survey(1.5, 0.1, disputed_sdf=[disputed | {"candidate_size": 3}])},
    )

    assert [number[1:] for number in found.unexplained] == [
        ("candidate_size of the disputed fraction (Table 1)", "2", "3"),
        ("pir quoted (Table 1)", "1.3", REMOVED),
        ("sdf quoted (Table 1)", "0.2", REMOVED),
    ]


def test_things_of_one_name_do_not_hide_each_other() -> None:
    """Fractions, PIRs and costs that are told alike are guarded each: the first as well as the last."""
    disputed = {"selected_size": 1, "candidate_size": 9, "source": SOURCE}
    quoted = {"pir": 1.3, "source": SOURCE, "note": "of another run"}
    cost = {"what": "scoring", "amount": 2.0, "unit": "minutes", "source": SOURCE}

    def published(size: int, pir: float, amount: float) -> Data:
        fractions, pirs = [disputed | {"selected_size": size}, disputed], [quoted | {"pir": pir}, quoted]
        costs = [cost | {"amount": amount}, cost, cost | {"what": "scoring, 2", "amount": amount}]
        return {"survey": survey(1.5, 0.1, disputed_sdf=fractions, quoted=pirs), "cost": costs}

    found = compare(published(2, 1.1, 1.0), published(3, 1.2, 5.0))

    assert [number[1:] for number in found.unexplained] == [
        ("selected_size of the disputed fraction (Table 1)", "2", "3"),
        ("pir quoted (Table 1)", "1.1", "1.2"),
        ("amount of the cost scoring", "1.0", "5.0"),
        ("amount of the cost scoring, 2, 2", "1.0", "5.0"),
    ]
