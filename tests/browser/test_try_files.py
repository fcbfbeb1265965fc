"""What readers take along from /try/: a card that passes the checker, and the answer as JSON."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING

import pytest

from tedd.cards import check
from tests.boards import METHODS, real_board
from tests.browser.forms import field, fill

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.visits import Visit

LIGHT = 12 * 1024
VALUES = {
    "TODO  # a month such as 2025-01": '"2025-01"',
    'TODO  # in quotes, such as "2308.12032"': '"2501.00001"',
    "TODO  # paper, repository or recomputed": "paper",
    "features: TODO": "features: raw-text",
    "criteria: TODO": "criteria: internal",
    "signal: TODO": "signal: perplexity",
    "test_set: TODO": "test_set: vicuna",
    "arxiv: TODO": 'arxiv: "2501.00001"',
    "backbone: TODO": "backbone: llama-7b",
    "dataset: TODO": "dataset: alpaca",
    "judge: TODO": "judge: gpt-4",
    "steps: TODO": "steps: 1",
}


def card_of(page: Page, tmp_path: Path) -> Path:
    """Return the downloaded card."""
    with page.expect_download() as waiting:
        page.locator("[data-take=card]").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("kind", ["wins", "score", "winning_score", "ratio", "bare"])
def test_a_card_passes_but_for_its_todos(form: Visit, tmp_path: Path, kind: str) -> None:
    """`tedd check` names only fields that the card marks TODO; with those filled in it has nothing to say."""
    page = form.page
    fill(page, name='A "new" method: v2')
    if kind != "bare":
        fill(page, trained_models="1", steps="3", llm_uses="45")
        page.locator("[name=small_models]").check()
        field(page, "dataset").select_option("alpaca")
        field(page, "backbone").select_option("llama-7b")
        field(page, "judge").select_option("gpt-4")
    field(page, "kind").select_option(kind.replace("bare", "wins"))
    fill(page, **{
        "wins": {"wins": "44", "ties": "15", "losses": "21", "sdf": "0.05"},
        "score": {"score": "41.2", "counterpart_score": "40", "selected_size": "1000"},
        "winning_score": {"winning_score": "1.1", "selected_size": "10", "candidate_size": "999"},
        "ratio": {"ratio": "1,05", "sdf": "0.0000001"},
        "bare": {"wins": "1", "ties": "0", "losses": "0", "sdf": "1"},
    }[kind])  # fmt: skip
    if kind == "score":
        page.locator("[name=lower_is_better]").check()
        page.locator("[name=setting][value=other-model-benchmark]").check()
    path = card_of(page, tmp_path)
    text = path.read_text("utf-8")
    lines = text.splitlines()
    problems = check([path], METHODS)

    assert path.name == "a-new-method-v2.md"
    assert problems
    assert [problem for problem in problems if "TODO" not in lines[problem.line - 1]] == []
    for todo, value in VALUES.items():
        text = text.replace(todo, value)
    text = re.sub(r"(trained_models|open_source|\w+_free): TODO", r"\1: 0", text)
    text = re.sub(r"(open_source|\w+_free): 0", r"\1: true", text)
    path.write_text(text.replace("TODO", "Something"), "utf-8")
    # the checker may well find it unlikely that one answer was judged of eighty
    assert [problem for problem in check([path], METHODS) if problem.severity == "error"] == []


def test_the_json_holds_the_answer(form: Visit, tmp_path: Path) -> None:
    """The JSON carries the link and unrounded results that belong to the numbers shown."""
    page = form.page
    fill(page, wins="300", ties="5", losses="200", sdf="0.05", trained_models="0", steps="3")
    with page.expect_download() as waiting:
        page.locator("[data-take=json]").click()
    path = tmp_path / "answer.json"
    waiting.value.save_as(path)
    found = json.loads(path.read_text("utf-8"))

    assert found["link"] == page.url
    assert (found["pir"], found["sdf"], found["status"]) == (1.5, 0.05, "ranked")
    assert found["offset"] == pytest.approx(real_board().baseline.offset(0.05, 1.5), abs=1e-12)
    assert found["low"] < 1.5 < found["high"]
    assert found["rank_best"] <= found["rank"] <= found["rank_worst"] <= found["of"]


def test_the_scripts_are_light(site: Path) -> None:
    """Engine and page together take at most 12 KB over the wire, and ask nothing of another host."""
    names = ("engine.js", "numbers.js", "out.js", "try.js", "try-form.js")
    texts = [(site / "assets" / "js" / name).read_bytes() for name in names]

    assert sum(len(gzip.compress(text, 9)) for text in texts) < LIGHT
    assert all(b"http" not in text for text in texts)
