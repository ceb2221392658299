"""What a snapshot costs: ``python benchmarks/snapshots.py [--quads 1000000] [--runs 5]``.

Bulk load of synthetic quads into a store, beside the library's own loader on the same file in the same run; the whole
snapshot, which also sorts, merges, indexes and syncs; opening it and asking; and a swap to another snapshot under a
server that eight clients ask all along.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import generate_graph
from load import CLIENTS, Client
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from serving import BASE, free_port, in_graphs, serving

from builder.store import open_graph, undo, write

ASK = "SELECT ?p ?o { <https://example.org/id/treaty/1> ?p ?o }"
MARK = NamedNode(f"{BASE}id/mark")
OPENING = """
import sys, time
from pathlib import Path
from builder.store import open_graph
start, spent = time.perf_counter(), time.process_time()
graph = open_graph(Path(sys.argv[1]))
list(graph.store.query(sys.argv[2]))
print(time.perf_counter() - start, time.process_time() - spent)
"""


def timed(work: Callable[[], object]) -> float:
    """The seconds of some work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def library_load(file: Path, folder: Path) -> None:
    """What pyoxigraph itself takes for the file of a snapshot, the merge of its graphs included."""
    store = Store(str(folder))
    store.bulk_load(path=file, format=RdfFormat.N_QUADS)
    store.bulk_extend(Quad(*quad.triple) for quad in parse(path=file, format=RdfFormat.N_QUADS))
    store.flush()


def open_seconds(folder: Path) -> tuple[float, float]:
    """Seconds to open a graph and ask it, in a new process after its imports: by the clock, and of the processor."""
    run = (sys.executable, "-c", OPENING, str(folder), ASK)
    clock, processor = map(float, subprocess.run(run, capture_output=True, text=True, check=True).stdout.split())
    return clock, processor


def swap(folder: Path) -> tuple[float, int, int]:
    """Seconds until a server shows another snapshot, and the queries asked meanwhile: all, and those that failed."""
    port = str(free_port())
    address = f"http://127.0.0.1:{port}/sparql"
    command = [sys.executable, "-m", "endpoint", "serve", str(folder), "--port", port, "--quiet"]
    stop, asked, failed = threading.Event(), [0], [0]

    def ask() -> None:
        client = Client(address)
        while not stop.is_set():
            asked[0] += 1
            try:
                client.whole(ASK)
            except Exception:
                failed[0] += 1
        client.close()

    with serving(command, address, MITHAQ_CLIENT_QUERIES="64"), ProcessPoolExecutor(1, get_context("spawn")) as apart:
        threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        took = apart.submit(_swapped, folder, address).result()
        time.sleep(2)
        stop.set()
        for thread in threads:
            thread.join()
    return took, asked[0], failed[0]


def _swapped(folder: Path, address: str) -> float:
    """Seconds from the command to undo until an answer is of the other snapshot, in a process without the clients."""
    time.sleep(2)
    client = Client(address)
    marked = f"ASK {{ <{MARK.value}> ?p ?o }}"
    before = client.whole(marked)
    start = time.perf_counter()
    undo(folder)
    while client.whole(marked) == before:
        pass
    return time.perf_counter() - start


def main() -> None:
    """Prints the medians."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quads", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        generate_graph.write("treaty", given.quads, work / "graph.nt")
        data = list(in_graphs(work / "graph.nt"))
        folder = work / "graph"
        own = [timed(lambda: write(folder, data, {}, {"base": BASE})) for _ in range(given.runs)]
        file = open_graph(folder).nquads
        theirs = [timed(partial(library_load, file, work / f"store-{n}")) for n in range(given.runs)]
        print(f"{given.quads:,} quads, medians of {given.runs}")
        print(f"  the library's load        {statistics.median(theirs):8.2f} s")
        print(f"  a whole snapshot          {statistics.median(own):8.2f} s")
        clock, spent = map(statistics.median, zip(*(open_seconds(folder) for _ in range(given.runs)), strict=True))
        print(f"  open it and ask           {clock:8.3f} s, {spent:.3f} s of processor time")
        write(folder, [*data, Quad(MARK, MARK, MARK, NamedNode(f"{BASE}graph/article/0"))], {}, {"base": BASE})
        swaps = [swap(folder) for _ in range(given.runs)]
        took = statistics.median(seconds for seconds, _, _ in swaps)
        asked, failed = sum(asked for _, asked, _ in swaps), sum(failed for _, _, failed in swaps)
        print(f"  swap under {CLIENTS} clients      {took:8.3f} s, {asked} queries asked meanwhile, {failed} failed")


if __name__ == "__main__":
    main()
