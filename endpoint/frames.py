"""The frames that the server and a query worker exchange over a socket: a letter, a length, that many bytes.

to the worker     Q  a job, JSON
from the worker   R  it has started
                  H  what the answer is, JSON: its kind and format
                  D  a piece of the answer's body
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


def send(line: socket.socket, letter: bytes, body: bytes = b"") -> None:
    """Send one frame."""
    line.sendall(_HEAD.pack(letter, len(body)) + body)


def send_json(line: socket.socket, letter: bytes, value: Any) -> None:
    """Send one frame whose body is JSON."""
    send(line, letter, json.dumps(value).encode("utf-8"))


def receive(line: socket.socket, deadline: float | None = None) -> tuple[bytes, bytes]:
    """The next frame's letter and body; ``deadline`` is on the monotonic clock, None for never.

    Raises DeadlineError or ClosedError.
    """
    letter, length = _HEAD.unpack(_exactly(line, _HEAD.size, deadline))
    return letter, _exactly(line, length, deadline)


def _exactly(line: socket.socket, count: int, deadline: float | None) -> bytes:
    pieces: list[bytes] = []
    while count:
        line.settimeout(None if deadline is None else _left(deadline))
        try:
            piece = line.recv(min(count, _PIECE))
        except TimeoutError as error:
            raise DeadlineError from error
        except ConnectionError as error:
            raise ClosedError from error
        if not piece:
            raise ClosedError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise DeadlineError
    return left
