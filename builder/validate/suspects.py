"""A quick look before tier 1: which nodes of a graph may break which shape.

SHACL's definition stays with pyshacl, which alone makes results. What is compiled here from the same shapes tells
for sure of most nodes that they conform, in a hundredth of the time; only the others are given to pyshacl. A verdict
is True (conforms for sure), False (does not, for sure) or None (cannot tell); whatever is not True is suspect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from sys import maxsize

import rdflib
from pyoxigraph import NamedNode
from rdflib import RDF, SH, URIRef

from builder.validate.constraints import (
    EACH,
    TOGETHER,
    Constraint,
    Shape,
    Verdict,
    has,
    negated,
    one_of,
    unknown,
    within,
)
from builder.validate.index import Index, Values
from builder.validate.results import Term

_SHACL = str(SH)
_SILENT = frozenset(
    {RDF.type, SH.path, SH.name, SH.description, SH.message, SH.severity, SH.order, SH.group, SH.defaultValue}
    | {SH.targetClass, SH.targetSubjectsOf, SH.deactivated}
)
"""What says nothing of which nodes conform."""
_OF_VALUES = frozenset(
    {SH.minCount, SH.maxCount, SH.datatype, SH["class"], SH.nodeKind, SH.pattern, SH.flags, SH.minLength, SH.maxLength}
)
"""What is asked of the number of values or of each of them: where there are none, all nodes are alike."""
_OTHER_TARGETS = (SH.targetNode, SH.targetObjectsOf, SH.target)


class Suspects:
    """The shapes of one layer, compiled."""

    def __init__(self, graph: rdflib.Graph) -> None:
        compiler = _Compiler(graph)
        self.always = sorted({str(shape) for kind in _OTHER_TARGETS for shape in graph.subjects(kind)})
        """Shapes that choose their nodes in a way that is not compiled: pyshacl looks at all of these itself."""
        self._by_class: dict[str, list[_Check]] = {}
        self._by_property: dict[str, list[_Check]] = {}
        for kind, checks in ((SH.targetClass, self._by_class), (SH.targetSubjectsOf, self._by_property)):
            for shape, target in sorted(graph.subject_objects(kind)):
                check = compiler.shape(shape)
                if check is not _conforms:
                    checks.setdefault(str(target), []).append((str(shape), check, compiler.plain.get(shape)))
        shapes = {shape for kind in (SH.targetClass, SH.targetSubjectsOf) for shape in graph.subjects(kind)}
        self.lacking = {str(shape): path for shape in shapes if (path := _lacked(graph, shape)) is not None}
        """Shapes that say of all nodes without a value of one property the same, with this property."""
        self._by_traits: dict[tuple[frozenset[str], tuple[str, ...]], list[_Check]] = {}
        self.inverse = frozenset(compiler.inverse)
        """The properties that shapes follow backwards."""
        self.deep = compiler.deep
        """Whether a shape looks further than the values of a node and their classes."""

    def find(self, index: Index) -> dict[str, set[str]]:
        """Shape to the nodes that may break it, of those that the graph itself describes."""
        found: dict[str, set[str]] = {}
        for name, said in index.nodes():
            focus = NamedNode(name)
            for shape, check, plain in self._checks(index.classes(name), said):
                if plain is None:
                    sound = check(focus, index) is True
                else:
                    values = said.get(plain.path, ())
                    sound = plain.least <= len(values) <= plain.most and (
                        not plain.asks or _told(values, plain.each, plain.together, focus, index) is True
                    )
                if not sound:
                    found.setdefault(shape, set()).add(name)
        return found

    def _checks(self, classes: frozenset[str], said: Iterable[str]) -> list[_Check]:
        traits = classes, tuple(said) if self._by_property else ()
        checks = self._by_traits.get(traits)
        if checks is None:
            of_classes = (self._by_class.get(class_, ()) for class_ in traits[0])
            of_properties = (self._by_property.get(predicate, ()) for predicate in traits[1])
            checks = self._by_traits[traits] = list(chain(*of_classes, *of_properties))
        return checks


@dataclass(frozen=True, slots=True)
class _Plain:
    """A shape of the values of one property: how many they may be, and what each and all of them are asked.

    ``asks``: whether they are asked anything.
    """

    path: str
    least: int
    most: int
    each: list[Shape]
    together: list[Constraint]
    asks: bool


_Check = tuple[str, Shape, _Plain | None]
"""A shape, what looks at a node, and the same in parts where the shape is a plain one."""


class _Compiler:
    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph
        self._made: dict[rdflib.term.Node, Shape] = {}
        self.inverse: set[str] = set()
        self.deep = False
        self.plain: dict[rdflib.term.Node, _Plain] = {}

    def shape(self, node: rdflib.term.Node) -> Shape:
        """What tells whether a node conforms to a shape."""
        if node not in self._made:
            self._made[node] = unknown  # while it is being made: of a shape that asks for itself nothing is told
            self._made[node] = self._make(node)
        return self._made[node]

    def _make(self, node: rdflib.term.Node) -> Shape:
        if str(self._graph.value(node, SH.deactivated)).lower() in ("true", "1"):
            return _conforms
        path = self._graph.value(node, SH.path)
        values = _itself if path is None else self._path(path)
        told = [
            (predicate, value)
            for predicate, value in sorted(self._graph.predicate_objects(node))
            if str(predicate).startswith(_SHACL) and predicate not in _SILENT
        ]
        if not told or values is None:
            return unknown if told else _conforms
        least, most = 0, maxsize
        each, together = list[Shape](), list[Constraint]()
        for predicate, value in told:
            if predicate == SH.minCount:
                least = int(str(value))
            elif predicate == SH.maxCount:
                most = int(str(value))
            elif (shape := self._each(predicate, value)) is not None:
                each.append(shape)
            else:
                together.append(self._together(predicate, value))
        if isinstance(path, URIRef):
            self.plain[node] = _Plain(str(path), least, most, each, together, bool(each or together))
        return partial(_checked, values, least, most, each, together)

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

    def _each(self, predicate: rdflib.term.Node, value: rdflib.term.Node) -> Shape | None:
        """What a constraint asks of each value by itself; None where it asks nothing of that kind."""
        if predicate in EACH:
            prepare, shape = EACH[predicate]
            return partial(shape, prepare(str(value)))
        if predicate == SH["in"]:
            terms = list(self._graph.items(value))
            named = all(isinstance(term, URIRef) for term in terms)
            return partial(within, {NamedNode(str(term)) for term in terms}) if named else None
        if predicate == SH["or"]:
            return partial(one_of, [self.shape(part) for part in self._graph.items(value)])
        if predicate == SH["not"]:
            return partial(negated, self.shape(value))
        if predicate in (SH.node, SH.property):
            self.deep = self.deep or predicate == SH.property or self._graph.value(value, SH.path) is not None
            return self.shape(value)
        return None

    def _together(self, predicate: rdflib.term.Node, value: rdflib.term.Node) -> Constraint:
        """What a constraint asks of all values together."""
        if predicate in TOGETHER:
            return partial(TOGETHER[predicate], str(value))
        return (
            partial(has, NamedNode(str(value))) if predicate == SH.hasValue and isinstance(value, URIRef) else unknown
        )


def _lacked(graph: rdflib.Graph, shape: rdflib.term.Node) -> str | None:
    """The property of whose values alone a shape speaks; None where it looks at anything else."""
    path, told = graph.value(shape, SH.path), set(graph.predicates(shape)) - _SILENT - _OF_VALUES
    if not isinstance(path, URIRef) or any(str(predicate).startswith(_SHACL) for predicate in told):
        return None
    return str(path)


def _checked(
    values: Callable[[Term, Index], Values],
    least: int,
    most: int,
    each: list[Shape],
    together: list[Constraint],
    focus: Term,
    index: Index,
) -> Verdict:
    """Whether a node has as many values as it may, and whether these are as they are asked to be."""
    found = values(focus, index)
    return _told(found, each, together, focus, index) if least <= len(found) <= most else False


def _told(found: Values, each: list[Shape], together: list[Constraint], focus: Term, index: Index) -> Verdict:
    """Whether values are as they are asked to be."""
    verdict: Verdict = True
    for value in found:
        for shape in each:
            one = shape(value, index)
            if one is False:
                return False
            verdict = verdict and one
    for constraint in together:
        one = constraint(found, focus, index)
        if one is False:
            return False
        verdict = verdict and one
    return verdict


def _conforms(_focus: Term, _index: Index) -> Verdict:
    return True


def _itself(focus: Term, _index: Index) -> Values:
    return {focus}


def _step(predicate: str, focus: Term, index: Index) -> Values:
    return index.values(focus, predicate)


def _step_back(predicate: str, focus: Term, index: Index) -> Values:
    return index.subjects(predicate, focus)


def _alternatives(predicates: list[str], focus: Term, index: Index) -> Values:
    return {value for predicate in predicates for value in index.values(focus, predicate)}
