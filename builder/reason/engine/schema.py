"""Closes a schema: what follows from axioms alone (OWL 2 Profiles, section 4.3, table 9, and the facts of lists).

A schema is small, so every rule runs over all of it until none adds anything; each triple keeps the rule and the
premises that gave it first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from builder.reason.engine import names as n
from builder.reason.engine.names import Row

ASSERTED: Final = "asserted"


class Origin(NamedTuple):
    """Why an axiom holds: the rule that gave it, and its premises; ``asserted`` where it was given."""

    rule: str
    premises: tuple[Row, ...]


class Schema:
    """The axioms, closed; looked up by predicate and subject, always in the order in which they came."""

    def __init__(self, axioms: Iterable[Row], datatypes: Iterable[int], annotations: Iterable[int]) -> None:
        self.origins: dict[Row, Origin] = {}
        self._objects: dict[int, dict[int, dict[int, None]]] = defaultdict(lambda: defaultdict(dict))
        for row in axioms:
            self._add(row, Origin(ASSERTED, ()))
        for rule, row in _axiomatic(datatypes, annotations):
            self._add(row, Origin(rule, ()))
        while new := [derived for rule_of_table in _RULES for derived in rule_of_table(self)]:
            if not [None for rule, row, premises in new if self._add(row, Origin(rule, premises))]:
                break

    def _add(self, row: Row, origin: Origin) -> bool:
        if row in self.origins:
            return False
        self.origins[row] = origin
        self._objects[row[1]][row[0]][row[2]] = None
        return True

    def __contains__(self, row: Row) -> bool:
        return row in self.origins

    def pairs(self, predicate: int) -> Iterator[tuple[int, int]]:
        """Subject and object of every axiom with the predicate."""
        for subject, objects in list(self._objects.get(predicate, {}).items()):
            for obj in list(objects):
                yield subject, obj

    def objects(self, subject: int, predicate: int) -> tuple[int, ...]:
        """The objects of a subject and a predicate."""
        return tuple(self._objects.get(predicate, {}).get(subject, ()))

    def typed(self, cls: int) -> tuple[int, ...]:
        """What has a type."""
        return tuple(subject for subject, obj in self.pairs(n.TYPE) if obj == cls)

    def items(self, head: int) -> tuple[int, ...]:
        """The members of a list."""
        found: list[int] = []
        seen: set[int] = set()
        while head not in seen and (first := self.objects(head, n.FIRST)):
            seen.add(head)
            found.append(first[0])
            head = next(iter(self.objects(head, n.REST)), n.NIL)
        return tuple(found)

    def restrictions(self, predicate: int) -> Iterator[tuple[int, int, int]]:
        """The class, the filler and the property of each restriction of this sort."""
        for cls, filler in self.pairs(predicate):
            for on in self.objects(cls, n.ON_PROPERTY):
                yield cls, filler, on


_Derived = Iterator[tuple[str, Row, tuple[Row, ...]]]


def _axiomatic(datatypes: Iterable[int], annotations: Iterable[int]) -> Iterator[tuple[str, Row]]:
    yield "cls-thing", (n.THING, n.TYPE, n.CLASS)
    yield "cls-nothing1", (n.NOTHING, n.TYPE, n.CLASS)
    yield from (("dt-type1", (datatype, n.TYPE, n.DATATYPE)) for datatype in datatypes)
    yield from (("prp-ap", (annotation, n.TYPE, n.ANNOTATION_PROPERTY)) for annotation in annotations)


def _declarations(schema: Schema) -> _Derived:
    """scm-cls, scm-op, scm-dp."""
    for subject, cls in schema.pairs(n.TYPE):
        typing = ((subject, n.TYPE, cls),)
        if cls == n.CLASS:
            yield "scm-cls", (subject, n.SUB_CLASS, subject), typing
            yield "scm-cls", (subject, n.EQUIVALENT_CLASS, subject), typing
            yield "scm-cls", (subject, n.SUB_CLASS, n.THING), typing
            yield "scm-cls", (n.NOTHING, n.SUB_CLASS, subject), typing
        elif cls in (n.OBJECT_PROPERTY, n.DATATYPE_PROPERTY):
            rule = "scm-op" if cls == n.OBJECT_PROPERTY else "scm-dp"
            yield rule, (subject, n.SUB_PROPERTY, subject), typing
            yield rule, (subject, n.EQUIVALENT_PROPERTY, subject), typing


def _orders(schema: Schema) -> _Derived:
    """scm-sco, scm-eqc1, scm-eqc2; scm-spo, scm-eqp1, scm-eqp2."""
    for below, equal, names in (
        (n.SUB_CLASS, n.EQUIVALENT_CLASS, ("scm-sco", "scm-eqc1", "scm-eqc2")),
        (n.SUB_PROPERTY, n.EQUIVALENT_PROPERTY, ("scm-spo", "scm-eqp1", "scm-eqp2")),
    ):
        for one, other in schema.pairs(equal):
            yield names[1], (one, below, other), ((one, equal, other),)
            yield names[1], (other, below, one), ((one, equal, other),)
        for one, other in schema.pairs(below):
            for third in schema.objects(other, below):
                yield names[0], (one, below, third), ((one, below, other), (other, below, third))
            if (back := (other, below, one)) in schema:
                yield names[2], (one, equal, other), ((one, below, other), back)


def _signatures(schema: Schema) -> _Derived:
    """scm-dom1, scm-dom2; scm-rng1, scm-rng2."""
    for predicate, name in ((n.DOMAIN, "scm-dom"), (n.RANGE, "scm-rng")):
        for prop, cls in schema.pairs(predicate):
            for above in schema.objects(cls, n.SUB_CLASS):
                yield f"{name}1", (prop, predicate, above), ((prop, predicate, cls), (cls, n.SUB_CLASS, above))
        for sub, prop in schema.pairs(n.SUB_PROPERTY):
            for cls in schema.objects(prop, predicate):
                yield f"{name}2", (sub, predicate, cls), ((prop, predicate, cls), (sub, n.SUB_PROPERTY, prop))


def _lists(schema: Schema) -> _Derived:
    """scm-int, scm-uni, cls-oo."""
    for cls, head in schema.pairs(n.INTERSECTION):
        for item in schema.items(head):
            yield "scm-int", (cls, n.SUB_CLASS, item), ((cls, n.INTERSECTION, head),)
    for cls, head in schema.pairs(n.UNION):
        for item in schema.items(head):
            yield "scm-uni", (item, n.SUB_CLASS, cls), ((cls, n.UNION, head),)
    for cls, head in schema.pairs(n.ONE_OF):
        for item in schema.items(head):
            yield "cls-oo", (item, n.TYPE, cls), ((cls, n.ONE_OF, head),)


def _restrictions(schema: Schema) -> _Derived:
    """scm-hv, scm-svf1, scm-svf2, scm-avf1, scm-avf2."""
    for predicate, name in ((n.HAS_VALUE, "scm-hv"), (n.SOME_FROM, "scm-svf"), (n.ALL_FROM, "scm-avf")):
        found = list(schema.restrictions(predicate))
        by_filler: dict[int, list[tuple[int, int]]] = defaultdict(list)
        by_property: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for cls, filler, on in found:
            by_filler[filler].append((cls, on))
            by_property[on].append((cls, filler))
        for filler, group in by_filler.items():
            for one, on in group:
                for other, above in group:
                    if one != other and (on, n.SUB_PROPERTY, above) in schema:
                        conclusion = (other, one) if predicate == n.ALL_FROM else (one, other)
                        premises = (
                            (one, predicate, filler), (one, n.ON_PROPERTY, on), (other, predicate, filler),
                            (other, n.ON_PROPERTY, above), (on, n.SUB_PROPERTY, above),
                        )  # fmt: skip
                        rule = name if predicate == n.HAS_VALUE else f"{name}2"
                        yield rule, (conclusion[0], n.SUB_CLASS, conclusion[1]), premises
        for on, group in by_property.items() if predicate != n.HAS_VALUE else ():
            for one, filler in group:
                for other, above in group:
                    if one != other and (filler, n.SUB_CLASS, above) in schema:
                        premises = (
                            (one, predicate, filler), (one, n.ON_PROPERTY, on), (other, predicate, above),
                            (other, n.ON_PROPERTY, on), (filler, n.SUB_CLASS, above),
                        )  # fmt: skip
                        yield f"{name}1", (one, n.SUB_CLASS, other), premises


_RULES: Final[tuple[Callable[[Schema], _Derived], ...]] = (_declarations, _orders, _signatures, _lists, _restrictions)
