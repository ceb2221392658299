"""What the endpoint survives: ``python benchmarks/endurance.py [--minutes 10]``.

First nine queries that run away, each with the seconds until its answer and until that of the next query. Then minutes
of mixed load on loopback, while a worker is killed from outside every few seconds: each whole answer is compared with
the one that the server gave in peace, and the memory of all its processes is followed.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from load import below, memory
from serving import free_port, seeds, serving

LIMIT = 3
KILLS = 4.0
"""Seconds between two kills."""
FRESH = 0.75
"""The share of requests whose text is a new one."""

OPERATORS = 10_000
ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
RUNAWAYS = {
    "three joins without a link, counted": f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
    "the same, sorted": f"SELECT * {{ {ALL} }} ORDER BY DESC(?c) ?f ?i",
    "200,000 groups in one another": f"SELECT * {{ {'{' * 200_000} ?s ?p ?o {'}' * 200_000} }}",
    "3,000 OPTIONAL in one another": f"SELECT * {{ {'OPTIONAL { ?s ?p ?o ' * 3000} {'}' * 3000} }}",
    "10,000 &&": f"SELECT * {{ ?s ?p ?o FILTER({' && '.join(['?s = ?o'] * OPERATORS)}) }}",
    "10,000 !": f"SELECT * {{ ?s ?p ?o FILTER({'!' * OPERATORS} true) }}",
    "10,000 +": f"SELECT * {{ ?s ?p ?o FILTER({' + '.join(['1'] * OPERATORS)} = 1) }}",
    "10,000 UNION": f"SELECT * {{ {' UNION '.join(['{ ?s ?p ?o }'] * OPERATORS)} }}",
    "a chain of 1,000 patterns": f"SELECT * {{ {' . '.join(f'?v{n} ?p{n} ?v{n + 1}' for n in range(1000))} }}",
}
MQ = "PREFIX mq: <https://w3id.org/mithaq/ontology#> "
QUERIES = (
    "SELECT ?p ?o { <state/RUS> ?p ?o } ORDER BY ?p ?o",
    f"{MQ}SELECT ?new ?old {{ ?new mq:supersedes ?old }} ORDER BY ?new ?old",
    f"{MQ}SELECT ?s (COUNT(?t) AS ?n) {{ ?t mq:hasParty ?s }} GROUP BY ?s ORDER BY ?s",
    "SELECT ?s ?o { ?s rdfs:label ?o } ORDER BY ?o ?s LIMIT 5000",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?a a ?t . ?b a ?t . ?c a ?t }",
)
"""The last asks too much, on purpose."""


def ask(address: str, query: str, timeout: float = 60) -> tuple[int, bytes]:
    """The status and the whole body; raises HTTPException or OSError where the answer is cut short."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=timeout)
    try:
        kind = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
        line.request("POST", parts.path, query.encode(), kind)
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def run_away(address: str) -> None:
    """Prints what each runaway query costs, and the next one after it."""
    for name, query in RUNAWAYS.items():
        start = time.perf_counter()
        try:
            status: object = ask(address, query)[0]
        except (http.client.HTTPException, OSError) as error:
            status = f"cut short ({type(error).__name__})"
        took = time.perf_counter() - start
        start = time.perf_counter()
        after, _ = ask(address, QUERIES[0])
        print(f"  {name:<38}{status} after {took:5.2f} s; then {after} after {time.perf_counter() - start:.3f} s")


class Load:
    """Clients that ask until they are told to stop, and compare each whole answer with that of a quiet server."""

    def __init__(self, address: str, expected: dict[str, bytes]) -> None:
        self._address, self._expected = address, expected
        self.counts: Counter[str] = Counter()
        self.stop = threading.Event()
        self._lock = threading.Lock()

    def run(self, seed: int) -> None:
        """One client."""
        chance = random.Random(seed)
        while not self.stop.is_set():
            query = chance.choice(QUERIES)
            # Most texts are new, so that a worker has to answer; the rest may have been kept.
            result = self._one(query, f"{query}\n# {chance.random()}" if chance.random() < FRESH else query)
            with self._lock:
                self.counts[result] += 1

    def _one(self, query: str, text: str) -> str:
        try:
            status, body = ask(self._address, text)
        except (http.client.HTTPException, OSError):
            return "cut short"
        if status != 200:
            return f"status {status}"
        return "right" if self._expected.get(query, body) == body else "WRONG"


def endure(address: str, process: int, minutes: float) -> int:
    """Loads the server and kills its workers; prints counts and memory each minute; gives how many were wrong."""
    expected = {query: ask(address, query)[1] for query in QUERIES[:-1]}
    load, chance = Load(address, expected), random.Random(1)
    threads = [threading.Thread(target=load.run, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    end, kills, shown = time.monotonic() + 60 * minutes, 0, 0
    while time.monotonic() < end:
        load.stop.wait(KILLS)
        workers = sorted(below(process))
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
            kills += 1
        if (passed := int(minutes - (end - time.monotonic()) / 60)) > shown:
            shown = passed
            print(
                f"  minute {shown}: {memory(process):.0f} MiB, {kills} kills, {dict(sorted(load.counts.items()))}",
                flush=True,
            )
    load.stop.set()
    for thread in threads:
        thread.join()
    time.sleep(2)
    print(f"  at the end: {memory(process):.0f} MiB, {kills} kills, {dict(sorted(load.counts.items()))}")
    return load.counts["WRONG"]


def main() -> None:
    """Runs both; ends with 1 where an answer was wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10)
    minutes = options.parse_args().minutes
    with tempfile.TemporaryDirectory() as folder:
        data = seeds(Path(folder))
        port = str(free_port())
        address = f"http://127.0.0.1:{port}/sparql"
        own = [sys.executable, "-m", "endpoint", "serve", str(data.folder), "--port", port, "--quiet"]
        with serving(own, address, MITHAQ_TIME_LIMIT=str(LIMIT), MITHAQ_CLIENT_QUERIES="64") as process:
            print(f"queries that run away, with a limit of {LIMIT} s")
            run_away(address)
            print(f"{minutes:g} minutes of mixed load, a worker killed every {KILLS:g} s")
            wrong = endure(address, process.pid, minutes) if minutes else 0
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
