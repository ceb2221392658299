"""How many queries each client has in work, so that none takes all workers for itself."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from endpoint.problems import Problem


class Clients:
    """Counts the queries in work by client address; may be used from any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._busy: Counter[str] = Counter()
        self._lock = threading.Lock()

    def enter(self, client: str) -> Callable[[], None]:
        """Count one query more; returns what counts it off again, once. Raises Problem (429) over the limit."""
        with self._lock:
            if self._busy[client] >= self._most:
                detail = f"{self._most} of your queries are in work already: wait for one of them"
                raise Problem(429, detail, {"Retry-After": "2"})
            self._busy[client] += 1
        inside = True

        def leave() -> None:
            nonlocal inside
            with self._lock:
                if inside:
                    inside = False
                    self._busy[client] -= 1
                    if not self._busy[client]:
                        del self._busy[client]

        return leave
