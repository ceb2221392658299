"""Queries on a built graph: answers in every format, and nothing read beyond the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from builder.errors import QueryError
from builder.query import refuse_remote, run
from builder.store import Graph, open_graph, write
from builder.table import width

SMALL = Path(__file__).parents[1] / "graphs" / "small.trig"
PARTIES = "SELECT ?party ?name { <instrument/pact> mq:hasParty ?party . ?party rdfs:label ?name } ORDER BY ?party ?name"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    directory = tmp_path_factory.mktemp("graph")
    write(directory, parse(path=SMALL, format=RdfFormat.TRIG), {"first": "text"})
    return open_graph(directory)


def test_a_query_sees_all_layers_as_one(graph: Graph) -> None:
    # Parties are facts, names are in the ontology graph.
    rows = json.loads(run(graph, PARTIES, "json"))["results"]["bindings"]
    assert [row["party"]["value"].rpartition("/")[2] for row in rows] == ["PRK"] * 3 + ["RUS"] * 4
    assert {row["name"]["xml:lang"] for row in rows} == {"ar", "en", "ru", "ko"}


def test_from_narrows_the_default_graph(graph: Graph) -> None:
    text = "SELECT ?name FROM <graph/facts> { <state/RUS> rdfs:label ?name }"
    assert json.loads(run(graph, text, "json"))["results"]["bindings"] == []
    named = "SELECT ?g FROM NAMED <graph/inferred> { GRAPH ?g { ?s ?p ?o } }"
    assert len(json.loads(run(graph, named, "json"))["results"]["bindings"]) == 1


def test_from_reads_no_file(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "secret.ttl"
    file.write_text("<urn:s> <urn:p> <urn:o> .")
    for source in (file.as_uri(), "http://127.0.0.1:9/data.ttl"):
        text = (
            f"SELECT * FROM <{source}> FROM NAMED <{source}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        )
        assert json.loads(run(graph, text, "json"))["results"]["bindings"] == []


def test_a_table_is_aligned_with_arabic_isolated(graph: Graph) -> None:
    lines = run(graph, PARTIES).splitlines()
    assert lines[-1] == "(7 rows)"
    assert lines[2].startswith("<state/PRK>")
    arabic = next(line for line in lines if "\u2068" in line)
    assert arabic.startswith("\u200e<state/PRK>  \u2068")
    assert arabic.endswith("\u2069")
    korean = next(line for line in lines if line.endswith("북한"))
    assert width(korean) == width("<state/PRK>  ") + 4


def test_a_table_cuts_long_texts_visibly(graph: Graph) -> None:
    line = run(graph, f'SELECT ("{"x" * 200}" AS ?long) {{}}').splitlines()[2]
    assert line == "x" * 71 + "…"


def test_rows_in_every_format(graph: Graph) -> None:
    text = 'SELECT ?label { <state/RUS> rdfs:label ?label FILTER (lang(?label) = "ru") }'
    assert run(graph, text, "csv") == "label\r\nРоссия\r\n"
    assert run(graph, text, "tsv") == '?label\n"Россия"@ru\n'
    assert '<literal xml:lang="ru">Россия</literal>' in run(graph, text, "xml")


@pytest.mark.parametrize("format", ["table", "csv", "tsv"])
def test_truth_values(graph: Graph, format: str) -> None:
    assert run(graph, "ASK { <state/RUS> mq:partyTo ?pact }", format) == "true\n"
    assert json.loads(run(graph, "ASK { <state/FRA> mq:partyTo ?pact }", "json"))["boolean"] is False


def test_triples_in_their_formats(graph: Graph) -> None:
    text = "CONSTRUCT { ?s mq:partyTo ?o } WHERE { ?s mq:partyTo ?o }"
    turtle = run(graph, text)
    assert "state:RUS mq:partyTo instrument:pact ." in turtle
    for format, parser in (("ntriples", RdfFormat.N_TRIPLES), ("xml", RdfFormat.RDF_XML), ("json", RdfFormat.JSON_LD)):
        assert list(parse(run(graph, text, format), format=parser)) == list(parse(turtle, format=RdfFormat.TURTLE))


def test_wrong_queries_and_formats_are_explained(graph: Graph) -> None:
    with pytest.raises(QueryError, match="cannot be parsed"):
        run(graph, "SELECT WHERE")
    with pytest.raises(QueryError, match="use CONSTRUCT"):
        run(graph, PARTIES, "turtle")
    with pytest.raises(QueryError, match="use SELECT"):
        run(graph, "CONSTRUCT WHERE { ?s ?p ?o }", "csv")
    with pytest.raises(QueryError, match="choose one of"):
        run(graph, PARTIES, "pdf")
    with pytest.raises(QueryError, match="function> is not supported"):
        run(graph, "SELECT (<urn:function>(1) AS ?x) {}")


REMOTE = [
    "SELECT * { SERVICE <http://x> { ?s ?p ?o } }",
    "SELECT * { service silent <http://x> { ?s ?p ?o } }",
    "SELECT * { SERVICE\n?x { ?s ?p ?o } }",
    "SELECT * { SERVICE:x{?s ?p ?o} }",
    "SELECT * { SERVICESILENT:x{?s ?p ?o} }",
    "SELECT * { SERVICE:x # comment\n {?s ?p ?o} }",
    "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE#>\n<http://x> {?s ?p ?o} }",
    "SELECT * { ?a <http://x/\\u0041#> ?d . SERVICE <http://x> {?s ?p ?o} }",
    "SELECT * { ?a ex:x\\#y ?d . SERVICE <http://x> {?s ?p ?o} }",
    "SELECT * { ?a ?b 'x'SERVICE <http://x> {?s ?p ?o} }",
    'SELECT * { ?a ?b "x\\""SERVICE <http://x> {?s ?p ?o} }',
    "SELECT * { ?a ?b '''x''SERVICE'''SERVICE <http://x> {?s ?p ?o} }",
    "SELECT * { ?a ?b 1service<http://x> {?s ?p ?o} }",
    "SELECT * { ?a ?b 1e5SERVICE:x{?s ?p ?o} }",
    "SELECT * { ?a ?b true.service:x{?s ?p ?o} }",
    "SELECT * { ?a ?b 'x'@en.service<http://x> {?s ?p ?o} }",
    "SELECT * { ?a a<x:y>SERVICE<x:y>{?s ?p ?o} }",
]


@pytest.mark.parametrize("text", REMOTE)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    # Each is a query that the engine understands and would send elsewhere.
    Store().query(f"PREFIX : <x:> PREFIX ex: <y:> {text}", base_iri="http://b/")
    with pytest.raises(QueryError, match="SERVICE and LOAD are refused"):
        refuse_remote(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p 'SERVICE <x> {' }",
        "SELECT * { ?s <http://www.w3.org/ns/sparql-service-description#endpoint> ?load } # SERVICE <x> {",
        "PREFIX service: <x:> PREFIX load: <y:> SELECT * { ?s service:a load:b ; ?p service:c }",
        'SELECT * { ?s ?p """a "SERVICE" b""" , \'LOAD\' }',
        "SELECT * { ?s ?p ex:c.SERVICE:x }",
    ],
)
def test_the_word_service_elsewhere_is_no_keyword(text: str) -> None:
    refuse_remote(text)


def test_load_is_refused() -> None:
    with pytest.raises(QueryError, match="line 2"):
        refuse_remote("# one\nLOAD <http://x>")
