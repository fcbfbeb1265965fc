"""Throws damaged files at `tedd check`, for as long as one likes, and keeps what it cannot take.

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris
    /tmp/fuzz/bin/pip install -r requirements.lock
    PYTHONPATH=. /tmp/fuzz/bin/python scripts/fuzz_check.py FINDINGS [-max_total_time=1200]

Real cards, the kept broken ones, studies, discrepancies and vocabularies enter, damaged byte by byte by
libFuzzer and line by line or value by value here. Every one is checked as a file, as the command does it.
What raises, takes over two seconds, or is told without place, code or remedy is written to the folder
FINDINGS, one file for each kind, and the run goes on. The options are libFuzzer's, and so is the count of
runs at the end. Atheris stands in no lock file, since nothing else needs it.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import atheris  # type: ignore[import-untyped] # in no lock file

with atheris.instrument_imports(include=["tedd", "markdown_it"]):
    from scripts.fuzz_damage import Damage
    from tedd import checking, codes
    from tedd.problems import as_github, as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
FILES = (
    "methods/drawn.md",
    "methods/studies/drawn.yaml",
    "methods/discrepancies.yaml",
    "other/vocabulary.yaml",
)
"""What the first byte of an input chooses from: most inputs are cards."""
SOON, HANGS = 2.0, 20.0
"""Seconds of processor time: a machine that does other things must not look like a slow check."""
PATIENCE = 3600
"""Seconds on the clock until libFuzzer ends a run that not even an alarm can stop."""
LONGEST = 12_000
"""Bytes of a card to begin with: damage to large ones is the same, and takes longer."""
_PYTHON = re.compile(r"nput should|alue error|\bNone\b|<class|object at|Traceback")
KNOWN = {one.code: one.severity for group in codes.groups() for one in group.codes}


def mutated(data: bytes, longest: int, seed: int) -> bytes:
    """Return an input after damage of one kind: to its bytes, its lines or its values."""
    if seed % 4 == 0 or not data:
        return bytes(atheris.Mutate(data, longest))
    text = Damage(seed).file(data[1:].decode("utf-8", "surrogateescape"))
    return (data[:1] + text.encode("utf-8", "surrogateescape"))[:longest]


class Checker:
    """Checks inputs in a folder of its own, and keeps what it finds."""

    def __init__(self, findings: Path, folder: Path) -> None:
        self.findings, self.folder = findings, folder
        self.slowest = 0.0
        for name in FILES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        names = codes.text_of("example-vocabulary.yaml")
        (folder / "methods/vocabulary.yaml").write_text(names, "utf-8")
        (folder / "methods/example.md").write_text(codes.text_of("example.md"), "utf-8")

    def __call__(self, data: bytes) -> None:
        """Check an input; keep it when the check is not as it must be."""
        path = self.folder / FILES[data[0] % len(FILES) if data[:1] > b"\x7f" else 0]
        path.write_bytes(data[1:])
        start = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, HANGS)
        try:
            self.told(path, data[1:])
        except Exception as error:  # noqa: BLE001 # whatever it is, it is a finding
            self.keep(data, "".join(traceback.format_exception(error)), repr(error))
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            path.unlink()
        took = time.process_time() - start
        self.slowest = max(took, self.slowest)
        if took > SOON:
            self.keep(data, f"took {took:.1f} s", "slow")

    def told(self, path: Path, raw: bytes) -> None:
        """Check a file; raise ValueError when its problems are not what every problem must be."""
        problems = checking.check_files([path], self.folder / "methods")
        last = raw.count(b"\n") + raw.count(b"\r") + 2
        for problem in problems:
            if faults := [fault for fault, is_so in _faults(problem, last) if is_so]:
                raise ValueError(f"{problem.code}: {', '.join(faults)}")
        if len(json.loads(as_json(problems))) != len(problems):
            raise ValueError("JSON of another length")
        if len(as_github(problems).splitlines()) != len(problems):
            raise ValueError("an annotation that breaks its line")

    def keep(self, data: bytes, said: str, kind: str) -> None:
        """Write an input and what was said of it; one of each kind is enough."""
        last = re.findall(r'File ".*?([\w/]+\.py)", line (\d+)', said)[-1:]
        name = re.sub(r"[^\w.-]+", "-", f"{kind[:70]}-{'-'.join(*last)}")
        if not (self.findings / f"{name}.raw").exists():
            (self.findings / f"{name}.raw").write_bytes(data)
            (self.findings / f"{name}.txt").write_text(said, "utf-8", "backslashreplace")
            print(f"FOUND {name}", flush=True)


def _faults(problem: Problem, last: int) -> Iterator[tuple[str, bool]]:
    """Yield what a problem must not be, and whether it is so; `last` is the last line of its file."""
    yield "no file", not problem.path
    yield "a line that is not there", not 1 <= problem.line <= last
    yield "no column", problem.column < 1
    yield "no field", not problem.field
    yield "no message", not problem.message
    yield "no remedy", not problem.hint
    yield "a code or severity that is not explained", KNOWN.get(problem.code) != problem.severity
    yield "not printable", not str(problem).isprintable()
    # what stands in the file may be such a word itself
    yield "words of Python", bool(_PYTHON.search(replace(problem, got="").text))


def _stop(*_: object) -> None:
    raise TimeoutError(f"still checking after {HANGS} s")


def seeds() -> list[bytes]:
    """Return the inputs to begin with, each behind the byte that says what it is."""
    cards = [path.read_bytes() for path in sorted((ROOT / "methods").glob("*.md"))]
    kept = ROOT / "tests" / "golden" / "cards"
    cards += [path.read_bytes() for path in sorted(kept.glob("*.raw"))]
    valid = codes.text_of("example.md")
    cards += [codes.changed(path.read_text("utf-8"), valid).encode() for path in sorted(kept.glob("*.diff"))]
    others = {
        1: [codes.text_of("example-study.yaml").encode()],
        3: [codes.text_of("example-vocabulary.yaml").encode()],
    }
    others[1] += [path.read_bytes() for path in sorted((ROOT / "methods/studies").glob("*.yaml"))]
    texts = [one.example for group in codes.groups() for one in group.codes if one.kind == "discrepancies"]
    others[2] = [codes._DISCREPANCY.format(text).encode() for text in texts]  # noqa: SLF001 # the page's example
    return [
        bytes([0x80 + which if which else 0]) + raw
        for which, raws in {0: [valid.encode(), *cards], **others}.items()
        for raw in raws
        if len(raw) <= LONGEST
    ]


def main() -> None:
    """Fuzz until libFuzzer's options say that it is enough."""
    findings = Path(sys.argv[1])
    findings.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        corpus.mkdir()
        for n, seed in enumerate(seeds()):
            (corpus / f"{n:04d}").write_bytes(seed)
        options = [
            "-rss_limit_mb=2000",
            f"-timeout={PATIENCE}",
            f"-max_len={LONGEST}",
            *sys.argv[2:],
            str(corpus),
        ]
        signal.signal(signal.SIGVTALRM, _stop)
        atheris.Setup([sys.argv[0], *options], Checker(findings, folder), custom_mutator=mutated)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
