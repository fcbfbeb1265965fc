"""Makes the comment on a pull request from its effect report, which is a stranger's work and may be hostile.

`python scripts/comment.py [FILE]`, FILE being build/effect.json or the artifact it came in, build/effect.zip.
The comment goes to build/comment.md and is printed; nothing is sent. Only data is taken from the file: it is
read up to a bound, its shape is checked against scripts/effect.schema.json, and the Markdown is made here.
"""

import json
import sys
import zipfile
from pathlib import Path
from typing import Any, NoReturn

from jsonschema import Draft202012Validator

from tedd.changes import Change, Number
from tedd.impact import Effect, Place, Shift, Standing
from tedd.report import Report, as_markdown
from tedd.snapshots.archive import UNSOUND

BUILD = Path("build")
MEMBER = "effect.json"
MAX_BYTES = 4_000_000
MAX_COMMENT = 60_000
"""GitHub takes 65,536 characters."""
MARK = "<!-- tedd effect -->"
"""First line of the comment, by which the next run finds it."""
ORIGIN = (
    "Computed by the code of this pull request. Where it changes more than `methods/`, run `tedd diff` with "
    "the code of main before you rely on it."
)
"""Last line: whoever changes the engine could have it say that nothing moves."""
SCHEMA = Path(__file__).with_name("effect.schema.json")


class Refused(Exception):  # noqa: N818 # it says what happens to the report
    """The file is not a report that TEDD made."""


def comment(path: Path) -> str:
    """Return the comment for the report in a file; raise `Refused` where it is none."""
    told = as_markdown(report(_bytes(path))).strip()
    return _cut(f"{MARK}\n## What this changes\n\n{told}\n") + f"\n{ORIGIN}\n"


def report(raw: bytes) -> Report:
    """Return the report that JSON holds; raise `Refused` when it is not of the shape that TEDD writes."""
    try:
        data = json.loads(raw, parse_constant=_not_finite)
        first = next(Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).iter_errors(data), None)
    except (
        ValueError,
        RecursionError,
    ):  # a ValueError also for bytes that are no UTF-8 and for endless numbers
        raise Refused("not JSON") from None
    if first:
        raise Refused(f"not of the shape of a report, at {first.json_path[:100]!r}")
    changes = tuple(_change(one) for one in data["changes"])
    effects = tuple(
        Effect(**one | {key: _standing(one[key]) for key in ("old", "new")}) for one in data["effects"]
    )
    given = data["head_to_head"]
    shifts = given if given is None else tuple(_shift(one) for one in given)
    return Report(data["base"], changes, effects, shifts)


def _change(data: dict[str, Any]) -> Change:
    lists = {key: tuple(Number(**one) for one in data[key]) for key in ("numbers", "unexplained")}
    return Change(**data | lists | {"fields": tuple(data["fields"])})


def _shift(data: dict[str, Any]) -> Shift:
    return Shift(**data | {key: data[key] and Place(**data[key]) for key in ("old", "new")})


def _standing(data: dict[str, Any] | None) -> Standing | None:
    return None if data is None else Standing(**data)


def _bytes(path: Path) -> bytes:
    """Return the report's bytes, from the file itself or from the one member of an artifact that may hold it.

    Nothing is unpacked, so no name in it becomes a path, and no more is read than a report may have.
    """
    with path.open("rb") as file:
        if path.suffix != ".zip":
            return _bounded(file.read(MAX_BYTES + 1))
        try:
            with zipfile.ZipFile(file) as artifact, artifact.open(MEMBER) as member:
                return _bounded(member.read(MAX_BYTES + 1))
        except (*UNSOUND, KeyError):
            raise Refused(f"no artifact with a file {MEMBER}") from None


def _bounded(raw: bytes) -> bytes:
    if len(raw) > MAX_BYTES:
        raise Refused(f"larger than {MAX_BYTES:,} bytes")
    return raw


def _not_finite(name: str) -> NoReturn:
    raise ValueError(name)


def _cut(text: str) -> str:
    """Return a text that GitHub takes, cut after a line where it is too long."""
    if len(text) <= MAX_COMMENT:
        return text
    return (
        text[:MAX_COMMENT].rsplit("\n", 1)[0]
        + "\n\nCut here: the whole report is in the artifact of the run.\n"
    )


def main(path: str) -> int:
    """Write and print the comment, or say why there is none."""
    try:
        text = comment(Path(path))
    except (Refused, OSError) as error:
        print(f"comment: {path}: {error}", file=sys.stderr)
        return 1
    BUILD.mkdir(exist_ok=True)
    (BUILD / "comment.md").write_text(text, "utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [str(BUILD / MEMBER)]))
