"""Tier 2: each query finds its fault over whole graphs, and nothing where there is none."""

from __future__ import annotations

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from builder import ontology, store, validate
from builder.identifiers import Minter
from builder.validate import queries
from builder.validate.results import Result, Severity
from builder.validate.shapes import SHAPES, load
from builder.vocabulary import MQ, RDF

MINTER = Minter("https://example.org/")
PREFIXES = """
@prefix : <https://example.org/> .
@prefix g: <https://example.org/graph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix f: <https://w3id.org/mithaq/vocab/factuality/> .
@prefix mq: <https://w3id.org/mithaq/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ASSERTED = """
<https://example.org/graph/article/a> {
  :claim mq:subject :new ; mq:predicate mq:directlySupersedes ; mq:object :old .
  :attribution a mq:Attribution ; mq:ofClaim :claim ; mq:factuality f:asserted .
  :type mq:subject :new ; mq:predicate <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ; mq:object mq:Treaty .
  :typed a mq:Attribution ; mq:ofClaim :type ; mq:factuality f:asserted .
}
g:facts { :new a mq:Treaty ; mq:directlySupersedes :old . }
"""
CASES = [
    ("FactAsserted", "a", ASSERTED, ASSERTED.replace("f:asserted", "f:planned", 1), {":new"}),
    ("FactTraceable", "a", ASSERTED, ASSERTED.replace("mq:object :old", "mq:object :older"), {":new"}),
    (
        "SupersessionCycle",
        "",
        "g:x { :a mq:directlySupersedes :b . :b mq:directlySupersedes :c . }",
        "g:x { :a mq:directlySupersedes :b } g:y { :b mq:directlySupersedes :c . :c mq:directlySupersedes :a, :d }",
        {":a", ":b", ":c"},
    ),
    (
        "SupersessionCycle",
        "self",
        "g:x { :a mq:directlySupersedes :b }",
        "g:x { :a mq:directlySupersedes :a }",
        {":a"},
    ),
    (
        "SuccessionCycle",
        "",
        "g:x { :a mq:successorOf :b }",
        "g:x { :a mq:successorOf :b . :b mq:successorOf :a }",
        {":a", ":b"},
    ),
    (
        "MergeCycle",
        "",
        "g:x { :a mq:mergedInto :b }",
        "g:x { :a mq:mergedInto :b . :b mq:mergedInto :a }",
        {":a", ":b"},
    ),
    (
        "InForceAfterSignature",
        "properties",
        'g:x { :t a mq:Treaty ; mq:signedOn "2024-06-19"^^xsd:date ; mq:inForceFrom "2024"^^xsd:gYear }',
        'g:x { :t a mq:Treaty ; mq:signedOn "2024-06-19"^^xsd:date ; mq:inForceFrom "2024-05"^^xsd:gYearMonth }',
        {":t"},
    ),
    (
        "InForceAfterSignature",
        "events",
        'g:x { :t a mq:Treaty . :s a mq:Signature ; mq:ofInstrument :t ; mq:date "2024-06-19"^^xsd:date .'
        ' :e a mq:EntryIntoForce ; mq:ofInstrument :t ; mq:date "2024-12-05"^^xsd:date }',
        'g:x { :t a mq:Treaty . :s a mq:Signature ; mq:ofInstrument :t ; mq:date "2024-06-19"^^xsd:date .'
        ' :e a mq:EntryIntoForce ; mq:ofInstrument :t ; mq:date "2023"^^xsd:gYear }',
        {":t"},
    ),
    (
        "InForceEndsAfterStart",
        "",
        'g:x { :t mq:inForceFrom "1961"^^xsd:gYear ; mq:inForceTo "1996-09-10"^^xsd:date }',
        'g:x { :t mq:inForceFrom "1961"^^xsd:gYear ; mq:inForceTo "1960-09-10"^^xsd:date }',
        {":t"},
    ),
    (
        "InForceOnce",
        "precision",
        'g:x { :t mq:inForceFrom "2024"^^xsd:gYear , "2024-12-04"^^xsd:date }',
        'g:x { :t mq:inForceFrom "2024-12-05"^^xsd:date , "2024-12-04"^^xsd:date }',
        {":t"},
    ),
    (
        "InForceOnce",
        "conflict",
        'g:x { :t mq:inForceFrom "2023"^^xsd:gYear , "2024"^^xsd:gYear . :k mq:subject :t ; mq:predicate mq:inForceFrom'
        " . :c a mq:Conflict ; mq:conflictingClaim :k }",
        'g:x { :t mq:inForceFrom "2023"^^xsd:gYear , "2024"^^xsd:gYear . :k mq:subject :u ; mq:predicate mq:inForceFrom'
        " . :c a mq:Conflict ; mq:conflictingClaim :k }",
        {":t"},
    ),
    (
        "EventDatedOnce",
        "",
        'g:x { :s a mq:Signature ; mq:date "2024-06"^^xsd:gYearMonth , "2024-06-19"^^xsd:date }',
        'g:x { :s a mq:Signature ; mq:date "2024-06-18"^^xsd:date , "2024-06-19"^^xsd:date }',
        {":s"},
    ),
    (
        "EventNotAfterArticle",
        "",
        "g:x { :a a mq:Attribution ; mq:ofClaim :c ; mq:factuality f:planned ; mq:evidence :e . :e oa:hasSource :d ."
        ' :d dcterms:issued "2024-06-18"^^xsd:date . :c mq:predicate mq:date ; mq:object "2024-06-19"^^xsd:date }',
        "g:x { :a a mq:Attribution ; mq:ofClaim :c ; mq:factuality f:asserted ; mq:evidence :e . :e oa:hasSource :d ."
        ' :d dcterms:issued "2024-06-18"^^xsd:date . :c mq:predicate mq:date ; mq:object "2024-06-19"^^xsd:date }',
        {":a"},
    ),
    (
        "ArticleOnce",
        "",
        'g:x { :a a mq:Article ; mq:sha256 "1" . :b a mq:Article ; mq:sha256 "2" }',
        'g:x { :a a mq:Article ; mq:sha256 "1" . :b a mq:Article ; mq:sha256 "1" }',
        {":b"},
    ),
    (
        "IsoOnce",
        "",
        'g:x { :a mq:iso3166 "RUS" . :b mq:iso3166 "SUN" }',
        'g:x { :a mq:iso3166 "RUS" . :b mq:iso3166 "RUS" }',
        {":b"},
    ),
    (
        "ActorOnce",
        "",
        "g:x { :a a mq:Person ; skos:exactMatch :q . :b a mq:Person ; skos:exactMatch :q ; mq:mergedInto :a }",
        "g:x { :a a mq:Person ; skos:exactMatch :q . :b a mq:Person ; skos:exactMatch :q }",
        {":b"},
    ),
]
IDS = [f"{shape}-{name}".strip("-") for shape, name, *_ in CASES]
TERMS = [
    Quad(quad.subject, quad.predicate, quad.object)
    for path in ontology.files(entities=False)
    for quad in parse(path=path, format=RdfFormat.TURTLE)
]


def _graphs(text: str) -> dict[str, list[Quad]]:
    graphs: dict[str, list[Quad]] = {MINTER.graph("ontology"): TERMS}
    for quad in parse(input=(PREFIXES + text), format=RdfFormat.TRIG):
        graphs.setdefault(str(getattr(quad.graph_name, "value", "")), []).append(quad)
    return graphs


def _results(text: str) -> list[Result]:
    return list(queries.results(load(), _graphs(text), MINTER.graph("facts")))


@pytest.mark.parametrize(("shape", "_name", "good", "bad", "focuses"), CASES, ids=IDS)
def test_query_finds_its_fault_and_no_other(shape: str, _name: str, good: str, bad: str, focuses: set[str]) -> None:
    assert _results(good) == []
    found = _results(bad)
    assert {result.shape for result in found} == {SHAPES + shape}
    assert {result.focus.replace(MINTER.base, ":") for result in found} == focuses


def test_every_query_has_a_case() -> None:
    assert {check.shape.removeprefix(SHAPES) for check in load().checks} == {shape for shape, *_ in CASES}


@pytest.mark.parametrize("value", ['"اسم \\"الميثاق\\"\\n"@ar', '"2009-05"^^xsd:gYearMonth', '"plain"', "7", ":old"])
def test_a_result_has_the_value_as_it_is_stored(value: str) -> None:
    text = ASSERTED.replace(":old", value).replace("f:asserted", "f:alleged", 1)
    (result,) = _results(text)
    (stored,) = (q.object for q in _graphs(text)[MINTER.graph("facts")] if q.predicate.value == result.path)
    assert result.value == stored


def test_result_stands_in_the_graph_of_its_triple() -> None:
    (result,) = _results(ASSERTED.replace("f:asserted", "f:alleged", 1))
    assert result.graph == MINTER.graph("facts")
    assert result.severity is Severity.VIOLATION
    assert result.value is not None
    assert result.value.value == "https://example.org/old"


def test_whole_graph_and_single_graphs_give_one_report_in_order() -> None:
    text = ASSERTED.replace("f:asserted", "f:alleged", 1)
    forward = [quad for quads in _graphs(text).values() for quad in quads]
    one = validate.whole(validate.Report(), forward, MINTER)
    assert one == validate.whole(validate.Report(), reversed(forward), MINTER)
    assert [result.order for result in one.results] == sorted(result.order for result in one.results)


@pytest.mark.parametrize(
    ("query", "properties", "classes"),
    [
        ("SELECT $this { $this mq:date ?x . ?y ^mq:place/mq:inState* $this }", "date place inState", ""),
        ("SELECT $this { GRAPH $factsGraph { $this ?p ?o } OPTIONAL { ?c mq:subject $this } }", "subject", ""),
        (
            "SELECT $this { $this mq:date ?d FILTER EXISTS { ?c a mq:Conflict ; mq:words ?d } }",
            "date words",
            "Conflict",
        ),
        ("SELECT $this { { $this mq:date ?d } UNION { $this mq:place|mq:words ?d } }", "date place words", ""),
    ],
)
def test_what_a_query_reads_is_known(query: str, properties: str, classes: str) -> None:
    read = queries.reads(f"PREFIX mq: <{MQ}> {query}")
    assert read is not None
    local = {iri.removeprefix(MQ) for iri in read.properties} - {RDF + "type"}
    assert local == set(properties.split())
    assert {iri.removeprefix(MQ) for iri in read.classes} == set(classes.split())


@pytest.mark.parametrize(
    "pattern", ["$this ?any ?x", "$this a ?class", "GRAPH ?g { $this ?any ?x }", "$this !mq:date ?x"]
)
def test_a_query_that_may_read_anything_is_given_everything(pattern: str) -> None:
    assert queries.reads(f"PREFIX mq: <{MQ}> SELECT $this {{ {pattern} }}") is None


def test_what_is_not_loaded_changes_no_result(seeds_graph: store.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    minter = seeds_graph.minter
    facts = minter.graph("facts")
    wrong = (
        "g:facts { :i mq:directlySupersedes :j . :j mq:directlySupersedes :i ."
        " :e a mq:Signature ; mq:date '2001', '2002' . :t a mq:Treaty ;"
        " mq:inForceFrom '1999', '2000' ; mq:inForceTo '1990' ; mq:signedOn '2005' . }"
        " g:other { :s a mq:State ; mq:iso3166 'RUS' . :x mq:mergedInto :y . :y mq:mergedInto :x }"
    )
    wrong = wrong.replace("g:facts", f"<{facts}>")
    graphs: dict[str, list[Quad]] = {}
    for quad in [*seeds_graph.quads(), *parse(input=PREFIXES + wrong, format=RdfFormat.TRIG)]:
        graphs.setdefault(str(quad.graph_name.value), []).append(quad)
    found = list(queries.results(load(), graphs, facts))
    names = {result.shape.removeprefix(SHAPES) for result in found}
    assert names >= {"SupersessionCycle", "EventDatedOnce", "InForceOnce", "InForceEndsAfterStart"}
    assert names >= {"MergeCycle", "IsoOnce", "FactTraceable"}
    monkeypatch.setattr(queries, "_needed", lambda *_: lambda _: True)
    assert sorted(queries.results(load(), graphs, facts), key=lambda r: r.order) == sorted(found, key=lambda r: r.order)
