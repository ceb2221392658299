"""Reads an article from an HTML page: trafilatura keeps the story and drops menus, adverts and links to other stories.

The article's text is what trafilatura extracts, one paragraph a line; offsets refer to it, and it is kept in the graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from builder.errors import UnsuitableError
from builder.model import Article
from builder.read import making
from builder.read.decoding import cleaned, decoded
from builder.read.outcome import Source

if TYPE_CHECKING:
    from trafilatura.settings import Document

LIMIT: Final = 10_000_000
"""The largest page that is read, in bytes."""

# The date is the declared one: no guess from the words of the page, and no limit that moves with the clock.
_DATES: Final = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1970-01-01",
    "max_date": "2100-12-31",
    "outputformat": "%Y-%m-%d",
}


def from_page(source: Source) -> Article:
    """The article of a page with the title, publisher, date and address that the page declares.

    Raises EncodingError where its bytes are no text, UnsuitableError where no story is found in it.
    """
    from trafilatura import bare_extraction  # half a second to load, and most builds read no page

    if source.size > LIMIT:
        raise UnsuitableError(
            f"{source.place}: {source.size:,} bytes, more than the limit of {LIMIT:,} for a page; save its text as .txt"
        )
    with source.open() as file:
        data = file.read()
    found = bare_extraction(
        decoded(data, source.place),
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=dict(_DATES),
    )
    fields = _fields(found)
    text = fields.get("text") or ""
    if not text.strip():
        raise UnsuitableError(f"{source.place}: no article is found in the page; save the article's text as .txt")
    return making.article(
        cleaned(text, source.place),
        source.stem,
        source.place,
        source.name,
        data,
        title=fields.get("title"),
        publisher=fields.get("sitename"),
        issued=making.day(fields.get("date")),
        url=fields.get("url"),
    )


def _fields(found: Document | dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        return {}
    return found if isinstance(found, dict) else found.as_dict()
