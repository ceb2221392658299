"""What a compiled rule is: a head and a body of atoms over numbered predicates, and the axioms it was made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from builder.reason.engine.names import SAME_AS, TYPE, Row

Argument = str | int
"""A variable by its name, or a constant by its number."""


class Kind(StrEnum):
    """What the facts of a predicate are: pairs, or members.

    ``STEP``: pairs of a transitive property that did not come by transitivity; their closure is its ``LINK``.
    ``SAME`` and ``FALSE`` stand only in heads: two terms are one; the facts contradict each other.
    """

    LINK = "p"
    STEP = "s"
    MEMBER = "c"
    SAME = "same"
    FALSE = "false"


class Predicate(NamedTuple):
    """The facts of a property or a class; ``term`` is its number (0 for SAME and FALSE)."""

    kind: Kind
    term: int


class Atom(NamedTuple):
    """A predicate applied to one or two arguments."""

    predicate: Predicate
    arguments: tuple[Argument, ...]


class Fact(NamedTuple):
    """A predicate that holds of terms: one for a member, two for a link."""

    predicate: Predicate
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """``head`` holds where all of ``body`` holds and the variables of each pair of ``unequal`` differ.

    ``name`` is that of the rule in OWL 2 Profiles, tables 4 to 9, ``axioms`` the triples that it was compiled from.
    A rule without a name only says that a fact stands in two tables.
    """

    name: str
    axioms: tuple[Row, ...]
    head: Atom
    body: tuple[Atom, ...]
    unequal: tuple[tuple[str, str], ...] = ()


def link(term: int, subject: Argument = "x", obj: Argument = "y") -> Atom:
    """``subject term obj``; in a head, owl:sameAs makes its arguments one."""
    return Atom(Predicate(Kind.LINK, term), (subject, obj))


def member(term: int, argument: Argument = "x") -> Atom:
    """``argument rdf:type term``."""
    return Atom(Predicate(Kind.MEMBER, term), (argument,))


def same(one: str, other: str) -> Atom:
    """The head of a rule that finds that two terms are one."""
    return Atom(Predicate(Kind.SAME, 0), (one, other))


def false(*arguments: Argument) -> Atom:
    """The head of a rule that finds a contradiction about these terms."""
    return Atom(Predicate(Kind.FALSE, 0), arguments)


def linearised(rules: Iterable[Rule], transitive: frozenset[int]) -> tuple[Rule, ...]:
    """The rules with each transitive property split into its steps and their closure.

    ``p :- p, p`` tries each pair of a chain once for every node between (cubic); ``p :- step, p`` tries it once.
    Whatever else gives ``p`` gives a step. From one transitive property to another the steps are enough.
    """
    found = [_with_steps(rule, transitive) for rule in rules if rule.name != "prp-trp"]
    for rule in rules:
        if rule.name == "prp-trp":
            term = rule.head.predicate.term
            step = Atom(Predicate(Kind.STEP, term), ("x", "y"))
            found.append(Rule("", rule.axioms, link(term), (step,)))
            found.append(replace(rule, body=(step, link(term, "y", "z"))))
    return tuple(found)


def renamed(rule: Rule, name: Callable[[int], int]) -> Rule:
    """The rule with another number for each property, class and constant; its axioms stay as they are."""

    def atom(old: Atom) -> Atom:
        kind, term = old.predicate
        predicate = Predicate(kind, name(term)) if kind in (Kind.LINK, Kind.MEMBER) else old.predicate
        return Atom(predicate, tuple(name(a) if isinstance(a, int) else a for a in old.arguments))

    return replace(rule, head=atom(rule.head), body=tuple(map(atom, rule.body)))


def types_as_links(classes: Iterable[int]) -> Iterator[Rule]:
    """rdf:type as a property like any other, for ontologies that say something of it: each class both ways."""
    for cls in classes:
        yield Rule("", (), link(TYPE, "x", cls), (member(cls),))
        yield Rule("", (), member(cls), (link(TYPE, "x", cls),))


def _with_steps(rule: Rule, transitive: frozenset[int]) -> Rule:
    head, body = rule.head, rule.body
    if head.predicate == Predicate(Kind.LINK, SAME_AS):
        return replace(rule, head=Atom(Predicate(Kind.SAME, 0), head.arguments))
    if head.predicate.kind is not Kind.LINK or head.predicate.term not in transitive:
        return rule
    if len(body) == 1 and body[0].predicate.kind is Kind.LINK and body[0].predicate.term in transitive:
        body = (_step(body[0]),) if set(body[0].arguments) == set(head.arguments) == {"x", "y"} else body
    return replace(rule, head=_step(head), body=body)


def _step(atom: Atom) -> Atom:
    return Atom(Predicate(Kind.STEP, atom.predicate.term), atom.arguments)


def predicates(rules: Iterable[Rule]) -> Iterator[Predicate]:
    """Every predicate in heads and bodies, in order, as often as it stands there."""
    for rule in rules:
        yield rule.head.predicate
        for atom in rule.body:
            yield atom.predicate
