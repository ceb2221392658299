"""The OWL 2 RL closure, by owlrl, without what no one asks for.

owlrl runs every axiom over all triples in every round, so it is given no more than can matter: the axioms that the
new triples can set off, and the old triples that these axioms join with (module.py). Rules that only make noise
(OWL 2 Profiles, table 4, eq-ref; table 8, dt-*; the reflexive ones of table 9) are cut off where triples are stored.
owlrl's ``owl:hasKey`` ignores the last key, so keys are not reasoned over; its check of disjoint
properties ignores the last of a list, so lists of what is disjoint are spelt out in pairs (module.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import rdflib
from pyoxigraph import Triple
from rdflib import OWL, RDF, RDFS

from builder.reason.module import Schema
from builder.reason.terms import parts, to_rdflib, triple_from_rdflib

_SAME, _TYPE = OWL.sameAs, RDF.type
_BUILT_IN = (str(RDF), str(RDFS), str(OWL))
_IRI = re.compile(r"https?://[^\s,()']+")

_Generalised = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]


@dataclass(frozen=True, slots=True, order=True)
class Inconsistency:
    """A contradiction that OWL 2 RL found: what the reasoner says, and the IRIs of which it says it.

    ``premises``: the triples that cannot all be, as far as the reasoner tells them. ``grounds``: the facts from which
    they follow, in order.
    """

    message: str
    about: tuple[str, ...]
    premises: tuple[Triple, ...] = field(default=(), compare=False)
    grounds: tuple[Triple, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows from the triples, without the triples themselves; and the contradictions."""

    triples: frozenset[Triple]
    inconsistencies: frozenset[Inconsistency]


def close(schema: Schema, new: Collection[Triple], old: Iterable[Triple] = ()) -> Closure:
    """What follows from ``new`` and the schema, given ``old``, which is already closed under the schema."""
    from builder.reason.quiet import Quiet  # owlrl is slow to load, and few builds use it

    module = schema.module(new)
    graph = rdflib.Graph()
    for axiom in module.axioms:
        graph.add(axiom)
    given = set(new) | {triple for triple in old if module.joins(triple)}
    for triple in given:
        graph.add(tuple(to_rdflib(term) for term in parts(triple)))  # type: ignore[arg-type]
    reasoner = Quiet(graph)
    reasoner.closure()
    # owlrl writes its complaints into the graph as triples too: they are blank nodes, which are dropped here
    found = {triple_from_rdflib(t) for t in graph if t not in schema.axioms and useful(t)} - given
    return Closure(frozenset(found), frozenset(map(_inconsistency, reasoner.error_messages)))


def useful(triple: _Generalised) -> bool:
    """Whether an inferred triple says something of data: no blank node, no axiom, no built-in class."""
    subject, predicate, obj = triple
    if not isinstance(subject, rdflib.URIRef) or isinstance(obj, rdflib.BNode):
        return False
    if not isinstance(predicate, rdflib.URIRef) or str(subject).startswith(_BUILT_IN):
        return False
    if predicate == _TYPE:
        return isinstance(obj, rdflib.URIRef) and not str(obj).startswith(_BUILT_IN)
    if predicate == _SAME:
        return subject != obj and isinstance(obj, rdflib.URIRef)
    return not str(predicate).startswith(_BUILT_IN)


def _inconsistency(message: str) -> Inconsistency:
    return Inconsistency(message, tuple(dict.fromkeys(_IRI.findall(message))))
