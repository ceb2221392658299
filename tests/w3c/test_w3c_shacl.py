"""The W3C's tests of SHACL Core and SHACL-SPARQL, on pyshacl as tier 1 uses it: our terms, our graphs, no inference.

A report is compared as the bag of its results, each with its focus node, path, value, severity, component and shape;
blank nodes count as one another. A test that asks for a failure passes when pyshacl refuses the shapes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl.errors import ShapeLoadError, ValidationFailure
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator
from rdflib import RDF, BNode, URIRef
from rdflib.collection import Collection

from builder.validate.conversion import ill_typed_allowed, to_rdflib
from builder.vocabulary import SH

SUITE = Path(__file__).parents[2].parent / "shared" / "w3c" / "data-shapes-test-suite" / "tests"
BASE = "https://w3id.org/mithaq/w3c/"
"""Stands for the folder of the suite in the IRIs of tests."""
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
PATHS = {"inversePath": "^", "zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}

KNOWN: dict[str, str] = {
    "core/property/uniqueLang-002": "pyshacl takes sh:uniqueLang 1 for true, which must be written true",
    "sparql/node/prefixes-001": "pyshacl does not follow owl:imports from sh:prefixes; no shape of ours imports any",
    "sparql/pre-binding/shapesGraph-001": "pyshacl binds no $shapesGraph, which SHACL leaves open; no shape uses it",
}
"""Tests that fail, by IRI below BASE, with the reason."""


def load(path: Path) -> rdflib.Graph:
    """The triples of a file as tier 1 sees them."""
    graph = rdflib.Graph(bind_namespaces="none")
    with ill_typed_allowed():
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=iri_of(path)):
            graph.add(tuple(to_rdflib(term) for term in quad.triple))  # type: ignore[arg-type]
    return graph


def run(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """The report of pyshacl, given its graphs as builder/validate/core.py gives them."""
    validator = Validator(DataGraph.from_rdflib_graph(data), shacl_graph=shapes, options={"inplace": True})
    _, found, _ = validator.run()  # type: ignore[no-untyped-call]
    if not isinstance(found, rdflib.Graph):
        raise found
    return found


def iri_of(path: Path) -> str:
    return BASE + path.relative_to(SUITE).as_posix()


def path_of(iri: Any) -> Path:
    return SUITE / str(iri).removeprefix(BASE)


def cases() -> Iterator[Any]:
    """A parameter for each test that the manifests include, named by its IRI."""
    if not SUITE.is_dir():
        yield pytest.param(None, None, id="none", marks=pytest.mark.skip(reason="the suite is not at ../shared/w3c"))
        return
    waiting = [SUITE / "manifest.ttl"]
    while waiting:
        path = waiting.pop(0)
        graph = load(path)
        waiting += sorted(path_of(included) for included in graph.objects(None, URIRef(MF + "include")))
        for entries in graph.objects(None, URIRef(MF + "entries")):
            for node in Collection(graph, entries):
                name = str(node).removeprefix(BASE)
                marks = [pytest.mark.xfail(reason=KNOWN[name], strict=True)] if name in KNOWN else []
                yield pytest.param(path, node, id=name, marks=marks)


@pytest.mark.parametrize(("path", "node"), list(cases()))
def test_shacl(path: Path, node: URIRef) -> None:
    manifest = load(path)
    action, expected = (manifest.value(node, URIRef(MF + name)) for name in ("action", "result"))
    files = [path_of(manifest.value(action, URIRef(SHT + name))) for name in ("dataGraph", "shapesGraph")]
    data, shapes = (load(file) for file in files)
    if expected == URIRef(SHT + "Failure"):
        with ill_typed_allowed(), pytest.raises((ShapeLoadError, ValidationFailure)):
            run(data, shapes)
        return
    with ill_typed_allowed():
        found = run(data, shapes)
    report = next(found.subjects(RDF.type, URIRef(SH + "ValidationReport")))
    assert expected is not None
    conforms = URIRef(SH + "conforms")
    assert shown(found.value(report, conforms)) == shown(manifest.value(expected, conforms))
    assert results(found, report) == results(manifest, expected)


def results(graph: rdflib.Graph, report: Any) -> Counter[tuple[str, ...]]:
    """The bag of a report's results."""
    parts = ("focusNode", "value", "resultSeverity", "sourceConstraintComponent", "sourceShape")
    return Counter(
        (
            *(shown(graph.value(node, URIRef(SH + part))) for part in parts),
            route(graph, graph.value(node, URIRef(SH + "resultPath"))),
        )
        for node in graph.objects(report, URIRef(SH + "result"))
    )


def shown(term: Any) -> str:
    """A term as text, exactly as it is stored; every blank node is one."""
    return "" if term is None else "_:" if isinstance(term, BNode) else term.n3()


def route(graph: rdflib.Graph, path: Any) -> str:
    """A property path as text (SHACL, section 2.3.1)."""
    if path is None or isinstance(path, URIRef):
        return "" if path is None else str(path)
    for name, sign in PATHS.items():
        inner = graph.value(path, URIRef(SH + name))
        if inner is not None:
            return f"{sign}({route(graph, inner)})"
    either = graph.value(path, URIRef(SH + "alternativePath"))
    parts = [route(graph, part) for part in Collection(graph, path if either is None else either)]
    return ("/" if either is None else "|").join(parts)
