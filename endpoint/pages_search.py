"""The page of search: things by their names and by what articles say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from endpoint.pages_frame import page, reader
from endpoint.search import Hit
from endpoint.views.reader import Reader, Shown


@dataclass(frozen=True, slots=True)
class Found:
    """A hit for a page: the thing, its kinds, and the words that were found with the place where they stand."""

    thing: Shown
    kinds: tuple[Shown, ...]
    words: str
    direction: str
    article: Shown | None
    link: str | None


def search_page(text: str, hits: Sequence[Hit]) -> str:
    """What was found for a text, as a page; a form alone where nothing was asked."""
    view = reader()
    return page("search.html", text=text, hits=[_found(view, hit) for hit in hits])


def _found(view: Reader, hit: Hit) -> Found:
    thing = view.name(hit.iri)
    article = view.name(hit.article) if hit.article else None
    link = None
    if hit.article and hit.start is not None:
        link = view.place(hit.article, hit.start, hit.start + len(hit.text))
    words = "" if hit.text == thing.text else hit.text
    return Found(thing, tuple(view.names(view.kinds(hit.iri))), words, "auto", article, link)
