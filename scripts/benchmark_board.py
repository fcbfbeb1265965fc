"""Measures the leaderboard in a browser: from a key press or click to the next picture on the screen.

    python scripts/benchmark_board.py [METHODS]

Builds the site from made-up cards, opens its leaderboard in headless Chromium (TEDD_BROWSER, else the first that
is found), and prints milliseconds: the median and the worst of 15 tries. The aim is 100 ms at 1000 methods.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.synthetic import write_cards
from tests.browser.conftest import BROWSERS, built, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

TRIES = 15
WATCH = """act => new Promise((done) => {
    const start = performance.now();
    eval(act);
    requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => done(performance.now() - start);
        painted.port2.postMessage(null);
    });
})"""
"""From the event to the first task after the frame that shows what it changed."""
TYPE = (
    'const field = document.querySelector("[name=find]"); field.value = "{}";'
    'field.dispatchEvent(new Event("input", {{ bubbles: true }}))'
)
CHOOSE = (
    'const field = document.querySelector("[name=criteria]"); field.value = "{}";'
    'field.dispatchEvent(new Event("input", {{ bubbles: true }}))'
)
CLICK = 'document.querySelector("section:not([hidden]) th[data-key={}] button").click()'
ACTIONS = {
    "type a letter that leaves a tenth": (TYPE.format("method 05"), TYPE.format("")),
    "take it back, all rows return": (TYPE.format(""), TYPE.format("method 05")),
    "choose a criterion": (CHOOSE.format("internal"), CHOOSE.format("")),
    "sort by PIR": (CLICK.format("pir"), CLICK.format("name")),
    "sort by name": (CLICK.format("name"), CLICK.format("pir")),
}
"""What is measured, and what is done before each try."""


def measure(page: Page) -> None:
    """Print how long each action takes."""
    for name, (action, before) in ACTIONS.items():
        times = []
        for _ in range(TRIES):
            page.evaluate(WATCH, before)
            page.wait_for_timeout(100)
            times.append(page.evaluate(WATCH, action))
        print(f"{name:36} {statistics.median(times):7.1f} {max(times):7.1f}")


def main(count: int) -> None:
    """Build the site, open its board, measure."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 # a tool of the tests

    found = os.environ.get("TEDD_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with tempfile.TemporaryDirectory() as folder:
        write_cards(Path(folder, "cards"), count)
        start = time.perf_counter()
        site = built(Path(folder, "site"), TEDD_CARDS=str(Path(folder, "cards")))
        print(f"site of {count} methods built in {time.perf_counter() - start:.0f} s")
        with served(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{address}leaderboard/")
            page.wait_for_selector("#tools:not([hidden])")
            print(f"{'milliseconds':36} {'median':>7} {'worst':>7}")
            measure(page)
            browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
