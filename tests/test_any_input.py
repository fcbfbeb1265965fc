"""Whatever bytes come in, a check ends soon, and with problems that can be read."""

from __future__ import annotations

import copy
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import FOLDER, VALID, problems

FRONT, _, BODY = VALID.removeprefix("---\n").partition("\n---\n")
RAW = VALID.encode()
FACTS = yaml.safe_load(FRONT)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
SOON = settings(max_examples=80, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
PIECES = st.sampled_from(
    [
        *"\n\t []{}:,-?&*!|>'\"%@`#<~=\\\r\0",
        *("---", "...", "- ", "? ", ": ", "&a ", "*a", "!!x ", "<<: ", "<b>", "![a](b)", "&#0;", "[" * 30),
        *(".nan", "1e999", "9" * 30, "null", "true", "2023-08", "é", "\u202e", "\ufeff", "\U0001f600"),
    ]
)


def check(raw: bytes) -> None:
    """Check a card and hold its problems to what every problem must be."""
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    for problem in problems(raw):
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1
        assert problem.field
        assert problem.message
        assert problem.hint, "no remedy"
        assert str(problem).isprintable()
        assert "nput should" not in problem.message


@st.composite
def edited(draw: st.DrawFn) -> bytes:
    """Return a valid card after a few deletions, insertions and changed bytes."""
    raw = bytearray(RAW)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.sampled_from([0, 0, 1, 2, 10, 200])))
        raw[start:end] = draw(PIECES.map(str.encode) | st.binary(max_size=3) | st.just(b""))
    return bytes(raw)


@st.composite
def shuffled(draw: st.DrawFn) -> bytes:
    """Return a valid card with lines left out, given twice, moved or indented otherwise."""
    lines = VALID.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        start, target = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        line = lines[start] if draw(st.booleans()) else lines.pop(start)
        lines.insert(target, draw(st.sampled_from(["", " ", "  ", "    ", "\t"])) + line.strip())
    return "\n".join(lines).encode()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | PIECES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def holders(data: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 # YAML is any
    """Return every list and mapping within data with each of its keys."""
    keys = list(data) if isinstance(data, dict) else list(range(len(data))) if isinstance(data, list) else []
    return [(data, key) for key in keys] + [pair for key in keys for pair in holders(data[key])]


@st.composite
def filled(draw: st.DrawFn) -> bytes:
    """Return a valid card with anything at all in some fields, and perhaps some keys too many."""
    data = copy.deepcopy(FACTS)
    for _ in range(draw(st.integers(1, 3))):
        places = holders(data)
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        holder[key] = draw(anything)
        if isinstance(holder, dict) and draw(st.booleans()):
            holder[draw(st.text(max_size=8) | st.sampled_from(["wins", "sdf", "url", "<<"]))] = draw(anything)
    front = yaml.dump(data, Dumper=DUMPER, allow_unicode=draw(st.booleans()), sort_keys=False)
    return f"---\n{front}---\n{BODY}".encode("utf-8", "surrogatepass")


@given(edited() | shuffled())
@SOON
def test_any_damage_to_a_card_is_told(raw: bytes) -> None:
    """A card with random damage gives problems, never a traceback or a hang."""
    check(raw)


@given(filled())
@SOON
def test_any_value_in_any_field_is_told(raw: bytes) -> None:
    """Anything in any field gives problems, never a traceback or a hang."""
    check(raw)


@given(st.binary(max_size=300) | st.lists(PIECES, max_size=60).map(lambda parts: "".join(parts).encode()))
@SOON
def test_any_bytes_are_told(raw: bytes) -> None:
    """What never was a card gives problems, as front matter and as a description."""
    check(raw)
    check(b"---\n" + raw + b"\n---\nText.\n")
    check(RAW + raw)


def test_the_broken_cards_are_told_so() -> None:
    """Every kept broken card satisfies what random ones have to."""
    for path in FOLDER.glob("*.raw"):
        check(path.read_bytes())
