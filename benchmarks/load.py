"""Clients that ask a SPARQL endpoint on this machine, and what a long answer costs its server.

For the benchmarks of serving: eight threads with a connection each, a bounded number of requests, and each answer read
to its end and its status checked.
"""

from __future__ import annotations

import http.client
import os
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

CLIENTS = 8
_JSON = {"Accept": "application/sparql-results+json"}


@dataclass(frozen=True)
class Rate:
    """What many requests took: requests a second, milliseconds to the end of an answer, milliseconds of processor time
    of the server for each, and the share of answers that it had kept (those with the header Age)."""

    per_second: float
    median: float
    p99: float
    cpu: float
    kept: float


@dataclass(frozen=True)
class Long:
    """What one long answer took: milliseconds to its first byte, seconds to its last, its bytes, MiB of growth."""

    first: float
    whole: float
    size: int
    growth: float


class Client:
    """One connection that is kept open."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._path = parts.path
        self._line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=300)

    def ask(self, query: str) -> http.client.HTTPResponse:
        """Begin a query. Raises RuntimeError for any status but 200."""
        target = f"{self._path}?{urlencode({'query': query})}"
        try:
            self._line.request("GET", target, headers=_JSON)
            answer = self._line.getresponse()
        except http.client.RemoteDisconnected:
            # Closed for want of use, as any server may: the next request opens it again.
            self._line.request("GET", target, headers=_JSON)
            answer = self._line.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} for {query}: {answer.read()[:300]!r}")
        return answer

    def whole(self, query: str) -> bytes:
        """The answer of a query."""
        return self.ask(query).read()

    def close(self) -> None:
        self._line.close()


def rate(address: str, queries: Sequence[str], process: int) -> Rate:
    """Asks all queries, dealt out to the clients, of the server that is this process and those below it."""
    took: list[float] = []
    kept: list[bool] = []
    failed: list[Exception] = []

    def run(own: Sequence[str]) -> None:
        client = Client(address)
        try:
            for query in own:
                start = time.perf_counter()
                answer = client.ask(query)
                answer.read()
                took.append(1000 * (time.perf_counter() - start))
                kept.append(answer.getheader("Age") is not None)
        except Exception as error:
            failed.append(error)
        finally:
            client.close()

    threads = [threading.Thread(target=run, args=(queries[at::CLIENTS],)) for at in range(CLIENTS)]
    before, start = processor(process), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if failed:
        raise failed[0]
    spent = 1000 * (processor(process) - before) / len(queries)
    slow = sorted(took)[int(len(took) * 0.99)]
    return Rate(len(queries) / seconds, statistics.median(took), slow, spent, sum(kept) / len(kept))


def long(address: str, query: str, process: int) -> Long:
    """Reads one long answer in small pieces while the memory of the server's processes is watched."""
    client = Client(address)
    before, done = memory(process), threading.Event()
    peak = [before]

    def watch() -> None:
        while not done.wait(0.01):
            peak[0] = max(peak[0], memory(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    answer = client.ask(query)
    size = len(answer.read(1))
    first = 1000 * (time.perf_counter() - start)
    while piece := answer.read(1 << 16):
        size += len(piece)
    whole = time.perf_counter() - start
    done.set()
    watcher.join()
    client.close()
    return Long(first, whole, size, peak[0] - before)


def memory(process: int) -> float:
    """MiB of memory of a process and all below it; what they share is counted once (``Pss``)."""
    return sum(_proportional(each) for each in (process, *below(process))) / 1024


def processor(process: int) -> float:
    """Seconds of processor time that a process and all below it took so far."""
    return sum(_seconds(each) for each in (process, *below(process)))


def below(process: int) -> Iterator[int]:
    """The process identifiers of all that a process started, and they started."""
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, _read(children).split()):
            yield child
            yield from below(child)


def _seconds(process: int) -> float:
    fields = _read(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _proportional(process: int) -> int:
    lines = _read(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
