"""Every code of `tedd check`: its meaning, an example that triggers it, and the remedy.

`templates/codes.yaml` and the example card beside it enter, `Code`s leave in the file's order, with the
messages that the checker really gives to their examples. Only pages and tests need this module: a check finds
its codes where the problems are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from tedd.cards import Library, parse, parse_vocabulary
from tedd.discrepancies import parse_discrepancies
from tedd.frontmatter import parse_yaml
from tedd.kept import kept
from tedd.neighbours import Neighbours
from tedd.problems import CardError, printable
from tedd.studies import parse_study
from tedd.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tedd.problems import Problem

SLUG, OTHER, BARE = "example", "other", "bare"
_DISCREPANCY = """\
discrepancies:
  example:
    title: An example
    where: [Table 5]
    stands: "1.2"
    found: another value
    source: {{arxiv: "2406.00001", where: Table 5}}
    instead: [{{label: as found, changes: {}}}]
"""


class Code(NamedTuple):
    """One kind of mistake."""

    code: str
    severity: str
    """`error` or `warning`."""
    means: str
    """What it means."""
    remedy: str
    """What mends it."""
    kind: str
    """What the example is: a `change` of the card, of the `study` or `vocabulary`, ..., or `words`."""
    example: str
    """The example: text of a file, lines of a change, or words."""
    told: tuple[Problem, ...]
    """What the checker says of the example; nothing where words tell it."""

    @property
    def shown(self) -> str:
        """The example as it can be read: characters that do not show are written out."""
        return "\n".join(map(printable, self.example.rstrip("\n").split("\n")))


class Group(NamedTuple):
    """Codes of one subject."""

    key: str
    title: str
    codes: tuple[Code, ...]


@kept
def text_of(name: str) -> str:
    """Return a file of the templates."""
    return resources.files("tedd").joinpath(f"templates/{name}").read_text("utf-8")


@kept
def groups() -> tuple[Group, ...]:
    """Return all codes by subject, in the order of the file."""
    raw: dict[str, Any] = yaml.safe_load(text_of("codes.yaml"))
    examples = Examples.made()
    return tuple(
        Group(
            key, group["title"], tuple(_code(code, entry, examples) for code, entry in group["codes"].items())
        )
        for key, group in raw.items()
    )


def _code(code: str, entry: dict[str, Any], examples: Examples) -> Code:
    means, remedy = entry.pop("means"), entry.pop("remedy")
    severity = "warning" if entry.pop("warning", False) else "error"
    ((kind, example),) = entry.items()
    told = tuple(problem for problem in examples.problems(kind, example) if problem.code == code)
    return Code(code, severity, means, remedy, kind, example, told)


def changed(change: str, text: str) -> str:
    """Return a text after a change: lines begin with -, + or a space; a blank line parts two changes."""
    for part in change.rstrip("\n").split("\n\n"):
        lines = part.split("\n")
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] != "+")
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] != "-")
        if text.count(old) != 1:
            raise ValueError(f"not exactly one place for the change\n{part}")
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class Examples:
    """The example card, study and vocabulary, and what the checker says of changes to them."""

    card: str
    study: str
    vocabulary: Vocabulary
    library: Library

    @classmethod
    def made(cls) -> Examples:
        """Return the examples as they stand in the templates; raise ValueError when they are not sound."""
        card, names = text_of("example.md"), text_of("example-vocabulary.yaml")
        vocabulary = Vocabulary.model_validate(parse_yaml(names.encode(), "example-vocabulary.yaml").data)
        bare = card[: card.index("survey:\n")] + card[card.index("evidence:\n") :]
        read = [
            parse(text.encode(), f"methods/{slug}.md", slug, vocabulary, {SLUG})[0]
            for slug, text in ((SLUG, card), (BARE, bare))
        ]
        methods = tuple(method for method in read if method)
        if len(methods) != len(read):
            raise ValueError("the example card has problems")
        return cls(card, text_of("example-study.yaml"), vocabulary, Library(vocabulary, methods))

    def problems(self, kind: str, example: str) -> tuple[Problem, ...]:
        """Return what the checker says of an example of some kind."""
        try:
            return tuple(self._problems(kind, example))
        except CardError as error:
            return error.problems

    def _problems(self, kind: str, example: str) -> Iterator[Problem]:
        if kind == "study":
            raw = changed(example, self.study).encode()
            yield from parse_study(raw, "methods/studies/small.yaml", "small", self.library)[1]
        elif kind == "vocabulary":
            raw = changed(example, text_of("example-vocabulary.yaml")).encode()
            yield from parse_vocabulary(raw, "methods/vocabulary.yaml")[1]
        elif kind == "discrepancies":
            raw = _DISCREPANCY.format(example).encode()
            yield from parse_discrepancies(raw, "methods/discrepancies.yaml", self.library)[1]
        elif kind == "beside":
            there = Neighbours({"example": frozenset({SLUG})}, {"2308.00001": frozenset({SLUG})})
            yield from self._card(changed(example, self.card), OTHER, there)
        elif kind in ("change", "card"):
            text = changed(example, self.card) if kind == "change" else example
            yield from self._card(text, SLUG, Neighbours({}, {}))

    def _card(self, text: str, slug: str, others: Neighbours) -> list[Problem]:
        return parse(text.encode(), f"methods/{slug}.md", slug, self.vocabulary, {SLUG}, others=others)[1]
