"""The W3C's tests of the SPARQL 1.1 Protocol, Graph Store Protocol and Service Description, on a running server.

The manifests hold each request and the answer that it must have; ``/sparql/`` and ``/gsp`` stand there for our
addresses, and a graph of the data for one that is written before.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from manifests import MF, RDFS, UT, Entry, Node, cases, isomorphic, path_of, quad_rows

HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
SD = "http://www.w3.org/ns/sparql-service-description#"
TOKEN = "a-secret-for-tests"
STATUS = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404", "BadRequest": "400"}
ROWS = {
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "text/csv": None,
    "text/tab-separated-values": None,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip()

    def truth(self) -> bool:
        form = ROWS[self.media]
        if form is None:
            return {b"true": True, b"false": False}[self.body.strip()]
        answer = ox.parse_query_results(self.body, format=form)
        assert isinstance(answer, ox.QueryBoolean)
        return bool(answer)


@dataclass
class Client:
    """Sends the requests of one test; remembers the addresses that its answers name."""

    address: str
    names: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        parts = urlsplit(self.address)
        line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
        line.request(method, path, body, {**headers, "Authorization": f"Bearer {TOKEN}"})
        reply = line.getresponse()
        found = Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        line.close()
        return found

    def update(self, text: str) -> None:
        assert self.send("POST", "/sparql", {"Content-Type": "application/sparql-update"}, text.encode()).status == 204

    def path(self, text: str) -> str:
        for name, value in self.names.items():
            text = text.replace(name, value)
        if text.startswith("/sparql/"):
            return f"/sparql{text.removeprefix('/sparql/')}"
        return text.replace("/gsp", "/graph-store", 1) if text.startswith("/gsp") else text


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on an empty folder, with a token: an empty store."""
    folder: Path = tmp_path_factory.mktemp("empty")
    command = [sys.executable, "-u", "-m", "endpoint", "serve", str(folder), "--port", "0"]
    environment = {**os.environ, "MITHAQ_TOKEN": TOKEN, "MITHAQ_TIME_LIMIT": "120", "MITHAQ_QUEUE_LIMIT": "60"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split(" at ")[1].split("/  ")[0]
        process.terminate()
        process.wait(timeout=60)


def replay(entry: Entry, client: Client) -> None:
    """Make the data of a test, and send its requests."""
    manifest = entry.manifest
    client.update("DROP ALL")
    for graph in manifest.all(entry.node, f"{UT}graphData"):
        triples = path_of(str(manifest.text(graph, f"{UT}graph"))).read_text()
        client.update(f"INSERT DATA {{ GRAPH <{manifest.text(graph, f'{RDFS}label')}> {{ {triples} }} }}")
    action = manifest.one(entry.node, f"{MF}action")
    for request in manifest.list(manifest.one(action, f"{HT}requests")):
        reply = send(entry, request, client)
        expected = manifest.one(request, f"{HT}resp")
        if expected is not None:
            check(entry, expected, reply, client)


def send(entry: Entry, request: Node, client: Client) -> Reply:
    manifest = entry.manifest
    headers = {
        str(manifest.text(header, f"{HT}fieldName")): str(manifest.text(header, f"{HT}fieldValue"))
        for header in manifest.list(manifest.one(request, f"{HT}headers"))
    }
    body = manifest.one(request, f"{HT}body")
    data = None
    if body is not None:
        text = str(manifest.text(body, f"{CNT}chars"))
        if "multipart" in str(headers):
            text = "\r\n".join(line.strip() for line in text.strip().split("\n")) + "\r\n"
        data = text.encode(str(manifest.text(body, f"{CNT}characterEncoding") or "utf-8").lower())
    path = client.path(str(manifest.text(request, f"{HT}absolutePath")))
    return client.send(str(manifest.text(request, f"{HT}methodName")), path, headers, data)


def check(entry: Entry, expected: Node, reply: Reply, client: Client) -> None:
    manifest = entry.manifest
    wanted = [str(item.value).rpartition("#")[2] for item in manifest.all(expected, f"{MF}expectedStatus")]
    codes = [STATUS.get(name) or name.removeprefix("StatusCode").removesuffix("xx") for name in wanted]
    assert not codes or str(reply.status).startswith(tuple(codes)), (reply.status, wanted, reply.body)
    location = manifest.text(expected, f"{MF}expectedLocation")
    if location is not None:
        client.names[location] = reply.headers["location"]
    form = manifest.text(expected, f"{MF}expectedFormat")
    assert form in (None, "boolean", "tabular", "RDF")
    if form is not None:
        assert reply.media in (GRAPHS if form == "RDF" else ROWS)
    truth = manifest.text(expected, f"{MF}expectedBoolean")
    if form == "boolean" or truth is not None:
        assert truth in (None, "true" if reply.truth() else "false")
    body = manifest.one(expected, f"{HT}body")
    if body is not None:
        base = "http://www.example/x"
        triples = ox.parse(str(manifest.text(body, f"{CNT}chars")), format=ox.RdfFormat.TURTLE, base_iri=base)
        found = ox.parse(reply.body, format=GRAPHS[reply.media], base_iri=base)
        assert isomorphic(quad_rows(triples), quad_rows(found))


@pytest.mark.parametrize("entry", cases(["protocol"]))
def test_protocol(entry: Entry, address: str) -> None:
    replay(entry, Client(address))


@pytest.mark.parametrize("entry", cases(["graph-store-protocol"], "manifest-direct.ttl"))
def test_graph_store_with_direct_names(entry: Entry, address: str) -> None:
    replay(entry, Client(address))


@pytest.mark.parametrize("entry", cases(["graph-store-protocol"], "manifest-indirect.ttl"))
def test_graph_store_with_indirect_names(entry: Entry, address: str) -> None:
    replay(entry, Client(address))


@pytest.mark.parametrize("entry", cases(["service-description"]))
def test_service_description(entry: Entry, address: str) -> None:
    reply = Client(address).send("GET", "/sparql", {"Accept": "text/turtle"})
    quads = list(ox.parse(reply.body, format=GRAPHS[reply.media], base_iri=f"{address}/sparql"))
    services = {quad.subject for quad in quads if quad.object == ox.NamedNode(f"{SD}Service")}
    endpoints = [quad for quad in quads if quad.predicate == ox.NamedNode(f"{SD}endpoint")]
    checks = {
        "returns-rdf": bool(quads),
        "has-endpoint-triple": [quad.object for quad in endpoints] == [ox.NamedNode(f"{address}/sparql")],
        "conforms-to-schema": bool(services)
        and {quad.subject for quad in endpoints} <= services
        and all(
            isinstance(quad.object, ox.NamedNode | ox.BlankNode)
            for quad in quads
            if quad.predicate.value in {f"{SD}{name}" for name in ("endpoint", "feature", "supportedLanguage")}
        ),
    }
    assert checks[entry.iri.rpartition("#")[2]]
