"""What somebody who means harm could put into a card: texts, addresses, descriptions, names, whole files.

Whatever would run sets `window.pwned`; whatever would ask another host asks `evil.example`.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

from tests.boards import SOURCE, bench, card, row, selector
from tests.boards import saved as saved_cards
from tests.examples import VALID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tedd.cards import Method

RUN = "window.pwned=1"

TEXTS = {
    "script": f"<script>{RUN}</script>",
    "script-from-elsewhere": "<ScRiPt src=https://evil.example/x.js>",
    "script-after-the-end-of-one": f"</script><script>{RUN}</script>",
    "script-with-spaces": f"< script >{RUN}< /script >",
    "script-full-width": f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    "script-as-entities": f"&lt;script&gt;{RUN}&lt;/script&gt;",
    "script-as-numbers": f"&#60;script&#x3e;{RUN}",
    "script-as-escapes": f"\\u003cscript\\u003e{RUN}\\x3c/script\\x3e",
    "image-that-fails": f"<img src=x onerror={RUN}>",
    "svg-that-loads": f"<svg/onload={RUN}>",
    "svg-with-script": f"<svg><script>{RUN}</script></svg>",
    "frame": f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    "noscript-mutation": f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    "link-that-runs": f"<a href=javascript:{RUN}>x</a>",
    "style": "<style>*{display:none}</style>",
    "attribute-double": f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    "attribute-single": f"' onmouseover='{RUN}' autofocus onfocus='{RUN}' x='",
    "tag-closed": f'"> {RUN} <b x="',
    "our-mark": "<!-- /html -->",
    "comment": "<!-- x --!> -->",
    "cdata": "<![CDATA[ x ]]>",
    "cdata-end": "]]> x",
    "xml-declaration": "<?xml version='1.0'?>",
    "xml-entity": "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "entity-without-end": "&ltscript&gt x &amp &copy x",
    "template": "{{ 7 * 7 }}{% include '/etc/passwd' %}{# x #}",
    "literal-template": f"${{{RUN}}} `${{{RUN}}}`",
    "attribute-list": f"{{: onclick={RUN} .x #y }}",
    "markdown-link-that-runs": f"[x](javascript:{RUN})",
    "markdown-link": "[x](https://evil.example/)",
    "markdown-image": "![x](//evil.example/x.png)",
    "markdown-reference": f"[x]: javascript:{RUN} 'x'",
    "autolink": "<https://evil.example/>",
    "bare-address": "https://evil.example/pixel.png www.evil.example evil@evil.example",
    "emphasis": "*b* _i_ `c` ~~s~~ ==m== ^^u^^ ~~~",
    "include": '--8<-- "/etc/passwd"',
    "directives": "::: tedd.cards [TOC] [[toc]] :material-skull: !!! note",
    "blocks": "# h | a | b --- > q 1. x",
    "formula": '=HYPERLINK("https://evil.example/","x")',
    "formula-plus": "+cmd|' /C calc'!A0",
    "formula-minus": "-2+3+cmd|' /C calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula-full-width": "\uff1d1+1",
    "csv-parts": 'a","b;c\'d|e',
    "bibtex-braces": "} } @misc{evil, title={x}, note={",
    "bibtex-one-brace": "{ x",
    "tex": r"\input{/etc/passwd} \write18{id} $x$ % # _ ^ ~ &",
    "json": '"}], "@type": "Evil", "x": [{"',
    "json-line-ends": "x\u2028y\u2029z",
    "prototype": "__proto__",
    "constructor": "constructor",
    "terminal-clear": "\x1b[2J\x1b[H",
    "terminal-link": "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07",
    "terminal-c1": "\x9b31mx",
    "terminal-bell": "x\x07",
    "terminal-markup": "[red]x[/red] [link=https://evil.example]y[/link] [/]",
    "annotation": "%0A::error file=methods/ifd.md::x",
    "several-lines": "x\n::warning::y\n# z",
    "carriage-return": "x\rEvil: y",
    "null": "x\x00y",
    "bidi-override": "\u202efdp.exe\u202c",
    "bidi-isolate": "\u2066x\u2069",
    "zero-width": "I\u200bF\u200dD",
    "tags": "x\U000e0041\U000e007f",
    "soft-hyphen": "I\u00adFD",
    "variation": "x\ufe0f\U000e0100",
    "right-to-left": "\u0637\u0631\u064a\u0642\u0629 \u05d0\u05d1\u05d2",
    "homoglyphs": "\u0406F\u216e",
    "marks-piled-up": "Z" + "\u0301\u0300\u0302" * 60,
    "no-break": "x" * 120,
    "no-break-wide": "\u4e00" * 120,
    "shell": "$(id) `id`; rm -rf / && x > y",
    "sql": "'; DROP TABLE methods; --",
    "path": "../../../../etc/passwd",
    "path-encoded": "..%2f..%2fevil%00.html",
    "address-that-runs": f"javascript:{RUN}",
    "address-of-data": f"data:text/html,<script>{RUN}</script>",
    "not-a-number": "NaN",
    "infinite": "-Infinity",
    "nothing": " ",
    "front-matter": "--- x: y ---",
}
"""Single lines, for each field of text that a card has."""

ADDRESSES = {
    "runs": f"javascript:{RUN}",
    "runs-with-tab": f"java\tscript:{RUN}",
    "runs-with-case": f"JaVaScRiPt:{RUN}//https://x.org",
    "data": f"data:text/html,<script>{RUN}</script>",
    "vbscript": "vbscript:msgbox(1)",
    "no-scheme": "//evil.example/x",
    "no-tls": "http://evil.example/x",
    "file": "file:///etc/passwd",
    "password": "https://example.org:x@evil.example/",
    "quote": f'https://evil.example/"onmouseover="{RUN}',
    "apostrophe": "https://evil.example/'x",
    "tag": "https://evil.example/<script>",
    "space": "https://evil.example/ x",
    "backslash": "https:\\\\evil.example\\x",
    "this-machine": "https://localhost/x",
    "number": "https://127.0.0.1/x",
    "number-v6": "https://[::1]/x",
    "number-short": "https://2130706433/x",
    "cloud": "https://169.254.169.254/latest/meta-data",
    "homoglyph": "https://\u0430pple.com/x",
    "line-break": "https://evil.example/\r\nx",
    "markdown": "https://evil.example/)](javascript:x",
    "template": "https://evil.example/{{x}}",
    "long": "https://evil.example/" + "x" * 400,
    "puny": "https://xn--pple-43d.com/x",
    "query": "https://evil.example/?a=1&b=%22%3E%3Cscript%3E#x",
}
"""For the address of a repository, a paper, a source."""

DESCRIPTIONS = {
    "script": f"A <script>{RUN}</script>",
    "handler": f"A <b onclick={RUN}>b</b>",
    "block": f"<div>\n\n*x*\n\n<script>{RUN}</script>\n</div>",
    "comment": "<!-- /html -->\n\n<!-- html -->",
    "details": f"<details open ontoggle={RUN}>x</details>",
    "instruction": "<?php x ?>",
    "image": "![x](https://evil.example/x.png)",
    "link-that-runs": f"[x](javascript:{RUN})",
    "link-as-entity": f"[x](&#106;avascript:{RUN})",
    "link-with-tab": "[x](<java\tscript:x>)",
    "link-of-data": "[x](data:text/html,x)",
    "link-without-host": "[x](//evil.example)",
    "link-with-title": f"[x](https://example.org '\" onmouseover={RUN}')",
    "reference": f"[x]\n\n[x]: javascript:{RUN}",
    "autolink": f"<javascript:{RUN}>",
    "attributes": f"x\n{{: onclick={RUN} }}",
    "heading": "# TEDD says",
    "heading-below": "TEDD says\n=========",
    "include": '--8<-- "/etc/passwd"\n\n;--8<--',
    "fence-that-ends": f"~~~\n```\n<!-- /html -->\n<script>{RUN}</script>\n~~~",
    "marks-piled-up": "Z" + "\u0301\u0300" * 30,
    "marks-as-entities": "Z" + "&#x301;" * 30,
    "hidden": "x &#x202e; y",
    "null": "x &#0; y",
    "brackets": "[" * 3000,
    "emphases": "*a " * 1900,
    "quotes": ">" * 3000 + "x",
    "code": "`" * 2999 + " `",
    "links": "[a](" * 1400,
    "lists": "".join("  " * n + "- x\n" for n in range(60)),
    "long": "x" * 100_000,
    "no-break": "x" * 5000,
    "table": "| a | b |\n|---|---|\n| c | d |",
    "toc": "[TOC]\n\n*[x]: y\n\n[^1]: z",
}

SLUGS = ("", ".", "..", "../x", "a/b", "a\\b", "IFD", "\u0456fd", "\uff49fd", "a b", "ifd\u200b", "x" * 61,
         "con", "nul", "index", "studies", "-x", "x-", "x--y", "x.html", "%2e%2e", "x\ny", "x'y", 'x"y',
         "<x>", "x;y")  # fmt: skip


def _front(extra: str) -> bytes:
    return VALID.replace("\nstatus: ", f"\n{extra}\nstatus: ", 1).encode()


def _rows(number: int) -> bytes:
    one = json.dumps(row())
    return _front("aliases: []").replace(b"\nevidence:", b"\nevidence:" + f"\n  - {one}".encode() * number, 1)


FILES = {
    "bomb-of-aliases": _front("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]"),
    "bomb-of-merges": _front("a: &a {x: y}\nb: {<<: [*a, *a]}"),
    "deep": _front("a: " + "[" * 5000),
    "deep-mapping": _front("a: " + "{a: " * 3000),
    "deep-indent": _front("\n".join(" " * n + "a:" for n in range(400))),
    "python": _front("a: !!python/object/apply:os.system [id]"),
    "tag": _front("a: !<tag:evil.example,2026:x> y"),
    "directive": b"%YAML 1.1\n" + VALID.encode(),
    "two-documents": VALID.replace("\nstatus: ", "\n...\n%TAG ! x\nstatus: ", 1).encode(),
    "keys-twice": _front("name: Other"),
    "many-keys": _front("\n".join(f"k{n}: 1" for n in range(10_000))),
    "long-key": _front("k" * 100_000 + ": 1"),
    "huge-integer": _front("a: " + "9" * 5000),
    "huge-integer-in-a-count": VALID.replace("wins: 44", "wins: " + "9" * 400, 1).encode(),
    "hexadecimal": VALID.replace("wins: 44", "wins: 0xFFFFFFFFFFFFFFFFFFFFFFFF", 1).encode(),
    "sexagesimal": VALID.replace("wins: 44", "wins: 190:20:30:15", 1).encode(),
    "infinite": VALID.replace("wins: 44", "wins: .inf", 1).encode(),
    "not-a-number": VALID.replace("score: 41.2", "score: .nan", 1).encode(),
    "tiny": VALID.replace("counterpart_score: 40.1", "counterpart_score: 1e-999999999", 1).encode(),
    "beyond-doubles": VALID.replace("score: 41.2", "score: 1e999999999", 1).encode(),
    "negative": VALID.replace("wins: 44", "wins: -44", 1).encode(),
    "ten-thousand-rows": _rows(10_000),
    "thousand-short-rows": _front("aliases: [" + "x, " * 20_000 + "x]"),
    "line-of-ten-megabytes": _front("venue: " + "x" * 10_000_000),
    "lines-without-end": b"---\n" + b"\n" * 200_000,
    "no-end": b"---\nname: x\n",
    "nothing": b"",
    "zeros": b"\0" * 1000,
    "noise": bytes(range(256)) * 10,
    "utf-16": VALID.encode("utf-16"),
    "utf-7": VALID.replace("An example", "+ADw-script+AD4-x", 1).encode() + b"\xff",
    "overlong": VALID.encode() + b"\xc0\xbc\xc0\xafscript\xc0\xbe",
    "surrogates": VALID.encode() + b"\xed\xa0\x80",
    "byte-order-mark": b"\xef\xbb\xbf" + VALID.encode(),
    "tabs": VALID.replace("  features", "\tfeatures", 1).encode(),
}  # fmt: skip
"""Whole files."""


def facts(texts: Iterator[str]) -> dict[str, Any]:
    """Return the facts of a card that has every field, each text taken from `texts`."""

    def source() -> dict[str, Any]:
        return {**SOURCE, "where": next(texts)}

    rows = [
        *(row(test_set=name, measure={"wins": 90, "ties": 0, "losses": 60}) for name in ("vicuna", "koala")),
        bench(1.02),
        row(setting="head-to-head", counterpart={"kind": "random", "name": "x"}),
        row(setting="other-model-win-rate", counterpart={"kind": "other-model", "name": "x"}),
        row(reported_by="third-party", reporter="x", checked="secondary"),
    ]
    for one in rows:
        one["counterpart"] = {**one["counterpart"], "name": next(texts)}
        one.update(note=next(texts), judge_version=next(texts), source=source())
    rows[-1]["reporter"] = next(texts)
    rows[2]["variant"] = next(texts)
    algorithm = {"init": [next(texts)], "steps": [{"do": next(texts), "llm_uses": 1}], "result": next(texts)}
    size = {"selected_size": 10, "candidate_size": 100, "source": source(), "note": next(texts)}
    said = {"pir": 1.3, "sdf": 0.1, "made_from_note": next(texts), "note": next(texts), "source": source()}
    quoted = {"pir": 1.5, "source": source(), "note": next(texts)}
    cost = {"what": next(texts), "amount": 1, "unit": "dollars", "hardware": next(texts), "source": source()}
    fix = {key: next(texts) for key in ("field", "old", "new", "reason")}
    return {
        "name": next(texts),
        "aliases": [next(texts)],
        "title": next(texts),
        "authors": [next(texts), next(texts)],
        "venue": next(texts),
        "code": {
            "url": "https://example.org/x",
            "official": True,
            "license": next(texts),
            "note": next(texts),
        },
        "algorithm": {**algorithm, "note": next(texts)},
        "selector": selector(1, note=next(texts)),
        "cost": [cost],
        "evaluated_on": {"counterparts": [next(texts)], "metrics": [next(texts)]},
        "survey": {**said, "disputed_sdf": [size], "quoted": [quoted]},
        "evidence": rows,
        "corrections": [{"date": "2026-01-31", **fix}],
    }


def raw(data: dict[str, Any], description: str = "A description.") -> bytes:
    """Return a card's bytes: its facts as JSON, which is YAML, over the valid example's."""
    base = json.loads(card("x").card.model_dump_json(exclude_defaults=True))
    return f"---\n{json.dumps(base | data)}\n---\n{description}\n".encode()


def together(texts: list[str], number: int) -> list[Method]:
    """Return a few methods whose fields hold all of some texts in turn, each elsewhere in each method."""
    made = []
    for n in range(number):
        turn = itertools.cycle(texts[n * len(texts) // number :] + texts[: n * len(texts) // number])
        data = facts(turn)
        # what heads a method: another text each time, and never the same name twice
        data["name"], data["title"], data["aliases"] = (
            texts[(n + k * number) % len(texts)] for k in range(3)
        )
        data["aliases"] = [data["aliases"]]
        made.append(card(f"hostile-{n}", arxiv=f"2401.{n:05}", **data))
    return made


def study(texts: list[str]) -> dict[str, Any]:
    """Return a study whose texts are hostile, of two of the methods against random selection."""
    turn = itertools.cycle(texts)
    arm = {
        "id": "arm",
        "pool": "alpaca",
        "backbone": "llama-7b",
        "selected": 1000,
        "targeted": False,
        "source": {**SOURCE, "where": next(turn)},
        "checked": "paper",
        "cautions": [next(turn)],
        "rows": [
            {"method": slug, "label": next(turn), "scores": {"mmlu": score}, "note": next(turn)}
            for slug, score in (("random", 40.0), ("hostile-0", 44.0), ("hostile-1", 43.0))
        ],
    }
    names = {"name": next(turn), "title": next(turn), "recipe": next(turn)}
    return {
        **names,
        "arxiv": "2402.00001",
        "own_methods": [],
        "benchmarks": {"mmlu": {"scale": "percent"}},
        "arms": [arm],
    }


def saved(folder: Path, texts: list[str], *others: Method, number: int = 6) -> Path:
    """Write a folder of cards, vocabulary and a study that hold all of some texts; return it."""
    methods = together(texts, number)
    saved_cards(folder, *others, *methods)
    names = json.loads((folder / "vocabulary.yaml").read_text("utf-8"))
    turn = itertools.cycle(texts)
    for section in ("datasets", "models", "benchmarks", "judges"):
        for one in names[section].values():
            one["name"] = next(turn)
    (folder / "vocabulary.yaml").write_text(json.dumps(names), "utf-8")
    (folder / "studies").mkdir()
    (folder / "studies" / "hostile.yaml").write_text(json.dumps(study(texts)), "utf-8")
    return folder
