"""Queries that run away, crash, reach out or are left: one worker pays, the server answers on."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from builder.store import write
from endpoint.answers import Answer
from endpoint.jobs import BusyError, CutShortError, Job, MemoryLimitError, TimeLimitError
from endpoint.settings import Settings
from endpoint.workers import Pool

if TYPE_CHECKING:
    from conftest import Server

    Serve = Callable[..., AbstractContextManager[Server]]

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n_ ?o }"
FACTS = NamedNode("https://w3id.org/mithaq/id/graph/facts")


def patiently(run: Callable[[], Answer]) -> Answer:
    """What a pool answers, asked again where the machine stood still for longer than a query may take or wait."""
    until = time.monotonic() + 60
    while True:
        try:
            return run()
        except (BusyError, TimeLimitError):
            if time.monotonic() > until:
                raise


def gone(process: int) -> bool:
    """Whether a process has ended; one that nobody has waited for yet is listed still, as a zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def answers(server: Server) -> bool:
    reply = server.answered("ASK { <state/RUS> mq:partyTo ?pact }")
    return reply.status == 200 and reply.json["boolean"] is True


def test_a_query_over_its_time_is_killed(strict_server: Server) -> None:
    before = strict_server.workers()
    started = time.monotonic()
    reply = strict_server.query(ENDLESS)
    assert reply.status == 504
    assert "longer than 1.5 s" in reply.json["detail"]
    assert time.monotonic() - started >= 1.5
    assert answers(strict_server)
    assert before - strict_server.workers()


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {'{' * 200_000} ?s ?p ?o {'}' * 200_000}",
        f"SELECT * {{ ?s ?p ?o FILTER ({'!' * 100_000} true) }}",
    ],
    ids=["groups", "negations"],
)
def test_a_query_nested_too_deeply_costs_one_worker(strict_server: Server, text: str) -> None:
    reply = strict_server.ask("POST", "/sparql", text, {"Content-Type": "application/sparql-query"})
    assert reply.status in (400, 504, 507)
    assert answers(strict_server)


def test_when_all_workers_are_busy_the_client_is_told_when_to_come_back(serve: Serve, tmp_path: Path) -> None:
    write(tmp_path, [Quad(NamedNode(f"urn:{n}"), FACTS, Literal(n), FACTS) for n in range(100)], {})
    with serve(tmp_path, workers="1", queue_limit="0.5") as server:
        with server.holding(2):
            reply = server.query(ENDLESS)
            assert (reply.status, reply.headers["retry-after"]) == (503, "2")
        assert server.answered("ASK {}").status == 200


def test_a_killed_worker_is_replaced(strict_server: Server) -> None:
    workers = strict_server.kill_workers()
    while not all(gone(worker) for worker in workers):
        time.sleep(0.01)
    assert answers(strict_server)


def test_an_answer_cut_short_never_looks_complete(strict_server: Server) -> None:
    # Rows come at once and never end: the time limit falls in the middle of the answer.
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    parts = urlsplit(strict_server.address)
    line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
    for _ in range(20):  # a machine that stands still may have no time for the first row
        line.request("GET", f"/sparql?{urlencode({'query': text})}")
        reply = line.getresponse()
        if reply.status == 200:
            break
        reply.read()
    assert reply.status == 200
    with pytest.raises(http.client.IncompleteRead):
        reply.read()
    line.close()
    assert answers(strict_server)


def test_a_client_that_leaves_frees_its_worker(strict_server: Server) -> None:
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    before = strict_server.workers()
    parts = urlsplit(strict_server.address)
    with socket.create_connection((parts.hostname, parts.port)) as line:
        line.sendall(f"GET /sparql?{urlencode({'query': text})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        line.recv(100)
    until = time.monotonic() + 60
    while not before - strict_server.workers() and time.monotonic() < until:
        time.sleep(0.02)
    assert before - strict_server.workers()
    assert answers(strict_server)


def test_a_query_reads_no_file_and_no_other_server(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "secret.ttl"
    file.write_text("<urn:secret> <urn:p> <urn:o> .")
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.5)
        outside = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        for source in (file.as_uri(), outside):
            pattern = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
            reply = server.query(f"SELECT * FROM <{source}> FROM NAMED <{source}> {{ {pattern} }}")
            assert reply.json["results"]["bindings"] == []
            fields = {"query": f"SELECT * {{ {pattern} }}", "default-graph-uri": source, "named-graph-uri": source}
            assert server.get("/sparql", **fields).json["results"]["bindings"] == []
        reply = server.query(f"SELECT * {{ SERVICE <{outside}> {{ ?s ?p ?o }} }}")
        assert reply.status == 400
        assert "SERVICE and LOAD are refused" in reply.json["detail"]
        with pytest.raises(TimeoutError):
            trap.accept()


def may_leave_network() -> bool:
    """Whether this system lets a process move to a network namespace of its own."""
    code = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000) != 0)"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not may_leave_network(), reason="no user namespaces here: unshare(2) is refused")
def test_a_worker_has_no_network_of_its_own(tmp_path: Path) -> None:
    # Past the check of the words, as if it were fooled: the process itself cannot reach out.
    path = write(tmp_path, [Quad(FACTS, FACTS, FACTS, FACTS)], {})
    pool = Pool(Settings(workers=1, time_limit=5))
    try:
        with socket.create_server(("127.0.0.1", 0)) as trap:
            trap.settimeout(0.5)
            text = f"SELECT * {{ SERVICE SILENT <http://127.0.0.1:{trap.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
            pool.run(Job(text, str(path / "store"), "urn:base")).whole()
            with pytest.raises(TimeoutError):
                trap.accept()
    finally:
        pool.close()


def test_a_new_build_is_served_without_a_restart(own_server: Callable[[], Server]) -> None:
    server = own_server()
    text = "SELECT ?o { <urn:s> <urn:p> ?o }"
    first = server.query(text)
    assert first.json["results"]["bindings"] == []
    for number in (1, 2, 3):
        write(server.directory, [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(number), FACTS)], {})
        reply = server.query(text)
        assert [row["o"]["value"] for row in reply.json["results"]["bindings"]] == [str(number)]
        assert reply.headers["etag"] != first.headers["etag"]
        assert server.get("/health").json["quads"] == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_when_told_and_leaves_no_process(
    own_server: Callable[[], Server], number: signal.Signals
) -> None:
    server = own_server()
    assert answers(server)
    workers = server.workers()
    assert len(workers) == 3
    server.process.send_signal(number)
    assert server.process.wait(timeout=60) == 0
    assert all(gone(worker) for worker in workers)


def test_workers_end_when_the_server_is_killed(own_server: Callable[[], Server]) -> None:
    server = own_server()
    workers = server.workers()
    server.process.kill()
    server.process.wait()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not all(gone(worker) for worker in workers):
        time.sleep(0.02)
    assert all(gone(worker) for worker in workers)


@pytest.fixture
def store(tmp_path: Path) -> str:
    quads = [Quad(NamedNode(f"urn:{number}"), NamedNode("urn:p"), Literal(number), FACTS) for number in range(3000)]
    return str(write(tmp_path, quads, {}) / "store")


def test_the_pool_streams_and_reuses_its_worker(store: str) -> None:
    pool = Pool(Settings(workers=1))
    try:
        long = Job("SELECT * { ?s ?p ?o }", store, "urn:base", rows="csv")
        for _ in range(2):
            pieces = list(pool.run(long).body)
            assert len(pieces) > 1
            assert b"".join(pieces).count(b"\r\n") == 3001  # type: ignore[arg-type]
        left = pool.run(long).body
        assert not isinstance(left, bytes)
        left.close()
        assert pool.run(Job("ASK {}", store, "urn:base")).whole() == b'{"head":{},"boolean":true}'
    finally:
        pool.close()


def test_the_pool_tells_busy_from_slow(store: str) -> None:
    pool = Pool(Settings(workers=1, time_limit=0.5, queue_limit=0.1))
    try:
        endless = Job(ENDLESS, store, "urn:base")
        with pytest.raises(TimeLimitError):
            pool.run(endless)
        held = patiently(lambda: pool.run(Job("SELECT * { ?s ?p ?o . ?a ?b ?c }", store, "urn:base"))).body
        with pytest.raises(BusyError):
            pool.run(endless)
        cheap = patiently(lambda: pool.run(Job("ASK {}", store, "urn:base")))
        assert cheap.whole() == b'{"head":{},"boolean":true}'
        with pytest.raises(CutShortError):
            list(held)
        patiently(lambda: pool.run(Job("ASK {}", store, "urn:base")))
    finally:
        pool.close()


def test_a_long_answer_on_the_worker_for_cheap_queries_has_all_its_time(store: str) -> None:
    pool = Pool(Settings(workers=1, time_limit=200))
    try:
        long = Job("SELECT * { ?s ?p ?o . ?a ?b ?c }", store, "urn:base")
        bodies = [patiently(lambda: pool.run(long)).body for _ in range(2)]
        assert pool.free() == 0
        for body in bodies:
            assert not isinstance(body, bytes)
            assert body._deadline > time.monotonic() + 20
            body.close()
    finally:
        pool.close()


def test_a_slow_client_does_not_use_up_the_time_of_its_query(store: str) -> None:
    pool = Pool(Settings(workers=1, time_limit=4))
    try:
        body = pool.run(Job("SELECT * { ?s ?p ?o }", store, "urn:base", rows="csv")).body
        pieces = []
        for piece in body:
            pieces.append(piece)
            if len(pieces) == 1:
                time.sleep(5)
        assert b"".join(pieces).count(b"\r\n") == 3001  # type: ignore[arg-type]
    finally:
        pool.close()


def test_a_client_may_not_keep_a_worker_for_ever(store: str) -> None:
    pool = Pool(Settings(workers=1, time_limit=120, send_limit=0.2))
    try:
        body = iter(pool.run(Job("SELECT * { ?s ?p ?o . ?a ?b ?c }", store, "urn:base", rows="csv")).body)
        next(body)
        time.sleep(0.3)
        with pytest.raises(CutShortError):
            list(body)
    finally:
        pool.close()


def test_an_answer_longer_than_it_may_be_is_cut_short(store: str) -> None:
    pool = Pool(Settings(workers=1, answer_size=100_000))
    try:
        with pytest.raises(CutShortError, match="LIMIT"):
            pool.run(Job("SELECT * { ?s ?p ?o . ?a ?b ?c }", store, "urn:base", rows="csv")).whole()
        assert len(pool.run(Job("SELECT * { ?s ?p ?o } LIMIT 100", store, "urn:base", rows="csv")).whole()) > 1000
    finally:
        pool.close()


def test_a_query_over_its_memory_is_ended(store: str) -> None:
    pool = Pool(Settings(workers=1, time_limit=120, memory_limit=256))
    try:
        with pytest.raises(MemoryLimitError, match="256 MiB"):
            pool.run(Job("SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY ?o ?c ?a", store, "urn:base"))
        assert pool.run(Job("ASK {}", store, "urn:base")).whole() == b'{"head":{},"boolean":true}'
    finally:
        pool.close()


def test_a_worker_that_the_threads_get_next_is_not_listened_to() -> None:
    pool = Pool(Settings(workers=1))
    try:
        assert len(pool.opening()) == 2, "both have still to start"
        pool._waiting, pool._was_begun = 1, True
        assert pool.opening() == [], "the loop could do nothing with it, and would look again and again"
    finally:
        pool.close()
