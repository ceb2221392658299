"""The rules of ontology/rules read backwards: from a triple to the bindings under which a rule gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from rdflib.paths import MulPath

from builder.reason.layers import Layers
from builder.reason.proof import Step
from builder.reason.rules import Pattern, Rule
from builder.reason.terms import Term, from_rdflib, make_triple, order, parts
from builder.vocabulary import MQ

_OF_CLAIM: Final = NamedNode(MQ + "ofClaim")
_CLAIM_PARTS: Final = frozenset(NamedNode(MQ + name) for name in ("subject", "predicate", "object", "policyOutcome"))

_Bindings = Mapping[str, Term]


def steps(layers: Layers, rules: Iterable[Rule], triple: Triple) -> Iterator[Step]:
    """Every instance of these rules that gives the triple, each once."""
    seen: set[tuple[str, tuple[Triple, ...], tuple[NamedNode, ...]]] = set()
    for rule in rules:
        for pattern in rule.head:
            bound = unify(pattern, triple)
            for bindings in layers.bindings(rule, bound) if bound is not None else ():
                premises, claims = _premises(layers, rule, bindings), _claims(rule, bindings)
                step = Step(rule.name, rule.titles, premises, claims, rule.descriptions)
                key = (step.rule, step.premises, step.claims)
                if key not in seen and triple not in step.premises:
                    seen.add(key)
                    yield step


def unify(pattern: Pattern, triple: Triple) -> dict[str, Term] | None:
    """The bindings under which a pattern of a template is the triple, or None."""
    bound: dict[str, Term] = {}
    for part, term in zip((pattern.subject, pattern.predicate, pattern.object), parts(triple), strict=True):
        if isinstance(part, rdflib.Variable):
            if bound.setdefault(str(part), term) != term:
                return None
        elif from_rdflib(part) != term:
            return None
    return bound


def _premises(layers: Layers, rule: Rule, bindings: _Bindings) -> tuple[Triple, ...]:
    """The patterns outside GRAPH as the bindings make them; those of the branch not taken do not hold."""
    found: set[Triple] = set()
    for pattern in rule.body:
        if pattern.graph is None:
            found |= set(_instances(layers, pattern, bindings))
    return tuple(sorted(found, key=order))


def _instances(layers: Layers, pattern: Pattern, bindings: _Bindings) -> Iterator[Triple]:
    subject, obj = _term(pattern.subject, bindings), _term(pattern.object, bindings)
    if subject is None or obj is None or isinstance(subject, Literal):
        return
    if isinstance(pattern.predicate, MulPath):
        yield from _path(layers, subject, pattern.predicate, obj)
    elif predicate := _term(pattern.predicate, bindings):
        triple = make_triple(subject, predicate, obj)
        if layers.holds(triple):
            yield triple


def _path(layers: Layers, start: Term, path: MulPath, end: Term) -> Iterator[Triple]:
    """The shortest way along a property repeated (``p+`` or ``p*``)."""
    predicate = from_rdflib(cast(rdflib.URIRef, path.path))
    ways: list[tuple[Term, tuple[Triple, ...]]] = [(start, ())]
    seen = {start}
    for at, way in ways:  # grows while it is walked: breadth first
        if at == end and way:
            yield from way
            return
        for triple in layers.match(at, predicate, None):  # type: ignore[arg-type]
            _, _, following = parts(triple)
            if following not in seen:
                seen.add(following)
                ways.append((following, (*way, triple)))


def _claims(rule: Rule, bindings: _Bindings) -> tuple[NamedNode, ...]:
    """The claims that the patterns inside GRAPH speak of."""
    found = set()
    for pattern in rule.body:
        if pattern.graph is not None:
            predicate = _term(pattern.predicate, bindings)
            part = pattern.object if predicate == _OF_CLAIM else pattern.subject if predicate in _CLAIM_PARTS else None
            claim = _term(part, bindings) if part is not None else None
            if isinstance(claim, NamedNode):
                found.add(claim)
    return tuple(sorted(found, key=str))


def _term(part: object, bindings: _Bindings) -> Term | None:
    if isinstance(part, rdflib.Variable):
        return bindings.get(str(part))
    return from_rdflib(part) if isinstance(part, rdflib.term.Node) else None
