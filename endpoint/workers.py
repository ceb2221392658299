"""The pool of query workers: hands out jobs with a deadline, kills what passes it, and starts another.

The boundary between the server and the engine: a runaway query, a crash of the engine or a memory bomb costs one
process that held nothing.
"""

from __future__ import annotations

import json
import signal
import threading
import time
from contextlib import suppress
from typing import Final

from endpoint.answers import Answer, Body, Limits
from endpoint.copies import Copies
from endpoint.frames import ClosedError, DeadlineError
from endpoint.jobs import (
    BusyError,
    Job,
    MemoryLimitError,
    QueryRefusedError,
    TimeLimitError,
    UnavailableError,
    WorkError,
)
from endpoint.process import Begun, Worker
from endpoint.settings import Settings

_CHEAP: Final = 1.0
"""Seconds that a query may take on the worker that is kept for cheap ones."""


class _KilledError(MemoryLimitError):
    """Something else than this server killed the worker: a person, or the system for want of memory."""


class _Line:
    """Workers that wait, the last to finish first: it has the graph open. A fresh one waits behind all others.

    ``told``: the conditions, all of one lock, whose next waiting thread hears of each worker that comes.
    """

    def __init__(self, told: tuple[threading.Condition, ...]) -> None:
        self._told = told
        self.workers: list[Worker] = []

    def put(self, worker: Worker, last: bool = False) -> None:
        """Add a worker; ``last``: one that has still to start."""
        with self._told[0]:
            self.workers.insert(0 if last else len(self.workers), worker)
            for news in self._told:
                news.notify()

    def remove(self, worker: Worker) -> bool:
        """Take a worker, if it waits."""
        with self._told[0]:
            waits = worker in self.workers
            if waits:
                self.workers.remove(worker)
        return waits

    def take(self) -> Worker | None:
        """A worker that waits, if one does."""
        with self._told[0]:
            return self.workers.pop() if self.workers else None


class Pool:
    """Workers for one server; ``run`` and ``begin`` may be called from any thread.

    One worker more than the settings say is kept for cheap queries: when all others are busy, a query has a short
    time there, and if that does not do it waits for one of the others.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._memory = settings.memory_limit << 20
        lock = threading.Lock()
        self._other, self._any = threading.Condition(lock), threading.Condition(lock)
        self._free, self._spare = _Line((self._other, self._any)), _Line((self._any,))
        self.killed = 0
        # A worker without a line of its own is for one query alone, and ends with it.
        self._all: dict[Worker, _Line | None] = {}
        self._lock = threading.Lock()
        self._closed = False
        self._waiting = 0
        self._was_begun = False
        self._store: tuple[str, str | None] | None = None
        self.copies = Copies(self._lend, self.give_back, self.replace)
        for _ in range(settings.workers):
            self._start(self._free)
        self._start(self._spare)

    def open(self, store: str, quads: str | None) -> None:
        """Have all workers open a store before the first query asks it, and copy it later."""
        self._store = store, self.copies.want(store, quads)
        for worker in list(self._all):
            self._prepare(worker)

    def _prepare(self, worker: Worker) -> None:
        """Have a worker open the store that was asked last; one that has died is found out when it is asked."""
        if self._store is not None:
            with suppress(OSError):
                worker.open(*self._store)

    def _lend(self, store: str, quads: str) -> Worker | None:
        """A worker that waits and has not opened a store, to be given back. Raises LookupError where all have."""
        with self._lock:
            lacking = [(worker, home) for worker, home in self._all.items() if home and not worker.has(store, quads)]
        if not lacking:
            raise LookupError
        return next((worker for worker, home in lacking if home.remove(worker)), None)

    def free(self) -> int:
        """How many workers wait for a query, the one for cheap queries left out."""
        return len(self._free.workers)

    def run(self, job: Job, begun: Begun | None = None) -> Answer:
        """Run a job, which ``begin`` may have begun; its answer once the first bytes are here, or none are to come.

        Raises BusyError, TimeLimitError, MemoryLimitError, UnavailableError or QueryRefusedError.
        """
        for _ in range(self._settings.workers + 1):
            try:
                return self._run(job, begun)
            except _KilledError:
                # From outside, perhaps while it had nothing to do: that is no fault of this query, unless none is left.
                begun = None
        return self._run(job)

    def begin(self, job: Job) -> Begun | None:
        """Begin a job on a worker that is ready; None where none is. Never waits, if the job is short.

        Raises what ``run`` raises, which then need not be called.
        """
        if not (self._free.workers or self._spare.workers):
            return None  # as a look without a lock tells: this is asked each time that something happens
        job = self.copies.placed(job)
        self._store = job.store, job.quads
        if self._is_turn_of_threads():
            return None
        for line in (self._free, self._spare):
            worker = line.take()
            if worker is None:
                continue
            with suppress(OSError):
                worker.open(job.store, job.quads)
            if not worker.is_ready():
                line.put(worker, last=True)
                continue
            with suppress(_KilledError):
                self._was_begun = True
                return self._begin(job, worker, line is self._spare)
        return None

    def opening(self) -> list[Worker]:
        """The workers that ``begin`` could use once they have started, or opened the store that they were told of."""
        if self._is_turn_of_threads():
            return []
        return [worker for line in (self._free, self._spare) for worker in tuple(line.workers) if worker.opens]

    def _is_turn_of_threads(self) -> bool:
        """Whether the next worker is theirs: threads that wait have every second one that comes free."""
        return self._waiting > 0 and self._was_begun

    def busy(self) -> BusyError:
        """What to tell of a query for which no worker came free in time."""
        return BusyError(f"all {self._settings.workers} workers are busy: try again soon")

    def _run(self, job: Job, begun: Begun | None = None) -> Answer:
        if job.network:
            return self._run_outside(job)
        job = self.copies.placed(job)
        self._store = job.store, job.quads
        try:
            begun = begun or self._begin_next(job, self._any, self._free, self._spare)
            return self._answer(begun)
        except TimeLimitError:
            if begun is not None and not begun.cheap:
                raise
        return self._answer(self._begin_next(job, self._other, self._free))

    def _begin_next(self, job: Job, news: threading.Condition, *lines: _Line) -> Begun:
        """Begin a job on a worker of some lines, the first that is or comes free. Raises BusyError."""
        for line in lines:
            if (worker := line.take()) is not None:
                return self._begin(job, worker, line is self._spare)
        with self._lock:
            self._waiting += 1
        try:
            with news:
                if not news.wait_for(lambda: any(line.workers for line in lines), self._settings.queue_limit):
                    raise self.busy()
                line = next(line for line in lines if line.workers)
                worker = line.workers.pop()
        finally:
            with self._lock:
                self._waiting -= 1
            self._was_begun = False
        return self._begin(job, worker, line is self._spare)

    def _run_outside(self, job: Job) -> Answer:
        """Run a query that asks other endpoints, on a process of its own that has the network and ends with it."""
        with self._lock:
            outside = sum(home is None for home in self._all.values())
            if self._closed or outside >= self._settings.workers:
                raise BusyError(f"{outside} queries ask other endpoints already: try again soon")
            worker = Worker(self._memory, network=True)
            self._all[worker] = None
        return self._answer(self._begin(job, worker))

    def _begin(self, job: Job, worker: Worker, cheap: bool = False) -> Begun:
        seconds = min(_CHEAP, self._settings.time_limit) if cheap else self._settings.time_limit
        try:
            worker.open(job.store, job.quads)
            worker.wait()
            deadline = time.monotonic() + seconds
            worker.ask(job, deadline)
        except (DeadlineError, ClosedError, OSError) as error:
            raise self._lost(worker, seconds, error) from error
        return Begun(worker, deadline, seconds, cheap)

    def _answer(self, begun: Begun) -> Answer:
        worker = begun.worker
        try:
            head, letter, body = worker.begun(begun.deadline)
        except (DeadlineError, ClosedError, OSError) as error:
            raise self._lost(worker, begun.seconds, error) from error
        if letter == b"D":
            # A long answer that has begun is not broken off for having begun on the worker for cheap queries.
            deadline = begun.deadline - begun.seconds + self._settings.time_limit
            limits = Limits(deadline, self._settings.send_limit, self._settings.answer_size)
            return Answer(head["kind"], head["format"], Body(worker, body, limits, self.give_back, self.replace))
        self.give_back(worker)
        if letter == b"E":
            raise self._failure(json.loads(body))
        return Answer(head["kind"], head["format"], body)

    def _lost(self, worker: Worker, seconds: float, cause: Exception) -> WorkError:
        """What to tell of a worker that did not answer, which is replaced."""
        self.replace(worker)
        if isinstance(cause, DeadlineError):
            return TimeLimitError(f"the query took longer than {seconds:g} s")
        kind = _KilledError if worker.process.returncode == -signal.SIGKILL else MemoryLimitError
        return kind(self._too_much())

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
        self.copies.stop()
        with self._lock:
            workers, self._all = self._all, {}
        for worker in workers:
            worker.end()

    def _start(self, home: _Line) -> None:
        worker = Worker(self._memory)
        self._prepare(worker)
        with self._lock:
            self._all[worker] = home
        home.put(worker, last=True)

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
