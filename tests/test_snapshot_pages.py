"""Pages of snapshots: from frozen files alone, whatever the engine and its schema have become."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pybtex.database import parse_string

from tedd import pages
from tedd.content.boards import Boards
from tedd.content.snapshots import WHAT, snapshots
from tedd.snapshots.cite import citations, seal_of
from tedd.snapshots.store import load_snapshots
from tests.frozen import DAY, FIXTURES, edited, stored
from tests.test_pages import NO_DUELS, ODD, Content, small

if TYPE_CHECKING:
    from pathlib import Path

    from tedd.snapshots.store import Snapshot

SITE = "https://example.org/tedd/"


def of(*found: Snapshot) -> dict[str, str]:
    """Return the pages of some snapshots, beside a board that has moved on from all of them."""
    boards = Boards(small(), small("survey"), NO_DUELS, (), found, SITE)
    environment = pages._environment()  # noqa: SLF001 # all other pages take seconds
    return {
        path: pages._render(environment, name, path, context, {}).decode()  # noqa: SLF001 # as above
        for (path, name), context in snapshots(boards).items()
    }


@cache
def fixtures() -> dict[str, str]:
    """Return the pages of the snapshots of schema 1 that the tests keep."""
    return of(*load_snapshots(FIXTURES))


def text_of(page: str) -> str:
    """Return what a reader sees, its spaces as single ones."""
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", page)).split())


def test_every_snapshot_has_its_pages() -> None:
    """One for the board, one for the changes, and the list; none of them is a frozen file's."""
    folders = [f"snapshots/{name}" for name in ("2024.01", "2024.02")]
    found = {f"{folder}/{page}.md" for folder in folders for page in ("index", "changes")}

    assert set(fixtures()) == {"snapshots/index.md", *found}
    assert not {path.split("/", 2)[-1] for path in fixtures()} & {*WHAT, "index.html", "changes/index.html"}


def test_the_list_is_newest_first() -> None:
    """Each snapshot with what changed before it and since."""
    text = text_of(fixtures()["snapshots/index.md"])

    assert text.index("2024.02 2024-02-29 living") < text.index("2024.01 2024-01-31 living")
    assert "1 entered, 1 left, 4 moved, 1 corrected" in text


def test_without_snapshots_the_list_says_so() -> None:
    """Until there is one, the page exists, says that there is none, and links to the board."""
    page = of()["snapshots/index.md"]

    assert "There is no snapshot yet." in text_of(page)
    assert 'href="../leaderboard/"' in page


def test_the_frozen_numbers_are_shown() -> None:
    """Values, ranks, reasons and pictures are those of the frozen files, under schema 1."""
    page = fixtures()["snapshots/2024.01/index.md"]
    text = text_of(page)

    assert "The living edition as it was frozen on 2024-01-31: 6 methods, 4 published results" in text
    assert "1–3 DIRECT 1.700 1.32 to 2.25 direct 0.1000 +0.202 +0.160" in text
    assert "LISTED : it is not comparable" in text
    assert 'src="./figures/efficiency-dark.svg"' in page
    assert all(f'href="./{name}"' in page for name in WHAT if name != "inputs/discrepancies.json")


def test_todays_engine_has_no_say(tmp_path: Path) -> None:
    """A board that today's engine would compute otherwise is shown as it was frozen."""

    def change(data: Any) -> None:  # noqa: ANN401 # JSON
        data["methods"][0]["pir"]["value"] = 1.987
        data["methods"][0]["name"] = "Of that time"

    page = of(edited(stored(tmp_path), "leaderboard.json", change))["snapshots/2024.03/index.md"]

    assert "Of that time 1.987" in text_of(page)


def test_a_board_of_few_fields_is_shown(tmp_path: Path) -> None:
    """What later boards hold and an older one does not is left out, and nothing breaks."""

    def change(data: Any) -> None:  # noqa: ANN401 # JSON
        data["methods"] = [
            {
                "slug": one["slug"],
                "name": one["name"],
                "sdf": one["sdf"],
                "pir": {"value": one["pir"]["value"]},
                "efficiency": {key: one["efficiency"][key] for key in ("offset", "rank")},
                "feasibility": {"rank": one["feasibility"]["rank"]},
            }
            for one in data["methods"]
        ]

    found = of(edited(stored(tmp_path), "leaderboard.json", change))

    assert "1 DIRECT 1.700" in text_of(found["snapshots/2024.03/index.md"])
    assert "direct" in found["snapshots/2024.03/changes.md"]


def test_changes_have_their_reasons() -> None:
    """The page of changes tells both ways: since the snapshot, and from the one before."""
    page = fixtures()["snapshots/2024.02/changes.md"]
    text = text_of(page)

    assert "From 2024.01 to 2024.02: 1 entered, 1 left, 4 moved, 1 corrected." in text
    assert "TOLD pir of the survey 1.3 1.4 A typing error. 2024-02-01" in text
    assert "Its card changed: 1 new row of evidence." in text
    assert 'id="2024.01"' in page
    assert "Before it" not in fixtures()["snapshots/2024.01/changes.md"]


def test_names_lead_only_where_a_page_is() -> None:
    """A method whose card is known has a link, one that is gone stands as a name."""
    page = fixtures()["snapshots/2024.02/index.md"]

    assert '<a href="../../methods/direct/">DIRECT</a>' in page
    assert "methods/fresh/" not in page
    assert "FRESH" in page


def test_strangers_text_stays_text(tmp_path: Path) -> None:
    """Whatever a frozen name, reason or picture's text holds, a reader sees it as it is."""

    def names(data: Any) -> None:  # noqa: ANN401 # JSON
        for one in data["methods"]:
            one.update(name=ODD, reason=ODD if one["reason"] else None)

    folder = stored(tmp_path)
    edited(folder, "leaderboard.json", names)
    odd = edited(folder, "manifest.json", lambda data: data.update(pictures={"efficiency": ODD}))
    for path, page in of(odd).items():
        found = Content(page.split("\n---\n", 1)[1])
        assert "script" not in found.tags
        assert not [name for name, _ in found.attributes if name.startswith("on")]
        assert path.endswith("snapshots/index.md") or found.text.count(ODD) >= 3


def test_frozen_pages_stay_out_of_the_search() -> None:
    """Old numbers are found through the list, not in the search beside today's."""
    fronts = {path: yaml.safe_load(page.split("\n---\n")[0]) for path, page in fixtures().items()}

    assert "search" not in fronts.pop("snapshots/index.md")
    assert all(front["search"] == {"exclude": True} for front in fronts.values())


@cache
def cited() -> dict[str, str]:
    """Return the citations of a snapshot by their form."""
    return {one.form: one.text for one in citations(load_snapshots(FIXTURES)[1], SITE)}


def test_bibtex() -> None:
    """The BibTeX entry is read by pybtex, with the snapshot, its checksum and its address."""
    [entry] = parse_string(cited()["BibTeX"], "bibtex").entries.values()

    assert (entry.key, entry.fields["year"], entry.fields["month"]) == ("tedd-2024.02", "2024", "2")
    assert str(entry.persons["author"][0]) == "{The TEDD contributors}"
    assert entry.fields["note"].endswith(seal_of(load_snapshots(FIXTURES)[1]))
    assert entry.fields["url"] == f"{SITE}snapshots/2024.02/"


def test_cff(tmp_path: Path) -> None:
    """The CFF is valid for the schema that is published for it."""
    path = tmp_path / "CITATION.cff"
    path.write_text(cited()["CFF"], "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema=vendor.citation-file-format"]

    done = subprocess.run([*command, path], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert yaml.safe_load(cited()["CFF"])["version"] == "2024.02"


def test_ris_and_apa() -> None:
    """Each line of RIS is a tag and a value, from type to end; APA names the day."""
    lines = cited()["RIS"].split("\n")

    assert (lines[0], lines[-1]) == ("TY  - DATA", "ER  - ")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert f"({DAY.year}, February {DAY.day})." in cited()["APA"]


@pytest.mark.parametrize("form", ["BibTeX", "APA", "CFF", "RIS"])
def test_no_address_is_invented(form: str) -> None:
    """Where the site has no address yet, a citation has none; nor has it a DOI."""
    texts = {one.form: one.text for one in citations(load_snapshots(FIXTURES)[1], "")}

    assert "http" not in texts[form]
    assert "doi" not in texts[form].lower()
