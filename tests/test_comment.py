"""The comment on a pull request: made from a stranger's data, and from nothing but data."""

from __future__ import annotations

import json
import math
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from scripts.comment import MAX_BYTES, MAX_COMMENT, ORIGIN, Refused, comment
from tedd.changes import Change, Number
from tedd.impact import REASONS, Effect, Place, Shift, Standing
from tedd.report import Report, as_json, as_markdown

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = Number("ifd", "wins on vicuna", "44", "45")
REPORT = Report(
    "origin/main",
    (
        Change("new", "added", rows_added=2),
        Change("ifd", "changed", ("evidence",), 0, (NUMBER,), (NUMBER,)),
        Change("studies/mig.yaml", "changed", ("arms",), 1),
        Change("vocabulary.yaml", "changed", ("models",)),
    ),
    (
        Effect(
            "living",
            "ifd",
            Standing(1.7, "direct", 0.05, 0.1, 2, 1, 3),
            Standing(1.8, "direct", 0.05, 0.2, 1),
            "x",
        ),
    ),
    (
        Shift("general", "random", Place(1.0, 1, 1, 2), None),
        Shift("targeted", "rds-2.5", None, Place(1.1, 1, 1, 1)),
    ),
)
DATA: dict[str, Any] = json.loads(as_json(REPORT))


def stored(folder: Path, data: object) -> Path:
    """Write what a stranger's run left."""
    path = folder / "effect.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return path


def changed(**changes: object) -> dict[str, Any]:
    """Return the report with other values, those of its first change and effect among them."""
    data = json.loads(json.dumps(DATA))
    for place, value in changes.items():
        *way, key = place.split("__")
        found = data
        for part in way:
            found = found[int(part) if part.isdigit() else part]
        found[key] = value
    return dict(data)


def test_comment_says_what_the_report_says(tmp_path: Path) -> None:
    """A sound report becomes the Markdown of `tedd diff`, under the mark by which it is found again."""
    text = comment(stored(tmp_path, DATA))

    assert text.startswith("<!-- tedd effect -->\n")
    assert as_markdown(REPORT).strip() in text


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_gets_through(tmp_path: Path, reason: str) -> None:
    """Why a method moved is told in TEDD's own words, all of which a comment may hold."""
    assert reason in comment(stored(tmp_path, changed(effects__0__reason=reason)))


def test_report_may_come_in_its_artifact(tmp_path: Path) -> None:
    """From a zip only the one file is read, whatever else is in it, and nothing is unpacked."""
    path = tmp_path / "effect.zip"
    with zipfile.ZipFile(path, "w") as artifact:
        artifact.writestr("effect.json", json.dumps(DATA))
        artifact.writestr("../../evil.py", "x")

    assert comment(path) == comment(stored(tmp_path, DATA))
    assert not list(tmp_path.parent.rglob("evil.py"))


@pytest.mark.parametrize(
    "data",
    ["", "[]", "null", "{", "NaN", "[" * 100_000, "1" * 5000,
     changed(changes__1__fields=["evidence\n"]),
     {}, changed(schema=2), changed(extra=1), changed(base=["x"]), changed(base="x" * 300), changed(ok="yes"),
     changed(changes__0__kind="<b>"), changed(changes__0__slug="../x"), changed(changes__0__slug="x\n# y"),
     changed(changes__1__fields=["@everyone"]), changed(changes__0__rows_added=-1),
     changed(changes__0__rows_added=10**30), changed(changes__1__numbers=[["a", "b"]]),
     changed(effects__0__edition="**"), changed(effects__0__reason="see [this](https://example.org)"),
     changed(effects__0__new__basis="<img>"), changed(effects__0__new__pir="1"), changed(effects__0__new=[1]),
     changed(effects__0__new__pir=1e300), changed(effects__0__new__pir=math.nan),
     changed(faults=[1]), changed(effects={"0": 1})],
    ids=str,
)  # fmt: skip
def test_what_is_no_report_is_refused(tmp_path: Path, data: object) -> None:
    """Neither another shape, nor odd types, nor texts in the places of ours get any further."""
    with pytest.raises(Refused):
        comment(stored(tmp_path, data))


def test_size_is_bounded_before_it_is_read(tmp_path: Path) -> None:
    """Neither a long file nor one that only unpacked is long is taken in."""
    long = json.dumps(DATA) + " " * MAX_BYTES
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as artifact:
        artifact.writestr("effect.json", long)

    for path in (stored(tmp_path, long), tmp_path / "bomb.zip"):
        with pytest.raises(Refused, match="larger than 4,000,000 bytes"):
            comment(path)


def test_an_artifact_is_an_archive_with_the_report(tmp_path: Path) -> None:
    """Neither bytes that are no archive nor one without the report is taken for a report."""
    (tmp_path / "no.zip").write_bytes(b"no zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as artifact:
        artifact.writestr("effect.md", "x")

    for name in ("no.zip", "other.zip"):
        with pytest.raises(Refused, match=r"no artifact with a file effect\.json"):
            comment(tmp_path / name)


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_artifact_is_refused(tmp_path: Path, way: int) -> None:
    """Bytes that cannot be unpacked, and names that are no text, are told and end nothing."""
    path = tmp_path / "effect.zip"
    with zipfile.ZipFile(path, "w", way) as artifact:
        artifact.writestr("effect.json", json.dumps(DATA))
        artifact.writestr("ü", "x")
    raw = bytearray(path.read_bytes())
    start = raw.index(b"effect.json") + len("effect.json")

    for damaged in (bytes(raw).replace("ü".encode(), b"\xff\xff"), _with(raw, start + 9)):
        path.write_bytes(damaged)
        with pytest.raises(Refused, match=r"no artifact|not JSON"):
            comment(path)


def _with(raw: bytearray, start: int) -> bytes:
    """Return bytes with noise among them."""
    return bytes(raw[:start]) + b"\xff" * 30 + bytes(raw[start + 30 :])


@pytest.mark.parametrize(
    "text", ["`# x`", "a\n# x\n", "@everyone #1 !x", "<script>", "![x](https://a.b)", "\x1b[2J\u202e"]
)
def test_strangers_text_stays_in_its_code_span(tmp_path: Path, text: str) -> None:
    """Whatever a number's old value, its field or the base is called, it comes out between backticks."""
    odd = {"slug": "ifd", "field": text, "old": text, "new": text}
    made = comment(
        stored(tmp_path, changed(base=text, changes__1__numbers=[odd], changes__1__unexplained=[odd]))
    )

    outside = "".join(made.removeprefix("<!-- tedd effect -->").split("`")[::2])
    assert not set("<>@![]\x1b\u202e") & set(outside)
    assert "\n# x" not in made


def test_comment_fits(tmp_path: Path) -> None:
    """A report longer than GitHub takes is cut after a line and says so; whose code made it is never cut."""
    odd = [{"slug": "ifd", "field": "f" * 400, "old": "1", "new": str(n)} for n in range(1000)]
    made = comment(stored(tmp_path, changed(changes__1__numbers=odd, changes__1__unexplained=odd)))

    assert len(made) < MAX_COMMENT + 400
    assert "Cut here" in made.splitlines()[-3]
    assert made.splitlines()[-5].endswith(("add to corrections:`", 'reason: "why"}`'))
    assert made.splitlines()[-1] == ORIGIN
