"""The loader of the ontology: which files it names, and what of them is schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SKOS

from builder import ontology
from builder.errors import OntologyError
from builder.vocabulary import MQ, MQV, PROV


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_modules_are_in_order_and_hold_no_entities() -> None:
    found = ontology.modules()
    assert found == sorted(found)
    assert {"mithaq.ttl", "treaties.ttl", "alignments.ttl"} <= set(names(found))
    assert all(path.parent.name == "ontology" for path in found)


def test_files_are_the_modules_and_the_entities() -> None:
    extra = set(ontology.files()) - set(ontology.modules())
    assert all(path.parent.name == "entities" for path in extra)
    assert ontology.files(entities=False) == ontology.modules()


def test_alignments_can_be_left_out() -> None:
    assert "alignments.ttl" in names(ontology.files())
    assert "alignments.ttl" not in names(ontology.files(alignments=False))


def test_the_schema_has_axioms_and_nothing_that_entails_nothing() -> None:
    schema = ontology.schema()
    assert (URIRef(MQ + "supersedes"), RDF.type, OWL.TransitiveProperty) in schema
    assert (URIRef(MQ + "Treaty"), RDFS.subClassOf, URIRef(MQ + "Instrument")) in schema
    assert (URIRef(MQV + "mode/direct"), RDF.type, SKOS.Concept) in schema
    assert not any(isinstance(obj, Literal) for obj in schema.objects())
    assert set(schema.predicates()) & {RDFS.label, SKOS.definition, RDFS.isDefinedBy, SKOS.inScheme} == set()


def test_what_the_schema_leaves_out_is_all_annotation() -> None:
    whole = Graph()
    for path in ontology.modules():
        whole.parse(path)
    left_out = set(whole.predicates()) - set(ontology.schema(alignments=True).predicates())
    semantic = {OWL.equivalentClass, OWL.imports, SKOS.broader, SKOS.inScheme, SKOS.topConceptOf}
    assert {predicate for predicate in left_out if (predicate, RDF.type, OWL.AnnotationProperty) not in whole} == (
        semantic | {OWL.versionIRI, OWL.versionInfo, RDFS.label, RDFS.isDefinedBy, RDFS.seeAlso}
    )


def test_the_schema_has_no_ranges_of_literals() -> None:
    schema = ontology.schema()
    assert (URIRef(MQ + "iso3166"), RDF.type, OWL.DatatypeProperty) in schema
    assert schema.value(URIRef(MQ + "iso3166"), RDFS.range) is None
    assert schema.value(URIRef(MQ + "hasParty"), RDFS.range) == URIRef(MQ + "Actor")


def test_the_schema_keeps_the_whole_lists_of_disjoint_classes() -> None:
    schema = ontology.schema()
    lists = [set(Collection(schema, head)) for head in schema.objects(None, OWL.members)]
    assert any({URIRef(MQ + "Actor"), URIRef(MQ + "Instrument"), URIRef(MQ + "Claim")} <= members for members in lists)
    assert any(URIRef(MQ + "Person") in members for members in lists)


def test_the_schema_takes_the_alignments_only_when_asked() -> None:
    link = (URIRef(MQ + "Actor"), RDFS.subClassOf, URIRef(PROV + "Agent"))
    assert link not in ontology.schema()
    assert link in ontology.schema(alignments=True)


def test_a_broken_module_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "boats.ttl"
    broken.write_text("mq:Boat a", encoding="utf-8")
    monkeypatch.setattr(ontology, "folder", lambda _: tmp_path)
    with pytest.raises(OntologyError, match=r"boats\.ttl"):
        ontology.schema()
