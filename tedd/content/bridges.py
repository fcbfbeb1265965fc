"""The bridges: the authors' lines, those from data, and what both mean for methods that need one.

The living board with its reports of bridges enters, the context of one page leaves.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from tedd.bridge_figures import against, bridge_kind, bridge_source
from tedd.bridges import MARGIN
from tedd.content.boards import by_slug
from tedd.formats import decimal, listed, plural
from tedd.living_bridges import EFFECT_SCALE, ENOUGH, PRIOR_SLOPE, PRIOR_WIDTH, LivingBridge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tedd.board import Entry
    from tedd.bridge_report import Case, FamilyReport, SettingReport
    from tedd.content.boards import Boards, Contexts
    from tedd.living_bridges import LeftOut


class FamilyView(NamedTuple):
    """A bridge from data as the page shows it."""

    report: FamilyReport
    title: str
    anchor: str
    """Where the page's heading can be linked to."""
    picture: str
    sentences: tuple[str, ...]
    left_out: Mapping[str, tuple[LeftOut, bool]]
    """By method: what the others say of it, and whether its PIR lies in their band."""


def bridges(boards: Boards) -> Contexts:
    """Return the context of the page on bridges."""
    living, found = boards.living, boards.bridges
    names, families = by_slug(living), [family for one in found for family in one.families]
    context = {
        "settings": found,
        "views": [_view(family) for family in families if family.anchors],
        "empty": listed([bridge_source(family) for family in families if not family.anchors]),
        "names": names,
        "summary": summary(families),
        "meaning": meaning(found, names),
        "enough": ENOUGH,
        "margin": MARGIN,
        "prior": (PRIOR_SLOPE, PRIOR_WIDTH, EFFECT_SCALE),
    }
    return {("about/bridges.md", "bridges"): context}


def _view(one: FamilyReport) -> FamilyView:
    source = bridge_source(one)
    left_out = {left.anchor.slug: (left, left.low <= left.anchor.pir <= left.high) for left in one.left_out}
    return FamilyView(
        one,
        source[:1].upper() + source[1:],
        source.replace(" ", "-"),
        bridge_kind(one),
        (state(one), *line_words(one)),
        left_out,
    )


def summary(families: Sequence[FamilyReport]) -> str:
    """Return how many bridges from data are in force."""
    count = sum(family.bridge.in_force for family in families)
    most = max((len(family.anchors) for family in families), default=0)
    if not count:
        return (
            f"None of the {len(families)} bridges from data is in force yet: the one with most anchors has "
            f"{most} of {ENOUGH}. So the authors’ lines hold everywhere."
        )
    return f"{count} of the {len(families)} bridges from data {'is' if count == 1 else 'are'} in force."


def state(one: FamilyReport) -> str:
    """Return how far a bridge from data is."""
    has = f"It has {plural(len(one.anchors), 'anchor')}"
    if one.bridge.in_force:
        return (
            f"{has} and is in force: {ENOUGH} are enough. No such ratio goes by the authors’ line any more."
        )
    return (
        f"{has}; {one.missing} more {'brings' if one.missing == 1 else 'bring'} it into force. "
        "Until then such ratios go by the authors’ line."
    )


def line_words(one: FamilyReport) -> tuple[str, ...]:
    """Return what the line through the anchors says, and how surely."""
    line, middle, slopes = one.bridge.line, one.middle, one.slope_range
    if line is None or middle is None or middle.data is None or slopes is None:
        return ()
    low, high = (decimal(end, 2) for end in slopes)
    slope = f"{decimal(line.slope, 2)} (90% interval {low} to {high})"
    found = [f"A ratio becomes a PIR by raising it to the power of {slope}."]
    if len({case.study for case in one.anchors}) == 1:
        whence = "All anchors come" if len(one.anchors) > 1 else "The anchor comes"
        found.append(
            f"{whence} from one study. What is peculiar to that study cannot be told from the line; "
            "the band allows for as much as is usual between test sets."
        )
    else:
        factor = decimal(math.exp(line.effect), 2)
        found.append(f"Beyond their own noise, studies may scatter around it by a factor of {factor}.")
    found.append(_middle_words(middle, several=len(one.anchors) > 1))
    return tuple(found)


def _middle_words(middle: Case, *, several: bool) -> str:
    if middle.data is None:
        return ""
    pir, low, high = (decimal(value, 2) for value in middle.data)
    place = "midway between its anchors" if several else "that of its anchor"
    where = f"At a ratio of {decimal(middle.ratio)}, {place},"
    text = f"{where} it gives PIR {pir}, 90% band {low} to {high}"
    if middle.data.low < 1 < middle.data.high:
        text += ", which does not even tell a gain from a loss"
    return f"{text}."


def meaning(found: Sequence[SettingReport], names: Mapping[str, Entry]) -> tuple[str, ...]:
    """Return what the bridges mean for methods without a win rate against all data, in plain words."""
    entries = [entry for entry in names.values() if entry.provisional and entry.pir and entry.pir.bridge]
    by_data = sum(isinstance(entry.pir.bridge, LivingBridge) for entry in entries if entry.pir)
    slugs = {entry.slug for entry in entries}
    cases = [case for one in found for case in one.cases if case.slug in slugs]
    carried = [case for case in cases if case.authors and case.authors.covered]
    words = [*_parity(found), _listed_words(len(entries), by_data)]
    lucky = [case for case in carried if case.ratio < 1 and case.authors and case.authors.pir > 1]
    if lucky:
        shown = listed([_case_words(case, names) for case in lucky])
        words.append(
            f"{len(lucky)} of {len(carried)} that the authors’ lines carry scored below all data, but got "
            f"a PIR above 1 all the same: {shown}. Any rising line through parity would put them below 1. "
            "Their places say as much of the line as of the methods."
        )
    return (*words, *_refused(found, names))


def _parity(found: Sequence[SettingReport]) -> list[str]:
    """Return what the authors' first line makes of a selection that equals all data."""
    return [
        f"A selection that merely equals all data on benchmarks gets PIR {decimal(one.authors.pir(1.0))} by "
        f"the authors’ line from results against {against(one.setting)}, and 1 by every line from data."
        for one in [one for one in found if one.authors][:1]
        if one.authors
    ]


def _listed_words(count: int, by_data: int) -> str:
    if not count:
        return "No method is listed as provisional because of a bridge."
    return (
        f"{plural(count, 'method')} {'is' if count == 1 else 'are'} listed as provisional because of a "
        f"bridge: {count - by_data} through the authors’ lines, {by_data} through a bridge from data."
    )


def _case_words(case: Case, names: Mapping[str, Entry]) -> str:
    name, pir = names[case.slug or ""].method.card.name, case.authors.pir if case.authors else None
    return f"{name} (ratio {decimal(case.ratio)}, PIR {decimal(pir)})"


def _refused(found: Sequence[SettingReport], names: Mapping[str, Entry]) -> tuple[str, ...]:
    """Return in words who has no PIR because every bridge refuses the ratio; listed ones have theirs."""
    left = {
        case.slug: names[case.slug].method.card.name
        for one in found
        for case in (*one.cases, *_in_force(one))
        if case.slug and names[case.slug].pir is None and names[case.slug].method.card.status == "ranked"
    }
    if not left:
        return ()
    words = (
        f"{plural(len(left), 'method')} {'is' if len(left) == 1 else 'are'} refused: "
        f"{listed(list(left.values()))}. The ratio lies too far outside the anchors, and a line says nothing "
        "of what lies beyond the points that it was drawn through."
    )
    return (words,)


def _in_force(one: SettingReport) -> list[Case]:
    """Return the methods that come to a bridge from data."""
    return [case for family in one.families if family.bridge.in_force for case in family.cases]
