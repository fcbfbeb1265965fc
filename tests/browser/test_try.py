"""The page where readers try a method, as they use it: numbers in, rank out, link and mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.boards import real_board
from tests.browser.forms import field, fill, out, rank_of
from tests.browser.visits import Visit, barriers

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("slug", ["superfiltering", "less", "selectit", "alpagasus", "shed"])
def test_numbers_of_a_method_give_its_published_rank(form: Visit, slug: str) -> None:
    """A method's PIR and fraction, typed while it is left out itself, give the rank that it holds."""
    entry = next(entry for entry in real_board().entries if entry.slug == slug)
    page = form.page
    assert entry.pir is not None
    assert entry.efficiency is not None
    field(page, "kind").select_option("ratio")
    fill(page, ratio=f"{entry.pir.value:.12g}", prompts="1000", sdf=f"{entry.pir.sdf:.12g}")
    page.locator("summary", has_text="Leave methods out").click()
    page.locator(f"[name=without][value={slug}]").check()

    assert rank_of(out(page, "efficiency")) == entry.efficiency.rank
    assert out(page, "pir") == f"{entry.pir.value:.3f}"
    assert "its PIR is direct" in page.locator("#try-note").inner_text()
    assert page.locator("#try-board tr.t-moved td").first.inner_text() == str(entry.efficiency.rank)


def test_the_example_is_worked_out_as_published(form: Visit) -> None:
    """The worked example's link fills the form with its results and yields both its ranks."""
    page = form.page
    page.locator("#try-example").click()
    page.locator("#try-result").wait_for(state="visible")
    slug = page.locator("[name=without]:checked").get_attribute("value")
    entry = next(entry for entry in real_board().entries if entry.slug == slug)

    assert entry.efficiency is not None
    assert rank_of(out(page, "efficiency")) == entry.efficiency.rank
    assert rank_of(out(page, "feasibility")) == entry.feasibility.rank
    assert page.locator(".t-row").count() == len(
        entry.pir.point.rows if entry.pir and entry.pir.point else ()
    )


def test_a_link_restores_everything(form: Visit, browser: Browser) -> None:
    """Whoever opens the link sees the same numbers, rows, choices and ranks."""
    page = form.page
    page.locator("[name=setting][value=same-model-benchmark]").check()
    field(page, "kind").select_option("score")
    fill(page, score="41,2", counterpart_score="41.0", selected_size="1000", trained_models="2", steps="3")
    page.locator("#try-add").click()
    field(page, "score", 1).fill("50.5")
    field(page, "counterpart_score", 1).fill("50.1")
    field(page, "dataset").select_option("alpaca")
    field(page, "name").fill("Ours <3 & more")
    page.locator("[name=model_free]").check()
    shown = page.locator(".t-figures").inner_text()
    other = Visit(browser, page.url)
    other.page.locator("#try-result").wait_for(state="visible")

    assert other.page.locator(".t-figures").inner_text() == shown
    assert [field(other.page, "score", row).input_value() for row in (0, 1)] == ["41,2", "50.5"]
    assert field(other.page, "name").input_value() == "Ours <3 & more"
    assert other.page.locator("[name=model_free]").is_checked()
    assert (
        "It would be provisional: its PIR comes through a bridge"
        in other.page.locator("#try-note").inner_text()
    )
    assert other.errors == []
    other.page.context.close()


def test_a_hostile_link_does_nothing(browser: Browser, address: str) -> None:
    """Odd names and values in a link are ignored or told at the field; nothing of it runs."""
    link = (
        "#setting=x&kind=y&judge=z&wins=<img src=x onerror=alert(1)>&sdf=__proto__&without=a~b&name=<b>x</b>"
    )
    visit = Visit(browser, f"{address}try/{link}")
    visit.page.locator("#try-form").wait_for(state="visible")

    assert visit.page.locator("[name=setting]:checked").get_attribute("value") == "same-model-win-rate"
    assert visit.page.locator("#try-form img, #try-form b:text-is('x')").count() == 0
    assert visit.page.locator("#try-result").is_hidden()
    assert visit.page.locator("[name=wins][aria-invalid=true], [name=sdf][aria-invalid=true]").count() == 2
    assert visit.errors == []
    visit.page.context.close()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("wins", "-1", "out of range; expected a whole number from 0 up to 1,000,000,000"),
        ("wins", "1.5", "expected a whole number"),
        ("losses", "many", "write the bare number"),
        ("sdf", "5%", "a fraction, not a percentage: write 0.05"),
        ("sdf", "0", "above 0 and up to 1"),
        ("steps", "41", "from 1 up to 40"),
    ],
)
def test_a_mistake_is_told_at_its_field(form: Visit, name: str, text: str, words: str) -> None:
    """The field is marked as wrong and described by what is wrong; once mended, the answer comes."""
    page = form.page
    fill(page, wins="50", ties="5", losses="40", sdf="0.05", trained_models="0", steps="3")
    wanted = field(page, name)
    right = wanted.input_value()
    wanted.fill(text)
    described = wanted.get_attribute("aria-describedby")

    assert wanted.get_attribute("aria-invalid") == "true"
    assert described is not None
    assert words in page.locator(f"#{described}").inner_text()
    assert page.locator("[aria-invalid=true]").count() == 1
    assert page.locator("#try-result").is_hidden()
    wanted.fill(right)
    assert page.locator("[aria-invalid], .t-wrong").count() == 0
    assert page.locator("#try-result").is_visible()


def test_mistakes_between_fields(form: Visit) -> None:
    """Fraction and sizes, more selected than there is, no wins and no losses: each at one of its fields."""
    page = form.page
    fill(page, wins="50", ties="5", losses="40", sdf="0.05", selected_size="10")
    assert "both sdf and selected_size" in page.locator(".t-wrong").inner_text()
    fill(page, sdf="", candidate_size="5")
    assert "more samples than there are" in page.locator(".t-wrong").inner_text()
    fill(page, candidate_size="100", wins="0", losses="0")
    assert "no wins and no losses" in page.locator(".t-wrong").inner_text()
    fill(page, losses="1")
    assert page.locator("#try-result").is_visible()


def test_an_empty_field_is_told_only_after_a_visit(form: Visit) -> None:
    """A fresh form accuses nobody; a needed field that was left empty is named."""
    page = form.page
    assert page.locator(".t-wrong").count() == 0
    field(page, "wins").focus()
    page.keyboard.press("Tab")

    assert page.locator(".t-wrong").inner_text() == "is empty; expected a whole number; fill it in"


def test_reasons_are_given(form: Visit) -> None:
    """Outside a bridge, without a bridge and with few prompts, the answer says so and promises no rank."""
    page, note = form.page, form.page.locator("#try-note")
    fill(page, wins="50", ties="5", losses="40", sdf="0.05")
    assert "rests on one test set with 95 prompts, not 200" in note.inner_text()
    page.locator("[name=setting][value=same-model-benchmark]").check()
    assert "lies outside the bridge" in note.inner_text()
    page.locator("[name=setting][value=other-model-win-rate]").check()
    assert "no bridge leads from other-model-win-rate" in note.inner_text()
    assert out(page, "efficiency") == "no rank"


def test_the_mark_lies_where_its_values_are(form: Visit) -> None:
    """With the numbers of a method of the board, the mark covers that method's own point in both pictures."""
    page = form.page
    page.locator("#try-example").click()
    page.locator(".t-mine").first.wait_for()
    slug = page.locator("[name=without]:checked").get_attribute("value")
    for kind in ("efficiency", "feasibility"):
        svg = page.locator(f"svg[aria-labelledby^=living-{kind}]")
        own = svg.locator(f"[data-slug={slug}] path").last.bounding_box()
        mark = svg.locator(".t-mine circle").bounding_box()
        assert own is not None
        assert mark is not None
        across = own["x"] + own["width"] / 2 - mark["x"] - mark["width"] / 2
        up = own["y"] + own["height"] / 2 - mark["y"] - mark["height"] / 2
        assert max(abs(across), abs(up)) < (4 if kind == "efficiency" else 20)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_filled_form_is_sound(browser: Browser, address: str, width: int, scheme: str) -> None:
    """With an answer, a mistake and everything open: no barrier, no sideways scrolling, in both schemes."""
    scores = "kind=score&score=41.2~1&counterpart_score=41~1"
    link = f"#setting=same-model-benchmark&{scores}&sdf=0.05&steps=3&trained_models=1"
    visit = Visit(
        browser,
        f"{address}try/{link}",
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = visit.page
    page.locator("#try-result").wait_for(state="visible")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

    assert barriers(page) == []
    assert page.evaluate(overflow) == 0
    field(page, "sdf").fill("5%")
    assert barriers(page) == []
    assert page.evaluate(overflow) == 0
    assert visit.errors == []
    page.context.close()


def test_by_keyboard_alone(form: Visit) -> None:
    """Typing and Tab are enough: rows are added and removed, and the focus stays where the work is."""
    page = form.page
    field(page, "wins").focus()
    for text in ("300", "5", "200"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # on the button that adds a test set
    assert page.locator(".t-row").count() == 2
    assert page.evaluate("document.activeElement.name") == "wins"
    page.get_by_role("button", name="Remove test set 2").press("Enter")
    assert page.locator(".t-row").count() == 1
    field(page, "sdf").press_sequentially("0.05")
    assert out(page, "pir") == "1.500"


def test_without_scripts_nothing_is_dead(browser: Browser, address: str) -> None:
    """Without JavaScript the calculation and the worked example stand there, and no form does."""
    page = Visit(browser, f"{address}try/", java_script_enabled=False).page

    assert page.locator("form:visible [name=setting], #try-example:visible").count() == 0
    assert page.locator(".t-answer button:visible").count() == 0
    assert page.locator("figure svg:visible").count() == 2
    assert "offset = PIR" in page.locator(".t-formula").inner_text()
    assert page.get_by_role("heading", name="One method worked through").is_visible()
    page.context.close()
