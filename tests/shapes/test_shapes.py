"""The shapes themselves: well formed, named and worded in both languages, and true to the ontology."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import BNode, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from builder import ontology
from builder.resources import folder
from builder.validate.shapes import SHAPES, load
from builder.vocabulary import MQ, MQV

FILES = sorted(folder("shapes").glob("*.ttl"))
QUERY_TERM = re.compile(r"\bmq:(\w+)")


@cache
def _shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in FILES:
        graph.parse(path)
    return graph


@cache
def _ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in ontology.files(entities=False):
        graph.parse(path)
    return graph


def _nodes() -> list[URIRef]:
    graph = _shapes()
    nodes = {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}
    return sorted(node for node in nodes if isinstance(node, URIRef))


def test_shapes_are_shapes_by_the_shapes_of_shacl() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=_shapes(), meta_shacl=True, advanced=True)
    assert conforms, text


def test_every_shape_has_an_iri() -> None:
    graph = _shapes()
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
    shapes = {node for kind in kinds for node in graph.subjects(RDF.type, kind)} | {*graph.objects(None, SH.property)}
    assert len(shapes) > 150
    assert [node for node in shapes if isinstance(node, BNode) or not str(node).startswith(SHAPES)] == []


@pytest.mark.parametrize("text", [SH.name, SH.message], ids=["name", "message"])
def test_every_shape_speaks_both_languages_once(text: URIRef) -> None:
    graph = _shapes()
    for node in _nodes():
        languages = sorted(str(getattr(value, "language", None)) for value in graph.objects(node, text))
        assert languages == ["ar", "en"], f"{node} has {text} in {languages}"


def test_every_shape_with_a_target_is_described_in_both_languages() -> None:
    graph = _shapes()
    for node in {*graph.subjects(SH.targetClass), *graph.subjects(SH.targetSubjectsOf)}:
        assert sorted(str(value.language) for value in graph.objects(node, SH.description)) == ["ar", "en"], node


def test_no_query_has_a_message_of_its_own() -> None:
    # Jena refuses a SPARQL constraint with two messages (apache/jena#3817), so the shape has them.
    assert [*_shapes().triples((None, SH.message, None))] != []
    for constraint in _shapes().subjects(RDF.type, SH.SPARQLConstraint):
        assert (constraint, SH.message, None) not in _shapes()


def test_every_name_of_the_ontology_that_a_shape_uses_exists() -> None:
    declared = {str(term) for term in _ontology().subjects(RDF.type)}
    used = {str(term) for triple in _shapes() for term in triple if isinstance(term, URIRef)}
    used |= {MQ + name for query in _shapes().objects(None, SH.select) for name in QUERY_TERM.findall(str(query))}
    assert {name for name in used if name.startswith((MQ, MQV)) and name not in declared} == set()


def test_every_class_has_a_shape() -> None:
    classes = {term for term in _ontology().subjects(RDF.type, OWL.Class) if str(term).startswith(MQ)}
    targets = set(_shapes().objects(None, SH.targetClass))
    shapeless = [name for name in classes if not targets & {*_ontology().transitive_objects(name, RDFS.subClassOf)}]
    assert shapeless == []


def test_lists_of_concepts_are_whole_schemes() -> None:
    graph, terms = _shapes(), _ontology()
    seen = 0
    for shape, list_ in graph.subject_objects(SH["in"]):
        concepts = set(graph.items(list_))
        schemes = {scheme for concept in concepts for scheme in terms.objects(concept, SKOS.inScheme)}
        assert len(schemes) == 1, shape
        assert concepts == {*terms.subjects(SKOS.inScheme, schemes.pop())}, shape
        seen += 1
    assert seen > 10


def test_layers_are_known() -> None:
    assert set(load().core) == {"articles", "facts", "report", "decisions"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_names_its_topic_in_both_languages(path: Path) -> None:
    first, second = path.read_text(encoding="utf-8").splitlines()[:2]
    assert re.match(r"# [A-Z]", first)
    assert re.match("# [\u0600-\u06ff]", second)
