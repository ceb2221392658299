"""An answer of a query worker: its pieces as they come, each before its deadline."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from endpoint.frames import ClosedError, DeadlineError
from endpoint.jobs import CutShortError
from endpoint.process import Worker


@dataclass(frozen=True, slots=True)
class Limits:
    """What a long answer may cost: the time on the monotonic clock at which its query has to end, the seconds that its
    client may take, its bytes."""

    deadline: float
    patience: float
    size: int


class Body:
    """The pieces of an answer's body. Closing it before its end kills the query.

    The time that the client takes between two pieces is not the query's: it has a limit of its own.
    ``give_back`` is called with the worker once it has finished, ``replace`` where it has to be killed.
    """

    def __init__(
        self,
        worker: Worker,
        first: bytes,
        limits: Limits,
        give_back: Callable[[Worker], None],
        replace: Callable[[Worker], None],
    ) -> None:
        self._give_back, self._replace = give_back, replace
        self._deadline, self._left = limits.deadline, limits.size
        self._since = time.monotonic()
        self._last = self._since + limits.patience
        self._worker: Worker | None = worker
        self._first: bytes | None = first

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first is not None:
            piece, self._first = self._first, None
            self._since = time.monotonic()
            return piece
        if self._worker is None:
            raise StopIteration
        self._deadline += time.monotonic() - self._since
        try:
            letter, body = self._worker.frames.next(min(self._deadline, self._last))
        except (DeadlineError, ClosedError, OSError) as error:
            self.close()
            raise CutShortError("the answer was cut short: it needed more time or memory than it may have") from error
        self._since = time.monotonic()
        self._left -= len(body)
        if self._left < 0:
            self.close()
            raise CutShortError("the answer was cut short: it is longer than it may be; ask with LIMIT and OFFSET")
        if letter == b"D":
            return body
        worker, self._worker = self._worker, None
        self._give_back(worker)
        if letter == b"E":
            raise CutShortError(f"the answer was cut short: {json.loads(body)['message']}")
        raise StopIteration

    def close(self) -> None:
        """Give the answer up; nothing to do where it has ended."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            self._replace(worker)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that has begun: ``kind`` is rows, boolean or triples; ``format`` None where none was acceptable.

    A short body is here at once, as bytes; a longer one must be read or closed.
    """

    kind: str
    format: str | None
    body: Body | bytes

    def whole(self) -> bytes:
        """All of the body. Raises CutShortError."""
        return self.body if isinstance(self.body, bytes) else b"".join(self.body)
