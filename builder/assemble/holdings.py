"""Who holds what for how true in one article, with every name resolved: what claims and the facts policy work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from builder.assemble.terms import Term, concept, literal, predicate
from builder.identifiers import Minter
from builder.model import VOICE, ClaimRecord, Concept, Factuality, Reading, Span, Value
from builder.resolve.identity import INSTRUMENTS, Identity
from builder.vocabulary import DATA

LANGUAGE = "ar"


@dataclass(frozen=True, slots=True)
class Holding:
    """One holder's stance on one proposition in one article; ``voice``: the article says it itself."""

    claim: str
    subject: str
    predicate: NamedNode
    object: Term
    holder: str
    factuality: Factuality
    article: str
    voice: bool
    evidence: tuple[Span, ...]
    rule: str


def holdings(reading: Reading, identity: Identity, minter: Minter, publisher: str) -> list[Holding]:
    """All holdings of an article, those included that say what each extracted entity is and is called."""
    article = reading.article.identifier

    def resolve(value: str | Value | Concept) -> Term:
        if isinstance(value, Concept):
            return concept(value.scheme, value.name)
        return literal(value) if isinstance(value, Value) else NamedNode(identity.iri(article, value))

    found = []
    for record in (*reading.claims, *_existence(reading)):
        subject = identity.iri(article, record.subject)
        property_, obj = predicate(record.predicate), resolve(record.object)
        voice = record.holder == VOICE
        found.append(
            Holding(
                claim=minter.claim(subject, property_.value, str(obj)),
                subject=subject,
                predicate=property_,
                object=obj,
                holder=publisher if voice else identity.iri(article, record.holder),
                factuality=record.factuality,
                article=article,
                voice=voice,
                evidence=record.evidence,
                rule=record.rule,
            )
        )
    return found


def _existence(reading: Reading) -> Iterator[ClaimRecord]:
    """That an extracted entity is what it is and is called so, on the words that name it first."""
    first: dict[str, Span] = {}
    for mention in sorted(reading.mentions, key=lambda m: m.span):
        first.setdefault(mention.entity, mention.span)
    first |= {clause.key: clause.span for clause in reading.clauses}
    typed = {c.subject for c in reading.claims if c.predicate == "rdf:type"}
    for entity in reading.entities:
        if entity.known or entity.key not in first:
            continue
        said: list[tuple[str, str | Value | Concept]] = []
        if entity.key not in typed:
            said.append(("rdf:type", Value(entity.kind, "class")))
        if entity.label:
            said.append(("rdfs:label", Value(entity.label, language=LANGUAGE)))
        if entity.kind in INSTRUMENTS:
            said += [("reportedKind", Concept("kind", kind)) for kind in entity.facet_values("kind")]
        if entity.kind == "StateOrgan":
            said += [("organOf", f"{DATA}state/{code}") for code in entity.facet_values("state")]
        for property_, obj in said:
            yield ClaimRecord(
                entity.key, property_, obj, VOICE, Factuality.ASSERTED, (first[entity.key],), "named-in-the-article"
            )
