"""Which methods can be compared with each other, and why the others cannot.

The living board with its groups enters, the context of one page leaves.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tedd.content.boards import by_slug
from tedd.formats import listed, percent, sentence, source_name
from tedd.links import source_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tedd.board import Entry
    from tedd.comparability import Comparison, Ground, Group, Reason, Term
    from tedd.content.boards import Boards, Contexts
    from tedd.placing import Member
    from tedd.rows import Source
    from tedd.vocabulary import Vocabulary

RATIOS = {
    "counted": "wins over losses as counted",
    "converted": "wins over losses, converted from winning scores",
}
LOOSENED: dict[Term, str] = {
    "backbone": "another backbone",
    "judge": "another judge",
    "dataset": "other candidate data",
    "ratio": "another kind of ratio",
    "scope": "targeted selection",
}
BARS = {
    "survey": "the survey’s word",
    "bridged": "made through a bridge",
    "converted": "converted from a winning score",
    "targeted": "from targeted selection",
    "multimodal": "from another modality",
    "dataset": "from other candidate data",
    "backbone": "from another backbone",
    "judge": "from another judge",
    "no-pir": "missing",
    "alone": "alone under its conditions",
}
"""What a PIR is that cannot be compared, by the first reason."""


NAMED = 10
"""Methods of a group that a method's page names."""


class Verdict(NamedTuple):
    """A method outside the main group."""

    entry: Entry
    text: str
    """One sentence."""
    groups: tuple[Group, ...]
    """Where it can be compared all the same."""


class Peers(NamedTuple):
    """What a method's page says of comparisons."""

    mates: tuple[Entry, ...]
    """Methods of its group; empty outside the main group."""
    text: str
    """Why it cannot be compared with the others."""
    more: int
    """How many more there are in its group."""
    beside: tuple[tuple[str, str, tuple[Entry, ...], int], ...]
    """Other groups by name, each in words, the first of its other methods, and how many more there are."""


def comparable(boards: Boards) -> Contexts:
    """Return the context of the board that is cut to comparable rows."""
    living, compared = boards.living, boards.compared
    names = living.library.vocabulary
    context = {
        "compared": compared,
        "living": living,
        "title": lambda group: title(group.ground, names),
        "loosened": LOOSENED,
        "differs": lambda member, group: differs(member, group, names),
        "tests": lambda group: listed([names.benchmarks[name].name for name in group.test_sets]),
        "sources": sources,
        "url": source_url,
        "verdicts": list(_verdicts(boards)),
        "within": [group for group in compared.experiments if group.relaxed is None],
        "across": [group for group in compared.experiments if group.relaxed],
        "special": [(entry, place) for entry, place in compared.apart if entry.efficiency],
        "ranked": sum(entry.ranked for entry in living.entries),
    }
    return {("leaderboard/comparable/index.md", "comparable"): context}


def title(ground: Ground, names: Vocabulary) -> str:
    """Return what the members of a group share, in words."""
    parts = [
        names.datasets[ground.dataset].name if ground.dataset else None,
        names.models[ground.backbone].name if ground.backbone else None,
        _judge(ground.judge, names) if ground.judge else None,
        RATIOS.get(ground.ratio or ""),
    ]
    return " · ".join(part for part in parts if part)


def _judge(key: str, names: Vocabulary) -> str:
    return "judged in part" if names.judges[key].kind == "mixed" else names.judges[key].name


def differs(member: Member, group: Group, names: Vocabulary) -> str:
    """Return what a member has in the one condition that a group lets go."""
    on, card = member.point.condition if member.point else None, member.entry.method.card
    if on is None or group.relaxed == "scope":
        return card.scope
    if group.relaxed == "ratio":
        return "converted" if member.point and member.point.borrowed else "counted"
    if group.relaxed == "dataset":
        return names.datasets[on.dataset].name
    if group.relaxed == "backbone":
        return names.models[on.backbone].name
    return names.judges[on.judge].name if on.judge else "none"


def sources(member: Member) -> list[Source]:
    """Return the sources behind a member's result, one of each paper or repository."""
    rows = member.point.rows if member.point else ()
    return list({source_name(item.row.source): item.row.source for item in rows}.values())


def because(reasons: Sequence[Reason]) -> str:
    """Return the sentence that says why a PIR cannot be compared."""
    return sentence(f"not comparable because {_why(reasons)}")


def _why(reasons: Sequence[Reason]) -> str:
    return "; ".join(reason.text for reason in reasons)


def _verdicts(boards: Boards) -> Iterator[Verdict]:
    entries = by_slug(boards.living)
    for slug, reasons in boards.compared.reasons.items():
        yield Verdict(entries[slug], sentence(_why(reasons)), boards.compared.of(slug))


def peers(entry: Entry, boards: Boards) -> Peers:
    """Return what a method's page says of comparisons."""
    compared, names = boards.compared, boards.living.library.vocabulary
    main = compared.main
    inside = main is not None and entry.slug in main.slugs
    found = [group for group in compared.of(entry.slug) if group is not main]
    beside = [(group.name, _place(group, names), *_others(group, entry)) for group in found]
    mates, more = _others(main, entry) if main and inside else ((), 0)
    text = _bars(compared) if inside else because(compared.reasons[entry.slug])
    return Peers(mates, text, more, tuple(beside))


def _place(group: Group, names: Vocabulary) -> str:
    """Return a group in few words."""
    kept = f" · {percent(group.sdf)} kept" if group.sdf else ""
    return title(group.ground._replace(ratio=None), names) + kept


def _others(group: Group, entry: Entry) -> tuple[tuple[Entry, ...], int]:
    """Return the first of a group's other methods, and how many more there are."""
    others = tuple(member.entry for member in group.members[: NAMED + 1] if member.entry.slug != entry.slug)
    return others[:NAMED], len(group.members) - 1 - len(others[:NAMED])


def _bars(compared: Comparison) -> str:
    """Return why methods outside the main group cannot be compared with those inside, by number."""
    first = Counter(reasons[0].key for reasons in compared.reasons.values())
    parts = [f"{BARS[key]} ({number})" for key, number in first.most_common()]
    return f"Not with the others, because their PIR is {listed(parts)}." if parts else ""
