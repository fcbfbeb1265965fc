"""Asks every source that the cards and studies name whether it is still there; writes build/links.md.

`python scripts/links.py [--most N]`. Polite: one request at a time, a second at least between two to a host,
three to arXiv, headers alone where the host allows, no more to a host that asks to slow down. No redirect
is followed: a source that moved for good is told with its new address. Fails when a source is gone.
"""

import argparse
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import urlsplit

from pydantic import BaseModel

from tedd.cards import Library, load
from tedd.links import arxiv_url, source_url
from tedd.rows import Arxiv, Repository, WebPage
from tedd.studies import load_studies

CARDS = Path("methods")
REPORT = Path("build") / "links.md"
AGENT = "TEDD link check (weekly; a survey of data selection that cites this page)"
TIMEOUT = 20  # seconds
PAUSES = {"arxiv.org": 3.0}
"""Seconds between two requests to one host, where its rules ask for more than `PAUSE`."""
PAUSE = 1.0
GONE, MOVED, UNSURE, FINE = "Gone", "Moved for good", "No answer to rely on", "There"


class Answer(NamedTuple):
    """What became of one address."""

    url: str
    verdict: str
    said: str
    """Status or reason, or the new address."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: where a source leads to is news, not a place for this script to go."""

    def redirect_request(  # noqa: PLR0913, PLR0917 # as in the standard library
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        """Leave the answer as it is."""


OPENER = urllib.request.build_opener(_Stay)


def addresses(library: Library, folder: Path) -> dict[str, list[str]]:
    """Return every address that a card or study names, with the files that name it."""
    found: dict[str, list[str]] = defaultdict(list)
    records = [(method.path, method.card) for method in library.methods]
    for path, record in [
        *records,
        *((f"methods/studies/{one.slug}.yaml", one.study) for one in load_studies(library, folder)),
    ]:
        for url in sorted(set(_named(record))):
            found[url].append(path)
    return dict(found)


def _named(value: object) -> Iterator[str]:
    """Yield the addresses in a record and everything below it."""
    if isinstance(value, Repository | Arxiv | WebPage):
        yield source_url(value)
    elif isinstance(value, BaseModel):
        for name, each in value:
            if name in ("url", "arxiv") and isinstance(each, str):
                yield arxiv_url(each) if name == "arxiv" else each
            else:
                yield from _named(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _named(each)


def ask_all(urls: Iterable[str], pause: float = PAUSE) -> Iterator[Answer]:
    """Yield the answer for each address, the hosts taking turns."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        waiting[urlsplit(url).netloc].append(url)
    ready = dict.fromkeys(waiting, 0.0)
    while waiting:
        host = min(waiting, key=ready.__getitem__)
        time.sleep(max(0.0, ready[host] - time.monotonic()))
        answer = ask(waiting[host].pop(0))
        yield answer
        ready[host] = time.monotonic() + max(pause, PAUSES.get(host, 0.0) if pause else 0.0)
        if answer.said == "429":
            yield from (
                Answer(url, UNSURE, "not asked: the host asked to slow down") for url in waiting[host]
            )
            waiting[host].clear()
        if not waiting[host]:
            del waiting[host]


def ask(url: str) -> Answer:
    """Ask one address for its headers, and for the page itself where the host refuses that."""
    status, place = _status(url, "HEAD")
    if status in ("403", "405", "501"):
        status, place = _status(url, "GET")
    if status in ("404", "410"):
        return Answer(url, GONE, status)
    if status in ("301", "308"):
        return Answer(url, MOVED, place)
    return Answer(url, FINE if status[:1] in ("2", "3") else UNSURE, status)


def _status(url: str, method: str) -> tuple[str, str]:
    request = urllib.request.Request(url, method=method, headers={"User-Agent": AGENT})  # noqa: S310 # https, by the schema
    try:
        with OPENER.open(request, timeout=TIMEOUT) as answer:
            return str(answer.status), ""
    except urllib.error.HTTPError as error:
        with error:
            return str(error.code), str(error.headers.get("Location", ""))
    # a ValueError of an address that no request can be made of, an HTTPException of an answer that is none
    except (OSError, ValueError, HTTPException) as error:
        return f"no answer: {getattr(error, 'reason', error)}", ""


def as_markdown(answers: Iterable[Answer], named: Mapping[str, list[str]]) -> str:
    """Return the report: how many are there, then all that are not, with the files that name them."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[answer.verdict].append(answer)
    lines = [
        "# Sources",
        "",
        ", ".join(f"{kind.lower()}: {len(groups[kind])}" for kind in (FINE, MOVED, UNSURE, GONE)),
    ]
    for kind in (GONE, MOVED, UNSURE):
        lines += ["", f"## {kind}", ""] if groups[kind] else []
        lines += [
            f"- `{_plain(one.url)}` ({_plain(one.said)}): {', '.join(named[one.url])}" for one in groups[kind]
        ]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Return what a host or card says as text that stays in its place in Markdown and on a terminal."""
    return "".join(c for c in text if c.isprintable() and c not in "`<>[]|@")[:300]


def main() -> int:
    """Ask, write the report, and say whether a source is gone."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, help="ask only so many")
    most = parser.parse_args().most
    named = addresses(load(CARDS), CARDS)
    answers = []
    for number, answer in enumerate(ask_all(list(named)[:most]), 1):
        answers.append(answer)
        print(f"{number:4} {answer.verdict:<20} {_plain(answer.said):<12} {_plain(answer.url)}", flush=True)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(as_markdown(answers, named), "utf-8")
    return int(any(answer.verdict == GONE for answer in answers))


if __name__ == "__main__":
    sys.exit(main())
