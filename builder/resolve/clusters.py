"""Groups things that are the same, and never two that one article tells apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Clusters(Generic[T]):
    """Disjoint sets whose members each belong to a home; two of one home are never joined.

    The home of an entity is its article: what an article tells apart stays apart, however alike the names.
    """

    def __init__(self, homes: dict[T, str]) -> None:
        self._parent: dict[T, T] = {item: item for item in homes}
        self._homes: dict[T, set[str]] = {item: {home} for item, home in homes.items()}
        self._members: dict[T, list[T]] = {item: [item] for item in homes}

    def find(self, item: T) -> T:
        """The representative of the item's set."""
        while self._parent[item] != item:
            self._parent[item] = item = self._parent[self._parent[item]]
        return item

    def may_join(self, first: T, second: T) -> bool:
        """Whether the two stand in different sets with no home in common."""
        one, two = self.find(first), self.find(second)
        return one != two and not self._homes[one] & self._homes[two]

    def join(self, first: T, second: T) -> bool:
        """Joins the two sets unless that is forbidden; whether they were joined."""
        if not self.may_join(first, second):
            return False
        one, two = self.find(first), self.find(second)
        self._parent[two] = one
        self._homes[one] |= self._homes.pop(two)
        self._members[one] += self._members.pop(two)
        return True

    def members(self, item: T) -> list[T]:
        """The items of the set that ``item`` is in."""
        return self._members[self.find(item)]

    def roots(self) -> Iterable[T]:
        """The representatives of all sets."""
        return list(self._members)
