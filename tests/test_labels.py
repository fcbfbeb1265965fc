"""No label of a picture covers another label, a point or the end of a line, however crowded the board is."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tedd.drawing.geometry import Box, Located, Segment
from tedd.drawing.labels import Request, Scene, place
from tedd.figures import figures, path
from tests.boards import ANCHORS, bench, board, card, selector, steps, survey
from tests.pictures import EDITIONS, SVG, covered, drawn, links, parse, real

if TYPE_CHECKING:
    from tedd.board import Board
    from tedd.drawing.geometry import Point
    from tedd.feasibility import Edition


def made(seed: int, number: int) -> Board:
    """Return a board of ranked, provisional and listed methods, many at one fraction, some far away."""
    chance = random.Random(seed)  # noqa: S311 # not for secrets
    methods = []
    for n in range(number):
        facts = [flag for flag in ("open_source", "model_free", "dataset_free") if chance.random() < 0.3]
        fields: dict[str, object] = {
            "name": "".join(chance.choice("abcdemMW -") for _ in range(chance.randint(3, 16))).strip() or "x",
            "selector": selector(chance.choice([0, 0, 1, 2, 30]), *facts),
            "algorithm": steps(*[0] * chance.randint(2, 6)),
        }
        kind = chance.random()
        if kind < 0.2:
            fields["evidence"] = [bench(chance.uniform(0.95, 1.05), sdf=chance.uniform(0.01, 0.3))]
        elif kind < 0.3:
            fields |= {"status": "listed", "reason": "a reason"}
            fields["survey"] = survey(chance.uniform(0.9, 4), chance.uniform(0.01, 0.6))
        else:
            sdf = chance.choice([0.05, 0.1, chance.uniform(0.01, 0.3)])
            fields["survey"] = survey(chance.gauss(1.45, 0.12), sdf)
        methods.append(card(f"m{n}", **fields))
    return board(*ANCHORS, *methods)


def with_intervals(plain: Board) -> Board:
    """Return a board whose PIRs have intervals."""
    entries = (
        replace(
            entry,
            pir=entry.pir and replace(entry.pir, low=entry.pir.value - 0.06, high=entry.pir.value + 0.04),
        )
        for entry in plain.entries
    )
    return replace(plain, entries=tuple(entries))


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_label_covers_anything(edition: Edition) -> None:
    """Names cover nothing; the survey's boards name all methods, on phones most, those that grow the half."""
    for name, svg in drawn(edition).items():
        names = {text.text for link in links(parse(svg)).values() for text in link.iter(f"{SVG}text")}
        shown = [e for e in real(edition).entries if e.pir or "feasibility" in name]
        expected = {e.method.card.name for e in shown if e.feasibility.rank or "efficiency" in name}

        assert covered(svg) == [], name
        named = {(found or "").split(",")[0] for found in names}
        assert named <= expected, name
        least = 0.5 if edition == "living" else 0.75 if "compact" in name else 1
        assert len(named) >= least * len(expected), name


@pytest.mark.parametrize(
    ("seed", "number", "intervals"), [(1, 6, True), (2, 20, False), (4, 38, True), (5, 60, False)]
)
def test_no_label_covers_anything_on_crowded_boards(seed: int, number: int, intervals: bool) -> None:  # noqa: FBT001
    """On a crowded board labels without a free place are left out; their points keep their tooltips."""
    shown = with_intervals(made(seed, number)) if intervals else made(seed, number)
    for name, svg in figures(shown, prefix="made").items():
        if "light" in name:
            assert covered(svg) == [], name
            assert all(link.findtext(f"{SVG}title") for link in links(parse(svg)).values())


def test_methods_at_one_point_are_all_named() -> None:
    """Methods whose values are equal keep their own labels, with leaders where they had to move away."""
    crowd = board(*(card(f"method-{n}", survey=survey(1.5, 0.1)) for n in range(6)))
    svg = figures(crowd, prefix="made")[path("made", "efficiency")]

    assert covered(svg) == []
    assert len([text for link in links(parse(svg)).values() for text in link.iter(f"{SVG}text")]) == 6


def test_a_label_that_fits_nowhere_gives_up_names() -> None:
    """Where the names of methods at one point find no room, some stand there with how many more there are."""
    fields = {"selector": selector(0, "open_source"), "algorithm": steps(0, 0)}
    many = [card(f"m{n}", name=f"Method {n}", **fields) for n in range(8)]
    around = [
        card(
            f"a{n}",
            name=f"A long name {n}",
            selector=selector(n % 4, "model_free"),
            algorithm=steps(*[0] * n),
        )
        for n in range(1, 9)
    ]
    found = figures(board(*ANCHORS, *many, *around), prefix="made")
    words = {
        name: [text.text for text in parse(found[path("made", name)]).iter(f"{SVG}text")]
        for name in ("feasibility", "feasibility-compact")
    }

    assert {method.card.name for method in many} <= set(words["feasibility"])
    assert "Method 0" in words["feasibility-compact"]
    assert "and 6 more" in words["feasibility-compact"]


NUMBERS = st.integers(0, 8).map(float)
POINTS = st.tuples(NUMBERS, NUMBERS)


@given(POINTS, POINTS, POINTS, POINTS)
def test_a_box_notices_the_segments_that_run_through_it(
    one: Point, other: Point, start: Point, end: Point
) -> None:
    """A box touches a segment exactly when some point of the segment lies inside it."""
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    steps_ = [
        (start[0] + (end[0] - start[0]) * n / 840, start[1] + (end[1] - start[1]) * n / 840)
        for n in range(841)
    ]
    inside = any(x0 < x < x1 and y0 < y < y1 for x, y in steps_)

    assert Box(x0, y0, x1, y1).touches(Segment(start, end)) == inside


@given(POINTS, POINTS, st.lists(st.tuples(POINTS, POINTS)))
def test_what_is_near_a_box_is_found_in_its_order(
    one: Point, other: Point, ends: list[tuple[Point, Point]]
) -> None:
    """Near a box are the things around which the smallest box meets it, its border included."""
    box = Segment(one, other).around
    lines = [Segment(*pair) for pair in ends]
    met = [line for line in lines if line.around.overlaps(box, 0.5)]  # all coordinates are whole

    assert list(Located.of(lines, (line.around for line in lines)).near(box)) == met


def test_a_scene_that_comes_again_gives_the_same_places() -> None:
    """Places that an earlier call found out about serve the next one in the scene, and change nothing."""
    scene = Scene(Box(0, 0, 200, 100), (Box(40, 40, 60, 60),), (Segment((0, 45), (200, 45)),), ((50, 50),))
    few = [Request("first", 50, 50, 40, 10)]
    more = [*few, Request("second", 50, 50, 60, 10)]
    after_few = [place(few, scene), place(more, scene)]
    place([], Scene(scene.area))

    assert [place(more, scene), place(few, scene)] == after_few[::-1]


def test_nothing_is_placed_where_nothing_fits() -> None:
    """Without room there is no label; with room for one, the first one gets it."""
    wanted = [Request(key, 50, 50, 40, 10) for key in ("first", "second")]
    narrow = Box(0, 45, 102, 55)

    assert place(wanted, Scene(Box(0, 0, 30, 30))) == {}
    assert list(place(wanted, Scene(narrow, (Box(0, 45, 50, 55),)))) == ["first"]
