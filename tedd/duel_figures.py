"""The pictures of the head-to-head board: who beats random selection, and who met whom.

A `HeadToHead` enters, SVG files leave as a mapping of path to bytes, as from `tedd.figures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd.consensus import ENOUGH
from tedd.drawing.fonts import plain
from tedd.drawing.forest import Names, draw_forest
from tedd.drawing.frame import SIZES
from tedd.drawing.network import draw_network
from tedd.figures import path
from tedd.formats import plural
from tedd.study import FULL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tedd.consensus import Consensus, Estimate
    from tedd.drawing.frame import Size
    from tedd.drawing.svg import Sheet
    from tedd.head_to_head import HeadToHead, View

PREFIX = "head-to-head"
BRIEF = "forest-brief"
"""General selection, only what two papers or more ran: small enough for the first page."""
MOST_NAMES = 3
_Drawing = tuple[str, str, str, "Callable[[Size, str], Sheet]"]


def duel_figures(
    board: HeadToHead, *, link: Callable[[str], str] = "../../methods/{}/".format
) -> dict[str, bytes]:
    """Return all pictures of the board under their paths; none of a kind of selection without a network."""
    found: dict[str, bytes] = {}
    for kind, title, words, draw in _drawings(board):
        for size in SIZES:
            drawn = draw(size, f"{PREFIX}-{kind}{size.suffix}").svg(title, words, link)
            compact = bool(size.suffix)
            found |= {path(PREFIX, kind, scheme, compact=compact): svg for scheme, svg in drawn.items()}
    return found


def kinds(board: HeadToHead) -> list[str]:
    """Return the kinds of pictures that the board has."""
    return [kind for kind, *_ in _drawings(board)]


def _drawings(board: HeadToHead) -> Iterator[_Drawing]:
    """Yield each picture's kind, title, alternative text and how to draw it."""
    given = Names({key: plain(name) for key, name in board.names.items()}, board.with_card)
    for view in (view for view in board.views if view.consensus):
        first, title = view.consensus[0], f"{view.scope.capitalize()} selection against random selection"
        yield (
            f"forest-{view.scope}",
            title,
            forest_text(first.estimates, given),
            _forest(first.estimates, given),
        )
        if view.scope == "general" and (brief := repeated(first)):
            yield BRIEF, title, forest_text(brief, given), _forest(brief, given)
        yield (
            f"network-{view.scope}",
            f"{view.scope.capitalize()} selection: who met whom",
            network_text(view, given),
            _network(view, given, own_pairs(view, board)),
        )


def _forest(estimates: Sequence[Estimate], given: Names) -> Callable[[Size, str], Sheet]:
    return lambda size, name: draw_forest(estimates, given, size, name)


def _network(view: View, given: Names, own: set[tuple[str, str]]) -> Callable[[Size, str], Sheet]:
    return lambda size, name: draw_network(view.edges, own, given, size, name)


def repeated(consensus: Consensus) -> tuple[Estimate, ...]:
    """Return the methods that at least two papers ran, the reference apart."""
    return tuple(one for one in consensus.estimates if one.studies >= ENOUGH and one.basis != "reference")


def own_pairs(view: View, board: HeadToHead) -> set[tuple[str, str]]:
    """Return the pairs that only papers of one of the two compared."""
    own = {file.slug: set(file.study.own_methods) for file in board.studies}
    return {
        (edge.method, edge.other)
        for edge in view.edges
        if all(own[study] & {edge.method, edge.other} for study in edge.studies)
    }


def forest_text(estimates: Sequence[Estimate], given: Names) -> str:
    """Return what the rows show, in a few sentences."""
    shown = [one for one in estimates if one.basis != "reference" and one.method != FULL]
    counts = {verdict: [one for one in shown if one.verdict == verdict] for verdict in ("above", "below")}
    parts = [
        f"{len(found)} surely {verdict} ({_listed((given.names[one.method] for one in found), MOST_NAMES)})"
        if found
        else f"none surely {verdict}"
        for verdict, found in counts.items()
    ]
    several = [one for one in shown if one.studies >= ENOUGH]
    return (
        f"Gain over random selection of {plural(len(shown), 'method')} with 90% intervals. "
        f"Of {len(several)} that two papers or more ran, {' and '.join(parts)}; "
        "the others cannot be told from random selection."
    )


def network_text(view: View, given: Names) -> str:
    """Return what the network shows, in a sentence or two."""
    methods = {name for edge in view.edges for name in (edge.method, edge.other)}
    often = max(view.edges, key=lambda edge: len(edge.studies))
    pair = " and ".join(given.names[name] for name in (often.method, often.other))
    return (
        f"{plural(len(methods), 'method')} and {plural(len(view.edges), 'pair')} that met in at least one "
        f"paper. Most often met {pair}, in {plural(len(often.studies), 'paper')}."
    )


def _listed(names: Iterable[str], most: int) -> str:
    found = list(names)
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")
