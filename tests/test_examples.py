"""Examples of the page of the data: each runs as it is printed, on the files as they are published."""

from __future__ import annotations

import contextlib
import functools
import html
import http.server
import io
import re
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pytest

from tedd.content.data import NOWHERE, Example, examples
from tedd.surface.catalogue import STABLE, header
from tests.test_pages import real_boards, real_data, real_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # its name in the base class
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a site that serves the data files."""
    folder = tmp_path_factory.mktemp("site")
    for path, content in real_data().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def example(title: str, site: str = "") -> Example:
    """Return an example by its title."""
    return next(one for one in examples(site) if one.title == title)


def printed(text: str) -> str:
    """Run a Python program and return what it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(text, "example", "exec"), {})  # noqa: S102 # our own example
    return out.getvalue()


def ranked() -> list[str]:
    """Return the names of the ranked methods."""
    return [entry.method.card.name for entry in real_boards().living.entries if entry.ranked]


def test_the_page_shows_what_is_tested() -> None:
    """The page prints every example as it is run here, but for the site's address."""
    shown = [
        html.unescape(text)
        for text in re.findall(r"<pre [^>]*>(.*?)</pre>", real_pages()["data/index.md"], re.DOTALL)
    ]

    assert shown == [one.text for one in examples("")]
    assert all(NOWHERE not in one.text for one in examples("https://example.org/"))
    assert f"https://example.org/{STABLE}leaderboard.csv" in example("pandas", "https://example.org/").text


@pytest.mark.parametrize("title", ["pandas", "TEDD itself"])
def test_python(title: str, site: str) -> None:
    """Both programs in Python print every ranked method and no other."""
    text = printed(example(title, site).text)
    found = [name for name in ranked() if re.search(rf"(^|\s){re.escape(name)}\s", text)]

    assert found == ranked()
    assert len([line for line in text.splitlines() if re.search(r"\d$", line)]) == len(ranked())


def test_curl_then_duckdb(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands leave the files where they run; the query on them counts what the cards hold."""
    if shutil.which("curl"):
        for line in example("curl", site).text.splitlines():
            subprocess.run(line.split(), cwd=tmp_path, check=True)
    else:
        for name in ("leaderboard.csv", "evidence.csv"):
            (tmp_path / name).write_bytes(real_data()[STABLE + name])
    monkeypatch.chdir(tmp_path)

    rows = duckdb.connect().execute(example("DuckDB").text).fetchall()

    entries = real_boards().living.entries
    expected = {
        entry.method.card.name: (len(entry.rows), sum(item.unused is None for item in entry.rows))
        for entry in entries
        if entry.rows
    }
    assert {name: (results, used) for name, results, used in rows} == expected
    assert [results for _, results, _ in rows] == sorted((n for n, _ in expected.values()), reverse=True)


def test_r(site: str) -> None:
    """R prints the ranked methods; where there is no R, its file and columns are looked up."""
    text = example("R", site).text
    if shutil.which("Rscript"):
        done = subprocess.run(["Rscript", "-e", text], capture_output=True, text=True, check=True)  # noqa: S607 # found above
        assert all(name in done.stdout for name in ranked())
        return
    address = re.search(r'read\.csv\("([^"]+)"', text)
    columns = re.search(r"c\((name[^)]*)\)", text)

    assert address
    assert columns
    frame = pd.read_csv(address[1])
    assert {"ranked", "arxiv", *columns[1].split(", ")} <= set(header("leaderboard"))
    assert {"ranked", *columns[1].split(", ")} <= set(frame.columns)
