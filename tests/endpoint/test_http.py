"""What HTTP gives beside the answers: compression, validators, metrics, logs, a description for programs."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from builder.store import write
from endpoint.openapi import document

if TYPE_CHECKING:
    from conftest import Server
    from flask.testing import FlaskClient

    Serve = Callable[..., AbstractContextManager[Server]]

FACTS = NamedNode("https://w3id.org/mithaq/id/graph/facts")
ALL = f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o }'})}"
SORTED = f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o } ORDER BY ?s'})}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n_ ?o }"
MANY_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PACKED = {"Accept-Encoding": "gzip"}


def numbers(folder: Path, count: int) -> None:
    write(folder, [Quad(NamedNode(f"urn:{n}"), NamedNode("urn:p"), Literal(n), FACTS) for n in range(count)], {})


@pytest.mark.parametrize("path", [ALL, "/", "/static/style.css", "/openapi.json", "/graph-store?default"])
def test_an_answer_is_packed_for_those_who_unpack(server: Server, path: str) -> None:
    plain, packed = server.ask("GET", path), server.ask("GET", path, headers=PACKED)
    assert "content-encoding" not in plain.headers
    if len(plain.body) >= 1000:
        assert packed.headers["content-encoding"] == "gzip"
        assert len(gzip.decompress(packed.body)) == len(plain.body)
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert "content-encoding" not in server.ask("GET", path, headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_a_packed_answer_has_not_changed_either(server: Server) -> None:
    tag = server.ask("GET", ALL, headers=PACKED).headers["etag"]
    assert tag.startswith("W/")
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        assert server.ask("GET", ALL, headers={**PACKED, "If-None-Match": given}).status in (
            304,
            200 if given == "*" else 304,
        )


def test_a_long_answer_is_packed_as_it_comes(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 20_000)
    with serve(tmp_path) as server:
        plain, packed = server.ask("GET", SORTED), server.ask("GET", SORTED, headers=PACKED)
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["transfer-encoding"] == "chunked"
    assert len(packed.body) < len(plain.body) / 5
    assert int(packed.headers["mithaq-answer-limit"]) == 1 << 30


@pytest.mark.parametrize("headers", [{}, PACKED])
def test_the_first_rows_come_at_once(serve: Serve, tmp_path: Path, headers: dict[str, str]) -> None:
    numbers(tmp_path, 300)
    with serve(tmp_path) as server:
        parts = urlsplit(server.address)
        line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
        line.request("GET", f"/sparql?{urlencode({'query': MANY_ROWS})}", headers=headers)
        reply = line.getresponse()
        rows = reply.read(5000)  # half a minute before the last row is worked out, and the time of the query is over
        if headers:
            rows = zlib.decompressobj(wbits=31).decompress(rows)
        assert rows.count(b'"urn:') > 10
        line.close()


def test_a_time_is_a_validator_too(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 3)
    with serve(tmp_path) as server:
        numbers(tmp_path, 2)
        written = int((tmp_path / "current").lstat().st_mtime)
        os.utime(tmp_path / "current", (written, written + 1000), follow_symlinks=False)
        assert "last-modified" not in server.ask("GET", ALL).headers, "it may change again within the second"
        os.utime(tmp_path / "current", (written, written - 10), follow_symlinks=False)
        changed = server.ask("GET", ALL).headers["last-modified"]
        assert parsedate_to_datetime(changed).timestamp() == written - 10
        assert server.ask("GET", ALL, headers={"If-Modified-Since": changed}).status == 304
        numbers(tmp_path, 4)
        assert server.ask("GET", ALL, headers={"If-Modified-Since": changed}).status == 200


@pytest.mark.parametrize("path", ["/sparql", "/query"])
def test_a_client_may_not_take_all_workers(serve: Serve, tmp_path: Path, path: str) -> None:
    numbers(tmp_path, 300)
    with serve(tmp_path, client_queries="2", queue_limit="1") as server:
        with server.holding(2):
            reply = server.get(path, query=ENDLESS)
            assert (reply.status, bool(reply.headers["retry-after"])) == (429, True)
            assert server.again(lambda: server.get("/health")).status == 200
        assert server.answered("ASK {}").status == 200


def test_a_cheap_query_is_answered_while_all_workers_are_busy(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 300)
    with serve(tmp_path, workers="1", queue_limit="1") as server, server.holding(1):
        assert server.answered("ASK { <urn:1> ?p ?o }").json["boolean"] is True


def test_the_metrics_count(server: Server) -> None:
    def value(name: str) -> float:
        lines = server.get("/metrics").text.splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))

    asked = 'mithaq_requests_total{endpoint="sparql.sparql",method="GET",status="400"}'
    before = value(asked)
    server.query("SELECT nonsense")
    assert value(asked) == before + 1
    assert value("mithaq_workers ") == 2
    assert value("mithaq_snapshot_quads ") == server.get("/health").json["quads"]
    reply = server.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in reply.text.splitlines():
        assert line.startswith("# ") or float(line.rpartition(" ")[2]) >= 0
    server.ask("PROPFIND", "/sparql")
    assert "PROPFIND" not in server.get("/metrics").text


@pytest.mark.parametrize("kind", ["requests", "queries"])
def test_the_log_has_the_query_only_if_it_is_asked_to(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from endpoint.app import create_app
    from endpoint.site import site_of

    numbers(tmp_path, 3)
    monkeypatch.setenv("MITHAQ_LOG", kind)
    app = create_app(tmp_path)
    try:
        app.test_client().get("/sparql", query_string={"query": "ASK { <urn:secret> ?p ?o }"})
        line = json.loads(capsys.readouterr().err.splitlines()[-1])
    finally:
        site_of(app).close()
    assert (line["method"], line["path"], line["status"]) == ("GET", "/sparql", 200)
    assert ("urn:secret" in json.dumps(line)) == (kind == "queries")


def test_the_description_for_programs_has_every_route(seeds_client: FlaskClient) -> None:
    described = {
        (re.sub(r"\{\w+\}", "{}", path), method)
        for path, methods in document(writable=True)["paths"].items()
        for method in methods
    }
    served = set()
    for rule in seeds_client.application.url_map.iter_rules():
        choices = re.findall(r"<any\(([^)]*)\):\w+>", rule.rule)
        for choice in choices[0].split(", ") if choices else [""]:
            path = re.sub(r"<[\w:]+>", "{}", re.sub(r"<any\([^)]*\):\w+>", choice, rule.rule))
            served |= {(path, method.lower()) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    assert described == served


@pytest.mark.parametrize("name", ["server", "writable_server"])
def test_the_description_for_programs_is_true(name: str, request: pytest.FixtureRequest) -> None:
    server: Server = request.getfixturevalue(name)
    found = server.get("/openapi.json").json
    assert found == document(writable=name == "writable_server")
    for path, methods in found["paths"].items():
        address = path.replace("{filename}", "style.css").replace("{name}", "instrument/pact")
        allowed = {method.strip().lower() for method in server.ask("OPTIONS", address).headers["allow"].split(",")}
        assert set(methods) <= allowed, path
        reply = server.get(address, None, **({"graph": f"{FACTS.value}"} if path == "/graph-store" else {}))
        described = methods["get"]["responses"]
        assert str(reply.status) in described, path
        if reply.status != 303:
            assert reply.media in described[str(reply.status)]["content"], path
    wrong = server.query("SELECT nonsense")
    schema = found["components"]["schemas"]["Problem"]
    assert set(schema["required"]) <= set(wrong.json)
    assert set(found["paths"]["/graph-store"]) == ({"get"} if name == "server" else {"get", "put", "post", "delete"})
