"""What a build tells while it works: its stages, how fast it goes, how long it still takes; and what it cost."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

Progress = Callable[[str, str], None]
"""Told of each stage: its name, and what was found in it."""

_EVERY = 5.0
"""Seconds between two reports of a count."""
_FEW = 64
"""So few articles are not worth a report."""


def silent(_stage: str, _message: str) -> None:
    """The progress of a build that nobody watches."""


def peak() -> int:
    """The most memory that this process ever held, in MB."""
    kilo = 1024 if sys.platform != "darwin" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo >> 20


class Stages:
    """Tells of the stages, and keeps the seconds of each and the peak of memory at its end."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._since = time.perf_counter()
        self.seconds: dict[str, float] = {}
        self.memory: dict[str, int] = {}

    def done(self, stage: str, message: str) -> None:
        """A stage has ended."""
        now = time.perf_counter()
        self.seconds[stage] = round(now - self._since, 3)
        self.memory[stage] = peak()
        self._since = now
        self.progress(stage, message)


class Count:
    """Counts what is done of a known number, and tells every few seconds the rate and the time that remains."""

    def __init__(self, stage: str, total: int, progress: Progress, clock: Callable[[], float] = time.monotonic) -> None:
        self._stage, self._total, self._progress, self._clock = stage, total, progress, clock
        self._begun = self._told = clock()
        self._done = 0

    def one(self) -> None:
        """One more."""
        self._done += 1
        now = self._clock()
        if self._total <= _FEW or now - self._told < _EVERY:
            return
        self._told = now
        rate = self._done / (now - self._begun)
        left = max(self._total - self._done, 0) / rate
        self._progress(
            self._stage, f"{self._done:,} of {self._total:,} articles, {rate:,.0f} a second, {left:,.0f} s left"
        )
