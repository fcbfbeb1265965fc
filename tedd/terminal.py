"""The board as a table that a person enjoys reading on a terminal.

A `Board` enters, printed lines leave. Text of cards is shown literally, never as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import JustifyMethod, RenderableType

    from tedd.board import Board, Efficiency, Entry

CREDIT = (
    "PIR, SDF, baseline and penalties follow Liu, Ke, Liu, Jiang and Li, NAACL 2025 (arXiv:2406.14115). "
    "Sources of every number: the method's card."
)
LEGEND = (
    "LLMs: how many are trained (* small ones). Steps: of the algorithm (LLM uses). Open: code published. "
    "Model, Data: free of retraining for another model or data set. API: free of proprietary models. "
    "Ranks (penalties): smaller is better."
)
PROVISIONAL = (
    "In brackets the places that they may take: their PIR is no win rate against full data, but comes "
    "through a bridge from other results, or is converted from a winning score."
)
HEAD_TO_HEAD_LEGEND = (
    "#: places it may hold. %: mean gain over random selection of the same size. Papers: independent studies "
    "(of its own authors). Won: comparisons in which it beat random selection."
)
BAR_CELLS = 6  # fits 80 columns; a bar's half-width; the board's largest offset fills it
WORDS = ("Method", "Verdict")  # columns of text; all others are numbers
_FIRST: list[tuple[str, JustifyMethod]] = [("#", "right"), ("Method", "left")]
BASIS = {"direct": "win rate", "survey": "survey", "bridged": "bridge"}


def print_board(board: Board, by: str) -> None:
    """Print a board by efficiency or by feasibility."""
    console = Console(highlight=False)
    view = _feasibility(board) if by == "feasibility" else _efficiency(board)
    console.print(Group(*view, Text(CREDIT, style="dim")))


def print_tables(tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]]) -> None:
    """Print finished tables under their titles: heads, then rows of text."""
    console = Console(highlight=False)
    for title, (heads, rows) in tables.items():
        table = _table(title, [(head, "left" if head in WORDS else "right") for head in heads])
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
    console.print(Text(HEAD_TO_HEAD_LEGEND, style="dim"))


def _table(title: str, columns: Iterable[tuple[str, JustifyMethod]]) -> Table:
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for name, justify in columns:
        table.add_column(name, justify=justify, no_wrap=name != "Method", overflow="fold")
    return table


def _efficiency(board: Board) -> list[RenderableType]:
    ranked = [entry for entry in board.entries if entry.ranked]
    provisional = [entry for entry in board.entries if entry.provisional]
    offsets = [abs(one.efficiency.offset) for one in (*ranked, *provisional) if one.efficiency]
    widest = max(offsets, default=1.0)
    found = [_places(f"Efficiency of data selection, {board.edition} edition", ranked, widest)]
    if provisional:
        found += [_places("Provisional", provisional, widest), Text(PROVISIONAL, style="dim"), Text()]
    return [*found, *_others(board)]


def _places(title: str, entries: Iterable[Entry], widest: float) -> RenderableType:
    numbers: list[tuple[str, JustifyMethod]] = [(name, "right") for name in ("PIR", "SDF", "Offset")]
    words: list[tuple[str, JustifyMethod]] = [
        ("Baseline", "center"),
        ("PIR from", "left"),
        ("Feas.", "right"),
    ]
    table = _table(title, [*_FIRST, *numbers, *words])
    for entry in entries:
        table.add_row(*_efficiency_row(entry, widest))
    return table


def _efficiency_row(entry: Entry, widest: float) -> list[RenderableType]:
    if entry.efficiency is None or entry.pir is None:
        return []
    offset, pir = entry.efficiency.offset, entry.pir
    rank = entry.feasibility.rank
    basis = "converted" if pir.basis == "bridged" and not pir.bridge else BASIS[pir.basis]
    return [
        Text(_rank(entry.efficiency), style="bold"),
        Text(entry.method.card.name, style="bold"),
        Text(f"{pir.value:.3f}"),
        Text(f"{pir.sdf:.3f}"),
        Text(f"{offset:+.3f}", style=_colour(offset)),
        _bar(offset, widest),
        Text(basis, style="" if pir.basis == "direct" else "dim"),
        Text(f"{rank}" if rank else "-"),
    ]


def _rank(efficiency: Efficiency) -> str:
    """Return the range of the rank where draws were made, else the rank; in brackets one that none holds."""
    best, worst = efficiency.rank_best, efficiency.rank_worst
    rank = efficiency.rank or efficiency.would_rank
    text = str(rank) if best is None or best == worst else f"{best}-{worst}"
    return text if efficiency.rank else f"({text})"


def _colour(offset: float) -> str:
    return "cyan" if offset > 0 else "yellow"


def _bar(offset: float, widest: float) -> Text:
    """Return a bar that grows to the right of the baseline when better, to the left when worse."""
    cells = round(abs(offset) / widest * BAR_CELLS) if widest else 0
    left = ("█" * cells if offset < 0 else "").rjust(BAR_CELLS)
    right = ("█" * cells if offset > 0 else "").ljust(BAR_CELLS)
    return Text.assemble((left, "yellow"), ("│", "dim"), (right, "cyan"))


def _others(board: Board) -> list[RenderableType]:
    """Return what is listed without a place, with the PIR where there is one, each with its reason."""
    others = [entry for entry in board.entries if not entry.ranked and not entry.provisional]
    if not others:
        return []
    lines = [Text("Not ranked", style="bold")]
    for entry in others:
        known = f", PIR {entry.pir.value:.3f} at SDF {entry.pir.sdf:.3f}" if entry.pir else ""
        lines.append(Text.assemble("  ", (entry.method.card.name, "bold"), known, ": ", entry.reason or ""))
    return [Group(*lines), Text()]


def _feasibility(board: Board) -> list[RenderableType]:
    counts: list[tuple[str, JustifyMethod]] = [(name, "right") for name in ("LLMs", "Steps")]
    flags: list[tuple[str, JustifyMethod]] = [(name, "left") for name in ("Open", "Model", "Data", "API")]
    ranks: list[tuple[str, JustifyMethod]] = [("Simple", "right"), ("Flex.", "right")]
    columns = [*_FIRST, *counts, *flags, *ranks]
    table = _table(f"Feasibility of data selection, {board.edition} edition", columns)
    for entry in board.by_feasibility():
        table.add_row(*_feasibility_row(entry))
    return [table, Text(LEGEND, style="dim"), Text()]


def _feasibility_row(entry: Entry) -> list[RenderableType]:
    found, facts = entry.feasibility, entry.feasibility.facts
    small = "*" if facts.small and facts.trained_models else ""
    flags = (facts.open_source, facts.model_free, facts.dataset_free, facts.proprietary_free)
    return [
        Text(str(found.rank), style="bold"),
        Text(entry.method.card.name, style="bold"),
        Text(f"{facts.trained_models}{small}"),
        Text(f"{facts.steps} ({facts.llm_uses})"),
        *(Text("yes", style="cyan") if flag else Text("no", style="dim") for flag in flags),
        Text(f"{found.simplicity_rank} ({facts.simplicity_penalty:g})"),
        Text(f"{found.flexibility_rank} ({facts.flexibility_penalty:g})"),
    ]
