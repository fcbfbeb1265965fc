"""Throws damaged files at `tedd check`, for as long as one likes, and keeps what it cannot take.

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris -r requirements.lock
    PYTHONPATH=. /tmp/fuzz/bin/python scripts/fuzz_check.py FINDINGS [-max_total_time=1200]

Real cards, the kept broken ones, studies, discrepancies and vocabularies enter, damaged byte by byte by
libFuzzer and line by line or value by value here. Every one is checked as a file, as the command does it.
What raises, takes over two seconds, or is told without place, code or remedy is written to the folder
FINDINGS, one file for each kind, and the run goes on. The options are libFuzzer's, and so is the count of
runs at the end. Atheris stands in no lock file, since nothing else needs it.
"""

from __future__ import annotations

import json
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import atheris  # type: ignore[import-untyped] # in no lock file
import yaml

with atheris.instrument_imports(include=["tedd", "markdown_it"]):
    from tedd import checking, codes
    from tedd.problems import as_github, as_json
    from tedd.schema import Card
    from tedd.study import Study
    from tedd.wording import schema_of

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
BY_VALUE, DEEPER = 0.3, 0.85
"""Chances of damage to values rather than lines, and of going one level deeper."""
LONGEST = 12_000
"""Bytes of a card to begin with: damage to large ones is the same, and takes longer."""
PIECES = (
    *"\n\t []{}:,-?&*!|>'\"%@`#<~=\\\r\0",
    *(
        "---",
        "...",
        "- ",
        "? ",
        ": ",
        "&a ",
        "*a",
        "!!x ",
        "!!python/object:os.system ",
        "<<: ",
        "[" * 30,
        "{a: " * 25,
    ),
    *(
        "<b>",
        "<!--",
        "![a](b)",
        "[a](javascript:b)",
        "[a]: data:x",
        "&#0;",
        "&#x202e;",
        "&lt;",
        "# a",
        "> " * 12,
        "```",
    ),
    *(
        ".nan",
        "-.inf",
        "1e999",
        "9" * 30,
        "-0",
        "0x1F",
        "1_000",
        "null",
        "~",
        "true",
        "yes",
        "5%",
        "3.1k",
        "2023-13",
    ),
    *(
        "TODO",
        "TODO: later",
        "é",
        "e\u0301\u0301\u0301\u0301",
        "\u202e",
        "\ufeff",
        "\u200b",
        "\u3164",
        "\U0001f600",
    ),
    *(
        "../x",
        "https://",
        "https://a@b.org",
        "https://[",
        "::error::",
        "%0A",
        "\x1b[31m",
        "=1+1",
        "{{ a }}",
        "a" * 500,
    ),
)
_PYTHON = re.compile(r"nput should|alue error|\bNone\b|<class|object at|Traceback")
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def words_of(schema: Any) -> set[str]:  # noqa: ANN401 # a schema holds anything
    """Return the keys and the fixed values that a schema knows."""
    if isinstance(schema, list):
        return set().union(*map(words_of, schema))
    if not isinstance(schema, dict):
        return set()
    own = {*schema.get("properties", ()), *filter(lambda one: isinstance(one, str), schema.get("enum", ()))}
    return own.union(*map(words_of, schema.values()))


KNOWN = {one.code: one.severity for group in codes.groups() for one in group.codes}
WORDS = sorted(words_of(schema_of(Card)) | words_of(schema_of(Study)))
NAMES = (
    "alpaca",
    "llama-7b",
    "gpt-4",
    "vicuna",
    "mmlu",
    "example",
    "random",
    "full",
    "base",
    "2308.00001",
    "01fac8d",
)
ODD: tuple[Any, ...] = (
    *(*PIECES, *NAMES, None, True, -1, 0, 0.5, 1e300, 10**15, 2**63, "", " ", "a\nb", [], [[]], {}, {"x": 1}),
    *(
        {"wins": 1},
        {"wins": 0, "ties": 0, "losses": 0},
        {"score": 5},
        {"ratio": 100},
        {"arxiv": "2401.00001"},
        [1] * 2500,
    ),
)


class Damage(random.Random):
    """Draws what to do to a file; the seed makes it repeatable."""

    def file(self, text: str) -> str:
        """Return a file with some damage to its lines, or to the values of its YAML."""
        if self.random() < BY_VALUE:
            return self.values(text)
        for _ in range(self.randint(1, 4)):
            text = self.lines(text)
        return text

    def lines(self, text: str) -> str:
        """Lose, double, move, shift, cut or join a line, or put another word, key or value into it."""
        lines = text.split("\n")
        n = self.randrange(len(lines))
        line, piece = lines[n], str(self.choice((*PIECES, *NAMES, *WORDS)))
        what = self.choice(
            ("lose", "double", "move", "shift", "cut", "join", "word", "value", "value", "key", "new")
        )
        if what in ("lose", "move"):
            del lines[n]
        if what in ("double", "move"):
            lines.insert(self.randint(0, len(lines)), line)
        elif what == "shift":
            lines[n] = " " * self.randint(0, 6) + line.strip()
        elif what == "join" and n:
            lines[n - 1 : n + 1] = [lines[n - 1] + line]
        elif what in ("cut", "word"):
            at = self.randint(0, len(line))
            lines[n] = line[:at] if what == "cut" else line[:at] + piece + line[at:]
        elif what == "value":
            found = list(re.finditer(r": ?([^,{}\[\]]*)", line))
            if found:
                start, end = self.choice(found).span(1)
                lines[n] = line[:start] + piece + line[end:]
        elif what == "key":
            lines[n] = re.sub(r"[\w-]+(?=:)", lambda _: self.choice(WORDS), line, count=1)
        elif what == "new":
            lines.insert(n, f"{' ' * self.choice((0, 2, 4))}{self.choice(WORDS)}: {piece}")
        return "\n".join(lines)

    def values(self, text: str) -> str:
        """Return a file with other values, keys or entries at any depth; one that is no YAML as it is."""
        opening, front, rest = ("---\n", *text.removeprefix("---\n").partition("\n---\n")[::2])
        if not text.startswith("---\n"):
            opening, front, rest = "", text, ""
        try:
            data = yaml.load(front, Loader=LOADER)  # noqa: S506 # a safe loader
        except (yaml.YAMLError, ValueError, RecursionError):
            return self.lines(text)
        for _ in range(self.randint(1, 4)):
            if isinstance(data, dict | list) and data:
                self.value(data)
        style = self.choice((None, None, False, True))
        front = yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False, default_flow_style=style)
        return f"{opening}{front}---\n{rest}" if opening else front

    def value(self, data: Any) -> None:  # noqa: ANN401 # YAML is any
        """Replace, drop, rename, repeat, move or scale something within data."""
        holder, key = data, self.key(data)
        while isinstance(holder[key], dict | list) and holder[key] and self.random() < DEEPER:
            holder = holder[key]
            key = self.key(holder)
        what = self.choice(("replace", "drop", "rename", "repeat", "scale", "new", "swap"))
        if what == "drop":
            del holder[key]
        elif what == "rename" and isinstance(holder, dict):
            holder[self.choice((f"{key}s", self.choice(WORDS)))] = holder.pop(key)
        elif what == "repeat" and isinstance(holder, list):
            holder += [holder[key]] * self.choice((1, 1, 30))
        elif what == "scale" and isinstance(holder[key], int | float):
            holder[key] *= self.choice((0.01, 100, -1, 1e6))
        elif what == "new" and isinstance(holder, dict):
            holder[self.choice(WORDS)] = self.choice(ODD)
        elif what == "swap":
            other = self.key(holder)
            holder[key], holder[other] = holder[other], holder[key]
        else:
            holder[key] = self.choice(ODD)

    def key(self, holder: Any) -> Any:  # noqa: ANN401 # YAML is any
        """Draw a key or a place."""
        return self.choice(list(holder)) if isinstance(holder, dict) else self.randrange(len(holder))


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
    yield "words of Python", bool(_PYTHON.search(problem.text))


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
