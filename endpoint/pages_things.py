"""Which page a thing has: an article, an instrument, an actor or a term its own, all else the list of its triples."""

from __future__ import annotations

from typing import Any

from builder.vocabulary import MQ, MQV
from endpoint.pages_frame import page
from endpoint.pages_written import written
from endpoint.views.actor import actor_page
from endpoint.views.article import LAYERS, article_page
from endpoint.views.reader import Reader
from endpoint.views.sources import Ledger
from endpoint.views.terms import term_page
from endpoint.views.treaty import treaty_page
from endpoint.wording import words


def own_page(reader: Reader, iri: str) -> str | None:
    """The page that is made for things of a kind; None where its triples are all there is to show."""
    found = _view(reader, iri)
    if found is None:
        return None
    template, values = found
    return page(template, iri=iri, cut=reader.cut, written=written(iri), **values)


def _view(reader: Reader, iri: str) -> tuple[str, dict[str, Any]] | None:
    """The template of a thing, and what it shows."""
    classes = reader.classes(iri)
    if MQ + "Article" in classes and reader.value(iri, "dcterms:identifier") in reader.graph.articles:
        titles = words(reader.language)
        view = article_page(reader, iri, {layer: titles[f"to-{layer}"] for layer in LAYERS})
        return "article.html", {"view": view, "layers": LAYERS}
    if MQ + "Instrument" in classes:
        return "treaty.html", {"view": treaty_page(reader, iri)}
    if MQ + "Actor" in classes:
        return "actor.html", {"view": actor_page(reader, iri)}
    if MQ + "Claim" in classes and (said := Ledger(reader).claim(iri)):
        return "claim.html", {"said": said}
    if iri.startswith((MQ, MQV)) and reader.known(iri):
        return "term.html", {"view": term_page(reader, iri)}
    return None
