"""The claims layer: each proposition a node, and who holds it, for how true, on which words.

The same proposition is the same node whichever article makes it; an attribution belongs to one article.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from builder.assemble.documents import Documents
from builder.assemble.holdings import Holding
from builder.assemble.terms import TYPE, concept, mq
from builder.vocabulary import MQ, RDF

_STRUCTURE = frozenset(
    {RDF + "type"}
    | {MQ + name for name in ("ofInstrument", "partOf", "obligationType", "articleNumber", "office", "ofState")}
)
"""What a node is by its nature: also said plainly of it, so that it can be read and checked without its claims."""


def write(held: Iterable[Holding], documents: Documents) -> None:
    """Adds the holdings of one article to the sheet of its documents."""
    add = documents.sheet.add
    for holding in held:
        claim, property_ = holding.claim, holding.predicate
        add(claim, TYPE, mq("Claim"))
        if property_ == mq("characterisedAs"):
            add(claim, TYPE, mq("Characterisation"))
        add(claim, mq("subject"), NamedNode(holding.subject))
        add(claim, mq("predicate"), property_)
        add(claim, mq("object"), holding.object)
        attribution = holding.attribution
        add(attribution, TYPE, mq("Attribution"))
        add(attribution, mq("ofClaim"), NamedNode(claim))
        add(attribution, mq("attributedTo"), NamedNode(holding.holder))
        add(attribution, mq("factuality"), concept("factuality", holding.factuality))
        add(attribution, mq("evidence"), *map(documents.evidence, holding.evidence))
        add(attribution, mq("origin"), Literal(holding.rule))
        if property_.value in _STRUCTURE:
            add(holding.subject, property_, holding.object)
