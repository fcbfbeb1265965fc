"""Times TEDD at several numbers of cards and compares its whole build with stock Material's.

    python scripts/benchmark.py [--sizes 13 100 1000] [--alone 3000] [--pairs 3] [--json FILE]

Every figure is a whole process, measured from outside by the operating system: wall and CPU seconds and peak
memory. Builders that are compared run in turn, A B C A B C, so that a machine that speeds up or slows down
hits all; a ratio is the median over the rounds. Cards are made up (scripts/synthetic.py), stock sites come
from scripts/stock.py, the cost of the draws from scripts/benchmark_uncertainty.py. The page of what a build
costs shows the run in tedd/templates/benchmark.json.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.table import Table

from scripts.processes import machine, measure, median, seconds_until_shown
from scripts.synthetic import write_cards
from tedd.reference_run import text_of
from tedd.surface.benchmark import At, Benchmark, Cost, Drawing, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
STAGES = {
    "load": "from tedd.cards import load; load({cards!r})",
    "rank": "from tedd.cards import load; from tedd.board import build_board; build_board(load({cards!r}))",
    "render": "from tedd.cards import load; from tedd.build import outputs; outputs(load({cards!r}), ())",
}
SITES = {"same": "the very same pages", "ordinary": "the same content as ordinary Markdown"}
"""What stock Material builds, in the order of a round."""
GOALS, GOAL_AT = {("ordinary", "wall"): 0.6, ("ordinary", "peak"): 1.3}, 1000
"""What was aimed at, with how many cards."""
SERVED = 100
"""Cards of the site that is looked at while one of them changes."""
LIBRARIES = "import click, pydantic, yaml"
"""What a check cannot do without: the floor of its start."""


class Round(NamedTuple):
    """The same site by all builders, one after the other."""

    build: Cost
    same: Cost | None
    ordinary: Cost | None


def mkdocs(config: Path, site: Path, cards: Path) -> Cost:
    """Measure a build into a new folder of the site that a MkDocs configuration describes."""
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(site)]
    return measure(command, TEDD_CARDS=str(cards))


def rounds(cards: Path, folder: Path, pairs: int, *, alone: bool) -> Iterator[Round]:
    """Yield the costs of each round; `alone` leaves stock Material out."""
    others = []
    if not alone:
        # in a process of its own: what this one has in memory counts as the peak of all that it starts
        measure([sys.executable, "-m", "scripts.stock", str(cards), str(folder)])
        others = [folder / site / "mkdocs.yml" for site in SITES]
    for _ in range(pairs):
        costs = [mkdocs(config, folder / "site", cards) for config in (ROOT / "mkdocs.yml", *others)]
        yield Round(*costs, *([None, None] if alone else []))


def at(size: int, pairs: int, console: Console, *, alone: bool) -> tuple[At, list[Round]]:
    """Return all costs for a number of cards, and each round of the builds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cards = folder / "methods"
        write_cards(cards, size)
        stages = {}
        for stage, code in STAGES.items():
            console.print(f"{size} cards: {stage} ...")
            command = [sys.executable, "-c", code.format(cards=str(cards))]
            stages[stage] = median([measure(command) for _ in range(pairs)])
        beside = "" if alone else " in turn with stock Material"
        console.print(f"{size} cards: whole build, {pairs} times{beside} ...")
        found = list(rounds(cards, folder, pairs, alone=alone))
        pages = sum(1 for _ in (folder / "site").rglob("index.html"))
    builds = {key: [cost for one in found if (cost := getattr(one, key))] for key in Round._fields}
    medians = {key: median(costs) if costs else None for key, costs in builds.items()}
    return At.model_validate({"cards": size, "pages": pages} | stages | medians), found


def ratio(found: Sequence[Round], other: str, figure: str) -> float:
    """Return the median over rounds of what TEDD's build takes, as a share of another builder's."""
    return statistics.median(
        float(getattr(one.build, figure) / getattr(getattr(one, other), figure)) for one in found
    )


def against(size: int, found: Sequence[Round]) -> Iterator[Measure]:
    """Yield TEDD's build over both stock sites at one number of cards."""
    figures = {"wall": "time", "cpu": "processor time", "peak": "peak memory"}
    for site, content in SITES.items():
        for figure, words in figures.items():
            what = f"whole build of {size} cards, {words}: TEDD over stock Material with {content}"
            goal = GOALS.get((site, figure)) if size == GOAL_AT else None
            yield told(f"{figure}-{site}-{size}", what, ratio(found, site, figure), goal)


def growth(small: At, large: At) -> Measure:
    """Return how time a page grows between two numbers of cards."""
    value = (large.build.cpu / large.pages) / (small.build.cpu / small.pages)
    what = f"processor time a page of a whole build: {large.cards} over {small.cards} cards"
    return told(f"growth-{large.cards}-{small.cards}", what, value, 1.15)


def told(name: str, what: str, value: float, goal: float | None = None, unit: str = "ratio") -> Measure:
    """Return a result."""
    return Measure.model_validate({"name": name, "what": what, "value": value, "unit": unit, "goal": goal})


def checks(pairs: int) -> Iterator[Measure]:
    """Yield what `tedd check` takes for one real card, beside its libraries' start, and for 1000 cards."""
    cards = ROOT / "methods"
    one = [sys.executable, "-m", "tedd", "check", "--cards", str(cards), str(cards / "ifd.md")]
    floor = [sys.executable, "-c", LIBRARIES]
    both = [(measure(one), measure(floor)) for _ in range(4 * pairs + 1)]
    share = statistics.median(check.wall / start.wall for check, start in both)
    yield told("check-1", "tedd check of one card", median([check for check, _ in both]).wall, 0.4, "seconds")
    yield told("check-1-start", "tedd check of one card, over the start of click, pydantic and yaml", share)
    with tempfile.TemporaryDirectory() as name:
        write_cards(Path(name) / "methods", 1000)
        command = [sys.executable, "-m", "tedd", "check", "--cards", str(Path(name) / "methods")]
        cost = median([measure(command) for _ in range(pairs)])
    yield told("check-1000", "tedd check of 1000 cards", cost.wall, 10.0, "seconds")


def served(pairs: int) -> Measure:
    """Return what passes from a card's change to its page under `make serve`."""
    with tempfile.TemporaryDirectory() as name:
        cards = Path(name) / "methods"
        write_cards(cards, SERVED)
        found = [_seconds_of_a_win(cards, min(cards.glob("*.md"))) for _ in range(pairs)]
    what = f"make serve with {SERVED} cards: from a changed number of one to its page"
    return told(f"serve-{SERVED}", what, statistics.median(found), 2.0, "seconds")


def _seconds_of_a_win(cards: Path, card: Path) -> float:
    """Take a win away from the first result of a card that counts wins, until the page has the new count."""
    found = re.search(r"wins: (\d+)\n +ties: (\d+)\n +losses: (\d+)", card.read_text("utf-8"))
    if found is None:
        raise ValueError(f"no wins in {card}")
    wins, ties, losses = map(int, found.groups())
    words = f"{wins - 1} won, {ties} tied, {losses} lost"
    return seconds_until_shown(cards, card, (f"wins: {wins}\n", f"wins: {wins - 1}\n"), words)


def drawings() -> list[Drawing]:
    """Return what the draws cost, by methods and draws."""
    from scripts import benchmark_uncertainty  # noqa: PLC0415 # the engine, whose memory would count as above

    return [
        Drawing(methods=one.methods, draws=one.draws, cost=Cost(wall=one.wall, cpu=one.cpu, peak=one.peak))
        for one in benchmark_uncertainty.costs()
    ]


def table(found: Benchmark) -> Table:
    """Return the results as a table, one a row."""
    shown = Table(title="Results", title_justify="left")
    for column in ("", "value", "goal at most"):
        shown.add_column(column, justify="right" if column else "left")
    for one in found.measures:
        unit = " s" if one.unit == "seconds" else ""
        goal = "" if one.goal is None else f"{one.goal:g}{unit}"
        shown.add_row(one.what, f"{one.value:.2f}{unit}", goal)
    return shown


def run(sizes: Sequence[int], alone: Sequence[int], pairs: int, console: Console) -> Benchmark:
    """Return a whole run."""
    measures = list(checks(pairs))
    ats = []
    for size in sizes:
        one, found = at(size, pairs, console, alone=False)
        ats.append(one)
        measures += against(size, found)
    for size in alone:
        ats.append(at(size, 1, console, alone=True)[0])
        measures.append(growth(ats[len(sizes) - 1], ats[-1]))
    console.print(f"{SERVED} cards: make serve ...")
    measures.append(served(pairs))
    head = {"schema": 1, "date": dt.datetime.now(dt.UTC).date().isoformat(), "runs": pairs}
    parts = {"machine": machine(), "measures": measures, "sizes": ats, "draws": drawings()}
    return Benchmark.model_validate(head | parts)


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[13, 100, 1000], help="numbers of cards")
    parser.add_argument("--alone", type=int, nargs="*", default=[3000], help="and without stock Material")
    parser.add_argument("--pairs", type=int, default=3, help="runs of each, in turn")
    parser.add_argument("--json", type=Path, default=ROOT / "benchmark.json", help="where the figures go")
    options = parser.parse_args()
    console = Console(highlight=False)
    found = run(sorted(options.sizes), sorted(options.alone), options.pairs, console)
    console.print(table(found))
    options.json.write_text(text_of(found), "utf-8")
    console.print(f"figures in {options.json}")


if __name__ == "__main__":
    main()
