"""What a violation keeps out of the facts, and how far it reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from pyoxigraph import NamedNode, Quad

from builder.rows import Row, apart
from builder.validate.results import Report, Result, Severity
from builder.vocabulary import MQ, OA, SH

_WHOLE_NODE = frozenset(
    SH + name for name in ("MinCountConstraintComponent", "NotConstraintComponent", "HasValueConstraintComponent")
)
_OF_CLAIM = MQ + "ofClaim"
_DEPENDS = frozenset((OA + "hasSelector", OA + "hasSource", MQ + "evidence", _OF_CLAIM))


def quarantined(report: Report) -> frozenset[str]:
    """The IRIs of the nodes that violate a shape."""
    return frozenset(result.focus for result in report.violations)


def rejected(results: Collection[Result], graphs: Mapping[str, Iterable[Quad]]) -> frozenset[str]:
    """The violating nodes of article graphs and all that rests on them.

    A bad selector spoils its evidence, that its attributions and statements, and a bad claim its attributions. A
    claim is spoilt when all its attributions are: as long as one is good, someone holds it on good evidence.
    """
    if all(result.severity is not Severity.VIOLATION for result in results):
        return frozenset()
    every = list(apart(chain.from_iterable(graphs.values())))
    holders: dict[str, set[str]] = {}
    for subject, predicate, value in every:
        if predicate == _OF_CLAIM:
            holders.setdefault(_iri(value), set()).add(subject)
    return across(spoilt(results, every), holders)


def spoilt(results: Iterable[Result], rows: Iterable[Row]) -> frozenset[str]:
    """The violating nodes and all that rests on them, as far as these rows tell; no claim for its attributions."""
    found = {result.focus for result in results if result.severity is Severity.VIOLATION}
    if not found:
        return frozenset()
    rests: dict[str, set[str]] = {}
    for subject, predicate, value in rows:
        if predicate in _DEPENDS and isinstance(value, NamedNode):
            rests.setdefault(value.value, set()).add(subject)
    return frozenset(_spread(found, rests))


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))


def across(found: frozenset[str], holders: Mapping[str, set[str]]) -> frozenset[str]:
    """What is spoilt when articles are taken together; ``holders``: claim to its attributions in all of them."""
    if not found:
        return found
    whole = found | {attribution for claim in found for attribution in holders.get(claim, ())}
    return whole | {claim for claim, held in holders.items() if held <= whole}


def _spread(found: set[str], rests: Mapping[str, set[str]]) -> set[str]:
    waiting = list(found)
    while waiting:
        for node in rests.get(waiting.pop(), set()) - found:
            found.add(node)
            waiting.append(node)
    return found


def withhold(report: Report, facts: Sequence[Quad]) -> tuple[list[Quad], list[Quad]]:
    """The facts that may stand, and those that a violation keeps out, both in the order given.

    A wrong value takes its own triple out; too many values of a property, all of them; a node that lacks what it
    must have, or is of two kinds, is taken out whole, with the triples that lead to it.
    """
    nodes, properties, triples = _reach(report.violations)
    if not (nodes or properties or triples):
        return list(facts), []
    kept: list[Quad] = []
    out: list[Quad] = []
    for quad in facts:
        subject, predicate = str(getattr(quad.subject, "value", "")), quad.predicate.value
        bad = (
            subject in nodes
            or (isinstance(quad.object, NamedNode) and quad.object.value in nodes)
            or (subject, predicate) in properties
            or (subject, predicate, quad.object) in triples
        )
        (out if bad else kept).append(quad)
    return kept, out


def _reach(violations: Iterable[Result]) -> tuple[set[str], set[tuple[str, str]], set[tuple[str, str, object]]]:
    nodes: set[str] = set()
    properties: set[tuple[str, str]] = set()
    triples: set[tuple[str, str, object]] = set()
    for result in violations:
        if result.path is None or result.component in _WHOLE_NODE:
            nodes.add(result.focus)
        elif result.value is None:
            properties.add((result.focus, result.path))
        else:
            triples.add((result.focus, result.path, result.value))
    return nodes, properties, triples
