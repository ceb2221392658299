"""Threads that let others go first."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

_LAST: Final = 15
"""Of the steps from 0 to 19 by which the system lets others go first (``nice``)."""


def give_way() -> None:
    """Let other threads work first, from now on, where there are more than the machine can work on.

    Linux alone gives each thread a priority of its own (setpriority(2), "Notes"); elsewhere this does nothing.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LAST)


def have_give_way(name: str) -> None:
    """Have the threads of this process do so that go by a name, as the system knows it (proc(5), "comm")."""
    if sys.platform == "linux":
        for thread in Path("/proc/self/task").iterdir():
            with suppress(OSError):
                if (thread / "comm").read_text("utf-8").strip() == name:
                    os.setpriority(os.PRIO_PROCESS, int(thread.name), _LAST)
