"""The claims layer: each proposition a node, and who holds it, for how true, on which words.

The same proposition is the same node whichever article makes it; an attribution belongs to one article.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from builder.assemble.documents import Documents
from builder.assemble.holdings import Holding
from builder.assemble.terms import Row, concept, mq
from builder.vocabulary import MQ, RDF

_TYPE: Final = RDF + "type"
_SUBJECT, _PREDICATE, _OBJECT = MQ + "subject", MQ + "predicate", MQ + "object"
_OF_CLAIM, _ATTRIBUTED_TO, _FACTUALITY = MQ + "ofClaim", MQ + "attributedTo", MQ + "factuality"
_EVIDENCE, _ORIGIN, _CHARACTERISED = MQ + "evidence", MQ + "origin", MQ + "characterisedAs"
_STRUCTURE = frozenset(
    {_TYPE} | {MQ + name for name in ("ofInstrument", "partOf", "obligationType", "articleNumber", "office", "ofState")}
)
"""What a node is by its nature: also said plainly of it, so that it can be read and checked without its claims."""


def write(held: Iterable[Holding], documents: Documents) -> None:
    """Adds the holdings of one article to the sheet of its documents."""
    kind, attribution_kind = mq("Claim"), mq("Attribution")
    for holding in held:
        claim, property_, attribution = holding.claim, holding.predicate, holding.attribution
        rows: list[Row] = [
            (claim, _TYPE, kind),
            (claim, _SUBJECT, NamedNode(holding.subject)),
            (claim, _PREDICATE, property_),
            (claim, _OBJECT, holding.object),
            (attribution, _TYPE, attribution_kind),
            (attribution, _OF_CLAIM, NamedNode(claim)),
            (attribution, _ATTRIBUTED_TO, NamedNode(holding.holder)),
            (attribution, _FACTUALITY, concept("factuality", holding.factuality)),
            (attribution, _ORIGIN, Literal(holding.rule)),
        ]
        rows += [(attribution, _EVIDENCE, documents.evidence(span)) for span in holding.evidence]
        name = property_.value
        if name == _CHARACTERISED:
            rows.append((claim, _TYPE, mq("Characterisation")))
        if name in _STRUCTURE:
            rows.append((holding.subject, name, holding.object))
        documents.sheet.join(rows)
