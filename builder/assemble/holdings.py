"""Who holds what for how true in one article, with every name resolved: what claims and the facts policy work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct
from pyoxigraph import NamedNode

from builder.assemble.terms import TYPE, Term, concept, literal, predicate
from builder.identifiers import Minter
from builder.model import VOICE, ClaimRecord, Concept, Entity, Factuality, Reading, Span, Value
from builder.resolve.identity import Identity
from builder.vocabulary import DATA, INSTRUMENTS

LANGUAGE = "ar"


class Holding(Struct, frozen=True, gc=False):
    """One holder's stance on one proposition in one article; ``voice``: the article says it itself."""

    claim: str
    attribution: str
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
    for record in (*reading.claims, *_existence(reading, identity)):
        subject = identity.iri(article, record.subject)
        property_, obj = predicate(record.predicate), resolve(record.object)
        voice = record.holder == VOICE
        holder = publisher if voice else identity.iri(article, record.holder)
        claim = minter.claim(subject, property_.value, str(obj))
        found.append(
            Holding(
                claim=claim,
                attribution=minter.attribution(claim, holder, record.factuality, article),
                subject=subject,
                predicate=property_,
                object=obj,
                holder=holder,
                factuality=record.factuality,
                article=article,
                voice=voice,
                evidence=record.evidence,
                rule=record.rule,
            )
        )
    return found


def classes_claimed(held: Iterable[Holding]) -> dict[str, set[str]]:
    """Node to the classes that claims give it, whatever their factuality."""
    found: dict[str, set[str]] = {}
    for holding in held:
        if holding.predicate == TYPE and isinstance(holding.object, NamedNode):
            found.setdefault(holding.subject, set()).add(holding.object.value)
    return found


def _existence(reading: Reading, identity: Identity) -> Iterator[ClaimRecord]:
    """That an extracted entity is what it is and is called so, on the words that name it."""
    where = _places(reading)
    typed = {c.subject for c in reading.claims if c.predicate == "rdf:type"}
    for entity in reading.entities:
        if entity.known or entity.key not in where:
            continue
        spans = where[entity.key]
        for property_, obj in _traits(reading, entity, identity, entity.key in typed):
            span = next(
                (s for s in spans if isinstance(obj, Value) and s.of(reading.article.text) == obj.lexical), spans[0]
            )
            yield ClaimRecord(entity.key, property_, obj, VOICE, Factuality.ASSERTED, (span,), "named-in-the-article")


def _places(reading: Reading) -> dict[str, list[Span]]:
    """Where each entity is named, in the order of the text."""
    where: dict[str, list[Span]] = defaultdict(list)
    for mention in sorted(reading.mentions, key=lambda m: m.span):
        where[mention.entity].append(mention.span)
    for clause in reading.clauses:
        where[clause.key].append(clause.span)
    return where


def _traits(
    reading: Reading, entity: Entity, identity: Identity, typed: bool
) -> Iterator[tuple[str, str | Value | Concept]]:
    if not typed:
        yield "rdf:type", Value(entity.kind, "class")
    label = identity.label(reading.article.identifier, entity)
    for name in sorted({entity.label, *entity.names} - {""}):
        yield "rdfs:label" if name == label else "skos:altLabel", Value(name, language=LANGUAGE)
    if entity.kind in INSTRUMENTS:
        for kind in entity.facet_values("kind"):
            yield "reportedKind", Concept("kind", kind)
    if entity.kind == "StateOrgan":
        for code in entity.facet_values("state"):
            yield "organOf", f"{DATA}state/{code}"
