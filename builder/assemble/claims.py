"""The claims layer: each proposition a node, and who holds it, for how true, on which words.

The same proposition is the same node whichever article makes it; an attribution belongs to one article.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from builder.assemble.documents import LANGUAGE, Documents
from builder.assemble.terms import TYPE, Term, concept, literal, mq, predicate
from builder.identifiers import Minter
from builder.model import VOICE, ClaimRecord, Concept, Factuality, Reading, Span, Value
from builder.resolve.identity import Identity

_STRUCTURE = frozenset({"ofInstrument", "partOf", "obligationType", "articleNumber", "office", "ofState"})
"""What a node is by its nature: also said plainly of it, so that it can be read and checked without its claims."""
_CHARACTERISATION = "characterisedAs"


class Claims:
    """Writes the claims of one article into the sheet of its documents."""

    def __init__(
        self, reading: Reading, identity: Identity, minter: Minter, publisher: str, documents: Documents
    ) -> None:
        self._reading = reading
        self._article = reading.article.identifier
        self._identity = identity
        self._minter = minter
        self._publisher = publisher
        self._documents = documents
        self._sheet = documents.sheet

    def write(self) -> None:
        """Adds every claim, and that each extracted entity is of its class and bears its name."""
        for record in (*self._reading.claims, *self._existence()):
            self._claim(record)

    def _existence(self) -> Iterable[ClaimRecord]:
        """That an extracted entity is what it is and is called so, on the words that name it first."""
        first: dict[str, Span] = {}
        for mention in sorted(self._reading.mentions, key=lambda m: m.span):
            first.setdefault(mention.entity, mention.span)
        first |= {clause.key: clause.span for clause in self._reading.clauses}
        typed = {c.subject for c in self._reading.claims if c.predicate == "rdf:type"}
        for entity in self._reading.entities:
            if entity.known or entity.key not in first:
                continue
            where = (first[entity.key],)
            if entity.key not in typed:
                kind = Value(entity.kind, "class")
                yield ClaimRecord(entity.key, "rdf:type", kind, VOICE, Factuality.ASSERTED, where, "named")
            if entity.label:
                name = Value(entity.label, language=LANGUAGE)
                yield ClaimRecord(entity.key, "rdfs:label", name, VOICE, Factuality.ASSERTED, where, "named")

    def _iri(self, key: str) -> str:
        return self._identity.iri(self._article, key)

    def _object(self, value: str | Value | Concept) -> Term:
        if isinstance(value, Concept):
            return concept(value.scheme, value.name)
        return literal(value) if isinstance(value, Value) else NamedNode(self._iri(value))

    def _claim(self, record: ClaimRecord) -> None:
        add = self._sheet.add
        subject, property_, obj = self._iri(record.subject), predicate(record.predicate), self._object(record.object)
        claim = self._minter.claim(subject, property_.value, str(obj))
        add(claim, TYPE, mq("Characterisation" if record.predicate == _CHARACTERISATION else "Claim"))
        add(claim, mq("subject"), NamedNode(subject))
        add(claim, mq("predicate"), property_)
        add(claim, mq("object"), obj)
        holder = self._publisher if record.holder == VOICE else self._iri(record.holder)
        attribution = self._minter.attribution(claim, holder, record.factuality, self._article)
        add(attribution, TYPE, mq("Attribution"))
        add(attribution, mq("ofClaim"), NamedNode(claim))
        add(attribution, mq("attributedTo"), NamedNode(holder))
        add(attribution, mq("factuality"), concept("factuality", record.factuality))
        add(attribution, mq("evidence"), *map(self._documents.evidence, record.evidence))
        add(attribution, mq("origin"), Literal(record.rule))
        if record.predicate in _STRUCTURE or record.predicate == "rdf:type":
            add(subject, property_, obj)
