"""The processes that work for a build, and what is said to them and by them (kept/worker.py)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from builder.children import environment
from builder.model import Article
from builder.pipeline.allowance import ANY, Allowance
from builder.pipeline.progress import processor_of

COMMAND: Final = (sys.executable, "-m", "builder.kept.worker")


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


class Worker:
    """One process and what it is doing; ``begun`` is when it began the article at ``position`` of its job."""

    def __init__(self, limits: Limits) -> None:
        command = (*limits.command, str(limits.megabytes))
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed by end()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment(),
            bufsize=0,
        )
        self.ready = False
        self.prepared = False
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
        told = {"shard": str(shard), "fingerprint": fingerprint, "articles": job.articles}
        if not self.tell(msgspec.json.encode(told)):
            return False
        self.job, self.position, self.begun = job, 0, time.monotonic()
        return True

    def tell(self, message: bytes) -> bool:
        """Say something to the process; whether it still took it."""
        assert self.process.stdin is not None
        view = memoryview(message + b"\n")
        try:
            while view:
                view = view[self.process.stdin.write(view) or 0 :]
        except BrokenPipeError:
            return False
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


class Early(AbstractContextManager["Early"]):
    """Workers that wait for work: they load their rules before it is known, and know the words that they have read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._workers: list[Worker] = []

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End those that nobody has taken."""
        for worker in self.taken():
            worker.end(0.0)

    def start(self, most: int = 1) -> None:
        """Have so many, if there are to be workers, and no more than may work at once."""
        while len(self._workers) < min(most, self.limits.workers):
            self._workers.append(Worker(self.limits))

    def prepare(self, message: bytes) -> None:
        """Say what they are to load for other work than to read."""
        for worker in self._workers:
            worker.prepared = worker.prepared or worker.tell(message)

    @property
    def prepared(self) -> bool:
        """Whether there is one, and each has been told what to load."""
        return bool(self._workers) and all(worker.prepared for worker in self._workers)

    def processor(self) -> float:
        """The seconds of processor time that they took so far."""
        return sum(processor_of(worker.process.pid) for worker in self._workers)

    def taken(self) -> list[Worker]:
        """The workers, which are the taker's from now on."""
        workers, self._workers = self._workers, []
        return workers

    def takes(self, worker: Worker) -> bool:
        """Take one back if it can be used again; whether it was taken."""
        able = worker.ready and worker.job is None
        if able:
            self._workers.append(worker)
        return able
