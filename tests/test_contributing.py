"""The guide for contributors: what it shows is what a card and the engine say."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from tedd.cards import parse
from tedd.content.contributing import CHECKED
from tedd.rows import Evidence
from tedd.schema import Card
from tedd.vocabulary import Vocabulary
from tests.boards import METHODS, entry, real, real_board
from tests.test_pages import real_pages, rendered

ROOT = METHODS.parent


def page(name: str) -> str:
    """Return a page of the guide, made from the real cards."""
    return real_pages()[f"contribute/{name}.md"]


def ifd() -> list[dict[str, Any]]:
    """Return the rows of the example's card."""
    return [row.model_dump(mode="json", exclude_defaults=True) for row in real().by_slug["ifd"].card.evidence]


def test_excerpt_is_the_cards() -> None:
    """The row that the guide shows reads back as a row of the card."""
    excerpt = re.search(r'aria-label="The first row of the card">(.*?)</pre>', page("index"), re.DOTALL)

    assert excerpt
    (row,) = yaml.safe_load(unescape(excerpt[1]))
    assert row in ifd()


def test_contributing_shows_a_real_row() -> None:
    """The row in CONTRIBUTING.md is one of the card's, and its links lead somewhere."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)

    assert block
    (row,) = yaml.safe_load(block[1])
    assert row in ifd()
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_example_ends_where_the_board_has_it() -> None:
    """PIR, fraction and rank at the end of the example are the board's."""
    found = entry(real_board(), "ifd")

    assert found.pir
    assert found.efficiency
    assert f"<b>{found.pir.value:.4f}</b>" in page("index")
    assert f"it holds rank {found.efficiency.rank} of " in page("index")


def test_guide_needs_no_example() -> None:
    """On a board without the example's card another method, or none, takes its place."""
    assert "What counts as evidence" in rendered()["contribute/index.md"]
    assert (
        "ifd" not in rendered()["contribute/index.md"].split("## What counts")[0].split("## An example")[-1]
    )


def test_levels_are_those_of_the_schema() -> None:
    """Every level of checking has its words, and the rows of all of them are all rows."""
    numbers = re.findall(
        r"<code>(\w+)</code></th><td>[^<]*</td><td class=\"t-n\">([\d,]+)</td>", page("index")
    )

    assert set(CHECKED) == set(Evidence.model_json_schema()["properties"]["checked"]["enum"])
    assert sum(int(rows.replace(",", "")) for _, rows in numbers) == sum(
        len(method.card.evidence) for method in real().methods
    )


def test_every_field_is_explained() -> None:
    """The reference has every field of the schema with its meaning, and needed ones are marked."""
    schema, names = Card.model_json_schema(), Vocabulary.model_json_schema()
    text = page("fields")
    records = schema["$defs"] | {"Card": schema} | names["$defs"] | {"Vocabulary": names}
    for name, record in records.items():
        section = text.split(f'<section id="{name.lower()}">', 1)[1].split("</details>", 1)[0]
        fields = re.findall(
            r"<code>(\w+)</code>( <small class=\"t-span\">needed</small>)?</th> <td[^>]*>([^<]*)<", section
        )
        assert [field for field, _, _ in fields] == list(record["properties"])
        assert {field for field, needed, _ in fields if needed} == set(record.get("required", ()))
        assert all(meaning for _, _, meaning in fields)


def test_examples_of_fields_are_from_cards() -> None:
    """An example of the reference stands in a card."""
    read = [*METHODS.glob("*.md"), METHODS / "vocabulary.yaml"]
    cards = " ".join("\n".join(path.read_text("utf-8") for path in read).split())
    shown = re.findall(r'<td class="t-text"[^>]*><code>([^<]*)</code></td></tr>', page("fields"))
    texts = [unescape(text).strip('"').removesuffix(" ...") for text in shown]

    assert len(texts) > 60
    assert [text for text in texts if text[0] not in "[{" and text not in cards] == []


@pytest.mark.parametrize("name", ["error", "method"])
def test_forms_take_what_links_hand_over(name: str) -> None:
    """The fields that a link beside a number fills in are fields of the form."""
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text("utf-8"))
    script = (ROOT / "docs" / "assets" / "js" / "report.js").read_text("utf-8")
    given = set(re.findall(r"\b(page|row):", script))

    assert {part["id"] for part in form["body"] if "id" in part} >= (
        given if name == "error" else {"name", "paper"}
    )
    assert given == {"page", "row"}


def test_new_card_is_what_the_guide_promises() -> None:
    """The valid example of the checker passes, so that a card can be written from it."""
    text = (ROOT / "tedd" / "templates" / "example.md").read_bytes()

    assert parse(text, "methods/example.md", "example", None, {"example"})[0]


def test_documents_of_the_repository_lead_somewhere() -> None:
    """Every file that SECURITY.md names is there."""
    named = re.findall(r"`((?:tests|scripts|tedd)/[\w/.-]+)`", Path(ROOT, "SECURITY.md").read_text("utf-8"))

    assert len(named) > 8
    assert [name for name in named if not (ROOT / name).exists()] == []
