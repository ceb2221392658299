"""What the loop of the web server listens to beside its connections: the workers that it waits for.

Each stands in the loop's map of sockets and does as a dispatcher of asyncore does, which the loop is made for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from waitress.channel import HTTPChannel
from waitress.utilities import logger

from endpoint.express import Turn
from endpoint.process import Begun, Worker


class Watch:
    """Something that the loop asks each round whether it listens to it; it never does."""

    accepting = False

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look

    def readable(self) -> bool:
        self._look()
        return False

    def writable(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing to close."""


class Ear(Watch):
    """Hears that a worker has sent something, or has gone."""

    def __init__(self, number: int, heard: Callable[[Any], None]) -> None:
        """``number``: the socket; ``heard`` is called with this."""
        self.number = number
        self._heard = heard

    def readable(self) -> bool:
        return True

    def handle_read_event(self) -> None:
        self._heard(self)

    def handle_expt_event(self) -> None:
        self._heard(self)

    def handle_close(self) -> None:
        self._heard(self)

    def handle_error(self) -> None:
        logger.exception("Error at what a worker sent")


class Answering(Ear):
    """Hears a worker that has a query of the loop in hand."""

    def __init__(self, channel: HTTPChannel, turn: Turn, begun: Begun, heard: Callable[[Answering], None]) -> None:
        super().__init__(begun.worker.line.fileno(), heard)
        self.channel, self.turn, self.begun = channel, turn, begun
        self.since = time.perf_counter()

    def handle_error(self) -> None:
        """What went wrong costs this connection alone."""
        logger.exception("Error at the answer of a query")
        self.channel.handle_close()


class Opening(Ear):
    """Hears that a worker has opened its store; on a line of its own, since a thread may end the worker meanwhile."""

    def __init__(self, worker: Worker, heard: Callable[[Opening], None]) -> None:
        super().__init__(os.dup(worker.line.fileno()), heard)
        self.worker = worker

    def close(self) -> None:
        os.close(self.number)
