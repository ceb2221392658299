"""Turns the axioms of classes into rules (OWL 2 Profiles, section 4.3, tables 6 and 7)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from builder.reason.engine import names as n
from builder.reason.engine.datatypes import whole_number
from builder.reason.engine.names import Dictionary, Row
from builder.reason.engine.properties import direct, disjoint_pairs
from builder.reason.engine.rules import Argument, Atom, Rule, false, link, member, same
from builder.reason.engine.schema import Schema

_MAXIMA: Final = {(n.MAX, 0): "cls-maxc1", (n.MAX, 1): "cls-maxc2"}
_QUALIFIED: Final = {0: ("cls-maxqc1", "cls-maxqc2"), 1: ("cls-maxqc3", "cls-maxqc4")}


def compiled(schema: Schema, dictionary: Dictionary) -> Iterator[Rule]:
    """The rules that the axioms of classes make; as a condition, owl:Thing holds of everything."""
    yield Rule("cls-nothing2", (), false("x"), (member(n.NOTHING),))
    yield from _hierarchy(schema)
    yield from _intersections(schema)
    yield from _values(schema)
    yield from _maxima(schema, dictionary)
    yield from _disjoint(schema)


def _is(cls: int, argument: Argument = "x") -> tuple[Atom, ...]:
    return () if cls == n.THING else (member(cls, argument),)


def _hierarchy(schema: Schema) -> Iterator[Rule]:
    """cax-sco (and cax-eqc1, cax-eqc2 by scm-eqc1; cls-int2 by scm-int; cls-uni by scm-uni)."""
    # that something is a mere thing is asked for only where something is said of all things
    universal = any(cls != n.THING for cls in schema.objects(n.THING, n.SUB_CLASS))
    pairs = schema.pairs(n.SUB_CLASS)
    for sub, cls in direct((sub, cls) for sub, cls in pairs if (universal or cls != n.THING) and sub != n.NOTHING):
        yield Rule("cax-sco", ((sub, n.SUB_CLASS, cls),), member(cls), (member(sub),))


def _intersections(schema: Schema) -> Iterator[Rule]:
    """cls-int1."""
    for cls, head in schema.pairs(n.INTERSECTION):
        body = tuple(member(item) for item in dict.fromkeys(schema.items(head)) if item != n.THING)
        if body and cls != n.THING:
            yield Rule("cls-int1", ((cls, n.INTERSECTION, head),), member(cls), body)


def _values(schema: Schema) -> Iterator[Rule]:
    """cls-svf1, cls-svf2, cls-avf, cls-hv1, cls-hv2."""
    for cls, filler, on in schema.restrictions(n.SOME_FROM):
        name = "cls-svf2" if filler == n.THING else "cls-svf1"
        yield Rule(name, _axioms(cls, n.SOME_FROM, filler, on), member(cls), (link(on), *_is(filler, "y")))
    for cls, filler, on in schema.restrictions(n.ALL_FROM):
        if filler != n.THING:
            axioms = _axioms(cls, n.ALL_FROM, filler, on)
            yield Rule("cls-avf", axioms, member(filler, "y"), (*_is(cls), link(on)))
    for cls, value, on in schema.restrictions(n.HAS_VALUE):
        axioms = _axioms(cls, n.HAS_VALUE, value, on)
        valued = member(value) if on == n.TYPE else link(on, "x", value)
        if cls != n.THING:
            yield Rule("cls-hv1", axioms, valued, (member(cls),))
        yield Rule("cls-hv2", axioms, member(cls), (valued,))


def _axioms(cls: int, predicate: int, filler: int, on: int) -> tuple[Row, ...]:
    return (cls, predicate, filler), (cls, n.ON_PROPERTY, on)


def _maxima(schema: Schema, dictionary: Dictionary) -> Iterator[Rule]:
    """cls-maxc1, cls-maxc2, cls-maxqc1 to cls-maxqc4."""
    number = partial(whole_number, dictionary.terms)
    for cls, literal, on in schema.restrictions(n.MAX):
        if (most := number(literal)) in (0, 1):
            yield _maximum(_MAXIMA[n.MAX, most], most, _axioms(cls, n.MAX, literal, on), cls, n.THING)
    for cls, literal, on in schema.restrictions(n.MAX_QUALIFIED):
        if (most := number(literal)) in (0, 1):
            for filler in schema.objects(cls, n.ON_CLASS):
                axioms = (*_axioms(cls, n.MAX_QUALIFIED, literal, on), (cls, n.ON_CLASS, filler))
                yield _maximum(_QUALIFIED[most][filler == n.THING], most, axioms, cls, filler)


def _maximum(name: str, most: int, axioms: tuple[Row, ...], cls: int, filler: int) -> Rule:
    on = axioms[1][2]
    body = (*_is(cls), link(on), *_is(filler, "y"))
    if most == 0:
        return Rule(name, axioms, false("x", "y"), body)
    return Rule(name, axioms, same("y", "z"), (*body, link(on, "x", "z"), *_is(filler, "z")), (("y", "z"),))


def _disjoint(schema: Schema) -> Iterator[Rule]:
    """cls-com, cax-dw, cax-adc."""
    for predicate, name in ((n.COMPLEMENT, "cls-com"), (n.DISJOINT_CLASS, "cax-dw")):
        for cls, other in schema.pairs(predicate):
            yield Rule(name, ((cls, predicate, other),), false("x"), (member(cls), member(other)))
    for axioms, one, other in disjoint_pairs(schema, n.ALL_DISJOINT_CLASSES):
        yield Rule("cax-adc", axioms, false("x"), (member(one), member(other)))
