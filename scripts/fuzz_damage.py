"""Damages files of cards as people and attackers do: by lines, and by the values within their YAML.

The text of a file and a seed enter; the text of a damaged file leaves.
"""

from __future__ import annotations

import random
import re
from typing import Any

import yaml

from tedd.schema import Card
from tedd.study import Study
from tedd.wording import schema_of

BY_VALUE, DEEPER = 0.3, 0.85
"""Chances of damage to values rather than lines, and of going one level deeper."""
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
