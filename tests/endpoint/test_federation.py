"""SERVICE reaches the endpoints that the settings name, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from builder.store import write
from endpoint.settings import Settings, SettingsError

if TYPE_CHECKING:
    from conftest import Server

SMALL = Path(__file__).parents[1] / "graphs" / "small.trig"
PARTIES = "?treaty mq:hasParty ?party"


@pytest.fixture(scope="module")
def federated(
    server: Server,
    serve: Callable[..., AbstractContextManager[Server]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """A server that may ask the usual one."""
    directory = tmp_path_factory.mktemp("federated")
    write(directory, parse(path=SMALL, format=RdfFormat.TRIG), {"first": "text"})
    with serve(directory, services=f"{server.address}/sparql") as started:
        yield started


def test_a_named_endpoint_is_asked(server: Server, federated: Server) -> None:
    there = f"SERVICE SILENT <{server.address}/sparql> {{ {PARTIES} }}"
    reply = federated.query(f"SELECT ?party {{ {PARTIES} {there} }}")
    own = federated.query(f"SELECT ?party {{ {PARTIES} }}")
    assert reply.status == 200, reply.text
    assert own.json["results"]["bindings"]
    assert sorted(map(str, reply.json["results"]["bindings"])) == sorted(map(str, own.json["results"]["bindings"]))


def test_the_process_that_had_the_network_ends(server: Server, federated: Server) -> None:
    before = federated.workers()
    assert federated.query(f"ASK {{ SERVICE <{server.address}/sparql> {{ ?s ?p ?o }} }}").json["boolean"] is True
    assert federated.workers() == before


@pytest.mark.parametrize("service", ["<http://127.0.0.1:9/sparql>", "?anywhere", "silent ex:a", "<{own}/health>"])
def test_no_other_is_asked(server: Server, federated: Server, service: str) -> None:
    where = service.replace("{own}", server.address)
    reply = federated.query(f"PREFIX ex: <{server.address}/> SELECT * {{ SERVICE {where} {{ ?s ?p ?o }} }}")
    assert reply.status == 400
    assert "SERVICE and LOAD are refused" in reply.json["detail"]


def test_one_named_and_one_not(server: Server, federated: Server) -> None:
    text = (
        f"SELECT * {{ SERVICE <{server.address}/sparql> {{ ?s ?p ?o }} SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}"
    )
    assert federated.query(text).status == 400


@pytest.mark.parametrize("text", ["file:///etc/passwd", "example.org", "https://a b:c", 'https://a"'])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="MITHAQ_SERVICES"):
        Settings.read({"MITHAQ_SERVICES": text}).endpoints()


def test_addresses_are_separated_by_spaces() -> None:
    found = Settings.read({"MITHAQ_SERVICES": "https://a.example/sparql  http://b.example/"}).endpoints()
    assert found == {"https://a.example/sparql", "http://b.example/"}
