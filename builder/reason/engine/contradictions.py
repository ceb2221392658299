"""What cannot be: the 19 rules of OWL 2 Profiles, tables 4 to 8, whose conclusion is false."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder.reason.engine import names as n
from builder.reason.engine.datatypes import belongs
from builder.reason.engine.names import Row
from builder.reason.engine.rules import Kind, Predicate
from builder.reason.engine.run import Run


class Contradiction(NamedTuple):
    """The rule of OWL 2 RL that found it, its axioms, the facts it was found by, and the terms that it is about."""

    rule: str
    axioms: tuple[Row, ...]
    premises: tuple[Row, ...]
    terms: tuple[int, ...]


def find(run: Run, used: frozenset[int]) -> list[Contradiction]:
    """All contradictions of a run, each once; ``used``: the terms of the triples that were given."""
    same = run.equality.find
    found = [_of_rule(run, at, tuple(map(same, terms))) for at, terms in run.found]
    found += _not_different(run)
    found += (Contradiction("dt-diff", (), (), pair) for pair in run.unequal if same(pair[0]) != same(pair[1]))
    found += (Contradiction("dt-not-type", (), (), (term,)) for term in run.literals.valueless if term in used)
    found += _misplaced(run)
    return list(dict.fromkeys(found))


def _of_rule(run: Run, at: int, terms: tuple[int, ...]) -> Contradiction:
    rule = run.rules[at]
    return Contradiction(rule.name, rule.axioms, run.prover.premises(rule, terms), terms)


def _not_different(run: Run) -> Iterator[Contradiction]:
    """eq-diff2, eq-diff3; eq-diff1 is a compiled rule."""
    for group in run.schema.typed(n.ALL_DIFFERENT):
        for predicate, rule in ((n.MEMBERS, "eq-diff2"), (n.DISTINCT_MEMBERS, "eq-diff3")):
            for head in run.schema.objects(group, predicate):
                axioms = ((group, n.TYPE, n.ALL_DIFFERENT), (group, predicate, head))
                for pair in run.equality.together(run.schema.items(head)):
                    yield Contradiction(rule, axioms, (), pair)


def _misplaced(run: Run) -> Iterator[Contradiction]:
    """dt-not-type for a literal that a range puts into a datatype where its value is not."""
    terms = run.dictionary.terms
    for number in map(run.dictionary.number, n.DATATYPES):
        table = run.facts.tables.get(Predicate(Kind.MEMBER, number))
        name = terms[number].rpartition("#")[2][:-1]
        for term in table.facts if table else ():
            if run.dictionary.is_literal(term) and not belongs(terms[term], name):
                yield Contradiction("dt-not-type", (), ((term, n.TYPE, number),), (term, number))
