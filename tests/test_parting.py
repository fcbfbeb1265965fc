"""The splits behind the essay on the two orders."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from tedd.contrasts import cells_of
from tedd.head_to_head import head_to_head
from tedd.parting import alike, fractions, lengths, papers_needed, prompts, span, standings
from tests.boards import counts, only, real_board, row
from tests.networks import FILES, LIBRARY, cell

BOARD = head_to_head(LIBRARY, FILES)
VIEW = BOARD.view("general")
PIR = {m.slug: s.pir for m in LIBRARY.methods if (s := m.card.survey) and s.pir is not None}


def test_every_cell_alike() -> None:
    """Counted alike, a paper with three cells outweighs one with one."""
    cells = [cell("big", f"b{n}", random=50, x=40) for n in range(3)] + [cell("small", random=50, x=60)]

    assert alike(cells)["x"] == pytest.approx(math.exp((3 * math.log(0.8) + math.log(1.2)) / 4))
    assert alike([]) == {}


def test_every_cell_alike_puts_ifd_below_random() -> None:
    """Every general cell weighed alike, IFD stands about 3% below random selection of the same size."""
    general = [one for one in cells_of(FILES, LIBRARY.vocabulary).usable if one.scope == "general"]

    assert alike(general)["ifd"] == pytest.approx(0.971, abs=0.002)


def test_standings() -> None:
    """Both orders count the same methods from 1 on, IFD first by the survey's PIR."""
    found = standings(VIEW, PIR)

    assert found[0].method == "ifd"
    assert [one.survey_place for one in found] == list(range(1, len(found) + 1))
    assert sorted(one.place for one in found) == list(range(1, len(found) + 1))
    assert VIEW.survey_order
    assert {one.method for one in found} == set(VIEW.survey_order.methods)


def test_prompts() -> None:
    """The verdicts behind a PIR are counted; a survey's word has none."""
    entries = {entry.slug: entry for entry in real_board().entries}
    ifd = prompts(entries["ifd"])

    assert ifd
    assert (ifd.wins, ifd.losses, ifd.prompts) == (507, 298, 1030)
    assert ifd.low < ifd.ratio == ifd.wins / ifd.losses < ifd.high
    assert prompts(entries["deita"]) is None


def test_lengths() -> None:
    """Length and a judge's score are compared only where a paper prints both."""
    (one,) = lengths(FILES, LIBRARY.vocabulary)

    assert (one.study, one.rows) == ("lager", 8)
    assert one.tau == pytest.approx(16 / 28)


def test_papers_needed() -> None:
    """Half the error takes four times the papers."""
    wide, narrow = (_estimate(1.05, half) for half in (0.2, 0.1))
    many, few = papers_needed(wide), papers_needed(narrow)

    assert many
    assert few
    assert many == pytest.approx(4 * few, abs=4)
    assert papers_needed(_estimate(1.0, 0.2)) is None


def _estimate(ratio: float, half: float) -> Any:  # noqa: ANN401 # stands for an estimate
    return SimpleNamespace(ratio=ratio, low=ratio * math.exp(-half), high=ratio * math.exp(half), studies=4)


def test_spans() -> None:
    """Ends and median; none of nothing."""
    assert span([3, 1, 2]) == (1, 2, 3)
    assert span([]) is None
    taken = fractions(FILES, LIBRARY.vocabulary, targeted=False)
    assert taken
    assert 0 < taken.low <= taken.median <= taken.high <= 1


def test_prompts_need_a_win_and_a_loss() -> None:
    """Without a single loss or a single win nothing can be said of how many prompts would do."""
    for rows in ([row(measure=counts(250, 30, 0))], [row(measure=counts(0, 30, 250))]):
        one = only(rows)
        assert one.pir
        assert one.pir.point
        assert prompts(one) is None
