"""Whose voice an article speaks in: its publisher, named or not."""

from __future__ import annotations

from pyoxigraph import Literal

from builder.assemble.holdings import LANGUAGE
from builder.assemble.terms import LABEL, TYPE, Row, mq
from builder.identifiers import Minter
from builder.languages import topic
from builder.model import Reading
from builder.resolve.identity import Identity
from builder.resolve.keys import name_key
from builder.resolve.outlines import ORGANISATIONS


def find(reading: Reading, identity: Identity, minter: Minter) -> tuple[str, list[Row]]:
    """The IRI of an article's publisher, and the triples that describe it where nothing else does.

    The metadata's name goes before the article's own source line, which may name the writer and no publisher. A
    publisher that neither names is a ``mq:UnnamedSource`` of this article alone.
    """
    article = reading.article
    span = reading.layout.publisher
    if article.publisher is None:
        kinds = {entity.key: entity.kind for entity in reading.entities}
        named = [
            mention.entity
            for mention in reading.mentions
            if mention.rule == "publisher" or (span is not None and span.overlaps(mention.span))
        ]
        for key in named:
            if kinds.get(key) in ORGANISATIONS:
                return identity.iri(article.identifier, key), []
        if any(kinds.get(key) == "Person" for key in named):
            span = None
    name = article.publisher or (span.of(article.text).strip() if span else None)
    if name:
        iri, kind, label = minter.named("organisation", "publisher", name_key(name)), "MediaOrganisation", name
    else:
        iri = f"{minter.base}publisher/{minter.article(article.identifier).rsplit('/', 1)[-1]}"
        kind, label = "UnnamedSource", topic("publisher")["unnamed"]
    return iri, [(iri, TYPE.value, mq(kind)), (iri, LABEL.value, Literal(label, language=LANGUAGE))]
