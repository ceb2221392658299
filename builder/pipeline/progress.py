"""What a build tells while it works: its stages, how fast it goes, how long it still takes; and what it cost."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress

Progress = Callable[[str, str], None]
"""Told of each stage: its name, and what was found in it."""

_EVERY = 5.0
"""Seconds between two reports of a count."""
FEW = 64
"""So few articles are not worth a report."""


def silent(_stage: str, _message: str) -> None:
    """The progress of a build that nobody watches."""


def peak() -> int:
    """The most memory that this process ever held, in MB."""
    kilo = 1024 if sys.platform != "darwin" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo >> 20


def processor() -> float:
    """The seconds of processor time that this process and those that it has ended took so far."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def processor_of(process: int) -> float:
    """The same of another process that goes on, where the system tells: Linux, clock_getcpuclockid(3)."""
    with suppress(OSError):
        return time.clock_gettime(~process << 3 | 2) if sys.platform == "linux" else 0.0
    return 0.0  # it has ended


class Stages:
    """Tells of the stages, and keeps what each cost: seconds, processor seconds, and the peak of memory.

    ``others``: the processor seconds of processes that work for this one and go on.
    """

    def __init__(self, progress: Progress, others: Callable[[], float] = float) -> None:
        self.progress, self._others = progress, others
        self._since = time.perf_counter()
        self._used = processor() + others()
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self.memory: dict[str, int] = {}

    def done(self, stage: str, message: str | None = None) -> None:
        """A stage has ended; without a message, that is told with the next one."""
        now = time.perf_counter()
        used = processor() + self._others()
        self.seconds[stage] = round(now - self._since, 3)
        self.processor[stage] = round(used - self._used, 3)
        self.memory[stage] = peak()
        self._since, self._used = now, used
        if message is not None:
            self.progress(stage, message)


class Count:
    """Counts what is done of a known number, and tells every few seconds the rate and the time that remains."""

    def __init__(self, stage: str, total: int, progress: Progress, clock: Callable[[], float] = time.monotonic) -> None:
        self._stage, self._total, self._progress, self._clock = stage, total, progress, clock
        self._begun = self._told = clock()
        self._done = 0

    def skip(self, count: int) -> None:
        """So many need not be done."""
        self._total -= count

    def one(self, count: int = 1) -> None:
        """One more, or several."""
        self._done += count
        now = self._clock()
        if self._total <= FEW or now - self._told < _EVERY:
            return
        self._told = now
        rate = self._done / (now - self._begun)
        left = max(self._total - self._done, 0) / rate
        self._progress(
            self._stage, f"{self._done:,} of {self._total:,} articles, {rate:,.0f} a second, {left:,.0f} s left"
        )
