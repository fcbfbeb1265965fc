"""Published numbers of studies and of the vocabulary: none changes without its correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tedd.cards import Library
from tedd.changes import REMOVED, Change, changes
from tedd.published import Published, file_of
from tedd.studies import StudyFile
from tedd.study import Study
from tedd.vocabulary import Vocabulary
from tests.boards import SOURCE, VOCABULARY, Data, card, library

if TYPE_CHECKING:
    from collections.abc import Callable

STUDY = "studies/small.yaml"


def run(method: str, **scores: float) -> Data:
    """Return a row of a study."""
    return {"method": method, "label": method, "scores": scores}


VERDICTS = {"method": "full", "judge": "gpt-4", "test_set": "koala", "wins": 8, "ties": 2, "losses": 3}
JUDGED = run("random", mmlu=40) | {"judged": VERDICTS}


def arm(name: str = "one", *rows: Data, **changes: object) -> Data:
    """Return an arm of two methods."""
    given: Data = {"id": name, "pool": "alpaca", "backbone": "llama-7b", "selected": 1000, "targeted": False}
    rows = rows or (JUDGED, run("full", mmlu=41, arc=50))
    return given | {"source": SOURCE, "checked": "paper", "rows": list(rows)} | changes


def study(*arms: Data, **changes: object) -> StudyFile:
    """Return a study."""
    benchmarks = {"mmlu": {"scale": "percent"}, "arc": {"scale": "percent"}}
    data = {"name": "Small", "title": "A study", "arxiv": "2401.00001", "benchmarks": benchmarks}
    made = Study.model_validate(data | {"recipe": "one", "arms": list(arms or (arm(),))} | changes)
    return StudyFile("small", made, f"methods/{STUDY}")


def compare(old: StudyFile, new: StudyFile) -> Change:
    """Return the change of a study between two states."""
    (found,) = changes(Published(library(), (old,)), Published(library(), (new,)))
    return found


def correction(field: str, old: str, new: str) -> Data:
    """Return an entry of the corrections."""
    return {"date": "2026-01-02", "field": field, "old": old, "new": new, "reason": "a misprint"}


@pytest.mark.parametrize(
    ("changed", "field", "old", "new"),
    [
        (lambda: study(arm("one", JUDGED, run("full", mmlu=41.5, arc=50))),
         "mmlu of full in one", "41.0", "41.5"),
        (lambda: study(arm("one", JUDGED, run("full", mmlu=41))),
         "arc of full in one", "50.0", REMOVED),
        (lambda: study(arm("one", JUDGED | {"judged": VERDICTS | {"wins": 9}}, run("full", mmlu=41, arc=50))),
         "judged wins of random in one", "8", "9"),
        (lambda: study(arm(selected=900)), "selected of one", "1000", "900"),
        (lambda: study(arm(targeted=True)), "targeted of one", "false", "true"),
        (lambda: study(arm("other")), "the rows of one", "2", REMOVED),
        (lambda: study(benchmarks={"mmlu": {"scale": "fraction"}, "arc": {"scale": "percent"}}),
         "scale of benchmarks.mmlu", '"percent"', '"fraction"'),
    ],
)  # fmt: skip
def test_a_studys_numbers(changed: Callable[[], StudyFile], field: str, old: str, new: str) -> None:
    """Scores, sizes, how a benchmark is read, and rows that go need an entry in the study."""
    silent = compare(study(), changed())
    entry = correction(field, old, new)
    data = changed().study.model_dump(mode="json") | {"corrections": [entry]}
    explained = compare(study(), StudyFile("small", Study.model_validate(data), f"methods/{STUDY}"))

    assert [tuple(number) for number in silent.unexplained] == [(STUDY, field, old, new)]
    assert explained.numbers == silent.numbers
    assert explained.unexplained == ()


def test_rows_stay_the_same_rows() -> None:
    """Rows and arms that come in between, notes, and another order are no change of a number."""
    old = study(arm("one", run("random", mmlu=40), run("full", mmlu=41)))
    more = [
        run("full", mmlu=42) | {"epochs": 3},
        run("full", mmlu=41),
        run("random", mmlu=40) | {"note": "x"},
    ]
    found = compare(old, study(arm("zero"), arm("one", *more)))

    assert found.numbers == ()
    assert found.rows_added == 3


def test_a_run_keeps_its_name_when_its_training_is_corrected() -> None:
    """Corrected epochs are one number, not a row that went and another that came."""
    old, new = (
        study(arm("one", run("random", mmlu=40), run("full", mmlu=41) | {"epochs": n})) for n in (2, 3)
    )

    assert [number[1:] for number in compare(old, new).numbers] == [
        ("epochs of full, epochs 2 in one", "2.0", "3.0")
    ]


def test_runs_of_one_method_keep_their_training() -> None:
    """Of several runs of a method each keeps its name while its score is corrected, in any order."""
    runs = [run("full", mmlu=n) | {"epochs": epochs} for n, epochs in ((41, 2), (42, 3))]
    after = [run("full", mmlu=n) | {"epochs": epochs} for n, epochs in ((42.5, 3), (41.5, 2))]
    found = compare(study(arm("one", *runs)), study(arm("one", *after)))

    assert [number[1:] for number in found.numbers] == [
        ("mmlu of full, epochs 2 in one", "41.0", "41.5"),
        ("mmlu of full, epochs 3 in one", "42.0", "42.5"),
    ]


def test_studies_come_and_go() -> None:
    """A new study tells how many rows it brings; a paper that only cards quote has no file to watch."""
    quoted = StudyFile("quoted", study().study, "methods/quoted.md")
    here, there = Published(library()), Published(library(), (study(), quoted))

    assert changes(here, there) == (Change(STUDY, "added", rows_added=2),)
    assert changes(there, here) == (Change(STUDY, "removed"),)


def vocabulary(**changed: object) -> Library:
    """Return a library of one card whose vocabulary has changed."""
    data = VOCABULARY.model_dump(mode="json")
    for place, value in changed.items():
        section, _, key = place.partition("__")
        data[section] = data[section] | {key: value} if key else value
    return Library(Vocabulary.model_validate(data), (card("one"),))


def test_the_vocabularys_numbers() -> None:
    """A size, a number of prompts or the end of a scale needs an entry in the vocabulary; names are free."""
    new = {
        "datasets__alpaca": {"name": "Alpaca again", "size": 52000},
        "benchmarks__koala": {"name": "Koala"},
        "benchmarks__fresh": {"name": "Fresh", "prompts": 5},
    }
    (silent,) = changes(Published(vocabulary()), Published(vocabulary(**new)))
    entries = [correction(*number[1:]) for number in silent.unexplained]
    (told,) = changes(Published(vocabulary()), Published(vocabulary(**new, corrections=entries)))

    assert [tuple(number) for number in silent.unexplained] == [
        ("vocabulary.yaml", "size of datasets.alpaca", "52002", "52000"),
        ("vocabulary.yaml", "prompts of benchmarks.koala", "180", REMOVED),
    ]
    assert told.unexplained == ()
    assert told.fields == ("datasets", "benchmarks", "corrections")


def test_corrections_stay_everywhere() -> None:
    """An entry that is gone from a study or the vocabulary is told, as on a card."""
    entry = correction("size of datasets.alpaca", "1", "2")
    old = Published(vocabulary(corrections=[entry]), (study(corrections=[entry]),))
    found = changes(old, Published(vocabulary(), (study(),)))

    assert [(one.slug, one.unexplained[0].new) for one in found] == [
        (STUDY, REMOVED),
        ("vocabulary.yaml", REMOVED),
    ]


def test_files_have_their_names() -> None:
    """A slug is a card; what is none goes by its file."""
    assert [file_of(name) for name in ("ifd", STUDY, "vocabulary.yaml")] == [
        "methods/ifd.md",
        "methods/studies/small.yaml",
        "methods/vocabulary.yaml",
    ]
