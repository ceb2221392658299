"""The query operations of the SPARQL 1.1 Protocol, on a real server."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

if TYPE_CHECKING:
    from conftest import Server

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
PARTIES = "SELECT ?party { <instrument/pact> mq:hasParty ?party } ORDER BY ?party"
NAME = 'SELECT ?name { <state/RUS> rdfs:label ?name FILTER (lang(?name) = "ar") }'
BASE = "https://w3id.org/mithaq/id/"


def parties(body: bytes) -> list[str]:
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    return [row["party"].value.removeprefix(BASE) for row in found]


def test_a_query_by_get(server: Server) -> None:
    reply = server.query(PARTIES)
    assert (reply.status, reply.media) == (200, "application/sparql-results+json")
    assert parties(reply.body) == ["state/PRK", "state/RUS"]


def test_a_query_by_form(server: Server) -> None:
    reply = server.ask("POST", "/sparql", urlencode({"query": PARTIES}), {"Content-Type": FORM})
    assert parties(reply.body) == ["state/PRK", "state/RUS"]


@pytest.mark.parametrize("content_type", [QUERY, f"{QUERY}; charset=utf-8", f"{QUERY};charset=UTF8"])
def test_a_query_as_the_body(server: Server, content_type: str) -> None:
    reply = server.ask("POST", "/sparql", PARTIES, {"Content-Type": content_type})
    assert parties(reply.body) == ["state/PRK", "state/RUS"]


def test_arabic_comes_through_every_form(server: Server) -> None:
    text = 'SELECT ?party { ?party rdfs:label "روسيا"@ar }'
    replies = [
        server.query(text),
        server.ask("POST", "/sparql", urlencode({"query": text}), {"Content-Type": FORM}),
        server.ask("POST", "/sparql", text, {"Content-Type": QUERY}),
    ]
    assert [parties(reply.body) for reply in replies] == [["state/RUS"]] * 3


@pytest.mark.parametrize("graph", ["facts", "inferred"])
def test_the_request_chooses_the_default_graph(server: Server, graph: str) -> None:
    fields = {"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": f"{BASE}graph/{graph}"}
    expected = {"facts": 8, "inferred": 1}[graph]
    by_get = server.get("/sparql", **fields)
    by_form = server.ask("POST", "/sparql", urlencode(fields), {"Content-Type": FORM})
    body = fields.pop("query")
    by_body = server.ask("POST", f"/sparql?{urlencode(fields)}", body, {"Content-Type": QUERY})
    assert [len(reply.json["results"]["bindings"]) for reply in (by_get, by_form, by_body)] == [expected] * 3


def test_several_default_graphs_are_merged(server: Server) -> None:
    names = "&".join(urlencode({"default-graph-uri": f"{BASE}graph/{name}"}) for name in ("facts", "inferred"))
    reply = server.ask("GET", f"/sparql?{names}&{urlencode({'query': 'SELECT * { ?s ?p ?o }'})}")
    assert len(reply.json["results"]["bindings"]) == 9


def test_the_request_chooses_named_graphs_over_the_query(server: Server) -> None:
    text = "SELECT * FROM NAMED <graph/facts> { GRAPH ?g { ?s ?p ?o } }"
    reply = server.get("/sparql", query=text, **{"named-graph-uri": f"{BASE}graph/inferred"})
    assert [row["g"]["value"] for row in reply.json["results"]["bindings"]] == [f"{BASE}graph/inferred"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.5", "application/sparql-results+xml"),
    ],
)
def test_rows_come_as_the_client_likes_best(server: Server, accept: str | None, media: str) -> None:
    reply = server.query(NAME, accept)
    assert (reply.status, reply.media) == (200, media)
    assert "روسيا" in reply.text
    assert "Accept" in reply.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "media", "format"),
    [
        (None, "text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/trig", "application/trig", RdfFormat.TRIG),
        ("application/n-quads", "application/n-quads", RdfFormat.N_QUADS),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.6", "text/turtle", RdfFormat.TURTLE),
    ],
)
def test_triples_come_as_the_client_likes_best(
    server: Server, accept: str | None, media: str, format: RdfFormat
) -> None:
    reply = server.query("CONSTRUCT WHERE { <state/RUS> rdfs:label ?name }", accept)
    assert (reply.status, reply.media) == (200, media)
    assert {quad.object.value for quad in parse(reply.body, format=format)} == {"روسيا", "Russia", "Россия", "러시아"}


@pytest.mark.parametrize(
    ("format", "media"),
    [("json", "application/sparql-results+json"), ("csv", "text/csv"), ("text/csv", "text/csv")],
)
def test_the_address_may_choose_the_format(server: Server, format: str, media: str) -> None:
    assert server.get("/sparql", "application/sparql-results+xml", query=NAME, format=format).media == media


def test_csv_is_csv(server: Server) -> None:
    rows = list(csv.reader(io.StringIO(server.query(PARTIES, "text/csv").text)))
    assert rows == [["party"], [f"{BASE}state/PRK"], [f"{BASE}state/RUS"]]


@pytest.mark.parametrize(
    ("accept", "body"),
    [
        ("application/json", '{"head":{},"boolean":true}'),
        ("text/csv", "true\n"),
        ("text/tab-separated-values", "true\n"),
    ],
)
def test_a_truth_value(server: Server, accept: str, body: str) -> None:
    assert server.query("ASK { <state/RUS> mq:partyTo ?pact }", accept).text == body


@pytest.mark.parametrize(
    ("text", "accept"),
    [
        (NAME, "image/png"),
        (NAME, "text/turtle"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv"),
        (NAME, "application/*;q=0"),
    ],
)
def test_nothing_acceptable_lists_what_there_is(server: Server, text: str, accept: str) -> None:
    reply = server.query(text, accept)
    assert (reply.status, reply.media) == (406, "application/problem+json")
    wanted = "text/turtle" if text.startswith("CONSTRUCT") else "text/csv"
    assert wanted in reply.json["available"]


def problem(reply_status: int, server: Server, method: str, path: str, body: str | bytes = "", kind: str = "") -> str:
    reply = server.ask(method, path, body or None, {"Content-Type": kind} if kind else {})
    assert (reply.status, reply.media) == (reply_status, "application/problem+json"), reply.text
    assert reply.json["status"] == reply_status
    return str(reply.json["detail"])


def test_wrong_requests_are_refused(server: Server) -> None:
    two = urlencode([("query", "ASK {}"), ("query", "ASK {}")])
    assert "2 queries" in problem(400, server, "GET", f"/sparql?{two}")
    assert "2 queries" in problem(400, server, "POST", "/sparql", two, FORM)
    assert "2 queries" in problem(400, server, "POST", f"/sparql?{urlencode({'query': 'ASK {}'})}", "ASK {}", QUERY)
    assert "no query" in problem(400, server, "POST", "/sparql", "", FORM)
    assert "1:" in problem(400, server, "GET", f"/sparql?{urlencode({'query': 'SELECT WHERE'})}")
    assert "UTF-8" in problem(400, server, "POST", "/sparql", "ASK { ?s ?p 'é' }".encode("latin-1"), QUERY)
    assert "UTF-8" in problem(400, server, "POST", "/sparql", "query=ASK%20%7B%20%FF", FORM)
    bad_graph = urlencode({"query": "ASK {}", "default-graph-uri": "no iri"})
    assert "no iri" in problem(400, server, "GET", f"/sparql?{bad_graph}") or bad_graph
    assert "queries only" in problem(403, server, "POST", "/sparql", "DROP ALL", "application/sparql-update")
    assert "queries only" in problem(403, server, "POST", "/sparql", urlencode({"update": "DROP ALL"}), FORM)
    for kind in ("text/plain", "application/json", f"{QUERY}; charset=utf-16"):
        problem(415, server, "POST", "/sparql", "ASK {}", kind)
    problem(404, server, "GET", "/nowhere")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(server: Server, method: str) -> None:
    reply = server.ask(method, "/sparql", "ASK {}", {"Content-Type": QUERY})
    assert reply.status == 405
    assert {"GET", "HEAD", "POST", "OPTIONS"} <= set(reply.headers["allow"].replace(" ", "").split(","))


def test_a_request_that_is_too_large_is_refused(server: Server) -> None:
    assert server.ask("POST", "/sparql", "#" * (1 << 21), {"Content-Type": QUERY}).status == 413


def test_head_tells_what_get_would(server: Server) -> None:
    path = f"/sparql?{urlencode({'query': PARTIES})}"
    reply = server.ask("HEAD", path, headers={"Accept": "text/csv"})
    assert (reply.status, reply.media, reply.body) == (200, "text/csv", b"")
    assert server.ask("HEAD", f"/sparql?{urlencode({'query': 'SELECT'})}").status == 400


def test_browsers_of_other_sites_may_ask(server: Server) -> None:
    preflight = server.ask(
        "OPTIONS", "/sparql", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    for reply in (preflight, server.query(PARTIES), server.query("SELECT")):
        assert reply.headers["access-control-allow-origin"] == "*"


def test_an_unchanged_answer_is_not_sent_again(server: Server) -> None:
    path = f"/sparql?{urlencode({'query': PARTIES})}"
    tag = server.ask("GET", path).headers["etag"]
    again = server.ask("GET", path, headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    other = server.ask("GET", path, headers={"If-None-Match": tag, "Accept": "text/csv"})
    assert other.status == 200
    assert "etag" not in server.query("SELECT (rand() AS ?x) {}").headers


@pytest.mark.parametrize("accept", [None, "text/turtle", "application/rdf+xml", "application/ld+json"])
def test_the_service_describes_itself(server: Server, accept: str | None) -> None:
    reply = server.get("/sparql", accept)
    formats = {"text/turtle": RdfFormat.TURTLE, "application/rdf+xml": RdfFormat.RDF_XML}
    quads = list(parse(reply.body, format=formats.get(reply.media, RdfFormat.JSON_LD)))
    described = {(quad.predicate.value.rpartition("#")[2], quad.object.value) for quad in quads}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert ("type", f"{sd}Service") in described
    assert ("endpoint", f"{server.address}/sparql") in described
    assert ("supportedLanguage", f"{sd}SPARQL11Query") in described
    assert ("feature", f"{sd}UnionDefaultGraph") in described


def test_a_browser_is_led_to_the_pages(server: Server) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    bare = server.get("/sparql", accept)
    assert (bare.status, bare.headers["location"]) == (303, "/")
    asked = server.query(PARTIES, accept)
    assert asked.status == 303
    assert asked.headers["location"].startswith("/query?query=SELECT")
