"""One run of compiled axioms: loads triples into tables, runs the rules, and merges what is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from builder.reason.engine import classes, properties
from builder.reason.engine import names as n
from builder.reason.engine.code import Found, Function, functions
from builder.reason.engine.equality import Equality
from builder.reason.engine.facts import Facts, Key
from builder.reason.engine.literals import Literals
from builder.reason.engine.names import Dictionary, Row
from builder.reason.engine.proofs import Prover, Step
from builder.reason.engine.rules import Fact, Kind, Predicate, Rule, linearised, predicates, renamed, types_as_links
from builder.reason.engine.schema import ASSERTED, Schema

_TYPES: Final = Predicate(Kind.LINK, n.TYPE)

Buckets = Mapping[int, Sequence[tuple[int, int]]]
"""Triples by predicate: their subjects and objects."""


class Run:
    """The facts of a schema, closed.

    ``members``: the classes of the data. ``found``: the contradictions; ``unequal``: literals of two values that would
    be one. ``load`` and ``saturate`` tell whether the schema stays as it is: where they say no, the run is of no use.
    """

    def __init__(
        self, dictionary: Dictionary, axioms: Sequence[Row], equality: Equality[Step], members: frozenset[int]
    ) -> None:
        number = dictionary.number
        self.dictionary: Final = dictionary
        self.equality: Final = equality
        self.schema: Final = Schema(axioms, map(number, n.DATATYPES), map(number, n.ANNOTATIONS))
        self.facts: Final = Facts()
        self.literals: Final = Literals(dictionary)
        self.found: Final[Found] = {}
        self.unequal: Final[dict[tuple[int, int], None]] = {}
        made = [*properties.compiled(self.schema), *classes.compiled(self.schema, dictionary)]
        self._transitive = frozenset(map(equality.find, self.schema.typed(n.TRANSITIVE)))
        self._classes: frozenset[int] | None = None
        if any(predicate == _TYPES for predicate in predicates(made)):
            self._classes = members | {p.term for p in predicates(made) if p.kind is Kind.MEMBER}
            made += types_as_links(sorted(self._classes))
        made = list(dict.fromkeys(renamed(rule, equality.find) for rule in made))
        self.rules: Final[tuple[Rule, ...]] = linearised(made, self._transitive)
        self.prover: Final = Prover(self.facts, self.rules, equality)
        self._functions: dict[Predicate, list[Function]] = functions(self.rules, self.facts, self.found)
        self._fixed = frozenset(chain.from_iterable(axioms)) | frozenset(range(len(n.BUILT_IN)))
        entailed = (row for row, origin in self.schema.origins.items() if origin.rule != ASSERTED)
        self._load_types([(s, cls) for s, p, cls in entailed if p == n.TYPE and cls not in n.SCHEMA_CLASSES])

    # --- loading

    def load(self, buckets: Buckets) -> bool:
        """Puts triples that are no axioms into their tables, representatives in place of their terms."""
        if self._classes is not None and not {cls for _, cls in buckets.get(n.TYPE, ())} <= self._classes:
            return False
        moved = [self._union(one, other, Step(ASSERTED, (), ())) for one, other in buckets.get(n.SAME_AS, ())]
        moved += [self.equality.union(*pair, Step("dt-eq", (), ())) for pair in self.literals.of_one_value()]
        if not self._move({term for term in moved if term is not None}):
            return False
        for predicate, pairs in buckets.items():
            if predicate == n.TYPE:
                self._load_types([pair for pair in pairs if pair[1] not in n.SCHEMA_CLASSES])
            elif predicate != n.SAME_AS and predicate not in n.SCHEMA_PREDICATES:
                term = self.equality.find(predicate)
                self._put(Predicate(Kind.STEP if term in self._transitive else Kind.LINK, term), pairs)
        return True

    def _load_types(self, pairs: Sequence[tuple[int, int]]) -> None:
        members: dict[int, list[int]] = defaultdict(list)
        for subject, cls in pairs:
            members[cls].append(subject)
        for cls, subjects in members.items():
            self._put(Predicate(Kind.MEMBER, self.equality.find(cls)), subjects)

    def _put(self, predicate: Predicate, keys: Sequence[Key]) -> None:
        originals: dict[Key, Key] = {}
        if self.equality:
            given, keys = keys, [self._represented(key) for key in keys]
            originals = {new: old for old, new in zip(given, keys, strict=True) if old != new}
            for key in given:
                originals.pop(key, None)
        self.facts.load(predicate, keys, originals)

    def _represented(self, key: Key) -> Key:
        find = self.equality.find
        return (find(key[0]), find(key[1])) if isinstance(key, tuple) else find(key)

    # --- equality

    def _union(self, one: int, other: int, cause: Step) -> int | None:
        """Makes two terms one, if neither is a literal; gives the term that no longer represents itself."""
        literals = self.dictionary.is_literal(one) + self.dictionary.is_literal(other)
        if literals == 2 and self.equality.find(one) != self.equality.find(other):
            self.unequal[one, other] = None
        return self.equality.union(one, other, cause) if literals == 0 else None

    def _move(self, moved: set[int]) -> bool:
        """Puts representatives in place of the terms that moved; False where one of them is a term of the schema."""
        if moved & self._fixed or any(Predicate(Kind.LINK, term) in self.facts.tables for term in moved):
            return False
        for predicate, table in self.facts.tables.items() if moved else ():
            if predicate.kind is Kind.MEMBER:
                changed: list[Key] = [key for key in moved if key in table.facts]
            else:
                changed = [key for key in table.facts if key[0] in moved or key[1] in moved]
            self.facts.replace(table, {key: self._represented(key) for key in sorted(changed)})
        return True

    # --- running

    def saturate(self) -> bool:
        """Runs the rules until they add nothing and make nothing one."""
        while True:
            self._exhaust()
            unions = [(at, terms) for at, terms in self.found if self.rules[at].head.predicate.kind is Kind.SAME]
            for key in unions:
                del self.found[key]
            causes = [(terms, self.prover.capture(self.rules[at], terms)) for at, terms in unions]
            moved = [self._union(terms[0], terms[1], cause) for terms, cause in causes]
            merged = {term for term in moved if term is not None}
            if not self._move(merged):
                return False
            if not merged:
                return True

    def _exhaust(self) -> None:
        again = True
        while again:
            again = False
            for predicate, called in self._functions.items():
                fresh = self.facts.tables[predicate].fresh
                if fresh:
                    again = True
                    batch = fresh[:]
                    fresh.clear()
                    for function in called:
                        function(batch)

    def axioms(self) -> list[Row]:
        """The axioms that the rules derived, where the schema does not know them."""
        found: list[Row] = []
        for (kind, term), table in self.facts.tables.items():
            if kind is Kind.LINK and term in n.SCHEMA_PREDICATES:
                found += ((s, term, o) for s, o in table.facts)
            elif kind is Kind.MEMBER and term in n.SCHEMA_CLASSES:
                found += ((key, n.TYPE, term) for key in table.facts)
            elif (kind, term) == _TYPES:
                found += ((s, term, o) for s, o in table.facts if not self.holds(Fact(Predicate(Kind.MEMBER, o), (s,))))
        return [row for row in found if row not in self.schema]

    def holds(self, fact: Fact) -> bool:
        """Whether a fact is in its table."""
        return self.facts.number(fact) is not None
