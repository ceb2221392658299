"""Tier 1: pyshacl on one graph of our own (an article's, or the facts) with the types of what it refers to.

No inference: rdfs:domain and rdfs:range would give bad nodes the very types that they lack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import URIRef

from builder.validate.context import TYPE, Context, types_said
from builder.validate.conversion import ill_typed_allowed, to_rdflib
from builder.validate.results import Result, Severity, Term
from builder.validate.shapes import Shapes
from builder.vocabulary import SH

_Pair = tuple[str, NamedNode | Literal]


class CoreValidator:
    """Runs the core shapes of each layer; keep one for many graphs, since it prepares the shapes once."""

    def __init__(self, shapes: Shapes, context: Context) -> None:
        self._shapes = shapes
        self._context = context
        self._prepared = {layer: ShapesGraph(graph) for layer, graph in shapes.core.items()}

    def results(
        self, name: str, layer: str, quads: Sequence[Quad], elsewhere: Mapping[str, set[str]]
    ) -> Iterator[Result]:
        """The results of the graph ``name``; ``elsewhere`` gives the types that other graphs say."""
        with ill_typed_allowed():
            data = _Data(self._shapes, self._context, layer, quads, elsewhere)
            validator = Validator(
                DataGraph.from_rdflib_graph(data.graph), shacl_graph=self._shapes.core[layer], options={"inplace": True}
            )
            validator.shacl_graph = self._prepared[layer]
            _, found, _ = validator.run()  # type: ignore[no-untyped-call]  # pyshacl has no types
        for node in found.objects(None, URIRef(SH + "result")):
            result = self._result(found, node, name, data)
            if result.focus in data.own:
                yield result

    def _result(self, found: rdflib.Graph, node: rdflib.term.Node, name: str, data: _Data) -> Result:
        said = {str(predicate).removeprefix(SH): value for predicate, value in found.predicate_objects(node)}
        shape, path, value = str(said["sourceShape"]), said.get("resultPath"), said.get("value")
        english, arabic = self._shapes.messages[shape]
        return Result(
            severity=Severity(str(said["resultSeverity"]).removeprefix(SH)),
            focus=str(said["focusNode"]),
            shape=shape,
            component=str(said["sourceConstraintComponent"]),
            graph=name,
            message_en=english,
            message_ar=arabic,
            path=str(path) if isinstance(path, URIRef) else None,
            value=None if value is None else data.stored(value),
        )


class _Data:
    """The graph that pyshacl sees, and the way back from its terms to ours."""

    def __init__(
        self,
        shapes: Shapes,
        context: Context,
        layer: str,
        quads: Sequence[Quad],
        elsewhere: Mapping[str, set[str]],
    ) -> None:
        self.graph = rdflib.Graph(bind_namespaces="none")
        self.own = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        self._classes = shapes.classes
        self._terms: dict[rdflib.term.Node, Term] = {}
        self._nodes: dict[object, rdflib.term.Node] = {}
        self._paths = shapes.paths[layer]
        referred = self._add_own(quads)
        self._add_referred(referred, context, types_said(quads), elsewhere)

    def stored(self, value: rdflib.term.Node) -> Term:
        """A value of the report as the data have it."""
        return self._terms[value]

    def _add_own(self, quads: Iterable[Quad]) -> set[str]:
        referred = set(self.own)
        for quad in quads:
            predicate, value = quad.predicate.value, quad.object
            if predicate not in self._paths or not isinstance(value, NamedNode | Literal):
                continue
            if isinstance(quad.subject, NamedNode):
                self._add(quad.subject, predicate, value)
            if predicate != TYPE and isinstance(value, NamedNode):
                referred.add(value.value)
        return referred

    def _add_referred(
        self, referred: set[str], context: Context, said: Mapping[str, set[str]], elsewhere: Mapping[str, set[str]]
    ) -> None:
        """The classes of all that is referred to, and what the ontology says of the graph's own known entities."""
        for name in self.own:
            for predicate, value in context.known.get(name, ()):
                if predicate != TYPE and predicate in self._paths:
                    self._add(NamedNode(name), predicate, value)
                    if isinstance(value, NamedNode):
                        referred.add(value.value)
        nothing: set[str] = set()
        for name in referred:
            classes = {str(value.value) for predicate, value in context.known.get(name, ()) if predicate == TYPE}
            classes |= said.get(name, nothing) | elsewhere.get(name, nothing)
            for above in context.closed(classes, self._classes):
                self._add(NamedNode(name), TYPE, NamedNode(above))

    def _add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        self.graph.add((self._node(subject), URIRef(predicate), self._node(value)))

    def _node(self, term: NamedNode | Literal) -> rdflib.term.Node:
        node = self._nodes.get(term)
        if node is None:
            node = self._nodes[term] = to_rdflib(term)
            self._terms.setdefault(node, term)
        return node
