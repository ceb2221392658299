"""Workers copy a small graph into memory while the store on disk answers, and go over to it together."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from builder.store import undo, write
from endpoint.jobs import Job
from endpoint.settings import Settings
from endpoint.workers import Pool

if TYPE_CHECKING:
    from conftest import Server

    Serve = Callable[..., AbstractContextManager[Server]]

FACTS = NamedNode("https://w3id.org/mithaq/id/graph/facts")
NAME = NamedNode("urn:p")
SORTED = "SELECT * { ?s ?p ?o } ORDER BY ?s"


def quads(count: int) -> list[Quad]:
    return [Quad(NamedNode(f"urn:{n}"), NAME, Literal(n), FACTS) for n in range(count)]


def ask(pool: Pool, store: str, quads: str) -> bytes:
    return pool.run(Job(SORTED, store, "urn:base", quads=quads)).whole()


def rows(answer: bytes) -> list[Any]:
    found: list[Any] = json.loads(answer)["results"]["bindings"]
    return found


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(Settings(workers=1, time_limit=120, queue_limit=60))
    yield made
    made.close()


def feed(pool: Pool, pipe: Path, text: str) -> None:
    """Give each worker that reads the pipe the text, until all have their copies."""
    until = time.monotonic() + 60
    while not pool.copies.wait(0.2):
        assert time.monotonic() < until
        with suppress(OSError), os.fdopen(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK), "w") as writer:  # or nobody reads
            writer.write(text)


def test_the_disk_answers_while_copies_are_made_and_then_all_have_one(pool: Pool, tmp_path: Path) -> None:
    snapshot = write(tmp_path, quads(200), {})
    store, text = str(snapshot / "store"), (snapshot / "graph.nq").read_text()
    # A file that is not there yet for who copies it: nobody has written into the pipe.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pool.open(store, str(pipe))
    before = ask(pool, store, str(pipe))
    assert len(rows(before)) == 200
    assert not pool.copies.wait(0.1)
    feed(pool, pipe, text)
    for _ in range(3):
        assert ask(pool, store, str(pipe)) == before
    assert all(worker.has(store, str(pipe)) for worker in pool._all)


def test_a_query_waits_for_the_worker_for_cheap_ones_while_that_makes_its_copy(pool: Pool, tmp_path: Path) -> None:
    snapshot = write(tmp_path, quads(2000), {})
    store, text = str(snapshot / "store"), (snapshot / "graph.nq").read_text()
    long = pool.run(Job("SELECT * { ?s ?p ?o . ?a ?b ?c }", store, "urn:base")).body
    assert not isinstance(long, bytes)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pool.open(store, str(pipe))
    until = time.monotonic() + 60
    while pool._free.workers or pool._spare.workers:  # the only one that waits is lent to make its copy
        assert time.monotonic() < until
        time.sleep(0.01)
    answers: list[bytes] = []
    asking = threading.Thread(target=lambda: answers.append(ask(pool, store, str(pipe))), daemon=True)
    asking.start()
    while not pool._waiting:
        assert time.monotonic() < until
        time.sleep(0.01)
    pipe.write_text(text)
    asking.join(30)
    assert [len(rows(answer)) for answer in answers] == [2000], "before the long query ends"
    long.close()


def test_a_worker_that_is_killed_at_its_copy_costs_nothing(pool: Pool, tmp_path: Path) -> None:
    snapshot = write(tmp_path, quads(50), {})
    store, pipe = str(snapshot / "store"), tmp_path / "pipe"
    os.mkfifo(pipe)
    pool.open(store, str(pipe))
    until = time.monotonic() + 60
    while not (copying := [worker for worker in pool._all if worker.has(store, str(pipe))]):
        assert time.monotonic() < until
        time.sleep(0.01)
    copying[0].process.kill()
    feed(pool, pipe, (snapshot / "graph.nq").read_text())
    assert len(rows(ask(pool, store, str(pipe)))) == 50


def test_a_newer_graph_is_copied_in_place_of_one_that_was_wanted(pool: Pool, tmp_path: Path) -> None:
    stores = []
    for count in (2000, 10):
        snapshot = write(tmp_path, quads(count), {})
        stores.append((str(snapshot / "store"), str(snapshot / "graph.nq")))
        pool.open(*stores[-1])
    assert pool.copies.wait(60)
    assert all(worker.has(*stores[1]) and not worker.has(*stores[0]) for worker in pool._all)
    assert len(rows(ask(pool, *stores[1]))) == 10


def test_no_query_fails_while_a_graph_is_swapped(serve: Serve, tmp_path: Path) -> None:
    write(tmp_path, quads(5000), {})
    write(tmp_path, quads(6000), {})
    stop = threading.Event()
    statuses: list[int] = []
    counts: set[int] = set()

    def ask() -> None:
        at = 0
        while not stop.is_set():
            at += 1
            reply = server.query(f"SELECT (COUNT(*) AS ?n) {{ ?s <urn:p> ?o }} # {threading.get_ident()} {at}")
            statuses.append(reply.status)
            counts.add(int(reply.json["results"]["bindings"][0]["n"]["value"]))

    with serve(tmp_path) as server:
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        undo(tmp_path)
        until = time.monotonic() + 60
        while len(counts) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(1)
        stop.set()
        for thread in threads:
            thread.join()
    assert set(statuses) == {200}
    assert counts == {5000, 6000}
