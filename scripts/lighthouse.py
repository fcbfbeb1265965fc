"""Lighthouse's scores of the built site, and what each page weighs over the wire.

    python scripts/lighthouse.py site [--lighthouse node_modules/.bin/lighthouse] [--runs 5] [--pages "" try/]

The site is served on this machine, compressed as a host would, by Python's own server. Lighthouse comes from
npm and is not installed by TEDD: `npm install lighthouse@12.8.2` in a folder of your own. Medians are
printed: the performance of a single run moves by a few points with the machine.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("", "leaderboard/", "methods/ifd/")
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".txt")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves files gzipped where the browser takes it, with the cache header of GitHub Pages."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file; folders send their index.html."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content, packed = path.read_bytes(), path.suffix in PACKED
        content = gzip.compress(content, 6) if packed else content
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)


def audit(command: str, url: str) -> dict[str, Any]:
    """Return Lighthouse's report of one run on one page."""
    browser = os.environ.get("TEDD_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        arguments = ["--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={FLAGS}"]
        only = f"--only-categories={','.join(CATEGORIES)}"
        environment = os.environ | ({"CHROME_PATH": browser} if browser else {})
        subprocess.run([command, url, *arguments, only], env=environment, check=True)  # noqa: S603 # the user's own
        found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return found


def failures(report: dict[str, Any]) -> list[str]:
    """Return what cost points, apart from performance, in Lighthouse's words."""
    audits = report["audits"]
    references = [ref for name in CATEGORIES[1:] for ref in report["categories"][name]["auditRefs"]]
    return [
        audits[ref["id"]]["title"]
        for ref in references
        if ref["weight"] and audits[ref["id"]]["score"] not in (None, 1)
    ]


def summary(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the medians of several runs on one page."""
    scores = {
        name: round(100 * statistics.median(one["categories"][name]["score"] for one in reports))
        for name in CATEGORIES
    }
    weight = statistics.median(one["audits"]["total-byte-weight"]["numericValue"] for one in reports)
    requests = reports[0]["audits"]["network-requests"]["details"]["items"]
    lost = sorted({title for one in reports for title in failures(one)})
    return {**scores, "KiB": round(weight / 1024, 1), "requests": len(requests), "lost": lost}


def main() -> None:
    """Serve the site, look at each page several times, print a line a page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--lighthouse", default="lighthouse", help="the program")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", nargs="*", default=PAGES)
    options = parser.parse_args()
    handler = functools.partial(Compressed, directory=str(options.site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for page in options.pages:
        url = f"http://127.0.0.1:{server.server_port}/{page}"
        print(page or "/", summary([audit(options.lighthouse, url) for _ in range(options.runs)]), flush=True)
    server.shutdown()


if __name__ == "__main__":
    main()
