"""Which axioms of a schema new triples can set off, and which other triples those axioms may join them with.

Every axiom is an edge: from the terms that make it fire to the terms of what it gives. From the properties and
classes of the new triples the edges are followed; an axiom not reached cannot add a triple or find a contradiction
that was not there before. A superset is always right, so class expressions count as one with all their terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import rdflib
from pyoxigraph import Triple
from rdflib import OWL, RDF, RDFS
from rdflib.term import Node

from builder.reason.terms import parts, to_rdflib

_Axiom = tuple[Node, Node, Node]

_FORWARD = frozenset({RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range})
_BOTH_WAYS = frozenset(
    {OWL.inverseOf, OWL.equivalentClass, OWL.equivalentProperty, OWL.onProperty, OWL.onClass}
    | {OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasValue, OWL.maxCardinality, OWL.maxQualifiedCardinality}
)
_FORBIDDING = frozenset({OWL.disjointWith, OWL.propertyDisjointWith, OWL.complementOf})
_LISTS = frozenset({OWL.intersectionOf, OWL.unionOf, OWL.oneOf, OWL.propertyChainAxiom})
_CHARACTERS = frozenset(
    {OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty}
    | {OWL.FunctionalProperty, OWL.InverseFunctionalProperty}
)
_DISJOINT_LISTS = (
    (OWL.AllDisjointClasses, OWL.disjointWith),
    (OWL.AllDisjointProperties, OWL.propertyDisjointWith),
)
_SAMENESS = frozenset({OWL.FunctionalProperty, OWL.InverseFunctionalProperty})
_COUNTED = frozenset({OWL.maxCardinality, OWL.maxQualifiedCardinality})


@dataclass(frozen=True, slots=True)
class Module:
    """The axioms that can fire, the properties and classes that they speak of; ``terms`` None is all of them."""

    axioms: frozenset[_Axiom]
    terms: frozenset[Node] | None

    def joins(self, triple: Triple) -> bool:
        """Whether an old triple may be a premise beside a new one."""
        return self.terms is None or any(term in self.terms for term in signature(triple))


class Schema:
    """The axioms of an ontology that OWL 2 RL reasons with: no annotations, no declarations, no keys."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph
        self.axioms: frozenset[_Axiom] = frozenset(_axioms(graph))

    def module(self, triples: Iterable[Triple]) -> Module:
        """The part of the schema that these triples can set off."""
        if any(str(triple.predicate.value) == str(OWL.sameAs) for triple in triples):
            return Module(self.axioms, None)
        reached = self._reach({term for triple in triples for term in signature(triple)})
        axioms = {axiom for axiom in self.axioms if self._anchors[axiom] & reached}
        if any(axiom[2] in _SAMENESS or axiom[1] in _COUNTED for axiom in axioms):
            return Module(self.axioms, None)
        spoken_of = reached | {term for axiom in axioms for term in self._anchors[axiom]}
        return Module(frozenset(axioms), frozenset(spoken_of))

    def _reach(self, start: set[Node]) -> set[Node]:
        reached, queue = set(start), list(start)
        while queue:
            for term in self._edges[queue.pop()] - reached:
                reached.add(term)
                queue.append(term)
        return reached

    @cached_property
    def _anchors(self) -> dict[_Axiom, frozenset[Node]]:
        """The terms that set an axiom off; of lists, all their members."""
        return {axiom: frozenset(self._anchor(axiom)) for axiom in self.axioms}

    def _anchor(self, axiom: _Axiom) -> Collection[Node]:
        subject, predicate, obj = axiom
        if predicate in _FORWARD:
            return (subject,)
        if predicate in _LISTS:
            return (subject, *self._graph.items(obj))
        if predicate in (RDF.first, RDF.rest):
            return tuple(self._heads.get(subject, ()))
        return (subject,) if predicate == RDF.type else (subject, obj)

    @cached_property
    def _heads(self) -> dict[Node, set[Node]]:
        """Each cell of a list to the members of the list and to whom the list belongs."""
        heads: dict[Node, set[Node]] = defaultdict(set)
        for subject, predicate, obj in self.axioms:
            if predicate in _LISTS:
                owners = {subject, *self._graph.items(obj)}
                for cell in self._graph.transitive_objects(obj, RDF.rest):
                    if cell is not None and cell != RDF.nil:
                        heads[cell] |= owners
        return heads

    @cached_property
    def _edges(self) -> dict[Node, set[Node]]:
        edges: dict[Node, set[Node]] = defaultdict(set)
        for axiom in self.axioms:
            subject, predicate, obj = axiom
            if predicate in _FORWARD:
                edges[subject].add(obj)
            elif predicate in _BOTH_WAYS or predicate in _LISTS:
                together = self._anchors[axiom]
                for term in together:
                    edges[term] |= together
        return edges


def signature(triple: Triple) -> Iterator[Node]:
    """The property of a triple, and its class where it says what something is."""
    _, predicate, obj = parts(triple)
    yield to_rdflib(predicate)
    if predicate.value == str(RDF.type):
        yield to_rdflib(obj)


def _axioms(graph: rdflib.Graph) -> Iterator[_Axiom]:
    wanted = _FORWARD | _BOTH_WAYS | _FORBIDDING | _LISTS | {RDF.first, RDF.rest}
    for triple in graph:
        if triple[1] in wanted or (triple[1] == RDF.type and triple[2] in _CHARACTERS):
            yield triple
    for kind, disjoint in _DISJOINT_LISTS:
        for group in graph.subjects(RDF.type, kind):
            members = [member for head in graph.objects(group, OWL.members) for member in graph.items(head)]
            for one, other in combinations(members, 2):
                yield one, disjoint, other
