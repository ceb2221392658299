"""The frames that the server and a query worker exchange over a socket: a letter, a length, that many bytes.

to the worker     O  the store that jobs will ask, to be opened now, JSON
                  Q  a job, JSON
from the worker   R  it has started, or opened a store
                  H  what the answer is, JSON: its kind and format
                  D  a piece of the answer's body
                  W  all of the answer's body
                  Z  the answer is whole
                  E  the job failed, JSON: its kind and message
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any, Final

_HEAD: Final = struct.Struct("!cI")
_PIECE: Final = 1 << 18


class DeadlineError(Exception):
    """The deadline passed before a frame was whole."""


class ClosedError(Exception):
    """The other side has gone."""


def frame(letter: bytes, body: bytes = b"") -> bytes:
    """One frame."""
    return _HEAD.pack(letter, len(body)) + body


def send(line: socket.socket, letter: bytes, body: bytes = b"") -> None:
    """Send one frame."""
    line.sendall(frame(letter, body))


def send_json(line: socket.socket, letter: bytes, value: Any) -> None:
    """Send one frame whose body is JSON."""
    send(line, letter, json.dumps(value).encode("utf-8"))


class Frames:
    """The frames that come over a socket; what has come already is kept, so that short frames cost one call."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._held = b""

    def next(self, deadline: float | None = None) -> tuple[bytes, bytes]:
        """The next frame's letter and body; ``deadline`` is on the monotonic clock, None for never.

        Raises DeadlineError or ClosedError.
        """
        letter, length = _HEAD.unpack(self._take(_HEAD.size, deadline))
        return letter, self._take(length, deadline)

    def take(self) -> None:
        """Take what has come, without waiting. Raises ClosedError."""
        try:
            self._held += _piece(self._line, 0.0)
        except DeadlineError:
            return

    def letters(self) -> bytes:
        """The letters of the frames that are here whole, in their order."""
        found, at = b"", 0
        while at + _HEAD.size <= len(self._held):
            letter, length = _HEAD.unpack_from(self._held, at)
            at += _HEAD.size + length
            if at > len(self._held):
                break
            found += letter
        return found

    def _take(self, count: int, deadline: float | None) -> bytes:
        held = self._held
        if len(held) < count:
            pieces, missing = [held], count - len(held)
            while missing > 0:
                pieces.append(_piece(self._line, None if deadline is None else _left(deadline)))
                missing -= len(pieces[-1])
            held = b"".join(pieces)
        self._held = held[count:]
        return held[:count]


def _piece(line: socket.socket, seconds: float | None) -> bytes:
    """What comes within so many seconds, None for ever. Raises DeadlineError or ClosedError."""
    line.settimeout(seconds)
    try:
        piece = line.recv(_PIECE)
    except (TimeoutError, BlockingIOError) as error:
        raise DeadlineError from error
    except ConnectionError as error:
        raise ClosedError from error
    if not piece:
        raise ClosedError
    return piece


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise DeadlineError
    return left
