"""Which terms are one (OWL 2 Profiles, section 4.3, table 4): a representative for each cluster, and why.

A cluster is never expanded: facts are kept about its representative, the least of its terms. Each union is an edge
between the two terms that it was about, so the way between any two terms of a cluster is unique, and is the proof
that they are one (Nieuwenhuis and Oliveras 2005, proof-producing congruence closure).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, TypeVar

Cause = TypeVar("Cause")


class Equality(Generic[Cause]):
    """A union-find over numbered terms; ``spelling`` gives the order of terms, ``unions`` counts."""

    def __init__(self, spelling: list[str]) -> None:
        self._spelling = spelling
        self._parent: dict[int, int] = {}
        self.unions = 0
        self._edges: dict[int, dict[int, tuple[int, int, Cause]]] = defaultdict(dict)

    def __bool__(self) -> bool:
        return bool(self._parent)

    def find(self, term: int) -> int:
        """The representative of a term."""
        parent = self._parent
        root = term
        while (above := parent.get(root)) is not None:
            root = above
        while (above := parent.get(term)) is not None and above != root:
            parent[term] = root
            term = above
        return root

    def union(self, one: int, other: int, cause: Cause) -> int | None:
        """Makes two terms one; gives the term that is no representative any more, or None where they were one."""
        first, second = self.find(one), self.find(other)
        if first == second:
            return None
        if self._spelling[second] < self._spelling[first]:
            first, second = second, first
        self._parent[second] = first
        self.unions += 1
        self._edges[one][other] = self._edges[other][one] = one, other, cause
        return second

    def aliases(self) -> Iterator[tuple[int, int]]:
        """Every term that another one represents, and its representative."""
        for term in list(self._parent):
            yield term, self.find(term)

    def path(self, start: int, end: int) -> list[tuple[int, int, Cause]]:
        """The unions that make two terms one, in order, each as it was made, perhaps the other way round.

        Empty where they are the same term or not one at all.
        """
        came: dict[int, int] = {start: start}
        queue = [start]
        for at in queue:  # grows while it is walked: breadth first
            for following in self._edges.get(at, ()):
                if following not in came:
                    came[following] = at
                    queue.append(following)
        if end not in came:
            return []
        way = [end]
        while way[-1] != start:
            way.append(came[way[-1]])
        way.reverse()
        return [self._edges[one][other] for one, other in pairwise(way)]

    def together(self, terms: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Those of the terms that are one with an earlier one, each with it."""
        first: dict[int, int] = {}
        for term in terms:
            if (earlier := first.setdefault(self.find(term), term)) != term:
                yield earlier, term
