"""The answers that a server keeps: whole, short, and of one state of the graph, which is part of the key."""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from endpoint.kept import Kept

_ENTRY: Final = 500
"""Bytes that a kept answer takes beside its text and its query's."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer that is whole, made at a time of the monotonic clock."""

    content_type: str
    body: bytes
    made: float

    @property
    def age(self) -> int:
        """The seconds since it was made."""
        return int(time.monotonic() - self.made)


class Answers:
    """The answers that one server keeps; may be used from any thread."""

    def __init__(self, most: int) -> None:
        """``most``: bytes, 0 to keep none."""
        self.most = most
        self.hits = self.misses = 0
        self._kept: Kept[Whole] = Kept(most)
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return self._kept.weight

    def find(self, key: Hashable) -> Whole | None:
        """The answer that is kept for a key."""
        found = self._kept.find(key)
        with self._lock:
            self.hits += found is not None
            self.misses += found is None
        return found

    def keep(self, key: Hashable, query: str, content_type: str, body: bytes) -> None:
        """Keep an answer that is whole."""
        self._kept.keep(key, Whole(content_type, body, time.monotonic()), len(body) + 4 * len(query) + _ENTRY)
