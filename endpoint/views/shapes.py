"""The shapes that every graph is checked against, for the pages that document the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store

from builder.resources import folder
from builder.vocabulary import RDF, SH, compact


@dataclass(frozen=True, slots=True)
class Constraint:
    """A shape of one property: its path where it is a plain one, severity, and texts by language."""

    name: str
    path: str
    severity: str
    titles: tuple[tuple[str, str], ...]
    messages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: what it targets, texts by language, and the shapes of its properties."""

    name: str
    targets: tuple[str, ...]
    titles: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    constraints: tuple[Constraint, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """Every node shape that is installed, by name."""
    store = Store()
    for path in sorted(folder("shapes").glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=DefaultGraph())
    found = store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(SH + "NodeShape"))
    nodes = {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}
    return tuple(sorted((_shape(store, node) for node in nodes), key=lambda shape: shape.name))


def _shape(store: Store, node: NamedNode) -> Shape:
    targets = [
        name for part in ("targetClass", "targetSubjectsOf", "targetObjectsOf") for name in _iris(store, node, part)
    ]
    return Shape(
        _local(node.value),
        tuple(sorted(targets)),
        _texts(store, node, "name"),
        _texts(store, node, "description"),
        tuple(_constraint(store, NamedNode(name)) for name in _iris(store, node, "property")),
    )


def _constraint(store: Store, node: NamedNode) -> Constraint:
    severity = next(iter(_iris(store, node, "severity")), SH + "Violation").removeprefix(SH)
    path = next(iter(_iris(store, node, "path")), "")
    return Constraint(_local(node.value), path, severity, _texts(store, node, "name"), _texts(store, node, "message"))


def _local(iri: str) -> str:
    return compact(iri).rsplit("#", 1)[-1]


def _iris(store: Store, node: NamedNode, name: str) -> list[str]:
    quads = store.quads_for_pattern(node, NamedNode(SH + name), None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))


def _texts(store: Store, node: NamedNode, name: str) -> tuple[tuple[str, str], ...]:
    quads = store.quads_for_pattern(node, NamedNode(SH + name), None)
    texts = (quad.object for quad in quads)
    return tuple(sorted((text.language or "", text.value) for text in texts if isinstance(text, Literal)))
