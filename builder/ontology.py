"""Loads the ontology: its modules, its known entities, and the bare schema that the reasoner needs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from builder.errors import OntologyError
from builder.resources import folder

_ALIGNMENTS: Final = "alignments.ttl"
_SCHEMA_PREDICATES: Final = frozenset(
    {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.disjointWith, OWL.members}
)
_SCHEMA_TYPES: Final = frozenset(
    {
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.TransitiveProperty,
        OWL.SymmetricProperty,
        OWL.AsymmetricProperty,
        OWL.IrreflexiveProperty,
        OWL.AllDisjointClasses,
        SKOS.Concept,
    }
)


def modules() -> list[Path]:
    """The files of the ontology's own modules, alignments among them, by name."""
    return sorted(folder("ontology").glob("*.ttl"))


def files(alignments: bool = True, entities: bool = True) -> list[Path]:
    """The files of the ontology graph, modules before entities, each part by name.

    ``alignments``: with the links to other vocabularies; ``entities``: with the known entities.
    """
    found = [path for path in modules() if alignments or path.name != _ALIGNMENTS]
    return found + sorted((folder("ontology") / "entities").glob("*.ttl")) if entities else found


def schema(alignments: bool = False) -> Graph:
    """The terms and their axioms, without entities, labels and whatever else entails nothing.

    The concepts of the vocabularies stay, by their type alone, so that a reasoner does not infer it anew.
    Ranges of literals are left out: shapes have checked them before, and reasoning would only type each literal.

    Raises OntologyError where a module cannot be parsed.
    """
    whole = Graph()
    for path in files(alignments, entities=False):
        _parse(whole, path)
    bare = Graph()
    for subject, predicate, obj in whole:
        if _is_axiom(whole, subject, predicate, obj):
            bare.add((subject, predicate, obj))
    for members in list(bare.objects(None, OWL.members)):
        _copy_list(whole, bare, members)
    return bare


def _is_axiom(graph: Graph, subject: Node, predicate: Node, obj: Node) -> bool:
    if predicate == RDF.type:
        return obj in _SCHEMA_TYPES
    if predicate == RDFS.range:
        return (subject, RDF.type, OWL.DatatypeProperty) not in graph
    return predicate in _SCHEMA_PREDICATES


def _copy_list(source: Graph, target: Graph, head: Node) -> None:
    while head != RDF.nil:
        for triple in source.triples((head, None, None)):
            target.add(triple)
        head = next(source.objects(head, RDF.rest), RDF.nil)


def _parse(graph: Graph, path: Path) -> None:
    """Adds all triples of a file but those of literals, which are no axioms; pyoxigraph reads it ten times as fast."""
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            if not isinstance(quad.object, Literal):
                graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    except SyntaxError as error:
        raise OntologyError(f"{path} is no Turtle: {error}; mend the file or reinstall mithaq") from error


def _node(term: object) -> URIRef | BNode:
    return URIRef(term.value) if isinstance(term, NamedNode) else BNode(str(term)[2:])
