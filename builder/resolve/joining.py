"""Joins persons and organisations of different articles that share evidence, and notes what it kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import combinations

from builder.model import Entity
from builder.resolve import apart
from builder.resolve.apart import Watch
from builder.resolve.clusters import Clusters
from builder.resolve.judged import Judged
from builder.resolve.profiles import Ref
from builder.resolve.settings import Setting

Block = dict[Ref, str]
"""Refs that share a name, each with the form of it that they have."""
Evidence = Iterable[tuple[Hashable, Ref]]


class Joining:
    """Joins refs that share evidence, and two that are said to be of different states only where the rule is strong."""

    def __init__(self, entities: dict[Ref, Entity], asked: Judged, watch: Watch | None) -> None:
        self.groups: Clusters[Ref] = Clusters({ref: ref[0] for ref in sorted(entities)}, asked.same, asked.different)
        self.reasons: dict[Ref, str] = {}
        self._watch = watch
        self._entities = entities
        self._found: dict[Ref, set[str]] = {}

    def _states(self, root: Ref) -> set[str]:
        """The states that any of a group is said to be of."""
        found = self._found.get(root)
        if found is None:
            members = self.groups.members(root)
            found = self._found[root] = {state for ref in members for state in states(self._entities[ref])}
        return found

    def settled(self, block: Iterable[Ref]) -> bool:
        """Whether all of a block are one, so that no evidence alters anything."""
        rest = iter(block)
        first = next(rest, None)
        if first is None:
            return True
        find = self.groups.find
        root = find(first)
        return all(find(ref) == root for ref in rest)

    def by(self, rule: str, evidence: Evidence, *, despite_states: bool = False, words_alone: bool = False) -> None:
        """Joins each ref with all that have the same evidence: not pair by pair, but with what is joined already.

        ``words_alone``: the evidence is no more than the name, so that two that are said to be of two states share
        nothing that is worth a note.
        """
        found: dict[Hashable, dict[Ref, None]] = {}
        for key, ref in evidence:
            own = self.groups.find(ref)
            before = found.setdefault(key, {own: None})
            if len(before) == 1 and own in before:
                continue
            for root in dict.fromkeys(map(self.groups.find, before)):
                joined = self._join(rule, root, ref, despite_states=despite_states)
                if not joined and self._watch and self.groups.find(root) != self.groups.find(ref) and not words_alone:
                    self._watch.refused(root, ref, rule, apart.barred(self.groups, root, ref) or apart.STATES)
            found[key] = dict.fromkeys(map(self.groups.find, [*before, ref]))

    def at_home(self, rule: str, pairs: Iterable[tuple[Ref, Ref]]) -> None:
        """Joins pairs of one article, which does not tell them apart."""
        for one, two in pairs:
            self._join(rule, one, two, at_home=True)

    def left(self, block: Iterable[Ref], likely: Callable[[], Mapping[Ref, str]] | None = None) -> None:
        """Notes what of a block is still apart.

        ``likely`` gives the states that they most likely belong to; what is of two states shares a name and no more.
        """
        if not self._watch:
            return
        homes: dict[Ref, set[str]] = defaultdict(set)
        for ref, state in (likely() if likely else {}).items():
            homes[self.groups.find(ref)].add(state)
        for one, two in combinations(dict.fromkeys(map(self.groups.find, block)), 2):
            differ = _differ(self._states(one), self._states(two))
            if likely is None or not (differ or _differ(homes[one], homes[two])):
                why = apart.STATES if differ else apart.NOTHING_MORE
                self._watch.refused(one, two, apart.NAME, apart.barred(self.groups, one, two) or why)

    def _join(self, rule: str, one: Ref, two: Ref, *, despite_states: bool = False, at_home: bool = False) -> bool:
        first, second = self.groups.find(one), self.groups.find(two)
        if first == second:
            return False
        mine, theirs = self._states(first), self._states(second)
        if not despite_states and _differ(mine, theirs):
            return False
        states = mine | theirs
        if not self.groups.join(first, second, at_home=at_home):
            return False
        self._found[self.groups.find(first)] = states
        for ref in (one, two):
            self.reasons.setdefault(ref, rule)
        return True


def _differ(mine: set[str], theirs: set[str]) -> bool:
    """Whether both are of states, and of no state in common."""
    return bool(mine and theirs and not mine & theirs)


def states(entity: Entity) -> tuple[str, ...]:
    """The states that an entity is said to be of; an ambassador's title as often names the state he is sent to."""
    return () if "ambassador" in entity.facet_values("office") else entity.facet_values("state")


def printed(block: Block, settings: dict[str, Setting]) -> Evidence:
    """The runs of words around each: two newspapers that print one report."""
    return ((run, ref) for ref in block for run in sorted(settings[ref[0]].printed.get(ref[1], ())))
