"""An instrument: what it is called, who is bound, its life, its clauses, what is said of it and disputed about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from builder.vocabulary import MQ
from endpoint.views.chain import Chain, chain
from endpoint.views.conflicts import Dispute, disputes_about
from endpoint.views.facts import Facet, Fact, facets, facts
from endpoint.views.reader import Reader, Shown
from endpoint.views.sources import Ledger, Said, Words
from endpoint.views.statements import Speech, speeches

_LIFE: Final = (
    "Negotiation", "Adoption", "Signature", "Ratification", "Accession", "InstrumentExchange", "EntryIntoForce",
    "Suspension", "Withdrawal", "Supersession", "Termination",
)  # fmt: skip
"""The order of a treaty's life, for events whose dates are not known."""

_EVENT: Final = ("place", "participant", "signedBy")
_CLAUSE: Final = ("articleNumber", "strength", "obligor", "obligee", "trigger", "invokes", "subjectToLaw", "textStatus")
_CHARACTER: Final = ("reportedKind", "characterisedAs", "amends", "invokes", "inForceFrom", "inForceTo", "signedOn")


@dataclass(frozen=True, slots=True)
class Naming:
    """What one article calls the instrument: each form of words once, with where it stands first and how often."""

    article: Shown
    publisher: Shown | None
    forms: tuple[tuple[Words, int], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A party, by its code where it is a state."""

    fact: Fact
    code: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An event of the instrument's life; ``state`` is done, planned or claimed (held by someone, no fact)."""

    event: Shown
    kind: Shown
    dates: tuple[Fact, ...]
    state: str
    facets: tuple[Facet, ...]
    said: tuple[Said, ...]
    order: tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause: what it obliges to, on which words, with its facets."""

    clause: Shown
    types: tuple[Fact, ...]
    texts: tuple[str, ...]
    words: tuple[Words, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class TreatyPage:
    """The page of an instrument."""

    thing: Shown
    kinds: tuple[Shown, ...]
    character: tuple[Facet, ...]
    parties: tuple[Party, ...]
    names: tuple[Naming, ...]
    life: tuple[Moment, ...]
    chain: Chain | None
    replacing: tuple[Said, ...]
    clauses: tuple[Provision, ...]
    speeches: tuple[Speech, ...]
    disputes: tuple[Dispute, ...]
    merged: tuple[Shown, ...]


def treaty_page(reader: Reader, iri: str) -> TreatyPage:
    """The page of an instrument of this graph."""
    ledger = Ledger(reader)
    return TreatyPage(
        reader.name(iri),
        tuple(reader.names(reader.kinds(iri))),
        facets(reader, iri, (f"mq:{name}" for name in _CHARACTER)),
        tuple(Party(fact, reader.value(fact.shown.value, "mq:iso3166") or "") for fact in _parties(reader, iri)),
        _names(reader, ledger, iri),
        tuple(sorted((_moment(reader, ledger, event) for event in _events(reader, iri)), key=lambda m: m.order)),
        chain(reader, iri),
        _replacing(ledger, iri),
        tuple(_provision(reader, ledger, clause) for clause in _clauses(reader, iri)),
        speeches(reader, ledger, reader.subjects("mq:about", iri)),
        disputes_about(reader, ledger, iri),
        tuple(reader.names(reader.subjects("mq:mergedInto", iri))),
    )


def _parties(reader: Reader, iri: str) -> list[Fact]:
    return facts(reader, iri, "mq:hasParty")


def _names(reader: Reader, ledger: Ledger, iri: str) -> tuple[Naming, ...]:
    found: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for mention in reader.subjects("mq:refersTo", iri):
        for article, start, end, exact in ledger.spans(mention):
            found[article][exact].append((start, end))
    namings = []
    for article in sorted(found):
        first = sorted((min(spans), exact, len(spans)) for exact, spans in found[article].items())
        publisher = next(iter(reader.names(reader.iris(article, "dcterms:publisher"))), None)
        forms = tuple((ledger.quoted(article, *span, exact), times) for span, exact, times in first)
        namings.append(Naming(reader.name(article), publisher, forms))
    return tuple(namings)


def _events(reader: Reader, iri: str) -> list[str]:
    return [event for event in reader.subjects("mq:ofInstrument", iri) if MQ + "Clause" not in reader.classes(event)]


def _moment(reader: Reader, ledger: Ledger, event: str) -> Moment:
    kinds = reader.kinds(event)
    kind = reader.name(kinds[0]) if kinds else reader.name(MQ + "LifecycleEvent")
    said = tuple(said for said in ledger.about(event) if said.predicate.text and _telling(said))
    levels = {level for claim in said for level in claim.levels}
    done = bool(reader.objects(event, "rdf:type", "facts"))
    dates = tuple(facts(reader, event, "mq:date"))
    state = "done" if done else "planned" if "planned" in levels else "claimed"
    order = _LIFE.index(kind.value.removeprefix(MQ)) if kind.value.removeprefix(MQ) in _LIFE else len(_LIFE)
    when, order = _when(reader, event, order)
    more = facets(reader, event, [*(f"mq:{name}" for name in _EVENT), "mq:fulfils"])
    return Moment(reader.name(event), kind, dates, state, more, said, (when, order, event))


def _when(reader: Reader, event: str, order: int) -> tuple[str, int]:
    """Where an event stands in time: by its date, a plan without one just before what fulfilled it."""
    for name, place in [(event, order), *((done, -1) for done in reader.subjects("mq:fulfils", event))]:
        dates = [term.value for term in reader.objects(name, "mq:date")]
        if dates:
            return min(dates), place
    return "9", order


def _telling(said: Said) -> bool:
    return said.predicate.value in {f"{MQ}{name}" for name in ("ofInstrument", "date")}


def _replacing(ledger: Ledger, iri: str) -> tuple[Said, ...]:
    """Who says that it replaces another, or another it."""
    predicates = {MQ + "directlySupersedes", MQ + "supersedes"}
    claims = [*ledger.about(iri), *ledger.naming(iri)]
    return tuple({said.node: said for said in claims if said.predicate.value in predicates}.values())


def _clauses(reader: Reader, iri: str) -> list[str]:
    parts = {name for name in reader.subjects("mq:partOf", iri) if MQ + "Clause" in reader.classes(name)}
    return sorted(parts | set(reader.iris(iri, "mq:hasClause")))


def _provision(reader: Reader, ledger: Ledger, clause: str) -> Provision:
    return Provision(
        reader.name(clause),
        tuple(facts(reader, clause, "mq:obligationType")),
        tuple(term.value for term in reader.objects(clause, "mq:clauseText")),
        tuple(ledger.words_of(clause)),
        facets(reader, clause, (f"mq:{name}" for name in _CLAUSE)),
    )
