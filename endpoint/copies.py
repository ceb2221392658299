"""Copies of a small store in the memory of all workers, made while the store on disk answers.

A worker answers from memory several times as fast, but needs a second to copy a hundred thousand quads. They copy one
after the other, so that the rest of them answer meanwhile, and go over to memory together: a query without ORDER BY
may have its rows in another order there, and two that are asked one after the other should have the same.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from endpoint.frames import ClosedError, DeadlineError
from endpoint.jobs import Job
from endpoint.process import Worker

_PAUSE: Final = 0.02
"""Seconds until it is seen whether a worker is free to make its copy."""


class Copies:
    """Decides for one pool whether a job is answered from memory; may be used from any thread."""

    def __init__(
        self,
        lend: Callable[[str, str], Worker | None],
        give_back: Callable[[Worker], None],
        replace_worker: Callable[[Worker], None],
    ) -> None:
        """``lend`` takes a worker that waits and lacks a copy; it raises LookupError where none lacks it."""
        self._lend, self._give_back, self._replace = lend, give_back, replace_worker
        self._lock = threading.Lock()
        self._wanted: tuple[str, str] | None = None
        self._made: str | None = None
        self._thread: threading.Thread | None = None

    def placed(self, job: Job) -> Job:
        """The job, without the file that is to be copied while the copies of it are being made."""
        if job.quads is None or self._made == job.store:
            return job
        self.want(job.store, job.quads)
        return replace(job, quads=None)

    def want(self, store: str, quads: str | None) -> str | None:
        """Have copies of a store made, if it has a file for that; gives the file once they are made."""
        if quads is None or self._made == store:
            return quads
        with self._lock:
            self._wanted = store, quads
            if self._thread is None:
                self._thread = threading.Thread(target=self._make, name="copies", daemon=True)
                self._thread.start()
        return None

    def wait(self, seconds: float) -> bool:
        """Wait until no copies are being made; whether that was so in time."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def stop(self) -> None:
        """Make no more copies."""
        with self._lock:
            self._wanted = None

    def _make(self) -> None:
        while (wanted := self._next()) is not None:
            try:
                worker = self._lend(*wanted)
            except LookupError:
                self._made = wanted[0]
                continue
            if worker is None:
                time.sleep(_PAUSE)
                continue
            try:
                worker.open(*wanted)
                worker.wait()
            except (ClosedError, DeadlineError, OSError):
                self._replace(worker)
            else:
                self._give_back(worker)

    def _next(self) -> tuple[str, str] | None:
        """The store to copy; None where there is nothing to do, and the thread ends."""
        with self._lock:
            if self._wanted is None or self._wanted[0] == self._made:
                self._thread = None
                return None
            return self._wanted
