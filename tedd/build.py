"""Everything the site is made of, file by file, and the one loop that writes it.

Cards enter; paths with their bytes leave, without any site builder. `tedd.aside` writes them: an interrupted
build leaves the old folder as it was.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tedd.aside import replaced, write_all
from tedd.audit import audit
from tedd.audit_files import audit_files
from tedd.badges import badges
from tedd.board import build_board
from tedd.bridge_figures import bridge_figures
from tedd.bridge_files import bridge_files
from tedd.comparison import compare_files, comparison
from tedd.comparison_files import comparison_files
from tedd.content.boards import Boards
from tedd.cost_figures import cost_figures
from tedd.croissant import croissant, summed
from tedd.curve_figures import curve_figures
from tedd.curve_files import curve_files
from tedd.curve_report import curve_report
from tedd.diagrams import diagrams
from tedd.duel_figures import duel_figures
from tedd.effects import told
from tedd.exports import exports
from tedd.feed import feed
from tedd.figures import figures, robustness_figures
from tedd.head_to_head import head_to_head
from tedd.head_to_head_files import head_to_head_files
from tedd.llms import llms
from tedd.pages import alone, front_of, illustrated
from tedd.reference_run import reference_files, reference_run
from tedd.robustness import shown
from tedd.sensitivity_files import sensitivity_files
from tedd.social import social
from tedd.stability_figures import stability_figures
from tedd.surface_files import surface_files, twin
from tedd.uncertainty import quantify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tedd.board import Board
    from tedd.cards import Library
    from tedd.croissant import Sum
    from tedd.discrepancies import Discrepancy
    from tedd.snapshots.store import Snapshot
    from tedd.studies import StudyFile


def outputs(
    library: Library,
    studies: Iterable[StudyFile],
    discrepancies: Mapping[str, Discrepancy] = MappingProxyType({}),
    snapshots: tuple[Snapshot, ...] = (),
    site: str = "",
) -> dict[str, bytes]:
    """Return every generated file of the site: pages, figures, data; `site` is its address, if it has one."""
    return dict(one_by_one(library, studies, discrepancies, snapshots, site))


def one_by_one(
    library: Library,
    studies: Iterable[StudyFile],
    discrepancies: Mapping[str, Discrepancy],
    snapshots: tuple[Snapshot, ...],
    site: str,
) -> Iterator[tuple[str, bytes]]:
    """Yield the same, each file as soon as it is made.

    Who hands files on at once never has all of them in memory, 90 MB with 1000 cards; of pages only their
    front matter is kept here, of data their sums.
    """
    site = f"{site.rstrip('/')}/" if site else ""  # all addresses are made by adding a path to it
    living, published = quantify(build_board(library, "living")), build_board(library, "survey")
    survey, duels = quantify(published), head_to_head(library, studies)
    items = told(discrepancies, survey, living)
    boards = Boards(living, survey, duels, items, snapshots, site)
    fronts = {}
    for path, content in _shown(boards, published):
        if path.endswith(".md"):
            fronts[path] = front_of(content)
        yield path, content
    del content
    yield from social(fronts)
    yield from badges(living).items()
    sums = {}
    for path, content in data_files(boards):
        sums[path] = summed(content)
        yield path, content
    yield from surface(boards, fronts, sums).items()


def _shown(boards: Boards, published: Board) -> Iterator[tuple[str, bytes]]:
    """Yield pages and pictures; first pages of methods, which somebody who changes a card is waiting for."""
    yield from alone(boards)
    # the survey's pictures as it drew them: without the intervals that TEDD adds
    drawn = figures(published, prefix="survey") | pictures(boards)
    yield from drawn.items()
    yield from illustrated(boards, drawn)


def surface(boards: Boards, made: Mapping[str, bytes], data: Mapping[str, Sum]) -> dict[str, bytes]:
    """Return what tells programs of the site: of changes, of its data, and of its pages."""
    return {**feed(boards), **croissant(data, boards), **llms(made, boards)}


def pictures(boards: Boards) -> dict[str, bytes]:
    """Return the pictures of the living board and of what it rests on."""
    living = boards.living
    return {
        **figures(living, prefix="living"),
        **duel_figures(boards.duels),
        **robustness_figures(shown(boards.spreads), living.library.vocabulary, prefix="living"),
        **bridge_figures(boards.bridges, living),
        **curve_figures(curve_report(boards.curves), living),
        **stability_figures(living, boards.tried, prefix="living"),
        **diagrams(living, boards.survey),
        **cost_figures(reference_run()),
    }


def data_files(boards: Boards) -> Iterator[tuple[str, bytes]]:
    """Yield every data file, each of them explained on the page of the data."""
    for path, content in _tables(boards):
        yield path, content
        yield from twin(path, content)
    yield from surface_files(boards.living, boards.site)


def _tables(boards: Boards) -> Iterator[tuple[str, bytes]]:
    """Yield the data files that stand right under `/data/`."""
    living, survey, duels = boards.living, boards.survey, boards.duels
    yield from exports(living, survey).items()
    yield from head_to_head_files(duels).items()
    yield from audit_files(audit(survey, living), boards.discrepancies).items()
    yield from comparison_files(living, boards.compared, boards.spreads, boards.pairings).items()
    yield from compare_files(comparison(living, duels)).items()
    yield from bridge_files(boards.bridges).items()
    yield from curve_files(boards.curves).items()
    yield from sensitivity_files(living, boards.tried).items()
    yield from reference_files().items()


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a new folder, or in place of one that an earlier call made.

    Raises FileExistsError when the folder holds anything else, so that nothing of the user's is lost.
    """
    with replaced(folder) as aside:
        write_all(files, aside)
