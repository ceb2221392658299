"""Finds why a fact holds, without any proof having been stored.

Facts are numbered as they come in, and what a rule joins came in before what it gives. So any instance of a rule
over facts that all have lower numbers than its head is a step of a proof; taken again and again it ends at what was
given, and never runs in a circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.reason.engine.equality import Equality
from builder.reason.engine.facts import Facts
from builder.reason.engine.names import SAME_AS, TYPE, Row
from builder.reason.engine.rules import Argument, Atom, Fact, Kind, Predicate, Rule
from builder.reason.engine.schema import ASSERTED

if TYPE_CHECKING:
    from builder.reason.engine.schema import Schema

_NO_LIMIT = 1 << 62


@dataclass(frozen=True, slots=True)
class Step:
    """How a triple was got: by a rule from axioms and other triples; ``asserted`` from none.

    ``below``: all steps under the premises, kept with the cause of a union because facts are rewritten after it;
    ``order``: how many unions there had been by then.
    """

    rule: str
    axioms: tuple[Row, ...]
    premises: tuple[Row, ...]
    below: Mapping[Row, Step] = field(default_factory=dict, compare=False)
    order: int = 0


Proof = dict[Row, Step]
"""Each triple of a proof with its step."""


class Prover:
    """Looks for proofs among the facts."""

    def __init__(self, facts: Facts, rules: Sequence[Rule], equality: Equality[Step]) -> None:
        self._facts = facts
        self._equality = equality
        self._rules: dict[Predicate, list[Rule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.head.predicate, []).append(rule)

    def prove(self, fact: Fact) -> Proof | None:
        """A proof of a fact down to what was given; None where it does not hold."""
        self._facts.look_up()
        if self._facts.number(fact) is None:
            return None
        proof: Proof = {}
        queue = [fact]
        for at in queue:  # grows while it is walked
            if row_of(at) not in proof:
                step, premises = self._step(at)
                proof[row_of(at)] = step
                queue += premises
        return self._completed(proof)

    def premises(self, rule: Rule, terms: tuple[int, ...]) -> tuple[Row, ...]:
        """The facts by which a rule finds a contradiction about these terms; none where terms became one since."""
        return tuple(map(row_of, next(self._instances(rule, terms, _NO_LIMIT), ())))

    def capture(self, rule: Rule, terms: tuple[int, ...]) -> Step:
        """The step by which a rule finds that two terms are one, with all below it as the facts are now."""
        found = next(self._instances(rule, terms, _NO_LIMIT), ())
        below: Proof = {}
        for fact in found:
            below.update(self.prove(fact) or {})
        return Step(rule.name, rule.axioms, tuple(map(row_of, found)), below, self._equality.unions)

    def of_schema(self, row: Row, schema: Schema) -> Proof:
        """The proof of an axiom, by the rules of table 9."""
        proof: Proof = {}
        queue = [row]
        for at in queue:
            if at not in proof and at in schema:
                origin = schema.origins[at]
                proof[at] = Step(origin.rule, (), origin.premises)
                queue += origin.premises
        return proof

    def of_equality(self, row: Row) -> Proof | None:
        """Why two terms are one: eq-trans over the unions on the way between them."""
        return self._completed({}, row) if self._equality.path(row[0], row[2]) else None

    def _completed(self, proof: Proof, *equalities: Row) -> Proof:
        """The proof with the steps of all equalities in it.

        Where a triple has one step from before a union and one from after, the earlier stays: it cannot rest on it.
        """
        rewritten = [step for step in proof.values() if step.rule.startswith("eq-rep")]
        for step in rewritten:
            proof.setdefault(step.premises[0], Step(ASSERTED, (), ()))
        wanted = [row for step in rewritten for row in step.premises[1:]]
        causes: list[Step] = []
        for row in (*wanted, *equalities):
            causes += self._united(row, proof)
        whole: Proof = {}
        for cause in sorted(causes, key=lambda cause: cause.order):
            for row, step in cause.below.items():
                whole.setdefault(row, step)
        return whole | {row: step for row, step in proof.items() if row not in whole} if whole else proof

    def _united(self, row: Row, proof: Proof) -> list[Step]:
        """Adds the steps by which two terms are one; gives the causes of the unions."""
        at, way, causes = row[0], [], []
        for one, other, cause in self._equality.path(row[0], row[2]):
            made = (one, SAME_AS, other)
            proof[made] = cause
            causes.append(cause)
            if one != at:
                proof[other, SAME_AS, one] = Step("eq-sym", (), (made,))
            way.append((at, SAME_AS, other if one == at else one))
            at = way[-1][2]
        if row not in proof:
            proof[row] = Step("eq-trans", (), tuple(way))
        return causes

    def _step(self, fact: Fact) -> tuple[Step, Sequence[Fact]]:
        """The step that gives a fact, and the facts to be proved next."""
        number = self._facts.number(fact)
        assert number is not None  # a premise is looked up among the facts
        if self._facts.given(number):
            return Step(ASSERTED, (), ()), ()
        if (original := self._facts.original(number)) is not None:
            return self._rewritten(fact, original)
        for rule in self._rules.get(fact.predicate, ()):
            found = next(self._instances(rule, fact.terms, number), None)
            if found is not None and rule.name:
                return Step(rule.name, rule.axioms, tuple(map(row_of, found))), found
            if found is not None:  # the same fact in another table
                return self._step(found[0])
        return Step("given by the schema", (), ()), ()

    def _rewritten(self, fact: Fact, original: object) -> tuple[Step, Sequence[Fact]]:
        """eq-rep-s and eq-rep-o: the triple as it was given, and that its terms are those of the fact."""
        terms: tuple[int, ...] = original if isinstance(original, tuple) else (original,)
        given = row_of(Fact(fact.predicate, terms))
        same = tuple((old, SAME_AS, new) for old, new in zip(terms, fact.terms, strict=True) if old != new)
        return Step("eq-rep-s" if terms[0] != fact.terms[0] else "eq-rep-o", (), (given, *same)), ()

    def _instances(self, rule: Rule, terms: tuple[int, ...], limit: int) -> Iterator[tuple[Fact, ...]]:
        """The bodies of a rule that give these terms, of facts with numbers below the limit."""
        bound: dict[Argument, int] = {}
        for argument, term in zip(rule.head.arguments, terms, strict=True):
            if bound.setdefault(argument, argument if isinstance(argument, int) else term) != term:
                return
        yield from self._bodies(rule, list(rule.body), bound, limit)

    def _bodies(
        self, rule: Rule, rest: list[Atom], bound: dict[Argument, int], limit: int
    ) -> Iterator[tuple[Fact, ...]]:
        if not rest:
            if all(bound[one] != bound[other] for one, other in rule.unequal):
                yield tuple(Fact(a.predicate, tuple(_term(x, bound) for x in a.arguments)) for a in rule.body)
            return
        at = max(range(len(rest)), key=lambda i: _share_known(rest[i], bound))
        atom, others = rest[at], rest[:at] + rest[at + 1 :]
        for fact in self._candidates(atom, bound):
            number = self._facts.number(fact)
            if number is not None and number < limit:
                extended = dict(bound)
                if all(extended.setdefault(a, t) == t for a, t in zip(atom.arguments, fact.terms, strict=True)):
                    yield from self._bodies(rule, others, extended, limit)

    def _candidates(self, atom: Atom, bound: Mapping[Argument, int]) -> Iterator[Fact]:
        known = [_known(argument, bound) for argument in atom.arguments]
        table = self._facts.tables.get(atom.predicate)
        if table is None:
            return
        if all(known):
            yield Fact(atom.predicate, tuple(_term(argument, bound) for argument in atom.arguments))
        elif any(known):
            side = known.index(True)
            here = _term(atom.arguments[side], bound)
            for there in table.around(here, side):
                yield Fact(atom.predicate, (there, here) if side else (here, there))
        else:
            for key in table.facts:
                yield Fact(atom.predicate, key if isinstance(key, tuple) else (key,))


def row_of(fact: Fact) -> Row:
    """The triple that a fact is."""
    if fact.predicate.kind is Kind.MEMBER:
        return fact.terms[0], TYPE, fact.predicate.term
    return fact.terms[0], fact.predicate.term, fact.terms[1]


def _known(argument: Argument, bound: Mapping[Argument, int]) -> bool:
    return isinstance(argument, int) or argument in bound


def _share_known(atom: Atom, bound: Mapping[Argument, int]) -> float:
    return sum(_known(argument, bound) for argument in atom.arguments) / len(atom.arguments)


def _term(argument: Argument, bound: Mapping[Argument, int]) -> int:
    return argument if isinstance(argument, int) else bound[argument]
