"""What the site's search knows of a method: names, title of its paper, place in the scheme, description.

A card enters, an entry of the search index leaves, with paragraphs as its only markup. A method's page itself
is not searched: at 1000 cards the pages of methods were three quarters of an index of 5.8 MB.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

from markupsafe import escape

from tedd.formats import term
from tedd.prose import to_html

if TYPE_CHECKING:
    from tedd.cards import Method

BOOST = 2.0
"""Weight of a method against a section of another page that holds the same words."""
_TAG = re.compile(r"<(?!/?p>)[^>]*>")
"""A tag of rendered Markdown but for paragraphs, of which an excerpt shows those that fit. A card's own < is
escaped there."""


class Entry(TypedDict):
    """An entry as the search's index has it."""

    location: str
    title: str
    text: str
    boost: float


def entry(method: Method) -> Entry:
    """Return what finds a method; its other names stand in the title, where they weigh most."""
    card, taxonomy = method.card, method.card.taxonomy
    names = f"{card.name} ({', '.join(card.aliases)})" if card.aliases else card.name
    places = ", ".join(map(term, (taxonomy.features, taxonomy.criteria, taxonomy.signal)))
    description = " ".join(_TAG.sub("", to_html(method.description)).split())
    text = f"<p>{escape(card.title)}</p> <p>{escape(places)}</p> {description}"
    return {"location": f"methods/{method.slug}/", "title": str(escape(names)), "text": text, "boost": BOOST}
