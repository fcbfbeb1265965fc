"""Studies: what a file may say, and what is said of one that is wrong."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tedd.problems import CardError
from tedd.studies import fraction_of, load_studies, method_name, parse_study
from tests.networks import FILES, GOOD, LIBRARY

if TYPE_CHECKING:
    from pathlib import Path


def _problems(text: str) -> list[str]:
    try:
        return [problem.text for problem in parse_study(text.encode(), "small.yaml", "small", LIBRARY)[1]]
    except CardError as error:
        return [problem.text for problem in error.problems]


def test_good() -> None:
    """A study that names its methods, benchmarks and source is taken as it is."""
    file, problems = parse_study(GOOD.encode(), "small.yaml", "small", LIBRARY)

    assert not problems
    assert file is not None
    assert method_name("mine", LIBRARY, [file]) == "Mine"
    assert method_name("ifd", LIBRARY, [file]) == "IFD"
    assert fraction_of(file.study.arms[0], LIBRARY.vocabulary) == 1000 / 52002


@pytest.mark.parametrize(
    ("slug", "hint"), [("Small", "rename the file to small.yaml"), ("nul", "rename the file")]
)
def test_a_study_has_a_name_for_every_system(slug: str, hint: str) -> None:
    """A study's file is named as a card's is: no two names differ in case alone, and none is a device's."""
    file, (problem,) = parse_study(GOOD.encode(), f"{slug}.yaml", slug, LIBRARY)

    assert file is None
    assert (problem.code, problem.hint) == ("file-name", hint)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("method: mine", "method: mime", 'a card or a key of methods, got "mime"; did you mean "mine"?'),
        ("scores: {mmlu: 41}", "scores: {mmul: 41}", 'a key of benchmarks, got "mmul"; did you mean "mmlu"?'),
        ("  mmlu: {scale", "  mmlx: {scale", 'expected a benchmark, got "mmlx"; did you mean "mmlu"?'),
        ("pool: alpaca", "pool: alpacca", 'expected a data set, got "alpacca"; did you mean "alpaca"?'),
        ("backbone: llama-7b", "backbone: lama-7b", 'did you mean "llama-7b"?'),
        ("    selected: 1000\n", "    selected: 60000\n", "more samples than alpaca has; expected at most"),
        ("    selected: 1000\n", "", "neither selected nor sdf is given; expected one of them"),
        ("method: mine", "method: random", "two rows of random that nothing tells apart; expected a variant"),
        ("mmlu: 41}", 'mmlu: "41"}', "write the bare number"),
        ("checked: paper", "checked: secondary", "not a known value"),
        ("recipe: one", "receipt: one", 'unknown key; did you mean "recipe"?'),
        ("mmlu: 41}", "mmlu: .nan}", "not a usable number"),
        ("mmlu: 41}", "mmlu: 141}", "outside the scale of mmlu; expected"),
        ("    selected: 1000\n", "    selected: 1000\n    pool_size: 900\n", "more selected than there is"),
        ("name: Small", "name: &a Small", "anchors are not allowed"),
        ("own_methods: [mine]", "own_methods: [min]", 'did you mean "mine"?'),
    ],
    ids=lambda text: text[:24] if isinstance(text, str) else None,
)  # fmt: skip
def test_wrong(old: str, new: str, said: str) -> None:
    """Every mistake is named with what was expected and the nearest right value."""
    assert old in GOOD

    assert any(said in text for text in _problems(GOOD.replace(old, new)))


def test_arm_names_are_unique(tmp_path: Path) -> None:
    """Two studies cannot name an arm alike, since an arm's name is a number's address."""
    folder = tmp_path / "studies"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text(GOOD)

    with pytest.raises(CardError, match="has an arm of this name"):
        load_studies(LIBRARY, tmp_path)


def test_counts() -> None:
    """The repository holds 13 studies with 129 arms and at least 960 rows, all with a check level."""
    arms = [arm for file in FILES for arm in file.study.arms]

    assert len(FILES) == 13
    assert len(arms) == 129
    assert sum(len(arm.rows) for arm in arms) >= 960
    assert Counter(arm.checked for arm in arms) == {"recomputed": 85, "repository": 32, "paper": 12}


def test_no_computed_average_is_stored() -> None:
    """An average stands only where the source prints one."""
    printed = {
        file.slug for file in FILES for arm in file.study.arms for row in arm.rows if row.average is not None
    }

    assert printed == {"ifd", "instructdiff", "kmq", "mig", "seqdataval"}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A study that is a link is refused like any other unreadable file, beside the problems of the rest."""
    folder = tmp_path / "studies"
    folder.mkdir()
    (folder / "one.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    with pytest.raises(CardError) as error:
        load_studies(LIBRARY, tmp_path)

    assert [problem.code for problem in error.value.problems] == ["unreadable"]
