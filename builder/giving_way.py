"""Threads that let others go first."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
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
