"""What the endpoint says of itself and of its data is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

if TYPE_CHECKING:
    from conftest import Server

VOID = "http://rdfs.org/ns/void#"
SD = "http://www.w3.org/ns/sparql-service-description#"


def described(server: Server, path: str) -> list[Quad]:
    reply = server.get(path, "text/turtle")
    assert (reply.status, reply.media) == (200, "text/turtle")
    return list(parse(reply.body, format=RdfFormat.TURTLE))


def values(quads: list[Quad], predicate: str, subject: str | None = None) -> set[str]:
    return {
        getattr(quad.object, "value", "")
        for quad in quads
        if quad.predicate == NamedNode(predicate) and subject in (None, getattr(quad.subject, "value", ""))
    }


def count(server: Server, text: str) -> str:
    return str(
        server.query(f"SELECT (COUNT({text}) AS ?n) {{ ?s ?p ?o }}").json["results"]["bindings"][0]["n"]["value"]
    )


@pytest.mark.parametrize("path", ["/.well-known/void", "/sparql"])
def test_the_statistics_are_those_of_the_graph(server: Server, path: str) -> None:
    quads = described(server, path)
    dataset = f"{server.address}/.well-known/void#dataset"
    assert values(quads, f"{VOID}triples", dataset) == {count(server, "*")}
    assert values(quads, f"{VOID}distinctSubjects", dataset) == {count(server, "DISTINCT ?s")}
    assert values(quads, f"{VOID}properties", dataset) == {count(server, "DISTINCT ?p")}
    assert values(quads, f"{VOID}sparqlEndpoint") == {f"{server.address}/sparql"}
    names = {name.rpartition("/")[2] for name in values(quads, f"{SD}name")}
    assert {"facts", "inferred"} <= names
    partitions = values(quads, f"{VOID}propertyPartition", dataset)
    assert str(len(partitions)) == count(server, "DISTINCT ?p")


def test_only_what_may_be_updated_says_so(server: Server, writable_server: Server) -> None:
    update = f"{SD}SPARQL11Update"
    assert update not in values(described(server, "/sparql"), f"{SD}supportedLanguage")
    assert update in values(described(writable_server, "/sparql"), f"{SD}supportedLanguage")
    assert f"{SD}SPARQL11Query" in values(described(server, "/sparql"), f"{SD}supportedLanguage")


def test_a_description_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    tag = server.get("/.well-known/void").headers["etag"]
    assert server.ask("GET", "/.well-known/void", headers={"If-None-Match": tag}).status == 304
    assert server.get("/.well-known/void", "image/png").status == 406
