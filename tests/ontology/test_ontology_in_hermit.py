"""An OWL 2 DL reasoner, HermiT, loads the ontology and finds every class possible."""

from __future__ import annotations

import io
import shutil

import owlready2
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from builder import ontology
from builder.vocabulary import MQ

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, and there is no java here")


def reasoned(*extra: tuple[URIRef, URIRef, URIRef]) -> owlready2.World:
    """All modules and these triples after HermiT; owlready2 reads no Turtle, so they go to it as N-Triples."""
    world = owlready2.World()
    # The modules that import come last, so that what they import is there and is not fetched.
    for path in sorted(ontology.modules(), key=lambda path: (path.stem == "alignments", path.stem == "mithaq")):
        graph = Graph().parse(path)
        _load(world, str(graph.value(None, RDF.type, OWL.Ontology)), graph)
    additions = Graph()
    for triple in extra:
        additions.add(triple)
    _load(world, "https://example.org/additions", additions)
    owlready2.sync_reasoner_hermit(world, debug=0)
    return world


def _load(world: owlready2.World, iri: str, graph: Graph) -> None:
    triples = io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    world.get_ontology(iri).load(fileobj=triples, only_local=True)


def test_every_class_is_possible() -> None:
    world = reasoned()
    assert len(list(world.classes())) > 50
    assert list(world.inconsistent_classes()) == []


def test_a_class_of_actors_that_are_instruments_is_impossible() -> None:
    both = URIRef(MQ + "TalkingTreaty")
    world = reasoned(
        (both, RDF.type, OWL.Class),
        (both, RDFS.subClassOf, URIRef(MQ + "Person")),
        (both, RDFS.subClassOf, URIRef(MQ + "Treaty")),
    )
    assert str(both) in {impossible.iri for impossible in world.inconsistent_classes()}


def test_a_transitive_property_that_is_asymmetric_is_refused() -> None:
    with pytest.raises(owlready2.OwlReadyJavaError, match="Non-simple"):
        reasoned((URIRef(MQ + "supersedes"), RDF.type, OWL.AsymmetricProperty))
