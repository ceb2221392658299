"""Turns the axioms of properties and of equality into rules (OWL 2 Profiles, section 4.3, tables 4 and 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from builder.reason.engine import names as n
from builder.reason.engine.names import Row
from builder.reason.engine.rules import Argument, Atom, Rule, false, link, member, same
from builder.reason.engine.schema import Schema


def compiled(schema: Schema) -> Iterator[Rule]:
    """The rules that the axioms of properties make, those aside that others already lead to."""
    yield Rule("eq-diff1", (), false("x"), (link(n.DIFFERENT_FROM, "x", "x"),))
    yield from _signatures(schema)
    yield from _hierarchy(schema)
    yield from _characters(schema)
    yield from _disjoint(schema)
    yield from _keys(schema)
    yield from _denied(schema)


def direct(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs of a closed order without those that two others make: fewer rules give the same facts."""
    above: dict[int, dict[int, None]] = defaultdict(dict)
    for one, other in pairs:
        if one != other:
            above[one][other] = None
    for one, others in above.items():
        for other in others:
            between = (
                middle
                for middle in others
                if middle != other
                and other in above.get(middle, ())
                and one not in above.get(middle, ())
                and middle not in above.get(other, ())
            )
            if next(between, None) is None:
                yield one, other


def _hierarchy(schema: Schema) -> Iterator[Rule]:
    """prp-spo1 (and prp-eqp1, prp-eqp2 by scm-eqp1), prp-spo2, prp-inv1, prp-inv2."""
    for sub, prop in direct(schema.pairs(n.SUB_PROPERTY)):
        yield Rule("prp-spo1", ((sub, n.SUB_PROPERTY, prop),), link(prop), (link(sub),))
    for prop, head in schema.pairs(n.CHAIN):
        links = schema.items(head)
        body = tuple(link(step, f"v{i}", f"v{i + 1}") for i, step in enumerate(links))
        if body:
            yield Rule("prp-spo2", ((prop, n.CHAIN, head),), link(prop, "v0", f"v{len(links)}"), body)
    for prop, other in schema.pairs(n.INVERSE):
        axiom = ((prop, n.INVERSE, other),)
        yield Rule("prp-inv1", axiom, link(other, "y", "x"), (link(prop),))
        yield Rule("prp-inv2", axiom, link(prop, "y", "x"), (link(other),))


def _signatures(schema: Schema) -> Iterator[Rule]:
    """prp-dom, prp-rng: of the most specific classes, and where no property above has the class already."""
    for predicate, name, argument in ((n.DOMAIN, "prp-dom", "x"), (n.RANGE, "prp-rng", "y")):
        for prop, cls in schema.pairs(predicate):
            if cls != n.THING and not _given_elsewhere(schema, predicate, prop, cls):
                yield Rule(name, ((prop, predicate, cls),), member(cls, argument), (link(prop),))


def _given_elsewhere(schema: Schema, predicate: int, prop: int, cls: int) -> bool:
    below = (
        other
        for other in schema.objects(prop, predicate)
        if other != cls and (other, n.SUB_CLASS, cls) in schema and (cls, n.SUB_CLASS, other) not in schema
    )
    above = (
        other
        for other in schema.objects(prop, n.SUB_PROPERTY)
        if other != prop and (other, predicate, cls) in schema and (other, n.SUB_PROPERTY, prop) not in schema
    )
    return next(below, None) is not None or next(above, None) is not None


def _characters(schema: Schema) -> Iterator[Rule]:
    """prp-fp, prp-ifp, prp-irp, prp-symp, prp-asyp, prp-trp."""
    for p in schema.typed(n.FUNCTIONAL):
        body = (link(p), link(p, "x", "z"))
        yield Rule("prp-fp", ((p, n.TYPE, n.FUNCTIONAL),), same("y", "z"), body, (("y", "z"),))
    for p in schema.typed(n.INVERSE_FUNCTIONAL):
        body = (link(p), link(p, "z", "y"))
        yield Rule("prp-ifp", ((p, n.TYPE, n.INVERSE_FUNCTIONAL),), same("x", "z"), body, (("x", "z"),))
    for p in schema.typed(n.IRREFLEXIVE):
        yield Rule("prp-irp", ((p, n.TYPE, n.IRREFLEXIVE),), false("x"), (link(p, "x", "x"),))
    for p in schema.typed(n.SYMMETRIC):
        yield Rule("prp-symp", ((p, n.TYPE, n.SYMMETRIC),), link(p, "y", "x"), (link(p),))
    for p in schema.typed(n.ASYMMETRIC):
        yield Rule("prp-asyp", ((p, n.TYPE, n.ASYMMETRIC),), false("x", "y"), (link(p), link(p, "y", "x")))
    for p in schema.typed(n.TRANSITIVE):
        yield Rule("prp-trp", ((p, n.TYPE, n.TRANSITIVE),), link(p, "x", "z"), (link(p), link(p, "y", "z")))


def _disjoint(schema: Schema) -> Iterator[Rule]:
    """prp-pdw, prp-adp."""
    for prop, other in schema.pairs(n.DISJOINT_PROPERTY):
        axiom = ((prop, n.DISJOINT_PROPERTY, other),)
        yield Rule("prp-pdw", axiom, false("x", "y"), (link(prop), link(other)))
    for axioms, one, other in disjoint_pairs(schema, n.ALL_DISJOINT_PROPERTIES):
        yield Rule("prp-adp", axioms, false("x", "y"), (link(one), link(other)))


def disjoint_pairs(schema: Schema, kind: int) -> Iterator[tuple[tuple[Row, ...], int, int]]:
    """Each two members of each list of what is disjoint, with the axioms that say so."""
    for group in schema.typed(kind):
        for head in schema.objects(group, n.MEMBERS):
            for one, other in combinations(schema.items(head), 2):
                yield ((group, n.TYPE, kind), (group, n.MEMBERS, head)), one, other


def _keys(schema: Schema) -> Iterator[Rule]:
    """prp-key."""
    for cls, head in schema.pairs(n.HAS_KEY):
        keys = schema.items(head)
        values: list[Atom] = []
        for i, key in enumerate(keys):
            values += [link(key, "x", f"k{i}"), link(key, "y", f"k{i}")]
        if values:
            body = (member(cls, "x"), member(cls, "y"), *values)
            yield Rule("prp-key", ((cls, n.HAS_KEY, head),), same("x", "y"), body, (("x", "y"),))


def _denied(schema: Schema) -> Iterator[Rule]:
    """prp-npa1, prp-npa2: the atom of the denied triple, with its terms as constants."""
    for denial, source in schema.pairs(n.SOURCE):
        for prop in schema.objects(denial, n.ASSERTION_PROPERTY):
            for predicate, name in ((n.TARGET, "prp-npa1"), (n.TARGET_VALUE, "prp-npa2")):
                for target in schema.objects(denial, predicate):
                    axioms = (
                        (denial, n.SOURCE, source), (denial, n.ASSERTION_PROPERTY, prop), (denial, predicate, target)
                    )  # fmt: skip
                    atom = member(target, source) if prop == n.TYPE else link(prop, source, target)
                    terms: tuple[Argument, ...] = (source, target)
                    yield Rule(name, axioms, false(*terms), (atom,))
