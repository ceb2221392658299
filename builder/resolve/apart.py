"""What rules compared and kept apart, and why: the near-misses of identity across articles.

A near-miss is a pair that shares what a rule asks for first (a name, a title, the parties, a number) and was not
joined: because something contradicts it, or because nothing more is shared. Two bodies that share words alone, and are
said to be of different states, are none; nor two organs of states whose articles are about different states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.resolve.clusters import Clusters
from builder.resolve.profiles import Ref

ONE_ARTICLE = "one-article"
JUDGED = "judged-different"
STATES = "states-differ"
NOTHING_MORE = "nothing-more"
RIVALS = "rivals"
KINDS, NUMBERS, YEARS, PARTIES = "kinds-differ", "numbers-differ", "years-differ", "parties-differ"
NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class NearMiss:
    """Two IRIs that stand for two; the rule whose evidence they share, or "name" for the name alone; and why.

    ``why``: one of the words above.
    """

    one: str
    two: str
    shared: str
    why: str


class Watch:
    """Collects pairs that were not joined; of each the first that is told of it."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[Ref, Ref], tuple[str, str]] = {}

    def refused(self, one: Ref, two: Ref, shared: str, why: str) -> None:
        """Notes that the two share what a rule asks for, and why they were not joined."""
        self._pairs.setdefault((min(one, two), max(one, two)), (shared, why))

    def near(self, iris: Mapping[Ref, str]) -> tuple[NearMiss, ...]:
        """The pairs that are still apart at the end, sorted; ``iris``: the IRI that stands for each ref."""
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for (one, two), told in self._pairs.items():
            first, second = sorted((iris[one], iris[two]))
            if first != second:
                found.setdefault((first, second), told)
        return tuple(sorted(NearMiss(*pair, *told) for pair, told in found.items()))


def barred(groups: Clusters[Ref], one: Ref, two: Ref) -> str:
    """Why two groups may never be joined, whatever they share; "" where they may."""
    if groups.may_join(one, two):
        return ""
    return ONE_ARTICLE if groups.meet(one, two) else JUDGED
