"""Tier 1: pyshacl on one graph of our own (an article's, or the facts) with the types of what it refers to.

No inference: rdfs:domain and rdfs:range would give bad nodes the very types that they lack. pyshacl is given the
nodes that may break a shape (``suspects``), and what it has to know of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import URIRef

from builder.rows import Row
from builder.validate.context import SLOTS, TYPE, Context
from builder.validate.conversion import ill_typed_allowed, to_rdflib
from builder.validate.index import Frame, Index
from builder.validate.results import Result, Severity, Term
from builder.validate.shapes import Shapes
from builder.validate.suspects import Suspects
from builder.vocabulary import SH


class CoreValidator:
    """Runs the core shapes of each layer; keep one for many graphs, since it prepares the shapes once.

    ``quick``: whether pyshacl is spared the nodes that conform for sure; the results are the same.
    """

    def __init__(self, shapes: Shapes, context: Context, *, quick: bool = True) -> None:
        self._shapes = shapes
        self._quick = quick
        self._prepared = {layer: ShapesGraph(graph) for layer, graph in shapes.core.items()}
        self._named = {
            layer: {str(shape.node): shape for shape in graph.shapes} for layer, graph in self._prepared.items()
        }
        self._suspects = {layer: Suspects(graph) for layer, graph in shapes.core.items()}
        self._told: dict[tuple[str, str], tuple[Result, ...]] = {}
        """What a shape of a layer says of nodes without the property that it asks for, as pyshacl told of the first."""
        self._frames = {
            layer: Frame(context, shapes.paths[layer] | SLOTS, compiled.inverse, shapes.classes)
            for layer, compiled in self._suspects.items()
        }

    def results(
        self, name: str, layer: str, rows: Sequence[Row], elsewhere: Mapping[str, AbstractSet[str]]
    ) -> Iterator[Result]:
        """The results of the graph ``name``; ``elsewhere`` gives the types that other graphs say."""
        compiled = self._suspects[layer]
        index = Index(rows, self._frames[layer], elsewhere)
        suspects = compiled.find(index) if self._quick else {}
        yield from self._known(name, layer, suspects, index)
        alike = self._like_another(layer, suspects, index)
        if self._quick and not suspects and not compiled.always:
            return
        whole = compiled.deep or compiled.always or not self._quick
        data = _Data(index, None if whole else {focus for found in suspects.values() for focus in found})
        results = [self._result(said, name, data) for said in self._reports(layer, data, suspects)]
        self._learn(layer, suspects, index, results)
        yield from (result for result in results if result.focus in index.own)
        yield from self._known(name, layer, alike, index)

    def _like_another(self, layer: str, suspects: dict[str, set[str]], index: Index) -> dict[str, set[str]]:
        """Those, taken out, that lack what another suspect of the shape lacks too, of which pyshacl is to tell."""
        found: dict[str, set[str]] = {}
        for shape, focuses in suspects.items():
            bare = self._bare(layer, shape, suspects, index)
            if len(bare) > 1:
                found[shape] = bare - {min(bare)}
                focuses -= found[shape]
        return found

    def _known(self, name: str, layer: str, suspects: dict[str, set[str]], index: Index) -> Iterator[Result]:
        """The results of nodes that lack what another lacked before; these are suspects no more."""
        for shape in sorted(suspects):
            told = self._told.get((layer, shape))
            if told is None:
                continue
            bare = self._bare(layer, shape, suspects, index)
            suspects[shape] -= bare
            if not suspects[shape]:
                del suspects[shape]
            yield from (replace(result, focus=focus, graph=name) for focus in sorted(bare) for result in told)

    def _learn(self, layer: str, suspects: Mapping[str, set[str]], index: Index, results: Sequence[Result]) -> None:
        """Keep what pyshacl told of a node that lacks what a shape asks for."""
        for shape in suspects:
            bare = self._bare(layer, shape, suspects, index)
            if bare:
                focus = min(bare)
                told = (result for result in results if result.focus == focus and result.shape == shape)
                self._told[layer, shape] = tuple(told)

    def _bare(self, layer: str, shape: str, suspects: Mapping[str, set[str]], index: Index) -> set[str]:
        """The suspects of a shape without any value of the property that it is about."""
        path = self._suspects[layer].lacking.get(shape)
        return set() if path is None else {f for f in suspects[shape] if not index.values(NamedNode(f), path)}

    def _reports(self, layer: str, data: _Data, suspects: Mapping[str, Iterable[str]]) -> Iterator[dict[str, Any]]:
        """What pyshacl reports, each result as its properties by their local names."""
        with ill_typed_allowed():
            graph = DataGraph.from_rdflib_graph(data.graph)
            validator = Validator(graph, shacl_graph=self._shapes.core[layer], options={"inplace": True})
            validator.shacl_graph = self._prepared[layer]
            executor = validator.make_executor()
            named = self._named[layer]
            whole = self._suspects[layer].always if self._quick else sorted(named)
            todo: list[tuple[str, list[URIRef] | None]] = [(name, None) for name in whole]
            todo += [(name, [URIRef(focus) for focus in sorted(found)]) for name, found in sorted(suspects.items())]
            for name, nodes in todo:
                for _, node, triples in named[name].validate(executor, graph, focus=nodes)[1]:
                    yield {
                        str(predicate).removeprefix(SH): value[1] if isinstance(value, tuple) else value
                        for subject, predicate, value in triples
                        if subject == node  # the details of a result are results too
                    }

    def _result(self, said: Mapping[str, Any], name: str, data: _Data) -> Result:
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
    """The graph that pyshacl sees, and the way back from its terms to ours; ``focuses``: None for all."""

    def __init__(self, index: Index, focuses: AbstractSet[str] | None) -> None:
        self.graph = rdflib.Graph(bind_namespaces="none")
        self._terms: dict[rdflib.term.Node, Term] = {}
        self._nodes: dict[object, rdflib.term.Node] = {}
        referred = set(index.own) if focuses is None else set(focuses)
        for subject, predicate, value in index.triples(focuses):
            self._add(NamedNode(subject), predicate, value)
            referred.add(subject)
            if predicate != TYPE and isinstance(value, NamedNode):
                referred.add(value.value)
        for name in referred:
            for class_ in index.classes(name):
                self._add(NamedNode(name), TYPE, NamedNode(class_))

    def stored(self, value: rdflib.term.Node) -> Term:
        """A value of the report as the data have it."""
        return self._terms[value]

    def _add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        self.graph.add((self._node(subject), URIRef(predicate), self._node(value)))

    def _node(self, term: NamedNode | Literal) -> rdflib.term.Node:
        node = self._nodes.get(term)
        if node is None:
            node = self._nodes[term] = to_rdflib(term)
            self._terms.setdefault(node, term)
        return node
