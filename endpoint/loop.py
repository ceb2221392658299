"""Plain queries in the loop of the web server: begun where they are read, answered where their worker is heard.

Waitress reads requests in one loop and answers each in a thread of a pool, which costs more than a query: the thread is
woken, takes a worker, is woken by its answer, and wakes the loop. Here the loop itself gives a plain query (see
``endpoint.express``) to a worker and sends the short answer when that comes. Nothing waits in it: a query that is not
answered soon, a long answer, an error and every other request go to the threads, as they always did.
"""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.task import ThreadedTaskDispatcher, WSGITask
from waitress.utilities import build_http_date

from endpoint.ears import Answering, Opening, Watch
from endpoint.express import READER, TURN, Headers, Turn
from endpoint.frames import ClosedError
from endpoint.process import Worker

ROUND: Final = 0.1
"""Seconds after which the loop looks up at the latest, so that it sees what takes too long."""

_PATIENCE: Final = 0.05
"""Seconds that a query waits in the loop, for a worker or for its answer, before a thread waits in its place."""
_SHORT: Final = 1 << 14
"""Characters of a query that can be given to a worker without waiting for it to read."""
_HARD: Final = re.compile("search|service", re.IGNORECASE)
"""Words of queries that need more than a worker: the index of the search, or other endpoints."""


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection; ``turn`` is the plain query that it waits for, if it is one, and ``whole`` its whole answer."""

    turn: Turn | None = None
    whole: tuple[Headers, bytes] | None = None
    _given: tuple[Turn | None, tuple[Headers, bytes] | None] = (None, None)

    def received(self, data: bytes) -> bool:
        """Read requests, and begin what was read."""
        read: bool = super().received(data)
        self.server.task_dispatcher.begin()
        return read

    def task_class(self, _channel: HTTPChannel, request: Any) -> WSGITask:
        """What answers the request in hand."""
        turn, whole = self._given
        if whole is not None:
            return _Whole(self, request, whole)
        task = WSGITask(self, request)
        if turn is not None:
            task.get_environment()[TURN] = turn
        return task

    def service(self) -> None:
        """Answer the request in hand."""
        turn, self._given = self.turn, (self.turn, self.whole)
        self.turn = self.whole = None
        try:
            super().service()
        finally:
            if turn is not None:
                turn.close()


class _Whole(WSGITask):  # type: ignore[misc]
    """Sends an answer that is whole, in one piece."""

    def __init__(self, channel: Channel, request: Any, answer: tuple[Headers, bytes]) -> None:
        super().__init__(channel, request)
        self._answer = answer

    def execute(self) -> None:
        self.response_headers, body = self._answer
        self.complete = True
        self.content_length = self.content_bytes_written = len(body)
        if self.version == "1.1" and "CONNECTION" not in self.request.headers:
            head = _head(tuple(self.response_headers)) + b"Date: %s\r\n\r\n" % _date(int(self.start_time))
        else:
            head = self.build_response_header()
        self.channel.write_soon(head + body)
        self.wrote_header = True


class Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    """Gives requests to threads, but for the plain queries that the loop can answer."""

    def __init__(self, sockets: dict[int, Any]) -> None:
        """``sockets``: what the loop listens to, by number."""
        super().__init__()
        self._sockets = sockets
        self._loop: int | None = None
        self._fresh: deque[Channel] = deque()
        self._waiting: deque[tuple[Channel, Turn]] = deque()
        self._heard: dict[int, Answering] = {}
        self._opening: dict[Worker, Opening] = {}
        sockets[-1] = Watch(self.look)

    def serve(self, server: Any) -> None:
        """Run a server in this thread, with this as its dispatcher."""
        self._loop = threading.get_ident()
        server.adj.asyncore_loop_timeout = ROUND
        for each in list(self._sockets.values()):
            if isinstance(each, BaseWSGIServer):
                each.channel_class = Channel
                each.pull_trigger = self._unless_here(each.pull_trigger)
        server.run()

    def is_here(self) -> bool:
        """Whether this is the thread of the loop."""
        return threading.get_ident() == self._loop

    def add_task(self, task: Channel) -> None:
        """Take a request: the loop's are looked at once it holds no locks."""
        if self.is_here():
            self._fresh.append(task)
        else:
            super().add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: int = 5) -> bool:
        """End the threads once they have answered what is in hand."""
        for ear in list(self._heard.values()):
            self._hand_over(ear)
        until = time.monotonic() + timeout
        while self.queue and time.monotonic() < until:
            time.sleep(0.01)
        return bool(super().shutdown(cancel_pending, timeout))

    def begin(self) -> None:
        """Begin all that was read."""
        while self._fresh:
            channel = self._fresh.popleft()
            # What was not sent yet may fill a buffer that only this loop empties.
            channel.turn = None if channel.total_outbufs_len else _turn(channel)
            if channel.turn is None:
                super().add_task(channel)
            elif not self._try(channel, channel.turn, not self._waiting):
                self._waiting.append((channel, channel.turn))

    def look(self) -> None:
        """Begin what waits, where workers are free again; what takes too long goes to the threads."""
        while self._waiting and (self._try(*self._waiting[0]) or self._expire(*self._waiting[0])):
            self._waiting.popleft()
        overdue = time.perf_counter() - _PATIENCE
        for ear in [ear for ear in self._heard.values() if ear.since < overdue]:
            self._hand_over(ear)
        self.begin()

    def _expire(self, channel: Channel, turn: Turn) -> bool:
        if turn.expire():
            super().add_task(channel)
        return turn.failure is not None

    def _try(self, channel: Channel, turn: Turn, next: bool = True) -> bool:
        """Answer a query or have a worker begin with it; False where it has to wait."""
        if not turn.begin(next):
            for worker in turn.opening() if next else ():
                self._await(worker)
            return False
        if turn.begun is None:
            self._answer(channel, turn)
        else:
            ear = Answering(channel, turn, turn.begun, self._hear)
            self._heard[ear.number] = self._sockets[ear.number] = ear
        return True

    def _await(self, worker: Worker) -> None:
        """Look up when a worker has opened its store."""
        if worker not in self._opening:
            ear = self._opening[worker] = Opening(worker, self._opened)
            self._sockets[ear.number] = ear

    def _opened(self, ear: Opening) -> None:
        del self._sockets[ear.number], self._opening[ear.worker]
        ear.close()
        self.look()

    def _hear(self, ear: Answering) -> None:
        """Take what a worker has sent."""
        try:
            whole = ear.begun.is_whole()
        except (ClosedError, OSError):
            whole = False
        if not whole:
            self._hand_over(ear)
            return
        self._forget(ear)
        ear.turn.finish()
        self._answer(ear.channel, ear.turn)
        self.look()

    def _answer(self, channel: Channel, turn: Turn) -> None:
        """Send the answer of a turn, which has one, or leave it to a thread."""
        channel.whole = turn.whole()
        if channel.whole is not None:
            channel.service()
        else:
            super().add_task(channel)

    def _hand_over(self, ear: Answering) -> None:
        self._forget(ear)
        super().add_task(ear.channel)

    def _forget(self, ear: Answering) -> None:
        del self._sockets[ear.number], self._heard[ear.number]

    def _unless_here(self, pull: Callable[[], None]) -> Callable[[], None]:
        def pulled() -> None:
            if not self.is_here():
                pull()

        return pulled


@lru_cache(maxsize=256)
def _head(headers: tuple[tuple[str, str], ...]) -> bytes:
    """The beginning of an answer on a connection that stays open: many answers differ in their bodies alone."""
    return "".join(["HTTP/1.1 200 OK\r\n", *(f"{name}: {value}\r\n" for name, value in headers)]).encode("latin-1")


@lru_cache(maxsize=2)
def _date(second: int) -> bytes:
    return str(build_http_date(second)).encode("ascii")


def _nothing(*_: object) -> None:
    """A response that is not sent now."""


def _turn(channel: Channel) -> Turn | None:
    """The turn of a plain query that the loop may begin."""
    request = channel.requests[0]
    if request.error or request.command != "GET" or request.path != "/sparql" or len(request.query) > _SHORT:
        return None
    found: list[Turn | None] = [None]
    environ = WSGITask(channel, request).get_environment()
    environ[READER] = found.append
    channel.server.application(environ, _nothing)
    turn = found[-1]
    return turn if turn is not None and not _HARD.search(turn.asked.query) else None
