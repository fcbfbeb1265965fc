"""JSON-LD: it parses, holds what the card says, and no text ends its block."""

from __future__ import annotations

import json

from tedd.linked_data import CONTEXT, FILES, article, block, dataset
from tests.boards import real_board
from tests.test_pages import hostile, real_pages


def test_a_paper_is_described() -> None:
    """A method's paper has its title, authors and address."""
    method = next(one for one in real_board().library.methods if one.slug == "ifd")
    found = json.loads(json.dumps(article(method)))

    assert found["name"] == method.card.title
    assert found["url"] == f"https://arxiv.org/abs/{method.card.arxiv}"
    assert [one["name"] for one in found["author"]] == list(method.card.authors)


def test_no_text_ends_the_block() -> None:
    """Markup in a card's texts is written as escapes and read back as it was."""
    made = str(block(article(hostile()) | {"note": "</script><script>x\u2028"}))
    text = made.removeprefix('<script type="application/ld+json">').removesuffix("</script>")

    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["name"] == hostile().card.title
    assert json.loads(text)["@context"] == CONTEXT


def test_pages_carry_their_description() -> None:
    """Methods' pages describe a paper; the first page and that of the data describe the data."""
    assert '"ScholarlyArticle"' in real_pages()["methods/ifd.md"]
    assert '"Dataset"' in real_pages()["index.md"]
    assert "../data/v1/leaderboard.csv" in real_pages()["data/index.md"]


def test_data_files_exist() -> None:
    """Each file of the description is one that the page of the data lists."""
    page = real_pages()["data/index.md"]

    assert len(dataset("")["distribution"]) == len(FILES)  # type: ignore[arg-type]
    assert all(f'href="../{path}"' in page for path in FILES)
