"""Writing beside a built graph: who may, what is kept, and what can never be written."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from builder.store import open_graph, write

if TYPE_CHECKING:
    from conftest import Reply, Server

    Serve = Callable[..., AbstractContextManager[Server]]

UPDATE = "application/sparql-update"
BEARER = {"Authorization": "Bearer sesame"}
BASE = "https://w3id.org/mithaq/id/"
FACTS = NamedNode(f"{BASE}graph/facts")
XSD = "http://www.w3.org/2001/XMLSchema#"


def update(server: Server, text: str, path: str = "/sparql") -> Reply:
    return server.ask("POST", path, text, {"Content-Type": UPDATE, **BEARER})


def stored(graph: str) -> str:
    return f"/graph-store?graph={quote(graph, safe='')}"


def put(server: Server, graph: str, body: str | bytes, kind: str = "text/turtle") -> Reply:
    return server.ask("PUT", stored(graph), body, {"Content-Type": kind, **BEARER})


def triples(server: Server, graph: str) -> str:
    reply = server.get(stored(graph), "application/n-triples")
    return reply.text if reply.status == 200 else str(reply.status)


def objects(server: Server, subject: str) -> list[str]:
    rows = server.query(f"SELECT ?o {{ <{subject}> ?p ?o }} ORDER BY ?o").json["results"]["bindings"]
    return [row["o"]["value"] for row in rows]


@pytest.mark.parametrize("given", [None, "Bearer", "Bearer open", "Basic sesame", "Bearer سمسم", "sesame"])
def test_only_the_holder_of_the_token_writes(writable_server: Server, given: str | None) -> None:
    headers = {"Authorization": given.encode().decode("latin-1")} if given else {}
    graph = stored("urn:stranger")
    triple = "<urn:a> <urn:b> <urn:c> ."
    turtle = {"Content-Type": "text/turtle", **headers}
    replies = [
        writable_server.ask("POST", "/sparql", f"INSERT DATA {{ {triple} }}", {"Content-Type": UPDATE, **headers}),
        writable_server.ask("PUT", graph, triple, turtle),
        writable_server.ask("POST", graph, triple, turtle),
        writable_server.ask("DELETE", graph, headers=headers),
    ]
    assert [reply.status for reply in replies] == [401] * 4
    assert all(reply.headers["www-authenticate"].startswith("Bearer") for reply in replies)
    assert objects(writable_server, "urn:a") == []


def test_without_a_token_nobody_writes(server: Server) -> None:
    for method, path, kind in (("POST", "/sparql", UPDATE), ("PUT", "/graph-store?default", "text/turtle")):
        reply = server.ask(method, path, "", {"Content-Type": kind, **BEARER})
        assert (reply.status, reply.media) == (403, "application/problem+json")


def test_queries_see_what_was_written_beside_the_graph(writable_server: Server) -> None:
    before = writable_server.query("ASK { <urn:note> ?p ?o }")
    assert before.json["boolean"] is False
    assert (
        update(writable_server, "INSERT DATA { GRAPH <urn:notes> { <urn:note> <urn:on> <state/RUS> } }").status == 204
    )
    after = writable_server.query("SELECT ?name { <urn:note> <urn:on> ?x . ?x rdfs:label ?name }")
    assert "روسيا" in after.text
    assert after.headers["etag"] != before.headers["etag"]
    assert update(writable_server, "DROP GRAPH <urn:notes>").status == 204
    assert writable_server.query("ASK { <urn:note> ?p ?o }").json["boolean"] is False


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{BASE}graph/facts> {{ <urn:a> <urn:b> <urn:c> }} }}",
        f"INSERT DATA {{ GRAPH <{BASE}graph/article/new> {{ <urn:a> <urn:b> <urn:c> }} }}",
        "INSERT DATA { GRAPH <graph/report> { <urn:a> <urn:b> <urn:c> } }",
        "PREFIX g: <https://w3id.org/mithaq/id/graph/> DELETE WHERE { GRAPH g:facts { ?s ?p ?o } }",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "WITH <graph/facts> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR NAMED",
        "CLEAR GRAPH <graph/ontology>",
        "MOVE <graph/facts> TO <urn:mine>",
        "COPY <urn:mine> TO <graph/facts>",
    ],
)
def test_the_built_graph_is_never_written(writable_server: Server, text: str) -> None:
    facts = triples(writable_server, FACTS.value)
    assert update(writable_server, text).status == 403
    assert triples(writable_server, FACTS.value) == facts
    assert objects(writable_server, "urn:a") == []


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_the_graph_store_never_writes_the_built_graph(writable_server: Server, method: str) -> None:
    facts = triples(writable_server, FACTS.value)
    path = stored(FACTS.value)
    assert writable_server.ask(method, path, "", {"Content-Type": "text/turtle", **BEARER}).status == 403
    assert triples(writable_server, FACTS.value) == facts
    assert len(facts.splitlines()) == 8


def test_an_update_may_read_the_built_graph(writable_server: Server) -> None:
    pattern = "GRAPH <graph/facts> { ?pact mq:hasParty ?party }"
    text = f"INSERT {{ GRAPH <urn:copy> {{ ?pact <urn:with> ?party }} }} WHERE {{ {pattern} }}"
    assert update(writable_server, text).status == 204
    assert triples(writable_server, "urn:copy").count("<urn:with>") == 2
    assert update(writable_server, "CLEAR GRAPH <urn:copy>").status == 204
    assert triples(writable_server, "urn:copy") == ""
    assert update(writable_server, "DROP GRAPH <urn:copy>").status == 204
    assert triples(writable_server, "urn:copy") == "404"


def test_a_wrong_update_changes_nothing(writable_server: Server) -> None:
    text = "INSERT DATA { GRAPH <urn:half> { <urn:a> <urn:b> <urn:c> } } ; INSERT DATA { nonsense }"
    reply = update(writable_server, text)
    assert (reply.status, reply.media) == (400, "application/problem+json")
    assert triples(writable_server, "urn:half") == "404"
    for bad in ("LOAD <http://127.0.0.1/> INTO GRAPH <urn:l>", "INSERT { } WHERE { SERVICE <http://127.0.0.1/> { } }"):
        assert update(writable_server, bad).status == 400


EXACT = (
    f'<urn:s> <urn:p> "01"^^<{XSD}int> .\n<urn:s> <urn:p> "1.50"^^<{XSD}decimal> .\n'
    f'<urn:s> <urn:p> "2020-01-01T00:00:00+00:00"^^<{XSD}dateTime> .\n'
)


def test_literals_stay_as_they_were_written(serve: Serve, tmp_path: Path) -> None:
    write(tmp_path, [Quad(FACTS, FACTS, FACTS, FACTS)], {})
    lines = EXACT.replace("<urn:s>", "<urn:t>")
    for _ in range(2):
        with serve(tmp_path, token="sesame") as server:
            if triples(server, "urn:put") == "404":  # the first of the two
                assert put(server, "urn:put", EXACT).status == 201
                assert update(server, f"INSERT DATA {{ GRAPH <urn:updated> {{ {lines} }} }}").status == 204
                assert update(server, "COPY <urn:put> TO <urn:copied>").status == 204
            found = {name: triples(server, f"urn:{name}") for name in ("put", "updated", "copied")}
            assert found["put"] == EXACT
            assert found["updated"] == lines
            assert objects(server, "urn:s")
        journal = (tmp_path / "overlay" / "journal.rdfp").read_text()
        assert '"01"^^' in journal


def test_what_is_written_outlives_the_server_and_a_new_build(serve: Serve, tmp_path: Path) -> None:
    build = [Quad(NamedNode("urn:built"), NamedNode("urn:p"), Literal("one"), FACTS)]
    write(tmp_path, build, {})
    with serve(tmp_path, token="sesame") as server:
        assert put(server, "urn:mine", "<urn:kept> <urn:p> <urn:o> .").status == 201
        write(tmp_path, [Quad(NamedNode("urn:built"), NamedNode("urn:p"), Literal("two"), FACTS)], {})
        assert objects(server, "urn:built") == ["two"]
        assert objects(server, "urn:kept") == ["urn:o"]
    with serve(tmp_path) as server:
        assert objects(server, "urn:built") == ["two"]
        assert objects(server, "urn:kept") == ["urn:o"]
        assert server.ask("DELETE", stored("urn:mine"), headers=BEARER).status == 403
    assert len(list(open_graph(tmp_path).quads())) == 1


def test_a_transaction_that_was_never_finished_counts_for_nothing(serve: Serve, tmp_path: Path) -> None:
    with serve(tmp_path, token="sesame") as server:
        put(server, "urn:mine", "<urn:kept> <urn:p> <urn:o> .")
    journal = tmp_path / "overlay" / "journal.rdfp"
    journal.write_text(journal.read_text() + "TX .\nA <urn:torn> <urn:p> <urn:o> <urn:mi")
    with serve(tmp_path, token="sesame") as server:
        assert objects(server, "urn:kept") == ["urn:o"]
        assert objects(server, "urn:torn") == []
        assert put(server, "urn:next", "<urn:next> <urn:p> <urn:o> .").status == 201
        assert objects(server, "urn:next") == ["urn:o"]


def test_an_empty_folder_with_a_token_is_an_empty_store(serve: Serve, tmp_path: Path) -> None:
    with serve(tmp_path / "new", token="sesame") as server:
        assert server.query("ASK { ?s ?p ?o }").json["boolean"] is False
        assert update(server, f"INSERT DATA {{ GRAPH <{FACTS.value}> {{ <urn:a> <urn:b> <urn:c> }} }}").status == 204
        assert objects(server, "urn:a") == ["urn:c"]
        assert update(server, "DROP ALL").status == 204
        assert objects(server, "urn:a") == []
        assert server.get("/health").status == 200


def test_the_token_may_stand_in_a_file(serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("sesame\n")
    with serve(tmp_path / "graph", token_file=str(file)) as server:
        assert put(server, "urn:mine", "<urn:a> <urn:b> <urn:c> .").status == 201
        assert put(server, "urn:mine", "<urn:a> <urn:b> <urn:d> .").status == 204
        assert objects(server, "urn:a") == ["urn:d"]
        assert server.ask("DELETE", stored("urn:mine"), headers=BEARER).status == 204
        assert server.ask("DELETE", stored("urn:mine"), headers=BEARER).status == 404


def test_the_graph_store_names_one_graph(writable_server: Server) -> None:
    for path in ("/graph-store", "/graph-store?graph=urn:a&default", "/graph-store?graph=urn:a&graph=urn:b",
                 "/graph-store?graph=relative", "/graph-store?graph=urn:a%20b"):  # fmt: skip
        assert writable_server.get(path, "text/turtle").status == 400, path
    assert writable_server.get("/graph-store?default", "text/turtle").status == 200
    assert writable_server.get(stored("urn:none")).status == 404
    assert writable_server.get(stored(FACTS.value), "image/png").status == 406
    options = writable_server.ask("OPTIONS", "/graph-store")
    assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, PUT, POST, DELETE")


def test_a_graph_that_has_not_changed_is_not_sent_again(writable_server: Server) -> None:
    path = stored(FACTS.value)
    tag = writable_server.ask("GET", path).headers["etag"]
    assert writable_server.ask("GET", path, headers={"If-None-Match": tag}).status == 304


def test_a_triple_of_several_graphs_is_one_answer(writable_server: Server) -> None:
    triple = "<urn:twice> <urn:is> <urn:one>"
    text = "; ".join(f"INSERT DATA {{ GRAPH <urn:twice-{n}> {{ {triple} }} }}" for n in range(3))
    assert update(writable_server, text).status == 204
    counted = writable_server.query(f"SELECT (COUNT(*) AS ?n) {{ {triple} }}").json["results"]["bindings"]
    assert counted[0]["n"]["value"] == "1"
    assert update(writable_server, "DROP GRAPH <urn:twice-0>").status == 204
    assert writable_server.query(f"ASK {{ {triple} }}").json["boolean"] is True
    assert update(writable_server, "DROP GRAPH <urn:twice-1>; DROP GRAPH <urn:twice-2>").status == 204
    assert writable_server.query(f"ASK {{ {triple} }}").json["boolean"] is False
