"""One query worker as the server sees it: a process, the socket to it, and the job that it has in hand."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, fields
from typing import Final

from endpoint.frames import ClosedError, Frames, send_json
from endpoint.jobs import Job

_START: Final = 30.0
"""Seconds that a process may need to start."""


class Worker:
    """One process and the socket to it."""

    def __init__(self, memory: int, module: str = "endpoint.worker", network: bool = False) -> None:
        self.line, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-m", module, str(memory), *(["network"] if network else [])]
            self.process = subprocess.Popen(command, stdin=theirs.fileno())
        self.frames = Frames(self.line)
        self._opened: set[tuple[str, str | None]] = set()
        self._awaited = 1

    def has(self, store: str, quads: str | None) -> bool:
        """Whether the process was told to open a store, and has not been told of another since."""
        return (store, quads) in self._opened

    def open(self, store: str, quads: str | None) -> None:
        """Have the process open a store, if it has not; or copy it, if ``quads`` is given. Raises OSError."""
        if self.has(store, quads):
            return
        self._opened = {opened for opened in self._opened if opened[0] == store} | {(store, quads)}
        self._awaited += 1
        send_json(self.line, b"O", {"store": store, "quads": quads})

    def wait(self) -> None:
        """Wait until the process is ready, which is no query's time. Raises DeadlineError or ClosedError."""
        while self._awaited:
            self._wait_once()

    def _wait_once(self) -> None:
        self.frames.next(time.monotonic() + _START)
        self._awaited -= 1

    @property
    def opens(self) -> bool:
        """Whether it has still to start or to open a store, as far as it was heard."""
        return self._awaited > 0

    def is_ready(self) -> bool:
        """Whether the process is ready, or has ended, so that ``wait`` has nothing to wait for."""
        if self._awaited:
            try:
                self.frames.take()
            except ClosedError:
                return True
            for _ in self.frames.letters()[: self._awaited]:
                self._wait_once()
        return not self._awaited

    def ask(self, job: Job, deadline: float) -> None:
        """Send a job. Raises OSError."""
        self.line.settimeout(max(deadline - time.monotonic(), 0.001))
        send_json(self.line, b"Q", {name: getattr(job, name) for name in _PARTS})

    def begun(self, deadline: float) -> tuple[dict[str, str], bytes, bytes]:
        """The head of the job's answer, and the letter and body of the frame after it.

        Raises DeadlineError or ClosedError.
        """
        letter, body = self.frames.next(deadline)
        if letter != b"H":
            return {}, letter, body
        letter, rest = self.frames.next(deadline)
        return json.loads(body), letter, rest

    def end(self) -> None:
        """Kill the process; what it was doing is lost."""
        self.process.kill()
        self.process.wait()
        self.line.close()


_PARTS: Final = tuple(entry.name for entry in fields(Job))


@dataclass(frozen=True, slots=True)
class Begun:
    """A job that a worker has in hand, until a time on the monotonic clock, which is the end of so many seconds.

    ``cheap``: it is on the worker for cheap queries, whose end is not yet the query's.
    """

    worker: Worker
    deadline: float
    seconds: float
    cheap: bool = False

    def is_whole(self) -> bool:
        """Take what has come of the answer; whether it is all here, and short. Never waits.

        Raises ClosedError where the worker has gone.
        """
        frames = self.worker.frames
        frames.take()
        return frames.letters() == b"HW"
