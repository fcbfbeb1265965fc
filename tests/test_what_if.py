"""The page where readers try a method: its worked example, and constants that are nobody's copy."""

from __future__ import annotations

import re
from statistics import fmean
from urllib.parse import parse_qs

import pytest
from markupsafe import Markup

from tedd import living_bridges
from tedd.constants import limits, rules
from tedd.content.boards import Boards
from tedd.content.what_if import FAMILIES, FLAGS, JOIN, KINDS, PHRASES, what_if, worked
from tedd.efficiency import TIE
from tedd.evidence import PIR_SETTINGS
from tedd.pages import Picture, rendered
from tedd.rows import BareRatio, Counts, Scores, WinningScore
from tests.boards import ANCHORS, VOCABULARY, board, card, counts, real_board, row, wins
from tests.test_anchors import made as five_anchors
from tests.test_pages import NO_DUELS, real_pages


def test_the_worked_example_is_the_board_s() -> None:
    """Ratios, their mean, the baseline and the offset lead to the PIR and the offset of the board."""
    found = worked(real_board())

    assert found is not None
    entry = found.entry
    assert entry.pir is not None
    assert entry.efficiency is not None
    assert [counts.wins / counts.losses for _, counts, _ in found.rows] == [
        ratio for _, _, ratio in found.rows
    ]
    assert fmean(ratio for _, _, ratio in found.rows) == found.ratio == entry.pir.value
    assert found.ratio - found.expected == pytest.approx(entry.efficiency.offset, abs=1e-12)


def test_the_example_s_link_holds_its_counts() -> None:
    """Every count of every test set is in the link, in one order, and the method itself is left out."""
    made = board(
        *ANCHORS, card("one", evidence=[*wins(1.7), row(test_set="self-instruct", measure=counts(9, 8, 7))])
    )
    found = worked(made)

    assert found is not None
    state = parse_qs(found.link, strict_parsing=True)
    assert state["wins"][0].split(JOIN) == [str(given.wins) for _, given, _ in found.rows]
    assert state["losses"][0].split(JOIN) == [str(given.losses) for _, given, _ in found.rows]
    assert (state["without"], state["setting"], state["sdf"]) == (["one"], ["same-model-win-rate"], ["0.1"])
    assert set(FLAGS) <= set(state)


def test_families_are_asked_for_where_they_matter() -> None:
    """The form asks what scores are where a bridge from data is in force, and for that alone."""
    boards = Boards(five_anchors(5), five_anchors(5, edition="survey"), NO_DUELS)
    (context,) = what_if(boards).values()
    text = rendered(
        "try.md.jinja", {**context, "root": "../", "picture": lambda *_: Picture(Markup(), Markup())}
    )
    choices = {"": "something else", "accuracy": "shares of right answers"}

    assert re.findall(r'<select name="family">(.*?)</select>', text) == [
        "".join(f'<option value="{key}">{words}</option>' for key, words in choices.items())
    ]
    assert "PIR = ratio to the power of" in text
    assert 'name="family"' not in real_pages()["try/index.md"]
    assert set(FAMILIES) == set(living_bridges.FAMILIES)


def test_no_example_without_counts() -> None:
    """Where no ranked method is counted from wins and losses, there is none."""
    assert worked(board(*ANCHORS)) is None


def test_choices_are_those_of_the_engine() -> None:
    """The form offers every setting that can lead to a PIR, and every form of a measure."""
    forms = (Counts, Scores, WinningScore, BareRatio)

    assert tuple(PHRASES) == PIR_SETTINGS
    assert tuple(KINDS) == tuple(next(iter(form.model_fields)) for form in forms)
    assert set(KINDS) <= limits().keys()


def test_the_form_stays_hidden_until_a_script_shows_it() -> None:
    """No control is visible without JavaScript, and no script or handler stands in the page."""
    page = real_pages()["try/index.md"]

    assert 'id="try-form" hidden' in page
    assert 'id="try-result" hidden' in page
    assert not re.search(r"<script|\son\w+=", page)
    assert page.count("</form>") == 1


@pytest.mark.parametrize("section", ["datasets", "models", "judges"])
def test_the_form_offers_the_vocabulary(section: str) -> None:
    """Data sets, backbones and judges are those that a card may name."""
    page = real_pages()["try/index.md"]
    names = getattr(real_board().library.vocabulary, section)

    assert [key for key in names if f'<option value="{key}"' not in page] == []


def test_rules_and_limits_are_the_engine_s() -> None:
    """The constants for programs are those that rows and ranks are made with."""
    assert rules()["tie"] == TIE
    assert rules()["reach"] == pytest.approx(1.6448536, abs=1e-6)
    assert limits()["prompts"] == {"type": "integer", "minimum": 1, "maximum": 1_000_000_000}
    assert limits()["llm_uses"]["maximum"] == 40 * limits()["steps"]["maximum"] // 2
    assert VOCABULARY.benchmarks["koala"].prompts
