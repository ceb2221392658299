"""When Python looks for cycles of things that nothing else refers to: rarely where millions of things stay.

It looks again and again while they are made, which takes as long as to make them, and finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial


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
