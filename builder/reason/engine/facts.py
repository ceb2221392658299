"""The facts: a table for each property and class, each fact with the number under which it came in.

The facts from which a rule drew another came in before it, so numbers fall along every proof. Facts that were given
have numbers in the spans of the loads that brought them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, filterfalse, islice, takewhile
from typing import Any, Final

from builder.reason.engine.rules import Fact, Kind, Predicate

Key = Any
"""A pair of numbers in the table of a property, one number in that of a class."""

Index = defaultdict[int, list[int]]


class Table:
    """The facts of one predicate, in the order of their numbers unless terms were made one.

    ``first``: how many at its beginning were given and all others derived; None where they are mixed.
    ``ordered``: whether numbers rise from the beginning to the end.
    ``fresh``: those that no rule has read yet, where any rule reads them. ``by_subject`` and ``by_object``: kept
    where a rule joins through them, made for proofs where they are asked for.
    """

    __slots__ = ("_facts", "_made", "_waiting", "by_object", "by_subject", "first", "fresh", "ordered", "read")

    def __init__(self) -> None:
        self._facts: dict[Key, int] = {}
        self._waiting: list[tuple[int, Sequence[Key]]] = []
        self.first: int | None = 0
        self.ordered = True
        self.fresh: list[Key] = []
        self.read = False
        self.by_subject: Index | None = None
        self.by_object: Index | None = None
        self._made: dict[int, tuple[int, Index]] = {}

    @property
    def facts(self) -> dict[Key, int]:
        """The number of each fact; made when first asked for, since of many predicates nobody asks."""
        for start, keys in self._waiting:
            self._facts.update(zip(keys, count(start), strict=False))
        self._waiting.clear()
        return self._facts

    def __len__(self) -> int:
        return len(self._facts) + sum(len(keys) for _, keys in self._waiting)

    def __bool__(self) -> bool:
        return bool(self._facts or self._waiting)

    def __iter__(self) -> Iterator[Key]:
        return chain(self._facts, *(keys for _, keys in self._waiting))

    def put(self, keys: Sequence[Key], number: int) -> None:
        """Takes in those keys that are new, numbered from ``number`` on."""
        if self:
            facts = self.facts
            keys = [key for key in dict.fromkeys(keys) if key not in facts]
        elif len(set(keys)) < len(keys):
            keys = list(dict.fromkeys(keys))
        self.take(keys, [number])

    def take(self, new: Sequence[Key], counter: list[int]) -> None:
        """Takes in keys of which each is new and there once, numbered by the counter. They stay as they are."""
        if not new:
            return
        if self._facts:
            self._facts.update(zip(new, count(counter[0]), strict=False))
        else:
            self._waiting.append((counter[0], new))
        counter[0] += len(new)
        if self.read:
            self.fresh += new
        self.extend(new)

    def extend(self, new: Iterable[Key]) -> None:
        """Takes new facts into the indexes that are kept."""
        for index, side in ((self.by_subject, 0), (self.by_object, 1)):
            if index is not None:
                _fill(index, new, side)

    def renumber(self, changes: Mapping[Key, Key]) -> list[tuple[Key, Key, int, int | None]]:
        """Puts keys in place of others; gives each (old key, new key, old number, number that the new key had).

        Of two numbers the lower stays: what was drawn from either fact has a higher one.
        """
        facts = self.facts
        if changes:
            self.first, self.ordered = None, False
        done = []
        for old, new in changes.items():
            number, other = facts.pop(old), facts.get(new)
            facts[new] = number if other is None else min(number, other)
            if other is None and self.read:
                self.fresh.append(new)
            done.append((old, new, number, other))
        for index, side in ((self.by_subject, 0), (self.by_object, 1)):
            if index is not None and changes:
                index.clear()
                _fill(index, facts, side)
        self._made.clear()
        return done

    def around(self, term: int, side: int) -> Iterable[int]:
        """The terms at the other end of every fact that has the term at this one (0 subject, 1 object)."""
        kept = self.by_object if side else self.by_subject
        if kept is None:
            size, kept = self._made.get(side, (-1, defaultdict(list)))
            if size != len(self):
                kept = defaultdict(list)
                _fill(kept, self, side)
                self._made[side] = len(self), kept
        return kept.get(term, ())


def _fill(index: Index, keys: Iterable[Key], side: int) -> None:
    if side:
        for subject, obj in keys:
            index[obj].append(subject)
    else:
        for subject, obj in keys:
            index[subject].append(obj)


class Facts:
    """All tables, the counter of their facts, and which facts were given as they stand."""

    def __init__(self) -> None:
        self.tables: dict[Predicate, Table] = {}
        self.counter: Final = [0]
        self._spans: list[tuple[int, int]] = []
        self._rewritten: dict[int, Key] = {}
        self._restated: set[int] = set()
        self._looked_up = 0

    def __len__(self) -> int:
        return sum(len(table) for predicate, table in self.tables.items() if predicate.kind is not Kind.STEP)

    def table(self, predicate: Predicate) -> Table:
        """The table of a predicate; an empty one where there was none."""
        found = self.tables.get(predicate)
        if found is None:
            found = self.tables[predicate] = Table()
        return found

    def load(self, predicate: Predicate, keys: Sequence[Key], originals: Mapping[Key, Key]) -> None:
        """Takes given facts in; ``originals``: as what those were given whose terms have representatives."""
        table = self.table(predicate)
        start = self.counter[0]
        mixed = bool(table or originals)
        known = table.facts.keys() & keys if table else set()
        above = self._closure(predicate)
        if above:
            known |= above.facts.keys() & keys
            table.put([key for key in keys if key not in above.facts], start)
        else:
            table.put(keys, start)
        table.first = None if mixed else len(table)
        self.counter[0] = start + len(keys)
        self._spans.append((start, self.counter[0]))
        for key in known:
            if key not in originals:
                self._restated.add(self._number(table, above, key))
        for key, original in originals.items():
            if key not in known:
                self._rewritten[table.facts[key]] = original

    def _closure(self, predicate: Predicate) -> Table | None:
        return self.tables.get(Predicate(Kind.LINK, predicate.term)) if predicate.kind is Kind.STEP else None

    @staticmethod
    def _number(table: Table, above: Table | None, key: Key) -> int:
        return above.facts[key] if above is not None and key in above.facts else table.facts[key]

    def look_up(self) -> None:
        """Makes the numbers of all facts at once, before many are asked for."""
        if self._looked_up != self.counter[0]:
            self._looked_up = self.counter[0]
            for table in self.tables.values():
                _ = table.facts

    def number(self, fact: Fact) -> int | None:
        """The number of a fact, or None where it does not hold."""
        table = self.tables.get(fact.predicate)
        return None if table is None else table.facts.get(key_of(fact))

    def given(self, number: int) -> bool:
        """Whether the fact of this number was given just so."""
        return number in self._restated or (number not in self._rewritten and self._loaded(number))

    def original(self, number: int) -> Key | None:
        """As what the fact of this number was given, where its terms have representatives now."""
        return self._rewritten.get(number) if self._loaded(number) else None

    def derived(self, predicate: Predicate, since: int = 0) -> Iterator[Key]:
        """The facts of a property or class that were not given just so, with numbers from ``since`` on."""
        table = self.tables[predicate]
        steps = self.tables.get(Predicate(Kind.STEP, predicate.term)) if predicate.kind is Kind.LINK else None
        if not since and table.first is not None and (steps is None or steps.first is not None):
            told = set(islice(steps, steps.first)) if steps else ()
            found = islice(table, table.first, None)
            return filterfalse(told.__contains__, found) if told else found
        as_step = steps.facts if steps else {}
        return (
            key
            for key, number in self._latest(table, since)
            if not self.given(number) and not (key in as_step and self.given(as_step[key]))
        )

    @staticmethod
    def _latest(table: Table, since: int) -> Iterable[tuple[Key, int]]:
        """The facts with numbers from ``since`` on: those at the end, unless merging terms mixed the order."""
        if since and table.ordered:
            return takewhile(lambda fact: fact[1] >= since, reversed(table.facts.items()))
        return (fact for fact in table.facts.items() if fact[1] >= since)

    def _loaded(self, number: int) -> bool:
        at = bisect_right(self._spans, (number, 1 << 62)) - 1
        return at >= 0 and number < self._spans[at][1]

    def replace(self, table: Table, changes: Mapping[Key, Key]) -> None:
        """Puts representatives in place of terms, and remembers as what each given fact was given."""
        for old, new, number, other in table.renumber(changes):
            exact = other is not None and self.given(other)
            first = self._rewritten.get(number, old) if self._loaded(number) else None
            kept = table.facts[new]
            self._restated.discard(number)
            if exact:
                self._restated.add(kept)
                self._rewritten.pop(kept, None)
            elif kept == number and first is not None:
                self._rewritten[kept] = first


def key_of(fact: Fact) -> Key:
    """What stands for a fact in its table."""
    return fact.terms[0] if len(fact.terms) == 1 else fact.terms
