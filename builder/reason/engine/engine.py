"""The OWL 2 RL engine: closes a schema, compiles it to rules over numbers, and runs them semi-naively.

Supported are all 78 rules of OWL 2 Profiles, section 4.3, tables 4 to 9. What they say only of every term alike is
not stored: eq-ref, and that a literal has its datatype (dt-type2); nor are facts repeated for the aliases of a term.

A triple that is an axiom, given or derived, changes the rules: then everything is done anew, from what was given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from typing import Final

from builder.memory import uncollected
from builder.reason.engine import contradictions
from builder.reason.engine import names as n
from builder.reason.engine.contradictions import Contradiction
from builder.reason.engine.equality import Equality
from builder.reason.engine.names import Dictionary, Row, is_axiom
from builder.reason.engine.proofs import Proof
from builder.reason.engine.rules import Fact, Kind, Predicate
from builder.reason.engine.run import Buckets, Run
from builder.reason.engine.schema import Schema


class Engine:
    """Everything that follows from triples. Add more at any time: only what is new is then worked out.

    ``dictionary`` numbers the terms of all triples that are given and got.
    """

    def __init__(self, dictionary: Dictionary, rows: Iterable[Row] = ()) -> None:
        self.dictionary: Final = dictionary
        self._given: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._derived: dict[Row, None] = {}
        self._run = Run(dictionary, (), Equality(dictionary.terms), frozenset())
        self._told = self._run, 0
        self.add(rows)

    def add(self, rows: Iterable[Row]) -> None:
        """Takes triples in, with all that follows."""
        with uncollected():
            self._add(_by_predicate(rows))

    def read(self, blocks: Iterable[bytes]) -> None:
        """Takes in the triples of canonical N-Triples (Dictionary.read), with all that follows."""
        with uncollected():
            self._add(self.dictionary.read(blocks))

    def _add(self, buckets: Buckets) -> None:
        before = bool(self._given)
        for predicate, pairs in buckets.items():
            self._given[predicate].extend(pairs)
        if all(axiom in self._run.schema for axiom in _axioms(buckets)) and self._settle(buckets):
            return
        self._restart(_by_predicate(self.given()) if before else buckets)

    def _restart(self, whole: Buckets) -> None:
        """Compiles all axioms and runs them on all triples, until they give no further axiom."""
        axioms = _axioms(whole)
        while True:
            # what was found to be one stays one: an axiom about an alias is one about its representative
            derived = [row for row in self._derived if is_axiom(row)]
            mapped = [self._mapped(row) for row in (*axioms, *derived)]
            every = tuple(dict.fromkeys((*axioms, *derived, *mapped)))
            classes = {cls for _, cls in whole.get(n.TYPE, ())} | {o for _, p, o in self._derived if p == n.TYPE}
            self._run = Run(self.dictionary, every, self._run.equality, frozenset(classes))
            if self._settle(whole):
                return

    def remove(self, rows: Iterable[Row]) -> None:
        """Takes given triples out; all that follows from the others is worked out anew."""
        out = set(rows)
        remaining = [row for row in self.given() if row not in out]
        self._given.clear()
        self._derived.clear()
        self._run = Run(self.dictionary, (), Equality(self.dictionary.terms), frozenset())
        self.add(remaining)

    def given(self) -> Iterator[Row]:
        """The triples as they were given."""
        for predicate, pairs in self._given.items():
            yield from ((subject, predicate, obj) for subject, obj in pairs)

    def _settle(self, buckets: Buckets) -> bool:
        """Loads triples and runs the rules; False where the schema changed."""
        if not self._run.load(buckets) or not self._run.saturate():
            return False
        new = [row for row in self._run.axioms() if row not in self._derived]
        self._derived.update(dict.fromkeys(new))
        return not new

    def _mapped(self, row: Row) -> Row:
        find = self._run.equality.find
        return find(row[0]), find(row[1]), find(row[2])

    # --- results

    @property
    def schema(self) -> Schema:
        """The axioms, closed."""
        return self._run.schema

    def __len__(self) -> int:
        """How many facts there are, given and derived, axioms aside."""
        return len(self._run.facts)

    def representative(self, term: int) -> int:
        """The term about which the facts of a term are kept: the least of all that are one with it."""
        return self._run.equality.find(term)

    def aliases(self) -> Iterator[tuple[int, int]]:
        """Every term that another one represents, and its representative."""
        return self._run.equality.aliases()

    def batches(self) -> Iterator[tuple[int, Iterator[tuple[int, int]]]]:
        """What follows and was not given: predicates, each with its subjects and objects.

        Of each cluster of aliases: facts of its representative, and that each alias is the same as it. Predicates
        come more than once.
        """
        return self._batches(0)

    def news(self) -> Iterator[Row]:
        """What was inferred since this was last asked; perhaps with what was inferred before."""
        run, since = self._told
        self._told = self._run, self._run.facts.counter[0]
        for predicate, pairs in self._batches(since if run is self._run else 0):
            for subject, obj in pairs:
                yield subject, predicate, obj

    def _batches(self, since: int) -> Iterator[tuple[int, Iterator[tuple[int, int]]]]:
        facts = self._run.facts
        for (kind, term), table in facts.tables.items():
            if kind is Kind.MEMBER and table:
                yield n.TYPE, zip(facts.derived(Predicate(kind, term), since), repeat(term), strict=False)
            elif kind is Kind.LINK and term != n.TYPE and table:
                yield term, facts.derived(Predicate(kind, term), since)
        known = set(self._given.get(n.SAME_AS, ()))
        yield n.SAME_AS, (pair for pair in self.aliases() if pair not in known and not self._is_literal(pair[0]))

    def inferred(self) -> Iterator[Row]:
        """The same as ``batches``, triple by triple."""
        for predicate, pairs in self.batches():
            for subject, obj in pairs:
                yield subject, predicate, obj

    def contradictions(self) -> list[Contradiction]:
        """What cannot be, in the order in which it was found."""
        used = chain.from_iterable(chain.from_iterable(self._given.values()))
        return contradictions.find(self._run, frozenset(used))

    def proof(self, row: Row) -> Proof | None:
        """Why a triple holds, each fact below it by one rule; None where it does not hold.

        A fact about an alias is proved of its representative; that they are one is a triple to ask for, too.
        """
        prover, schema = self._run.prover, self._run.schema
        if row in schema:
            return prover.of_schema(row, schema)
        if row[1] == n.SAME_AS:
            return prover.of_equality(row)
        subject, predicate, obj = self._mapped(row)
        is_type = predicate == n.TYPE
        predicate_of = Predicate(Kind.MEMBER, obj) if is_type else Predicate(Kind.LINK, predicate)
        fact = Fact(predicate_of, (subject,) if is_type else (subject, obj))
        return prover.prove(fact) or prover.prove(Fact(Predicate(Kind.STEP, predicate), (subject, obj)))

    def _is_literal(self, term: int) -> bool:
        return self.dictionary.is_literal(term)


def _by_predicate(rows: Iterable[Row]) -> dict[int, list[tuple[int, int]]]:
    buckets: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for subject, predicate, obj in rows:
        buckets[predicate].append((subject, obj))
    return buckets


def _axioms(buckets: Buckets) -> list[Row]:
    found: list[Row] = []
    for predicate, pairs in buckets.items():
        if predicate == n.TYPE:
            found += [(s, predicate, cls) for s, cls in pairs if cls in n.SCHEMA_CLASSES]
        elif predicate in n.SCHEMA_PREDICATES:
            found += [(s, predicate, o) for s, o in pairs]
    return found
