"""The rules of OWL 2 RL read backwards: from a triple to the triples and axioms that give it.

The forms are those that the ontology uses (OWL 2 Profiles, section 4.3, tables 4, 5 and 7); what follows from two
axioms at once (table 9) needs none of its own, since the reasoner also stores the triples between.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from builder.languages import topic
from builder.reason.layers import Layers
from builder.reason.proof import Step
from builder.reason.terms import TYPE, Subject, Term, make_triple, parts
from builder.vocabulary import OWL, RDF, RDFS

_CANDIDATES: Final = 64
"""How many triples are tried for a premise that leaves a term open."""

_SUB_CLASS = NamedNode(RDFS + "subClassOf")
_SUB_PROPERTY = NamedNode(RDFS + "subPropertyOf")
_DOMAIN = NamedNode(RDFS + "domain")
_RANGE = NamedNode(RDFS + "range")
_INVERSE = NamedNode(OWL + "inverseOf")
_SAME_CLASS = NamedNode(OWL + "equivalentClass")
_SAME_PROPERTY = NamedNode(OWL + "equivalentProperty")
_CHAIN = NamedNode(OWL + "propertyChainAxiom")
_SYMMETRIC = NamedNode(OWL + "SymmetricProperty")
_TRANSITIVE = NamedNode(OWL + "TransitiveProperty")
_SAME = NamedNode(OWL + "sameAs")
_FIRST, _REST = NamedNode(RDF + "first"), NamedNode(RDF + "rest")

_Instance = tuple[str, tuple[Triple, ...]]


def steps(layers: Layers, triple: Triple) -> Iterator[Step]:
    """Every instance of an OWL 2 RL rule that gives the triple from triples that the layers hold."""
    backward = _Backward(layers)
    for rule, premises in backward.instances(triple):
        if triple not in premises and all(layers.holds(premise) for premise in premises):
            yield Step(rule, titles(rule), premises)


def titles(rule: str) -> tuple[tuple[str, str], ...]:
    """The titles of a rule of OWL 2 RL, by language tag."""
    return tuple((tag, str(topic("explanation", tag)["rules"][rule])) for tag in ("ar", "en"))


class _Backward:
    """Looks for what could give a triple; whether it holds is for the caller to see."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers

    def instances(self, triple: Triple) -> Iterator[_Instance]:
        subject, predicate, obj = parts(triple)
        yield from self._more_specific(subject, predicate, obj)
        yield from self._same(subject, predicate, obj)
        if predicate == TYPE and isinstance(obj, NamedNode):
            yield from self._classified(subject, obj)
        if not isinstance(obj, Literal):
            yield from self._turned(subject, predicate, obj)
            yield from self._transitive(subject, predicate, obj)
            yield from self._chained(subject, predicate, obj)

    def _axioms(self, subject: Subject | None, predicate: NamedNode, obj: Term | None) -> Iterator[Triple]:
        """The axioms of this form between named terms, reflexive ones aside."""
        for axiom in self._layers.match(subject, predicate, obj, self._layers.ontology):
            if axiom.subject != axiom.object and isinstance(axiom.subject, NamedNode):
                yield axiom

    def _open(self, subject: Subject | None, predicate: NamedNode, obj: Term | None) -> Iterator[Triple]:
        return islice(self._layers.match(subject, predicate, obj), _CANDIDATES)

    def _more_specific(self, subject: Subject, predicate: NamedNode, obj: Term) -> Iterator[_Instance]:
        for axiom in self._axioms(None, _SUB_PROPERTY, predicate):
            yield "prp-spo1", (axiom, make_triple(subject, axiom.subject, obj))
        for axiom in self._axioms(None, _SAME_PROPERTY, predicate):
            yield "prp-eqp", (axiom, make_triple(subject, axiom.subject, obj))
        for axiom in self._axioms(predicate, _SAME_PROPERTY, None):
            if isinstance(axiom.object, NamedNode):
                yield "prp-eqp", (axiom, make_triple(subject, axiom.object, obj))

    def _classified(self, subject: Subject, cls: NamedNode) -> Iterator[_Instance]:
        for axiom in self._axioms(None, _SUB_CLASS, cls):
            yield "cax-sco", (axiom, make_triple(subject, TYPE, axiom.subject))
        for axiom in self._axioms(None, _SAME_CLASS, cls):
            yield "cax-eqc", (axiom, make_triple(subject, TYPE, axiom.subject))
        for axiom in self._axioms(cls, _SAME_CLASS, None):
            yield "cax-eqc", (axiom, make_triple(subject, TYPE, axiom.object))
        for axiom in self._axioms(None, _DOMAIN, cls):
            for use in self._open(subject, _property(axiom.subject), None):
                yield "prp-dom", (axiom, use)
        for axiom in self._axioms(None, _RANGE, cls):
            for use in self._open(None, _property(axiom.subject), subject):
                yield "prp-rng", (axiom, use)

    def _turned(self, subject: Subject, predicate: NamedNode, obj: Subject) -> Iterator[_Instance]:
        for axiom in self._axioms(predicate, _INVERSE, None):
            if isinstance(axiom.object, NamedNode):
                yield "prp-inv2", (axiom, make_triple(obj, axiom.object, subject))
        for axiom in self._axioms(None, _INVERSE, predicate):
            yield "prp-inv1", (axiom, make_triple(obj, axiom.subject, subject))
        for axiom in self._axioms(predicate, TYPE, _SYMMETRIC):
            yield "prp-symp", (axiom, make_triple(obj, predicate, subject))

    def _transitive(self, subject: Subject, predicate: NamedNode, obj: Subject) -> Iterator[_Instance]:
        for axiom in self._axioms(predicate, TYPE, _TRANSITIVE):
            for use in self._open(subject, predicate, None):
                if use.object not in (subject, obj) and not isinstance(use.object, Literal):
                    yield "prp-trp", (axiom, use, make_triple(use.object, predicate, obj))

    def _chained(self, subject: Subject, predicate: NamedNode, obj: Subject) -> Iterator[_Instance]:
        for axiom in self._axioms(predicate, _CHAIN, None):
            links = tuple(self._items(axiom.object))
            for path in self._paths(subject, links, obj):
                yield "prp-spo2", (axiom, *path)

    def _paths(self, start: Subject, links: tuple[NamedNode, ...], end: Subject) -> Iterator[tuple[Triple, ...]]:
        if len(links) == 1:
            yield (make_triple(start, links[0], end),)
        for use in self._open(start, links[0], None) if len(links) > 1 else ():
            if not isinstance(use.object, Literal | Triple):
                for rest in self._paths(use.object, links[1:], end):
                    yield (use, *rest)

    def _items(self, head: object) -> Iterator[NamedNode]:
        while head != NamedNode(RDF + "nil"):
            for cell in self._layers.match(head, _FIRST, None, self._layers.ontology):  # type: ignore[arg-type]
                yield _property(cell.object)
            rest = next(self._layers.match(head, _REST, None, self._layers.ontology), None)  # type: ignore[arg-type]
            head = rest.object if rest else NamedNode(RDF + "nil")

    def _same(self, subject: Subject, predicate: NamedNode, obj: Term) -> Iterator[_Instance]:
        if predicate == _SAME and not isinstance(obj, Literal):
            yield "eq-sym", (make_triple(obj, _SAME, subject),)
            for use in self._open(subject, _SAME, None):
                if use.object not in (subject, obj):
                    yield "eq-trans", (use, make_triple(use.object, _SAME, obj))
            return
        for same in self._open(None, _SAME, subject):
            yield "eq-rep-s", (same, make_triple(same.subject, predicate, obj))
        if not isinstance(obj, Literal):
            for same in self._open(None, _SAME, obj):
                yield "eq-rep-o", (same, make_triple(subject, predicate, same.subject))


def _property(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"{term} is no property: an axiom of a blank node reached the named axioms")
    return term
