"""OWL 2 RL: the same as owlrl gives on the whole, without its noise, and in parts as at once."""

from __future__ import annotations

import random
from typing import Any

import pytest
import rdflib
from owlrl.OWLRL import OWLRL_Semantics
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import OWL, RDF, RDFS
from rdflib.collection import Collection

from builder.reason.closure import close, useful
from builder.reason.module import Schema
from builder.reason.terms import to_rdflib, triple_from_rdflib
from builder.vocabulary import MQ

EX = "https://example.org/"
_CHARACTERS = (OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty)


def _schema(text: str) -> rdflib.Graph:
    header = f"@prefix : <{EX}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . "
    return rdflib.Graph().parse(data=header + text, format="turtle")


def _triples(*texts: str) -> set[Triple]:
    found = set()
    for text in texts:
        subject, predicate, obj = (NamedNode(str(RDF.type) if part == "a" else EX + part) for part in text.split())
        found.add(Triple(subject, predicate, obj))
    return found


def _reference(schema: rdflib.Graph, triples: set[Triple]) -> set[Triple]:
    """What plain owlrl adds, noise dropped."""
    graph = rdflib.Graph()
    for axiom in schema:
        graph.add(axiom)
    given = {tuple(to_rdflib(term) for term in (t.subject, t.predicate, t.object)) for t in triples}  # type: ignore[arg-type]
    for fact in given:
        graph.add(fact)  # type: ignore[arg-type]
    OWLRL_Semantics(graph, False, False).closure()
    return {triple_from_rdflib(t) for t in graph if t not in schema and t not in given and useful(t)}


@pytest.mark.parametrize(
    ("axioms", "facts", "inferred"),
    [
        (":p a owl:TransitiveProperty .", ["x p y", "y p z"], ["x p z"]),
        (":p a owl:SymmetricProperty .", ["x p y"], ["y p x"]),
        (":p owl:inverseOf :q .", ["x p y", "u q v"], ["y q x", "v p u"]),
        (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ["x p y"], ["x q y", "x r y"]),
        (":p owl:propertyChainAxiom (:q :r) .", ["x q y", "y r z"], ["x p z"]),
        (":p owl:equivalentProperty :q .", ["x p y", "u q v"], ["x q y", "u p v"]),
        (":p rdfs:domain :C ; rdfs:range :D .", ["x p y"], ["x a C", "y a D"]),
        (":C rdfs:subClassOf :D . :D rdfs:subClassOf :E .", ["x a C"], ["x a D", "x a E"]),
        (":C owl:equivalentClass :D .", ["x a C", "y a D"], ["x a D", "y a C"]),
        (":R owl:onProperty :p ; owl:hasValue :v .", ["x a R", "y p v"], ["x p v", "y a R"]),
        (":R owl:onProperty :p ; owl:someValuesFrom :C .", ["x p y", "y a C"], ["x a R"]),
        (":R owl:onProperty :p ; owl:allValuesFrom :C .", ["x a R", "x p y"], ["y a C"]),
        (":C owl:intersectionOf (:D :E) .", ["x a D", "x a E"], ["x a C"]),
        (":C owl:unionOf (:D :E) .", ["x a D"], ["x a C"]),
        (":C owl:hasKey (:p) .", ["x a C", "y a C", "x p v", "y p w"], []),
    ],
)
def test_rule_forms(axioms: str, facts: list[str], inferred: list[str]) -> None:
    assert close(Schema(_schema(axioms)), _triples(*facts)).triples == _triples(*inferred)


@pytest.mark.parametrize(
    ("axioms", "facts", "about"),
    [
        (":C owl:disjointWith :D .", ["x a C", "x a D"], "x"),
        ("[] a owl:AllDisjointClasses ; owl:members (:C :D :E) .", ["x a D", "x a E"], "x"),
        (":p a owl:AsymmetricProperty .", ["x p y", "y p x"], "x"),
        (":p a owl:IrreflexiveProperty .", ["x p x"], "x"),
        (":p owl:propertyDisjointWith :q .", ["x p y", "x q y"], "x"),
        ("[] a owl:AllDisjointProperties ; owl:members (:p :q :r) .", ["x q y", "x r y"], "x"),
        (":p rdfs:range :C . :C owl:disjointWith :D .", ["x p y", "y a D"], "y"),
    ],
)
def test_contradictions_are_told_with_what_they_are_about(axioms: str, facts: list[str], about: str) -> None:
    found = close(Schema(_schema(axioms)), _triples(*facts)).inconsistencies
    assert found
    assert all(EX + about in inconsistency.about for inconsistency in found)
    assert not close(Schema(_schema(axioms)), _triples(*facts[:1] if facts != ["x p x"] else ["x p y"])).inconsistencies


def test_no_noise(treaty: Any) -> None:
    treaty.add('<clause> mq:articleNumber "4" . <new> rdfs:label "a treaty"@en .')
    known = {quad.triple for quad in (*treaty.facts, *treaty.context)} | {triple_from_rdflib(t) for t in treaty.schema}
    assert treaty.inferred
    for inferred in treaty.inferred:
        assert isinstance(inferred.subject, NamedNode)
        assert not isinstance(inferred.object, BlankNode)
        assert not inferred.subject.value.startswith((MQ, str(OWL), str(RDF), str(RDFS)))
        assert not str(inferred.object).startswith((f"<{OWL}", f"<{RDFS}", f"<{RDF}"))
        assert inferred.predicate.value != str(OWL.sameAs)
        assert inferred not in known
    assert treaty.inference.inconsistencies == ()


def test_the_literal_of_a_fact_keeps_its_form(world: Any) -> None:
    world.schema = _schema(":p rdfs:subPropertyOf :q .")
    world.add(f'<x> <{EX}p> "1"^^xsd:integer, "2024"^^xsd:gYear, "كلمة"@ar .')
    assert sorted(str(quad.object) for quad in world.inference.quads) == sorted(
        str(term)
        for term in (
            Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
            Literal("2024", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYear")),
            Literal("كلمة", language="ar"),
        )
    )


def _random_schema(rng: random.Random) -> rdflib.Graph:
    graph = rdflib.Graph()
    classes = [rdflib.URIRef(f"{EX}C{i}") for i in range(5)]
    properties = [rdflib.URIRef(f"{EX}p{i}") for i in range(6)]
    for _ in range(rng.randint(2, 10)):
        one, other = rng.sample(properties, 2)
        graph.add(
            rng.choice(
                [
                    (one, RDFS.subPropertyOf, other),
                    (one, OWL.inverseOf, other),
                    (one, OWL.equivalentProperty, other),
                    (one, RDFS.domain, rng.choice(classes)),
                    (one, RDFS.range, rng.choice(classes)),
                    (one, RDF.type, rng.choice(_CHARACTERS)),
                    (*rng.sample(classes, 1), RDFS.subClassOf, rng.choice(classes)),
                    (*rng.sample(classes, 1), OWL.disjointWith, rng.choice(classes)),
                ]
            )
        )
    if rng.random() < 0.4:
        cell = rdflib.URIRef(f"{EX}list")
        Collection(graph, cell, rng.sample(properties, 2))
        graph.add((properties[0], OWL.propertyChainAxiom, cell))
    return graph


def _random_triples(rng: random.Random) -> set[Triple]:
    texts = [f"x{rng.randrange(6)} p{rng.randrange(6)} x{rng.randrange(6)}" for _ in range(rng.randint(1, 9))]
    return _triples(*texts, *(f"x{rng.randrange(6)} a C{rng.randrange(5)}" for _ in range(rng.randint(0, 3))))


@pytest.mark.parametrize("seed", range(25))
def test_as_owlrl_on_random_ontologies_and_in_parts_as_at_once(seed: int) -> None:
    rng = random.Random(seed)
    graph, triples = _random_schema(rng), _random_triples(rng)
    schema = Schema(graph)
    whole = close(schema, triples)
    assert whole.triples == _reference(graph, triples)
    first = {triple for triple in triples if rng.random() < 0.6}
    before = close(schema, first)
    closed = first | before.triples
    after = close(schema, triples - closed, closed)
    assert closed | (triples - closed) | after.triples == triples | whole.triples
    assert before.inconsistencies | after.inconsistencies == whole.inconsistencies
