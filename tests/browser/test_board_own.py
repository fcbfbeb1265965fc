"""What somebody makes of the leaderboard: own weights, an own baseline, files, pictures, a link."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.boards import real_board
from tests.browser.visits import SCHEMES, Scheme, fold, ranked, saved, slugs

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page


def test_own_weights_rank_again_and_are_marked(visit: Callable[..., Page]) -> None:
    """Other weights move ranks, page and file say whose they are, and a reset undoes it."""
    page = visit("leaderboard/?view=feasibility")
    before = page.locator("#view-feasibility tbody").inner_text()
    form = fold(page, "weights")
    for field in form.locator("input").all():
        field.fill("0")
    form.get_by_label("Proprietary model").fill("5")
    page.locator("#yours", has_text="not TEDD").wait_for()
    free = {e.slug for e in real_board().by_feasibility() if e.feasibility.facts.proprietary_free}
    rows = json.loads(saved(page, "JSON"))

    assert {row["slug"] for row in rows["methods"] if row["feasibility"] == 1} == free
    assert {row["feasibility"] for row in rows["methods"] if row["slug"] not in free} == {2}
    assert "not TEDD" in rows["note"]
    assert rows["weights"]["proprietary"] == "5"
    form.get_by_label("Per step").fill("")
    page.locator("#yours", has_text="Per step").wait_for()
    page.get_by_role("button", name="Reset").click()
    assert page.locator("#view-feasibility tbody").inner_text() == before


def test_own_baseline_sets_its_methods_to_zero(visit: Callable[..., Page]) -> None:
    """A baseline through two methods gives both an offset of zero; through one fraction there is none."""
    page = visit("leaderboard/?from=ifd&to=selectit")
    page.locator("#yours", has_text="not TEDD").wait_for()
    rows = {row["slug"]: row for row in json.loads(saved(page, "JSON"))["methods"]}

    assert rows["ifd"]["offset"] == rows["selectit"]["offset"] == 0
    page.goto(page.url.split("?")[0] + "?from=less&to=superfiltering")
    page.locator("#yours", has_text="TEDD\u2019s ranks are shown").wait_for()
    assert slugs(page) == ranked()


def test_files_hold_what_is_shown(visit: Callable[..., Page]) -> None:
    """CSV and JSON hold the rows and columns in sight, in their order, as plain numbers."""
    page = visit("leaderboard/?find=in&sort=-pir&column=-sdf")
    shown = [
        slug
        for table in ("Efficiency", "Provisional methods", "Methods without an efficiency rank")
        for slug in slugs(page, table)
    ]
    rows = list(csv.DictReader(io.StringIO(saved(page, "CSV"))))
    values = [float(row["pir"]) for row in rows if row["slug"] in ranked()]

    assert [row["slug"] for row in rows] == shown
    assert "sdf" not in rows[0]
    assert values == sorted(values, reverse=True)
    assert float(rows[0]["offset"]) == pytest.approx(float(rows[0]["offset"]))
    found = json.loads(saved(page, "JSON"))
    assert [row["slug"] for row in found["methods"]] == shown
    assert found["source"] == page.url


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pictures_are_saved(visit: Callable[..., Page], scheme: Scheme) -> None:
    """A picture comes as SVG and as PNG, in the colours of the page."""
    page = visit("leaderboard/", color_scheme=scheme)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="SVG").first.click()
    assert waiting.value.suggested_filename == f"living-efficiency-{scheme}.svg"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG").first.click()
    assert waiting.value.suggested_filename == f"living-efficiency-{scheme}.png"
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


def test_link_is_copied(browser: Browser, address: str) -> None:
    """The button copies the address with the state."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}leaderboard/")
    page.get_by_role("searchbox", name="Find a method").fill("less")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Link copied.").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == f"{address}leaderboard/?find=less"
    context.close()
