"""Whether sources are still there: asked politely, told plainly."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from scripts.links import FINE, GONE, MOVED, UNSURE, addresses, as_markdown, ask_all
from tedd.cards import load
from tests.boards import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED: list[tuple[str, str]] = []


class Host(BaseHTTPRequestHandler):
    """Answers with the status that the path names; HEAD is refused below /get/."""

    def answer(self) -> None:
        """Answer."""
        ASKED.append((self.command, self.path))
        refused = self.command == "HEAD" and self.path.startswith("/get/")
        if self.path == "/noise":
            self.wfile.write(b"SSH-2.0 this is no web server\r\n")
            return
        status = 405 if refused else int(self.path.rsplit("/", 1)[-1])
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "http://127.0.0.1:9/`elsewhere`")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815 # the library's names

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def host() -> Iterator[str]:
    """Yield the address of a host of our own."""
    ASKED.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_every_source_is_asked_for() -> None:
    """The addresses are those of papers, code, evidence, costs and studies, with the files that name them."""
    named = addresses(load(METHODS), METHODS)

    assert "https://arxiv.org/abs/2308.12032" in named
    assert "methods/ifd.md" in named["https://arxiv.org/abs/2308.12032"]
    assert any(path.startswith("methods/studies/") for paths in named.values() for path in paths)
    assert all(url.startswith("https://") for url in named)


def test_answers_are_told_apart() -> None:
    """Gone, moved for good, no answer and there are four things; a redirect is never followed."""
    with host() as root:
        urls = {f"{root}/{n}": n for n in ("200", "302", "301", "404", "410", "500", "get/200", "get/404")}
        found = {urls[one.url]: one.verdict for one in ask_all(urls, pause=0)}

    assert {n for n, verdict in found.items() if verdict == FINE} == {"200", "302", "get/200"}
    assert {n for n, verdict in found.items() if verdict == GONE} == {"404", "410", "get/404"}
    assert found["301"] == MOVED
    assert found["500"] == UNSURE
    assert len(ASKED) == len(urls) + 2


def test_an_answer_that_is_no_answer() -> None:
    """A host that answers something else than HTTP, and an address with a space in it, end no check."""
    with host() as root:
        found = list(ask_all([f"{root}/noise", f"{root}/a b", f"{root}/200"], pause=0))

    assert [one.verdict for one in found] == [UNSURE, UNSURE, FINE]
    assert all(one.said.startswith("no answer: ") for one in found[:2])


def test_a_host_that_asks_to_slow_down_is_left_alone() -> None:
    """After a 429 the host is asked nothing more, and the addresses that were left say why."""
    with host() as root:
        found = list(ask_all([f"{root}/{n}" for n in ("429", "200", "404")], pause=0))

    assert len(ASKED) == 1
    assert [one.verdict for one in found] == [UNSURE] * 3
    assert "slow down" in found[-1].said


def test_report_names_the_files() -> None:
    """What is not there stands in the report with the files that name it, and a host's words stay text."""
    with host() as root:
        urls = [f"{root}/{n}" for n in ("404", "301", "200")]
        text = as_markdown(ask_all(urls, pause=0), {url: ["methods/x.md"] for url in urls})

    assert text.count("methods/x.md") == 2
    assert "gone: 1" in text
    assert "`elsewhere`" not in text
