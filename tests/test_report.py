"""The effect report: what it says, and that nothing in a card can leave its place in it."""

from __future__ import annotations

import json
import re

from markdown_it import MarkdownIt

from tedd.changes import REMOVED, Change, Number
from tedd.impact import NAMES, Effect, Place, Shift, Standing
from tedd.report import MOST, Report, as_json, as_markdown, as_text, code
from tests.test_pages import ODD

OLD = Standing(1.5, "survey", 0.1, 0.2, 1, 1, 3, None, 2)
NEW = OLD._replace(rank=2, rank_best=2, rank_worst=4)
NUMBER = Number("one", "wins on koala", "80", "81")
FULL = Report(
    "main",
    (
        Change("fresh", "added", rows_added=2),
        Change("gone", "removed"),
        Change("one", "changed", ("evidence",), 1, (NUMBER,), (NUMBER,)),
    ),
    (
        Effect("living", "one", OLD, NEW, "others moved past it"),
        Effect("living", "fresh", None, OLD, "its card changed"),
        Effect("living", "gone", OLD, None, "its card changed"),
    ),
    (
        Shift("general", "one", Place(1.05, 2, 1, 3), Place(1.02, 3, 2, 4)),
        Shift("targeted", "fresh", None, Place(0.9, 5, 5, 5)),
        Shift("targeted", "gone", Place(1.0, 4, 4, 4), None),
    ),
)
TEXT = """To be mended:
  methods/gone.md: the card is gone, and its address with it; give it its old name back, or put it back \
with status: superseded, or status: listed and a reason
  methods/one.md: wins on koala was 80 and is 81 without a correction; add to corrections:
    - {date: "YYYY-MM-DD", field: "wins on koala", old: "80", new: "81", reason: "why"}
Files, against main:
  fresh added with 2 rows of evidence
  gone removed
  one changed: evidence; 1 new row of evidence
  one wins on koala: 80, now 81 (not explained)
Living board:
  one: place 1 → 2, ranks 1–3 → 2–4 (others moved past it)
  fresh: new, PIR 1.500 (survey), offset +0.200, rank 1–3, feasibility 2
  gone: gone from the board
Survey edition:
  nothing moves
Head to head:
  one, general selection: +5.0%, rank 1–3 → +2.0%, rank 2–4
  fresh, targeted selection: new → −10.0%, rank 5
  gone, targeted selection: 0.0%, rank 4 → gone
"""


def test_text() -> None:
    """What must be mended comes first, then the cards, then each board."""
    assert as_text(FULL) == TEXT.replace("\\\n", "")


def test_no_change_is_one_line() -> None:
    """Where nothing differs, the report says so and nothing else."""
    assert as_text(Report("main", (), ())) == "No card, study or name of the vocabulary differs from main.\n"
    assert Report("main", (), ()).faults == ()


def test_what_is_no_card_goes_by_its_file() -> None:
    """A study that is gone and a size that changed are told with the files that they stand in."""
    size = Number("vocabulary.yaml", "size of datasets.dolly", "15011", "15000")
    gone = Change("studies/small.yaml", "removed")
    resized = Change("vocabulary.yaml", "changed", ("datasets",), 0, (size,), (size,))
    first, second = Report("main", (gone, resized), ()).faults

    assert first.startswith("methods/studies/small.yaml: the study is gone, and its numbers with it; keep it")
    assert second.startswith("methods/vocabulary.yaml: size of datasets.dolly was 15011 and is 15000 without")


def test_boards_that_move_without_a_card_are_told() -> None:
    """A vocabulary that moves ranks is no change of a card, and the report tells the ranks all the same."""
    text = as_text(Report("main", (), (Effect("living", "one", OLD, NEW, NAMES),)))

    assert text.startswith(
        "No card, study or name of the vocabulary differs from main.\nLiving board:\n  one: place 1"
    )
    assert text.endswith(f"({NAMES})\nSurvey edition:\n  nothing moves\n")


def test_only_what_differs_is_told() -> None:
    """A line names old and new of what moved alone; moves below the printed digits are counted."""
    bridged = OLD._replace(pir=1.6, basis="bridged", offset=0.3, rank=None, would_rank=2)
    ways = [
        (OLD._replace(feasibility_rank=3), "feasibility rank 2 → 3 ("),
        (OLD._replace(rank_worst=4), "ranks 1–3 → 1–4 ("),
        (
            bridged,
            "PIR 1.500 (survey) → 1.600 (bridged), offset +0.200 → +0.300, place 1 → 2 if it were ranked",
        ),
    ]
    for new, words in ways:
        assert f"one: {words}" in as_text(Report("main", (), (Effect("living", "one", OLD, new, NAMES),)))

    small = Effect("living", "one", OLD, OLD._replace(pir=1.5001), NAMES)
    place = Place(1.05, 2, 1, 3)
    shift = Shift("general", "one", place, place._replace(ratio=1.0501))
    told = as_text(Report("main", (), (small, small), (shift,)))
    assert "Living board:\n  2 methods by less than a printed digit\nSurvey" in told
    assert told.endswith("Head to head:\n  1 method by less than a printed digit\n")


def test_what_is_lost_is_told_as_such() -> None:
    """Without a place, a PIR or a feasibility rank a method is told to have none."""
    none = Standing(None, None, None, None)
    would = Standing(1.5, "bridged", 0.1, 0.2, would_rank=2)
    effects = (
        Effect("living", "lost", OLD, none, NAMES),
        Effect("living", "moved", OLD, OLD._replace(rank=None, rank_best=None, rank_worst=None), NAMES),
        Effect("living", "fresh", None, would, NAMES),
        Effect("living", "empty", None, none, NAMES),
    )
    text = as_text(Report("main", (), effects))

    assert "lost: PIR 1.500 (survey) → none, SDF 0.1000 → –, offset +0.200 → –, place 1 → unranked, " in text
    assert "ranks 1–3 → unranked, feasibility rank 2 → none (" in text
    assert "moved: place 1 → unranked, ranks 1–3 → unranked (" in text
    assert "fresh: new, PIR 1.500 (bridged), offset +0.200, would be 2\n" in text
    assert "empty: new, no PIR\n" in text


def test_a_correction_that_is_gone_is_asked_back() -> None:
    """An entry of the corrections that vanished is to be put back, not explained by another."""
    lost = Number("one", "correction of wins on koala", "80 to 81", REMOVED)
    change = Change("one", "changed", ("corrections",), 0, (lost,), (lost,))

    (fault,) = Report("main", (change,), ()).faults
    assert fault == (
        "methods/one.md: the correction of wins on koala (80 to 81) is gone; put it back: what was published "
        "stays told"
    )


def test_json_holds_the_same() -> None:
    """Programs get every number, and whether the change can be accepted."""
    found = json.loads(as_json(FULL))

    assert found["ok"] is False
    assert len(found["faults"]) == 2
    assert found["changes"][2]["numbers"] == [NUMBER._asdict()]
    assert found["effects"][0]["old"]["rank_worst"] == 3


def test_a_strangers_text_stays_in_its_code_span() -> None:
    """Whatever a card holds, a comment shows it as code: no heading, no link, no mention, no HTML."""
    text = ODD + "\n# heading\n@everyone `x` ``y`` ![z](https://example.org)"
    number = Number("one", text, text, text)
    report = Report(text, (Change("one", "changed", ("evidence",), 0, (number,), (number,)),), ())
    html = MarkdownIt().render(as_markdown(report))

    assert "<a " not in html
    assert "<img" not in html
    assert html.count("<h3>") == 4
    assert "@everyone" not in re.sub(r"<code>[^<]*</code>", "", html)


def test_a_long_entry_can_be_copied_whole() -> None:
    """The entry to add stands whole in a comment, however long a field is told; what is longer shows that."""
    number = Number("one", f"amount of the cost {'x' * 400}", "1", "2")
    report = Report("main", (Change("one", "changed", ("cost",), 0, (number,), (number,)),), ())

    assert 'old: "1", new: "2", reason: "why"}`' in as_markdown(report)
    assert code("y" * 1001) == f"`{'y' * 997}...`"
    assert code("y" * 1000) == f"`{'y' * 1000}`"


def test_long_lists_are_cut() -> None:
    """A hostile change of a thousand cards gives a report of bounded length."""
    many = tuple(Change(f"m{number}", "added") for number in range(1000))
    moved = tuple(Effect("living", f"m{number}", OLD, None, NAMES) for number in range(500))
    found = as_markdown(Report("main", many, moved))

    assert found.count("added") == found.count("gone from the board") == MOST
    assert f"- and {1000 - MOST} more" in found
    assert f"- and {500 - MOST} more" in found
