"""A real server on the loopback, over a small graph made by hand, and a client that hides nothing."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psutil
import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from builder.store import write
from endpoint.app import create_app
from endpoint.settings import Settings
from endpoint.site import site_of

SMALL = Path(__file__).parents[1] / "graphs" / "small.trig"
PATIENT = {"time_limit": "120", "queue_limit": "60"}
"""Settings under which a machine that stands still for a while fails no query; a test of a limit sets its own."""
SERVE = "import sys, endpoint; from pathlib import Path; endpoint.serve(Path(sys.argv[1]), port=0)"


@dataclass(frozen=True)
class Reply:
    """An answer: status, headers by lower-case name, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers["content-type"].partition(";")[0]


@dataclass(frozen=True)
class Server:
    """A running server: its address, process and graph folder."""

    address: str
    process: subprocess.Popen[str]
    directory: Path

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 120,
    ) -> Reply:
        parts = urlsplit(self.address)
        line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=timeout)
        try:
            line.request(method, path, body.encode() if isinstance(body, str) else body, dict(headers or {}))
            reply = line.getresponse()
            return Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        finally:
            line.close()

    def get(self, path: str, accept: str | None = None, **fields: str) -> Reply:
        target = f"{path}?{urlencode(fields)}" if fields else path
        return self.ask("GET", target, headers={"Accept": accept} if accept else {})

    def query(self, text: str, accept: str | None = None) -> Reply:
        return self.get("/sparql", accept, query=text)

    def answered(self, text: str) -> Reply:
        """The answer to a query, however long the machine stands still."""
        return self.again(lambda: self.query(text))

    def again(self, ask: Callable[[], Reply]) -> Reply:
        """A reply, asked for again while the server says that it has no worker or no time for it."""
        until = time.monotonic() + 60
        while (reply := ask()).status in (429, 503, 504) and time.monotonic() < until:
            time.sleep(0.1)
        return reply

    @contextmanager
    def holding(self, count: int) -> Iterator[None]:
        """So many queries in work, each of which has a worker for itself until the end: nobody reads their rows."""
        rows = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"}
        parts = urlsplit(self.address)
        with ExitStack() as lines:
            for _ in range(count):
                status, until = 0, time.monotonic() + 60
                while status != 200 and time.monotonic() < until:
                    line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=120)
                    lines.callback(line.close)
                    line.request("GET", f"/sparql?{urlencode(rows)}")
                    status = lines.enter_context(line.getresponse()).status
                assert status == 200
            yield

    def workers(self) -> set[int]:
        """The process ids of its query workers."""
        return {worker.pid for worker in psutil.Process(self.process.pid).children()}

    def kill_workers(self) -> set[int]:
        """End its query workers with SIGKILL, and tell their process ids."""
        workers = psutil.Process(self.process.pid).children()
        for worker in workers:
            with suppress(psutil.NoSuchProcess):  # ended by itself since it was listed
                worker.kill()
        return {worker.pid for worker in workers}


@contextmanager
def running(directory: Path, first: str = "", **settings: str) -> Iterator[Server]:
    """A server on a folder with settings; ``first``: what its process runs before it serves."""
    environment = {**os.environ, **{f"MITHAQ_{name.upper()}": value for name, value in {**PATIENT, **settings}.items()}}
    command = [sys.executable, "-u", "-c", first + SERVE, str(directory)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    stderr: list[str] = []
    # Read all along, so that a full pipe never stops the server.
    reader = threading.Thread(target=lambda: stderr.extend(process.stderr or ()), daemon=True)
    reader.start()
    try:
        announced = process.stdout.readline()
        assert " at http://" in announced, announced + "".join(stderr)
        yield Server(announced.split(" at ")[1].split("/  ")[0], process, directory)
    finally:
        process.terminate()
        process.wait(timeout=60)
        reader.join(timeout=60)
        process.stdout.close()
        process.stderr.close()


def build(directory: Path) -> Path:
    return write(directory, parse(path=SMALL, format=RdfFormat.TRIG), {"first": "text"})


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the usual settings."""
    directory = tmp_path_factory.mktemp("served")
    build(directory)
    with running(directory) as started:
        yield started


@pytest.fixture(scope="session")
def strict_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a worker, a second a query and little memory."""
    directory = tmp_path_factory.mktemp("strict")
    build(directory)
    with running(directory, time_limit="1.5", queue_limit="0.5", workers="1", memory_limit="256") as started:
        yield started


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """Starts a server of the test's own, over a graph that the test may change."""
    build(tmp_path)
    with running(tmp_path) as started:
        yield lambda: started


@pytest.fixture(scope="session")
def seeds_client(seeds_folder: Path) -> Iterator[FlaskClient]:
    """A client of an application, in this process, that serves the graph of the seeds."""
    app = create_app(seeds_folder, Settings())
    yield app.test_client()
    site_of(app).pool.close()


@pytest.fixture(scope="session")
def read_page(seeds_client: FlaskClient) -> Callable[[str], str]:
    """Reads a page of the seeds, which must be there."""

    def read(address: str) -> str:
        reply = seeds_client.get(address, headers={"Accept": "text/html"})
        assert reply.status_code == 200, (address, reply.get_data(as_text=True))
        return reply.get_data(as_text=True)

    return read


@pytest.fixture(scope="session")
def writable_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a built graph whose token is "sesame", with little memory."""
    directory = tmp_path_factory.mktemp("writable")
    build(directory)
    with running(directory, token="sesame", memory_limit="256", upload_size="1000000") as started:
        yield started


@pytest.fixture(scope="session")
def hurried_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server like the writable one, with little time too."""
    directory = tmp_path_factory.mktemp("hurried")
    build(directory)
    with running(directory, token="sesame", time_limit="3", memory_limit="256", upload_size="1000000") as started:
        yield started


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[Server]]:
    """Starts a server on a folder with settings."""
    return running
