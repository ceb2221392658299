"""A quick look before tier 1: which nodes of a graph may break which shape.

SHACL's definition stays with pyshacl, which alone makes results. What is compiled here from the same shapes tells
for sure of most nodes that they conform, in a hundredth of the time; only the others are given to pyshacl. A verdict
is True (conforms for sure), False (does not, for sure) or None (cannot tell); whatever is not True is suspect.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib import RDF, SH, URIRef

from builder.validate.index import Index, Values
from builder.validate.results import Term
from builder.vocabulary import RDF as RDF_NAMES
from builder.vocabulary import XSD

Verdict = bool | None
Shape = Callable[[Term, Index], Verdict]
Constraint = Callable[[Values, Term, Index], Verdict]

_SHACL = str(SH)
_SILENT = frozenset(
    {RDF.type, SH.path, SH.name, SH.description, SH.message, SH.severity, SH.order, SH.group, SH.defaultValue}
    | {SH.targetClass, SH.targetSubjectsOf, SH.deactivated}
)
"""What says nothing of which nodes conform."""
_OTHER_TARGETS = (SH.targetNode, SH.targetObjectsOf, SH.target)
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_XSD_INTEGER, _XSD_DATE = XSD + "integer", XSD + "date"
_UNCHECKED = frozenset({XSD + "string", RDF_NAMES + "langString"})
"""Datatypes of which every lexical form is one."""
_NODE_KINDS = {SH.IRI: (NamedNode,), SH.Literal: (Literal,), SH.IRIOrLiteral: (NamedNode, Literal)}


class Suspects:
    """The shapes of one layer, compiled."""

    def __init__(self, graph: rdflib.Graph) -> None:
        compiler = _Compiler(graph)
        self.always = sorted({str(shape) for kind in _OTHER_TARGETS for shape in graph.subjects(kind)})
        """Shapes that choose their nodes in a way that is not compiled: pyshacl looks at all of these itself."""
        self._by_class: dict[str, list[tuple[str, Shape]]] = {}
        self._by_property: dict[str, list[tuple[str, Shape]]] = {}
        for kind, checks in ((SH.targetClass, self._by_class), (SH.targetSubjectsOf, self._by_property)):
            for shape, target in sorted(graph.subject_objects(kind)):
                checks.setdefault(str(target), []).append((str(shape), compiler.shape(shape)))
        self._by_classes: dict[frozenset[str], list[tuple[str, Shape]]] = {}
        self.inverse = frozenset(compiler.inverse)
        """The properties that shapes follow backwards."""
        self.deep = compiler.deep
        """Whether a shape looks further than the values of a node and their classes."""

    def find(self, index: Index) -> dict[str, set[str]]:
        """Shape to the nodes that may break it, of those that the graph itself describes."""
        found: dict[str, set[str]] = {}
        for name in index.own:
            focus = NamedNode(name)
            for shape, check in self._checks(name, index):
                if check(focus, index) is not True:
                    found.setdefault(shape, set()).add(name)
        return found

    def _checks(self, name: str, index: Index) -> list[tuple[str, Shape]]:
        classes = index.classes(name)
        checks = self._by_classes.get(classes)
        if checks is None:
            checks = self._by_classes[classes] = [check for name in classes for check in self._by_class.get(name, ())]
        if self._by_property:
            named = (self._by_property.get(predicate, ()) for predicate in index.predicates(name))
            return [*checks, *chain.from_iterable(named)]
        return checks


class _Compiler:
    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph
        self._made: dict[rdflib.term.Node, Shape] = {}
        self.inverse: set[str] = set()
        self.deep = False

    def shape(self, node: rdflib.term.Node) -> Shape:
        """What tells whether a node conforms to a shape."""
        if node not in self._made:
            self._made[node] = _unknown_shape  # while it is being made: of a shape that asks for itself nothing is told
            self._made[node] = self._make(node)
        return self._made[node]

    def _make(self, node: rdflib.term.Node) -> Shape:
        if str(self._graph.value(node, SH.deactivated)).lower() in ("true", "1"):
            return _conforms
        path = self._graph.value(node, SH.path)
        values = _itself if path is None else self._path(path)
        constraints = [
            self._constraint(predicate, value)
            for predicate, value in sorted(self._graph.predicate_objects(node))
            if str(predicate).startswith(_SHACL) and predicate not in _SILENT
        ]
        return partial(_checked, values, constraints) if values else _unknown_shape

    def _path(self, path: rdflib.term.Node) -> Callable[[Term, Index], Values] | None:
        """The values of a path, or None for a kind of path that is not compiled."""
        if isinstance(path, URIRef):
            return partial(_step, str(path))
        back = self._graph.value(path, SH.inversePath)
        if isinstance(back, URIRef):
            self.inverse.add(str(back))
            return partial(_step_back, str(back))
        either = self._graph.value(path, SH.alternativePath)
        parts = list(self._graph.items(either)) if either is not None else []
        if parts and all(isinstance(part, URIRef) for part in parts):
            return partial(_alternatives, [str(part) for part in parts])
        return None

    def _constraint(self, predicate: rdflib.term.Node, value: rdflib.term.Node) -> Constraint:
        if predicate in _PLAIN:
            prepare, constraint = _PLAIN[predicate]
            return partial(constraint, prepare(str(value)))
        if predicate in (SH["in"], SH.hasValue):
            terms = list(self._graph.items(value)) if predicate == SH["in"] else [value]
            if not all(isinstance(term, URIRef) for term in terms):
                return _unknown
            return partial(_within if predicate == SH["in"] else _has, {NamedNode(str(term)) for term in terms})
        if predicate == SH["or"]:
            return partial(_one_of, [self.shape(part) for part in self._graph.items(value)])
        if predicate == SH["not"]:
            return partial(_not, self.shape(value))
        if predicate in (SH.node, SH.property):
            self.deep = self.deep or predicate == SH.property or self._graph.value(value, SH.path) is not None
            return partial(_each, self.shape(value))
        return _unknown


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """False where one is False, else None where one is None."""
    unsure = False
    for verdict in verdicts:
        if verdict is False:
            return False
        unsure = unsure or verdict is None
    return None if unsure else True


def _opposite(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    return _opposite(_all(map(_opposite, verdicts)))


def _checked(
    values: Callable[[Term, Index], Values], constraints: list[Constraint], focus: Term, index: Index
) -> Verdict:
    found = values(focus, index)
    verdict: Verdict = True
    for constraint in constraints:
        one = constraint(found, focus, index)
        if one is False:
            return False
        verdict = verdict and one
    return verdict


def _conforms(_focus: Term, _index: Index) -> Verdict:
    return True


def _unknown_shape(_focus: Term, _index: Index) -> Verdict:
    return None


def _unknown(_values: Values, _focus: Term, _index: Index) -> Verdict:
    return None


def _itself(focus: Term, _index: Index) -> Values:
    return {focus}


def _step(predicate: str, focus: Term, index: Index) -> Values:
    return index.values(focus, predicate)


def _step_back(predicate: str, focus: Term, index: Index) -> Values:
    return index.subjects(predicate, focus)


def _alternatives(predicates: list[str], focus: Term, index: Index) -> Values:
    return {value for predicate in predicates for value in index.values(focus, predicate)}


def _at_least(count: int, values: Values, _focus: Term, _index: Index) -> Verdict:
    return len(values) >= count


def _at_most(count: int, values: Values, _focus: Term, _index: Index) -> Verdict:
    return len(values) <= count


def _of_class(name: str, values: Values, _focus: Term, index: Index) -> Verdict:
    return all(isinstance(value, NamedNode) and name in index.classes(value.value) for value in values)


def _of_kind(kind: str, values: Values, _focus: Term, _index: Index) -> Verdict:
    kinds = _NODE_KINDS.get(URIRef(kind))
    return None if kinds is None else all(isinstance(value, kinds) for value in values)


def _of_datatype(datatype: str, values: Values, _focus: Term, _index: Index) -> Verdict:
    return _all(_typed(datatype, value) for value in values)


def _typed(datatype: str, value: Term) -> Verdict:
    if not isinstance(value, Literal) or value.datatype.value != datatype:
        return False
    if datatype in _UNCHECKED or (datatype == _XSD_INTEGER and _INTEGER.fullmatch(value.value)):
        return True
    return True if datatype == _XSD_DATE and _is_day(value.value) else None


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _long_enough(length: int, values: Values, _focus: Term, _index: Index) -> Verdict:
    return all(len(value.value) >= length for value in values)


def _like(pattern: re.Pattern[str], values: Values, _focus: Term, _index: Index) -> Verdict:
    return all(pattern.search(value.value) for value in values)


def _from(least: int, values: Values, _focus: Term, _index: Index) -> Verdict:
    numbers = [_number(value) for value in values]
    return _all(None if number is None else number >= least for number in numbers)


def _before(predicate: str, values: Values, focus: Term, index: Index) -> Verdict:
    later = [_number(value) for value in index.values(focus, predicate)]
    earlier = [_number(value) for value in values]
    return _all(None if a is None or b is None else a < b for a in earlier for b in later)


def _number(term: Term) -> int | None:
    sound = isinstance(term, Literal) and term.datatype.value == _XSD_INTEGER and _INTEGER.fullmatch(term.value)
    return int(term.value) if sound else None


def _languages_once(wanted: str, values: Values, _focus: Term, _index: Index) -> Verdict:
    if wanted != "true":
        return None
    tags = [value.language.lower() for value in values if isinstance(value, Literal) and value.language]
    return len(tags) == len(set(tags))


def _within(allowed: set[NamedNode], values: Values, _focus: Term, _index: Index) -> Verdict:
    return all(value in allowed for value in values)


def _has(wanted: set[NamedNode], values: Values, _focus: Term, _index: Index) -> Verdict:
    return all(term in values for term in wanted)


def _one_of(shapes: list[Shape], values: Values, _focus: Term, index: Index) -> Verdict:
    return _all(_any(shape(value, index) for shape in shapes) for value in values)


def _not(shape: Shape, values: Values, _focus: Term, index: Index) -> Verdict:
    return _all(_opposite(shape(value, index)) for value in values)


def _each(shape: Shape, values: Values, _focus: Term, index: Index) -> Verdict:
    return _all(shape(value, index) for value in values)


_PLAIN: dict[rdflib.term.Node, tuple[Callable[[str], Any], Callable[[Any, Values, Term, Index], Verdict]]] = {
    SH.minCount: (int, _at_least),
    SH.maxCount: (int, _at_most),
    SH["class"]: (str, _of_class),
    SH.nodeKind: (str, _of_kind),
    SH.datatype: (str, _of_datatype),
    SH.minLength: (int, _long_enough),
    SH.pattern: (re.compile, _like),
    SH.minInclusive: (int, _from),
    SH.lessThan: (str, _before),
    SH.uniqueLang: (str, _languages_once),
}
"""Constraints with one plain parameter: how that is read, and what looks at the values."""
