"""The short way of plain queries gives the answers of the application, and what is kept is what was answered."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad
from werkzeug.test import TestResponse

from builder.store import write
from endpoint.app import create_app
from endpoint.express import Express
from endpoint.settings import Settings
from endpoint.site import site_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from conftest import Server

    Serve = Callable[..., AbstractContextManager[Server]]

BASE = "https://w3id.org/mithaq/id/"
SMALL = "SELECT ?o { <urn:7> <urn:p> ?o }"
MIDDLE = "SELECT * { ?s ?p ?o } LIMIT 200"
LARGE = "SELECT * { ?s ?p ?o . ?a <urn:p> ?o }"
PASSING = ("Age", "Cache-Status")


def numbers(folder: Path, count: int = 3000) -> None:
    graph, name = NamedNode(f"{BASE}graph/facts"), NamedNode("urn:p")
    write(
        folder, [Quad(NamedNode(f"urn:{n}"), name, Literal(f"عدد {n}", language="ar"), graph) for n in range(count)], {}
    )


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("express")
    numbers(folder)
    made = create_app(folder, Settings(answer_rows=5000))
    assert site_of(made).pool.copies.wait(60)  # in memory, rows may come in another order than before
    yield made
    site_of(made).close()


@pytest.fixture
def behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client of the application alone, without the short way and with nothing kept."""
    express = app.wsgi_app
    assert isinstance(express, Express)
    plain = Flask(__name__)
    plain.wsgi_app = express._application  # type: ignore[method-assign, assignment]
    monkeypatch.setattr(site_of(app).answers, "most", 0)
    return plain.test_client()


def headers_of(reply: TestResponse) -> dict[str, str]:
    """The headers of a reply; of its date only that it has one, for two replies may be a second apart."""
    return {name: "" if name == "Date" else value for name, value in reply.headers}


def ask(client: FlaskClient, query: str, **headers: str) -> TestResponse:
    return client.get("/sparql?" + urlencode({"query": query}), headers=headers)


@pytest.mark.parametrize(
    "query", [SMALL, MIDDLE, LARGE, "ASK {}", "CONSTRUCT WHERE { <urn:7> ?p ?o }", "SELECT (STRUUID() AS ?n) {}"]
)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Accept": "text/csv"},
        {"Accept": "application/sparql-results+xml, text/turtle;q=0.5"},
        {"Accept": "application/n-triples, */*;q=0.1", "Accept-Encoding": "gzip, deflate"},
        {"Accept": "application/ld+json, application/json"},
        {"Accept-Encoding": "gzip;q=0"},
        {"Accept": "text/html, */*;q=0.1"},
        {"Accept": "image/png"},
        {"Accept": "text/turtle"},
    ],
)  # fmt: skip
def test_the_short_way_answers_as_the_application(
    app: Flask, behind: FlaskClient, query: str, headers: dict[str, str]
) -> None:
    ours, theirs = (ask(client, query, **headers) for client in (app.test_client(), behind))
    assert (ours.status_code, headers_of(ours)) == (theirs.status_code, headers_of(theirs))
    if "UUID" not in query:
        bodies = [gzip.decompress(reply.data) if "gzip" in reply.headers.get("Content-Encoding", "") else reply.data
                  for reply in (ours, theirs)]  # fmt: skip
        assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    "target",
    [
        "query=SELECT+%2A+%7B", "query=%ff", "query=", "query", "query=ASK%7B%7D&query=ASK%7B%7D", "Query=ASK%7B%7D",
        "query=ASK%7B%7D&format=xml", "query=ASK%7B%7D&default-graph-uri=urn:x", "query=ASK%7B%7D&",
        "quer%79=ASK%7B%7D",
        "query=SELECT+%2A+%7B+SERVICE+%3Curn:x%3E+%7B%7D+%7D", "query=%D8%B9", "query=ع", "query=ASK%7B%7D;x=1",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_the_applications(app: Flask, behind: FlaskClient, target: str) -> None:
    ours, theirs = (client.get(f"/sparql?{target}") for client in (app.test_client(), behind))
    assert (ours.status_code, headers_of(ours), ours.data) == (theirs.status_code, headers_of(theirs), theirs.data)


def test_an_answer_is_kept_and_says_so(app: Flask) -> None:
    client, site = app.test_client(), site_of(app)
    query = "SELECT ?s { ?s <urn:p> ?o } ORDER BY ?s LIMIT 5"
    first, second = ask(client, query), ask(client, query)
    assert ("Age" in first.headers, second.headers["Cache-Status"]) == (False, "mithaq; hit")
    assert int(second.headers["Age"]) <= 60
    assert second.data == first.data
    csv = ask(client, query, Accept="text/csv")
    assert "Age" not in csv.headers
    hits = site.answers.hits
    posted = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert (posted.data, site.answers.hits) == (csv.data, hits + 1)
    counted = client.get("/metrics").get_data(as_text=True)
    assert f'mithaq_answer_cache_total{{outcome="hit"}} {site.answers.hits}' in counted
    assert f"mithaq_answer_cache_bytes {site.answers.size}" in counted
    assert site.answers.size > len(first.data)


@pytest.mark.parametrize("word", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_differs_each_time_is_not_kept(app: Flask, word: str) -> None:
    client = app.test_client()
    for _ in range(2):
        reply = ask(client, f"SELECT ({word} AS ?x) {{}}")
        assert (reply.status_code, "Age" in reply.headers, "ETag" in reply.headers) == (200, False, False)


def test_a_longer_answer_is_kept_once_it_was_whole_and_not_if_it_was_left(app: Flask) -> None:
    client = app.test_client()
    query = MIDDLE.replace("200", "900")
    left = ask(client, query)
    next(left.iter_encoded())
    left.close()
    whole = ask(client, query)
    assert ("Age" in whole.headers, whole.is_streamed) == (False, True)
    text = whole.data
    again = ask(client, query)
    assert ("Age" in again.headers, again.data) == (True, text)
    assert "Age" not in ask(client, LARGE).headers
    assert len(ask(client, LARGE).data) > 1 << 18
    assert "Age" not in ask(client, LARGE).headers


def test_errors_are_not_kept_and_clients_are_let_go(app: Flask) -> None:
    client = app.test_client()
    for _ in range(20):
        assert ask(client, "SELECT * { ?s ?p").status_code == 400
    assert ask(client, SMALL).status_code == 200


def test_nothing_is_kept_where_a_setting_says_so(tmp_path: Path) -> None:
    numbers(tmp_path, 3)
    app = create_app(tmp_path, Settings(answer_cache=0, workers=1))
    try:
        assert ["Age" in ask(app.test_client(), SMALL).headers for _ in range(2)] == [False, False]
    finally:
        site_of(app).close()


def test_what_was_written_is_seen_at_once(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 3)
    with serve(tmp_path, token="sesame") as server:
        question = "SELECT ?o { ?s <urn:q> ?o }"
        before = [server.query(question) for _ in range(2)]
        assert [len(reply.json["results"]["bindings"]) for reply in before] == [0, 0]
        assert "age" in before[1].headers
        update = "INSERT DATA { GRAPH <urn:g> { <urn:1> <urn:q> 5 } }"
        headers = {"Authorization": "Bearer sesame", "Content-Type": "application/sparql-update"}
        assert server.ask("POST", "/sparql", update, headers).status == 204
        after = server.query(question)
        assert ("age" in after.headers, len(after.json["results"]["bindings"])) == (False, 1)


def test_a_new_build_is_seen_at_once(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 3)
    with serve(tmp_path) as server:
        assert [server.query(SMALL).json["results"]["bindings"] for _ in range(2)] == [[], []]
        numbers(tmp_path, 10)
        after = server.query(SMALL)
        assert ("age" in after.headers, len(after.json["results"]["bindings"])) == (False, 1)


def test_every_worker_gives_rows_in_the_same_order(app: Flask, behind: FlaskClient) -> None:
    site = site_of(app)
    first = ask(behind, LARGE + " LIMIT 2000").data
    for worker in list(site.pool._all):
        worker.process.kill()
    assert ask(behind, LARGE + " LIMIT 2000").data == first


def test_a_request_is_counted_and_logged_once(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 3)
    with serve(tmp_path, log="queries") as server:
        server.query(SMALL)
        server.query("SELECT")
        lines = [line for line in server.get("/metrics").text.splitlines() if line.startswith("mithaq_requests_total")]
        assert any('endpoint="sparql.sparql",method="GET",status="200"} 1' in line for line in lines)
        assert any('endpoint="sparql.sparql",method="GET",status="400"} 1' in line for line in lines)


def test_more_rows_than_may_be_break_the_answer_off(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 3000)
    with serve(tmp_path, answer_rows="2000") as server:
        limit = server.query(SMALL).headers["mithaq-row-limit"]
        assert limit == "2000"
        for accept in ("application/json", "text/csv", "text/tab-separated-values", "application/xml", "text/turtle"):
            form = "CONSTRUCT { ?s ?p ?o }" if accept == "text/turtle" else "SELECT *"
            whole = server.query(f"{form} {{ ?s ?p ?o }} LIMIT 2000", accept)
            assert (whole.status, whole.text.count("عدد ")) == (200, 2000)
            with pytest.raises(http.client.IncompleteRead):
                server.query(f"{form} {{ ?s ?p ?o }} LIMIT 2001", accept)
    with serve(tmp_path, answer_rows="3") as server:
        assert len(server.query("SELECT ?o { ?s ?p ?o } LIMIT 3").json["results"]["bindings"]) == 3
        reply = server.query("SELECT ?o { ?s ?p ?o } LIMIT 4")
        assert (reply.status, "ask with LIMIT" in reply.json["detail"]) == (400, True)
