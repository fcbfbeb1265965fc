"""The picture of backbones and judges."""

from __future__ import annotations

import pytest

from tedd.drawing.fonts import measure
from tedd.drawing.frame import COMPACT, SIZES
from tedd.drawing.robustness import signs
from tedd.figures import path, robustness_figures
from tedd.robustness import shown, spreads_of
from tests.boards import VOCABULARY, bench, board, card, real, real_board
from tests.pictures import SVG, links, parse

SPREADS = shown(spreads_of(real_board()))


def drawn() -> dict[str, bytes]:
    """Return the picture of the real cards in both sizes and schemes."""
    return robustness_figures(SPREADS, real().vocabulary, prefix="living")


def test_both_sizes_and_schemes_the_same_every_time() -> None:
    """Two sizes in two schemes, and the same bytes when drawn again."""
    assert len(drawn()) == 4
    assert drawn() == drawn()


@pytest.mark.parametrize("compact", [False, True])
def test_rows_lead_to_their_methods(compact: bool) -> None:  # noqa: FBT001 # a parameter of the test
    """Every method in it is a link, no id comes twice, and words stay inside."""
    root = parse(drawn()[path("living", "robustness", compact=compact)])
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    size = next(size for size in SIZES if (size == COMPACT) == compact)

    assert set(links(root)) == {spread.entry.slug for spread in SPREADS}
    assert len(ids) == len(set(ids))
    for text in root.iter(f"{SVG}text"):
        wide = measure(text.text or "", float(text.get("font-size", "12").removesuffix("px")))
        share = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
        left = float(text.get("x", "0")) - share * wide
        assert left > -1
        assert left + wide < size.width + 1


def test_marks_tell_backbones_apart() -> None:
    """Up to ten backbones and ten judges have a mark of their own."""
    found = signs(SPREADS)
    for what in ("backbone", "judge"):
        keys = {mark.key for spread in SPREADS if spread.what == what for mark in spread.marks}
        assert len({found[key] for key in keys}) == min(len(keys), 10)


def test_nothing_to_show() -> None:
    """Without spreads the picture is empty but whole."""
    made = robustness_figures((), VOCABULARY, prefix="living")

    assert all(b"</svg>" in svg for svg in made.values())


def test_alternative_text_names_the_widest() -> None:
    """The description says how many results are shown and which one depends most on the backbone."""
    rows = [bench(1.2), bench(1.0, backbone="mistral-7b")]
    spreads = shown(spreads_of(board(card("one", evidence=rows))))
    (svg, *_) = robustness_figures(spreads, VOCABULARY, prefix="living").values()

    assert b"The widest is ONE: llama-7b 1.20, mistral-7b 1.00." in svg
