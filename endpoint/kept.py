"""Values that are made once and kept, bounded by their weight: those used last stay."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by key, each with a weight; where they weigh more than ``most``, those go that were not asked for longest.

    May be used from any thread; two that ask for the same missing value may both make it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def weight(self) -> int:
        """What all values weigh."""
        return self._weight

    def get(self, key: Hashable, make: Callable[[], Value], weigh: Callable[[Value], int]) -> Value:
        """The value of a key, made where it is missing."""
        found = self.find(key)
        if found is None:
            found = make()
            self.keep(key, found, weigh(found))
        return found

    def find(self, key: Hashable) -> Value | None:
        """The value of a key, None where it is missing."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def keep(self, key: Hashable, value: Value, weight: int) -> None:
        """Keep a value, and let go of others that it leaves no room for."""
        with self._lock:
            self._weight += weight - self._values.pop(key, (value, 0))[1]
            self._values[key] = value, weight
            while self._weight > self._most:
                self._weight -= self._values.popitem(last=False)[1][1]
