"""What search engines read: schema.org descriptions as JSON-LD, of papers and of the data.

Cards enter, finished `<script>` blocks leave. Nothing in them runs; `<`, `>` and `&` are written as escapes,
so that no text of a card ends the block. Addresses are relative: a page knows where it stands.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from tedd.links import paper_url
from tedd.surface import catalogue
from tedd.surface_files import REFERENCES

if TYPE_CHECKING:
    from tedd.cards import Method

Thing = dict[str, object]
CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SURVEY: Thing = {
    "@type": "ScholarlyArticle",
    "name": "Take the Essence and Discard the Dross: A Rethinking on Data Selection for Fine-Tuning Large "
    "Language Models",
    "identifier": "https://doi.org/10.18653/v1/2025.naacl-long.336",
}
"""What the board carries on."""
NAME = "TEDD: data selection for fine-tuning large language models"
ABOUT = (
    "Which part of a data set to fine-tune a language model on: reported results of selection methods with "
    "their sources, and a leaderboard computed from them."
)
FILES = {
    **{path: file.what for file in catalogue.FILES if file.stable for path in file.paths},
    f"{catalogue.STABLE}{REFERENCES}": "BibTeX of the methods’ papers, under their slugs.",
}
"""The files that stay, and what they hold."""
CREATOR: Thing = {"@type": "Organization", "name": "The TEDD contributors"}
_SAFE = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})


def block(thing: Thing) -> Markup:
    """Return a thing as the block that stands in a page."""
    text = json.dumps({"@context": CONTEXT} | thing, ensure_ascii=False, allow_nan=False).translate(_SAFE)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 # escaped above


def article(method: Method) -> Thing:
    """Return a method's paper."""
    card = method.card
    return {
        "@type": "ScholarlyArticle",
        "name": card.title,
        "headline": card.title,
        "alternateName": [card.name, *card.aliases],
        "author": [{"@type": "Person", "name": author} for author in card.authors],
        "datePublished": card.first_appeared,
        "url": paper_url(card),
    }


def dataset(root: str) -> Thing:
    """Return the data of the site; `root` leads from the page that says so to the first page."""
    return {
        "@type": "Dataset",
        "name": NAME,
        "description": ABOUT,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": CREATOR,
        "isBasedOn": SURVEY,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": path.removeprefix("data/"),
                "description": words,
                "encodingFormat": media_type(path),
                "contentUrl": root + path,
            }
            for path, words in FILES.items()
        ],
    }


def media_type(path: str) -> str:
    """Return the media type of a data file."""
    kinds = {"json": "application/json", "csv": "text/csv", "bib": "application/x-bibtex"}
    return kinds[path.rsplit(".", 1)[1]]
