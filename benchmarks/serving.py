"""How fast the endpoint answers, beside ``oxigraph serve`` and rdflib-endpoint: ``python benchmarks/serving.py``.

On the graph of the seeds and on a synthetic one of a million quads (``--quads N``) the same queries go to each server
over loopback, eight clients at once: point queries, joins, sorts, and an answer of 100,000 rows. Each kind is asked
twice: "distinct", every text another, so that no server can have kept an answer; and "repeated", the same texts as
often as chance drew them. How many answers were kept is told. The peers are programs of PyPI,
``pip install oxigraph 'rdflib-endpoint[cli]'``, beside this project or elsewhere (``--peers DIR``, the folder of their
commands); one that is absent is named and left out. They hold the graph in their default graph, where mithaq has the
merge of all its graphs. rdflib-endpoint needs minutes to load a million triples, and is waited for.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import generate_graph
from load import Client, Long, Rate, long, processor, rate
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from builder.store import open_graph, write

ROOT = Path(__file__).resolve().parents[1]
ROWS = 100_000
BASE = "https://example.org/"
REQUESTS = {"point": 2000, "join": 400, "sort": 60}
START = 900
"""Seconds that a server may need to load its graph: rdflib parses a million triples in minutes."""


@dataclass(frozen=True)
class Data:
    """A graph to serve: mithaq's folder, the same triples as a file, and the queries of each kind."""

    name: str
    folder: Path
    triples: Path
    queries: dict[str, list[str]]
    rows: str | None


@dataclass(frozen=True)
class Figures:
    """What a server did: rates by kind and by whether the texts of its queries were distinct."""

    rates: dict[tuple[str, str], Rate]
    long: Long | None


def seeds(work: Path) -> Data:
    """The graph that the project builds of its five articles."""
    folder = work / "seeds"
    run = (sys.executable, "-m", "endpoint", "build", str(ROOT / "seeds"), "-o", str(folder), "--quiet")
    subprocess.run(run, check=True, cwd=ROOT)
    triples = work / "seeds.nt"
    quads = list(parse(path=open_graph(folder).path / "graph.nq", format=RdfFormat.N_QUADS))
    serialize(dict.fromkeys(quad.triple for quad in quads), str(triples), RdfFormat.N_TRIPLES)
    chance = random.Random(5)
    things = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})
    actors = sorted({quad.object.value for quad in quads if quad.predicate.value.endswith("#attributedTo")})
    prefix = "PREFIX mq: <https://w3id.org/mithaq/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
    queries = {
        "point": [f"SELECT ?p ?o {{ <{chance.choice(things)}> ?p ?o }}" for _ in range(REQUESTS["point"])],
        "join": [
            f"{prefix}SELECT ?claim ?words {{ ?said mq:attributedTo <{chance.choice(actors)}> . ?claim mq:attribution"
            " ?said . ?said mq:evidence ?part . ?part oa:hasSelector ?selector . ?selector oa:exact ?words }"
            for _ in range(REQUESTS["join"])
        ],
        "sort": [
            f"{prefix}SELECT ?part ?words {{ ?part oa:hasSelector ?selector . ?selector oa:exact ?words }}"
            f" ORDER BY DESC(?words) LIMIT {chance.randint(10, 50)}"
            for _ in range(REQUESTS["sort"])
        ],
    }
    return Data("seeds", folder, triples, queries, None)


def in_graphs(triples: Path) -> Iterator[Quad]:
    """The synthetic triples of a file, forty to a graph."""
    found = parse(path=triples, format=RdfFormat.N_TRIPLES, rename_blank_nodes=False)
    for number, quad in enumerate(found):
        yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(f"{BASE}graph/article/{number // 40}"))


def synthetic(work: Path, count: int) -> Data:
    """A synthetic treaty graph of so many quads, in a graph for each forty."""
    triples = work / "synthetic.nt"
    generate_graph.write("treaty", count, triples)
    folder = work / "synthetic"
    write(folder, in_graphs(triples), {}, {"base": BASE})
    chance = random.Random(5)
    prefix = "PREFIX t: <https://example.org/terms#> "
    treaties = count // 32
    queries = {
        "point": [
            f"SELECT ?p ?o {{ <{BASE}id/treaty/{chance.randrange(treaties)}> ?p ?o }}" for _ in range(REQUESTS["point"])
        ],
        "join": [
            f"{prefix}SELECT ?treaty ?other ?body {{ ?treaty t:hasParty <{BASE}id/state/{chance.randrange(200)}> ;"
            " t:hasParty ?other . ?other t:memberOf ?body }"
            for _ in range(REQUESTS["join"])
        ],
        "sort": [
            f"{prefix}SELECT ?treaty ?day {{ ?treaty t:terminatedOn ?day }} ORDER BY DESC(?day) ?treaty"
            f" LIMIT {chance.randint(10, 50)}"
            for _ in range(REQUESTS["sort"])
        ],
    }
    rows = f"{prefix}SELECT ?clause ?text ?actor {{ ?clause t:text ?text ; t:obliges ?actor }} LIMIT {ROWS}"
    return Data(f"{count:,} quads", folder, triples, queries, rows)


@contextmanager
def serving(command: list[str], address: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server that answers at its address; it is ended afterwards."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, env={**os.environ, **environment}, cwd=ROOT)
    try:
        until = time.monotonic() + START
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{' '.join(command)} does not answer")
            time.sleep(0.2)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def servers(data: Data, peers: Path, work: Path) -> Iterator[tuple[str, list[str], str]]:
    """Name, command and address of each server that is here."""
    port = str(free_port())
    own = [sys.executable, "-m", "endpoint", "serve", str(data.folder), "--port", port, "--quiet"]
    yield "mithaq", own, f"http://127.0.0.1:{port}/sparql"
    oxigraph, other = (shutil.which(name, path=str(peers)) for name in ("oxigraph", "rdflib-endpoint"))
    if oxigraph is not None:
        port, location = str(free_port()), work / f"oxigraph-{data.folder.name}"
        subprocess.run([oxigraph, "load", "-l", location, "-f", data.triples], check=True, capture_output=True)
        command = [oxigraph, "serve-read-only", "-l", str(location), "-b", f"127.0.0.1:{port}"]
        yield "oxigraph serve", command, f"http://127.0.0.1:{port}/query"
    if other is not None:
        port = str(free_port())
        command = [other, "serve", "--host", "127.0.0.1", "--port", port, str(data.triples)]
        yield "rdflib-endpoint", command, f"http://127.0.0.1:{port}/"
    for name, path in (("oxigraph", oxigraph), ("rdflib-endpoint", other)):
        if path is None:
            print(f"{name} is not in {peers}: not compared (pip install oxigraph 'rdflib-endpoint[cli]')")


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def measure(data: Data, address: str, process: int, slow: bool) -> Figures:
    """The rates of a server after a first query of each kind; a slow peer gets a tenth of the queries."""
    client = Client(address)
    for queries in data.queries.values():
        client.whole(queries[0])
    settle(process)
    rates: dict[tuple[str, str], Rate] = {}
    for kind, queries in data.queries.items():
        some = queries[:: 10 if slow else 1]
        rates[kind, "distinct"] = rate(address, distinct(some), process)
        rates[kind, "repeated"] = rate(address, some, process)
    if data.rows is None:
        return Figures(rates, None)
    client.whole(data.rows.replace(str(ROWS), "1000"))
    client.close()
    answers = [long(address, data.rows, process) for _ in range(3)]
    return Figures(rates, sorted(answers, key=lambda answer: answer.first)[1])


def settle(process: int) -> None:
    """Wait until a server has nothing to do by itself: mithaq answers while it copies a small graph into memory."""
    before = processor(process)
    while True:
        time.sleep(1)
        now = processor(process)
        if now - before < 0.1:
            return
        before = now


def distinct(queries: list[str]) -> list[str]:
    """The queries, each with a comment of its own: the same work, but no two texts the same."""
    return [f"{query}\n# {number}" for number, query in enumerate(queries)]


def show(name: str, figures: Figures, own: Figures) -> None:
    """The figures of a server, and ours as a multiple of its throughput."""
    print(f"  {name}")
    for (kind, texts), found in figures.rates.items():
        ratio = own.rates[kind, texts].per_second / found.per_second
        print(
            f"    {kind:<6}{texts}{found.per_second:9.1f} a second  p50 {found.median:8.2f} ms  p99 {found.p99:8.2f} ms"
            f"  {found.cpu:7.2f} ms of processor  {found.kept:4.0%} kept  mithaq does {ratio:.2f} times as many"
        )
    if figures.long is not None:
        answer = figures.long
        print(
            f"    {ROWS:,} rows: first byte {answer.first:.0f} ms, last {answer.whole:.2f} s,"
            f" {answer.size / 1e6:.1f} MB, memory +{answer.growth:.0f} MiB"
        )


def main() -> None:
    """Prints the figures of each server on each graph."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quads", type=int, default=1_000_000, help="of the synthetic graph; 0 leaves it out")
    options.add_argument(
        "--peers", type=Path, default=Path(sys.executable).parent, help="folder of the peers' commands"
    )
    given = options.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        graphs = itertools.chain([seeds(work)], [synthetic(work, given.quads)] if given.quads else [])
        for data in graphs:
            print(data.name)
            own: Figures | None = None
            for name, command, address in servers(data, given.peers, work):
                with serving(command, address, MITHAQ_CLIENT_QUERIES="64") as process:
                    found = measure(data, address, process.pid, slow=name == "rdflib-endpoint")
                own = own or found
                show(name, found, own)


if __name__ == "__main__":
    main()
