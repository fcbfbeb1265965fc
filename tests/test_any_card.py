"""Thousands of generated cards, sound and broken: each is told in full, soon, and with a remedy."""

from __future__ import annotations

import copy
import os
import re
from typing import TYPE_CHECKING, Any

import yaml

from tedd.cards import parse
from tedd.codes import groups
from tedd.neighbours import Neighbours
from tedd.problems import CardError, as_github
from tests.boards import VOCABULARY
from tests.generated import Chance

if TYPE_CHECKING:
    from tedd.problems import Problem

SEEDS = range(int(os.environ.get("TEDD_EXAMPLES", "700")))
"""Cards of each test; many more of them are worth the time once in a while."""
KNOWN = {one.code: one.severity for group in groups() for one in group.codes}
OTHERS = Neighbours({"alpha": frozenset({"other"})}, {"2401.00001": frozenset({"other"})})
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 0.5, 1e300, 10**15, "", " ", "TODO", "TODO: later", "yes", "5%", "3.1k", "<b>"),
    *("&amp;", "[a](https://example.org)", "a\nb", "\u202e", "GPT-4", "2401.00001", "2401-13", "x" * 500),
    *([], [[]], {}, {"x": 1}, {"wins": 1}, {"ratio": 100}, {"arxiv": "2401.00001"}, [1] * 2000, "{{ a }}"),
    *("../x", "https://", "mt bench", "Alpaca", "random", "=1+1", "\x1b[31m", "::error::"),
)


class Breaker(Chance):
    """Draws cards as files, and damages them."""

    def facts(self) -> dict[str, Any]:
        """Draw the facts of a sound card as far as single fields go."""
        drawn = self.card("drawn").card.model_dump(mode="json", exclude_defaults=True)
        return {**drawn, "aliases": self.sample(["One", "Two", "ALPHA"], self.randint(0, 2))}

    def text(self, facts: object) -> str:
        """Write facts as a card, in block or flow style."""
        style = self.choice((None, False, True))
        front = yaml.dump(facts, Dumper=DUMPER, allow_unicode=True, sort_keys=False, default_flow_style=style)
        return f"---\n{front}---\nA description.\n"

    def place(self, node: Any) -> tuple[Any, Any]:  # noqa: ANN401 # YAML is any
        """Draw a list or mapping within a node, and one of its keys."""
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = self.choice(keys)
        inner = node[key]
        return (
            self.place(inner)
            if isinstance(inner, dict | list) and inner and self.random() < 0.8
            else (node, key)
        )

    def damage(self, facts: dict[str, Any]) -> None:
        """Change, drop, rename or repeat something, at any depth."""
        holder, key = self.place(facts)
        what = self.choice(("replace", "drop", "rename", "repeat", "scale"))
        if what == "drop":
            del holder[key]
        elif what == "rename" and isinstance(holder, dict):
            holder[f"{key}{self.choice('sx ')}"] = holder.pop(key)
        elif what == "repeat" and isinstance(holder, list):
            holder += copy.deepcopy(holder) * self.choice((1, 1, 30))
        elif what == "scale" and isinstance(holder[key], int | float):
            holder[key] *= self.choice((0.01, 100, -1, 1e6))
        else:
            holder[key] = self.choice(ODD)

    def torn(self, text: str) -> str:
        """Lose, double, shift or cut lines of a card."""
        lines = text.split("\n")
        for _ in range(self.randint(1, 3)):
            n = self.randrange(len(lines))
            what = self.choice(("lose", "double", "shift", "cut", "join"))
            if what == "lose":
                del lines[n]
            elif what == "cut":
                lines[n] = lines[n][: self.randint(0, len(lines[n]))]
            elif what == "join" and n:
                lines[n - 1 : n + 1] = [lines[n - 1] + lines[n]]
            else:
                lines.insert(n, " " * self.randint(0, 3) + lines[n] if what == "shift" else lines[n])
            lines = lines or [""]
        return "\n".join(lines)


def told(text: str) -> tuple[Problem, ...]:
    """Check a card, and hold its problems to what every problem must be."""
    raw = text.encode("utf-8", "surrogatepass")
    try:
        method, found = parse(raw, "methods/drawn.md", "drawn", VOCABULARY, {"drawn"}, others=OTHERS)
    except CardError as error:
        method, found = None, list(error.problems)
    for problem in found:
        assert problem.path == "methods/drawn.md"
        assert 1 <= problem.line <= raw.count(b"\n") + 2
        assert problem.column >= 1
        assert problem.field
        assert problem.message
        assert problem.hint, problem
        assert KNOWN[problem.code] == problem.severity
        assert str(problem).isprintable()
        assert not re.search("nput should|alue error|\\bNone\\b|<class", problem.message)
    assert len(as_github(found).splitlines()) == len(found)
    assert (method is None) == any(problem.severity == "error" for problem in found)
    return tuple(found)


def test_what_is_drawn_by_chance_is_told() -> None:
    """A card whose fields are right by themselves may contradict itself, and nothing else."""
    for seed in SEEDS:
        chance = Breaker(seed)

        for problem in told(chance.text(chance.facts())):
            # scores are drawn without regard to their digits, which are the file's matter and not the fields'
            assert problem.code in ALONE, problem


ALONE = {
    *("name-taken", "paper-taken", "alias-twice", "duplicate-row", "rows-alike", "odd-ratio", "two-scales"),
    *(
        "aggregate-unmarked",
        "score-beyond-ties",
        "aggregate-unlike-parts",
        "no-parts",
        "counts-exceed-prompts",
        "no-size",
    ),
    *("counts-miss-prompts", "proprietary-unnamed", "proprietary-use", "bad-number", "out-of-range"),
}
"""What chance can bring about between fields, and in digits."""


def test_what_is_broken_is_told() -> None:
    """A card with damage to its facts gives problems of many kinds, never a traceback or a hang."""
    found: set[str] = set()
    for seed in SEEDS:
        chance = Breaker(seed)
        facts = chance.facts()
        for _ in range(chance.randint(1, 4)):
            if facts:
                chance.damage(facts)
        found |= {problem.code for problem in told(chance.text(facts))}

    assert len(found) >= 25


def test_what_is_torn_is_told() -> None:
    """A card with damage to its lines gives problems, never a traceback or a hang."""
    for seed in SEEDS:
        chance = Breaker(seed)

        told(chance.torn(chance.text(chance.facts())))
