"""Measures the leaderboard in a browser: from a key press or click to the next picture on the screen.

    python scripts/benchmark_board.py [METHODS | FOLDER]

Builds the site from made-up cards, or takes the folder of a built one, opens its leaderboard in headless
Chromium (TEDD_BROWSER, else the first that is found), and prints milliseconds: the median and the worst of 15
tries, of the page's processor time (which other programs on the machine hardly touch) and until the screen
shows it. The aim is 100 ms at 1000 methods.
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
"""Milliseconds from the event to the first task after the frame that shows what it changed."""
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
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        found = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
        return 1000 * float(found["TaskDuration"])

    for name, (action, before) in ACTIONS.items():
        times = []
        for _ in range(TRIES):
            page.evaluate(WATCH, before)
            page.wait_for_timeout(200)
            start = busy()
            shown = page.evaluate(WATCH, action)
            times.append((busy() - start, shown))
        found = [part for kind in zip(*times, strict=True) for part in (statistics.median(kind), max(kind))]
        print(f"{name:36}" + "".join(f"{part:9.1f}" for part in found))


def main(given: str) -> None:
    """Build a site of so many methods, or take a built one, and measure its board."""
    if Path(given).is_dir():
        look(Path(given))
        return
    with tempfile.TemporaryDirectory() as folder:
        cards = Path(folder, "cards")
        write_cards(cards, int(given))
        start = time.perf_counter()
        site = built(Path(folder, "site"), TEDD_CARDS=str(cards))
        print(f"site of {given} methods built in {time.perf_counter() - start:.0f} s")
        look(site)


def look(site: Path) -> None:
    """Open the leaderboard of a built site and measure."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 # a tool of the tests

    found = os.environ.get("TEDD_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}leaderboard/")
        page.wait_for_selector("#tools:not([hidden])")
        print(f"{'milliseconds':36}{'busy':>9}{'worst':>9}{'shown':>9}{'worst':>9}")
        measure(page)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "1000")
