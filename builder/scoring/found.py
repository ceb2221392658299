"""What a graph says of one article: its mentions, claims, clauses and statements, and the names of things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final, NamedTuple

import regex
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from builder.languages import topic
from builder.model import Span
from builder.recognise.text import fold
from builder.vocabulary import MQ, PREFIXES

UNHELD: Final = frozenset({"denied", "alleged"})
"""Factualities of which nothing is scored."""
_NOISE: Final = regex.compile(r"[\u064b-\u065f\u0670\u0640\u200e\u200f\"“”«»'’()\[\].,\u060c\u061b:!\u061f-]")


def local(iri: str) -> str:
    """The last part of an IRI."""
    return regex.split("[#/]", iri)[-1]


def folded(name: str) -> str:
    """A name to compare: letter variants, marks and the article dropped."""
    return " ".join(_article().sub("", word) for word in fold(_NOISE.sub(" ", name)).lower().split())


@cache
def _article() -> regex.Pattern[str]:
    """The definite article at a word's beginning, with what is written together with it."""
    clitics = topic("proclitics")
    single = "".join((*clitics["conjunctions"], *clitics["prepositions"]))
    return regex.compile(rf"^(?:[{single}]?{clitics['article']}|{clitics['swallowing']})(?=\w{{3}})")


class Claim(NamedTuple):
    """A claim as one article attributes it: subject and object, and the local name of its factuality."""

    subject: str
    object: str
    factuality: str


@dataclass(slots=True)
class Saying:
    """A statement: its spans, speakers and modes."""

    spans: set[Span] = field(default_factory=set)
    speakers: set[str] = field(default_factory=set)
    modes: set[str] = field(default_factory=set)


class World:
    """Asks a graph; what it says of things in general is asked once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(self, query: str, **values: NamedNode | Literal) -> Iterator[tuple[str, ...]]:
        """The rows of a query that binds every variable, as plain strings; ``values`` fixes variables."""
        bound = "".join(f" VALUES ?{name} {{ {value} }}" for name, value in values.items())
        text = query.rstrip().removesuffix("}") + bound + " }"
        answer = self._store.query(text, prefixes=PREFIXES)
        assert isinstance(answer, QuerySolutions)
        names = [variable.value for variable in answer.variables]
        for row in answer:
            yield tuple(str(getattr(row[name], "value", "")) for name in names)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The ISO 3166 code of each state."""
        return {row[0]: row[1] for row in self.rows("SELECT ?x ?i { ?x mq:iso3166 ?i }")}

    @cached_property
    def labels(self) -> dict[str, set[str]]:
        """The folded names of each thing."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for thing, name in self.rows("SELECT ?x ?l { ?x rdfs:label|skos:prefLabel|skos:altLabel ?l }"):
            found[thing].add(folded(name))
        return found

    @cached_property
    def events(self) -> dict[str, list[str]]:
        """The local names of the classes of each event, sorted."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        query = """SELECT DISTINCT ?e ?c {
            ?x mq:object ?t ; mq:predicate mq:ofInstrument ; mq:subject ?e . ?e a ?c }"""
        for event, kind in self.rows(query):
            found[event].add(local(kind))
        return {event: sorted(kinds) for event, kinds in found.items()}

    def is_actor(self, iri: str, wanted: str) -> bool:
        """Whether an actor is the one that gold calls by a code or a name."""
        if self.codes.get(iri) == wanted:
            return True
        name = folded(wanted)
        names = self.labels.get(iri, set())
        return name in names or any(name and (name in own or own in name) for own in names if len(own) > 3)


class Found:
    """What the graph says of one article."""

    def __init__(self, world: World, article: str) -> None:
        self.world = world
        self._article = NamedNode(article)

    def mentioned(self, kind: str) -> dict[str, set[Span]]:
        """The entities of a class (or below it) that the article names, with the spans where it does."""
        spans: defaultdict[str, set[Span]] = defaultdict(set)
        query = """SELECT DISTINCT ?x ?s ?e { ?m mq:refersTo ?x ; oa:hasSource ?a ; oa:hasSelector ?k .
            ?k oa:start ?s ; oa:end ?e . ?x a/rdfs:subClassOf* ?c }"""
        for entity, start, end in self.world.rows(query, a=self._article, c=NamedNode(MQ + kind)):
            spans[entity].add(Span(int(start), int(end)))
        return dict(spans)

    @cached_property
    def claims(self) -> dict[str, set[Claim]]:
        """The article's claims by the local name of their predicate."""
        found: defaultdict[str, set[Claim]] = defaultdict(set)
        query = """SELECT DISTINCT ?s ?p ?o ?f { ?c mq:subject ?s ; mq:predicate ?p ; mq:object ?o .
            ?t mq:ofClaim ?c ; mq:factuality ?f ; mq:evidence/oa:hasSource ?a }"""
        for subject, predicate, thing, factuality in self.world.rows(query, a=self._article):
            found[local(predicate)].add(Claim(subject, thing, local(factuality)))
        return found

    @cached_property
    def clauses(self) -> dict[str, tuple[set[Span], set[str]]]:
        """Each clause's spans and the local names of its obligation types."""
        found: dict[str, tuple[set[Span], set[str]]] = {}
        query = """SELECT ?c ?s ?e ?k { ?c a/rdfs:subClassOf* mq:Clause ; mq:evidence ?v .
            ?v oa:hasSource ?a ; oa:hasSelector ?sel . ?sel oa:start ?s ; oa:end ?e .
            OPTIONAL { ?c mq:obligationType ?k } }"""
        for clause, start, end, kind in self.world.rows(query, a=self._article):
            spans, kinds = found.setdefault(clause, (set(), set()))
            spans.add(Span(int(start), int(end)))
            kinds.update({local(kind)} - {""})
        return found

    @cached_property
    def sayings(self) -> dict[str, Saying]:
        """Each statement."""
        found: defaultdict[str, Saying] = defaultdict(Saying)
        query = """SELECT ?st ?s ?e ?who ?mode { ?st a/rdfs:subClassOf* mq:Statement ; mq:evidence ?v .
            ?v oa:hasSource ?a ; oa:hasSelector ?k . ?k oa:start ?s ; oa:end ?e .
            OPTIONAL { ?st mq:speaker ?who } OPTIONAL { ?st mq:mode ?mode } }"""
        for statement, start, end, speaker, mode in self.world.rows(query, a=self._article):
            found[statement].spans.add(Span(int(start), int(end)))
            found[statement].speakers.update({speaker} - {""})
            found[statement].modes.update({local(mode)} - {""})
        return dict(found)
