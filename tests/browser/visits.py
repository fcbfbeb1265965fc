"""Pages as somebody visits them: what the browser says of one, and what its boards show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.sync_playwright import Axe

from tests.boards import real_board

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
AWAKE = "html[data-js-focus-visible]:not(:has(#later))"
"""What the theme's script does first."""
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


class Visit:
    """A page as somebody visits it, with all that the browser has to say about it."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:  # noqa: ANN401 - Playwright's
        self.page: Page = browser.new_context(**options).new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on(
            "console", lambda message: self.errors.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(url)
        if options.get("java_script_enabled", True):
            self.page.wait_for_selector(AWAKE, state="attached")  # it waits for the first paint
        self.page.wait_for_timeout(150)  # for what scripts do once the page is loaded


def barriers(page: Page) -> list[str]:
    """Return the findings of axe, in what is folded away too."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


def slugs(page: Page, table: str = "Efficiency") -> list[str]:
    """Return the methods that a table shows, in order."""
    rows = page.get_by_role("region", name=table, exact=True).locator("tbody tr:visible")
    found: list[str] = rows.evaluate_all("rows => rows.map((row) => row.dataset.slug)")
    return found


def fold(page: Page, name: str) -> Locator:
    """Open one of the folds and return it."""
    part = page.locator(f"[data-fold={name}]")
    part.locator("summary").click()
    return part


def saved(page: Page, button: str) -> str:
    """Press a button and return the text of the file that it saves."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(waiting.value.path()).read_text("utf-8")


def ranked() -> list[str]:
    """Return the ranked methods in the board's order."""
    return [entry.slug for entry in real_board().entries if entry.ranked]
