"""Reads articles in processes of their own, so that one article can neither stop a build nor take the machine.

A worker that crashes, takes too long or takes too much memory is ended; the article that it was reading is tried
once more, alone in a new worker, and left out where that fails again. The others of its shard are read without it.
"""

from __future__ import annotations

import math
import selectors
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Final

from builder.errors import GraphError, MithaqError
from builder.kept import OUT_OF_MEMORY, shards
from builder.kept.shards import Failure
from builder.model import Article
from builder.pipeline.workers import Early, Job, Limits, Worker

_TIMED_OUT: Final = "timed out"
_WORTH: Final = 3
"""Jobs that are done sooner than a second worker has loaded its rules."""


class Pool(AbstractContextManager["Pool"]):
    """Works through jobs; ``begun`` is told of each article that is begun.

    No worker is left at its end but what ``early`` takes back.
    """

    def __init__(
        self,
        folder: shards.Shards,
        fingerprint: str,
        limits: Limits,
        begun: Callable[[], None],
        early: Early | None = None,
    ) -> None:
        self._shards = folder
        self._fingerprint = fingerprint
        self._limits = limits
        self._begun = begun
        self._waiting: deque[Job] = deque()
        self._selector = selectors.DefaultSelector()
        self._workers: list[Worker] = []
        self._fresh = False
        self._early = early
        for worker in early.taken() if early is not None else ():
            self._welcome(worker)

    def __exit__(self, *_: object) -> None:
        for worker in list(self._workers):
            if self._early is None or not self._early.takes(worker):
                worker.end(0.0)
        self._selector.close()

    def _welcome(self, worker: Worker) -> None:
        self._workers.append(worker)
        self._selector.register(worker.output, selectors.EVENT_READ, worker)

    def start(self, jobs: int) -> None:
        """Have as many workers as so many jobs are worth; they load their rules until they are given one."""
        while len(self._workers) < min(self._limits.workers, math.ceil(jobs / _WORTH)):
            self._welcome(Worker(self._limits))

    def begin(self, jobs: Iterable[Job]) -> None:
        """Have these jobs done too, by workers that ``attend`` or ``run`` gives them to."""
        self._waiting.extend(jobs)
        self.start(len(self._waiting))

    def attend(self) -> None:
        """Hear what workers have said, and give jobs to those that are free. Raises GraphError as ``run`` does."""
        self._employ()
        self._listen(0.0)

    def run(self, jobs: Iterable[Job], done: Callable[[], object]) -> None:
        """Every job's shard file is there when this returns. Raises GraphError where one cannot be written.

        ``done`` is called, while the workers go on, when there are files that were not there before.
        """
        self._waiting.extend(jobs)
        while self._waiting or any(worker.job for worker in self._workers):
            self._employ()
            if self._fresh:
                self._fresh = False
                done()
            self._listen()
        done()

    def _employ(self) -> None:
        """Start workers while there is enough work for more, and give jobs to those that are free."""
        self.start(sum(worker.job is not None for worker in self._workers) + len(self._waiting))
        for worker in list(self._workers):
            if worker.ready and worker.job is None and self._waiting:
                job = self._waiting.popleft()
                keys = [key for key, _ in job.articles]
                if not worker.give(job, self._shards.path(keys), self._fingerprint):
                    self._waiting.appendleft(job)
                    self._dismiss(worker)

    def _listen(self, most: float | None = None) -> None:
        """Hear what workers say until one says something or is late, or for so many seconds at ``most``."""
        now = time.monotonic()
        deadlines = [w.begun + self._limits.seconds for w in self._workers if w.begun is not None]
        wait = max(0.0, min(deadlines) - now) if deadlines else None
        wait = wait if most is None else most
        for event, _ in self._selector.select(wait):
            self._hear(event.data)
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.begun is not None and now >= worker.begun + self._limits.seconds:
                self._fallen(worker, _TIMED_OUT)

    def _hear(self, worker: Worker) -> None:
        lines = worker.hear()
        if lines is None:
            self._fallen(worker, None)
            return
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "ready":
                worker.ready = True
            elif word == "start":
                worker.position, worker.begun = int(rest), time.monotonic()
                self._begun()
            elif word == "stopped":
                raise GraphError(f"{rest}; what is read so far is kept: make room and build again")
            else:
                worker.job, worker.begun = None, None
                self._fresh = True

    def _fallen(self, worker: Worker, why: str | None) -> None:
        """End a worker, and see to the job that it leaves behind."""
        job, position, started = worker.job, worker.position, worker.ready
        # A crash needs a moment to become an exit code.
        told = self._dismiss(worker, 0.0 if why == _TIMED_OUT else 5.0)
        if job is None:
            if not started:
                raise MithaqError(f"a reading process cannot start: {told or worker.ending()}; reinstall mithaq")
            return
        suspect = job.articles[position]
        if job.alone:
            self._record(suspect, worker, why)
            return
        self._waiting.appendleft(Job((suspect,), alone=True))
        others = (*job.articles[:position], *job.articles[position + 1 :])
        if others:
            self._waiting.append(Job(others))

    def _record(self, suspect: tuple[str, Article], worker: Worker, why: str | None) -> None:
        """Leave an article out for good, as far as the same rules and limits go."""
        key, article = suspect
        seconds, megabytes = self._limits.article
        if why == _TIMED_OUT:
            reason = f"took longer than {seconds} s to read; give it more time, or shorten it"
        elif worker.process.returncode == OUT_OF_MEMORY:
            reason = f"needed more than {megabytes} MB of memory; give it more, or shorten it"
        else:
            reason = f"the process that read it ended ({worker.ending()}); please report"
        failure = Failure(f"{article.identifier}: {reason}", self._limits.article)
        try:
            shards.write(self._shards.path([key]), self._fingerprint, {key: failure})
        except OSError as error:
            raise GraphError(f"{self._shards.folder}: {error.strerror or error}; make room and build again") from error

    def _dismiss(self, worker: Worker, grace: float = 0.0) -> str:
        self._workers.remove(worker)
        self._selector.unregister(worker.output)
        return worker.end(grace)
