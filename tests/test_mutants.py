"""What scripts/equivalent.yaml explains is there to be explained."""

from __future__ import annotations

from collections import Counter

import yaml

from scripts.mutants import EQUIVALENT, ROOT, TESTS
from tedd.architecture import order

EXPLAINED = yaml.safe_load(EQUIVALENT.read_text("utf-8"))


def test_every_explanation_meets_a_line() -> None:
    """A survivor is explained by a line as its module has it, by another in its place, and by a reason."""
    for module, items in EXPLAINED.items():
        source = (ROOT / "tedd" / f"{module}.py").read_text("utf-8")
        lines = {line.strip() for line in source.splitlines()}

        assert [item["before"] for item in items if item["before"] not in lines] == []
        assert all(item["after"] != item["before"] and item["because"] for item in items)
        assert all(item.keys() == {"before", "after", "because"} for item in items)


def test_no_survivor_is_explained_twice() -> None:
    """One change has one reason."""
    for items in EXPLAINED.values():
        counts = Counter((item["before"], item["after"]) for item in items)

        assert [change for change, count in counts.items() if count > 1] == []


def test_every_module_has_its_tests() -> None:
    """Every module that is broken is there, with the tests that have to notice; only these are explained."""
    needed = {f"tedd/{name}.py" for name in TESTS}
    needed |= {f"tests/test_{name}.py" for names in TESTS.values() for name in names}

    assert [name for name in sorted(needed) if not (ROOT / name).is_file()] == []
    assert EXPLAINED.keys() <= TESTS.keys()


def test_no_quick_test_of_a_module_is_left_out() -> None:
    """Where the tests of a module fill several files, all of them have to notice, but for the slow one."""
    missing = []
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        name = path.stem.removeprefix("test_")
        module = max((one for one in order() if f"{name}_".startswith(f"{one}_")), key=len, default="")
        if name not in (*TESTS.get(module, (name,)), "uncertainty"):
            missing.append(name)

    assert missing == []
