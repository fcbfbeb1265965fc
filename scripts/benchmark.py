"""Times TEDD at several numbers of cards and compares its whole build with stock Material's.

    python scripts/benchmark.py [--sizes 13 100 1000] [--pairs 3] [--json FILE]

Every figure is a whole process, measured from outside by the operating system: wall and CPU seconds and peak
memory. The two builders run in turn, A B A B, so that a machine that speeds up or slows down hits both; the
ratio is the median over the pairs. Cards are made up (scripts/synthetic.py). What the draws alone cost,
and how that grows with methods and with draws, comes from scripts/benchmark_uncertainty.py.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from scripts import benchmark_uncertainty
from scripts.synthetic import write_cards

ROOT = Path(__file__).resolve().parent.parent
STAGES = {
    "load": "from tedd.cards import load; load({cards!r})",
    "rank": "from tedd.cards import load; from tedd.board import build_board; build_board(load({cards!r}))",
    "render": "from tedd.cards import load; from tedd.build import outputs; outputs(load({cards!r}), ())",
}
# Without bytecode every start compiles all libraries anew, which would time the compiler.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}
WRITE = (
    "from pathlib import Path; from tedd.cards import load; from tedd.build import outputs, write; "
    "write(outputs(load({cards!r}), ()), Path({docs!r}))"
)


@dataclass(frozen=True)
class Figure:
    """What one process cost."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processor time, its children's included."""
    peak: float
    """Largest resident memory, in MiB."""


def measure(command: list[str], **environment: str) -> Figure:
    """Run a command without its output; raise RuntimeError when it fails."""
    start = time.perf_counter()
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, null, 1)]
    process = os.posix_spawn(command[0], command, ENVIRONMENT | environment, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    os.close(null)
    if status:
        raise RuntimeError(f"failed: {' '.join(command)}")
    return Figure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def python(code: str, cards: Path) -> Figure:
    """Measure a Python process that runs some code on a folder of cards."""
    return measure([sys.executable, "-c", code.format(cards=str(cards))])


def mkdocs(config: Path, site: Path, cards: Path) -> Figure:
    """Measure a build of the site described by a MkDocs configuration."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(site)]
    return measure(command, TEDD_CARDS=str(cards))


def stock_site(cards: Path, folder: Path) -> Path:
    """Write the very same pages to disk with a configuration of stock Material; return its path."""
    docs = folder / "docs"
    python(WRITE.replace("{docs!r}", repr(str(docs))), cards)
    shutil.copytree(ROOT / "docs", docs, dirs_exist_ok=True)
    ours = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader=_AnyTag)  # noqa: S506 - a safe loader, see below
    keep = ("site_name", "nav", "not_in_nav", "markdown_extensions", "validation")
    stock = {key: ours[key] for key in keep if key in ours}
    stock |= {"theme": {"name": "material"}, "plugins": ["search"], "docs_dir": str(docs)}
    config = folder / "stock.yml"
    config.write_text(yaml.safe_dump(stock))
    return config


class _AnyTag(yaml.SafeLoader):
    """Reads mkdocs.yml as plain data: the value of an unknown tag such as !ENV is left out."""


_AnyTag.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def compare(cards: Path, folder: Path, pairs: int) -> dict[str, object]:
    """Return both builders' figures, taken in turn, and the median ratio of their CPU and wall seconds."""
    config = stock_site(cards, folder)
    tedd, stock = [], []
    for _ in range(pairs):
        tedd.append(mkdocs(ROOT / "mkdocs.yml", folder / "site-tedd", cards))
        stock.append(mkdocs(config, folder / "site-stock", cards))
    return {
        "build": asdict(_median(tedd)),
        "stock": asdict(_median(stock)),
        "ratio_wall": statistics.median(a.wall / b.wall for a, b in zip(tedd, stock, strict=True)),
        "ratio_cpu": statistics.median(a.cpu / b.cpu for a, b in zip(tedd, stock, strict=True)),
    }


def _median(figures: list[Figure]) -> Figure:
    columns = zip(*(asdict(figure).values() for figure in figures), strict=True)
    return Figure(*map(statistics.median, columns))


def at(size: int, pairs: int, console: Console) -> dict[str, object]:
    """Return all figures for a number of cards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cards = folder / "methods"
        write_cards(cards, size)
        result: dict[str, object] = {"cards": size}
        for stage, code in STAGES.items():
            console.print(f"{size} cards: {stage} ...")
            result[stage] = asdict(_median([python(code, cards) for _ in range(pairs)]))
        console.print(f"{size} cards: whole build, {pairs} times each, in turn with stock Material ...")
        return result | compare(cards, folder, pairs)


def start_up(pairs: int) -> Figure:
    """Return what `tedd check` of one real card costs."""
    cards = ROOT / "methods"
    command = [sys.executable, "-m", "tedd", "check", "--cards", str(cards), str(cards / "ifd.md")]
    return _median([measure(command) for _ in range(2 * pairs + 1)])


def table(results: list[dict[str, object]]) -> Table:
    """Return the figures as a table: one row for each number of cards."""
    shown = Table(title="Median wall seconds (peak MiB) of whole processes", title_justify="left")
    shown.add_column("cards", justify="right")
    for column in (*STAGES, "build", "stock"):
        shown.add_column(column, justify="right")
    shown.add_column("build/stock", justify="right")
    for result in results:
        cells = [_cell(result[column]) for column in (*STAGES, "build", "stock")]
        shown.add_row(str(result["cards"]), *cells, f"{result['ratio_wall']:.2f}")
    return shown


def _cell(figure: object) -> str:
    return f"{figure['wall']:.2f} ({figure['peak']:.0f})" if isinstance(figure, dict) else ""


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[13, 100, 1000], help="numbers of cards")
    parser.add_argument("--pairs", type=int, default=3, help="runs of each, in turn")
    parser.add_argument("--json", type=Path, default=ROOT / "benchmark.json", help="where the figures go")
    arguments = parser.parse_args()
    console = Console(highlight=False)
    check = start_up(arguments.pairs)
    results = [at(size, arguments.pairs, console) for size in arguments.sizes]
    console.print(table(results), f"tedd check of one card: {check.wall:.2f} s")
    draws = benchmark_uncertainty.costs()
    console.print(benchmark_uncertainty.table(draws), benchmark_uncertainty.verdict(draws))
    machine = {"python": platform.python_version(), "system": platform.system(), "processors": os.cpu_count()}
    report = {"machine": machine, "check_one_card": asdict(check), "sizes": results}
    report["draws"] = [asdict(one) for one in draws]
    arguments.json.write_text(json.dumps(report, indent=1) + "\n")
    console.print(f"figures in {arguments.json}")


if __name__ == "__main__":
    main()
