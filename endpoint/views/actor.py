"""An actor: offices, instruments, what it said, what is said of it, and accusations with their denials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from builder.vocabulary import MQ, RDF, RDFS, SKOS
from endpoint.views.conflicts import Dispute, disputes_about
from endpoint.views.facts import Facet, Fact, facets, facts, facts_into
from endpoint.views.reader import Reader, Shown
from endpoint.views.sources import Ledger, Said
from endpoint.views.statements import Speech, speeches

_ABOUT: Final = ("organOf", "inState", "basedIn", "capital", "successorOf", "allyOf", "memberOf", "iso3166")
_DOUBTED: Final = frozenset({"alleged", "denied"})
_NAMING: Final = frozenset({RDF + "type", RDFS + "label", SKOS + "altLabel"})
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Office:
    """A tenure: its facets (office, state, organ) and why the person is said to hold it."""

    fact: Fact
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An event in which the actor took part, with its instrument and dates."""

    event: Shown
    instruments: tuple[Shown, ...]
    dates: tuple[Fact, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """The page of an actor."""

    thing: Shown
    kinds: tuple[Shown, ...]
    code: str
    other_names: tuple[Shown, ...]
    character: tuple[Facet, ...]
    offices: tuple[Office, ...]
    holders: tuple[Fact, ...]
    treaties: tuple[Fact, ...]
    parts: tuple[Part, ...]
    doubted: tuple[Said, ...]
    disputes: tuple[Dispute, ...]
    by: tuple[Speech, ...]
    about: tuple[Speech, ...]
    held: tuple[Said, ...]
    same: tuple[Shown, ...]


def actor_page(reader: Reader, iri: str) -> ActorPage:
    """The page of an actor of this graph."""
    ledger = Ledger(reader)
    said_of = _claims(reader, ledger, [*reader.subjects("mq:subject", iri), *reader.subjects("mq:object", iri)])
    own = [claim for name in reader.subjects("mq:attributedTo", iri) for claim in reader.iris(name, "mq:ofClaim")]
    held = _claims(reader, ledger, own)
    doubted = {said.node: said for said in (*said_of, *held) if said.levels & _DOUBTED}
    return ActorPage(
        reader.name(iri),
        tuple(reader.names(reader.kinds(iri))),
        reader.value(iri, "mq:iso3166") or "",
        _other_names(reader, iri),
        facets(reader, iri, (f"mq:{name}" for name in _ABOUT if name != "iso3166")),
        tuple(_office(reader, fact) for fact in facts(reader, iri, "mq:holdsOffice")),
        tuple(facts_into(reader, "mq:organOf", iri)),
        _treaties(reader, iri),
        _parts(reader, iri),
        tuple(doubted.values()),
        disputes_about(reader, ledger, iri),
        speeches(reader, ledger, reader.subjects("mq:speaker", iri)),
        speeches(reader, ledger, reader.subjects("mq:about", iri)),
        held,
        tuple(reader.names(reader.iris(iri, "skos:exactMatch"))),
    )


def _claims(reader: Reader, ledger: Ledger, nodes: Iterable[str]) -> tuple[Said, ...]:
    """Claims that do more than name a thing, a hundred at most."""
    found = [said for said in ledger.claims(dict.fromkeys(nodes)) if said.predicate.value not in _NAMING]
    return tuple(reader.first(found, _MOST))


def _other_names(reader: Reader, iri: str) -> tuple[Shown, ...]:
    labels = [*reader.objects(iri, "rdfs:label"), *reader.objects(iri, "skos:altLabel")]
    return tuple({term.value: reader.shown(term) for term in labels if term.value != reader.name(iri).text}.values())


def _office(reader: Reader, fact: Fact) -> Office:
    return Office(fact, facets(reader, fact.shown.value, ("mq:office", "mq:ofState", "mq:organOf")))


def _treaties(reader: Reader, iri: str) -> tuple[Fact, ...]:
    found = [*facts(reader, iri, "mq:partyTo"), *facts_into(reader, "mq:hasParty", iri)]
    once = {fact.shown.value: fact for fact in reversed(found) if fact.layer != "documents"}
    return tuple(sorted(once.values(), key=lambda fact: (fact.layer == "ontology", fact.shown)))


def _parts(reader: Reader, iri: str) -> tuple[Part, ...]:
    found = {
        fact.shown.value: fact for name in ("mq:participant", "mq:signedBy") for fact in facts_into(reader, name, iri)
    }
    parts = [
        Part(
            fact.shown,
            tuple(reader.names(reader.iris(event, "mq:ofInstrument"))),
            tuple(facts(reader, event, "mq:date")),
            fact.why,
        )
        for event, fact in found.items()
        if MQ + "LifecycleEvent" in reader.classes(event)
    ]
    return tuple(
        sorted(parts, key=lambda part: (min((d.shown.time or "" for d in part.dates), default="9"), part.event))
    )
