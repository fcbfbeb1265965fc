"""Formats: how numbers look on a page."""

from __future__ import annotations

import pytest

from tedd import formats
from tedd.rows import Arxiv, Repository, WebPage


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.3134, "+0.313"),
        (-0.0501, f"{formats.MINUS}0.050"),
        (2e-16, "0.000"),
        (-2e-16, "0.000"),
        (None, formats.ABSENT),
    ],
)
def test_signed_numbers(value: float | None, shown: str) -> None:
    """An offset has its sign and a real minus; what rounds to zero has none."""
    assert formats.signed(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.05, "5%"), (0.0196, "2%"), (0.1775, "18%"), (1.0, "100%")])
def test_percent(value: float, shown: str) -> None:
    """A fraction of the data is told with two figures that count."""
    assert formats.percent(value) == shown


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (Arxiv(arxiv="2308.12032", where="Table 1"), "arXiv 2308.12032"),
        (Arxiv(arxiv="2308.12032", version=2, where="Table 1"), "arXiv 2308.12032v2"),
        (Repository(repository="https://github.com/a/b", commit="01fac8d4", where="log"), "a/b @ 01fac8d"),
        (WebPage(url="https://example.org/results", where="the table"), "example.org"),
    ],
    ids=["paper", "version", "repository", "page"],
)
def test_names_of_sources(source: Arxiv | Repository | WebPage, name: str) -> None:
    """A paper is named by its number, a repository with its commit, a web page by its host."""
    assert formats.source_name(source) == name
