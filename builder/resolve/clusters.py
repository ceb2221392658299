"""Groups things that are the same, and never two that one article tells apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Clusters(Generic[T]):
    """Disjoint sets whose members each belong to a home; two of one home are never joined.

    The home of an entity is its article: what an article tells apart stays apart, however alike the names. What
    people judged goes before that: the pairs in ``same`` are joined from the start, those in ``different`` never;
    pairs of which one is not among the items have no effect.
    """

    def __init__(
        self, homes: dict[T, str], same: Iterable[tuple[T, T]] = (), different: Iterable[tuple[T, T]] = ()
    ) -> None:
        self._parent: dict[T, T] = {item: item for item in homes}
        self._homes: dict[T, set[str]] = {item: {home} for item, home in homes.items()}
        self._members: dict[T, list[T]] = {item: [item] for item in homes}
        self._apart: dict[T, set[T]] = {}
        for one, two in same:
            if one in homes and two in homes:
                self._unite(self.find(one), self.find(two))
        for one, two in different:
            if one in homes and two in homes:
                self._apart.setdefault(self.find(one), set()).add(two)
                self._apart.setdefault(self.find(two), set()).add(one)

    def __contains__(self, item: T) -> bool:
        return item in self._parent

    def find(self, item: T) -> T:
        """The representative of the item's set."""
        while self._parent[item] != item:
            self._parent[item] = item = self._parent[self._parent[item]]
        return item

    def may_join(self, first: T, second: T) -> bool:
        """Whether the two stand in different sets with no home in common, which nobody judged to be different."""
        return not self.meet(first, second) and self.unjudged(first, second)

    def unjudged(self, first: T, second: T) -> bool:
        """Whether the two stand in different sets which nobody judged to be different."""
        one, two = self.find(first), self.find(second)
        return one != two and all(self.find(item) != two for item in self._apart.get(one, ()))

    def meet(self, first: T, second: T) -> bool:
        """Whether some home has members of both sets."""
        return bool(self._homes[self.find(first)] & self._homes[self.find(second)])

    def join(self, first: T, second: T, *, at_home: bool = False) -> bool:
        """Joins the two sets unless that is forbidden; whether they were joined.

        ``at_home``: even where some home has members of both, since it does not tell them apart after all.
        """
        if not (self.unjudged(first, second) if at_home else self.may_join(first, second)):
            return False
        self._unite(self.find(first), self.find(second))
        return True

    def _unite(self, one: T, two: T) -> None:
        if one == two:
            return
        self._parent[two] = one
        self._homes[one] |= self._homes.pop(two)
        self._members[one] += self._members.pop(two)
        if two in self._apart:
            self._apart.setdefault(one, set()).update(self._apart.pop(two))

    def members(self, item: T) -> list[T]:
        """The items of the set that ``item`` is in."""
        return self._members[self.find(item)]

    def roots(self) -> Iterable[T]:
        """The representatives of all sets."""
        return list(self._members)
