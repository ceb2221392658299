"""The pool of query workers: hands out jobs with a deadline, kills what passes it, and starts another.

The boundary between the server and the engine: a runaway query, a crash of the engine or a memory bomb costs one
process that held nothing.
"""

from __future__ import annotations

import json
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Final

from endpoint.frames import ClosedError, DeadlineError, Frames, send_json
from endpoint.jobs import (
    BusyError,
    CutShortError,
    Job,
    MemoryLimitError,
    QueryRefusedError,
    TimeLimitError,
    UnavailableError,
    WorkError,
)
from endpoint.settings import Settings

_START: Final = 30.0
"""Seconds that a process may need to start."""
_CHEAP: Final = 1.0
"""Seconds that a query may take on the worker that is kept for cheap ones."""


class _KilledError(MemoryLimitError):
    """Something else than this server killed the worker: a person, or the system for want of memory."""


class Worker:
    """One process and the socket to it."""

    def __init__(self, memory: int, module: str = "endpoint.worker", network: bool = False) -> None:
        self.line, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-m", module, str(memory), *(["network"] if network else [])]
            self.process = subprocess.Popen(command, stdin=theirs.fileno())
        self.frames = Frames(self.line)
        self._store = ""
        self._awaited = 1

    def open(self, store: str, quads: str | None) -> None:
        """Have the process open a store, if it is another one than before. Raises OSError."""
        if self._store != store:
            self._store = store
            self._awaited += 1
            send_json(self.line, b"O", {"store": store, "quads": quads})

    def wait(self) -> None:
        """Wait until the process is ready, which is no query's time. Raises DeadlineError or ClosedError."""
        while self._awaited:
            self.frames.next(time.monotonic() + _START)
            self._awaited -= 1

    def end(self) -> None:
        """Kill the process; what it was doing is lost."""
        self.process.kill()
        self.process.wait()
        self.line.close()


class Body:
    """The pieces of an answer's body. Closing it before its end kills the query.

    The time that the client takes between two pieces is not the query's: it has a limit of its own.
    """

    def __init__(self, pool: Pool, worker: Worker, first: bytes, deadline: float, patience: float, most: int) -> None:
        self._pool, self._deadline, self._last, self._left = pool, deadline, time.monotonic() + patience, most
        self._worker: Worker | None = worker
        self._first: bytes | None = first
        self._since = time.monotonic()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first is not None:
            piece, self._first = self._first, None
            self._since = time.monotonic()
            return piece
        if self._worker is None:
            raise StopIteration
        self._deadline += time.monotonic() - self._since
        try:
            letter, body = self._worker.frames.next(min(self._deadline, self._last))
        except (DeadlineError, ClosedError, OSError) as error:
            self.close()
            raise CutShortError("the answer was cut short: it needed more time or memory than it may have") from error
        self._since = time.monotonic()
        self._left -= len(body)
        if self._left < 0:
            self.close()
            raise CutShortError("the answer was cut short: it is longer than it may be; ask with LIMIT and OFFSET")
        if letter == b"D":
            return body
        worker, self._worker = self._worker, None
        self._pool.give_back(worker)
        if letter == b"E":
            raise CutShortError(f"the answer was cut short: {json.loads(body)['message']}")
        raise StopIteration

    def close(self) -> None:
        """Give the answer up; nothing to do where it has ended."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            self._pool.replace(worker)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that has begun: ``kind`` is rows, boolean or triples; ``format`` None where none was acceptable.

    A short body is here at once, as bytes; a longer one must be read or closed.
    """

    kind: str
    format: str | None
    body: Body | bytes

    def whole(self) -> bytes:
        """All of the body. Raises CutShortError."""
        return self.body if isinstance(self.body, bytes) else b"".join(self.body)


class _Line(queue.LifoQueue[Worker]):
    """Workers that wait, the last to finish first: it has the graph open. A fresh one waits behind all others."""

    def put_last(self, worker: Worker) -> None:
        """Add a worker that has still to start."""
        with self.not_empty:
            self.queue.insert(0, worker)
            self.unfinished_tasks += 1
            self.not_empty.notify()


class Pool:
    """Workers for one server; ``run`` may be called from any thread.

    One worker more than the settings say is kept for cheap queries: when all others are busy, a query has a short
    time there, and if that does not do it waits for its turn like the rest.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._memory = settings.memory_limit << 20
        self._free: _Line = _Line()
        self._spare: _Line = _Line()
        self.killed = 0
        # A worker without a line of its own is for one query alone, and ends with it.
        self._all: dict[Worker, _Line | None] = {}
        self._lock = threading.Lock()
        self._closed = False
        self._store: tuple[str, str | None] | None = None
        for _ in range(settings.workers):
            self._start(self._free)
        self._start(self._spare)

    def open(self, store: str, quads: str | None) -> None:
        """Have all workers open a store before the first query asks it."""
        self._store = store, quads
        for worker in list(self._all):
            self._prepare(worker)

    def _prepare(self, worker: Worker) -> None:
        """Have a worker open the store that was asked last; one that has died is found out when it is asked."""
        if self._store is not None:
            with suppress(OSError):
                worker.open(*self._store)

    def free(self) -> int:
        """How many workers wait for a query, the one for cheap queries left out."""
        return self._free.qsize()

    def run(self, job: Job) -> Answer:
        """Start a job and return its answer once the first bytes are here, or none are to come.

        Raises BusyError, TimeLimitError, MemoryLimitError, UnavailableError or QueryRefusedError.
        """
        try:
            return self._run(job)
        except _KilledError:
            # From outside, perhaps while it had nothing to do: that is no fault of this query, the first time.
            return self._run(job)

    def _run(self, job: Job) -> Answer:
        if job.network:
            return self._run_outside(job)
        self._store = job.store, job.quads
        try:
            return self._start_job(job, self._free.get_nowait(), self._settings.time_limit)
        except queue.Empty:
            pass
        try:
            return self._start_job(job, self._spare.get_nowait(), min(_CHEAP, self._settings.time_limit))
        except (queue.Empty, TimeLimitError):
            pass
        try:
            worker = self._free.get(timeout=self._settings.queue_limit)
        except queue.Empty as error:
            raise BusyError(f"all {self._settings.workers} workers are busy: try again soon") from error
        return self._start_job(job, worker, self._settings.time_limit)

    def _run_outside(self, job: Job) -> Answer:
        """Run a query that asks other endpoints, on a process of its own that has the network and ends with it."""
        with self._lock:
            outside = sum(home is None for home in self._all.values())
            if self._closed or outside >= self._settings.workers:
                raise BusyError(f"{outside} queries ask other endpoints already: try again soon")
            worker = Worker(self._memory, network=True)
            self._all[worker] = None
        return self._start_job(job, worker, self._settings.time_limit)

    def _start_job(self, job: Job, worker: Worker, seconds: float) -> Answer:
        try:
            worker.open(job.store, job.quads)
            worker.wait()
            deadline = time.monotonic() + seconds
            head, letter, body = _begin(worker, job, deadline)
        except DeadlineError as error:
            self.replace(worker)
            raise TimeLimitError(f"the query took longer than {seconds:g} s") from error
        except (ClosedError, OSError) as error:
            self.replace(worker)
            kind = _KilledError if worker.process.returncode == -signal.SIGKILL else MemoryLimitError
            raise kind(self._too_much()) from error
        if letter == b"D":
            limits = (self._settings.send_limit, self._settings.answer_size)
            return Answer(head["kind"], head["format"], Body(self, worker, body, deadline, *limits))
        self.give_back(worker)
        if letter == b"E":
            raise self._failure(json.loads(body))
        return Answer(head["kind"], head["format"], body)

    def give_back(self, worker: Worker) -> None:
        """Make a worker that finished its job free again."""
        with self._lock:
            home = self._all.get(worker)
        if home is not None:
            home.put(worker)
        else:
            self._forget(worker)

    def replace(self, worker: Worker) -> None:
        """Kill a worker and start another in its place."""
        home = self._forget(worker)
        with self._lock:
            self.killed += 1
        if home is not None and not self._closed:
            self._start(home)

    def _forget(self, worker: Worker) -> _Line | None:
        """Kill a worker; gives the line that it waited in."""
        with self._lock:
            home = self._all.pop(worker, None)
        worker.end()
        return home

    def close(self) -> None:
        """Kill all workers; the pool takes no more jobs."""
        self._closed = True
        with self._lock:
            workers, self._all = self._all, {}
        for worker in workers:
            worker.end()

    def _start(self, home: _Line) -> None:
        worker = Worker(self._memory)
        self._prepare(worker)
        with self._lock:
            self._all[worker] = home
        home.put_last(worker)

    def _too_much(self) -> str:
        return f"the query needs more than {self._settings.memory_limit} MiB of memory, or is nested too deeply"

    def _failure(self, error: dict[str, str]) -> WorkError:
        if error["kind"] == "memory":
            return MemoryLimitError(self._too_much())
        if error["kind"] == "store":
            return UnavailableError(f"the graph cannot be read: {error['message']}")
        if error["kind"] == "rows":
            return QueryRefusedError(f"the answer is too long: {error['message']}; ask with LIMIT and OFFSET")
        return QueryRefusedError(error["message"])


def _begin(worker: Worker, job: Job, deadline: float) -> tuple[dict[str, str], bytes, bytes]:
    """Send a job; returns the answer's head, and the letter and body of the frame after it."""
    worker.line.settimeout(max(deadline - time.monotonic(), 0.001))
    send_json(worker.line, b"Q", {entry.name: getattr(job, entry.name) for entry in fields(job)})
    letter, body = worker.frames.next(deadline)
    if letter != b"H":
        return {}, letter, body
    letter, rest = worker.frames.next(deadline)
    return json.loads(body), letter, rest
