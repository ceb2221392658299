"""When Python looks for cycles of things that nothing else refers to: rarely where millions of things stay.

It looks again and again while they are made, which takes as long as to make them, and finds nothing. And when it frees
what is held: never, where the process ends anyway.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Final

_HELD: Final[ContextVar[list[object] | None]] = ContextVar("_HELD", default=None)


@contextmanager
def uncollected() -> Iterator[None]:
    """Cycles are not looked for."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def swept() -> Iterator[Callable[[], object]]:
    """Gives what looks for cycles, among what was made since it last did; processes forked meanwhile may use it too.

    What it leaves, as words that rules keep, it does not look at again while ``uncollected`` holds: what is made then
    is of the youngest generation until it is looked at (Python's documentation of ``gc``).
    """
    gc.freeze()
    try:
        yield partial(gc.collect, 0)
    finally:
        gc.unfreeze()


def held(*things: object) -> None:
    """Keep these to the end of the process, if ``last`` is at work: to free millions of them takes half a second."""
    known = _HELD.get()
    if known is not None:
        known[:] = things  # of several builds in one process, those of the last
        gc.freeze()  # nor is it looked through for cycles


def let_go() -> None:
    """Free what is held, and what only refers to itself, while nobody waits."""
    known = _HELD.get()
    if known is not None:
        known.clear()
    gc.unfreeze()
    gc.collect()


def last(command: Callable[[], object]) -> None:
    """Do what a process is for. If something is held when that exits, the process ends at once, as it says."""
    known = list[object]()
    _HELD.set(known)
    try:
        command()
    except SystemExit as done:
        if not (known and isinstance(done.code, int)):
            raise
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(done.code)
