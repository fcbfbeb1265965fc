"""Groups share what they claim, and whoever is in none has a reason."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from tedd.comparability import Comparison, Group, comparison
from tedd.content.boards import Boards
from tedd.content.comparable import because, peers, title
from tedd.efficiency import dense_ranks
from tedd.head_to_head import head_to_head
from tedd.uncertainty import quantify
from tests.boards import ANCHORS, VOCABULARY, bench, board, card, entry, real_board, row, survey, wins

if TYPE_CHECKING:
    from tedd.cards import Method

LED = {"winning_score": 1.2}


@cache
def real() -> Comparison:
    """Return what is comparable on the board of the real cards, without draws."""
    return comparison(real_board())


def every(found: Comparison) -> tuple[Group, ...]:
    """Return all groups."""
    return (*found.strict, *found.relaxed, *found.experiments)


@pytest.mark.parametrize("group", every(real()), ids=lambda group: group.name)
def test_a_group_shares_what_it_claims(group: Group) -> None:
    """All members have the group's data, backbone, judge, scope and modality, but for what was let go."""
    ground = group.ground
    for member in group.members:
        assert member.point
        on, facts = member.point.condition, member.entry.method.card
        if group.relaxed != "scope":
            assert facts.scope == ground.scope
        assert facts.modality == ground.modality
        for term in ("dataset", "backbone", "judge"):
            if group.relaxed != term:
                assert getattr(on, term) == getattr(ground, term)
        if ground.ratio != "scores" and group.relaxed != "ratio":
            assert member.point.counted == (ground.ratio == "counted")
        if group.sdf is not None:
            assert f"{member.sdf:.2g}" == f"{group.sdf:.2g}"
            assert member.point.test_sets == set(group.test_sets)


@pytest.mark.parametrize("group", every(real()), ids=lambda group: group.name)
def test_ranks_are_those_of_offsets(group: Group) -> None:
    """Within a group the ranks are the dense ranks of its members' offsets from the baseline."""
    line = real_board().baseline
    offsets = {m.entry.slug: line.offset(m.sdf, m.value) for m in group.members if m.rank}
    if group.sdf is not None:  # sizes may part in the third figure; an experiment is one fraction
        offsets = {m.entry.slug: line.offset(group.sdf, m.value) for m in group.members if m.rank}

    assert {m.entry.slug: m.rank for m in group.members if m.rank} == dense_ranks(offsets)


def test_names_are_unique() -> None:
    """A group's name is its address."""
    names = [group.name for group in every(real())]

    assert len(names) == len(set(names))


def test_everybody_is_in_the_main_group_or_has_a_reason() -> None:
    """Nobody is left out in silence, and nobody inside is given a reason."""
    found = real()
    assert found.main
    slugs = {one.slug for one in real_board().entries}

    assert found.main.slugs | set(found.reasons) == slugs
    assert not found.main.slugs & set(found.reasons)
    assert all(found.reasons.values())


def test_general_and_special_methods_part() -> None:
    """The cut board holds general selection for text alone; the others stand apart."""
    found = real()
    kept = {member.entry.slug for member in found.general}
    apart = {one.slug for one, _ in found.apart}

    assert {"less", "rds-plus", "data-whisperer", "instructiongpt-4"} <= apart
    assert not kept & apart
    assert [member.rank for member in found.general] == sorted(member.rank or 0 for member in found.general)


def test_intervals_are_those_of_the_board() -> None:
    """A PIR has the same interval in its group as on the board."""
    sure = quantify(real_board(), shares=False)
    main = comparison(sure).main
    assert main
    for member in main.members:
        found = entry(sure, member.entry.slug).efficiency
        assert found
        assert member.low == pytest.approx(found.offset_low, abs=1e-6)
        assert member.high == pytest.approx(found.offset_high, abs=1e-6)


@cache
def made() -> Comparison:
    """Return what is comparable on a board with one method for each reason."""
    return comparison(
        board(
            *ANCHORS,
            card("one", evidence=wins(1.8)),
            card("two", evidence=wins(1.5, sdf=0.2)),
            card("elsewhere", evidence=wins(1.5, backbone="mistral-7b", judge="chatgpt", dataset="dolly")),
            card("guided", scope="targeted", evidence=wins(1.5)),
            card("seeing", modality="vision-language", survey=survey(1.4, 0.1, made_from="bridged")),
            card("led", evidence=[row(test_set=name, measure=LED) for name in ("vicuna", "koala")]),
            card("through", evidence=[bench(1.0)]),
            card("partly", evidence=[bench(1.0, judge="mixed")]),
            card("nothing"),
            card("listed", status="listed", reason="It is not comparable"),
        )
    )


SENTENCES = {
    "elsewhere": "it selects from Dolly, not from Alpaca; it tunes mistral-7b, not llama-7b; its answers are "
    "judged by ChatGPT, not by GPT-4.",
    "guided": "examples of the target task steer its selection.",
    "seeing": "it tunes a model of vision and language; its PIR is the survey's word, made through a bridge, "
    "with no results behind it to compare.",
    "led": "its PIR is converted from a winning score with a borrowed tie rate.",
    "through": "its PIR is estimated through the bridge from same-model benchmark results; its answers are "
    "checked against known ones, not by GPT-4.",
    "partly": "its PIR is estimated through the bridge from same-model benchmark results; its answers are "
    "judged in part only, not by GPT-4.",
    "listed": "it has no PIR: it is not comparable.",
    "nothing": "it has no PIR: no result against full data or another model that a PIR could come from.",
    "low": "its PIR is the survey's word, made in a way not known, with no results behind it to compare.",
}


@pytest.mark.parametrize("slug", SENTENCES)
def test_sentences(slug: str) -> None:
    """Each reason is said in a sentence of its own kind."""
    assert because(made().reasons[slug]) == f"Not comparable because {SENTENCES[slug]}"


def test_relaxing_adds_only_what_is_new() -> None:
    """A group with one condition let go is shown where it brings together what no group before does."""
    found = made()
    assert found.main
    assert found.main.slugs == {"one", "two"}
    relaxed = {group.relaxed: group.slugs for group in found.relaxed}

    assert relaxed["ratio"] == {"one", "two", "led"}
    assert relaxed["scope"] == {"one", "two", "guided"}
    assert "backbone" not in relaxed


def test_a_board_without_comparable_rows() -> None:
    """Where no two methods share their conditions, everybody is told so."""
    found = comparison(board(card("one", evidence=wins(1.8)), card("two", survey=survey(1.4, 0.1))))

    assert found.main is None
    assert found.strict == ()
    assert {reasons[-1].key for reasons in found.reasons.values()} == {"alone"}


def test_peers() -> None:
    """A method's page names the others of its group, and counts why the rest is out of reach."""
    living = board(card("one", evidence=wins(1.8)), card("two", evidence=wins(1.5)), *ANCHORS)
    boards = Boards(living, board(edition="survey"), head_to_head(living.library, ()))
    found = peers(entry(living, "one"), boards)

    assert [mate.slug for mate in found.mates] == ["two"]
    assert found.text == "Not with the others, because their PIR is the survey’s word (2)."
    assert boards.compared.main
    words = "Alpaca · llama-7b · GPT-4 · wins over losses as counted"
    assert title(boards.compared.main.ground, VOCABULARY) == words


def test_groups_of_the_boards_own_pirs_come_first() -> None:
    """A group with more of the PIRs that the board ranks by stands before a larger one."""
    both = [card(name, evidence=[*wins(1.5), *wins(1.4, judge="chatgpt")]) for name in ("one", "two")]
    found = comparison(board(*ANCHORS, *both, card("late", evidence=wins(1.3, judge="chatgpt"))))

    sizes = [(group.ground.judge, len(group.members)) for group in found.strict]
    assert sizes == [("gpt-4", 2), ("chatgpt", 3)]


def experiments(*methods: Method) -> list[tuple[str, dict[str, float]]]:
    """Return the names of a board's experiments, each with the ratios of its members."""
    found = comparison(board(*ANCHORS, *methods)).experiments
    return [(one.name, {member.entry.slug: member.value for member in one.members}) for one in found]


def test_an_experiment_is_one_fraction_in_two_figures() -> None:
    """A method whose sizes part in the third figure takes part once, with its highest ratio."""
    twice = card("one", evidence=[bench(1.1, sdf=0.1), bench(1.3, sdf=0.101), bench(1.2, sdf=0.102)])
    others = card("two", evidence=[bench(1.0)]), card("far", evidence=[bench(2, sdf=0.5)])
    (found,) = experiments(twice, *others)

    assert found[1] == pytest.approx({"one": 1.3, "two": 1.0})


def test_experiments_of_any_scope_come_where_they_bring_somebody() -> None:
    """The same methods are told once, and again only together with a targeted one."""
    pair = [card(name, evidence=[bench(ratio)]) for name, ratio in (("one", 1.1), ("two", 1.2))]
    guided = card("guided", scope="targeted", evidence=[bench(1.3)])

    assert len(experiments(*pair)) == 1
    within, any_scope = experiments(*pair, guided)
    assert set(within[1]) == {"one", "two"}
    assert set(any_scope[1]) == {"one", "two", "guided"}
    assert any_scope[0] == f"{within[0]}-any-scope"
