"""How numbers and terms read on a page.

Numbers and keys of the schema enter, short texts leave; nothing is computed here and nothing is escaped: the
templates do that. A number that is absent becomes a dash.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from tedd.rows import Arxiv, BareRatio, Counts, Repository, Scores, WinningScore

if TYPE_CHECKING:
    from collections.abc import Callable

    from tedd.rows import Measure, Source

ABSENT = "–"
MINUS = "\N{MINUS SIGN}"

TERMS = {
    # settings
    "same-model-win-rate": "Win rate against the same model tuned on all data",
    "same-model-benchmark": "Benchmark scores against the same model tuned on all data",
    "other-model-win-rate": "Win rate against another model",
    "other-model-benchmark": "Benchmark scores against another model",
    "head-to-head": "Against other subsets of the same size",
    # counterparts
    "full-data": "all data",
    "random": "a random subset",
    "selector": "another selector's subset",
    "other-model": "another model",
    # taxonomy
    "human-designed": "human-designed features",
    "model-oriented": "model-oriented features",
    "raw-text": "raw text",
    "internal": "internal information",
    "external-preference": "preference of an external model",
    "sample-influence": "influence of a sample on the model",
    "proprietary-llm-score": "score by a proprietary LLM",
    "proprietary-llm-annotation": "tags by a proprietary LLM",
    "community-llm-score": "score by a tuned community LLM",
    "small-model-score": "score by a small expert model",
    "shapley-value": "Shapley value",
    "none": "none",
    # timeline
    "llm-score": "an LLM's opinion",
    "model-loss": "the model's own loss",
    "multi-dimension": "several dimensions",
    "model-optimisation": "model optimisation",
    # basis of a PIR, and what the survey made its own from
    "direct": "direct",
    "survey": "survey",
    "bridged": "bridged",
    "unknown": "not known",
    # how a row was checked
    "paper": "paper",
    "repository": "repository",
    "recomputed": "recomputed",
    "transcription": "transcribed",
    "secondary": "quoted",
    # identity and cost
    "general": "general",
    "targeted": "targeted: examples of the task steer it",
    "vision-language": "vision and language",
    "gpu-hours": "GPU hours",
    "dollars": "US dollars",
    "api-calls": "API calls",
    # scale of a bare ratio
    "wins-losses": "wins over losses",
    "score": "of scores",
    "unstated": "of what is not stated",
}
"""Words for the schema's keys; a key that is missing here reads as it is, its hyphens as spaces."""


def term(key: str) -> str:
    """Return the words for a key of the schema."""
    return TERMS.get(key) or words(key)


def words(key: str) -> str:
    """Return a key itself as words, where there is little room."""
    return key.replace("-", " ")


def decimal(value: float | None, digits: int = 3) -> str:
    """Return a number with fixed decimals and a real minus sign."""
    return ABSENT if value is None else f"{value:.{digits}f}".replace("-", MINUS)


def signed(value: float | None, digits: int = 3) -> str:
    """Return a number with its sign; what rounds to zero has none."""
    if value is None:
        return ABSENT
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text.replace("-", MINUS)


def tone(value: float) -> str:
    """Return the class of an offset as it is shown: above the baseline, below it, or on it."""
    shown = round(value, 3)
    return "t-up" if shown > 0 else "t-down" if shown < 0 else "t-mute"


def fraction(value: float | None) -> str:
    """Return a selected dataset fraction, four decimals as small ones need them."""
    return decimal(value, 4)


def percent(value: float) -> str:
    """Return a fraction as a percentage with two figures that count."""
    return f"{float(f'{100 * value:.2g}'):g}%"


def share(value: float) -> str:
    """Return a share as a percentage with one decimal, where 89.6% and 90.4% are told apart."""
    return f"{100 * value:.1f}%"


def gain(ratio: float) -> str:
    """Return a ratio as a gain over 1 in percent, with its sign."""
    return f"{signed(100 * (ratio - 1), 1)}%"


class Places(Protocol):
    """Whatever holds a rank, and the range of ranks that the evidence leaves open."""

    @property
    def rank(self) -> int | None:
        """Rank by value."""

    @property
    def rank_best(self) -> int | None:
        """5th percentile over draws."""

    @property
    def rank_worst(self) -> int | None:
        """95th percentile over draws."""


def rank_range(found: Places) -> str:
    """Return the ranks that the evidence leaves open, such as 2–5; the rank alone without draws."""
    best, worst = found.rank_best, found.rank_worst
    if best is None or worst is None:
        return str(found.rank or getattr(found, "would_rank", None) or ABSENT)
    return str(best) if best == worst else f"{best}–{worst}"


def count(value: int | None) -> str:
    """Return a whole number with its thousands apart."""
    return ABSENT if value is None else f"{value:,}"


def plain(value: float) -> str:
    """Return a number as it was published, without padding."""
    return f"{value:,.10g}"


def amount(value: float, unit: str) -> str:
    """Return an amount with its unit of the schema: 1 minute, 2.5 GPU hours."""
    return f"{plain(value)} {term(unit).removesuffix('s') if value == 1 else term(unit)}"


def plural(number: int, noun: str) -> str:
    """Return a number with its noun: 1 row, 2 rows."""
    return f"{number:,} {noun}" + "s" * (number != 1)


def listed(items: list[str]) -> str:
    """Return words as a list in a sentence: a, b and c."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def sentence(text: str) -> str:
    """Return a text as a sentence: a capital first, a full stop last."""
    return text[:1].upper() + text[1:] + "." * (text[-1:] not in ".!?")


def measure(given: Measure) -> str:
    """Return a measure as a reader compares it with its source."""
    if isinstance(given, Counts):
        return f"{given.wins} won, {given.ties} tied, {given.losses} lost"
    if isinstance(given, WinningScore):
        rate = "" if given.tie_rate is None else f", tie rate {plain(given.tie_rate)}"
        return f"winning score {plain(given.winning_score)}{rate}"
    if isinstance(given, BareRatio):
        return f"ratio {plain(given.ratio)} ({term(given.scale)})"
    return _scores(given)


def _scores(given: Scores) -> str:
    other = "not printed" if given.counterpart_score is None else plain(given.counterpart_score)
    return f"{plain(given.score)} against {other}" + ", lower is better" * given.lower_is_better


def source_name(source: Source) -> str:
    """Return a short name of a source: paper and version, repository at a commit, or the host of a page."""
    if isinstance(source, Arxiv):
        return f"arXiv {source.arxiv}" + (f"v{source.version}" if source.version else "")
    if isinstance(source, Repository):
        return f"{urlsplit(source.repository).path.strip('/').removesuffix('.git')} @ {source.commit[:7]}"
    return str(urlsplit(source.url).hostname)


def yaml(text: str) -> Markup:
    """Return a text as a value of a page's front matter.

    Escaped for HTML, because the theme prints titles and descriptions as they are; JSON is YAML.
    """
    return Markup(json.dumps(str(escape(text)), ensure_ascii=False))  # noqa: S704 - just escaped


def short_setting(setting: str) -> str:
    """Return a setting in few words."""
    return words(setting).replace("model ", "model, ")


def lines(text: str) -> Markup:
    """Return text of several lines as HTML without line breaks; see `one_line`."""
    return one_line(str(escape(text)))


def code(text: str) -> Markup:
    """Return text as HTML in which what stands between backticks is code."""
    return one_line(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def data(value: object) -> Markup:
    """Return plain data as JSON for a data block of a page, an item of a list a line.

    No text in it can end the block.
    """
    items = value if isinstance(value, list) else [value]
    found = ",\n".join(json.dumps(item, ensure_ascii=False, allow_nan=False) for item in items)
    text = f"[\n{found}\n]" if isinstance(value, list) else found
    return Markup(text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e"))  # noqa: S704 # escaped


def one_line(html: str) -> Markup:
    """Return finished HTML without line breaks, which the site builder's Markdown could read as its own."""
    return Markup(html.strip().replace("\n", "&#10;"))  # noqa: S704 - from tedd.prose, which lets no HTML through


FILTERS: dict[str, Callable[..., str]] = {
    "term": term,
    "words": words,
    "decimal": decimal,
    "signed": signed,
    "tone": tone,
    "fraction": fraction,
    "count": count,
    "gain": gain,
    "rank_range": rank_range,
    "percent": percent,
    "share": share,
    "plain": plain,
    "amount": amount,
    "plural": plural,
    "listed": listed,
    "measure": measure,
    "sentence": sentence,
    "source_name": source_name,
    "yaml": yaml,
    "short_setting": short_setting,
    "lines": lines,
    "code": code,
    "one_line": one_line,
    "data": data,
}
"""What templates may use."""
