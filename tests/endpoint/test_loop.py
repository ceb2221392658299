"""Plain queries are begun and answered in the server's loop: in order, all of them, and stopping none of the others."""

from __future__ import annotations

import json
import re
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from builder.store import undo, write

if TYPE_CHECKING:
    from conftest import Reply, Server

    Serve = Callable[..., AbstractContextManager[Server]]

FACTS = NamedNode("https://w3id.org/mithaq/id/graph/facts")
NAME = NamedNode("urn:p")
PAIRS = "SELECT (COUNT(*) AS ?n) {{ ?a <urn:p> ?x . ?b <urn:p> ?y FILTER(?x + ?y > {}) }}"
"""Work that takes a while, with a number that makes it another text."""


def numbers(folder: Path, count: int) -> None:
    write(folder, [Quad(NamedNode(f"urn:{n}"), NAME, Literal(n), FACTS) for n in range(count)], {})


def one(number: int) -> str:
    return f"SELECT ?o {{ <urn:{number}> <urn:p> ?o }}"


def target(query: str, **fields: str) -> str:
    return f"/sparql?{urlencode({'query': query, **fields})}"


def connect(server: Server) -> socket.socket:
    parts = urlsplit(server.address)
    return socket.create_connection((parts.hostname, parts.port), timeout=60)


def values(body: bytes) -> list[str]:
    return [row["o"]["value"] for row in json.loads(body)["results"]["bindings"]]


@contextmanager
def in_hand(server: Server, query: str) -> Iterator[list[Reply]]:
    """A server that copies no graph and is at work on a query, and the reply, which is there at the end."""
    replies: list[Reply] = []
    server.query(one(1))
    thread = threading.Thread(target=lambda: replies.append(server.query(query)))
    thread.start()
    while "mithaq_workers_free 2" in server.get("/metrics").text and thread.is_alive():
        time.sleep(0.01)
    yield replies
    thread.join()


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("loop")
    numbers(folder, 300)
    with serve(folder, client_queries="64") as server:
        yield server


def test_requests_sent_at_once_are_answered_in_their_order(served: Server) -> None:
    asked = [one(1), one(2), "SELECT nonsense", one(1), one(3), one(4)]
    paths = [target(query, **({"format": "json"} if at == 4 else {})) for at, query in enumerate(asked)]
    last = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    found = []
    with connect(served) as line:
        line.sendall("".join([*(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n" for path in paths), last]).encode())
        text = b"".join(iter(lambda: line.recv(1 << 16), b""))
    while text:
        head, _, text = text.partition(b"\r\n\r\n")
        size = int(re.findall(rb"Content-Length: (\d+)", head)[0])
        found.append((int(head.split()[1]), values(text[:size]) if b"sparql-results" in head else []))
        text = text[size:]
    rows = [(200, ["1"]), (200, ["2"]), (400, []), (200, ["1"]), (200, ["3"]), (200, ["4"])]
    assert found == [*rows, (200, [])]


@pytest.mark.parametrize(("version", "header"), [("1.0", ""), ("1.1", "Connection: close\r\n")])
def test_a_connection_is_closed_where_its_client_wants_that(served: Server, version: str, header: str) -> None:
    for _ in range(2):  # worked out, then kept
        with connect(served) as line:
            line.sendall(f"GET {target(one(5) + ' #' + version)} HTTP/{version}\r\nHost: x\r\n{header}\r\n".encode())
            text = b"".join(iter(lambda: line.recv(1 << 16), b""))
        head, _, body = text.partition(b"\r\n\r\n")
        assert b"Connection: close" in head
        assert values(body) == ["5"]


def test_far_more_clients_than_workers_are_all_answered(served: Server) -> None:
    replies: list[tuple[int, list[str]]] = []

    def ask(number: int) -> None:
        if number % 4:
            reply = served.query(one(number))
        else:
            served.query(PAIRS.format(number))
            reply = served.ask("POST", "/sparql", urlencode({"query": one(number)}),
                               {"Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
        replies.append((reply.status, values(reply.body)))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(replies) == sorted((200, [str(number)]) for number in range(24))


def test_a_kept_answer_does_not_wait_for_a_worker(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 300)
    with serve(tmp_path, workers="1", queue_limit="1") as server:
        assert values(server.query(one(7)).body) == ["7"]
        with server.holding(2):
            assert server.query(one(8)).status == 503
            reply = server.query(one(7))
            assert (values(reply.body), "age" in reply.headers) == (["7"], True)


def test_clients_that_leave_are_forgotten(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 300)
    with serve(tmp_path, client_queries="4", workers="1") as server:
        for number in range(12):
            with connect(server) as line:
                line.sendall(f"GET {target(PAIRS.format(number))} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert values(server.answered(one(1)).body) == ["1"]


def test_a_stop_lets_the_query_in_hand_end(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 900)
    with serve(tmp_path, memory_quads="0") as server:
        with in_hand(server, PAIRS.format(2)) as replies:
            server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=60) == 0
    assert [reply.status for reply in replies] == [200]
    assert replies[0].json["results"]["bindings"][0]["n"]["value"].isdigit()


def test_a_worker_killed_with_a_query_in_hand_costs_no_answer(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 900)
    with serve(tmp_path, memory_quads="0") as server, in_hand(server, PAIRS.format(3)) as replies:
        server.kill_workers()
    assert [reply.status for reply in replies] == [200]


def test_a_query_of_a_new_snapshot_begins_as_soon_as_a_worker_has_opened_it(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 3)
    numbers(tmp_path, 300)
    rarely = "import endpoint.loop\nendpoint.loop.ROUND = 600.0\n"
    with serve(tmp_path, first=rarely, memory_quads="0") as server:
        for _ in range(4):  # who asks waits for two minutes
            assert values(server.query(one(7)).body) == ["7"]
            undo(tmp_path)
            assert values(server.query(one(7)).body) == []
            undo(tmp_path)


def test_a_worker_killed_while_it_opens_a_snapshot_costs_no_answer(serve: Serve, tmp_path: Path) -> None:
    numbers(tmp_path, 300)
    numbers(tmp_path, 400)
    with serve(tmp_path) as server:
        for number in range(5):
            undo(tmp_path)
            server.kill_workers()
            assert values(server.query(one(number)).body) == [str(number)]
