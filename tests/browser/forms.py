"""The form of /try/, from a test: its fields, and the parts of its answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def field(page: Page, name: str, row: int = 0) -> Locator:
    """Return a control of the form, in a row where it stands in several."""
    return page.locator(f"#try-form [name={name}]").nth(row)


def out(page: Page, name: str) -> str:
    """Return one part of the answer."""
    return page.locator(f"[data-out={name}]").inner_text()


def rank_of(text: str) -> int:
    """Return the number of an ordinal such as `1st of 12`."""
    found = re.search(r"\d+", text)
    assert found, text
    return int(found[0])


def fill(page: Page, **values: str) -> None:
    """Type values into fields."""
    for name, text in values.items():
        field(page, name).fill(text)
