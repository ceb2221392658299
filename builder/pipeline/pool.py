"""Reads articles in processes of their own, so that one article can neither stop a build nor take the machine.

A worker that crashes, takes too long or takes too much memory is ended; the article that it was reading is tried
once more, alone in a new worker, and left out where that fails again. The others of its shard are read without it.
"""

from __future__ import annotations

import math
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from builder.errors import GraphError, MithaqError
from builder.kept import OUT_OF_MEMORY, shards
from builder.kept.shards import Failure
from builder.model import Article
from builder.pipeline.allowance import ANY, Allowance

COMMAND: Final = (sys.executable, "-m", "builder.kept.worker")
_ROOT: Final = str(Path(__file__).resolve().parents[2])
_TIMED_OUT: Final = "timed out"
_WORTH: Final = 3
"""Jobs that are done sooner than a second worker has loaded its rules."""


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """How many workers read at once, the seconds that each article may take, and each worker's memory in MB.

    The memory is address space, which is more than what is really used; 0 is without limit. ``command`` starts a
    worker and is followed by its memory. ``quarantine``: how much may be kept out of the facts.
    """

    workers: int = field(default_factory=cores)
    seconds: int = 60
    megabytes: int = 4096
    command: tuple[str, ...] = COMMAND
    quarantine: Allowance = ANY

    @property
    def article(self) -> tuple[int, int]:
        """What one article may take: seconds and megabytes."""
        return self.seconds, self.megabytes


@dataclass(frozen=True, slots=True)
class Job:
    """Articles to read into one shard; ``alone``: an article that a worker fell over once before."""

    articles: tuple[tuple[str, Article], ...]
    alone: bool = False


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
        self._workers: list[_Worker] = []
        self._fresh = False
        self._early = early
        for worker in early.taken() if early is not None else ():
            self._welcome(worker)

    def __exit__(self, *_: object) -> None:
        for worker in list(self._workers):
            if self._early is None or not self._early.takes(worker):
                worker.end(0.0)
        self._selector.close()

    def _welcome(self, worker: _Worker) -> None:
        self._workers.append(worker)
        self._selector.register(worker.output, selectors.EVENT_READ, worker)

    def start(self, jobs: int) -> None:
        """Have as many workers as so many jobs are worth; they load their rules until they are given one."""
        while len(self._workers) < min(self._limits.workers, math.ceil(jobs / _WORTH)):
            self._welcome(_Worker(self._limits))

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

    def _hear(self, worker: _Worker) -> None:
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

    def _fallen(self, worker: _Worker, why: str | None) -> None:
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

    def _record(self, suspect: tuple[str, Article], worker: _Worker, why: str | None) -> None:
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

    def _dismiss(self, worker: _Worker, grace: float = 0.0) -> str:
        self._workers.remove(worker)
        self._selector.unregister(worker.output)
        return worker.end(grace)


class Early(AbstractContextManager["Early"]):
    """Workers that load their rules while it is not known yet what there is to read; ended where nobody takes them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._workers: list[_Worker] = []
        self.stay = False
        """Whether those that have nothing to do are to wait for more: they know the words that they have read."""

    def __exit__(self, *_: object) -> None:
        for worker in self.taken():
            worker.end(0.0)

    def start(self, most: int = 1) -> None:
        """Have so many, if there are to be workers, and no more than may work at once."""
        while len(self._workers) < min(most, self._limits.workers):
            self._workers.append(_Worker(self._limits))

    def taken(self) -> list[_Worker]:
        """The workers, which are the taker's from now on."""
        workers, self._workers = self._workers, []
        return workers

    def takes(self, worker: _Worker) -> bool:
        """Take one back that can be used again, if they are to stay; whether it was taken."""
        able = self.stay and worker.ready and worker.job is None
        if able:
            self._workers.append(worker)
        return able


class _Worker:
    """One process and what it is doing; ``begun`` is when it began the article at ``position`` of its job."""

    def __init__(self, limits: Limits) -> None:
        command = (*limits.command, str(limits.megabytes))
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed by end()
        paths = [_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])]
        # A fixed hash seed: should a rule ever depend on the order of a set, two builds still agree.
        own = {"PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"}
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, **own},
            bufsize=0,
        )
        self.ready = False
        self.job: Job | None = None
        self.position = 0
        self.begun: float | None = None
        self._heard = b""

    @property
    def output(self) -> Any:
        """Where its answers come from."""
        return self.process.stdout

    def give(self, job: Job, shard: Path, fingerprint: str) -> bool:
        """Hand over a job; whether the process still took it."""
        message = msgspec.json.encode({"shard": str(shard), "fingerprint": fingerprint, "articles": job.articles})
        assert self.process.stdin is not None
        view = memoryview(message + b"\n")
        try:
            while view:
                view = view[self.process.stdin.write(view) or 0 :]
        except BrokenPipeError:
            return False
        self.job, self.position, self.begun = job, 0, time.monotonic()
        return True

    def hear(self) -> list[str] | None:
        """The whole lines that it has said since, or None where it has ended."""
        piece = self.output.read(65536)
        if not piece:
            return None
        *lines, self._heard = (self._heard + piece).split(b"\n")
        return [line.decode("utf-8") for line in lines]

    def end(self, grace: float) -> str:
        """End the process after these seconds, and free what it held; the last line of what it complained of."""
        try:
            self.process.wait(grace)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        self._errors.seek(0)
        told = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        self._errors.close()
        return told[-1] if told else ""

    def ending(self) -> str:
        """How the process ended: the signal's name, or its exit code."""
        code = self.process.returncode
        try:
            return signal.Signals(-code).name if code < 0 else f"exit code {code}"
        except ValueError:
            return f"signal {-code}"
