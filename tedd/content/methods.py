"""One page for each method.

Boards enter, a context for each method's page leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tedd import badges, linked_data, story, views
from tedd.bibtex import bibtex
from tedd.content.boards import by_slug, ranked
from tedd.content.comparable import peers
from tedd.links import paper_url, source_url
from tedd.prose import to_html
from tedd.verdicts import verdicts

if TYPE_CHECKING:
    from tedd.board import Board, Entry
    from tedd.content.boards import Boards, Context, Contexts


def methods(boards: Boards) -> Contexts:
    """Return the contexts of all methods' pages."""
    published, living = by_slug(boards.survey), boards.living
    words = {verdict.slug: verdict.text for verdict in verdicts(living)}
    shared: Context = {"names": living.library.vocabulary, "ranked": len(ranked(living)), "url": source_url}
    return {
        (f"methods/{entry.slug}.md", "method"): shared
        | _method(entry, published.get(entry.slug), living)
        | {"peers": peers(entry, boards)}
        | {"verdict": words.get(entry.slug)}
        for entry in living.entries
    }


def _method(entry: Entry, published: Entry | None, living: Board) -> Context:
    return {
        "entry": entry,
        "published": published,
        "story": story.story(entry, living),
        "groups": story.groups(entry, living.library),
        "facts": views.fact_rows(entry, published),
        "simplicity": story.simplicity_parts(entry),
        "flexibility": story.flexibility_parts(entry),
        "capped": story.capped(entry),
        "description": to_html(entry.method.description),
        "bibtex": bibtex(entry.method),
        "paper": paper_url(entry.method.card),
        "badge": badges.path(entry.slug),
        "badge_words": badges.words(entry),
        "linked_data": linked_data.block(linked_data.article(entry.method)),
    }
