"""Efficiency curves: what ratios do as more data is kept, and whether the survey's two properties hold.

Efficiency curves enter, the context of one page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tedd.content.boards import by_slug
from tedd.curve_report import SURE, curve_report
from tedd.curves import FEWEST, FEWEST_TO_FIT
from tedd.evidence import PIR_SETTINGS
from tedd.formats import decimal, listed, percent, plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tedd.board import Entry
    from tedd.content.boards import Boards, Contexts
    from tedd.curve_report import CurveReport
    from tedd.curves import Curve, Meeting
    from tedd.evidence import Condition
    from tedd.vocabulary import Vocabulary


class CurveView(NamedTuple):
    """A curve as the page shows it."""

    curve: Curve
    where: str
    points: str


class MeetingView(NamedTuple):
    """Two curves as the page shows them."""

    meeting: Meeting
    where: str
    verdict: str


def curve_pages(boards: Boards) -> Contexts:
    """Return the context of the page on efficiency curves."""
    names, vocabulary = by_slug(boards.living), boards.living.library.vocabulary
    found = curve_report(boards.curves)
    context = {
        "report": found,
        "names": names,
        "summary": summary(found),
        "falls": falls(found, names),
        "curves": [_curve(one, vocabulary) for one in _ordered(found)],
        "meetings": [_meeting(one, vocabulary) for one in found.meetings],
        "fitted": [_curve(one, vocabulary) for one in _ordered(found) if one.fit],
        "fit_words": fit_words(found),
        "at_all_data": boards.living.baseline.pir(1.0),
        "least": {"judged": FEWEST, "fitted": FEWEST_TO_FIT, "sure": SURE},
    }
    return {("about/curves.md", "curves"): context}


def _ordered(found: CurveReport) -> list[Curve]:
    """Return the curves that fall first, the surest on top; among the rest win rates before benchmarks."""

    def order(one: Curve) -> tuple[object, ...]:
        setting = PIR_SETTINGS.index(one.condition.setting)
        return one.monotone, -(one.fall_probability or 0), setting, one.slug

    return sorted(found.curves, key=order)


def summary(found: CurveReport) -> tuple[str, ...]:
    """Return how many curves and meetings hold what the survey assumes, in sentences."""
    count = len(found.curves)
    if not count:
        return (f"No method has results at {FEWEST} fractions under one recipe yet.",)
    sure = len(found.surely_falling)
    rising, falling = found.rising, found.falling
    shape = (
        f"{plural(count, 'curve')} {'has' if count == 1 else 'have'} results at {FEWEST} or more fractions. "
        f"{rising} of them never {_verb('fall', rising)}, {found.as_assumed} rising ever more slowly, as "
        f"assumed. {falling} {_verb('fall', falling)} somewhere, {sure} of these with a probability above "
        f"{percent(SURE)}."
    )
    words = [shape]
    below = found.below_all_data
    if below:
        words.append(
            f"{plural(below, 'curve')} {_verb('stay', below)} below all data at "
            "every fraction measured, where there is nothing to do but rise."
        )
    met = len(found.meetings)
    if met:
        words.append(
            f"Curves of two methods were measured under one recipe {plural(met, 'time')}. The better one is "
            f"steeper throughout in {found.holding} of them; in {found.crossing} the two change places."
        )
    return tuple(words)


def _verb(verb: str, count: int) -> str:
    return verb + "s" * (count == 1)


def falls(found: CurveReport, names: Mapping[str, Entry]) -> str:
    """Return the sure falls in one sentence; empty without any."""
    told = [
        f"{names[one.slug].method.card.name} {one.verdict}"
        + (f" ({one.condition.variant})" if one.condition.variant else "")
        for one in found.surely_falling
    ]
    return f"Property 1 fails plainly here: {listed(told)}." if told else ""


def fit_words(found: CurveReport) -> str:
    """Return how well logarithms fit, in one sentence; empty where none was fitted."""
    shares = [one.fit.r2 for one in found.fitted if one.fit]
    if not shares:
        return ""
    poor = sum(share < 1 / 2 for share in shares)
    return (
        f"Of {plural(len(shares), 'curve')} with {FEWEST_TO_FIT} or more points a logarithm explains less "
        f"than half of the variance in {poor}; at best it explains {percent(max(shares))}."
    )


def _curve(one: Curve, vocabulary: Vocabulary) -> CurveView:
    points = ", ".join(f"{decimal(at.ratio)} at {at.sdf:.3g}" for at in one.points)
    return CurveView(one, _where(one.condition, vocabulary), points)


def _where(on: Condition, vocabulary: Vocabulary) -> str:
    kind = "win rate" if on.setting.endswith("win-rate") else "benchmarks"
    judge = f" by {vocabulary.judges[on.judge].name}" if on.judge else ""
    parts = (
        vocabulary.datasets[on.dataset].name,
        vocabulary.models[on.backbone].name,
        kind + judge,
        on.variant,
    )
    return ", ".join(part for part in parts if part)


def _meeting(one: Meeting, vocabulary: Vocabulary) -> MeetingView:
    if one.crossings:
        verdict = f"change places at SDF {listed([f'{sdf:.2g}' for sdf in one.crossings])}"
    elif one.holds:
        verdict = "the better one is steeper throughout"
    else:
        share = f"only on {percent(one.steeper)} of the way" if one.steeper else "nowhere"
        verdict = f"never cross, but the better one is steeper {share}"
    where = (_where(one.condition, vocabulary), *(variant for variant in one.variants if variant))
    return MeetingView(one, ", ".join(where), verdict)
