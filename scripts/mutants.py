"""Breaks the modules that carry the formulas, one small change at a time, and counts what the tests notice.

    python scripts/mutants.py [MODULE ...] [--out FILE]

A mutant is a module with one change: `+` for `-`, `<` for `<=`, 1 for 2. Where the tests that mirror the
module pass none the less, the mutant survives and is printed. Survivors that change nothing anybody could see
stand in scripts/equivalent.yaml with the reason, and count neither way. Fails below 90% killed, and where a
reason is given for what no longer survives.

Cosmic Ray makes the mutants. It is not in the lock: the first run puts it into build/cosmic-ray.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import json
import os
import resource
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.util import spec_from_loader
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from scripts.tools import tool
from tedd.architecture import order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec

ROOT = Path(__file__).resolve().parent.parent
COSMIC_RAY = "cosmic-ray==8.7.0"
EQUIVALENT = ROOT / "scripts" / "equivalent.yaml"
TESTS = {
    "evidence": ("evidence", "aggregates"),
    "efficiency": ("efficiency",),
    "feasibility": ("feasibility",),
    "pir": ("pir", "pir_origin", "anchors"),
    "bridges": ("bridges", "pir"),
    "living_bridges": ("living_bridges",),
    "direct": ("direct",),
    "printed": ("printed",),
    "spread": ("spread",),
    "draws": ("draws",),
    "point_draws": ("point_draws",),
    "tie_draws": ("tie_draws",),
    "bridge_draws": ("bridge_draws",),
    "pir_draws": ("pir_draws", "pir_draws_shared"),
    "separation": ("separation", "uncertainty_by_hand"),
    "uncertainty": ("uncertainty_by_hand",),
}
"""The modules, each with the tests that have to notice: quick ones, so test_uncertainty is none of them."""
BINARY = (
    *("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Div", "Mod_Mul", "Pow_Mul"),
    *("BitOr_BitAnd", "BitAnd_BitOr"),
)
COMPARISONS = (
    *("Lt_LtE", "Lt_Gt", "LtE_Lt", "LtE_GtE", "Gt_GtE", "Gt_Lt", "GtE_Gt", "GtE_LtE"),
    *("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is"),
)
UNARY = ("USub_UAdd", "Delete_USub", "Delete_Not")
OPERATORS = (
    *("AddNot", "ExceptionReplacer", "NumberReplacer", "RemoveDecorator", "ZeroIterationForLoop"),
    *("ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak"),
    *(f"ReplaceUnaryOperator_{pair}" for pair in UNARY),
    *(f"ReplaceBinaryOperator_{pair}" for pair in BINARY),
    *(f"ReplaceComparisonOperator_{pair}" for pair in COMPARISONS),
)
"""One change or two for each operator, not all 200 that Cosmic Ray knows: `a << b` for `a + b` is no slip."""
ENOUGH = 0.9
QUICKLY = ("-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:playwright")
CPU_SECONDS = 120
"""What a mutant may take; one that never ends is noticed, too."""


@dataclass(frozen=True)
class Mutant:
    """A module with one change."""

    module: str
    operator: str
    line: int
    before: str
    """The line as it is."""
    after: str
    """The first line that differs; empty where it is gone."""
    code: str


class Changed(InspectLoader, MetaPathFinder):
    """Gives a mutant wherever its module is imported; no file is touched."""

    def __init__(self, mutant: Mutant) -> None:
        self.name, self.code = f"tedd.{mutant.module}", mutant.code

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Return where the module comes from; None for any other."""
        return spec_from_loader(name, self) if name == self.name else None

    def get_source(self, _name: str) -> str:
        """Return the mutant."""
        return self.code


def mutants(module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, without those of type hints, which are never run."""
    from cosmic_ray.ast import ast_nodes, get_ast  # noqa: PLC0415 # it is found once main() has added its folder
    from cosmic_ray.mutating import mutate_code  # noqa: PLC0415 # likewise
    from cosmic_ray.plugins import get_operator  # noqa: PLC0415 # likewise

    source = _source(module)
    lines, silent = source.splitlines(), list(_silent(ast.parse(source)))
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        places = [place for node in ast_nodes(get_ast(source)) for place in operator.mutation_positions(node)]
        for number, (start, _) in enumerate(places):
            code = mutate_code(source, operator, number)
            if code is None or not _runs(code) or any(low <= start < high for low, high in silent):
                continue
            changed = code.splitlines()
            after = changed[start[0] - 1].strip() if len(changed) == len(lines) else ""
            yield Mutant(module, name, start[0], lines[start[0] - 1].strip(), after, code)


def _source(module: str) -> str:
    return (ROOT / "tedd" / f"{module}.py").read_text("utf-8")


def _runs(code: str) -> bool:
    """Whether it is Python: a star before arguments is no multiplication."""
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _silent(tree: ast.Module) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the stretches that say types, the arguments of decorators such as `frozen=True`, and `strict`.

    The latter two only tell of mistakes that are not there.
    """
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.AnnAssign | ast.arg):
            parts = [node.annotation]
        elif isinstance(node, ast.FunctionDef):
            star = node.args.kwonlyargs[0] if node.args.kwonlyargs else None
            parts = [node.returns]
            if star:  # what stands before the first of them makes them so
                yield (star.lineno, star.col_offset - 3), (star.lineno, star.col_offset)
        elif isinstance(node, ast.Call):
            parts = [keyword.value for keyword in node.keywords if keyword.arg == "strict"]
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            parts = [node]
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            parts += [keyword for call in node.decorator_list for keyword in getattr(call, "keywords", ())]
        for part in parts:
            if part is not None:
                end = (part.end_lineno, part.end_col_offset)  # type: ignore[attr-defined] # all of them have a place
                yield (part.lineno, part.col_offset), end  # type: ignore[attr-defined] # as above


def passes(mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether all tests pass with a mutant, each time in a process of its own."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.meta_path.insert(0, Changed(mutant))
        files = [f"tests/test_{name}.py" for name in tests]
        os._exit(pytest.main([*QUICKLY, *files]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def prepare(module: str) -> None:
    """Import once what all mutants share: other people's code, and ours that knows nothing of the module."""
    from hypothesis import HealthCheck, Phase, settings  # noqa: PLC0415 # only here, as it is slow

    for name in ("numpy", "scipy.stats", "pydantic", "_pytest.assertion.rewrite", "hypothesis.strategies"):
        importlib.import_module(name)
    for name in order()[: order().index(module)]:
        importlib.import_module(f"tedd.{name}")
    if order().index(module) > order().index("board"):  # the board of the real cards is the same for all
        simulated = importlib.import_module("tests.simulated")
        for edition in ("living", "survey"):
            simulated.board(edition)
    # A busy machine must not look like a test that failed, nor the same mutant fare differently twice.
    settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )
    settings.load_profile("mutants")
    gc.freeze()  # or every child would look through all of it for rubbish, which takes a third of its time


def survivors(module: str, *, known: set[tuple[str, str]]) -> tuple[Counter[str], list[Mutant]]:
    """Return how the mutants of a module fared, and those that nobody noticed."""
    found: Counter[str] = Counter()
    left, unmet = [], set(known)
    if f"tedd.{module}" in sys.modules:  # then no mutant would ever be read
        sys.exit(f"error: tedd/{module}.py is imported already")
    whole = Mutant(module, "", 0, "", "", _source(module))
    if not passes(whole, TESTS[module]):
        sys.exit(f"error: the tests of tedd/{module}.py fail without any change")
    for mutant in mutants(module):
        if not passes(mutant, TESTS[module]):
            found["killed"] += 1
        elif (mutant.before, mutant.after) in known:
            found["equivalent"] += 1
            unmet.discard((mutant.before, mutant.after))
        else:
            found["survived"] += 1
            left.append(mutant)
            print(
                f"tedd/{module}.py:{mutant.line}: {mutant.operator}\n- {mutant.before}\n+ {mutant.after}",
                flush=True,
            )
    for before, after in sorted(unmet):
        print(f"scripts/equivalent.yaml: {module}: nothing survives so\n- {before}\n+ {after}", flush=True)
    return found + Counter(unmet=len(unmet)), left


def main() -> int:
    """Try all mutants of the modules named, print what survived, and say whether enough were noticed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="*", choices=[[], *TESTS], metavar="module")
    parser.add_argument("--out", type=Path, help="write figures and survivors there, as JSON")
    options = parser.parse_args()
    if unknown := set(options.modules) - set(TESTS):
        parser.error(f"no tests are named for {', '.join(sorted(unknown))}")
    os.chdir(ROOT)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads do not live on in a forked process
    sys.dont_write_bytecode = True
    sys.path.append(str(tool(COSMIC_RAY)))
    equivalent = yaml.safe_load(EQUIVALENT.read_text("utf-8"))
    table, left = {}, []
    # In their order whatever was named, so that none is imported before its turn.
    for module in sorted(set(options.modules) or TESTS, key=order().index):
        start = time.monotonic()
        prepare(module)
        known = {(item["before"], item["after"]) for item in equivalent.get(module, ())}
        found, more = survivors(module, known=known)
        left += more
        share = found["killed"] / max(1, found["killed"] + found["survived"])
        table[module] = {**found, "share": share, "seconds": round(time.monotonic() - start)}
        print(f"{module}: {dict(found)}, {share:.1%} killed", flush=True)
    if options.out:
        rows = [{key: value for key, value in asdict(mutant).items() if key != "code"} for mutant in left]
        options.out.write_text(json.dumps({"modules": table, "survivors": rows}, indent=1), "utf-8")
    return int(any(row["share"] < ENOUGH or "unmet" in row for row in table.values()))


if __name__ == "__main__":
    sys.exit(main())
